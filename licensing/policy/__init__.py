"""Rules of the house for licences: a versioned file that the city edits, checked before it is used."""
