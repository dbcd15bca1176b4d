"""A catalogue written on pages without a script: begun, filled in, faults at their place, released by two people."""

from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
from tests.documents import catalogue
from tests.people import OFFICER, cookies
from tests.web.page import Node
from tests.web.sending import opened, sent

Client = TestClient[ASGIApp]
DRAFTS = "/kriterien/entwuerfe"
HOSTILE = "</td><script>alert(1)</script>"


def fields(page: Node, action: str) -> dict[str, str]:
    """Return what the form of a page would send, its texts as they stand there."""
    form = next(one for one in page.all("form") if one.attrs["action"] == action)
    found = {one.attrs["name"]: one.attrs.get("value", "") for one in form.all("input") if "name" in one.attrs}
    found |= {one.attrs["name"]: one.text.strip() for one in form.all("textarea")}
    for choice in form.all("select"):
        chosen = [one.attrs["value"] for one in choice.all("option") if "selected" in one.attrs]
        found[choice.attrs["name"]] = chosen[0] if chosen else ""
    return found


def act_as(house: House, client: Client, account: str) -> None:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))


def test_from_an_empty_draft_to_a_version(house: House, client: Client) -> None:  # noqa: PLR0915 - one way
    own = f"{DRAFTS}/seiten"
    sent(client, DRAFTS, {"kennung": "Kein Name", "grundlage": ""}, 422)
    sent(client, DRAFTS, {"kennung": "seiten", "grundlage": ""})
    sent(client, DRAFTS, {"kennung": "seiten", "grundlage": ""}, 422)
    head = fields(opened(client, own), own)
    sent(client, own, head | {"titel": f"Seiten {HOSTILE}", "lizenz": "CC0-1.0", "gruppen": "G | Gruppe"})
    version = fields(opened(client, own), f"{own}/kriterien")["version"]
    sent(client, f"{own}/kriterien", {"version": version, "kennung": "mit Leer"}, 422)
    sent(client, f"{own}/kriterien", {"version": version, "kennung": "G1"})
    stale = sent(client, f"{own}/kriterien", {"version": version, "kennung": "G2"}, 409)
    assert stale.one("input", id="neu-kriterien").attrs["value"] == "G2"

    part = f"{own}/kriterien/G1"
    page = opened(client, part)
    sent(client, part, fields(page, part) | {"bezeichnung": "Erstes", "gruppe": "G", "art": "A", "grade": "0 | nein"})
    assert "Erfüllungsgrade" in opened(client, own).one("a", href=f"{part}#grade").text
    page = opened(client, part)
    sent(client, part, fields(page, part) | {"grade": ""})
    page = opened(client, own)
    assert not page.all("script", src="alert")
    sent(client, f"{own}/freigabe", fields(page, f"{own}/freigabe"))

    page = opened(client, own)
    decision = fields(page, f"{own}/entscheidung")
    assert "Freigeben muss eine andere Person" in page.text
    sent(client, f"{own}/entscheidung", decision | {"schritt": "freigeben"}, 409)
    act_as(house, client, "vergabestelle2")
    decision = fields(opened(client, own), f"{own}/entscheidung")
    sent(client, f"{own}/entscheidung", decision | {"schritt": "freigeben"})
    assert "Erstes" in opened(client, "/kriterien/kataloge/seiten/fassungen/1").text


def test_a_conflict_and_a_request_lose_no_text(house: House, client: Client) -> None:
    own = f"{DRAFTS}/ohne-verlust"
    base = house.criteria.catalogues(OFFICER, size=1)[0]
    sent(client, DRAFTS, {"kennung": "ohne-verlust", "grundlage": f"{base.catalogue} {base.number}"})
    entry = house.criteria.open(OFFICER, base.catalogue).catalogue.entries[0].id
    part = f"{own}/kriterien/{entry}"
    form = fields(opened(client, part), part)
    shown = {name: form[name] for name in ("formular", "bezeichnung-fassung")}
    sent(client, part, shown | {"bezeichnung": "Von hier"})
    page = sent(client, part, shown | {"bezeichnung": "Von dort", "formular": "anders"}, 409)
    assert page.one("input", id="bezeichnung").attrs["value"] == "Von dort"
    assert "Von hier" in page.text

    opened_draft = opened(client, own)
    sent(client, f"{own}/freigabe", fields(opened_draft, f"{own}/freigabe"))
    page = sent(client, part, shown | {"bezeichnung": "Zu spät"}, 409)
    assert "Zu spät" in page.text
    act_as(house, client, "vergabestelle2")
    decision = fields(opened(client, own), f"{own}/entscheidung")
    sent(client, f"{own}/entscheidung", decision | {"schritt": "zurueckgeben", "grund": "Quelle fehlt"})
    page = opened(client, own)
    assert "Quelle fehlt" in page.text
    sent(client, f"{own}/verwerfen", fields(page, f"{own}/verwerfen"))
    opened(client, own, 404)


def test_what_the_interface_says_of_drafts(client: Client) -> None:
    api = "/api/v1/criteria-drafts"
    client.post("/api/v1/criteria-catalogues", json=catalogue("fern"))
    begun = client.post(api, json={"catalogue": "nah", "base": {"catalogue": "fern", "number": 1}})
    assert (begun.status_code, begun.headers["location"]) == (201, f"{api}/nah")
    own = begun.headers["location"]
    assert client.post(api, json={"catalogue": "fern"}).json()["type"].endswith("catalogue-foreign")
    assert client.delete(f"{own}/katalog/katalog", headers={"If-Match": '"1"'}).status_code == 404
    saved = client.patch(f"{own}/kriterien/S1/bezeichnung", json={"value": "Anders"}, headers={"If-Match": '"1"'})
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    view = client.get(own)
    assert view.json()["document"]["based_on"]["catalogue"] == "fern"
    assert [one["id"] for one in view.json()["changes"]] == ["nah", "S1"]
    seen, tag = view.json()["digest"], {"If-Match": view.headers["etag"]}
    asked = client.post(f"{own}/steps/request", json={"digest": seen}, headers=tag)
    tag = {"If-Match": asked.headers["etag"]}
    answer = client.post(f"{own}/steps/release", json={"digest": seen}, headers=tag)
    assert answer.json()["type"].endswith("catalogue-same-person")
    back = client.post(f"{own}/steps/hand-back", json={"reason": "Doch nicht"}, headers=tag)
    assert client.delete(own, headers={"If-Match": back.headers["etag"]}).status_code == 200
    assert client.get(own).status_code == 404
