"""Rules of evidence on licences: what a verdict becomes, when evidence is gathered, in which words."""
