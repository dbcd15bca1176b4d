"""One score of a sheet: what was written about a criterion of a bid, as draft or as handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from infra.fields.model import Conflict, Edit, FieldValue, Saved
from procurement.model import FrozenScore
from procurement.rules.reasons import Prompt, split_reason
from procurement.rules.sheet import Gap, gaps
from procurement.services.score_fields import CONSEQUENCE, FOUND, MISSING, POINTS, SHEET, SOURCE, draft_id
from scoring.model import Scale

ANSWERS: Mapping[str, Prompt] = {FOUND: Prompt.FOUND, MISSING: Prompt.MISSING, CONSEQUENCE: Prompt.CONSEQUENCE}
"""Prompts by the field of their answer."""

NAMES = tuple(rule.name for rule in SHEET.rules)

_NEVER = FieldValue()
_NOTHING: Mapping[str, FieldValue] = {}
_EVERY_GAP = tuple(Gap)
Place = tuple[str, str]
"""Bid and criterion."""

Outcomes = Mapping[tuple[str, str, str], Saved | Conflict]
"""How saving ended, by bid, criterion and field."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was written about a criterion of a bid.

    Args:
        held: Fields that were ever saved, by their name.
    """

    held: Mapping[str, FieldValue]

    def field(self, name: str) -> FieldValue:
        """Return what a field holds; a field never saved is empty, at version 0."""
        return self.held.get(name, _NEVER)

    def text(self, name: str) -> str:
        """Return the text of a field."""
        return self.field(name).value

    @property
    def fields(self) -> Mapping[str, FieldValue]:
        """All fields in the order of the form."""
        return {name: self.field(name) for name in NAMES}

    def gaps(self, scale: Scale) -> tuple[Gap, ...]:
        """Return what it still lacks."""
        if not self.held:
            return _EVERY_GAP
        if len(self.held) == 1 and POINTS in self.held:
            return gaps(self.text(POINTS), (), "", scale)
        return gaps(self.text(POINTS), map(self.text, ANSWERS), self.text(SOURCE), scale)


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A wish to save a field of a score.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        edit: The field.
    """

    bid: str
    criterion: str
    edit: Edit

    @property
    def key(self) -> tuple[str, str, str]:
        """Bid, criterion and field."""
        return self.bid, self.criterion, self.edit.field


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands against handing a sheet in.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        gaps: What is missing there.
    """

    bid: str
    criterion: str
    gaps: tuple[Gap, ...]


def drafted(
    slug: str, person: str, places: Sequence[Place], held: Mapping[str, Mapping[str, FieldValue]]
) -> Mapping[Place, Cell]:
    """Return a draft by bid and criterion.

    Args:
        slug: Name of the procedure.
        person: Id of the evaluator.
        places: All that is scored.
        held: What was saved, by the id of the record.
    """
    of_bid = {bid: draft_id(slug, person, bid, "") for bid, _ in places}
    return {place: Cell(held.get(of_bid[place[0]] + place[1], _NOTHING)) for place in places}


def handed_in(places: Sequence[Place], scores: Iterable[FrozenScore]) -> Mapping[Place, Cell]:
    """Return a sheet as it was handed in.

    Args:
        places: All that is scored.
        scores: Of its evaluator.
    """
    frozen = {(one.bid, one.criterion): _cell(one) for one in scores}
    return {place: frozen.get(place, Cell({})) for place in places}


def _cell(score: FrozenScore) -> Cell:
    answers = split_reason(score.reason)
    texts = {name: answers.get(prompt, "") for name, prompt in ANSWERS.items()}
    values = {POINTS: str(score.points), **texts, SOURCE: score.source}
    return Cell({name: FieldValue(value=text, version=1, changed_at=score.frozen_at) for name, text in values.items()})
