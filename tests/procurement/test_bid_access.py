"""Whose bids an evaluator may read, over everything that can be otherwise."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from procurement.model import Bid, BidPlace, BidState, ConflictDeclaration, Evaluator
from procurement.rules.procedure.access import bid_owner
from tests.procurement.test_bid_names import bid

AT = datetime(2026, 11, 21, tzinfo=UTC)
APPOINTED = Evaluator(publication=1, round=1, lot=1, person="e", appointed_by="o", appointed_at=AT, submitted_at=None)
BIDS = (bid(1), bid(2, "Beta AG"))


def says(of: Bid, *, has_conflict: bool = False, person: str = "e", number: int = 1) -> ConflictDeclaration:
    return ConflictDeclaration(
        bid=of.id, person=person, number=number, has_conflict=has_conflict, text="", declared_at=AT
    )


NONE = (says(BIDS[0]), says(BIDS[1]))


def elsewhere(**place: int) -> Bid:
    return replace(BIDS[0], place=replace(BidPlace(publication=1, round=1, lot=1, number=9), **place))


@pytest.mark.parametrize(
    ("person", "evaluators", "declarations", "bids", "owner"),
    [
        ("e", (APPOINTED,), NONE, BIDS, "e"),
        ("x", (APPOINTED,), NONE, BIDS, None),
        (None, (APPOINTED,), NONE, BIDS, None),
        ("e", (), NONE, BIDS, None),
        ("e", (replace(APPOINTED, lot=2),), NONE, BIDS, None),
        ("e", (replace(APPOINTED, round=2),), NONE, BIDS, None),
        ("e", (replace(APPOINTED, publication=2),), NONE, BIDS, None),
        ("e", (APPOINTED,), (), BIDS, None),
        ("e", (APPOINTED,), NONE[:1], BIDS, None),
        ("e", (APPOINTED,), (says(BIDS[0], person="x"), NONE[1]), BIDS, None),
        ("e", (APPOINTED,), (says(BIDS[0], has_conflict=True), NONE[1]), BIDS, None),
        ("e", (APPOINTED,), (says(BIDS[0], has_conflict=True), says(BIDS[0], number=2), NONE[1]), BIDS, "e"),
        ("e", (APPOINTED,), (*NONE, says(BIDS[0], has_conflict=True, number=2)), BIDS, None),
        ("e", (APPOINTED,), NONE[:1], (BIDS[0], replace(BIDS[1], state=BidState.LATE)), "e"),
        (
            "e",
            (APPOINTED,),
            (NONE[0], says(BIDS[1], has_conflict=True)),
            (BIDS[0], replace(BIDS[1], state=BidState.WITHDRAWN)),
            None,
        ),
        ("e", (APPOINTED,), NONE, (), None),
        ("e", (APPOINTED,), NONE, (*BIDS, elsewhere(lot=2)), None),
    ],
)
def test_bids_belong_to_appointed_evaluators_without_conflict(
    person: str | None,
    evaluators: tuple[Evaluator, ...],
    declarations: tuple[ConflictDeclaration, ...],
    bids: tuple[Bid, ...],
    owner: str | None,
) -> None:
    assert bid_owner(person, evaluators, declarations, bids) == owner
