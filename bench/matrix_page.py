"""The evaluation matrix page, from the request to the last byte, against the rendering of its template alone."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from litestar.testing import TestClient  # noqa: TID251 - the tests are not at hand here

from app.demo import load_demo
from app.house import House
from app.main import guarded
from app.memory import keep_what_is_loaded
from app.migrations import upgrade
from app.wiring import build_house
from bench.examples import example
from bench.measuring import Row, milliseconds, paired
from infra.database import Database
from infra.settings import Settings
from procurement.model import Decision, ProcedureStage
from procurement.services.bids.sheets import Sheets
from tests.bids import EVALUATOR, appoint, with_bids
from tests.people import cookies
from tests.sheets import whole
from web.rendering import ENVIRONMENT

BIDS, CRITERIA = 20, 200
ROUNDS = 21
MOST = 3.0  # promised; what is wanted is well below
TEMPLATE = "vergabeverfahren/wertung_matrix.html"
ORIGIN = "http://127.0.0.1:8000"
_WHOLE_EVERY = 10
"""All scores have points, every tenth is whole: a sheet on its way."""


def rows() -> Iterator[Row]:
    """Yield the row of this part."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        try:
            yield _row(database)
        finally:
            database.close()


def _row(database: Database) -> Row:
    upgrade(database)
    house = build_house(database)
    load_demo(house)
    slug = _filled(house)
    with TestClient(guarded(house, Settings()), base_url=ORIGIN) as client:
        client.cookies.update(cookies(house, "wertung"))
        address = f"/vergabeverfahren/{slug}/wertung/1"
        context, answer = _context(client, address)
        template = ENVIRONMENT.get_template(TEMPLATE)
        if template.render(context).count("<input") < BIDS * CRITERIA or answer.count("<input") < BIDS * CRITERIA:
            raise AssertionError("the page does not hold every cell")
        keep_what_is_loaded()  # as the server does
        found = paired(lambda: client.get(address).raise_for_status(), lambda: template.render(context), ROUNDS)
    what = f"Evaluation matrix page, {BIDS} bids × {CRITERIA} criteria / its template alone"
    return Row(what, milliseconds(found.ours), milliseconds(found.peer), found.ratio, MOST)


def _context(client: TestClient[Any], address: str) -> tuple[Mapping[str, Any], str]:
    """Return what the page hands to its template, and the page."""
    template = ENVIRONMENT.get_template(TEMPLATE)
    with patch.object(type(template), "render", autospec=True, side_effect=type(template).render) as seen:
        answer = client.get(address).raise_for_status().text
    return seen.call_args.kwargs, answer


def _filled(house: House) -> str:
    """Return a procedure whose only lot has the example's matrix and bids, with a sheet on its way."""
    tender = example(BIDS, CRITERIA)
    found = with_bids(
        house,
        "VG-BENCH",
        stage=ProcedureStage.SCORING,
        decision=Decision.ADMITTED,
        tenderers=[f"Bieter {number}" for number in range(1, BIDS + 1)],
        prices=["100000.00"] * BIDS,
        given=tender.evaluation.model_copy(update={"bids": ()}),
    )
    appoint(house, found.slug, EVALUATOR)
    sheets: Sheets = house.sheets
    places = list(sheets.open(EVALUATOR, found.slug, 1).cells)
    edits = [
        one
        for number, place in enumerate(places)
        for one in (whole(*place, "8") if number % _WHOLE_EVERY == 0 else whole(*place, "8")[:1])
    ]
    sheets.save(EVALUATOR, found.slug, 1, edits)
    return found.slug
