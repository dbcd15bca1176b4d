"""Watching over the audit log: reading and verifying it, checkpoints that leave the database, exports for outsiders."""
