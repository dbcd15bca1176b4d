"""Names, moments, states and receipts of bids that come in."""

import re
from datetime import UTC, datetime

import pytest

from core.cells import Cell, CellKind
from core.file_names import LONGEST_BYTES, harmless, parts_of, unique_names
from procurement.model import Bid, BidFile, BidPlace, BidState, Decision
from procurement.rules.bids.moments import UnreadableMomentError, moment_in, read_moment
from procurement.rules.bids.names import neutral_name
from procurement.rules.bids.receipt import receipt_digest
from procurement.rules.bids.states import state_fault, state_on_receipt

DEADLINE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("../../etc/passwd", "etc - passwd"),
        ("C:\\Windows\\System32\\x.dll", "C_ - Windows - System32 - x.dll"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("a\x00b\u200b\ufeff.pdf", "ab.pdf"),
        ("  . konzept .pdf. ", "konzept .pdf"),
        ("con.txt", "_con.txt"),
        ("..", "ohne Namen"),
        ("", "ohne Namen"),
        ('<img src=x onerror="x">.pdf', "_img src=x onerror=_x__.pdf"),
        ("A\u0308.txt", "Ä.txt"),
        ("=1+1.xlsx", "=1+1.xlsx"),
    ],
)
def test_a_name_becomes_harmless(given: str, wanted: str) -> None:
    assert harmless(given) == wanted
    assert harmless(wanted) == wanted


@pytest.mark.parametrize("given", ["ä" * 300 + ".pdf", "x" * 5_000, "\U0001f600" * 100, "a." + "b" * 400])
def test_a_long_name_is_cut_and_keeps_its_ending(given: str) -> None:
    name = harmless(given)

    assert len(name.encode()) <= LONGEST_BYTES
    assert name.endswith(".pdf") == given.endswith(".pdf")


def test_names_that_are_the_same_somewhere_are_told_apart() -> None:
    assert unique_names(["a.pdf", "A.PDF", "ａ.pdf", "a.pdf", "Ä", "A\u0308"]) == (
        "a.pdf",
        "A (2).PDF",
        "ａ (3).pdf",
        "a (4).pdf",
        "Ä",
        "Ä (2)",
    )


def test_no_step_of_a_path_leads_out() -> None:
    assert parts_of("../a/./../../b\\c/ ..") == ("a", "b", "c")
    assert parts_of("C:\\x") == ("x",)


def test_a_file_that_tells_the_price_is_not_called_by_it() -> None:
    assert neutral_name(1, "Angebot 119000 Euro.xlsx") == "Preisdatei 1.xlsx"
    assert neutral_name(2, "Angebot.119000") == "Preisdatei 2"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("10.11.2026 11:05:09", datetime(2026, 11, 10, 10, 5, 9, tzinfo=UTC)),
        ("1.7.2026, 9.30 Uhr", datetime(2026, 7, 1, 7, 30, tzinfo=UTC)),
        ("2026-11-10T11:05:09+01:00", datetime(2026, 11, 10, 10, 5, 9, tzinfo=UTC)),
        ("2026-11-10 11:05", datetime(2026, 11, 10, 10, 5, tzinfo=UTC)),
        ("25.10.2026 02:30 MESZ", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("25.10.2026 02:30 MEZ", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_german_time(typed: str, wanted: datetime) -> None:
    assert read_moment(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("25.10.2026 02:30", "bid_moment_twice"),
        ("29.03.2026 02:30", "bid_moment_missing"),
        ("31.02.2026 10:00", "bid_moment"),
        ("10.11.2026", "bid_moment"),
        ("2026-11-10", "bid_moment"),
        ("00010101T0000", "bid_moment"),
        ("gestern", "bid_moment"),
        ("", "bid_moment"),
    ],
)
def test_what_is_no_moment_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(UnreadableMomentError) as refused:
        read_moment(typed)
    assert refused.value.fault == fault


def test_a_date_that_a_program_made_is_read_to_the_second() -> None:
    assert moment_in(Cell(CellKind.DATE, "46336.46190972222")) == datetime(2026, 11, 10, 10, 5, 9, tzinfo=UTC)
    assert moment_in(Cell(CellKind.DATE, "2026-11-10T11:05:09")) == datetime(2026, 11, 10, 10, 5, 9, tzinfo=UTC)
    with pytest.raises(UnreadableMomentError):
        moment_in(Cell(CellKind.DATE, "46336"))


def bid(number: int, tenderer: str = "Alpha GmbH", *, second: int = 0, state: BidState = BidState.RECEIVED) -> Bid:
    return Bid(
        place=BidPlace(publication=1, round=1, lot=1, number=number),
        tenderer=tenderer,
        received_at=DEADLINE.replace(hour=10, second=second),
        receipt_digest="sha256:" + 64 * "0",
        state=state,
        decision=Decision.UNDECIDED,
        exclusion_code="",
        exclusion_reason="",
        imported_by="p",
        imported_at=DEADLINE,
        version=1,
    )


def test_the_very_moment_of_the_deadline_is_in_time_and_a_second_later_is_not() -> None:
    assert state_on_receipt(DEADLINE, DEADLINE, BidState.RECEIVED) is BidState.RECEIVED
    late = DEADLINE.replace(second=1)
    assert {state_on_receipt(late, DEADLINE, listed) for listed in BidState} == {BidState.LATE}


@pytest.mark.parametrize(
    ("others", "wanted", "fault"),
    [
        ([], BidState.WITHDRAWN, None),
        ([], BidState.RECEIVED, "bid_state_same"),
        ([], BidState.LATE, "bid_late_is_fact"),
        ([], BidState.REPLACED, "bid_without_replacement"),
        ([bid(2, " alpha  GMBH", second=5)], BidState.REPLACED, None),
        ([bid(2, "Beta AG", second=5)], BidState.REPLACED, "bid_without_replacement"),
        ([bid(2, second=5, state=BidState.LATE)], BidState.REPLACED, "bid_without_replacement"),
    ],
)
def test_what_may_become_of_a_bid(others: list[Bid], wanted: BidState, fault: str | None) -> None:
    assert state_fault(bid(1, second=1), wanted, [bid(1, second=1), *others]) == fault


def test_the_receipt_is_that_of_the_files_in_any_order_and_else_of_the_line() -> None:
    files = [
        BidFile(name=name, size=1, digest="sha256:" + 64 * letter, with_price=False)
        for name, letter in (("a", "1"), ("b", "2"))
    ]
    line = {"lot": 1, "tenderer": "Alpha", "received_at": DEADLINE, "price": "hs-256:x"}
    one, other = receipt_digest(files, **line), receipt_digest(files[::-1], **line | {"tenderer": "Beta"})  # type: ignore[arg-type]
    alone = receipt_digest([], **line)  # type: ignore[arg-type]

    assert one == other
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", alone)
    assert len({one, alone, receipt_digest([], **line | {"price": "hs-256:y"})}) == 3  # type: ignore[arg-type]
