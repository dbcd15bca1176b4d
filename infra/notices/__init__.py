"""Notices to people inside the application: told in the transaction of what they tell about, read when there is time."""
