"""The form of the eligibility matrix, and the way from typed words to the document and back."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar.datastructures import FormMultiDict

from core.errors import Fault
from core.german import german_number, read_number
from core.numbers import decimal_string
from procurement.rules.participation.matrix import FORMAT, EligibilityMatrix, parse_eligibility
from procurement.rules.procedure.notice_terms import SELECTION_CODES, places_sentence
from procurement.rules.wording import fault_sentence
from web.upload import text_in

LEAST, MOST, HIGHEST = "mindestzahl", "hoechstzahl", "hoechstpunkte"
KIND, TITLE, WEIGHT, EVIDENCE, DEGREES = "art", "bezeichnung", "gewicht", "nachweis", "grade"
CODE = "code"
HEAD: Mapping[str, str] = {
    LEAST: "Mindestzahl der Bewerber",
    MOST: "Höchstzahl der Bewerber",
    HIGHEST: "Höchste Punktzahl",
}
COLUMNS: Mapping[str, str] = {
    KIND: "Art",
    TITLE: "Eignungskriterium",
    WEIGHT: "Gewicht in Prozent",
    EVIDENCE: "Nachweis",
    CODE: "eForms-Kategorie",
    DEGREES: "Erfüllungsgrade",
}
CODES = tuple((code.value, text) for code, text in SELECTION_CODES.items())
KINDS = (("A", "Mindestanforderung (A)"), ("B", "mit Punkten (B)"))
MOST_ROWS = 60
_SPARE = 4
_TEN = "10"
_DEGREE = re.compile(r"\s*([0-9]{1,4}(?:,[0-9]{1,3})?)\s*:\s*(.+)")
_NO_DEGREE = "Bitte je Zeile Punkte, Doppelpunkt, Text, zum Beispiel „10: mehr als fünf vergleichbare Projekte“."
_NO_COUNT = "Bitte eine ganze Zahl angeben, zum Beispiel 3."
_PLACE = re.compile(r"/criteria/(\d+)(?:/(\w+))?")
_FIELDS: Mapping[str, str] = {
    "kind": KIND,
    "title": TITLE,
    "weight_percent": WEIGHT,
    "evidence": EVIDENCE,
    "code": CODE,
    "degrees": DEGREES,
}


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form.

    Args:
        typed: By the name of the input.
        rows: Number of rows.
        faults: What is wrong, by the name of the input.
    """

    typed: Mapping[str, str]
    rows: int
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, tuple[str, str]]:
        """Anchor and name of each input."""
        found = {name: (name, label) for name, label in HEAD.items()}
        for number in range(1, self.rows + 1):
            found |= {f"{name}-{number}": (f"{name}-{number}", f"{label} {number}") for name, label in COLUMNS.items()}
        return found


def stored_form(document: str | None) -> Form:
    """Return the form of what is stored."""
    typed = {LEAST: "3", MOST: "", HIGHEST: _TEN}
    if document is None:
        return _padded(typed, 0)
    matrix = parse_eligibility(json.loads(document))
    typed = {
        LEAST: str(matrix.least),
        MOST: "" if matrix.most is None else str(matrix.most),
        HIGHEST: _shown(matrix.scale.maximum),
    }
    for number, one in enumerate(matrix.criteria, start=1):
        degrees = "\n".join(f"{_shown(degree.points)}: {degree.label}" for degree in one.degrees)
        weight = "" if one.weight_percent is None else _shown(one.weight_percent)
        values = {KIND: one.kind, TITLE: one.title, WEIGHT: weight, EVIDENCE: one.evidence or "", DEGREES: degrees}
        values[CODE] = one.code or ""
        typed |= {f"{name}-{number}": value for name, value in values.items()}
    return _padded(typed, len(matrix.criteria))


def sent_form(form: FormMultiDict) -> Form:
    """Return the form as somebody sent it."""
    typed = {name: text_in(form, name).strip() for name in HEAD}
    last = 0
    for number in range(1, MOST_ROWS + 1):
        row = {f"{name}-{number}": text_in(form, f"{name}-{number}").replace("\r\n", "\n") for name in COLUMNS}
        typed |= row
        last = number if any(value.strip() for value in row.values()) else last
    return _padded(typed, last)


def read_form(form: Form) -> tuple[dict[str, Any], list[int], dict[str, str]]:
    """Return the document in a form, the row of each criterion, and what is wrong by the name of the input."""
    typed, faults = form.typed, dict[str, str]()
    counts = {name: _count(typed[name], name, faults) for name in (LEAST, MOST)}
    highest = read_number(typed[HIGHEST])
    if highest is None:
        faults[HIGHEST] = _NO_COUNT
    criteria, rows = list[dict[str, Any]](), list[int]()
    for number in range(1, form.rows + 1):
        row = {name: typed.get(f"{name}-{number}", "").strip() for name in COLUMNS}
        if any(row.values()):
            rows.append(number)
            criteria.append(_criterion(row, number, faults))
    if counts[LEAST] is None and LEAST not in faults:
        faults[LEAST] = _NO_COUNT
    document: dict[str, Any] = {
        "format": FORMAT,
        "least": counts[LEAST],
        "scale": {"minimum": "0", "maximum": highest},
        "criteria": criteria,
    }
    if counts[MOST] is not None:
        document["most"] = counts[MOST]
    return document, rows, faults


def faults_by_input(faults: Iterable[Fault], rows: list[int]) -> dict[str, str]:
    """Return faults of the service by the name of the input that they belong to."""
    found = dict[str, str]()
    for one in faults:
        place = _PLACE.match(one.pointer)
        if place and int(place[1]) < len(rows):
            name = f"{_FIELDS.get(place[2] or '', TITLE)}-{rows[int(place[1])]}"
        else:
            name = {"/least": LEAST, "/most": MOST}.get(one.pointer, HIGHEST if "scale" in one.pointer else LEAST)
        found.setdefault(name, fault_sentence(one))
    return found


def eligibility_text(raw: object) -> str:
    """Return a published eligibility matrix as text, one line for each part."""
    matrix = parse_eligibility(raw)
    lines = [_line(matrix, at) for at in range(len(matrix.criteria))]
    return "\n".join([places_sentence(matrix.least, matrix.most), *lines])


def _line(matrix: EligibilityMatrix, at: int) -> str:
    one = matrix.criteria[at]
    weight = f", {_shown(one.weight_percent)} %" if one.weight_percent is not None else ""
    evidence = f" Nachweis: {one.evidence}" if one.evidence else ""
    degrees = "; ".join(f"{_shown(degree.points)} Punkte: {degree.label}" for degree in one.degrees)
    return f"{one.id} ({one.kind}{weight}): {one.title}.{evidence}{' ' + degrees if degrees else ''}"


def _criterion(row: Mapping[str, str], number: int, faults: dict[str, str]) -> dict[str, Any]:
    kind = row[KIND] or ("B" if row[WEIGHT] else "A")
    found: dict[str, Any] = {"id": f"E{number}", "kind": kind, "title": row[TITLE]}
    if not row[TITLE]:
        faults[f"{TITLE}-{number}"] = "Bitte eine Bezeichnung angeben."
    if row[WEIGHT] or kind == "B":
        weight = read_number(row[WEIGHT])
        if weight is None:
            faults[f"{WEIGHT}-{number}"] = "Bitte das Gewicht als Zahl angeben, zum Beispiel 40."
        found["weight_percent"] = weight
    found |= {key: row[name] for key, name in (("evidence", EVIDENCE), ("code", CODE)) if row[name]}
    lines = [line for line in row[DEGREES].split("\n") if line.strip()]
    read = [_DEGREE.fullmatch(line) for line in lines]
    if not all(read):
        faults[f"{DEGREES}-{number}"] = _NO_DEGREE
    elif lines:
        found["degrees"] = [{"points": read_number(one[1]), "label": one[2].strip()} for one in read if one]
    return found


def _count(typed: str, name: str, faults: dict[str, str]) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len("200")):
        faults[name] = _NO_COUNT
        return None
    return int(typed)


def _padded(typed: Mapping[str, str], used: int) -> Form:
    rows = min(used + _SPARE, MOST_ROWS)
    empty = {f"{name}-{number}": "" for number in range(1, rows + 1) for name in COLUMNS}
    return Form({**empty, **typed}, rows)


def _shown(value: Any) -> str:  # noqa: ANN401 - a decimal of the matrix
    return german_number(decimal_string(value, 9))
