"""Values in the notation of SPDX 2: actors, algorithms, what asserts nothing."""

import re

from licensing.sbom.notes import Notes

SILENT = frozenset({"NOASSERTION", "NONE", ""})
_ACTOR = re.compile(r"(Organization|Person|Tool): *(.*)", re.DOTALL)


def actor(value: str, place: str, notes: Notes) -> tuple[str, str]:
    """Return name and electronic address of an actor; both empty where nothing is asserted."""
    if value in SILENT:
        return "", ""
    match = _ACTOR.fullmatch(value)
    name, _, rest = (match[2] if match else value.partition(":")[2] or value).strip().partition(" (")
    if match is None or not name:
        notes.warn("actor_format", place, written=value)
    return name.strip(), rest.rpartition(")")[0].strip()


def algorithm(value: str) -> str:
    """Return the name of a checksum's algorithm in small letters without signs."""
    return value.lower().replace("-", "").replace("_", "").removeprefix("checksumalgorithm")


def asserted(value: str) -> str:
    """Return a value, empty where it asserts nothing."""
    return "" if value in SILENT else value
