"""Openness for tests: procedures published with a rubric, whose bids came with files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.house import House
from core.digest import checksum
from infra.parameters import load_data
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.assess.evidence import Signal
from procurement.model import (
    BidFile,
    Decision,
    EvidenceKind,
    InquiryKind,
    Opening,
    Procedure,
    ProcedureStage,
    RubricVersion,
    Said,
)
from procurement.repository import BidRepository, ProcedureRepository
from procurement.rules.openness.report import OpennessReport
from procurement.rules.procedure.stages import Step
from procurement.services.bids.prices import BidPrice, PriceBox
from procurement.services.evidence.files import NewEvidence
from procurement.services.examination import InquiryWish, Reply
from procurement.services.openness import StatementWish
from tests.bids import ASKER, AUTUMN, DEADLINE, DIGEST, OPENED_AT, appoint, at, bid_of
from tests.evidence import LICENCE_LIST, drafted, judged
from tests.procedures import RELEASER, plan, prepared, take

CRITERION = "O1"
MIT = str(load_data("licensing", "texts/MIT")["text"])
BIDS = ("1-1-1-1", "1-1-1-2")
OFFER, LICENCE, LIST, PRICES = "angebot.pdf", "LICENSE", "liste.csv", "preise.pdf"
FILES: Mapping[str, bytes] = {OFFER: b"%PDF-1.7 Angebot", LICENCE: b"", LIST: LICENCE_LIST, PRICES: b"1 EUR"}


def with_rubric(house: House) -> RubricVersion:
    """Return the rubric that ships as a version of the city."""
    return house.rubrics.add(ASKER, house.rubrics.shipped)


def awaiting(house: House, reference: str = "VG-9") -> Procedure:
    """Return a published procedure whose lot has a rubric and whose deadline is over at the moment of ``house``."""
    autumn = at(house, AUTUMN)
    rubric, found = with_rubric(autumn), prepared(autumn, reference)
    found = autumn.rubrics.take(ASKER, found.slug, found.version, 1, (CRITERION, rubric.number))
    return released(house, found)


def released(house: House, found: Procedure) -> Procedure:
    """Release a prepared procedure in autumn."""
    autumn = at(house, AUTUMN)
    autumn.drafting.save_plan(ASKER, found.slug, found.version, plan(bid_deadline=DEADLINE, two_envelopes=True))
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    return take(autumn, found.slug, Step.RELEASE, RELEASER)


def with_open_bids(
    house: House, *evaluators: Actor, reference: str = "VG-9", stage: ProcedureStage = ProcedureStage.SCORING
) -> Procedure:
    """Return a procedure with two admitted bids that came with files, in a stage, with evaluators of its lot."""
    return opened_bids(house, awaiting(house, reference).slug, *evaluators, stage=stage)


def opened_bids(
    house: House, slug: str, *evaluators: Actor, stage: ProcedureStage = ProcedureStage.SCORING
) -> Procedure:
    """Put two admitted bids with files into a published procedure, a stage, and evaluators of its lot."""
    box = PriceBox(house.secrets)
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        procedures, bids = ProcedureRepository(writing.session), BidRepository(writing.session)
        before = procedures.hold(slug)
        after = replace(before, stage=stage, opened=before.publications)
        procedures.save(before, after)
        bids.add_opening(slug, _opening(writing.now))
        for number, tenderer in enumerate(("Alpha GmbH", "Beta AG"), start=1):
            bid = bid_of(number, tenderer, ASKER, Decision.ADMITTED, writing.now)
            bids.add(slug, bid)
            bids.set_price(slug, bid.id, box.seal(str(ASKER.city), slug, bid.id, BidPrice(gross_eur="100000.00")))
            for name, content in files().items():
                file = BidFile(name=name, size=len(content), digest=checksum(content), with_price=name == PRICES)
                bids.add_file(slug, bid.id, file, box.seal_file(str(ASKER.city), slug, bid.id, name, content))
    appoint(house, slug, *evaluators)
    return after


def files() -> dict[str, bytes]:
    """Return the files of a bid; the licence text is that of the MIT licence as it is known here."""
    return {**FILES, LICENCE: MIT.encode()}


def state_licence(house: House, slug: str, bid: str = BIDS[0], expression: str = "MIT") -> None:
    """Note what a bid says about its licence."""
    wish = StatementWish(signal=Signal.LICENCE, said=Said(expression=expression), file=OFFER, place="Abschnitt 3")
    house.openness_noting.note(ASKER, slug, bid, wish)


def judge_files(house: House, slug: str, bid: str = BIDS[0]) -> None:
    """Judge the list of components and the licence text that came with a bid."""
    analysis = drafted(house, ASKER, slug, bid)
    analysis = house.evidence_files.add_from_bid(ASKER, analysis.id, analysis.version, NewEvidence(name=LIST))
    text = NewEvidence(name=LICENCE, kind=EvidenceKind.LICENCE_TEXT, licence="MIT")
    analysis = house.evidence_files.add_from_bid(ASKER, analysis.id, analysis.version, text)
    judged(house, ASKER, analysis)


def answered_inquiry(house: House, slug: str, kind: InquiryKind = InquiryKind.CLARIFICATION, bid: str = BIDS[0]) -> int:
    """Ask a bidder and record the answer; return the number of the inquiry."""
    now = house.transactions.clock.now()
    wish = InquiryWish(kind=kind, bids=(bid,), subject="Offenheit", text="Welche Lizenz?", due_at=at_later(house))
    inquiry = house.inquiring.ask(ASKER, slug, wish)[0]
    house.inquiring.answer(ASKER, slug, inquiry.number, inquiry.version, Reply(text="Unter MIT.", answered_at=now))
    return inquiry.number


def at_later(house: House) -> datetime:
    """Return a deadline that is ahead."""
    return house.transactions.clock.now() + timedelta(days=3)


def _opening(at_moment: datetime) -> Opening:
    return Opening(
        publication=1,
        round=1,
        opened_at=OPENED_AT,
        first_person="Erika Muster",
        second_person="Max Muster",
        note="",
        recorded_by=str(ASKER.person),
        recorded_at=at_moment,
    )


def openness_report() -> OpennessReport:
    """Return a comparison of one bid, whose name looks like a formula, with an open signal and a decision."""
    return OpennessReport.model_validate(
        {
            "reference": "VG-9",
            "lot": 1,
            "lot_title": "Gesamt",
            "criterion": "O1",
            "criterion_title": "Lizenz",
            "scale_minimum": "0",
            "scale_maximum": "10",
            "as_of": "2026-11-22",
            "rubric": {"version": "1", "title": "Schlüssel", "sha256": DIGEST, "valid_from": "2026-11-22"},
            "bids": [
                {
                    "id": "1-1-1-1",
                    "tenderer": "=Alpha <b>",
                    "suggestion": DIGEST,
                    "least": "0",
                    "most": "7/2",
                    "signals": [
                        {
                            "signal": "S1",
                            "title": "Lizenz",
                            "state": "unknown",
                            "anchor": "",
                            "why": "nothing_said",
                            "sentence": "Nichts.",
                            "proofs": [],
                            "least": "0",
                            "most": "35",
                        }
                    ],
                    "components": None,
                    "late_files": ["neu.csv"],
                    "decisions": [
                        {"evaluator": "Mira", "accepted": True, "points": "3", "reason": "", "suggestion": DIGEST}
                    ],
                }
            ],
        }
    )
