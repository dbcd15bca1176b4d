"""A rubric as document: written so that reading it again gives the same checksum, and changed by a form."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.numbers import decimal_string
from licensing.assess.rubric import Rubric

FORMAT = "pruefstand/openness-rubric/1"
_DIGITS = 9

Json = Mapping[str, Any]


def document_of(rubric: Rubric) -> dict[str, Any]:
    """Return the document ``pruefstand/openness-rubric/1`` of a rubric as JSON values."""
    source = rubric.source
    return {
        "format": FORMAT,
        "version": rubric.version,
        "valid_from": rubric.valid_from.isoformat(),
        "title": rubric.title,
        "source": {"citation": source.citation, "status": source.status.value, "note": source.note},
        "state_percent": {"proven": 100, "declared": _percent(rubric.declared_percent)},
        "signals": [
            {
                "id": one.signal.value,
                "weight_percent": _percent(one.weight_percent),
                "anchors": [
                    {
                        "id": anchor.id,
                        "kind": anchor.kind.value,
                        "percent": _percent(anchor.percent),
                        "title": anchor.title,
                    }
                    for anchor in one.anchors
                ],
            }
            for one in rubric.signals
        ],
    }


def restored_rubric(document: Json, digest: str) -> Rubric:
    """Return the rubric in a document that was checked when it was stored or published.

    Args:
        document: The document as JSON values.
        digest: Its checksum.
    """
    return Rubric.from_mapping({**document, "valid_from": date.fromisoformat(document["valid_from"])}, digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricEdit:
    """What a form says of a new version; anchors stay those of the version it begins with.

    Args:
        version: Name of the new version.
        valid_from: ISO date, as written.
        title: What it is called.
        citation: Who decided on it.
        declared: How much of an anchor counts when it is only declared.
        weights: Weight of each signal.
        percents: Percent of each anchor, by signal and anchor.
        titles: Title of each anchor, likewise.
    """

    version: str
    valid_from: str
    title: str
    citation: str
    declared: str
    weights: Mapping[str, str]
    percents: Mapping[tuple[str, str], str]
    titles: Mapping[tuple[str, str], str]


def edited(base: Json, edit: RubricEdit) -> dict[str, Any]:
    """Return a document after what a form says; whether it is of its form is checked afterwards.

    Args:
        base: The document that the form began with.
        edit: What was written; numbers with comma or point.
    """
    made = deepcopy(dict(base))
    made |= {"version": edit.version, "valid_from": edit.valid_from, "title": edit.title}
    made["source"] = {"citation": edit.citation, "status": "house_rule", "note": ""}
    made["state_percent"] = {"proven": 100, "declared": _number(edit.declared)}
    for signal in made["signals"]:
        signal["weight_percent"] = _number(edit.weights.get(signal["id"], ""))
        for anchor in signal["anchors"]:
            place = (signal["id"], anchor["id"])
            anchor["percent"] = _number(edit.percents.get(place, ""))
            anchor["title"] = edit.titles.get(place, "")
    return made


def _number(text: str) -> str:
    return text.strip().replace(",", ".")


def _percent(value: Any) -> str:  # noqa: ANN401 - a decimal of the model
    return decimal_string(value, _DIGITS)
