"""Figures of the queue, tables to take away, calendar and daily mail in the browser."""

import pytest
from icalendar import Calendar

from app.house import House
from infra.spreadsheet.reading import read_workbook
from tests.capacity.ranking import proposed
from tests.people import actor
from tests.web.page import parse
from tests.web.test_request_pages import As, as_person, begun, page, sent, step

__all__ = ["as_person"]
FIGURES, DATES = "/anforderungen/kennzahlen", "/anforderungen/termine"


def test_figures_show_and_go_along(as_person: As) -> None:
    shown = page(as_person("fachamt"), FIGURES)
    assert "weniger als 5 Personen" in shown.text
    assert "Alle Schritte zusammen" in shown.text
    assert page(as_person("fachamt"), f"{FIGURES}?jahr=2026").all("table")
    assert as_person("adit").get(f"{FIGURES}?jahr=1999").status_code == 404
    assert as_person("adit").get(f"{FIGURES}/doc").status_code == 404
    answer = as_person("revision").get(f"{FIGURES}/ods")
    assert answer.headers["content-disposition"].startswith('attachment; filename="kennzahlen-2026')
    assert read_workbook(answer.content).sheets[0].cells[0, 0].value == "Bereich"
    assert as_person("verwaltung").get(FIGURES).status_code == 403


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_list_goes_along_as_it_is_filtered_and_seen(house: House, as_person: As, kind: str) -> None:
    number = proposed(house, actor("fachamt"), f"Tafeln für {kind}")
    listed = page(as_person("adit"), f"/anforderungen?suche=Tafeln+{kind}&stand=priorisiert")
    link = next(one.attrs["href"] for one in listed.all("a") if f"/liste/{kind}" in one.attrs["href"])
    answer = as_person("adit").get(link)
    assert answer.status_code == 200
    if kind == "csv":
        assert answer.content.decode("utf-8-sig").splitlines()[1].startswith(f"{number};Tafeln für csv;")
    else:
        cells = read_workbook(answer.content).sheets[0].cells
        assert [cells[row, 0].value for row, column in cells if column == 1 and row] == [number]
    assert as_person(None).get(link, follow_redirects=False).status_code in {302, 303, 401, 403}


def test_a_calendar_by_download_and_by_its_secret_address(house: House, as_person: As) -> None:
    number = begun(house, "Kalender der Märkte")
    assert step(as_person("fachamt"), number, "fachamt", "submit").status_code == 303
    own = as_person("adit").get(f"{DATES}/kalender.ics")
    assert own.headers["content-type"] == "text/calendar; charset=utf-8"
    said = [str(one["summary"]) for one in Calendar.from_ical(own.content).walk("VEVENT")]
    assert f"Antwort fällig: Nr. {number}: Kalender der Märkte" in said
    made = sent(as_person("adit"), f"{DATES}/kalender", freigabe="neu")
    address, register = (one.text.strip() for one in parse(made.text).one("main").all("code"))
    assert register == f"{address}/vertragsregister"
    assert address not in page(as_person("adit"), DATES).text
    path = "/kalender/" + address.split("/kalender/")[1]
    shared = as_person(None).get(path)
    assert [str(one["summary"]) for one in Calendar.from_ical(shared.content).walk("VEVENT")] == said
    of_register = [
        as_person("adit").get("/vertragsregister/kalender.ics"),
        as_person(None).get(f"{path}/vertragsregister"),
    ]
    assert [str(Calendar.from_ical(one.content)["x-wr-calname"]) for one in of_register] == ["Vertragsregister"] * 2
    assert as_person("magistrat").get("/vertragsregister/kalender.ics").status_code == 403
    assert as_person(None).get(f"{path}x/vertragsregister").status_code == 404
    assert as_person(None).get(f"{path}x").status_code == 404
    assert sent(as_person("adit"), f"{DATES}/kalender", freigabe="aus").status_code == 303
    assert as_person(None).get(path).status_code == 404
    assert as_person(None).get(f"{path}/vertragsregister").status_code == 404


def test_the_daily_mail_is_ordered_and_cancelled(as_person: As) -> None:
    refused = sent(as_person("datenschutz"), f"{DATES}/mail", adresse="kein <b>")
    assert refused.status_code == 422
    shown = parse(refused.text).one("main")
    assert shown.one("input", name="adresse").attrs["value"] == "kein <b>"
    assert "Bitte eine E-Mail-Adresse" in shown.text
    assert sent(as_person("datenschutz"), f"{DATES}/mail", adresse="ds@musterstadt.de").status_code == 303
    again = page(as_person("datenschutz"), DATES)
    assert again.one("input", name="adresse").attrs["value"] == "ds@musterstadt.de"
    assert "kein Mailserver" in again.text
    assert sent(as_person("datenschutz"), f"{DATES}/mail", adresse="").status_code == 303
    assert page(as_person("datenschutz"), DATES).one("input", name="adresse").attrs["value"] == ""
    assert sent(as_person("verwaltung"), f"{DATES}/mail", adresse="a@b.de").status_code == 403
