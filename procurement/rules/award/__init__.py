"""Rules of the award: how long to wait, what to check before it, who signs it. Pure."""
