"""Where something can be read that a judgement on openness rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """Where it can be read.

    Args:
        file: Name of the file, of the bid or of a repository snapshot.
        sha256: Checksum of the file, ``sha256:`` and 64 hexadecimal digits.
        place: Where in the file: JSON pointer, line, cell or heading; empty for the whole file.
    """

    file: str
    sha256: str
    place: str = ""
