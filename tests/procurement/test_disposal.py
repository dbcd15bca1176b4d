"""The end of a file on both databases: held, offered, deleted by two, with a proof and a chain that still holds."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.award_wiring import load_award_book
from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from procurement.errors import (
    DisposalBlockedError,
    DisposalNotAskedError,
    DisposalNotFoundError,
    DisposalSamePersonError,
    HoldNotFoundError,
    ProcedureNotFoundError,
    ReferenceDeletedError,
    ReferenceTakenError,
)
from procurement.model import ArchiveAnswer, HoldReason, ProcedurePlan
from procurement.repository import WholeFile
from procurement.rules.award.disposal import Blocker
from procurement.rules.award.disposal_wording import ANSWERS, BLOCKERS, HOLDS
from procurement.services.awarding.fields import CONTRACT_END
from procurement.services.disposal import OfferWish, ReplyWish
from tests.awards import NOW, awarded, edit, later
from tests.bids import at
from tests.documents import with_head
from tests.fakes import StoppedClock
from tests.people import OFFICER, actor
from tests.results import RELEASER

REVISION = actor("revision")
OVER = datetime(2031, 1, 7, 9, tzinfo=UTC)
DAY = date(2031, 1, 7)
SLUG = "vg-9"
OFFER = OfferWish(day=DAY, note="Anbietung vom 07.01.2031")
REPLY = ReplyWish(answer=ArchiveAnswer.DECLINED, day=DAY, note="Stadtarchiv, kein Archivwert")


@pytest.fixture
def house(award_database: Database) -> House:
    return build_house(award_database, clock=StoppedClock(NOW))


def refused(then: House, slug: str) -> list[str]:
    desk = then.award.disposal_desk.open(OFFICER, slug)
    with pytest.raises(DisposalBlockedError) as found:
        then.award.file_deleting.ask(OFFICER, slug, desk.end.facts.disposition.version)
    return list(found.value.blockers)


def test_a_file_goes_when_nothing_keeps_it_and_leaves_a_proof(house: House, award_database: Database) -> None:
    assert "not-ended" in refused(house, SLUG)
    given = awarded(house, SLUG)
    assert "contract-end-missing" in refused(given, SLUG)
    given.award.award_desk.note(OFFICER, SLUG, [edit(CONTRACT_END, "31.12.2030")])
    assert "still-kept" in refused(later(given, 200), SLUG)
    with pytest.raises(DisposalBlockedError):
        given.award.disposal_desk.offer(OFFICER, SLUG, 0, OFFER)

    then = at(house, OVER)
    offered(then)
    asked(then)
    require_held(then, award_database)
    with pytest.raises(VersionConflictError):
        then.award.file_deleting.delete(RELEASER, SLUG, 5)
    with pytest.raises(DisposalNotAskedError):
        then.award.file_deleting.delete(RELEASER, SLUG, 9)
    then.award.file_deleting.ask(OFFICER, SLUG, 9)
    other, file = whole(award_database, "vg-8", "VG-8"), whole(award_database, SLUG, "VG-9")
    with pytest.raises(DatabaseError), award_database.write(OFFICER.city) as session:
        WholeFile(session, SLUG, "VG-9").delete()
    assert then.award.file_deleting.delete(RELEASER, SLUG, 10).digest.startswith("sha256:")

    require_gone(then, award_database, file)
    assert whole(award_database, "vg-8", "VG-8") == other != {}
    assert file["field_value"] > len(load_award_book().gates)


def whole(database: Database, slug: str, reference: str) -> dict[str, int]:
    with database.read(OFFICER.city) as session:
        return WholeFile(session, slug, reference).rows()


def offered(then: House) -> None:
    """Offer the file to the archive, which does not want it; what comes too early or says nothing is refused."""
    desk = then.award.disposal_desk
    assert refused(then, SLUG) == ["not-offered"]
    for wish in (OfferWish(day=date(2031, 1, 8), note="morgen"), OfferWish(day=DAY, note=" ")):
        with pytest.raises(InputError):
            desk.offer(OFFICER, SLUG, 0, wish)
    with pytest.raises(DisposalBlockedError):
        desk.reply(OFFICER, SLUG, 0, REPLY)
    desk.offer(OFFICER, SLUG, 0, OFFER)
    assert refused(then, SLUG) == ["not-answered"]
    with pytest.raises(VersionConflictError):
        desk.reply(OFFICER, SLUG, 0, REPLY)
    desk.reply(OFFICER, SLUG, 1, REPLY)


def asked(then: House) -> None:
    """Ask for the deletion, hand the wish back, ask again: the same person never decides."""
    deleting = then.award.file_deleting
    with pytest.raises(DisposalNotAskedError):
        deleting.delete(RELEASER, SLUG, 2)
    deleting.ask(OFFICER, SLUG, 2)
    deleting.hand_back(RELEASER, SLUG, 3)
    with pytest.raises(DisposalNotAskedError):
        deleting.hand_back(RELEASER, SLUG, 4)
    deleting.ask(OFFICER, SLUG, 4)
    with pytest.raises(DisposalSamePersonError):
        deleting.delete(OFFICER, SLUG, 5)


def require_held(then: House, database: Database) -> None:
    """Whatever was agreed before: nothing goes while a hold is open, not even past the services."""
    desk = then.award.disposal_desk
    for reason in (HoldReason.REVIEW, HoldReason.FUNDING):
        before = desk.open(OFFICER, SLUG).end.facts.disposition.version
        hold = desk.hold(OFFICER, SLUG, reason, "Az. 69d-VK-7/2031")
        with pytest.raises(VersionConflictError):
            then.award.file_deleting.delete(RELEASER, SLUG, before)
        with pytest.raises(DisposalBlockedError):
            then.award.file_deleting.ask(OFFICER, SLUG, before + 1)
        for statement in (
            "DELETE FROM procurement_hold",
            "INSERT INTO procurement_disposal (city_id, slug, reference, search_text, document, digest, asked_by,"
            " decided_by, decided_at) SELECT city_id, slug, reference, '', '{}', 'sha256:' || digest, 'a', 'b',"
            " changed_at FROM (SELECT p.*, '" + 64 * "0" + f"' AS digest FROM procurement_procedure p) x"
            f" WHERE slug = '{SLUG}'",
        ):
            with pytest.raises(DatabaseError, match="what is held"), database.write(OFFICER.city) as session:
                session.connection().execute(text(statement))
        with pytest.raises(InputError):
            desk.lift(OFFICER, SLUG, hold.number, "")
        desk.lift(OFFICER, SLUG, hold.number, "Verfahren beendet")
        with pytest.raises(HoldNotFoundError):
            desk.lift(OFFICER, SLUG, hold.number, "noch einmal")


def require_gone(then: House, database: Database, before: dict[str, int]) -> None:
    """Nothing of it is left but the proof and the lines of the log; its number is not given again."""
    with database.read(OFFICER.city) as session:
        assert WholeFile(session, SLUG, "VG-9").rows() == {}
        left = text("SELECT count(*) FROM field_value WHERE record_id = :slug OR record_id LIKE :below")
        held = session.connection().execute(left, {"slug": SLUG, "below": f"{SLUG}/%"})
        assert held.scalar_one() == 0
    with pytest.raises(ProcedureNotFoundError):
        then.procedures.open(OFFICER, SLUG)
    with pytest.raises(ReferenceTakenError):
        then.drafting.create(OFFICER, "VG-9", ProcedurePlan(title="Wieder da"))
    require_not_again(then, database)
    shown = then.award.disposal_proofs.see(REVISION, SLUG)
    assert (shown.is_genuine, shown.told["rows"]) == (True, before)
    assert (shown.told["kept_until"], shown.told["contract_ended_on"]) == ("2030-12-31", "2030-12-31")
    assert (shown.told["grounds"], shown.told["grounds_status"]) == ("§ 8 Abs. 4 VgV, § 6 Abs. 2 UVgO", "secondary")
    assert [one["reason"] for one in shown.told["holds"]] == ["review", "funding"]
    assert then.award.disposal_proofs.page(REVISION, "vg-9").items == (shown.proof,)
    assert then.award.disposal_proofs.page(REVISION, "anders").total == 0
    assert json.loads(then.award.disposal_proofs.file(REVISION, SLUG).data) == shown.told
    with pytest.raises(DisposalNotFoundError):
        then.award.disposal_proofs.see(REVISION, "vg-8")
    for statement in ("UPDATE procurement_disposal SET reference = 'x'", "DELETE FROM procurement_disposal"):
        with pytest.raises(DatabaseError), database.write(OFFICER.city) as session:
            session.connection().execute(text(statement))
    assert then.audit_log.verify(REVISION).holds


def require_not_again(then: House, database: Database) -> None:
    """No evaluation from a file comes back under the number either, nor under another one that is changed to it."""
    with pytest.raises(ReferenceDeletedError) as refused:
        then.procurement.store_evaluation(OFFICER, with_head(reference="VG-9"))
    assert refused.value.properties == {"reference": "VG-9"}
    kept = "city_id, lot, title, state, tenderers, stored_at, search_text, document_digest, result_digest, method"
    copied = (
        f"INSERT INTO procurement_evaluation (slug, reference, document, result, {kept})"  # noqa: S608 - from here
        f" SELECT slug || '-2', 'VG-9', document, result, {kept} FROM procurement_evaluation WHERE reference = 'VG-8'"
    )
    changed = "UPDATE procurement_evaluation SET reference = 'VG-9' WHERE reference = 'VG-8'"
    for statement in (copied, changed):
        with pytest.raises(DatabaseError, match="does not come back"), database.write(OFFICER.city) as session:
            session.connection().execute(text(statement))


def test_everything_has_its_words() -> None:
    assert (set(BLOCKERS), set(HOLDS), set(ANSWERS)) == (set(Blocker), set(HoldReason), set(ArchiveAnswer))
