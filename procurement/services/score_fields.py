"""Points while they are written: drafts of one evaluator, and the joint points of all, until they are frozen."""

from infra.fields.model import FieldRule
from infra.fields.services import FieldStore
from procurement.model import Procedure

POINTS, SOURCE = "punkte", "quelle"
FOUND, MISSING, CONSEQUENCE, REASON = "was-steht-wo", "was-fehlt", "folge", "begruendung"

_LONGEST_POINTS = 24
_LONGEST_SOURCE = 400
_LONGEST_TEXT = 4_000

SHEET = FieldStore(
    "score",
    (
        FieldRule(name=POINTS, longest=_LONGEST_POINTS),
        FieldRule(name=FOUND, longest=_LONGEST_TEXT),
        FieldRule(name=MISSING, longest=_LONGEST_TEXT),
        FieldRule(name=CONSEQUENCE, longest=_LONGEST_TEXT),
        FieldRule(name=SOURCE, longest=_LONGEST_SOURCE),
    ),
)
"""What an evaluator writes about a criterion of a bid; records belong to their evaluator, nobody else reads them."""

JOINT = FieldStore(
    "consensus",
    (
        FieldRule(name=POINTS, longest=_LONGEST_POINTS),
        FieldRule(name=REASON, longest=_LONGEST_TEXT),
        FieldRule(name=SOURCE, longest=_LONGEST_SOURCE),
    ),
)
"""What the evaluators agree on about a criterion of a bid; one record for all of them."""


def record_id(slug: str, bid: str, criterion: str) -> str:
    """Return the id of the record about a criterion of a bid."""
    return f"{slug}/{bid}/{criterion}"


def draft_id(slug: str, person: str, bid: str, criterion: str) -> str:
    """Return the id of somebody's draft about a criterion of a bid: each evaluator writes on a record of their own."""
    return f"{draft_prefix(slug, person)}{bid}/{criterion}"


def draft_prefix(slug: str, person: str) -> str:
    """Return what the ids of all drafts of somebody about a procedure begin with."""
    return f"{prefix(slug)}{person}/"


def prefix(slug: str) -> str:
    """Return what the ids of all records of a procedure begin with."""
    return f"{slug}/"


PROPOSED = "entscheidungsvorschlag"
PROPOSAL = FieldStore("decision-proposal", (FieldRule(name=PROPOSED),))
"""What the Vergabestelle proposes to decide; one record for each round, frozen when the result is fixed."""


def proposal_id(procedure: Procedure) -> str:
    """Return the id of the record with the decision proposal of the present round."""
    return f"{procedure.slug}/{procedure.publications}/{procedure.round}"
