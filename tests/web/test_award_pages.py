"""The award, its letters, the Vergabevermerk and Rügen as pages, without a script."""

from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Wish
from tests.awards import checked
from tests.clients import TestClient
from tests.procedures import opened
from tests.results import ASKER, RELEASER, fixed, take_result
from tests.web.conftest import Open
from tests.web.page import parse

Client = TestClient[ASGIApp]
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def slug(house: House) -> str:
    return fixed(house, f"VG-{uuid4().hex[:8]}").slug


def send(client: Client, address: str, **data: str) -> tuple[int, str]:
    answer = client.post(address, data=data, follow_redirects=False)
    return answer.status_code, answer.text


def test_what_is_written_is_saved_and_never_lost(slug: str, client: Client, page: Open) -> None:
    root = f"/vergabeverfahren/{slug}"
    award = f"{root}/zuschlag"
    shown = page(award)
    assert "der Magistrat" in shown.text
    assert shown.one("select", id="wettbewerbsregister-stand")
    typed = {"begruendung": HOSTILE, "begruendung-fassung": "0", "formular": "f"}
    assert send(client, award, **typed)[0] == 303
    assert HOSTILE in page(award).one("textarea", id="begruendung").text
    status, conflict = send(client, award, **{**typed, "begruendung": "anders", "formular": "g"})
    assert (status, "inzwischen an anderer Stelle geändert" in conflict) == (409, True)
    status, _ = send(client, award, **{"entscheidung": 401 * "x", "entscheidung-fassung": "0"})
    assert status == 422

    vermerk = page(f"{award}/vermerk")
    assert "Der Vermerk ist vorläufig" in vermerk.text
    assert send(client, f"{award}/vermerk", **{"vermerk-1": "Musterstadt", "vermerk-1-fassung": "0"})[0] == 303
    assert "Musterstadt" in page(f"{award}/vermerk").text


def test_letters_go_out_once_the_award_is_decided_on(slug: str, house: House, client: Client, page: Open) -> None:
    root = f"/vergabeverfahren/{slug}"
    award, letters = f"{root}/zuschlag", f"{root}/zuschlag/schreiben"
    assert not page(letters).all("form", method="post", action=letters)
    checked(house, slug)
    take_result(house, slug, Step.REQUEST_AWARD)
    assert "Entscheidung über den Zuschlag erbeten von" in page(f"{root}/freigabe").text
    assert send(client, award, **{"begruendung": "spät", "begruendung-fassung": "1"})[0] == 409
    take_result(house, slug, Step.DECIDE_AWARD, RELEASER)
    one = f"{letters}/1-1-1-2"
    assert "Vorschlag aus der Wertung" in page(one).text
    rival = page(f"{letters}/1-1-1-3").one("h1").text.removeprefix("Schreiben zu ")
    assert send(client, one, **{"gruende": f"Anders als {rival}", "gruende-fassung": "0"})[0] == 303
    assert "So darf das Schreiben nicht heraus" in page(one).text
    day = house.transactions.clock.now().strftime("%d.%m.%Y")
    wish = {"art": "before-award", "versandt": day, "weg": "elektronisch"}
    status, refused = send(client, letters, **wish)
    assert (status, "nennt ein anderes Unternehmen" in refused) == (422, True)
    assert send(client, letters, **{**wish, "versandt": "gestern"})[0] == 422
    assert send(client, one, **{"gruende": "Rang 2", "gruende-fassung": "1"})[0] == 303
    assert send(client, letters, **wish)[0] == 303
    assert "Wartefrist (§ 134 GWB)" in page(letters).text
    assert "Wartefrist" in page(f"{root}/freigabe").text
    for name in ("dateien/vergabevorschlag", "dateien/e-akte", "schreiben/dateien/1", "schreiben/1-1-1-2/entwurf"):
        assert client.get(f"{award}/{name}").status_code == 200
    assert client.get(f"{letters}/1-1-1-1").status_code == 404


def test_objections_are_recorded_and_answered(slug: str, client: Client, page: Open) -> None:
    log = f"/vergabeverfahren/{slug}/ruegen"
    new = {"art": "ruege", "bieter": "Nord GmbH", "betreff": "Wertung", "text": HOSTILE, "eingang": "20.11.2026"}
    status, again = send(client, log, **{**new, "eingang": "bald"})
    assert (status, HOSTILE in parse(again).one("textarea", id="text").text) == (422, True)
    assert send(client, log, **{**new, "text": " "})[0] == 422
    assert send(client, log, **new, erkannt="02.11.2026")[0] == 303
    shown = page(log)
    assert "Die Rüge kam danach" in shown.text
    answer = {"ausgang": "refused", "antwort": "Geprüft", "beantwortet": "20.11.2026", "version": "1"}
    assert send(client, f"{log}/1", **{**answer, "antwort": ""})[0] == 422
    assert send(client, f"{log}/1", **{**answer, "version": "7"})[0] == 409
    assert send(client, f"{log}/1", **answer)[0] == 303
    assert "Die Nachprüfung kann bis zum 07.12.2026 beantragt werden" in page(log).text


def test_after_an_annulment_everybody_is_told_why(slug: str, house: House, client: Client, page: Open) -> None:
    root = f"/vergabeverfahren/{slug}"
    letters, vermerk = f"{root}/zuschlag/schreiben", f"{root}/zuschlag/vermerk"
    version = opened(house, slug).procedure.version
    house.stepping.take(ASKER, slug, Wish(step=Step.ANNUL, version=version, reason=HOSTILE))
    assert page(vermerk).one("a", href=letters).text == "Schreiben an Bieter"
    shown = page(letters)
    assert "Mitteilung über die Aufhebung des Vergabeverfahrens" in shown.text
    one = f"{letters}/1-1-1-1"
    assert HOSTILE in page(one).text
    rival = page(f"{letters}/1-1-1-3").one("h1").text.removeprefix("Schreiben zu ")
    typed = {"aufhebungsgruende": f"{rival} war zu teuer.", "aufhebungsgruende-fassung": "0"}
    assert send(client, one, **typed)[0] == 303
    assert "So darf das Schreiben nicht heraus" in page(one).text
    day = house.transactions.clock.now().strftime("%d.%m.%Y")
    wish = {"art": "annulment", "versandt": day, "weg": "post"}
    status, refused = send(client, letters, **wish)
    assert (status, "nennt ein anderes Unternehmen" in refused) == (422, True)
    typed = {"aufhebungsgruende": "Der Bedarf ist entfallen.", "aufhebungsgruende-fassung": "1"}
    assert send(client, one, **typed)[0] == 303
    assert send(client, letters, **{**wish, "art": "after-award"})[0] == 409
    assert send(client, letters, **wish)[0] == 303
    assert "noch nicht" not in page(letters).text
    assert client.get(f"{one}/entwurf").status_code == client.get(f"{letters}/dateien/1").status_code == 200
