"""The page on which the release of a tender procedure is asked for and decided."""

from typing import Any
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import ProcedurePlan, ProcedureStage
from procurement.rules.procedure.stages import Step
from tests.clients import TestClient
from tests.people import OFFICER, cookies
from tests.procedures import RELEASER, plan, prepared, published, take
from tests.web.conftest import Open
from tests.web.page import Node, parse

HOSTILE = '<script>alert("x")</script>'


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def address(slug: str) -> str:
    return f"/vergabeverfahren/{slug}/freigabe"


def stage(house: House, slug: str) -> ProcedureStage:
    return house.procedures.open(OFFICER, slug).procedure.stage


def as_person(client: TestClient[ASGIApp], house: House, account: str) -> TestClient[ASGIApp]:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))
    return client


def fields(tree: Node, name: str) -> dict[str, str]:
    """Return the hidden fields of the form of a step."""
    form = next(one for one in tree.all("form", method="post") if one.attrs["action"].endswith(f"/{name}"))
    return {one.attrs["name"]: one.attrs["value"] for one in form.all("input", type="hidden")}


def send(client: TestClient[ASGIApp], slug: str, name: str, **data: Any) -> tuple[int, Node]:  # noqa: ANN401 - texts
    answer = client.post(f"{address(slug)}/{name}", data=data, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


def test_what_would_be_published_stands_on_the_page(house: House, page: Open) -> None:
    slug = prepared(house, reference()).slug
    main = page(address(slug)).one("main")
    composed = house.procedures.open(OFFICER, slug).composed

    assert composed is not None
    assert composed.digest in main.text
    assert all(text in main.text for text in ("Offenes Verfahren", "20.01.2027, 12:00 Uhr", "Los 1: Gesamt"))
    assert "300.000,00 €" in main.text, "the estimated value, internal"
    table = main.one("table")
    assert table.rows()[0] == ["Kriterium", "Art", "Gewicht", "wirksam", "mindestens"]
    effective = [row[3] for row in table.rows()[1:] if row[3] != "–"]
    assert effective


def test_two_officers_publish(house: House, client: TestClient[ASGIApp], page: Open) -> None:
    slug = prepared(house, reference()).slug
    status, _ = send(client, slug, "erbitten", **fields(page(address(slug)), "erbitten"))
    assert (status, stage(house, slug)) == (303, ProcedureStage.RELEASE_REQUESTED)
    alone = page(address(slug))
    assert "Freigeben oder entscheiden muss eine andere Person" in alone.text
    assert not [one for one in alone.all("form") if one.attrs.get("action", "").endswith("/erteilen")]

    other = as_person(client, house, "vergabestelle2")
    tree = parse(other.get(address(slug)).text)
    assert f"Freigabe erbeten von {OFFICER.name}" in tree.text
    status, _ = send(other, slug, "erteilen", **fields(tree, "erteilen"))

    assert (status, stage(house, slug)) == (303, ProcedureStage.PUBLISHED)


def test_nobody_releases_alone_even_without_the_page(house: House, client: TestClient[ASGIApp]) -> None:
    slug = prepared(house, reference()).slug
    take(house, slug, Step.REQUEST_RELEASE)
    opened = house.procedures.open(OFFICER, slug)
    seen = {"version": str(opened.procedure.version), "siegel": opened.facts.content_digest}
    status, tree = send(client, slug, "erteilen", **seen)

    assert status == 409
    assert "Freigeben oder entscheiden muss eine andere Person" in tree.one(role="alert").text
    assert stage(house, slug) is ProcedureStage.RELEASE_REQUESTED


@pytest.mark.parametrize(
    ("version", "seal", "said"),
    [
        ("1", "", "wurde inzwischen geändert"),
        ("", "", "wurde inzwischen geändert"),
        (None, "sha256:0", "nicht mehr der"),
    ],
)
def test_what_was_not_seen_is_not_decided(
    house: House, client: TestClient[ASGIApp], version: str | None, seal: str, said: str
) -> None:
    slug = prepared(house, reference()).slug
    now = str(house.procedures.open(OFFICER, slug).procedure.version)
    status, tree = send(client, slug, "erbitten", version=now if version is None else version, siegel=seal)

    assert status == 409
    assert said in tree.one(role="alert").text
    assert stage(house, slug) is ProcedureStage.PREPARATION


def test_every_hindrance_says_where_it_is_mended_and_where_it_comes_from(house: House, page: Open) -> None:
    procedure = house.drafting.create(OFFICER, reference(), ProcedurePlan(title="Leer"))
    section = page(address(procedure.slug)).one(aria_labelledby="schritt-erbitten")
    links = {link.attrs["href"].rpartition("/")[2] for link in section.all("a")}

    assert links == {"bedarf", "angaben", "lose"}
    assert "§ 3 VgV" in section.text
    assert not section.all("form")


def test_a_missing_reason_is_said_at_its_field_and_a_written_one_is_kept(
    house: House, client: TestClient[ASGIApp], page: Open
) -> None:
    slug = published(house, reference()).slug
    seen = fields(page(address(slug)), "aenderung")
    status, tree = send(client, slug, "aenderung", **seen, grund=" ")
    field = tree.one("textarea", id="grund-aenderung")
    assert (status, field.attrs["aria-invalid"]) == (422, "true")

    status, tree = send(client, slug, "aenderung", version="1", grund=HOSTILE)
    assert status == 409
    assert tree.one("textarea", id="grund-aenderung").text == HOSTILE
    assert not [one for one in tree.one("main") if one.tag == "script"]


def test_a_reason_is_not_lost_when_the_step_is_gone(house: House, client: TestClient[ASGIApp], page: Open) -> None:
    slug = prepared(house, reference()).slug
    take(house, slug, Step.REQUEST_RELEASE)
    seen = fields(page(address(slug)), "zurueckgeben")
    take(house, slug, Step.RELEASE, RELEASER)
    status, tree = send(client, slug, "zurueckgeben", **seen, grund="Die Frist ist zu kurz.")

    assert status == 409
    assert "Die Frist ist zu kurz." in tree.one(role="alert").text


def test_from_a_change_to_the_end(house: House, client: TestClient[ASGIApp], page: Open) -> None:
    slug = published(house, reference()).slug
    send(client, slug, "aenderung", **fields(page(address(slug)), "aenderung"), grund="Frage eines Bieters")
    assert stage(house, slug) is ProcedureStage.CHANGE
    version = house.procedures.open(OFFICER, slug).procedure.version
    house.drafting.save_plan(OFFICER, slug, version, plan(title=HOSTILE))
    tree = page(address(slug))
    assert "Frage eines Bieters" in tree.text
    assert HOSTILE in tree.one(aria_labelledby="aenderungen").text

    send(client, slug, "aenderung-verwerfen", **fields(tree, "aenderung-verwerfen"))
    assert stage(house, slug) is ProcedureStage.PUBLISHED
    send(client, slug, "aufheben", **fields(page(address(slug)), "aufheben"), grund="Kein Geld")

    assert stage(house, slug) is ProcedureStage.ANNULLED
    assert not [form for form in page(address(slug)).all("form", method="post") if "/freigabe/" in form.attrs["action"]]


def test_preparation_is_abandoned_and_a_release_handed_back_with_reasons(
    house: House, client: TestClient[ASGIApp], page: Open
) -> None:
    slug = prepared(house, reference()).slug
    take(house, slug, Step.REQUEST_RELEASE)
    send(client, slug, "zurueckgeben", **fields(page(address(slug)), "zurueckgeben"), grund="Klausel fehlt")
    assert "Zurückgegeben mit dem Grund Klausel fehlt" in page(address(slug)).text

    send(client, slug, "einstellen", **fields(page(address(slug)), "einstellen"), grund="Bedarf entfallen")

    assert stage(house, slug) is ProcedureStage.ABANDONED
    assert "Bedarf entfallen" in page(address(slug)).text


def test_auditors_read_and_decide_nothing(house: House, client: TestClient[ASGIApp]) -> None:
    early, late = prepared(house, reference()).slug, published(house, reference()).slug
    auditor = as_person(client, house, "revision")

    assert auditor.get(address(early)).status_code == 403
    answer = auditor.get(address(late))
    assert answer.status_code == 200
    assert "/freigabe/" not in answer.text
