"""Notices to people in the application: told in the transaction of what they tell about, read at leisure."""
