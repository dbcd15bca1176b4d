"""People, cities, sessions: who somebody is, and how that is proved."""
