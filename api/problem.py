"""The form of every answer that says no (RFC 9457)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFault:
    """One thing wrong with what was sent.

    Args:
        pointer: JSON pointer into the body, or the name of the parameter.
        type: Slug of the kind of fault.
        text: German sentence for people.
        legal_source: Rule that forbids it, where a rule does.
    """

    pointer: str
    type: str
    text: str
    legal_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details (RFC 9457).

    Args:
        type: Kind of error, an address relative to this service.
        title: German sentence for people.
        status: HTTP status.
        instance: Names an internal error in the log.
        legal_source: Rule that forbids what was asked for.
        faults: What is wrong with the payload, in the order of the payload.
        omitted: Number of further faults that are not listed.
        current_value: What a field holds, where somebody else saved it first.
    """

    type: str
    title: str
    status: int
    instance: str | None = None
    legal_source: str | None = None
    faults: tuple[ProblemFault, ...] = ()
    omitted: int = 0
    current_value: str | None = None


def pointer_to(steps: Iterable[object]) -> str:
    """Return a place in the body as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
