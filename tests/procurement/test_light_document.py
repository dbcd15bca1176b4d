"""What is signed of a Kurzbewertung: it reads back as it was, in both formats, whatever today's data say."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.light_wiring import load_light_book
from core.document import to_text
from core.legal import VerificationStatus
from procurement.model import LightRoute
from procurement.papers import short_assessment_paper
from procurement.rules.light.book import LightBook
from procurement.rules.light.judging import judge
from procurement.rules.light.signed import SignedPage, judgement_of, read_page, written_page
from procurement.rules.wording import checked
from tests.light import DAY, TWO, light_facts

BOOK = load_light_book()
PAGE = SignedPage(
    number=7,
    office="Standesamt",
    day=DAY,
    asked_by="Kim Muster",
    asked_on=DAY,
    signed_by="Sascha Beispiel",
    values=TWO,
    rule=BOOK.rule(LightRoute.DIREKTAUFTRAG, DAY),
)


def rewritten_book() -> LightBook:
    """Return dated data whose entries say something else of the same days."""
    rules = [
        replace(
            one,
            conditions=("Etwas anderes.",),
            source=replace(one.source, citation="§ 0 Neu", status=VerificationStatus.SECONDARY, as_of=None),
        )
        for one in BOOK.rules
    ]
    return LightBook(tuple(rules), BOOK.figures)


@pytest.mark.parametrize("route", LightRoute)
def test_what_is_signed_reads_back_as_it_was(route: LightRoute) -> None:
    for page in (replace(PAGE, rule=BOOK.rule(route, DAY)), replace(PAGE, asked_on=None, rule=None)):
        assert read_page(written_page(page)) == page


def test_conditions_source_and_status_are_those_of_the_signature() -> None:
    page = read_page(written_page(PAGE))

    judged = judgement_of(page, rewritten_book())

    assert judged == judge(TWO, BOOK, DAY)
    assert judgement_of(page, LightBook((), BOOK.figures)) == judged
    told = to_text(short_assessment_paper(replace(light_facts(TWO, signed=True), judgement=judged)))
    assert PAGE.rule is not None
    assert all(text in told for text in (*PAGE.rule.conditions, str(PAGE.rule.source), checked(PAGE.rule.source)))


def test_the_first_format_is_read_with_the_data_of_its_day() -> None:
    raw = json.loads(written_page(PAGE)) | {"format": "pruefstand/short-assessment/1"}
    del raw["rule"]

    page = read_page(json.dumps(raw))

    assert page == replace(PAGE, rule=None)
    assert judgement_of(page, BOOK) == judge(TWO, BOOK, DAY)
    assert judgement_of(replace(page, values={}), BOOK).rule is None


def test_what_was_signed_lacks_nothing_by_later_rules() -> None:
    late = replace(PAGE, values=TWO | {"wert": "10.000,01"}, day=date(2027, 1, 4))

    assert judge(late.values, BOOK, late.day).faults
    assert judgement_of(late, BOOK).faults == ()


def test_the_paper_tells_why_an_offer_above_the_limit_was_estimated_below() -> None:
    reason = "Geschätzt nach dem Vertrag des Vorjahrs."

    told = [to_text(short_assessment_paper(light_facts(TWO | more))) for more in ({}, {"schaetzung": reason})]

    assert [reason in one and "Angebot über der Wertgrenze" in one for one in told] == [False, True]


def test_another_format_is_refused() -> None:
    raw = json.loads(written_page(PAGE)) | {"format": "pruefstand/short-assessment/3"}

    with pytest.raises(ValueError, match="format"):
        read_page(json.dumps(raw))
