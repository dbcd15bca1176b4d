"""Digital-Checks for tests: the catalogue that ships, and answers to it."""

from datetime import date
from functools import cache
from typing import Any

from app.checks import load_catalogue
from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge
from infra.parameters import load_parameters

DAY = date(2026, 11, 22)
HEAD = {"vorlagen_nr": "2026/0417", "titel": "Einführung einer Videoberatung", "dezernat": "III", "amt": "Sozialamt"}
WHY = {"reason": "Die Anbieter sind noch nicht befragt.", "owner": "Sozialamt"}
ALL_YES = {f"V{number}": {"value": "ja"} for number in range(1, 6)}
ALL_NO = {f"V{number}": {"value": "nein"} for number in range(1, 6)}


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
