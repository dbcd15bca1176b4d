"""A rubric is checked before it is used: form, exact sum, order of anchors, nothing that counts elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter

from core.digest import checksum
from core.errors import Fault, InputError, pointer
from core.numbers import parse_measure
from core.validated import validated
from licensing.assess.evidence import Signal
from licensing.assess.rubric import AnchorKind, Rubric, RubricSignal
from licensing.form import Part, SourceForm, Text

_WHOLE = 100

Slug = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Percent = Annotated[Decimal, BeforeValidator(parse_measure)]


class AnchorForm(Part):
    """One step of a signal."""

    id: Slug
    kind: Annotated[AnchorKind, Field(strict=False)]
    percent: Percent
    title: Text


class SignalForm(Part):
    """One signal."""

    id: Annotated[Signal, Field(strict=False)]
    weight_percent: Percent
    anchors: Annotated[list[AnchorForm], Field(min_length=2, max_length=20)]


class StatesForm(Part):
    """How much of an anchor counts in a state."""

    proven: Literal[100]
    declared: Percent


class RubricForm(Part):
    """Format ``pruefstand/openness-rubric/1``."""

    format: Literal["pruefstand/openness-rubric/1"]
    version: Text
    valid_from: Annotated[date, Field(strict=False)]
    title: Text
    source: SourceForm
    state_percent: StatesForm
    signals: Annotated[list[SignalForm], Field(min_length=1, max_length=len(Signal))]


_RUBRIC = TypeAdapter(RubricForm)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rubric may hold, from ``data/openness.yaml``.

    Args:
        promise_only: Signals that count only as a promise in the contract.
        elsewhere: Topics that other groups count, with the words that name them, in lower case.
    """

    promise_only: frozenset[Signal]
    elsewhere: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Counted":
        """Build it from the file that ships with the program."""
        alone = frozenset(Signal(one["id"]) for one in raw["signals"] if one["promise_only"])
        return cls(alone, {one["id"]: tuple(one["words"]) for one in raw["elsewhere"]})


def checked_rubric(raw: object, counted: Counted) -> Rubric:
    """Return the rubric in a parsed file.

    Args:
        raw: The parsed YAML or JSON value.
        counted: What a rubric may hold.

    Raises:
        InputError: Every fault with its JSON pointer.
    """
    if not isinstance(raw, Mapping):
        raise InputError([Fault("object_expected", "")])
    form = validated(_RUBRIC, raw)
    rubric = Rubric.from_mapping(form.model_dump(), checksum(rfc8785.dumps(form.model_dump(mode="json"))))
    if faults := [
        *_sums(rubric),
        *_twice(rubric),
        *_anchors(rubric),
        *_promises(rubric, counted),
        *_words(rubric, counted),
    ]:
        raise InputError(faults)
    return rubric


def counted_twice(rubric: Rubric, others: Iterable[tuple[str, Signal]]) -> tuple[Fault, ...]:
    """Return a fault for each criterion outside the open-source group that scores a signal of the rubric again.

    Args:
        rubric: The rubric.
        others: Id of a criterion and the signal that its catalogue entry says it reads.
    """
    scored = {one.signal for one in rubric.signals if one.weight_percent}
    return tuple(
        Fault("rubric_counted_twice", pointer("criteria", name), properties={"signal": signal.value})
        for name, signal in others
        if signal in scored
    )


def _sums(rubric: Rubric) -> Iterator[Fault]:
    total = sum((Fraction(one.weight_percent) for one in rubric.signals), Fraction(0))
    if total != _WHOLE:
        yield Fault("rubric_sum", pointer("signals"), properties={"sum": str(total)})
    if not 0 <= rubric.declared_percent <= _WHOLE:
        yield Fault("rubric_percent", pointer("state_percent", "declared"))


def _twice(rubric: Rubric) -> Iterator[Fault]:
    seen: set[Signal] = set()
    for place, one in enumerate(rubric.signals):
        if one.signal in seen:
            yield Fault("rubric_signal_twice", pointer("signals", place, "id"), properties={"id": one.signal.value})
        seen.add(one.signal)


def _anchors(rubric: Rubric) -> Iterator[Fault]:
    for place, one in enumerate(rubric.signals):
        if not 0 <= one.weight_percent <= _WHOLE:
            yield Fault("rubric_percent", pointer("signals", place, "weight_percent"))
        yield from _steps(place, one)


def _steps(place: int, one: RubricSignal) -> Iterator[Fault]:
    where = ("signals", place, "anchors")
    names = [anchor.id for anchor in one.anchors]
    for at, anchor in enumerate(one.anchors):
        if not 0 <= anchor.percent <= _WHOLE:
            yield Fault("rubric_percent", pointer(*where, at, "percent"))
        if names.index(anchor.id) != at:
            yield Fault("rubric_anchor_twice", pointer(*where, at, "id"), properties={"id": anchor.id})
        if at and anchor.percent > one.anchors[at - 1].percent:
            yield Fault("rubric_anchor_order", pointer(*where, at, "percent"), properties={"id": anchor.id})
    if one.anchors[0].percent != _WHOLE or one.anchors[-1].percent != 0:
        yield Fault("rubric_anchor_ends", pointer(*where), properties={"id": one.signal.value})


def _promises(rubric: Rubric, counted: Counted) -> Iterator[Fault]:
    for place, one in enumerate(rubric.signals):
        kinds = {anchor.kind for anchor in one.anchors if anchor.percent}
        if one.signal in counted.promise_only and one.weight_percent and kinds != {AnchorKind.PROMISE}:
            where = pointer("signals", place, "weight_percent")
            yield Fault("rubric_promise_only", where, properties={"id": one.signal.value})


def _words(rubric: Rubric, counted: Counted) -> Iterator[Fault]:
    for place, one in enumerate(rubric.signals):
        for at, anchor in enumerate(one.anchors):
            named = f" {anchor.title.lower()} "
            for topic, words in counted.elsewhere.items():
                if any(f" {word}" in named for word in words):
                    where = pointer("signals", place, "anchors", at, "title")
                    yield Fault("rubric_counted_elsewhere", where, properties={"topic": topic})
