"""Is a statement of a bid of its form? Each signal has its own part of it."""

from collections.abc import Iterator

from core.errors import Fault
from licensing.assess.evidence import Signal
from licensing.assess.rubric import AnchorKind, Rubric
from procurement.model import Said
from scoring.model import is_written

LONGEST_EXPRESSION = 400
LONGEST_PLACE = 200
MOST_REQUIREMENTS = 10_000

COUNTS = ("open", "closed", "unknown", "closed_dependencies")
READ_FROM_FILES = frozenset({Signal.COHERENCE})
"""Signals that no sentence of a bid settles: they are read from its bill of materials."""


def statement_faults(signal: Signal, said: Said, place: str, rubric: Rubric) -> tuple[Fault, ...]:
    """Return everything that stands against a statement.

    Args:
        signal: Which signal.
        said: What the bid says.
        place: Where it says it.
        rubric: The rubric published with the tender.
    """
    if rubric.signal(signal) is None or signal in READ_FROM_FILES:
        return (Fault("statement_signal", "/signal", properties={"signal": signal.value}),)
    return (*_place_faults(place), *_said_faults(signal, said, rubric))


def _place_faults(place: str) -> Iterator[Fault]:
    if not is_written(place):
        yield Fault("statement_place", "/place")
    if len(place) > LONGEST_PLACE:
        yield Fault("text_too_long", "/place", properties={"maximum": str(LONGEST_PLACE)})


def _said_faults(signal: Signal, said: Said, rubric: Rubric) -> Iterator[Fault]:
    if said.denied or said.promise:
        yield from _promise_faults(signal, said, rubric)
    elif signal is Signal.LICENCE:
        yield from _licence_faults(said)
    elif signal is Signal.OPEN_CORE:
        yield from _count_faults(said)
    elif signal is Signal.SUSTAINABILITY:
        yield Fault("statement_promise_only", "/promise")


def _promise_faults(signal: Signal, said: Said, rubric: Rubric) -> Iterator[Fault]:
    if said.denied and said.promise:
        yield Fault("statement_both", "/promise")
    elif said.promise and said.promise not in promises_of(signal, rubric):
        yield Fault("statement_promise", "/promise", properties={"id": said.promise})


def _licence_faults(said: Said) -> Iterator[Fault]:
    if not is_written(said.expression):
        yield Fault("statement_licence", "/expression")
    if len(said.expression) > LONGEST_EXPRESSION:
        yield Fault("text_too_long", "/expression", properties={"maximum": str(LONGEST_EXPRESSION)})


def _count_faults(said: Said) -> tuple[Fault, ...]:
    told = {"maximum": str(MOST_REQUIREMENTS)}
    wrong = (name for name in COUNTS if not 0 <= getattr(said, name) <= MOST_REQUIREMENTS)
    found = tuple(Fault("statement_count", f"/{name}", properties=told) for name in wrong)
    if not found and said.open + said.closed + said.unknown == 0:
        return (Fault("statement_counts_missing", "/open"),)
    return found


def promises_of(signal: Signal, rubric: Rubric) -> dict[str, str]:
    """Return the promises that a rubric publishes for a signal: their titles by their id."""
    scored = rubric.signal(signal)
    return {one.id: one.title for one in scored.anchors if one.kind is AnchorKind.PROMISE} if scored else {}
