"""Repositories that bids name, through the services on both databases; what is fetched comes from a local server."""

from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.database import Database
from infra.jobs.runner import Runner
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from licensing.repository.reuse import ReuseState
from licensing.repository.snapshot import Origin
from licensing.repository.version import NoEvidence
from licensing.texts.comparing import TextState
from procurement.errors import (
    EvidenceClosedError,
    RepositoryFetchingError,
    RepositorySnapshotNotFoundError,
    RepositoryWithdrawnError,
)
from procurement.model import ProcedureStage, SnapshotProblem
from procurement.services.repositories.desk import SeenRepository, facts_of_bid
from procurement.services.repositories.naming import NewRepository
from tests.audit_lines import lines_of
from tests.bids import ASKER, DEADLINE, EVALUATOR, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.repositories import ARCHIVE, COMMIT, FILES, TAGS, URL, archive, fetched, forge, named, tags

AUDITOR, ADIT = actor("revision"), actor("adit")
BID = "1-1-1-1"
ANSWERS = {TAGS: tags("v2.4.1", "v2.4.0"), ARCHIVE: archive()}


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


@pytest.fixture
def slug(house: House) -> str:
    return with_bids(house).slug


def only(house: House, slug: str) -> SeenRepository:
    (entry,) = house.repository_desk.of_bid(ASKER, slug, BID).entries
    return entry


def test_a_repository_is_fetched_at_the_offered_version_and_stored_with_what_it_shows(house: House, slug: str) -> None:
    entry = named(house, ASKER, slug, BID)
    with forge(house, ANSWERS) as way:
        fetched(house, ASKER, entry.id)
    assert [path for _, path in way.asked] == [TAGS, ARCHIVE]
    facts = only(house, slug).facts
    assert facts is not None
    assert (facts.origin, facts.reference, facts.tag and facts.tag.commit) == (Origin.FETCHED, "v2.4.1", COMMIT)
    assert facts.hindrances(DEADLINE) == ()
    assert facts.shown.reuse.state is ReuseState.COMPLETE
    assert facts.shown.publiccode is not None
    assert (facts.shown.publiccode.version, facts.shown.publiccode.licence) == ("2.4.1", "MIT")
    assert facts.text_state in {TextState.SAME, TextState.SAME_AND_MORE}
    assert facts.shown.contributing is not None
    with house.transactions.read(AUDITOR, Action.READ_EVIDENCE) as reading:
        assert facts_of_bid(reading, slug, BID) == (facts,)
    kept = house.repository_desk.archive(AUDITOR, entry.id, 1)
    assert kept.data == ANSWERS[ARCHIVE]
    events = [one["event"] for one in lines_of(house.transactions.database, str(ASKER.city))]
    assert events[-1] == "repository-archive-read"
    assert {"repository-named", "repository-fetch-asked", "repository-snapshot-taken"} <= set(events)


def test_an_archive_handed_in_is_equal_evidence(house: House, slug: str) -> None:
    entry = named(house, ASKER, slug, BID)
    house.repository_taking.hand_in(ASKER, entry.id, "v2.4.1", "formularwerk.zip", archive())
    facts = only(house, slug).facts
    assert facts is not None
    assert (facts.origin, facts.tag and facts.tag.commit) == (Origin.UPLOADED, COMMIT)
    assert facts.hindrances(DEADLINE) == ()
    with forge(house, ANSWERS):
        fetched(house, ASKER, entry.id)
    both = only(house, slug)
    assert [one.origin for one in both.snapshots] == [Origin.FETCHED, Origin.UPLOADED]
    assert both.facts is not None
    assert both.facts.shown == facts.shown


def test_a_snapshot_of_another_version_or_after_the_deadline_is_shown_and_proves_nothing(
    house: House, slug: str
) -> None:
    entry = named(house, ASKER, slug, BID)
    house.repository_taking.hand_in(ASKER, entry.id, "v2.4.0", "formularwerk.zip", archive())
    facts = only(house, slug).facts
    assert facts is not None
    assert facts.hindrances(DEADLINE) == (NoEvidence.OTHER_VERSION,)
    with forge(house, {TAGS: tags("v2.4.1", day="2026-11-15"), ARCHIVE: archive()}):
        fetched(house, ASKER, entry.id)
    later = only(house, slug).facts
    assert later is not None
    assert later.hindrances(DEADLINE) == (NoEvidence.AFTER_DEADLINE,)


@pytest.mark.parametrize(
    ("changed", "answers", "problem", "detail"),
    [
        ({"url": "https://example.org/muster/werk"}, {}, SnapshotProblem.NO_FORGE, ""),
        ({"url": "https://github.com/muster/werk"}, {}, SnapshotProblem.NOT_FETCHED, "off_list"),
        ({}, {}, SnapshotProblem.NOT_ANSWERED, "status_404"),
        ({}, {TAGS: b"<html>"}, SnapshotProblem.NOT_ANSWERED, "not_json"),
        ({"offered": "9.9"}, ANSWERS, SnapshotProblem.NO_VERSION, ""),
        ({}, {TAGS: tags("v2.4.1"), ARCHIVE: b"<html>"}, SnapshotProblem.NOT_READ, "repository_no_zip"),
    ],
)
def test_what_cannot_be_had_is_kept_with_its_reason(
    house: House,
    slug: str,
    changed: dict[str, str],
    answers: dict[str, bytes],
    problem: SnapshotProblem,
    detail: str,
) -> None:
    entry = named(house, ASKER, slug, BID, **changed)
    with forge(house, answers):
        fetched(house, ASKER, entry.id)
    seen = only(house, slug)
    (taken,) = seen.snapshots
    assert (taken.problem, taken.detail, seen.facts) == (problem, detail, None)
    with pytest.raises(RepositorySnapshotNotFoundError):
        house.repository_desk.archive(ASKER, entry.id, 1)


def test_a_wrong_entry_is_corrected_and_stays_readable(house: House, slug: str) -> None:
    wrong = named(house, ASKER, slug, BID, url=f"{URL}-alt")
    house.repository_taking.hand_in(ASKER, wrong.id, "v2.4.1", "alt.zip", archive())
    right = house.repository_naming.correct(
        ASKER, wrong.id, NewRepository(url=URL, place="Seite 3", offered="2.4.1"), "Verschrieben"
    )
    before, after = house.repository_desk.of_bid(ASKER, slug, BID).entries
    assert (after.named.replaces, before.withdrawal and before.withdrawal.reason) == (wrong.id, "Verschrieben")
    assert (before.facts, len(before.snapshots)) == (None, 1)
    for late in (
        lambda: house.repository_naming.withdraw(ASKER, wrong.id, "noch einmal"),
        lambda: house.repository_taking.fetch(ASKER, wrong.id),
        lambda: house.repository_taking.hand_in(ASKER, wrong.id, "v2.4.1", "alt.zip", archive()),
    ):
        with pytest.raises(RepositoryWithdrawnError):
            late()
    assert right.id == after.named.id


def test_one_snapshot_is_fetched_at_a_time_and_a_repeated_attempt_stores_none_twice(house: House, slug: str) -> None:
    entry = named(house, ASKER, slug, BID)
    fetch = house.repository_taking.fetch(ASKER, entry.id)
    assert only(house, slug).job == fetch.job
    with pytest.raises(RepositoryFetchingError):
        house.repository_taking.fetch(ASKER, entry.id)
    with forge(house, ANSWERS):
        assert Runner(house.jobs).work_once()
    assert (only(house, slug).job, len(only(house, slug).snapshots)) == (None, 1)


def test_entries_and_archives_are_checked(house: House, slug: str) -> None:
    with pytest.raises(InputError) as error:
        named(house, ASKER, slug, BID, url="http://example.org/x", place=" ", offered="1" * 101)
    assert {(one.type, one.pointer) for one in error.value.faults} == {
        ("repository_address", "/url"),
        ("repository_missing", "/place"),
        ("repository_too_long", "/offered"),
    }
    entry = named(house, ASKER, slug, BID)
    for content, kind in (
        (b"", "file_empty"),
        (b"kein Archiv", "repository_no_zip"),
        (archive()[:-100], "file_damaged"),
    ):
        with pytest.raises(InputError, match=kind):
            house.repository_taking.hand_in(ASKER, entry.id, "v2.4.1", "x.zip", content)
    with pytest.raises(InputError, match="repository_reference_missing"):
        house.repository_taking.hand_in(ASKER, entry.id, " ", "x.zip", archive())
    assert only(house, slug).snapshots == ()


def test_access_is_that_of_the_bid(house: House, slug: str) -> None:
    entry = named(house, ASKER, slug, BID)
    for nobody in (ADIT, EVALUATOR):
        with pytest.raises(AccessDeniedError):
            house.repository_desk.of_bid(nobody, slug, BID)
        with pytest.raises(AccessDeniedError):
            house.repository_taking.fetch(nobody, entry.id)
    assert house.repository_desk.of_bid(AUDITOR, slug, BID).may_change is False
    with pytest.raises(AccessDeniedError):
        named(house, AUDITOR, slug, BID)


def test_nothing_is_added_after_the_quality_is_fixed(house: House) -> None:
    late = with_bids(house, "VG-10", stage=ProcedureStage.QUALITY_FIXED).slug
    with pytest.raises(EvidenceClosedError):
        named(house, ASKER, late, BID)


def test_links_and_other_files_of_an_archive_are_told_apart(house: House, slug: str) -> None:
    entry = named(house, ASKER, slug, BID, licence="MIT OR Apache-2.0")
    house.repository_taking.hand_in(
        ASKER, entry.id, "v2.4.1", "x.zip", archive({**FILES, "LICENSE": b"Nutzung nur nach Absprache."})
    )
    facts = only(house, slug).facts
    assert facts is not None
    assert {one.licence: one.proof.file for one in facts.shown.texts} == {
        "MIT": "LICENSES/MIT.txt",
        "Apache-2.0": "LICENSE",
    }
    assert facts.text_state is TextState.DIFFERENT
