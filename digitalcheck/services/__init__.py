"""Work on Digital-Checks: filling them in together, reading them, catalogues of questions."""
