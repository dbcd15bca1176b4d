"""Open standards through the services on both databases: clauses into matrices, files held against standards."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.jobs.runner import Runner
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from licensing.standards.listing import StandardQuery
from licensing.standards.model import StandardDomain
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance
from procurement.errors import (
    BidFileNotFoundError,
    CatalogueEntryNotFoundError,
    EvidenceClosedError,
    PriceFileRefusedError,
    ProcedureFrozenError,
    StandardNotFoundError,
    StandardProbeKeptError,
    StandardProbeNotFoundError,
    StandardProbeRunningError,
)
from procurement.model import EvidenceOrigin, ProcedureStage, StandardProbe
from procurement.repository import StandardProbeRepository
from procurement.rules.procedure.lot_terms import nodes_of
from procurement.services.evidence.shared import AnalysisState
from procurement.services.standards.probing import NewProbe
from procurement.services.standards.taking import ClauseWish
from scoring.model import CriterionKind
from tests.artefacts import odt, pdf, zipped
from tests.audit_lines import lines_of
from tests.bids import ASKER, EVALUATOR, appoint, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import prepared
from tests.procurement.test_bid_intake import put
from tests.procurement.test_evidence import imported

OTHER_OFFICER, AUDITOR, ADIT, DEPARTMENT = (actor(one) for one in ("vergabestelle2", "revision", "adit", "fachamt"))
BID = "1-1-1-1"


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


def probed(house: House, name: str, content: bytes, slug: str | None = None, bid: str | None = None) -> StandardProbe:
    who = ADIT if slug is None else ASKER
    asked = house.standards.probing.ask(who, NewProbe(name=name, slug=slug, bid=bid), content)
    assert Runner(house.jobs).work_once()
    return house.standards.probes.open(who, asked.id).probe


def parts_of(house: House, probe: int) -> list[str]:
    with house.transactions.read(ADIT, Action.READ_STANDARD_PROBES) as reading:
        return list(StandardProbeRepository(reading.session).sealed_parts(probe))


def test_the_catalogue_is_filtered_by_everything_that_people_look_for(house: House) -> None:
    shelf = house.standards.shelf
    every = shelf.page(ADIT, StandardQuery(), size=1000)
    assert every.total == len(shelf.catalogue.standards)
    groupware = shelf.page(ADIT, StandardQuery(domain=StandardDomain.GROUPWARE), size=1000).items
    assert {one.standard.domain for one in groupware} == {StandardDomain.GROUPWARE}
    open_ones = shelf.page(ADIT, StandardQuery(openness=Openness.OPEN), size=1000)
    assert {one.verdict.openness for one in open_ones.items} == {Openness.OPEN}
    body = open_ones.items[0].standard.body
    assert body in shelf.bodies(ADIT)
    of_body = shelf.page(ADIT, StandardQuery(body=body.id), size=1000).items
    assert {one.standard.body.id for one in of_body} == {body.id}
    assert [one.standard.id for one in shelf.page(ADIT, StandardQuery(text="ODT document")).items] == ["odf"]
    first, second = (shelf.page(ADIT, StandardQuery(), page=number, size=10).items for number in (1, 2))
    assert (first + second) == every.items[:20]
    with pytest.raises(StandardNotFoundError):
        shelf.open(ADIT, "nichts")


def test_every_standard_has_a_clause_that_goes_into_a_matrix(house: House) -> None:
    shelf = house.standards.shelf
    assert all(shelf.open(ADIT, one).clauses[-1].standards == (one,) for one in shelf.catalogue.standards)
    found = shelf.offered(ADIT, None, "kalender", size=5)
    assert found.total > 0
    assert all("kalender" in f"{one.title} {one.requirement} {one.text}".casefold() for one in found.items)


@pytest.mark.parametrize("kind", [CriterionKind.A_KRITERIUM, CriterionKind.B_KRITERIUM])
def test_a_clause_becomes_a_criterion_that_keeps_where_it_came_from(house: House, kind: CriterionKind) -> None:
    procedure = prepared(house)
    group, weight = ("", None) if kind is CriterionKind.A_KRITERIUM else (groups(procedure)[0], Decimal(20))
    wish = ClauseWish(clause="STD-DOKUMENTE", kind=kind, criterion="OS1", group=group, weight=weight)
    after = house.standards.taking.take(ASKER, procedure.slug, procedure.version, 1, wish)
    lot = after.lots[0]
    node = nodes_of(json.loads(lot.document or ""))["OS1"]
    assert "oder gleichwertig" in node["title"]
    assert "Gleichwertigkeit" in node["evidence"]
    assert node["subject_link"]
    assert bool(node.get("degrees")) is (kind is CriterionKind.B_KRITERIUM)
    (origin,) = (one for one in lot.terms.origins if one.criterion == "OS1")
    stored = house.criteria.open(ASKER, origin.catalogue, origin.number)
    assert (stored.summary.digest, stored.entry(origin.entry).kind) == (origin.digest, kind)
    again = ClauseWish(clause="STD-ODF-ALLEIN", kind=CriterionKind.A_KRITERIUM)
    house.standards.taking.take(ASKER, procedure.slug, after.version, 1, again)
    assert [one.number for one in house.criteria.versions(ASKER, origin.catalogue)] == [origin.number]


def groups(procedure: object) -> list[str]:
    document = json.loads(procedure.lots[0].document)  # type: ignore[attr-defined]  # a procedure with a matrix
    return [one["id"] for one in document["matrix"]["criteria"] if one.get("children")]


def test_what_does_not_fit_is_refused_and_nothing_changes(house: House) -> None:
    procedure, taking = prepared(house), house.standards.taking
    a = CriterionKind.A_KRITERIUM
    with pytest.raises(CatalogueEntryNotFoundError):
        taking.take(ASKER, procedure.slug, procedure.version, 1, ClauseWish(clause="STD-NICHTS", kind=a))
    with pytest.raises(InputError):
        taking.take(
            ASKER, procedure.slug, procedure.version, 1, ClauseWish(clause="STD-MAIL", kind=CriterionKind.B_KRITERIUM)
        )
    with pytest.raises(VersionConflictError):
        taking.take(ASKER, procedure.slug, procedure.version - 1, 1, ClauseWish(clause="STD-MAIL", kind=a))
    with pytest.raises(AccessDeniedError):
        taking.take(ADIT, procedure.slug, procedure.version, 1, ClauseWish(clause="STD-MAIL", kind=a))
    assert procedure.slug in {one.slug for one in taking.prepared(ASKER).items}
    assert house.procedures.open(ASKER, procedure.slug).procedure.version == procedure.version
    put(house, procedure.slug, ProcedureStage.RELEASE_REQUESTED)
    held = house.procedures.open(ASKER, procedure.slug).procedure
    assert procedure.slug not in {one.slug for one in taking.prepared(ASKER).items}
    with pytest.raises(ProcedureFrozenError):
        taking.take(ASKER, procedure.slug, held.version, 1, ClauseWish(clause="STD-MAIL", kind=a))


def test_a_file_is_looked_at_and_only_the_answer_stays(house: House) -> None:
    asked = house.standards.probing.ask(ADIT, NewProbe(name="brief.odt"), odt())
    assert house.standards.probes.open(ADIT, asked.id).state is AnalysisState.WAITING
    assert parts_of(house, asked.id)
    with pytest.raises(StandardProbeRunningError):
        house.standards.probing.delete(ADIT, asked.id)
    assert Runner(house.jobs).work_once()
    opened = house.standards.probes.open(ADIT, asked.id)
    probe = opened.probe
    assert (probe.standard, probe.edition, probe.conformance) == ("odf", "1.3", Conformance.CONFORMING)
    assert (opened.state, probe.openness, probe.digest) == (AnalysisState.DONE, Openness.OPEN, asked.digest)
    assert opened.answer is not None
    assert f"sha256:{opened.answer['sha256']}" == probe.digest
    assert opened.answer["checked"]
    assert opened.answer["unchecked"]
    assert parts_of(house, asked.id) == []
    events = [one["event"] for one in lines_of(house.transactions.database, str(ADIT.city))]
    assert events[-2:] == ["standard-probe-asked", "standard-probe-finished"]
    house.standards.probing.delete(ADIT, asked.id)
    with pytest.raises(StandardProbeNotFoundError):
        house.standards.probes.open(ADIT, asked.id)


def test_a_lie_and_a_bomb_are_answers_too(house: House) -> None:
    lie = probed(house, "brief.odt", zipped({"a.txt": "x"}))
    assert (lie.standard, lie.conformance) == ("odf", Conformance.INVALID)
    bomb = probed(house, "bombe.docx", zipped({"a": b"\0" * 30_000_000}))
    opened = house.standards.probes.open(ADIT, bomb.id)
    assert (bomb.standard, bomb.conformance, opened.state) == ("", Conformance.UNKNOWN, AnalysisState.DONE)
    assert opened.answer is not None
    assert opened.answer["faults"]
    for content in (b"", b"x" * (64 * 2**20 + 1)):
        with pytest.raises(InputError):
            house.standards.probing.ask(ADIT, NewProbe(name="x"), content)


def test_free_standing_probes_are_their_authors(house: House) -> None:
    probe, probes = probed(house, "brief.odt", odt()), house.standards.probes
    assert [one.probe.id for one in probes.free(ADIT).items] == [probe.id]
    assert [one.probe.id for one in probes.free(ASKER).items] == [probe.id]
    assert not probes.free(DEPARTMENT).items
    with pytest.raises(AccessDeniedError):
        probes.open(DEPARTMENT, probe.id)
    with pytest.raises(AccessDeniedError):
        house.standards.probing.delete(ASKER, probe.id)
    later = probed(house, "zwei.odt", odt())
    page = probes.free(ADIT, size=1)
    assert ([one.probe.id for one in page.items], page.before) == ([later.id], later.id)
    assert [one.probe.id for one in probes.free(ADIT, before=page.before).items] == [probe.id]


def test_the_list_shows_of_several_answers_what_matters_most(house: House) -> None:
    claims = "<a:part>2</a:part><a:conformance>A</a:conformance>"
    lying = probed(house, "luegt.pdf", pdf(claims, sound=False))
    answer = house.standards.probes.open(ADIT, lying.id).answer

    assert (lying.standard, lying.conformance) == ("pdf-a", Conformance.INVALID)
    assert answer is not None
    assert [one["standard"] for one in (answer, *answer["further"])] == ["pdf", "pdf-a"]


def test_probes_of_a_bid_follow_the_bid_and_lead_to_no_price(house: House) -> None:
    slug = with_bids(house).slug
    imported(house, slug, "handbuch.odt", odt(), with_price=False)
    imported(house, slug, "preis.csv", b"a;b\r\n1;2\r\n", with_price=True)
    new, probing = NewProbe(name="handbuch.odt", slug=slug, bid=BID), house.standards.probing
    with pytest.raises(AccessDeniedError):
        probing.ask_from_bid(EVALUATOR, new)
    asked = probing.ask_from_bid(ASKER, new)
    assert asked.origin is EvidenceOrigin.BID
    assert Runner(house.jobs).work_once()
    with pytest.raises(StandardProbeKeptError):
        probing.delete(ASKER, asked.id)
    with pytest.raises(AccessDeniedError):
        probing.ask_from_bid(OTHER_OFFICER, NewProbe(name="preis.csv", slug=slug, bid=BID))
    with pytest.raises(PriceFileRefusedError):
        probing.ask_from_bid(ASKER, NewProbe(name="preis.csv", slug=slug, bid=BID))
    for wrong in (NewProbe(name="nichts", slug=slug, bid=BID), NewProbe(name="handbuch.odt")):
        with pytest.raises(BidFileNotFoundError):
            probing.ask_from_bid(ASKER, wrong)
    for reader in (ASKER, AUDITOR):
        assert [one.probe.id for one in house.standards.probes.of_bid(reader, slug, BID).items] == [asked.id]
    for stranger in (ADIT, EVALUATOR):
        with pytest.raises(AccessDeniedError):
            house.standards.probes.open(stranger, asked.id)
    appoint(house, slug, EVALUATOR)
    put(house, slug, ProcedureStage.QUALITY_FIXED)
    assert not house.standards.probes.of_bid(ASKER, slug, BID).may_ask
    with pytest.raises(EvidenceClosedError):
        probing.ask(ASKER, new, odt())
