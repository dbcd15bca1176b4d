"""From the Digital-Check to the tender procedure and back: every fact once, each side for whoever may see it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from digitalcheck.errors import CheckClosedError, CheckNotFoundError
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.purchase import Purchase, Way, purchase_of
from infra.audit.model import EntryQuery
from infra.database import Database
from infra.fields.model import Edit
from infra.notices.model import NoticeKind
from infra.parameters import load_data
from infra.policy.decision import AccessDeniedError
from infra.settings import Settings
from procurement.errors import (
    CheckLinkedError,
    CheckNotLinkedError,
    NothingToBuyError,
    ProcedureNotFoundError,
    ReferenceTakenError,
)
from procurement.model import ProcedurePlan
from procurement.rules.criteria.catalogue import parse_catalogue
from procurement.rules.first_need import first_need
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import FIRST
from procurement.services.preparation import parse_need
from tests.checks import FULL, judged
from tests.fakes import StoppedClock
from tests.people import actor
from tests.released_checks import ADIT, DEPARTMENT, HEAD, NOW, begun, complete, fill, step

OFFICER, AUDITOR = actor("vergabestelle"), actor("revision")
DAY = date(2026, 11, 23)
BUYING = {
    "V1": "ja",
    "V2": "nein",
    "V3": "nein",
    "V4": "nein",
    "V5": "nein",
    "A2": "Termine lassen sich online vereinbaren und absagen.",
    "A3": "beschaeftigte",
    "gremienlauf": "Magistrat; 09.12.2026",
    "E2": "saas",
    "E3": "kriterium",
    "E3.percent": "15",
    "K3": "24000",
    "K3.yearly": "12000",
    "K3.years": "4",
    "L1": "01.02.2027",
    "L1.go_live": "01.06.2027",
}


@pytest.fixture
def house(database: Database) -> House:
    address = database.engine.url.render_as_string(hide_password=False)
    return build_house(database, clock=StoppedClock(NOW), settings=Settings(DATABASE_URL=address))


def signed(house: House, **more: str) -> int:
    """Return the number of a signed check that buys."""
    number = begun(house, "2026/0700", "Terminvergabe im Bürgeramt").number
    fill(house, number, BUYING | more)
    complete(house, number)
    step(house, number, HEAD, CourseStep.SIGN)
    return number


def test_what_a_check_says_about_buying() -> None:
    bought = purchase_of(judged(FULL))

    assert bought is not None
    assert (bought.way, bought.once_eur, bought.yearly_eur) == (
        Way.SAAS if FULL["E2"]["value"] == "saas" else Way.KAUFEN,
        Decimal(str(FULL["K3"]["value"])),
        Decimal(str(FULL["K3"]["yearly"])) if "yearly" in FULL["K3"] else None,
    )
    assert purchase_of(judged(FULL | {"E2": {"value": "vorhandene"}})) is None


def test_cost_becomes_a_need_that_tells_where_it_comes_from() -> None:
    found = first_need(
        Purchase(title="Videoberatung", way=Way.SAAS, once_eur=Decimal(1000), yearly_eur=Decimal(100), months=36),
        7,
        DAY,
    )

    assert found is not None
    assert [(one["kind"], one["amount_net_eur"]) for one in found["lots"][0]["lines"]] == [
        ("one-off", "1000.00"),
        ("monthly", "8.33"),
    ]
    assert all("Digital-Check Nr. 7" in one["reason"] for one in found["lots"][0]["lines"])
    assert "laufend 100,00\u00a0€ im Jahr" in found["lots"][0]["lines"][1]["reason"].replace(" €", "\u00a0€")
    assert first_need(Purchase(title="Ohne Kosten", way=Way.KAUFEN), 7, DAY) is None


@given(
    st.builds(
        Purchase,
        title=st.text(min_size=1, max_size=150).filter(lambda text: bool(text.strip())),
        way=st.sampled_from(Way),
        once_eur=st.none() | st.decimals(0, 10**9, places=3),
        yearly_eur=st.none() | st.decimals(0, 10**9, places=3),
        months=st.none() | st.integers(1, 10_000),
    )
)
def test_every_purchase_gives_a_need_that_is_accepted(purchase: Purchase) -> None:
    need = first_need(purchase, 1, DAY)

    assert need is None or parse_need(need).lots[0].name == purchase.title


def test_a_procedure_begins_with_the_facts_of_its_check(house: House) -> None:
    number = signed(house)
    newest = house.notices.page(OFFICER).items[0]
    assert (newest.kind, newest.link) == (NoticeKind.CHECK_TO_TENDER, f"/digital-checks/{number}/vergabe")

    begun_one = house.digital.tendering.begin(OFFICER, number, "VG-2026-700")

    opened = house.procedures.open(OFFICER, begun_one.slug)
    assert opened.procedure.plan.title == opened.procedure.lots[0].title == "Terminvergabe im Bürgeramt"
    assert opened.procedure.plan.office == DEPARTMENT.office
    assert opened.need is not None
    assert [(one.kind.value, one.amount_net_eur, one.months) for one in opened.need.lots[0].lines] == [
        ("one-off", Decimal(24000), None),
        ("monthly", Decimal(1000), 48),
    ]
    back = house.digital.tendering.check_of(OFFICER, begun_one.slug)
    assert back is not None
    assert (back.number, back.reference) == (number, "2026/0700")
    assert back.purchase is not None
    assert back.purchase.open_source_percent == Decimal(15)
    (there,) = house.digital.tendering.procedures(DEPARTMENT, number)
    assert (there.reference, there.stage) == ("VG-2026-700", FIRST)
    with pytest.raises(ReferenceTakenError):
        house.digital.tendering.begin(OFFICER, number, "VG-2026-700")
    with pytest.raises(InputError):
        house.digital.tendering.begin(OFFICER, number, " ")


def test_only_officers_begin_and_only_from_what_is_signed_and_bought(house: House) -> None:
    number = signed(house)
    for who in (DEPARTMENT, HEAD, ADIT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.tendering.begin(who, number, "VG-2026-701")
    with pytest.raises(AccessDeniedError):
        house.digital.tendering.procedures(OFFICER, number)
    draft = begun(house, "2026/0701", "Noch ein Entwurf").number
    with pytest.raises(CheckClosedError):
        house.digital.tendering.offer(OFFICER, draft)
    with pytest.raises(CheckNotFoundError):
        house.digital.tendering.offer(OFFICER, 9999)
    with pytest.raises(NothingToBuyError):
        house.digital.tendering.offer(OFFICER, signed(house, E2="vorhandene"))


def test_an_existing_procedure_is_linked_until_it_is_published(house: House) -> None:
    number, linking = signed(house), house.digital.check_linking
    slug = house.drafting.create(OFFICER, "VG-2026-702", ProcedurePlan(title="Schon begonnen")).slug

    linked = linking.link(OFFICER, number, slug)

    assert [one.reference for one in linked.procedures] == ["VG-2026-702"]
    texts = house.procedures.open(OFFICER, slug).texts
    assert texts[TextField.DIGITAL_CHECK].value == f"Digital-Check Nr. {number}, Vorlage 2026/0700"
    assert texts[TextField.CAPACITY].value == f"IT-Anforderung Nr. {linked.request}"
    with pytest.raises(CheckLinkedError):
        linking.link_reference(OFFICER, number, " VG-2026-702 ")
    edit = Edit(field=TextField.CAPACITY, value="Zusage vom 20.11.", base_version=texts[TextField.CAPACITY].version)
    house.drafting.change_text(OFFICER, slug, edit)

    linking.unlink(OFFICER, slug, "Gehört zu einem anderen Vorhaben")

    assert house.digital.tendering.check_of(OFFICER, slug) is None
    texts = house.procedures.open(OFFICER, slug).texts
    assert (texts[TextField.DIGITAL_CHECK].value, texts[TextField.CAPACITY].value) == ("", "Zusage vom 20.11.")
    last = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]
    assert last.details["after"] == {"check": None, "reason": "Gehört zu einem anderen Vorhaben"}
    with pytest.raises(CheckNotLinkedError):
        linking.unlink(OFFICER, slug, "Noch einmal")


def test_only_officers_link_and_only_what_is_signed(house: House) -> None:
    number, linking = signed(house), house.digital.check_linking
    slug = house.drafting.create(OFFICER, "VG-2026-703", ProcedurePlan(title="Schon begonnen")).slug
    with pytest.raises(ProcedureNotFoundError):
        linking.link_reference(OFFICER, number, "VG-0")
    for who in (DEPARTMENT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            linking.link(who, number, slug)
        with pytest.raises(AccessDeniedError):
            linking.unlink(who, slug, "Nein")
    draft = begun(house, "2026/0703", "Noch ein Entwurf").number
    with pytest.raises(CheckClosedError):
        linking.link(OFFICER, draft, slug)


def test_the_matrix_begins_with_the_weight_that_the_check_promises(house: House) -> None:
    opened = parse_catalogue(load_data("procurement", "kriterien"))
    marked = next(one.id for one in opened.groups if one.role == "open_source")
    everything = frozenset(one.id for one in opened.entries)
    weights = [
        house.selecting.suggest(opened, everything, Decimal(30), promised)[marked]
        for promised in (None, Decimal(5), Decimal(15), Decimal(70))
    ]
    assert weights == ["10", "10", "15", "10"]
