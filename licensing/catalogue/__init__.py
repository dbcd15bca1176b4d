"""What the public lists say of one licence: OSI, FSF, strength of copyleft, duties; with list and version."""
