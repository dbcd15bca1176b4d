"""What people write about an award before it is decided on, about each letter, and for the Vergabevermerk."""

from infra.fields.model import FieldRule
from infra.fields.services import FieldStore
from procurement.model import Procedure
from procurement.rules.award.book import AwardBook
from procurement.rules.award.vermerk import ITEMS

REASON, RESOLUTION = "begruendung", "entscheidung"
STATE, EVIDENCE = "-stand", "-nachweis"
CONTRACT_END = "vertragsende"
GROUNDS, ADVANTAGES, ANNULMENT = "gruende", "vorteile", "aufhebungsgruende"

_LONGEST_STATE = 20
_LONGEST_LINE = 400
_LONGEST_TEXT = 8_000


def award_store(book: AwardBook) -> FieldStore:
    """Return the fields that two people decide on: things to check with evidence, the reason, the resolution."""
    gates = [
        rule
        for gate in book.gates
        for rule in (
            FieldRule(name=gate.id + STATE, longest=_LONGEST_STATE),
            FieldRule(name=gate.id + EVIDENCE, longest=_LONGEST_LINE),
        )
    ]
    return FieldStore("award", (*gates, FieldRule(name=REASON), FieldRule(name=RESOLUTION, longest=_LONGEST_LINE)))


LETTER = FieldStore(
    "award-letter", tuple(FieldRule(name=name, longest=_LONGEST_TEXT) for name in (GROUNDS, ADVANTAGES, ANNULMENT))
)
"""What is written to one bidder; empty reasons stand for what the result, or whoever annulled, says by itself."""

VERMERK = FieldStore(
    "vergabevermerk",
    (FieldRule(name=CONTRACT_END, longest=_LONGEST_STATE), *(FieldRule(name=item.field) for item in ITEMS)),
)
"""What the Vergabevermerk needs and nobody can compute."""


def award_id(procedure: Procedure) -> str:
    """Return the id of the record about the award of the present round."""
    return f"{procedure.slug}/{procedure.publications}/{procedure.round}"


def letter_id(procedure: Procedure, bid: str) -> str:
    """Return the id of the record about the letter to the bidder of a bid."""
    return f"{procedure.slug}/{bid}"
