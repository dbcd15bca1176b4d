"""Digital-Checks for tests: the catalogue that ships, and answers to it."""

from datetime import date
from functools import cache
from typing import Any

from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge
from digitalcheck.services.shipped import load_catalogue
from infra.parameters import load_parameters

DAY = date(2026, 11, 22)
HEAD = {"vorlagen_nr": "2026/0417", "titel": "Einführung einer Videoberatung", "dezernat": "III", "amt": "Sozialamt"}
WHY = {"reason": "Die Anbieter sind noch nicht befragt.", "owner": "Sozialamt"}
ALL_YES = {f"V{number}": {"value": "ja"} for number in range(1, 6)}
ALL_NO = {f"V{number}": {"value": "nein"} for number in range(1, 6)}


PLAN = {"reason": "Ein Test mit den Beratenden ist vereinbart.", "owner": "Sozialamt", "until": "2027-01-31"}
FULL: dict[str, Any] = {
    **ALL_YES,
    "A2": {"value": "Beratungsgespräche können per Video statt vor Ort geführt werden. <b>&amp; Zeichen"},
    "A3": {"value": ["buerger", "beschaeftigte"]},
    "B1": {"value": "leika", "key": "99050012000000"},
    "B2": {"value": "2.0/3"},
    "B3": {"value": "2.0/5", **PLAN},
    "B4": {"value": "befristet", "trigger": "Anbindung der E-Akte", **PLAN, "until": "2028-06-30"},
    "C1": {"value": ["schalter", "telefon"]},
    "C2": {"value": ["noch_nicht"], **PLAN},
    "D1": {"value": "nein"},
    "D2": {"value": "Fachverfahren", "system_kind": "fachverfahren", "filing": "geplant", **PLAN},
    "D3": {"value": "pruefen", **PLAN},
    "E1": {"value": "passt_nicht", **PLAN},
    "E2": {"value": "saas"},
    "E3": {"value": "kriterium", "percent": "10"},
    "E4": {"value": ["schnittstelle", "export", "ausstieg"]},
    "E5": {"value": "ja"},
    "F1": {"value": "besonders"},
    "F2": {"value": "bis", "processor": "bis", **PLAN},
    "F3": {"value": ["vertraulich", "schutzbeduerftig"], "assessment": "offen", **PLAN},
    "G1": {
        "value": "festgestellt",
        "integrity": "sehr_hoch",
        "reason": "Die Risikoanalyse läuft noch.",
        "owner": "Firewall-Team",
        "until": "2029-09-09",
    },
    "G2": {"value": "ja"},
    "H1": {"value": "vor_abnahme", **PLAN},
    "I1": {"value": "unsicher"},
    "K1": {
        "value": [
            {"role": "schulung", "quarter": "2027-Q1", "days_from": "2", "days_to": "2.5"},
            {"role": "projektleitung", "quarter": "2027-Q3", "days_from": "10", "days_to": "15"},
        ]
    },
    "K3": {"value": "40000", "yearly": "12000"},
    "K4": {"value": "gedeckt", "budget_year": "2027", "mip": "nicht_investiv", "account": "4711.0815"},
    "L1": {"value": "2027-01-15", "go_live": "2027-06-01"},
    "L2": {"value": "dienstleister", "responsible": "Sozialamt"},
    "L3": {"value": "endet", "until": "2027-12-31"},
}
"""Answers to everything. With the capacity promised ten findings are not green in public, and eleven inside."""


@cache
def catalogue() -> QuestionCatalogue:
    """Return the catalogue that ships."""
    return load_catalogue("digital-check/1.1")


@cache
def figures() -> Figures:
    """Return the figures of the day."""
    return Figures.on(load_parameters("digitalcheck"), DAY)


def check(answers: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return a check as a JSON value."""
    head = {"format": "pruefstand/digitalcheck/1", "catalogue": "digital-check/1.1", "head": HEAD}
    return {**head, "answers": answers, **more}


def judged(answers: dict[str, Any], **more: Any) -> Judgement:  # noqa: ANN401 - any JSON value
    """Return what follows from answers."""
    return judge(parse_check(check(answers, **more)), catalogue(), figures(), DAY)


def lights(answers: dict[str, Any], **more: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    """Return the light of each question that has a finding."""
    return {one.question: one.light.value for one in judged(answers, **more).findings}
