"""A whole procedure in real browsers, from the need to the fixed result: people sign in and press what is there.

Two officers, two evaluators and an auditor, each in a browser of their own; at the end the others look, too. Only the
weeks until the deadline are let pass by hand.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import text, update
from sqlmodel import col

from app.house import House
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import STEPS
from procurement.tables import ProcedureRow, PublicationRow
from tests.documents import as_bytes, demo
from tests.e2e.conftest import OpenContext, watched

pytestmark = pytest.mark.e2e

SAVING = 60_000
REFERENCE = "REISE-GANZ"
SLUG = "reise-ganz"
ROOT = f"/vergabeverfahren/{SLUG}"
BIDS = {"Alpha <b>GmbH</b>": "119.000,00", "=Beta AG": "123.500,00"}
"""What bidders call themselves stays text."""

FORBIDDEN = 403
INSIDE = ("/fassungen", "/angebote", "/pruefung", "/konsens", "/preise", "/ergebnis", "/freigabe")
"""What administration, Magistrat and a department that does not need it do not see of a procedure."""


class Person:
    """Somebody at a browser.

    Args:
        page: Signed in.
        complaints: Fills with what the browser complains about.
    """

    def __init__(self, page: Page, complaints: list[str]) -> None:
        self.page = page
        self.complaints = complaints

    def go(self, more: str = "") -> Page:
        self.page.goto(f"{ROOT}{more}")
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def step(self, step: Step) -> None:
        """Take a step on its page and find that it was taken."""
        self.go("/freigabe")
        self.press(STEPS[step])
        expect(self.page.get_by_role("alert")).to_have_count(0)
        expect(self.page.get_by_role("button", name=STEPS[step], exact=True)).to_have_count(0)

    def cannot(self, step: Step) -> None:
        self.go("/freigabe")
        expect(self.page.get_by_role("button", name=STEPS[step], exact=True)).to_have_count(0)

    def status(self, more: str) -> int:
        answer = self.page.goto(f"{ROOT}{more}")
        assert answer is not None
        return answer.status


SignIn = Callable[[str], Person]


@pytest.fixture
def sign_in(open_context: OpenContext) -> SignIn:
    """Return a function that signs somebody in through the page, in a browser of their own."""
    return lambda account: signed_in(open_context(), account)


def signed_in(context: BrowserContext, account: str) -> Person:
    context.clear_cookies()
    page, complaints = watched(context)
    page.goto("/anmelden")
    page.get_by_role("button", name=f"Anmelden als {DEMO_PEOPLE[account].name}").click()
    expect(page.get_by_role("banner").get_by_text(DEMO_PEOPLE[account].name)).to_be_visible()
    return Person(page, complaints)


def prepare(officer: Person, folder: Path) -> None:
    """Begin, fill in need, plan and texts, and take a Bewertungsmatrix over for the only lot."""
    page = officer.page
    page.goto("/vergabeverfahren/neu")
    page.get_by_label("Vergabenummer").fill(REFERENCE)
    page.get_by_label("Titel").fill("Videoberatung")
    officer.press("Vergabeverfahren anlegen")
    officer.go("/bedarf")
    page.get_by_label("Art der Beschaffung").select_option("Cloud: Software als Dienst (SaaS)")
    for title, amount in (("Einmalige Kosten", "60.000"), ("Monatliche Kosten", "4.500"), ("Ausstieg", "0")):
        group = page.get_by_role("group", name=title)
        group.get_by_label("Euro netto").fill(amount)
        group.get_by_label("Woher kommt der Betrag?").fill("Markterkundung")
    page.get_by_label("unbefristet").check()
    officer.press("Speichern und schätzen")
    expect(page.get_by_role("heading", name="Geschätzter Auftragswert: 276.000,00 € netto.")).to_be_visible()
    officer.go("/angaben")
    page.get_by_label("Offenes Verfahren – stets zulässig (§ 14 Abs. 2 VgV)", exact=True).check()
    group = page.get_by_role("group", name="Angebotsfrist")
    group.get_by_label("Tag").fill(f"{datetime.now(UTC) + timedelta(days=70):%d.%m.%Y}")
    group.get_by_label("Uhrzeit").fill("12:00")
    page.get_by_label("Prüfung quelloffener Alternativen", exact=True).fill("Zwei Lösungen geprüft.")
    page.get_by_label("Regel bei Gleichstand", exact=True).fill("Losentscheid.")
    officer.press("Alles speichern")
    expect(page.get_by_text("Alle Angaben und Texte sind gespeichert.")).to_be_visible()
    add_lot(officer, folder)


def add_lot(officer: Person, folder: Path) -> None:
    file = folder / "matrix.json"
    file.write_bytes(as_bytes(demo()))
    page = officer.go("/lose")
    page.get_by_label("Bezeichnung").fill("Gesamt")
    officer.press("Los hinzufügen")
    officer.go("/lose/1")
    page.get_by_label("Datei mit Bewertungsmatrix wählen").set_input_files(file)
    officer.press("Vorschau zeigen")
    officer.press("Bewertungsmatrix übernehmen")
    expect(page.get_by_role("heading", name="Bewertungsmatrix ersetzen")).to_be_visible()


def let_weeks_pass(house: House) -> None:
    """Move publication and deadline into the past; what is published never changes, so its guard looks away."""
    now, guard = datetime.now(UTC), "procurement_publication_no_update"
    with house.transactions.database.write(DEMO_CITY) as session:
        here = text("SELECT sql FROM sqlite_master WHERE name = :name")
        made_by = session.execute(here, {"name": guard}).scalar_one()
        session.execute(text(f"DROP TRIGGER {guard}"))
        published = update(PublicationRow).where(col(PublicationRow.slug) == SLUG)
        session.execute(published.values(published_at=now - timedelta(days=70)))
        session.execute(text(made_by))
        due = update(ProcedureRow).where(col(ProcedureRow.slug) == SLUG)
        session.execute(due.values(bid_deadline=now - timedelta(hours=3)))


def open_and_take_over(officer: Person) -> None:
    page, now = officer.go("/angebote/oeffnung"), german(datetime.now(UTC) - timedelta(hours=1))
    page.get_by_label("Tag").fill(now[:10])
    page.get_by_label("Uhrzeit").fill(now[11:])
    page.get_by_label("Erste Person").fill("Jonas Keller")
    page.get_by_label("Zweite Person").fill("Ingrid Sørensen")
    officer.press("Öffnung festhalten")
    expect(page.get_by_role("alert")).to_have_count(0)
    for tenderer, price in BIDS.items():
        officer.go("/angebote/neu")
        page.get_by_label("Los", exact=True).select_option(index=1)
        page.get_by_label("Bieter").fill(tenderer)
        page.get_by_label("Eingang").fill(german(datetime.now(UTC) - timedelta(hours=5)))
        page.get_by_label("Wertungspreis").fill(price)
        officer.press("Angebot übernehmen")
        expect(page.get_by_text(tenderer, exact=True).first).to_be_visible()


def german(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Europe/Berlin')):%d.%m.%Y %H:%M}"


def examine(officer: Person, bid: str) -> None:
    page = officer.go(f"/pruefung/{bid}")
    for group in page.locator("fieldset[id^=punkt-]").all():
        group.get_by_label("erfüllt", exact=True).check()
        group.get_by_role("textbox", name="Feststellung und Fundstelle").fill("Blatt 2")
    officer.press("Speichern und zulassen")
    expect(page.get_by_role("alert")).to_have_count(0)


def appoint(officer: Person, account: str) -> None:
    page, name = officer.go("/wertende"), DEMO_PEOPLE[account].name
    page.get_by_label("Person mit der Rolle „Wertung“").select_option(name)
    officer.press("Für Los 1 bestimmen")
    expect(page.get_by_role("button", name=f"{name} entfernen")).to_be_visible()


def declare(evaluator: Person) -> None:
    page = evaluator.go("/erklaerung")
    for answer in page.get_by_label("Es besteht kein Interessenkonflikt.").all():
        answer.check()
    evaluator.press("Erklärung abgeben")
    expect(page.get_by_text("Angebote zugänglich")).to_be_visible()


def score(evaluator: Person, points: str) -> None:
    """Give points in the matrix, reasons at the desk of each criterion, and hand in."""
    page = evaluator.go("/wertung/1")
    for cell in page.locator("input.wertung__punkte").all():
        with page.expect_response(lambda answer: answer.request.method == "PATCH"):
            cell.fill(points)
            cell.blur()
    expect(page.locator("[data-stand-aller]")).to_contain_text("gespeichert um", timeout=SAVING)
    desks = [one.get_attribute("href") for one in page.locator("th.matrix__kriterium a").all()]
    for desk in desks:
        page.goto(str(desk))
        for number, bid in enumerate(page.locator("fieldset.wertung__angebot").all()):
            bid.get_by_label("Was steht wo?", exact=True).fill(
                f"Kapitel {number}, {str(desk)[-2:]}: beschrieben ({points})."
            )
            bid.get_by_label("Was fehlt?", exact=True).fill("Ein Beispiel." if points == "8" else "Zwei Beispiele.")
            bid.get_by_label("Folge?", exact=True).fill(f"Angebot {number}: eingeordnet.")
            bid.get_by_label("Fundstelle", exact=True).fill("Angebot S. 12")
        evaluator.press("Zwischenspeichern")
        expect(page.get_by_text("Alles zu diesem Kriterium ist gespeichert.")).to_be_visible()
    evaluator.go("/wertung/1")
    evaluator.press("Einzelwertung abgeben")
    expect(page.get_by_text("Abgegeben am")).to_be_visible()


def agree(evaluator: Person) -> None:
    page = evaluator.go("/konsens")
    desks = {str(one.get_attribute("href")) for one in page.locator("main a[href*='/konsens/1/']").all()}
    for desk in sorted(desks):
        page.goto(desk)
        for number, bid in enumerate(page.locator("fieldset.wertung__angebot").all()):
            bid.get_by_label("Gemeinsame Punkte", exact=True).fill("8" if number == 0 else "7")
            bid.get_by_label("Gemeinsame Begründung", exact=True).fill(f"Angebot {number}: gemeinsam zu {desk}.")
            bid.get_by_label("Fundstelle", exact=True).fill("Angebot S. 12")
        page.get_by_role("button", name="Zwischenspeichern").last.click()
        expect(page.get_by_role("alert")).to_have_count(0)


def publish(first: Person, second: Person, folder: Path) -> None:
    prepare(first, folder)
    first.step(Step.REQUEST_RELEASE)
    first.cannot(Step.RELEASE)
    second.step(Step.RELEASE)


def bring_to_scoring(first: Person, second: Person, evaluators: Mapping[str, Person]) -> None:
    open_and_take_over(first)
    second.step(Step.START_EXAMINATION)
    for account, one in evaluators.items():
        appoint(first, account)
        declare(one)
    for bid in ("1-1-1-1", "1-1-1-2"):
        examine(second, bid)
    first.step(Step.START_SCORING)


def fix_the_result(first: Person, second: Person) -> None:
    expect(second.go("/preise").get_by_text("119.000,00")).to_have_count(0)
    first.step(Step.FIX_QUALITY)
    first.cannot(Step.UNLOCK_PRICES)
    second.step(Step.UNLOCK_PRICES)
    expect(first.go("/preise").get_by_text("119.000,00").first).to_be_visible()
    first.step(Step.REQUEST_RESULT)
    first.cannot(Step.FIX_RESULT)
    second.step(Step.FIX_RESULT)
    expect(first.go("/ergebnis").get_by_text("Alpha <b>GmbH</b>").first).to_be_visible()


@pytest.mark.long
def test_five_people_play_a_whole_procedure(sign_in: SignIn, beside: House, tmp_path: Path) -> None:
    first, second = sign_in("vergabestelle"), sign_in("vergabestelle2")
    evaluators = {account: sign_in(account) for account in ("wertung", "wertung2")}

    publish(first, second, tmp_path)
    let_weeks_pass(beside)
    bring_to_scoring(first, second, evaluators)
    for one, points in zip(evaluators.values(), ("8", "7"), strict=True):
        score(one, points)
    first.step(Step.START_CONSENSUS)
    agree(evaluators["wertung"])
    fix_the_result(first, second)

    assert [one for person in (first, second, *evaluators.values()) for one in person.complaints] == []
    auditor = sign_in("revision")
    expect(auditor.go("/verlauf").get_by_text("Ergebnis festgestellt").first).to_be_visible()
    expect(auditor.go("/preise").get_by_text("119.000,00").first).to_be_visible()
    assert auditor.complaints == []
    for account in ("verwaltung", "fachamt", "magistrat"):
        other = sign_in(account)
        assert [other.status(page) for page in INSIDE] == [FORBIDDEN] * len(INSIDE), account
