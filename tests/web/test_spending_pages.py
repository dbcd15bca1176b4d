"""The page of what a request really took: ADIT notes it, nothing typed is lost, its readers see it."""

from app.house import House
from capacity.model import RequestStage
from tests.capacity.ranking import proposed
from tests.people import actor
from tests.web.page import parse
from tests.web.test_request_pages import As, as_person, page, sent

__all__ = ["as_person"]
DEPARTMENT = actor("fachamt")


def test_what_it_took_is_noted_beside_the_estimate(house: House, as_person: As) -> None:
    number = proposed(house, DEPARTMENT, "Bauakte <b>neu", "12.5", stage=RequestStage.ABGESCHLOSSEN)
    address, adit = f"/anforderungen/{number}/ist-aufwand", as_person("adit")
    assert page(adit, f"/anforderungen/{number}").one("a", href=address).text.startswith("Eintragen")
    form = page(adit, address)
    assert "12,5" in form.one("tbody").all("tr")[0].text
    assert form.one("input", name="rolle-0").attrs["value"] == "Projektleitung"
    typed = {"rolle-0": "Projektleitung", "tage-0": "viel<", "rolle-1": "Netz", "tage-1": "3"}
    refused = sent(adit, address, **typed)
    assert (refused.status_code, "Zeile 1: Bitte Personentage von 0 bis" in refused.text) == (422, True)
    again = parse(refused.text)
    assert again.one("input", name="tage-0").attrs["value"] == "viel<"
    assert (again.one("input", name="rolle-1").attrs["value"], again.one("input", name="tage-1").attrs["value"]) == (
        "Netz",
        "3",
    )
    assert sent(adit, address, **typed | {"tage-0": "14,5"}).status_code == 303
    assert page(adit, address).one("input", name="tage-1").attrs["value"] == "14,5", "roles are in their order"
    shown = page(as_person("fachamt"), address)
    assert "Projektleitung: 14,5 Personentage, geschätzt 12,5" in shown.text
    assert not shown.all("input", name="tage-0")


def test_it_is_noted_by_adit_alone_and_not_before_the_work_is_finished(house: House, as_person: As) -> None:
    early = f"/anforderungen/{proposed(house, DEPARTMENT, 'Früh', stage=RequestStage.IN_UMSETZUNG)}/ist-aufwand"
    typed = {"rolle-0": "Projektleitung", "tage-0": "1"}
    assert "Noch ist nichts eingetragen" in page(as_person("adit"), early).text
    closed = sent(as_person("adit"), early, **typed)
    assert (closed.status_code, "wenn die Arbeit fertig ist" in closed.text) == (409, True)
    assert sent(as_person("fachamt"), early, **typed).status_code == 403
    figures = page(as_person("fachamt"), "/anforderungen/kennzahlen").text
    assert "der nötigen 20 abgeschlossenen Anforderungen bekannt" in figures
