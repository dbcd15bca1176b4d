"""What the tests of the matrix probe share."""

from collections.abc import Iterable

from core.parameters import ParameterSet
from infra.parameters import load_data
from scoring.intake import parse_evaluation
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.matrix_check.document import Finding
from scoring.matrix_check.subject import Subject, subject_of
from tests.factories import DAY, Json, criterion, evaluation, house_rules

NAMES = ProductNames.on(ParameterSet.from_mapping(load_data("scoring", "produktnamen")), DAY)


def report(document: Json) -> Probe:
    """Probe a document with the word lists that the program carries."""
    return probe(parse_evaluation(document, bids_required=False), house_rules(), NAMES)


def subject(document: Json) -> Subject:
    """Return what the probe works out of a document."""
    return subject_of(parse_evaluation(document, bids_required=False), house_rules())


def types(found: Probe) -> set[str]:
    """Return the kinds of findings."""
    return {entry["type"] for entry in found["findings"]}


def of(found: Probe, kind: str) -> list[Finding]:
    """Return the findings of one kind."""
    return [entry for entry in found["findings"] if entry["type"] == kind]


def written(criterion_id: str, weight_percent: str | None = None, **fields: object) -> Json:
    """Return a criterion to which every text is written."""
    texts: Json = {
        "subject_link": "Die Anträge werden im Gespräch ausgefüllt.",
        "evidence": "Konzept, höchstens vier Seiten",
        "degrees": [
            {"points": "0", "label": "nicht erfüllt"},
            {"points": "5", "label": "teilweise erfüllt"},
            {"points": "10", "label": "voll erfüllt"},
        ],
    }
    return criterion(criterion_id, weight_percent, **{**texts, **fields})


def matrix(method: Json | str = "richtwert_einfach", criteria: Iterable[Json] | None = None, **fields: object) -> Json:
    """Return a document without bids."""
    return evaluation([], method, None if criteria is None else list(criteria), **fields)
