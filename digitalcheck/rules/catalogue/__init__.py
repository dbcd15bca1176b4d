"""The catalogue of questions: its form, and what must hold between its parts."""
