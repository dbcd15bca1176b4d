"""Preparing a tender procedure on pages, without a script: nothing typed is lost, everything missing has its link."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_PEOPLE, demo_office
from infra.settings import Settings
from procurement.rules.procedure.stages import EDITABLE, Step, hindrances
from procurement.rules.procedure.wording import STAGES
from tests.applications import guarded
from tests.clients import TestClient
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.procedure_facts import NOW, WRONG, sound
from tests.procedures import ASKER, matrix, need, opened, plan, prepared, published, take
from tests.web.page import Node, parse
from web.views.procedure import PARTS

Client = TestClient[ASGIApp]
HOSTILE = '"><script>alert(1)</script>'
LIST = "/vergabeverfahren"


@pytest.fixture
def house(demo_file: Database) -> House:
    """Return a house of its own: procedures stay."""
    return build_house(demo_file, clock=StoppedClock(NOW))


@pytest.fixture
def officer(house: House) -> Iterator[Client]:
    with TestClient(guarded(house, Settings()), base_url="http://127.0.0.1:8000") as client:
        client.cookies.update(cookies(house, "vergabestelle"))
        client.headers["Sec-Fetch-Site"] = "same-origin"
        yield client


def see(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def send(client: Client, address: str, fields: dict[str, str], status: int = 303) -> Node:
    """Send a form and return the page that answers, or the one that it leads to."""
    answer = client.post(address, data=fields, follow_redirects=False)
    assert answer.status_code == status, answer.text[:300]
    return see(client, answer.headers["location"]) if status == 303 else parse(answer.text)


def filled(tree: Node) -> dict[str, str]:
    """Return what stands in the form of a page, as a browser would send it."""
    form, fields = tree.one("main").one("form", method="post"), dict[str, str]()
    for one in form:
        name = one.attrs.get("name", "")
        if one.tag == "textarea":
            fields[name] = "".join(piece for piece in one.children if isinstance(piece, str)).removeprefix("\n")
        elif one.tag == "select":
            chosen = [option.attrs["value"] for option in one.all("option") if "selected" in option.attrs]
            fields[name] = chosen[0] if chosen else one.all("option")[0].attrs["value"]
        elif one.tag == "input" and (one.attrs["type"] not in {"radio", "checkbox", "file"} or "checked" in one.attrs):
            fields[name] = one.attrs["value"]
    return fields


def alerts(tree: Node) -> str:
    return " ".join(node.text for node in tree.all(role="alert"))


def test_the_list_tells_the_stage_in_words_and_searches(officer: Client) -> None:
    tree = see(officer, LIST)
    rows = {row[0]: row[2] for row in tree.one("table").rows()}
    assert rows["VG-2026-047"] == "in Vorbereitung"
    assert rows["VG-2026-048"] == "veröffentlicht"
    assert [row[0] for row in see(officer, f"{LIST}?suche=048 bürger").one("table").rows()][1:] == ["VG-2026-048"]
    assert "gibt es kein Vergabeverfahren" in see(officer, f"{LIST}?suche=<b>").text
    assert "Diese Seite der Liste ist leer" in see(officer, f"{LIST}?seite=9").text


def test_the_list_is_paged(house: House, officer: Client) -> None:
    for number in range(26):
        house.drafting.create(ASKER, f"REIHE-{number}", plan())
    first, second = (see(officer, f"{LIST}?suche=reihe&seite={number}") for number in (1, 2))
    assert (len(first.one("table").rows()), len(second.one("table").rows())) == (26, 2)
    assert first.one("a", rel="next").attrs["href"] == f"{LIST}?suche=reihe&seite=2"


def test_creating_leads_to_the_overview_that_says_what_is_missing(officer: Client) -> None:
    fields = {"vergabenummer": "VG-9", "titel": "Terminsoftware", "amt": demo_office("buergeramt")}
    tree = send(officer, f"{LIST}/neu", fields)
    assert "0 von 6 Schritten vollständig; es fehlt: Bedarf und Auftragswert, Verfahrensart, Fristen" in tree.text
    assert tree.one("p", class_="verfahren-titel umbruch").text == "Terminsoftware"
    section = tree.one("section", aria_labelledby="vorbereitung")
    links = {link.attrs["href"] for link in section.all("a")}
    assert links == {f"{LIST}/vg-9/{page}" for page in ("bedarf", "angaben", "alternativen", "lose")}
    assert "Lässt sich erst prüfen, wenn „Verfahrensart“ vollständig ist." in section.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"vergabenummer": "", "titel": "Titel", "amt": ""}, "vergabenummer"),
        ({"vergabenummer": "VG-2026-047", "titel": "Titel", "amt": ""}, "vergabenummer"),
        ({"vergabenummer": "VG-9", "titel": " \u200b", "amt": ""}, "titel"),
        ({"vergabenummer": HOSTILE, "titel": "x" * 2001, "amt": ""}, "titel"),
        ({"vergabenummer": "VG-9", "titel": "Titel", "amt": "gibt-es-nicht"}, "amt"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(officer: Client, fields: dict[str, str], field: str) -> None:
    tree = send(officer, f"{LIST}/neu", fields, 422)
    assert [link.attrs["href"] for link in tree.one(id="fehler").all("a")] == [f"#{field}"]
    assert tree.one(id=field).attrs["aria-invalid"] == "true"
    kept = filled(tree)
    assert {name: kept[name] for name in ("vergabenummer", "titel")} == {
        name: fields[name] for name in ("vergabenummer", "titel")
    }


def test_every_reason_against_the_release_belongs_to_a_part_or_is_told_beside() -> None:
    reasons = {
        reason.type
        for change in WRONG.values()
        for stage in EDITABLE
        for reason in hindrances(change(sound(stage)), Step.REQUEST_RELEASE)
    }

    assert reasons - PARTS == {"nothing-changed", "bids-are-due"}
    assert reasons >= PARTS


def test_a_complete_procedure_can_be_released(house: House, officer: Client) -> None:
    slug = prepared(house, "VG-9").slug
    tree = see(officer, f"{LIST}/{slug}")
    assert "6 von 6 Schritten vollständig." in tree.text
    assert f"{LIST}/{slug}/freigabe#schritt-erbitten" in {link.attrs["href"] for link in tree.all("a")}


def test_the_reason_of_a_procedure_that_was_handed_back_is_shown(house: House, officer: Client) -> None:
    slug = prepared(house, "VG-9").slug
    take(house, slug, Step.REQUEST_RELEASE)
    assert STAGES[opened(house, slug).procedure.stage] in see(officer, f"{LIST}/{slug}").text
    take(house, slug, Step.HAND_BACK, reason=HOSTILE)
    assert HOSTILE in see(officer, f"{LIST}/{slug}").one("main").text


NEED = {
    "art": "cloud",
    "tag": "30.11.2026",
    "lose": "1",
    "elektronisch": "ja",
    "los1-einmalig": "60.000",
    "los1-einmalig-grund": HOSTILE,
    "los1-monatlich": "4.500,50",
    "los1-monatlich-unbefristet": "ja",
    "los1-ausstieg": "0",
    "berechnen": "1",
}


def begun(house: House, reference: str = "VG-9") -> str:
    return f"{LIST}/{house.drafting.create(ASKER, reference, plan(kind=None, bid_deadline=None)).slug}"


def test_a_need_is_saved_and_shown_as_it_was_typed(house: House, officer: Client) -> None:
    address = begun(house)
    tree = send(officer, f"{address}/bedarf", NEED | {"version": "1"})
    assert "Geschätzter Auftragswert: 276.024,00 € netto." in tree.text
    assert "Offenes Verfahren" in tree.one("section", aria_labelledby="arten").text
    assert "§ 14 Abs. 2 VgV" in tree.text
    assert "Nicht jeder Betrag ist begründet" in tree.text
    kept = filled(tree)
    assert {name: kept.get(name) for name in NEED if name != "berechnen"} == {
        name: value for name, value in NEED.items() if name != "berechnen"
    }
    assert kept["los1-name"] == "Auftrag"
    assert kept["version"] == "2"
    again = send(officer, f"{address}/bedarf", kept | {"berechnen": "1"})
    assert filled(again) == kept | {"version": "3"}


def test_one_more_lot_saves_nothing_and_keeps_everything(house: House, officer: Client) -> None:
    address = begun(house)
    tree = send(officer, f"{address}/bedarf", {**NEED, "version": "1", "weiteres": "1"}, 200)
    assert filled(tree)["los1-einmalig-grund"] == HOSTILE
    assert "los2-name" in filled(tree)
    assert opened(house, "vg-9").need is None


def test_faults_of_a_need_stand_at_their_input(house: House, officer: Client) -> None:
    address = begun(house)
    wrong = NEED | {"version": "1", "los1-ausstieg": "viel", "tag": "31.02.2026", "los1-einmalig-grund": "y" * 999}
    tree = send(officer, f"{address}/bedarf", wrong, 422)
    assert {link.attrs["href"] for link in tree.one(id="fehler").all("a")} == {"#los1-ausstieg", "#tag"}
    assert wrong.items() - filled(tree).items() == {("berechnen", "1")}
    assert opened(house, "vg-9").need is None


def test_a_need_that_somebody_else_has_changed_is_not_overwritten_unseen(house: House, officer: Client) -> None:
    address = begun(house)
    house.drafting.save_need(ASKER, "vg-9", 1, need("77777"))
    tree = send(officer, f"{address}/bedarf", NEED | {"version": "1"}, 409)
    assert "inzwischen geändert" in alerts(tree)
    assert "77.777,00 €" in tree.text
    kept = filled(tree)
    assert (kept["los1-einmalig"], kept["version"]) == ("60.000", "2")
    send(officer, f"{address}/bedarf", kept | {"berechnen": "1"})


def test_the_form_begins_with_the_lots_of_the_procedure(house: House, officer: Client) -> None:
    address = begun(house)
    for number, title in enumerate(("Nord", "Süd"), 1):
        house.lot_drafting.put_lot(ASKER, "vg-9", number, None, title)
    kept = filled(see(officer, f"{address}/bedarf"))
    assert (kept["los1-name"], kept["los2-name"], kept["lose"]) == ("Nord", "Süd", "2")


def test_a_need_that_does_not_fit_the_form_is_not_cut(house: House, officer: Client) -> None:
    address, raw = begun(house), need()
    raw["lots"][0]["lines"] *= 2
    house.drafting.save_need(ASKER, "vg-9", 1, raw)
    tree = see(officer, f"{address}/bedarf")
    assert "kam über die Schnittstelle" in tree.text
    assert tree.one("main").all("form", method="post") == []


PLAN = {
    "titel": "Videoberatung",
    "amt": demo_office("buergeramt"),
    "art": "open",
    "teilnahmefrist-tag": "",
    "teilnahmefrist-uhrzeit": "",
    "angebotsfrist-tag": "20.01.2027",
    "angebotsfrist-uhrzeit": "12:00",
}


def test_plan_and_texts_are_saved_with_one_button(house: House, officer: Client) -> None:
    address = begun(house)
    texts = {"gleichstandsregel": "Das Los.\r\nIm Beisein zweier Personen.", "klauseln": HOSTILE}
    tree = send(officer, f"{address}/angaben", PLAN | texts | {"version": "1"})
    kept = filled(tree)
    assert {name: kept[name] for name in PLAN} == PLAN
    assert (kept["gleichstandsregel"], kept["klauseln"]) == ("Das Los.\nIm Beisein zweier Personen.", HOSTILE)
    assert (kept["version"], kept["klauseln-fassung"], kept["gegenstand-fassung"]) == ("2", "1", "0")
    assert "gespeichert am" in tree.one("p", id="klauseln-stand").text
    seen = opened(house, "vg-9").procedure.plan
    assert (seen.kind, str(seen.bid_deadline)) == ("open", "2027-01-20 11:00:00+00:00")


def test_suggested_kinds_stand_first_with_their_basis(house: House, officer: Client) -> None:
    address = begun(house)
    assert "Zuerst den Bedarf eintragen" in see(officer, f"{address}/angaben").text
    house.drafting.save_need(ASKER, "vg-9", 1, need())
    labels = [one.text for one in see(officer, f"{address}/angaben").one(id="art").all("label")]
    assert labels[:2] == ["noch nicht gewählt", "Offenes Verfahren – stets zulässig (§ 14 Abs. 2 VgV)"]
    assert "nur mit Begründung" in labels[-1]
    send(officer, f"{address}/angaben", PLAN | {"art": "direktauftrag", "version": "2"})
    tree = see(officer, f"{address}/angaben")
    assert tree.one("input", id="art-direktauftrag", checked="")
    assert "kommt beim geschätzten Auftragswert nicht in Betracht" in tree.one(id="art").text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"angebotsfrist-tag": "31.02.2027"}, "angebotsfrist-tag", "Bitte einen Tag eingeben"),
        ({"angebotsfrist-uhrzeit": "mittags"}, "angebotsfrist-uhrzeit", "Bitte eine Uhrzeit eingeben"),
        ({"angebotsfrist-uhrzeit": ""}, "angebotsfrist-uhrzeit", "Bitte eine Uhrzeit eingeben"),
        (
            {"teilnahmefrist-tag": "28.03.2027", "teilnahmefrist-uhrzeit": "02:30"},
            "teilnahmefrist-uhrzeit",
            "gibt es am 28.03.2027 nicht",
        ),
        (
            {"angebotsfrist-tag": "31.10.2027", "angebotsfrist-uhrzeit": "02:30"},
            "angebotsfrist-uhrzeit",
            "gibt es am 31.10.2027 zweimal",
        ),
        ({"angebotsfrist-tag": "01.01.9999"}, "angebotsfrist-tag", "in den Jahren"),
        ({"titel": " "}, "titel", "Bitte etwas angeben"),
        ({"amt": "gibt-es-nicht"}, "amt", "aus der Liste"),
        ({"art": HOSTILE}, "art", "aus der Liste"),
        ({"klauseln": "x" * 20_001}, "klauseln", "höchstens 20000 Zeichen"),
    ],
)
def test_faults_of_the_plan(house: House, officer: Client, changes: dict[str, str], field: str, sentence: str) -> None:
    address = begun(house)
    sent = PLAN | {"gegenstand": "Wort", "version": "1"} | changes
    tree = send(officer, f"{address}/angaben", sent, 422)
    assert [(link.attrs["href"], sentence in link.text) for link in tree.one(id="fehler").all("a")] == [
        (f"#{field}", True)
    ]
    assert sentence in tree.one(id=f"{field}-fehler").text
    kept = filled(tree)
    assert {name: kept.get(name) for name in sent if name not in {"art", "amt", "version"}} == {
        name: value for name, value in sent.items() if name not in {"art", "amt", "version"}
    }


def test_a_plan_that_somebody_else_has_changed(house: House, officer: Client) -> None:
    address = begun(house)
    house.drafting.save_plan(ASKER, "vg-9", 1, plan(title="Anders", kind=None, bid_deadline=None))
    tree = send(officer, f"{address}/angaben", PLAN | {"version": "1", "gegenstand": "Wort"}, 409)
    assert "Titel: Anders" in alerts(tree)
    assert "Verfahrensart: nichts" in alerts(tree)
    kept = filled(tree)
    assert (kept["titel"], kept["version"], kept["gegenstand-fassung"]) == ("Videoberatung", "2", "1")
    assert filled(send(officer, f"{address}/angaben", kept))["titel"] == "Videoberatung"


def test_two_versions_of_a_text_stand_beside_each_other(house: House, officer: Client) -> None:
    address = begun(house)
    send(officer, f"{address}/angaben", PLAN | {"version": "1", "klauseln": "aus Fenster 1"})
    sent = PLAN | {"titel": "Neu", "version": "2", "klauseln": "aus Fenster 2", "klauseln-fassung": "0"}
    tree = send(officer, f"{address}/angaben", sent, 409)
    assert tree.all("blockquote")[3].text == "aus Fenster 1"
    assert [link.attrs["href"] for link in tree.one(id="fehler").all("a")] == ["#klauseln"]
    kept = filled(tree)
    assert (kept["klauseln"], kept["titel"], kept["version"]) == ("aus Fenster 2", "Neu", "3")
    done = send(officer, f"{address}/angaben", kept | {"entscheidung": "meine-klauseln"})
    assert filled(done)["klauseln"] == "aus Fenster 2"


def test_a_deadline_that_nobody_touched_stays_the_same_to_the_second(house: House, officer: Client) -> None:
    odd = plan().bid_deadline.replace(year=2027, month=10, day=31, hour=0, minute=30, second=59)  # type: ignore[union-attr]
    house.drafting.create(ASKER, "VG-9", plan(bid_deadline=odd))
    kept = filled(see(officer, f"{LIST}/vg-9/angaben"))
    assert (kept["angebotsfrist-tag"], kept["angebotsfrist-uhrzeit"]) == ("31.10.2027", "02:30")
    send(officer, f"{LIST}/vg-9/angaben", kept | {"titel": "Neu"})
    assert opened(house, "vg-9").procedure.plan == replace(plan(), title="Neu", bid_deadline=odd)


def test_while_somebody_decides_nothing_changes_and_nothing_typed_is_lost(house: House, officer: Client) -> None:
    slug = prepared(house, "VG-9").slug
    address = f"{LIST}/{slug}"
    need_form, plan_form = filled(see(officer, f"{address}/bedarf")), filled(see(officer, f"{address}/angaben"))
    take(house, slug, Step.REQUEST_RELEASE)
    for page in ("bedarf", "angaben"):
        tree = see(officer, f"{address}/{page}")
        assert "Hier lässt sich jetzt nichts ändern" in tree.text
        assert tree.one("main").all("form", method="post") == []
    tree = send(officer, f"{address}/angaben", plan_form | {"gegenstand": "gerade geschrieben"}, 409)
    assert "lässt sich nichts ändern" in alerts(tree)
    assert filled(tree)["gegenstand"] == "gerade geschrieben"
    tree = send(officer, f"{address}/bedarf", need_form | {"los1-einmalig": "5", "berechnen": "1"}, 409)
    assert filled(tree)["los1-einmalig"] == "5"
    tree = send(officer, f"{address}/bedarf", need_form | {"los1-einmalig": "5", "weiteres": "1"}, 200)
    assert filled(tree)["los1-einmalig"] == "5"


@pytest.mark.parametrize("account", ["wertung", "fachamt"])
def test_others_see_what_is_published_and_nothing_else(house: House, officer: Client, account: str) -> None:
    procedure = published(house, "VG-9")
    house.drafting.create(ASKER, "VG-10", plan())
    take(house, procedure.slug, Step.START_CHANGE, reason="Frage")
    seen = opened(house, procedure.slug).procedure
    office = demo_office(DEMO_PEOPLE[account].office)
    house.drafting.save_plan(ASKER, procedure.slug, seen.version, replace(seen.plan, title="Entwurf", office=office))
    officer.cookies.clear()
    officer.cookies.update(cookies(house, account))
    listed = see(officer, LIST).one("table").text
    assert "VG-10" not in listed
    assert "Entwurf" not in listed
    assert "Videoberatung veröffentlicht, Änderung in Vorbereitung" in listed
    see(officer, f"{LIST}/vg-10", 403)
    text = see(officer, f"{LIST}/vg-9").one("main").text
    assert "Fassung 1" in text
    assert "Entwurf" not in text
    assert "300.000" not in text
    for page in ("bedarf", "angaben", "freigabe"):
        see(officer, f"{LIST}/vg-9/{page}", 403)


def test_the_auditor_reads_everything_once_it_is_published(house: House, officer: Client) -> None:
    published(house, "VG-9")
    officer.cookies.clear()
    officer.cookies.update(cookies(house, "revision"))
    assert "Geschätzter Auftragswert" in see(officer, f"{LIST}/vg-9/bedarf").text
    tree = see(officer, f"{LIST}/vg-9")
    assert "Mit Ihren Rollen ist hier nichts zu tun." in tree.text
    assert "/pruefprotokoll/procedure/vg-9" in {link.attrs["href"] for link in tree.all("a")}
    see(officer, f"{LIST}/vg-2026-047", 403)


def test_hostile_words_stay_text(house: House, officer: Client) -> None:
    send(officer, f"{LIST}/neu", {"vergabenummer": HOSTILE, "titel": HOSTILE, "amt": ""})
    slug = next(one.slug for one in house.procedures.page(ASKER, "alert(1)").items)
    house.lot_drafting.put_lot(ASKER, slug, 1, None, HOSTILE)
    house.lot_drafting.set_matrix(ASKER, slug, 2, 1, matrix())
    for page in (LIST, f"{LIST}/{slug}", f"{LIST}/{slug}/bedarf", f"{LIST}/{slug}/angaben"):
        assert HOSTILE in see(officer, page).one("main").text
        assert "<script>alert" not in officer.get(page).text


def test_what_does_not_exist(officer: Client) -> None:
    for page in ("", "/bedarf", "/angaben"):
        see(officer, f"{LIST}/gibt-es-nicht{page}", 404)
