"""Shared pure ground: faults, legal sources, dated parameters, exact numbers. No I/O, no clock."""
