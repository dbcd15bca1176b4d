"""Pages of the examination: bids point by point, inquiries, the team, declarations, what waits for evaluators."""

from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import CheckAnswer, Decision, InquiryKind, ProcedureStage
from procurement.services.examination import Finding, InquiryWish, Verdict
from tests.bids import ASKER, EVALUATOR, appoint, with_bids, withdraw
from tests.clients import TestClient
from tests.people import cookies
from tests.procedures import RELEASER, published
from tests.web.conftest import Open
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
FIRST, SECOND, THIRD = "1-1-1-1", "1-1-1-2", "1-1-1-3"
HOSTILE = '<script>alert("x")</script>'
STAGE = ProcedureStage


def made(house: House, stage: ProcedureStage = STAGE.EXAMINATION, **changes: object) -> str:
    return with_bids(house, f"VG-{uuid4().hex[:8]}", stage=stage, **changes).slug  # type: ignore[arg-type]  # as named there


def at(slug: str, page: str) -> str:
    return f"/vergabeverfahren/{slug}/{page}"


def form_of(tree: Node, ending: str) -> dict[str, str]:
    """Return the fields of a form as a browser would send them untouched."""
    form = next(one for one in tree.all("form", method="post") if one.attrs["action"].endswith(ending))
    fields: dict[str, str] = {}
    for one in form:
        name, kind = one.attrs.get("name"), one.attrs.get("type")
        if not name or one.tag == "button" or (kind in {"radio", "checkbox"} and "checked" not in one.attrs):
            continue
        fields[name] = one.text if one.tag == "textarea" else one.attrs.get("value", "")
    return fields


def send(client: Client, address: str, data: dict[str, str]) -> tuple[int, Node]:
    answer = client.post(address, data=data, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


def as_evaluator(house: House, client: Client) -> Client:
    client.cookies.clear()
    client.cookies.update(cookies(house, "wertung"))
    return client


def number_of(house: House, slug: str, item: str) -> int:
    points = house.examining.open(ASKER, slug).one(FIRST).points
    return next(number for number, one in enumerate(points, start=1) if one.id == item)


def test_all_bids_stand_with_how_far_they_are(house: House, page: Open) -> None:
    slug = made(house, tenderers=(HOSTILE, "Beta AG"), prices=("1.00", "2.00"))
    house.examining.note(ASKER, slug, FIRST, Finding(item="in-time", answer=CheckAnswer.MET, note="", version=0))
    house.examining.decide(
        ASKER, slug, SECOND, Verdict(decision=Decision.EXCLUDED, code="late", reason="Eingang 12:03 Uhr", version=1)
    )
    main = page(at(slug, "pruefung")).one("main")
    total = house.examining.open(ASKER, slug).one(FIRST).progress.total

    rows = main.one("table").rows()[1:]
    assert rows[0][0] == HOSTILE
    assert rows[0][3] == f"1 von {total}"
    assert "Eingang 12:03 Uhr" in rows[1][5]
    assert not main.all("script")


def test_findings_are_saved_and_the_bid_is_admitted(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address = at(slug, f"pruefung/{FIRST}")
    fields = form_of(page(address), f"/pruefung/{FIRST}")
    fields |= {name: "met" for name in fields if name.startswith("befund-")}
    status, _ = send(client, address, fields | {"aktion": "zulassen"})

    assert status == 303
    assert house.examining.open(ASKER, slug).one(FIRST).bid.decision is Decision.ADMITTED
    assert "zugelassen" in page(address).one("main").text


def test_nothing_typed_is_lost_when_a_reason_is_missing(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address, number = at(slug, f"pruefung/{FIRST}"), number_of(house, slug, "permission")
    fields = form_of(page(address), f"/pruefung/{FIRST}")
    fields |= {f"befund-{number}": "not-met", "befund-1": "met", "zulassung": "trotzdem"}
    status, tree = send(client, address, fields | {"aktion": "zulassen"})

    assert status == 409
    assert tree.one("input", id=f"befund-{number}-not-met").attrs.get("checked") is not None
    assert tree.one("textarea", id="zulassung").text == "trotzdem"
    assert "Bitte schreiben Sie den Grund" in tree.one(role="alert").text
    examined = house.examining.open(ASKER, slug).one(FIRST)
    assert examined.checks["in-time"].answer is CheckAnswer.MET
    assert examined.bid.decision is Decision.UNDECIDED


def test_a_typed_reason_survives_saving_findings(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address = at(slug, f"pruefung/{FIRST}")
    fields = form_of(page(address), f"/pruefung/{FIRST}")
    status, tree = send(client, address, fields | {"befund-1": "met", "zulassung": "später", "aktion": "speichern"})

    assert status == 200
    assert tree.one("textarea", id="zulassung").text == "später"
    assert any("Die Feststellungen sind gespeichert" in one.text for one in tree.one("main").all(role="status"))


def test_a_conflict_shows_both_and_the_next_save_counts(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address = at(slug, f"pruefung/{FIRST}")
    fields = form_of(page(address), f"/pruefung/{FIRST}")
    theirs = Finding(item="in-time", answer=CheckAnswer.NOT_MET, note="Eingang 12:03 Uhr", version=0)
    house.examining.note(RELEASER, slug, FIRST, theirs)
    status, tree = send(client, address, fields | {"befund-1": "met", "notiz-1": "meine", "aktion": "speichern"})

    assert status == 409
    assert "nicht erfüllt: Eingang 12:03 Uhr" in tree.text
    assert tree.one("textarea", id="notiz-1").text == "meine"
    again = form_of(tree, f"/pruefung/{FIRST}") | {"aktion": "speichern"}
    assert send(client, address, again)[0] == 303
    assert house.examining.open(ASKER, slug).one(FIRST).checks["in-time"].note == "meine"


def test_an_unmet_a_criterion_is_proposed_and_a_person_excludes(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address = at(slug, f"pruefung/{FIRST}")
    points = house.examining.open(ASKER, slug).one(FIRST).points
    number = next(number for number, one in enumerate(points, start=1) if one.id.startswith("a:"))
    fields = form_of(page(address), f"/pruefung/{FIRST}")
    fields |= {f"befund-{number}": "not-met", f"notiz-{number}": "keine Schnittstelle", "aktion": "speichern"}
    assert send(client, address, fields)[0] == 303
    tree = page(address)
    chosen = [one.attrs["value"] for one in tree.all("option") if "selected" in one.attrs]
    assert chosen == ["a_criterion"]
    assert "keine Schnittstelle" in tree.one("textarea", id="ausschluss").text
    assert (
        send(
            client,
            address,
            form_of(tree, f"/pruefung/{FIRST}") | {"grund-code": "a_criterion", "aktion": "ausschliessen"},
        )[0]
        == 303
    )
    bid = house.examining.open(ASKER, slug).one(FIRST).bid
    assert (bid.decision, bid.exclusion_code) == (Decision.EXCLUDED, "a_criterion")


def test_later_only_the_exclusion_is_offered(house: House, page: Open) -> None:
    tree = page(at(made(house, STAGE.PRICING, decision=Decision.ADMITTED), f"pruefung/{FIRST}"))
    assert tree.one("textarea", id="ausschluss")
    assert not tree.all("textarea", id="zulassung")
    fixed = page(at(made(house, STAGE.RESULT_REQUESTED), f"pruefung/{FIRST}"))
    assert not fixed.all("textarea")


def test_a_bid_that_takes_no_part_offers_nothing_to_write(house: House, page: Open) -> None:
    slug = made(house)
    withdraw(house, slug, FIRST)
    shown = page(at(slug, f"pruefung/{FIRST}"))
    assert not shown.all("textarea")
    assert "sichert sich von selbst" not in shown.one("main").text


def test_papers_are_asked_for_from_all_who_lack_them(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    for bid in (FIRST, SECOND):
        lacks = Finding(item="permission", answer=CheckAnswer.NOT_MET, note="fehlt", version=0)
        house.examining.note(ASKER, slug, bid, lacks)
    tree = page(at(slug, "anfragen") + "?art=nachforderung&unterlage=register")
    ticked = [one.attrs["value"] for one in tree.all("input", type="checkbox") if "checked" in one.attrs]
    assert ticked == [FIRST, SECOND]
    fields = {
        "art": "nachforderung",
        "angebot": FIRST,
        "unterlage": "register",
        "text": "Bitte reichen Sie den Auszug nach.",
        "frist-tag": "27.11.2026",
        "frist-uhrzeit": "12:00",
    }
    status, refused = send(client, at(slug, "anfragen"), fields | {"aktion": "fragen"})
    assert (status, "Beta AG" in refused.one(role="alert").text) == (409, True)
    assert refused.one("textarea", id="text").text == "Bitte reichen Sie den Auszug nach."
    assert send(client, at(slug, "anfragen"), fields | {"aktion": "alle"})[0] == 303
    log = house.inquiring.open(ASKER, slug)
    assert [one.bid for one in log.inquiries] == [FIRST, SECOND]
    assert log.inquiries[0].due_at is not None
    assert log.inquiries[0].due_at.isoformat() == "2026-11-27T11:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "clock", "says"),
    [("28.03.2027", "02:30", "gibt es am"), ("31.10.2027", "02:30", "zweimal"), ("bald", "12:00", "Bitte einen Tag")],
)
def test_a_due_moment_that_is_none_stays_in_its_field(
    house: House, client: Client, day: str, clock: str, says: str
) -> None:
    slug = made(house)
    fields = {"art": "aufklaerung", "angebot": FIRST, "betreff": "Betrieb", "text": "Wie?", "frist-tag": day}
    status, tree = send(client, at(slug, "anfragen"), fields | {"frist-uhrzeit": clock})

    assert status == 422
    assert says in tree.one(role="alert").text
    assert tree.one("input", id="frist-tag").attrs["value"] == day


def test_while_bids_are_awaited_only_questions_of_bidders_are_recorded(
    house: House, client: Client, page: Open
) -> None:
    slug = published(house, f"VG-{uuid4().hex[:8].upper()}").slug
    assert at(slug, "anfragen") in {one.attrs.get("href") for one in page(at(slug, "")).all("a")}
    tree = page(at(slug, "anfragen"))
    assert [one.text for one in tree.one("nav", **{"aria-label": "Art der Anfrage"}).all("a")] == ["Bieterfrage"]
    assert not tree.all("input", name="angebot")
    fields = form_of(tree, "/anfragen") | {"betreff": "Format", "text": "Genügt ODF?"}
    assert send(client, at(slug, "anfragen"), fields)[0] == 303
    assert "Bieterfrage: Format" in page(at(slug, "anfragen")).one("main").text


def test_an_answer_is_recorded_and_a_price_question_warns(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    assert "noch verschlossen" in page(at(slug, "anfragen") + "?art=preis").text
    assert "hebt keine Punkte" in page(at(slug, "anfragen") + "?art=aufklaerung").text
    asked = InquiryWish(kind=InquiryKind.QUESTION, bids=(), subject="Frage", text=HOSTILE)
    house.inquiring.ask(ASKER, slug, asked)
    address = at(slug, "anfragen/1")
    tree = page(address)
    assert HOSTILE in tree.one("main").text
    wrong = form_of(tree, "/antwort") | {"antwort": "Ja.", "eingang-tag": "", "eingang-uhrzeit": "10:00"}
    status, again = send(client, f"{address}/antwort", wrong)
    assert (status, again.one("textarea", id="antwort").text) == (422, "Ja.")
    late = wrong | {"eingang-tag": "01.12.2026"}
    assert send(client, f"{address}/antwort", late)[0] == 409
    assert send(client, f"{address}/abschluss", form_of(tree, "/abschluss"))[0] == 303
    assert "keine fristgerechte Antwort" in page(address).text


def test_the_team_is_formed_and_told(house: House, client: Client, page: Open) -> None:
    slug = made(house)
    address = at(slug, "wertende")
    assert "Noch niemand, der werten kann" in page(address).text
    fields = {"los": "1", "person": str(EVALUATOR.person)}
    assert send(client, f"{address}/bestimmen", fields)[0] == 303
    status, tree = send(client, f"{address}/bestimmen", fields)
    assert (status, "schon bestimmt" in tree.one(role="alert").text) == (409, True)
    rows = page(address).one("table").rows()[1:]
    assert "0 von 3 Bietern erklärt" in rows[0][1]
    assert send(client, f"{address}/entfernen", fields)[0] == 303
    assert house.staffing.open(ASKER, slug).evaluators == ()


def test_an_evaluator_declares_and_sees_names_only(house: House, client: Client) -> None:
    slug = made(house, tenderers=(HOSTILE, "Beta AG"), prices=("123456.78", "2.00"))
    evaluator = as_evaluator(house, client)
    assert evaluator.get(at(slug, "erklaerung")).status_code == 403
    appoint(house, slug, EVALUATOR, declare=False)
    assert "Interessenkonflikte erklären" in parse(evaluator.get("/").text).one(aria_labelledby="aufgaben").text
    answer = evaluator.get(at(slug, "erklaerung"))
    tree = parse(answer.text)
    assert HOSTILE in tree.one("main").text
    assert "123456" not in answer.text
    fields = {f"konflikt-{FIRST}": "nein", f"konflikt-{SECOND}": "ja", f"beschreibung-{SECOND}": ""}
    status, refused = send(evaluator, at(slug, "erklaerung"), fields)
    assert (status, "beschreiben" in refused.one(role="alert").text) == (409, True)
    assert refused.one("input", id=f"konflikt-{FIRST}-nein").attrs.get("checked") is not None
    assert send(evaluator, at(slug, "erklaerung"), fields | {f"beschreibung-{SECOND}": "Aktien"})[0] == 303
    assert "Angebote verschlossen" in parse(evaluator.get(at(slug, "erklaerung")).text).text
    assert house.staffing.open(ASKER, slug).sheets[0].has_conflict


@pytest.mark.parametrize("page_name", ["pruefung", "anfragen", "wertende"])
def test_evaluators_do_not_see_the_officers_pages(house: House, client: Client, page_name: str) -> None:
    slug = made(house)
    appoint(house, slug, EVALUATOR)
    assert as_evaluator(house, client).get(at(slug, page_name)).status_code == 403


def test_what_somebody_writes_is_kept_as_a_draft_until_it_is_a_finding(
    house: House, client: Client, page: Open
) -> None:
    slug = made(house)
    address, number = at(slug, f"pruefung/{FIRST}"), number_of(house, slug, "permission")
    saving = f"/api/v1/procedures/{slug}/bids/{FIRST}/examination-drafts/"
    assert saving in [one.attrs.get("data-selbstspeichernd") for one in page(address).all("form")]
    never = {"If-None-Match": "*"}
    kept = client.patch(f"{saving}note?point=permission", json={"value": f"Register {HOSTILE}"}, headers=never)
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    assert client.patch(f"{saving}note?point=permission", json={"value": "anders"}, headers=never).status_code == 412
    assert client.patch(f"{saving}note?point=unbekannt", json={"value": "x"}, headers=never).status_code == 404
    client.patch(f"{saving}note?point=admission", json={"value": "trotzdem"}, headers=never)

    fields = form_of(page(address), f"/pruefung/{FIRST}")
    assert (fields[f"notiz-{number}"], fields["zulassung"]) == (f"Register {HOSTILE}", "trotzdem")
    assert house.examining.open(ASKER, slug).one(FIRST).checks == {}
    assert house.examination_drafts.own(RELEASER, slug, FIRST) == {}
    other = Finding(item="permission", answer=CheckAnswer.MET, note="Auszug liegt vor", version=0)
    house.examining.note(RELEASER, slug, FIRST, other)
    overtaken = page(address)
    assert any("Auszug liegt vor" in one.text for one in overtaken.all("blockquote"))

    fields = form_of(overtaken, f"/pruefung/{FIRST}") | {f"befund-{number}": "not-met", "zulassung": ""}
    status, _ = send(client, address, fields | {"aktion": "speichern"})
    assert status == 303
    assert list(house.examination_drafts.own(ASKER, slug, FIRST)) == ["admission"]
    assert house.examining.open(ASKER, slug).one(FIRST).checks["permission"].note == f"Register {HOSTILE}"
