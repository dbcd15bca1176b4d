"""Open-source products that could meet a need: a catalogue from public collections, and search in it."""
