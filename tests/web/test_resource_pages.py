"""Pages of the resource plan: read by whom it concerns, taken away, with rates that ADIT enters."""

from app.house import House
from tests.capacity.ranking import proposed
from tests.capacity.test_places import make
from tests.capacity.test_requests import fill
from tests.people import actor
from tests.web.test_plan_pages import DEPARTMENT, alone
from tests.web.test_request_pages import As, page, sent

__all__ = ["alone"]
PLAN, RATES = "/anforderungen/ressourcen", "/anforderungen/tagessaetze"


def test_the_budget_finds_days_euro_and_what_has_no_rate(untouched: House, alone: As) -> None:
    adit = alone("adit")
    assert "Es gibt noch keinen Plan" in page(adit, PLAN).text
    make(untouched)
    assert "keine geschätzte Anforderung" in page(adit, PLAN).text
    number = proposed(untouched, DEPARTMENT, "Wohngeld", "20")
    fill(untouched, number, actor("adit"), konto="Investitionsnummer 27-014", dezernat="Dezernat III", mip="ja")
    make(untouched)
    text = page(adit, f"{PLAN}?jahr=2027").text
    for told in ("Investitionsnummer 27-014", "Dezernat III", "ohne Tagessatz: 20 Tage", "Nicht vollständig"):
        assert told in text
    for kind in ("xlsx", "ods", "csv"):
        file = adit.get(f"{PLAN}/{kind}?jahr=2027")
        assert f"ressourcenplan-2027.{kind}" in file.headers["content-disposition"]
        assert len(file.content) > 100
    assert adit.get(f"{PLAN}/pdf").status_code == 404
    assert adit.get(f"{PLAN}?jahr=2035").status_code == 404
    assert alone("fachamt").get(PLAN).status_code == 403


def test_a_rate_is_entered_and_struck_and_what_was_typed_stays(alone: As) -> None:
    adit = alone("adit")
    wrong = sent(adit, RATES, rolle="Schnittstellen", satz="viel", ab="01.01.2027")
    assert wrong.status_code == 422
    assert 'value="viel"' in wrong.text
    assert "höchstens zwei Nachkommastellen" in wrong.text
    assert sent(adit, RATES, rolle="Schnittstellen", satz="612,50", ab="01.01.2027").status_code == 303
    assert [one.text for one in page(adit, RATES).one("tbody").all("td")][:2] == [
        "612,50 €",
        "01.01.2027",
    ]
    assert sent(adit, RATES, rolle="Schnittstellen", streichen="2027-01-01").status_code == 303
    assert "noch kein Tagessatz" in page(adit, RATES).text
    assert "Tagessatz eintragen" not in page(alone("revision"), RATES).text
