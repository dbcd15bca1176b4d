"""Open standards: what they are, and whether an artefact keeps to one."""
