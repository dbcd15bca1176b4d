"""Published versions of a tender procedure, and the words for its notice."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

from litestar.types import ASGIApp

from app.house import House
from infra.fields.model import Edit
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import Step
from tests.clients import TestClient
from tests.people import OFFICER, cookies
from tests.procedures import DEADLINE, RELEASER, opened, plan, prepared, published, take
from tests.web.conftest import Open
from tests.web.page import parse

HOSTILE = '<img src="x" onerror="alert(1)">'


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def versions(slug: str) -> str:
    return f"/vergabeverfahren/{slug}/fassungen"


def notice(slug: str) -> str:
    return f"/vergabeverfahren/{slug}/bekanntmachung"


def changed(house: House) -> str:
    """Return a procedure with a second version: another text, another title, a later deadline."""
    slug = published(house, reference()).slug
    take(house, slug, Step.START_CHANGE, reason=f"Frage {HOSTILE}")
    seen = opened(house, slug)
    later = plan(title=f"Neu {HOSTILE}", bid_deadline=DEADLINE + timedelta(days=30))
    house.drafting.save_plan(OFFICER, slug, seen.procedure.version, later)
    clauses = seen.texts[TextField.CLAUSES]
    house.drafting.save_texts(
        OFFICER, slug, [Edit(field=TextField.CLAUSES, value="SBOM und Quelltext.", base_version=clauses.version)]
    )
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.RELEASE, RELEASER)
    return slug


def as_person(client: TestClient[ASGIApp], house: House, account: str) -> TestClient[ASGIApp]:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))
    return client


def test_versions_say_who_why_and_what_changed(house: House, page: Open) -> None:
    slug = changed(house)
    main = page(versions(slug)).one("main")
    newest, first = main.one(aria_labelledby="fassung-2"), main.one(aria_labelledby="fassung-1")

    assert [heading.text for heading in main.all("h2")][:2] == ["Fassung 2 (gilt)", "Fassung 1"]
    assert f"Grund der Änderung Frage {HOSTILE}" in newest.text
    assert f"Freigabe erbeten von {OFFICER.name} Freigegeben von {RELEASER.name}" in newest.text
    lines = [line.text for line in newest.all("li")]
    assert lines[0].startswith("wesentlich Klauseln")
    assert f"Titel: geändert von „Videoberatung“ zu „Neu {HOSTILE}“" in lines
    assert not first.all("li")
    assert not main.all("img")


def test_a_version_is_sent_byte_for_byte(house: House, client: TestClient[ASGIApp]) -> None:
    slug = changed(house)
    for version in house.procedures.publications(OFFICER, slug):
        answer = client.get(f"{versions(slug)}/{version.number}/dateien/fassung.json")
        assert "sha256:" + hashlib.sha256(answer.content).hexdigest() == version.digest
        assert answer.headers["content-type"] == "application/json"
        assert "attachment" in answer.headers["content-disposition"]
        assert json.loads(answer.content)["number"] == version.number
    assert client.get(f"{versions(slug)}/3/dateien/fassung.json").status_code == 404


def test_evaluators_read_what_is_public_and_not_who_released_it(house: House, client: TestClient[ASGIApp]) -> None:
    early, late = prepared(house, reference()).slug, published(house, reference()).slug
    evaluator = as_person(client, house, "wertung")

    for address in (
        versions(early),
        notice(early),
        f"{notice(early)}/1/dateien/text",
        f"/vergabeverfahren/{late}/freigabe",
    ):
        assert evaluator.get(address).status_code == 403
    answer = evaluator.get(versions(late))
    assert answer.status_code == 200
    assert RELEASER.name not in answer.text
    assert "300.000" not in answer.text, "the estimated value is internal"
    assert evaluator.get(f"{versions(late)}/1/dateien/fassung.json").status_code == 200


def test_before_the_first_version_the_pages_say_so(house: House, client: TestClient[ASGIApp], page: Open) -> None:
    slug = prepared(house, reference()).slug

    assert "noch keine Fassung" in page(versions(slug)).text
    assert "sobald die erste Fassung freigegeben ist" in page(notice(slug)).text
    assert client.get(f"{notice(slug)}/1/dateien/xml").status_code == 404


def test_the_notice_can_be_copied_and_taken_away(house: House, client: TestClient[ASGIApp], page: Open) -> None:
    slug = published(house, reference()).slug
    main = page(notice(slug)).one("main")
    text, xml = main.one("textarea", id="text-1"), main.one("textarea", id="xml-1")

    assert "Losentscheid." in text.text, "the rule for ties of the version"
    assert ">price<" in xml.text
    taken = client.get(f"{notice(slug)}/1/dateien/xml")
    assert taken.text.split() == xml.text.split()
    assert taken.headers["content-disposition"].endswith('.xml"')
    assert client.get(f"{notice(slug)}/1/dateien/text").text.split() == text.text.split()
    assert client.get(f"{notice(slug)}/2/dateien/text").status_code == 404


def test_wishes_about_the_block_are_heard_and_lead_to_its_file(
    house: House, client: TestClient[ASGIApp], page: Open
) -> None:
    slug = published(house, reference()).slug
    main = page(f"{notice(slug)}?preis=cost&gewichte=poi-exa").one("main")
    link = next(one for one in main.all("a") if "/dateien/xml?" in one.attrs["href"])

    assert ">cost<" in main.one("textarea", id="xml-1").text
    assert ">cost<" in client.get(link.attrs["href"]).text
    assert client.get(f"{notice(slug)}?preis=gratis").status_code == 400


def test_pages_of_what_is_not_there(client: TestClient[ASGIApp]) -> None:
    for address in (
        versions("gibt-es-nicht"),
        notice("gibt-es-nicht"),
        f"{versions('gibt-es-nicht')}/1/dateien/fassung.json",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert parse(answer.text).one("h1").text


def test_whoever_releases_sees_how_the_method_decides(page: Open) -> None:
    shown = page("/vergabeverfahren/vg-2026-048/fassungen").text
    assert "Schwankungsbereich s" in shown
    assert "Entscheidungskriterium" in shown


def test_dated_numbers_are_told_in_words(house: House, client: TestClient[ASGIApp]) -> None:
    slug = prepared(house, reference()).slug
    shown = as_person(client, house, "vergabestelle").get(f"/vergabeverfahren/{slug}/freigabe").text
    assert "Anteil des Kriteriums Open Source: 10 %" in shown
    assert "open_source_share" not in shown
