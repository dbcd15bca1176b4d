"""Short German reports of the command line, as lines of text."""
