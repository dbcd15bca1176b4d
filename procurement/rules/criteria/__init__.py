"""Reusable criteria: a catalogue as a file between cities, what changed between versions, a matrix from a choice."""
