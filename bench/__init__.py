"""Speed promises, measured against peers in the same run: ``python -m bench``."""
