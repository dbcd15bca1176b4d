"""What a release makes public, as pages show it: read from the frozen document alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.german import german_date
from procurement.model import LotTerms, ProcedureType
from procurement.rules.procedure.changes import Change
from procurement.rules.procedure.lot_terms import restored_terms
from procurement.rules.procedure.publication import evaluation_of
from procurement.rules.procedure.wording import change_sentence, moment_in_words
from scoring.intake import parse_evaluation
from web import wording
from web.views.eligibility import eligibility_text
from web.views.lot_matrix import MatrixView, matrix_view

Titles = Mapping[ProcedureType, str]
"""German names of the kinds of procedure."""

SEALED_PRICES = "bleiben verschlossen, bis die Leistungswertung festgestellt ist"


@dataclass(frozen=True, slots=True)
class LotContent:
    """One lot.

    Args:
        number: Its number.
        title: What it is called.
        matrix: Its Bewertungsmatrix.
        terms: Its clauses and contract.
        origins: Of criteria from a catalogue, as frozen: with ``id``, ``title``, ``number``, ``digest``, ``changed``.
    """

    number: int
    title: str
    matrix: MatrixView
    terms: LotTerms
    origins: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ContentView:
    """A document ``pruefstand/publication/1``.

    Args:
        reference: Reference number.
        title: What is bought.
        facts: Label and short value.
        texts: Label and text of what was written.
        lots: All lots.
        parameters: Dated numbers that it was checked against: name, value with unit, since when, source.
    """

    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    lots: tuple[LotContent, ...]
    parameters: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference in words, and whether it makes bidders calculate anew."""

    text: str
    essential: bool


def content_view(document: str, titles: Titles) -> ContentView:
    """Return what a page shows of a document.

    Args:
        document: Its JSON.
        titles: German names of the kinds of procedure.
    """
    content: dict[str, Any] = json.loads(document)
    return ContentView(
        reference=content["reference"],
        title=content["title"],
        facts=(
            ("Verfahrensart", titles[ProcedureType(content["procedure_type"])]),
            ("Rechtsgrundlage", content["legal_basis"]),
            ("Teilnahmefrist", _moment(content.get("participation_deadline"))),
            ("Angebotsfrist", _moment(content.get("bid_deadline"))),
            ("Preise", SEALED_PRICES if content.get("two_envelopes") else ""),
        ),
        texts=(
            ("Gegenstand der Beschaffung", content.get("subject", "")),
            ("Klauseln", content.get("clauses", "")),
            ("Regel bei Gleichstand", content.get("tie_rule", "")),
            ("Teststellung: Ablauf und Aufgaben", content.get("presentation", "")),
            ("Eignungsmatrix", eligibility_text(content["eligibility"]) if "eligibility" in content else ""),
        ),
        lots=tuple(_lot(content, lot) for lot in content["lots"]),
        parameters=tuple(map(_parameter, content["parameters"])),
    )


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """Return differences in words, essential ones first."""
    lines = [ChangeLine(change_sentence(one), one.essential) for one in changes]
    return sorted(lines, key=lambda line: not line.essential)


def _lot(content: Mapping[str, Any], lot: Mapping[str, Any]) -> LotContent:
    evaluation = parse_evaluation(evaluation_of(content, lot["number"]), bids_required=False)
    terms = restored_terms(lot, "")
    origins = tuple(lot.get("criteria_sources", ()))
    return LotContent(lot["number"], lot["title"], matrix_view(evaluation), terms, origins)


def _moment(text: str | None) -> str:
    return moment_in_words(datetime.fromisoformat(text)) if text else ""


def _parameter(entry: Mapping[str, str]) -> Mapping[str, str]:
    """Return a dated number as people read it; one that has no words yet keeps its name."""
    unit = "%" if entry["unit"] == "percent" else entry["unit"]
    since = german_date(date.fromisoformat(entry["valid_from"]))
    return {**entry, "name": wording.PARAMETERS.get(entry["name"], entry["name"]), "unit": unit, "valid_from": since}
