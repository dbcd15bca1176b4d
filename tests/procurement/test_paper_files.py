"""The papers as files: the PDF reads what the paper says, and the real rules accept it."""

from collections.abc import Iterator
from pathlib import Path

from capacity.papers.minutes import minutes_paper
from core.document import Document, reading_order
from infra.pdf import render
from infra.pdf.fonts import visible
from procurement.papers import (
    alternatives_paper,
    opening_record,
    openness_annex,
    score_sheet,
    short_assessment_paper,
    stability_note,
)
from scoring.methods import METHODS
from scoring.result import build_result
from scoring.robustness import stability
from tests.alternatives import alternative_facts
from tests.documents import demo
from tests.factories import Json, bid, evaluation, outcome_of, sample
from tests.light import TWO, light_facts
from tests.openness import openness_report
from tests.pdf_reader import Reader
from tests.procurement.test_award_papers import award_papers
from tests.procurement.test_opening_record import opening_facts
from tests.rounds import DIGEST, round_minutes
from tests.verapdf import violations


def sheet(document: Json) -> Document:
    outcome = outcome_of(document)
    return score_sheet(outcome, build_result(outcome))


def papers() -> Iterator[Document]:
    """Yield a sheet for every method, those of the demo city, a draft, one of many bids, an opening, and a note."""
    yield from (sheet(sample(name)) for name in METHODS)
    yield from (sheet(demo(name)) for name in ("preis-quotient", "richtwert-erweitert"))
    yield sheet(demo() | {"draft": True})
    yield sheet(evaluation([bid(f"B{number}", str(900 + number), {"Q": "5", "O": "5"}) for number in range(30)]))
    yield opening_record(opening_facts())
    yield openness_annex(openness_report())
    yield alternatives_paper(alternative_facts())
    yield from award_papers()
    yield minutes_paper(round_minutes(), DIGEST)
    yield short_assessment_paper(light_facts(TWO, signed=True))
    yield short_assessment_paper(light_facts({}))
    outcome = outcome_of(demo())
    yield stability_note(outcome, build_result(outcome), stability(outcome, samples=1_000))


def test_every_paper_is_read_in_full_and_accepted(tmp_path: Path) -> None:
    checks = []
    for number, paper in enumerate(papers()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(render(paper))
        reader = Reader(path.read_bytes())
        assert reader.texts() == [visible(text) for text in reading_order(paper)]
        assert reader.unreachable() == []
        checks += [("ua1", path), ("2a", path)]

    assert len(checks) > 2 * len(METHODS)
    assert violations(checks) == []
