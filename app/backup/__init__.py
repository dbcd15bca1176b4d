"""Backup of a whole instance in one file, and its way back into an empty database of either kind."""
