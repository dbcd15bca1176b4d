"""A tender procedure from preparation to publication: stages as data, what is frozen, what a change means. Pure."""
