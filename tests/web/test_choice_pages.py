"""The lists of the city on pages: kept by those whose they are, chosen from in the form, filtered by in the list."""

from app.house import House
from tests.capacity.ranking import proposed
from tests.people import actor
from tests.web.page import parse
from tests.web.test_request_pages import As, as_person, page, sent

__all__ = ["as_person"]
LISTS = "/anforderungen/auswahllisten"


def test_an_entry_is_chosen_from_and_filtered_by_until_it_ends_and_stays_where_it_is_held(
    house: House, as_person: As
) -> None:
    number = proposed(house, actor("fachamt"), "Waldkarte")
    form = f"/anforderungen/{number}/formular/einordnung"
    assert page(as_person("adit"), form).one("input", name="projektkategorie")
    entry = {"liste": "projektkategorie", "eintrag": "Bürger<b>nah"}
    assert sent(as_person("verwaltung"), LISTS, **entry).status_code == 303
    assert "Bürger<b>nah" in page(as_person("verwaltung"), LISTS).text

    options = page(as_person("adit"), form).one("select", name="projektkategorie").all("option")
    assert [one.attrs["value"] for one in options] == ["", "Bürger<b>nah"]
    saved = sent(as_person("adit"), form, **{"projektkategorie": "Bürger<b>nah", "projektkategorie-version": "0"})
    assert saved.status_code == 303
    listed = page(as_person("adit"), "/anforderungen?projektkategorie=B%C3%BCrger%3Cb%3Enah")
    assert "Waldkarte" in listed.one("tbody").text
    assert len(listed.one("tbody").all("tr")) == 1
    assert "Dazu gibt es keine" in page(as_person("adit"), "/anforderungen?projektkategorie=anders").text

    assert sent(as_person("verwaltung"), LISTS, **entry, ab="01.01.2026", bis="02.01.2026").status_code == 303
    options = page(as_person("adit"), form).all("input", name="projektkategorie")
    assert [one.attrs["value"] for one in options] == ["Bürger<b>nah"]
    assert sent(as_person("verwaltung"), LISTS, liste="projektkategorie", streichen="Bürger<b>nah").status_code == 303
    assert "Bürger<b>nah" not in page(as_person("verwaltung"), LISTS).text


def test_what_is_wrong_is_said_where_it_was_typed(as_person: As) -> None:
    client = as_person("verwaltung")
    wrong = sent(client, LISTS, liste="erfunden", eintrag="Ei<b>gen", ab="bald", bis="nie")
    assert wrong.status_code == 422
    for words in ("Bitte eine der Listen wählen.", "31.12.2027"):
        assert words in wrong.text
    assert "Ei&lt;b&gt;gen" in wrong.text
    reversed_days = sent(client, LISTS, liste="dezernat", eintrag="I", ab="02.01.2027", bis="01.01.2027")
    assert (reversed_days.status_code, "vor dem ersten" in reversed_days.text) == (422, True)
    assert sent(as_person("fachamt"), LISTS, liste="dezernat", eintrag="I").status_code == 403
    assert as_person("revision").get(LISTS).status_code == 403


def test_roles_are_chosen_where_the_city_has_named_some(as_person: As) -> None:
    supply = "/anforderungen/kapazitaet"
    assert page(as_person("adit"), supply).one("input", name="rolle")
    assert sent(as_person("adit"), LISTS, liste="rolle", eintrag="Netzplanung").status_code == 303
    options = page(as_person("adit"), supply).one("select", name="rolle").all("option")
    assert [one.attrs["value"] for one in options] == ["", "Netzplanung"]
    refused = sent(as_person("adit"), supply, rolle="", zeitraum="2027-Q1", tage="3")
    assert refused.status_code == 422
    wrong = parse(refused.text).one("main").all(aria_invalid="true")
    assert [one.attrs["name"] for one in wrong] == ["rolle"], "nothing else is wrong"
    assert sent(as_person("adit"), LISTS, liste="rolle", streichen="Netzplanung").status_code == 303
