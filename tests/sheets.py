"""Sheets for tests: evaluators who have written about everything, handed in, or agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.house import House
from infra.fields.model import Edit
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Decision, Procedure, ProcedureStage
from procurement.repository import ProcedureRepository
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.score_fields import CONSEQUENCE, FOUND, MISSING, POINTS, REASON, SOURCE
from tests.bids import EVALUATOR, appoint, with_bids
from tests.people import actor
from tests.procedures import ASKER

SECOND = actor("wertung2")
FIRST_BID = "1-1-1-1"


def scoring(house: House, reference: str = "VG-9", *evaluators: Actor) -> Procedure:
    """Return a procedure in its stage of single scoring with admitted bids."""
    found = with_bids(house, reference, stage=ProcedureStage.SCORING, decision=Decision.ADMITTED)
    appoint(house, found.slug, *(evaluators or (EVALUATOR,)))
    return found


def cell(bid: str, criterion: str, field: str, value: str, base: int = 0, form: str | None = None) -> CellEdit:
    return CellEdit(bid, criterion, Edit(field=field, value=value, base_version=base, form=form))


def whole(bid: str, criterion: str, points: str) -> list[CellEdit]:
    """Return everything that a score needs."""
    texts = {
        POINTS: points,
        FOUND: f"Kapitel 3 zu {criterion} von {bid}",
        MISSING: "Nichts.",
        CONSEQUENCE: "Erfüllt.",
        SOURCE: "Angebot S. 12",
    }
    return [cell(bid, criterion, field, text) for field, text in texts.items()]


def write_all(house: House, slug: str, by: Actor = EVALUATOR, points: str = "8") -> None:
    """Write about every criterion of every bid of the only lot."""
    sheet = house.sheets.open(by, slug, 1)
    house.sheets.save(by, slug, 1, [edit for place in sheet.cells for edit in whole(*place, points)])


def hand_in(house: House, slug: str, by: Actor = EVALUATOR, points: str = "8") -> None:
    write_all(house, slug, by, points)
    house.sheets.hand_in(by, slug, 1)


def stage(house: House, slug: str, target: ProcedureStage) -> None:
    """Put a procedure into a stage without asking any guard."""
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        repository = ProcedureRepository(writing.session)
        before = repository.hold(slug)
        repository.save(before, replace(before, stage=target))


def consensus(house: House, reference: str = "VG-9", points: Sequence[str] = ("8", "8")) -> Procedure:
    """Return a procedure in its stage of consensus; two evaluators gave these points everywhere."""
    people = (EVALUATOR, SECOND)
    found = scoring(house, reference, *people)
    for one, given in zip(people, points, strict=True):
        hand_in(house, found.slug, one, given)
    stage(house, found.slug, ProcedureStage.CONSENSUS)
    return found


def agree_all(house: House, slug: str, by: Actor = ASKER, leave_out: Iterable[tuple[str, str]] = ()) -> None:
    """Write joint points with a reason everywhere."""
    table, left = house.agreeing.open(by, slug, 1), set(leave_out)
    places = [(bid.id, criterion) for bid in table.bids for criterion in table.lot.criteria]
    texts = {POINTS: "7", REASON: "Gemeinsam.", SOURCE: "Angebot S. 3"}
    edits = [cell(*place, field, text) for place in places if place not in left for field, text in texts.items()]
    house.agreeing.save(by, slug, 1, edits)
