"""Kurzbewertungen through the services on both databases: written, handed in, signed by somebody else, kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.house import House
from app.migrations import downgrade, upgrade
from app.wiring import build_house
from core.document import to_text
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.fields.model import Edit, FieldConflictError, FieldTooLongError
from infra.identity.repository import IdentityRepository
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from procurement import exports
from procurement.errors import (
    PlaceNotFoundError,
    ProductNotFoundError,
    ShortAssessmentClosedError,
    ShortAssessmentNotFoundError,
    ShortAssessmentOfficeMissingError,
    ShortAssessmentSamePersonError,
)
from procurement.model import LightRoute, ShortAssessment, ShortAssessmentStage
from procurement.papers import short_assessment_paper
from procurement.repository import ShortAssessmentRepository
from procurement.services.alternatives.catalogue import NewCollection
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.light import DAY, ONE, TWO, fullest, light_facts
from tests.pdf_reader import Reader
from tests.people import OFFICER, actor

DEPARTMENT, HEAD, OTHER, SECOND = (actor(one) for one in ("fachamt", "amtsleitung", "adit", "vergabestelle2"))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TABLE = b"Produkt;Adresse;Lizenz;Kurzbeschreibung;Kategorien\nTerminwerk;https://forge.example.org/t;MIT;Termine;gis\n"


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(NOW))


def written(house: House, values: dict[str, str] = ONE) -> ShortAssessment:
    one = house.light.light_drafting.begin(DEPARTMENT, values["titel"], LightRoute(values["weg"]))
    held = house.light.light_desk.see(DEPARTMENT, one.number).values
    edits = [Edit(field=name, value=text, base_version=held[name].version) for name, text in values.items()]
    house.light.light_drafting.save(DEPARTMENT, one.number, edits)
    return one


def asked(house: House, values: dict[str, str] = ONE) -> ShortAssessment:
    one = written(house, values)
    return house.light.light_signing.ask(DEPARTMENT, one.number, one.version)


def test_a_page_is_written_handed_in_and_signed_by_somebody_else(house: House) -> None:
    one = asked(house, TWO)
    with pytest.raises(AccessDeniedError):
        house.light.light_signing.sign(DEPARTMENT, one.number, one.version)

    signed = house.light.light_signing.sign(HEAD, one.number, one.version)

    seen = house.light.light_desk.see(DEPARTMENT, one.number)
    assert signed.stage is seen.one.stage is ShortAssessmentStage.SIGNED
    assert seen.record is not None
    assert seen.is_genuine
    assert [seen.may_write, seen.may_sign, seen.may_hand_back] == [False] * 3
    assert [place.number for place in seen.judgement.places] == [1, 2]
    with pytest.raises(ShortAssessmentClosedError):
        house.light.light_drafting.change(DEPARTMENT, one.number, Edit(field="bedarf", value="x", base_version=1))
    with pytest.raises(ShortAssessmentClosedError):
        house.light.light_signing.sign(HEAD, one.number, signed.version)


def test_every_step_leaves_its_line(house: House, database: Database) -> None:
    one = asked(house)
    back = house.light.light_signing.hand_back(HEAD, one.number, one.version, "Bitte ein zweites Produkt.")
    again = house.light.light_signing.ask(DEPARTMENT, one.number, back.version)
    house.light.light_signing.sign(HEAD, one.number, again.version)
    house.light.light_desk.paper(DEPARTMENT, one.number)

    assert back.handed_back == "Bitte ein zweites Produkt."
    lines = lines_of(database, str(HEAD.city))
    events = [one["event"] for one in lines if one["subject"]["kind"] == "short-assessment"]
    steps = ["begun", "asked", "handed-back", "asked", "signed", "exported"]
    assert events == [f"short-assessment-{step}" for step in steps]


def test_who_wrote_something_does_not_sign(house: House) -> None:
    one = written(house)
    held = house.light.light_desk.see(OFFICER, one.number).values["bedarf"]
    house.light.light_drafting.change(
        OFFICER, one.number, Edit(field="bedarf", value="Termine für alle.", base_version=held.version)
    )
    one = house.light.light_signing.ask(DEPARTMENT, one.number, one.version)

    assert not house.light.light_desk.see(OFFICER, one.number).may_sign
    with pytest.raises(ShortAssessmentSamePersonError):
        house.light.light_signing.sign(OFFICER, one.number, one.version)


def rewritten(house: House, person: Actor, number: int, text: str) -> None:
    held = house.light.light_desk.see(person, number).values["bedarf"]
    house.light.light_drafting.change(person, number, Edit(field="bedarf", value=text, base_version=held.version))


def test_whose_words_were_overwritten_does_not_sign(house: House) -> None:
    one = written(house)
    rewritten(house, OFFICER, one.number, "Termine für alle.")
    rewritten(house, DEPARTMENT, one.number, "Termine für das Standesamt.")
    one = house.light.light_signing.ask(DEPARTMENT, one.number, one.version)

    assert not house.light.light_desk.see(OFFICER, one.number).may_sign
    with pytest.raises(ShortAssessmentSamePersonError):
        house.light.light_signing.sign(OFFICER, one.number, one.version)
    assert house.light.light_desk.see(SECOND, one.number).may_sign


def test_who_handed_it_in_once_does_not_sign_what_somebody_else_handed_in_again(house: House) -> None:
    one = written(house)
    first = house.light.light_signing.ask(OFFICER, one.number, one.version)
    back = house.light.light_signing.hand_back(HEAD, one.number, first.version, "Bitte genauer.")
    again = house.light.light_signing.ask(DEPARTMENT, one.number, back.version)

    assert not house.light.light_desk.see(OFFICER, one.number).may_sign
    with pytest.raises(ShortAssessmentSamePersonError):
        house.light.light_signing.sign(OFFICER, one.number, again.version)
    assert house.light.light_signing.sign(HEAD, one.number, again.version).stage is ShortAssessmentStage.SIGNED


def test_who_had_a_hand_in_it_before_the_list_was_kept_stands_on_it(house: House, database: Database) -> None:
    one = written(house)
    rewritten(house, SECOND, one.number, "Termine für alle.")
    first = house.light.light_signing.ask(OFFICER, one.number, one.version)
    back = house.light.light_signing.hand_back(HEAD, one.number, first.version, "Bitte genauer.")
    house.light.light_signing.ask(DEPARTMENT, one.number, back.version)

    downgrade(database, "0043")
    upgrade(database)

    with database.read(DEPARTMENT.city) as session:
        kept = ShortAssessmentRepository(session).writers(one.number)
    assert kept == {str(person.person) for person in (SECOND, DEPARTMENT, OFFICER)}


def test_who_took_a_product_does_not_sign_and_who_wrote_nothing_does(house: House) -> None:
    collection = NewCollection(source="openCode", dated=DAY, files=(("liste.csv", TABLE),))
    house.product_catalogue.import_collection(OTHER, collection)
    one = written(house, TWO)
    ((product, _hit),) = house.light.light_desk.products(OFFICER, "Termine").hits
    house.light.light_drafting.take(OFFICER, one.number, product)
    gone = [("name-3", ""), ("art-3", ""), ("lizenz-3", "")]
    edits = [Edit(field=name, value=text, base_version=1) for name, text in gone]
    house.light.light_drafting.save(DEPARTMENT, one.number, edits)
    same = Edit(field="wert", value=TWO["wert"], base_version=1)  # what stands there already is nobody's writing
    house.light.light_drafting.save(SECOND, one.number, [same])
    house.light.light_signing.ask(DEPARTMENT, one.number, one.version)

    assert [house.light.light_desk.see(person, one.number).may_sign for person in (OFFICER, SECOND)] == [False, True]


def test_what_lacks_something_is_not_handed_in(house: House) -> None:
    one = house.light.light_drafting.begin(DEPARTMENT, "Scanner", LightRoute.CALL_OFF)

    with pytest.raises(InputError) as refused:
        house.light.light_signing.ask(DEPARTMENT, one.number, one.version)

    found = house.light.light_desk.see(DEPARTMENT, one.number)
    assert tuple(refused.value.faults) == found.judgement.faults
    assert found.one.stage is ShortAssessmentStage.DRAFT
    assert (found.values["gewicht-offen"].value, found.values["gewicht-leistung"].value) == ("10", "30")


def test_who_belongs_to_no_office_begins_none(house: House, database: Database) -> None:
    lone = replace(OFFICER, person="ohne-amt", office=None)
    with database.write(OFFICER.city) as session:
        IdentityRepository(session).add_person("ohne-amt", "ohne", "Robin Ohneamt", lone.roles, at=NOW)

    with pytest.raises(ShortAssessmentOfficeMissingError):
        house.light.light_drafting.begin(lone, "Scanner", LightRoute.EFA)

    assert house.light.light_desk.page(lone).page.total == 0


def test_each_field_is_saved_for_itself_and_nothing_is_overwritten(house: House) -> None:
    one = written(house)
    with pytest.raises(FieldConflictError):
        house.light.light_drafting.change(DEPARTMENT, one.number, Edit(field="bedarf", value="x", base_version=0))
    with pytest.raises(FieldTooLongError):
        house.light.light_drafting.change(DEPARTMENT, one.number, Edit(field="titel", value="x" * 101, base_version=1))

    house.light.light_drafting.change(DEPARTMENT, one.number, Edit(field="titel", value="Neu", base_version=1))

    assert house.light.light_desk.page(DEPARTMENT, "neu").page.items[0].title == "Neu"


def test_steps_are_refused_on_another_version(house: House) -> None:
    one = asked(house)
    with pytest.raises(VersionConflictError):
        house.light.light_signing.sign(HEAD, one.number, one.version - 1)
    with pytest.raises(InputError):
        house.light.light_signing.hand_back(HEAD, one.number, one.version, " ")
    with pytest.raises(ShortAssessmentNotFoundError):
        house.light.light_signing.sign(HEAD, 999, 1)
    with pytest.raises(InputError):
        house.light.light_drafting.begin(DEPARTMENT, " ", LightRoute.EFA)


def test_products_come_from_the_catalogue_into_the_next_free_place(house: House) -> None:
    collection = NewCollection(source="openCode", dated=DAY, files=(("liste.csv", TABLE),))
    house.product_catalogue.import_collection(OTHER, collection)
    one = house.light.light_drafting.begin(DEPARTMENT, "Termine", LightRoute.DIREKTAUFTRAG)
    ((product, hit),) = house.light.light_desk.products(DEPARTMENT, "Termine").hits

    places = [house.light.light_drafting.take(DEPARTMENT, one.number, product) for _ in range(3)]

    option = house.light.light_desk.see(DEPARTMENT, one.number).judgement.options[0]
    assert places == [1, 2, 3]
    assert (option.name, option.licence, option.is_open) == (hit.product.name, "MIT", True)
    with pytest.raises(InputError):
        house.light.light_drafting.take(DEPARTMENT, one.number, product)
    with pytest.raises(ProductNotFoundError):
        house.light.light_drafting.take(DEPARTMENT, one.number, 99_999)


def test_lists_page_filter_and_show_the_own_office_alone(house: House) -> None:
    first, second = written(house), asked(house, TWO)
    stranger = actor("datenschutz")

    listed = house.light.light_desk.page(DEPARTMENT, size=1)
    stretch = house.light.light_desk.stretch(OFFICER, size=1)

    assert (listed.page.total, listed.page.items[0].number) == (2, second.number)
    waiting = house.light.light_desk.page(OFFICER, stage=ShortAssessmentStage.ASKED).page.items
    assert [one.number for one in waiting] == [second.number]
    assert stretch.last == str(second.number)
    assert house.light.light_desk.stretch(OFFICER, after=second.number).items[0].number == first.number
    with pytest.raises(PlaceNotFoundError):
        house.light.light_desk.stretch(OFFICER, after=99_999)
    with pytest.raises(AccessDeniedError):
        house.light.light_desk.page(stranger)


def test_a_signed_page_shows_what_was_signed_whatever_becomes_of_fields_and_names(
    house: House, database: Database
) -> None:
    one = asked(house, TWO)
    house.light.light_signing.sign(HEAD, one.number, one.version)
    before = house.light.light_desk.see(DEPARTMENT, one.number)
    paper = "".join(Reader(house.light.light_desk.paper(DEPARTMENT, one.number).data).texts())

    with database.write(DEPARTMENT.city) as session:
        for statement in (
            "UPDATE field_value SET value = '9' WHERE kind = 'short-assessment'",
            "UPDATE procurement_short_assessment SET title = 'Anders'",
            "UPDATE identity_office SET name = name || ' neu'",
            "UPDATE identity_person SET name = 'Umbenannt'",
        ):
            assert session.connection().execute(text(statement)).rowcount > 0

    after = house.light.light_desk.see(DEPARTMENT, one.number)
    assert (after.one.title, after.office, after.page) == (before.one.title, before.office, before.page)
    assert {name: held.value for name, held in after.values.items()} == {
        name: held.value for name, held in before.values.items()
    }
    assert after.judgement == before.judgement
    assert "".join(Reader(house.light.light_desk.paper(DEPARTMENT, one.number).data).texts()) == paper


def test_a_checksum_that_does_not_match_is_told_on_page_and_paper(house: House, database: Database) -> None:
    one = asked(house)
    house.light.light_signing.sign(HEAD, one.number, one.version)
    other = asked(house)
    with database.write(DEPARTMENT.city) as session:
        repository = ShortAssessmentRepository(session)
        record = repository.record(one.number)
        assert record is not None
        changed = record.document.replace(ONE["begruendung"], "Weil.")
        repository.put_record(replace(record, number=other.number, document=changed))

    good, bad = (house.light.light_desk.paper(DEPARTMENT, number).data for number in (one.number, other.number))
    assert [house.light.light_desk.see(DEPARTMENT, one_.number).is_genuine for one_ in (one, other)] == [True, False]
    assert "stimmt nicht" not in "".join(Reader(good).texts())
    assert all(
        told in "".join(Reader(bad).texts()) for told in ("Die Prüfsumme stimmt nicht", "passt nicht zum Inhalt")
    )


def test_what_was_signed_cannot_be_changed(house: House, database: Database) -> None:
    one = asked(house)
    house.light.light_signing.sign(HEAD, one.number, one.version)

    record, writer = "procurement_short_assessment_record", "procurement_short_assessment_writer"
    for statement in (
        f"UPDATE {record} SET document = '{{}}'",  # noqa: S608 - names from this file
        f"DELETE FROM {record}",  # noqa: S608 - as above
        f"UPDATE {writer} SET person = 'niemand'",  # noqa: S608 - as above
        f"DELETE FROM {writer}",  # noqa: S608 - as above
    ):
        with (
            pytest.raises(DatabaseError, match=r"what is recorded does not change|permission denied"),
            database.write(DEPARTMENT.city) as session,
        ):
            session.connection().execute(text(statement))


def test_the_paper_is_one_page_and_says_who_signed(house: House) -> None:
    one = asked(house, TWO)
    draft = house.light.light_desk.paper(DEPARTMENT, one.number)
    house.light.light_signing.sign(HEAD, one.number, one.version)
    signed = house.light.light_desk.paper(DEPARTMENT, one.number)

    assert "noch nicht von einer zweiten Person" in "".join(Reader(draft.data).texts())
    told = "".join(Reader(signed.data).texts())
    assert HEAD.name in told
    assert "78,5" in told
    assert to_text(short_assessment_paper(light_facts(TWO, signed=True))).count("nicht gewählt") == 1
    assert len(Reader(signed.data).pages) == 1
    assert len(Reader(exports.light_of(light_facts(fullest(), signed=True))).pages) == 2  # every field to its brim
