"""Catalogues written in the service: begun, typed, asked for and released by two people, passed on to another city."""

import json

import pytest
from sqlmodel import select

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.audit.tables import AuditRow
from infra.database import Database
from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved, UnknownFieldError
from infra.identity.demo import DEMO_CITY
from infra.notices.model import NoticeKind
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from procurement.errors import (
    CatalogueDraftChangedError,
    CatalogueDraftExistsError,
    CatalogueDraftFrozenError,
    CatalogueDraftNotFoundError,
    CatalogueForeignError,
    CatalogueNotAskedError,
    CatalogueNotFoundError,
    CatalogueOwnError,
    CatalogueSamePersonError,
)
from procurement.rules.criteria.draft import DraftBase, DraftPart
from procurement.rules.criteria.model import CatalogueSummary
from tests.documents import as_bytes, catalogue
from tests.people import OFFICER, actor

SECOND = actor("vergabestelle2")
OWN = "eigener"
BASE = DraftBase(catalogue="probe", number=1)
CRITERION = {
    "bezeichnung": "Offene Formate",
    "gruppe": "S",
    "art": "B",
    "erwartung": "Erwartet werden offene Formate.",
    "grade": "0 | keine\n5 | einige | mit Umwandlung\n10 | alle",
    "gewicht": "12,5",
    "mindestpunkte": "4",
    "nachweis": "Beispieldatei",
    "rechtsgrundlage": "§ 31 Abs. 6 VgV | ungeprüft\nHaus | eigene Festlegung | 20.11.2026 | Vorschlag",
    "klauseln": "K1 K2",
}


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database)


def type_in(house: House, part: DraftPart, id_: str, texts: dict[str, str], name: str = OWN) -> None:
    held = house.catalogue_drafts.fields(OFFICER, name, part, id_)
    edits = [Edit(field=field, value=text, base_version=held[field].version) for field, text in texts.items()]
    outcomes = house.catalogue_drafting.save_texts(OFFICER, name, part, id_, edits)
    assert all(isinstance(one, Saved) for one in outcomes.values())


def release(house: House, name: str = OWN) -> CatalogueSummary:
    seen = house.catalogue_drafts.open(OFFICER, name)
    asked = house.catalogue_releasing.ask(OFFICER, name, seen.draft.version, seen.made.digest)
    return house.catalogue_releasing.release(SECOND, name, asked.version, seen.made.digest)


def test_a_catalogue_is_written_from_nothing(house: House) -> None:
    drafting = house.catalogue_drafting
    begun = drafting.start(OFFICER, OWN)
    faults = {place.field for place, _ in house.catalogue_drafts.open(OFFICER, OWN).faults}
    assert {"titel", "lizenz", "gruppen"} <= faults

    type_in(house, DraftPart.HEAD, "", {"titel": "Eigener", "lizenz": "CC0-1.0", "gruppen": "S | Schnittstellen"})
    draft = drafting.add_part(OFFICER, OWN, begun.version, DraftPart.ENTRY, "S1")
    draft = drafting.add_part(OFFICER, OWN, draft.version, DraftPart.CLAUSE, "K1")
    draft = drafting.add_part(OFFICER, OWN, draft.version, DraftPart.CLAUSE, "K2")
    type_in(house, DraftPart.ENTRY, "S1", CRITERION)
    for clause in ("K1", "K2"):
        type_in(house, DraftPart.CLAUSE, clause, {"titel": clause, "text": "Wortlaut", "gueltig-ab": "1.3.2026"})

    stored = release(house)
    entry = house.criteria.open(OFFICER, OWN).entry("S1")
    document = entry.model_dump(mode="json", exclude_none=True)
    assert document["weight_percent"] == "12.5"
    assert document["degrees"][1] == {"points": "5", "label": "einige", "text": "mit Umwandlung"}
    assert document["sources"][1]["as_of"] == "2026-11-20"
    assert (stored.number, stored.title, document["clauses"]) == (1, "Eigener", ["K1", "K2"])
    assert house.criteria.search(OFFICER, "offene formate").total == 1
    assert house.catalogue_drafts.drafts(OFFICER) == ()


def test_a_copy_from_elsewhere_keeps_its_origin_and_goes_on_here(house: House) -> None:
    source = house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    with pytest.raises(CatalogueForeignError):
        house.catalogue_drafting.start(OFFICER, "probe")
    house.catalogue_drafting.start(OFFICER, OWN, BASE)
    type_in(house, DraftPart.ENTRY, "S1", {"bezeichnung": "Schnittstelle neu"})
    first = release(house)

    exported = json.loads(house.criteria.export(OFFICER, OWN).data)
    before = json.loads(house.criteria.export(OFFICER, "probe").data)
    assert exported["based_on"] == {"catalogue": "probe", "version": 1, "digest": source.digest}
    assert exported["clauses"] == before["clauses"]
    assert [one for one in exported["entries"] if one["id"] != "S1"] == [
        one for one in before["entries"] if one["id"] != "S1"
    ]

    begun = house.catalogue_drafting.start(OFFICER, OWN)
    assert begun.base == DraftBase(catalogue=OWN, number=first.number)
    house.catalogue_drafting.remove_part(OFFICER, OWN, begun.version, DraftPart.ENTRY, "I1")
    opened = house.catalogue_drafts.open(OFFICER, OWN)
    assert [one.id for one in opened.changes if one.id == "I1"] == ["I1"]
    second = release(house)
    assert second.number == 2
    assert house.criteria.open(OFFICER, OWN, 1).catalogue.entry("I1") is not None
    assert json.loads(house.criteria.export(OFFICER, OWN).data)["based_on"] == exported["based_on"]


def test_two_people_agree_on_one_content_that_stands_still(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    house.catalogue_drafting.start(OFFICER, OWN, BASE)
    releasing, drafting = house.catalogue_releasing, house.catalogue_drafting
    seen = house.catalogue_drafts.open(OFFICER, OWN)
    with pytest.raises(CatalogueNotAskedError):
        releasing.release(SECOND, OWN, seen.draft.version, seen.made.digest)
    with pytest.raises(CatalogueDraftChangedError):
        releasing.ask(OFFICER, OWN, seen.draft.version, "sha256:" + "0" * 64)
    asked = releasing.ask(OFFICER, OWN, seen.draft.version, seen.made.digest)

    with pytest.raises(CatalogueDraftFrozenError):
        drafting.save_texts(OFFICER, OWN, DraftPart.ENTRY, "S1", [Edit(field="art", value="A", base_version=1)])
    with pytest.raises(CatalogueDraftFrozenError):
        drafting.discard(OFFICER, OWN, asked.version)
    with pytest.raises(CatalogueSamePersonError):
        releasing.release(OFFICER, OWN, asked.version, seen.made.digest)
    with pytest.raises(VersionConflictError):
        releasing.release(SECOND, OWN, asked.version - 1, seen.made.digest)
    back = releasing.hand_back(SECOND, OWN, asked.version, "Bitte Quelle ergänzen")
    assert back.handed_back == "Bitte Quelle ergänzen"

    release(house)
    with house.transactions.database.read(DEMO_CITY) as session:
        events = [row.event for row in session.exec(select(AuditRow)) if row.event.startswith("criteria-")]
    assert events[-2:] == ["criteria-release-requested", "criteria-released"]
    assert "criteria-handed-back" in events


def test_what_is_wrong_is_said_at_its_field_and_cannot_be_asked_for(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    house.catalogue_drafting.start(OFFICER, OWN, BASE)
    wrong = {"art": "X", "gruppe": "Z", "gewicht": "viel", "grade": "zehn | gut", "rechtsgrundlage": "§ 1 | sicher"}
    type_in(house, DraftPart.ENTRY, "S2", wrong)
    opened = house.catalogue_drafts.open(OFFICER, OWN)

    found = {(place.part, place.id, place.field) for place, _ in opened.faults}
    assert {(DraftPart.ENTRY, "S2", name) for name in ("art", "gewicht", "grade", "rechtsgrundlage")} == found
    with pytest.raises(InputError):
        house.catalogue_releasing.ask(OFFICER, OWN, opened.draft.version, opened.made.digest)


def test_two_forms_see_each_other_and_nothing_false(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    house.catalogue_drafting.start(OFFICER, OWN, BASE)
    shown = house.catalogue_drafts.fields(OFFICER, OWN, DraftPart.ENTRY, "S1")

    def save(who: object, field: str, value: str, version: int) -> object:
        edit = Edit(field=field, value=value, base_version=version)
        return house.catalogue_drafting.save_texts(who, OWN, DraftPart.ENTRY, "S1", [edit])[field]  # type: ignore[arg-type]

    assert isinstance(save(OFFICER, "erwartung", "Neu", shown["erwartung"].version), Saved)
    assert isinstance(save(SECOND, "bezeichnung", "", shown["bezeichnung"].version), Saved)
    assert isinstance(save(SECOND, "erwartung", "Anders", shown["erwartung"].version), Conflict)
    now = house.catalogue_drafts.fields(SECOND, OWN, DraftPart.ENTRY, "S1")
    assert (now["bezeichnung"].value, now["erwartung"].value, now["art"].value) == ("", "Neu", "B")


def test_what_is_not_there_or_not_allowed(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    drafting = house.catalogue_drafting
    with pytest.raises(CatalogueNotFoundError):
        drafting.start(OFFICER, OWN, DraftBase(catalogue="probe", number=9))
    with pytest.raises(InputError):
        drafting.start(OFFICER, "Kein Name")
    draft = drafting.start(OFFICER, OWN, BASE)
    with pytest.raises(CatalogueDraftExistsError):
        drafting.start(SECOND, OWN)
    with pytest.raises(CatalogueOwnError):
        house.criteria.import_catalogue(OFFICER, as_bytes(catalogue(OWN)))
    for id_ in ("S1", "mit Leer", "x" * 65, "a/b", ""):
        with pytest.raises(InputError):
            drafting.add_part(OFFICER, OWN, draft.version, DraftPart.ENTRY, id_)
    with pytest.raises(CatalogueDraftNotFoundError):
        drafting.remove_part(OFFICER, OWN, draft.version, DraftPart.CLAUSE, "K9")
    with pytest.raises(UnknownFieldError):
        drafting.change_text(OFFICER, OWN, DraftPart.HEAD, "", Edit(field="x", value="", base_version=0))
    with pytest.raises(FieldTooLongError):
        drafting.change_text(OFFICER, OWN, DraftPart.ENTRY, "S1", Edit(field="art", value="BB", base_version=1))
    with pytest.raises(AccessDeniedError):
        house.catalogue_drafts.open(actor("wertung"), OWN)
    drafting.discard(OFFICER, OWN, draft.version)
    with pytest.raises(CatalogueDraftNotFoundError):
        house.catalogue_drafts.open(OFFICER, OWN)


def test_whoever_asked_is_told_how_it_was_decided(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))

    def told(who: Actor) -> list[tuple[NoticeKind, str | None]]:
        return [(one.kind, one.link) for one in house.notices.page(who, size=50).items]

    house.catalogue_drafting.start(OFFICER, OWN, BASE)
    seen = house.catalogue_drafts.open(OFFICER, OWN)
    asked = house.catalogue_releasing.ask(OFFICER, OWN, seen.draft.version, seen.made.digest)
    house.catalogue_releasing.hand_back(SECOND, OWN, asked.version, "Bitte Quelle ergänzen")
    assert told(OFFICER)[0] == (NoticeKind.CRITERIA_HANDED_BACK, f"/kriterien/entwuerfe/{OWN}")
    release(house)
    assert told(OFFICER)[0] == (NoticeKind.CRITERIA_RELEASED, f"/kriterien/kataloge/{OWN}")
    assert told(SECOND) == []
