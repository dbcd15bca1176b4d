"""Working on Digital-Checks together, through the services on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.house import House
from app.wiring import build_house
from capacity.model import CapacityState
from capacity.services.shared import FORM
from core.errors import InputError, VersionConflictError
from digitalcheck.errors import CheckClosedError, CheckNotFoundError, OfficeMissingError, QuestionsPublishedError
from digitalcheck.model import CheckQuery, CheckStatus, Headline, Part, StoredCheck
from digitalcheck.repository import CheckRepository
from digitalcheck.rules.catalogue.reading import document_of
from digitalcheck.rules.reading import SlotFault, Unreadable
from digitalcheck.services.filling import NewCheck
from digitalcheck.services.shipped import load_catalogue
from infra.database import Database
from infra.fields.model import Conflict, Edit, FieldConflictError, Saved, UnknownFieldError
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.people import actor

DEPARTMENT, ADIT, DEZERNAT, PRIVACY, SECURITY, AUDITOR, OFFICER = (
    actor(one) for one in ("fachamt", "adit", "dezernat", "datenschutz", "sicherheit", "revision", "vergabestelle")
)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(NOW))


def begun(house: House, title: str = "Terminvergabe im Bürgeramt", **head: object) -> StoredCheck:
    return house.digital.filling.create(DEPARTMENT, NewCheck(title=title, **head))  # type: ignore[arg-type]


def events(house: House, kind: str) -> list[str]:
    """Return what the audit log tells about things of a kind."""
    lines = lines_of(house.transactions.database, DEMO_CITY)
    return [line["event"] for line in lines if line["subject"]["kind"] == kind]


def fill(house: House, number: int, who: object = DEPARTMENT, **values: str) -> dict[str, Saved | Conflict]:
    """Save fields as somebody who saw the newest of each; ``__`` stands for the point in a name, ``_`` at its end."""
    held = house.digital.checks.open(DEPARTMENT, number).values
    named = {name.replace("__", ".").replace("adit_", "adit-").replace("r1", "1"): one for name, one in values.items()}
    edits = [Edit(field=name, value=one, base_version=held[name].version) for name, one in named.items()]
    return dict(house.digital.filling.save(who, number, edits))  # type: ignore[arg-type]


def test_a_check_is_begun_filled_in_and_judged_at_once(house: House) -> None:
    check = begun(house, reference="2026-M-0815", dezernat="Dezernat IV")
    fill(house, check.number, V1="ja", V2="nein", V3="nein", V4="ja", V5="nein", A2="Termine gibt es online.")
    opened = house.digital.checks.open(DEPARTMENT, check.number)
    assert (opened.office, opened.check.status, opened.check.catalogue) == (
        "Bürgeramt",
        CheckStatus.ENTWURF,
        "digital-check/1.1",
    )
    head = opened.judgement.check.head
    assert (head.titel, head.amt, head.dezernat) == ("Terminvergabe im Bürgeramt", "Bürgeramt", "Dezernat IV")
    assert opened.judgement.headline is Headline.NICHT_ABGESTIMMT
    assert opened.parts == {Part.FACHAMT}
    assert events(house, "digital-check") == ["check-created"]


def test_what_cannot_be_read_stays_and_is_pointed_out(house: House) -> None:
    number = begun(house).number
    fill(house, number, V1="ja", V4="ja", L1="bald", K3="viel", K1__r1__role="fachamt", K1__r1__days_to="3")
    opened = house.digital.checks.open(DEPARTMENT, number)
    assert opened.values["L1"].value == "bald"
    assert set(opened.filled.faults) == {
        SlotFault("dezernat", Unreadable.MISSING),
        SlotFault("L1", Unreadable.DAY),
        SlotFault("K3", Unreadable.NUMBER),
        SlotFault("K1.1.quarter", Unreadable.MISSING),
    }
    assert not {"L1", "K3", "K1"} & opened.judgement.answers.keys()


def test_nobody_overwrites_anybody_else_field_by_field(house: House) -> None:
    number = begun(house).number
    fill(house, number, V1="ja")
    edit = Edit(field="G1", value="noch_nicht", base_version=0, form="fenster-1")
    assert house.digital.filling.change(DEPARTMENT, number, edit).version == 1
    with pytest.raises(FieldConflictError) as conflict:
        house.digital.filling.change(SECURITY, number, replace(edit, value="festgestellt", form="fenster-2"))
    assert conflict.value.now.value == "noch_nicht"
    other = Edit(field="G2", value="ja", base_version=0, form="fenster-2")
    assert house.digital.filling.change(SECURITY, number, other).value == "ja"


def test_each_fills_in_its_own_part(house: House) -> None:
    number = begun(house).number
    fill(house, number, V1="ja", V3="ja", V4="ja", F1="ja")
    fill(house, number, ADIT, K1__adit_1__role="systemtechnik", stellungnahme="Machbar im zweiten Quartal.")
    fill(house, number, PRIVACY, F2="liegt_vor")
    fill(house, number, SECURITY, G1="noch_nicht")
    for who, field in ((ADIT, "A2"), (PRIVACY, "G1"), (SECURITY, "F2"), (DEPARTMENT, "stellungnahme")):
        with pytest.raises(AccessDeniedError):
            house.digital.filling.change(who, number, Edit(field=field, value="nein", base_version=0))
    with pytest.raises(AccessDeniedError):
        house.digital.filling.change(OFFICER, number, Edit(field="A2", value="nein", base_version=0))
    with pytest.raises(UnknownFieldError):
        house.digital.filling.change(DEPARTMENT, number, Edit(field="Z9", value="ja", base_version=0))
    assert house.digital.checks.open(ADIT, number).parts == {Part.ADIT}


def test_signed_it_is_closed_to_the_office_and_open_to_those_who_advise(house: House) -> None:
    number = begun(house).number
    with house.transactions.write(DEPARTMENT, Action.WRITE_CHECK) as writing:
        repository = CheckRepository(writing.session)
        check = repository.hold(number, NOW)
        repository.save(replace(check, status=CheckStatus.GEZEICHNET))
    with pytest.raises(CheckClosedError):
        house.digital.filling.change(DEPARTMENT, number, Edit(field="A2", value="nein", base_version=0))
    fill(house, number, ADIT, stellungnahme="Geht.")
    fill(house, number, PRIVACY, F1="nein")


def test_a_check_of_another_office_is_nobody_elses(house: House) -> None:
    number = begun(house).number
    stranger = replace(DEPARTMENT, office=ADIT.office)
    with pytest.raises(AccessDeniedError):
        house.digital.checks.open(stranger, number)
    with pytest.raises(CheckNotFoundError):
        house.digital.checks.open(DEPARTMENT, number + 1)
    with pytest.raises(OfficeMissingError):
        house.digital.filling.office_answers(replace(DEPARTMENT, office=None))
    with pytest.raises(InputError):
        begun(house, title="  ")


def test_the_list_is_filtered_and_paged_in_the_database(house: House) -> None:
    numbers = [begun(house, title=f"Vorhaben ÄRZTE {count}").number for count in range(3)]
    page = house.digital.checks.page(ADIT, CheckQuery(text="ärzte"), page=2, size=2)
    assert ([one.number for one in page.items], page.total) == ([numbers[0]], 3)
    assert house.digital.checks.page(ADIT, CheckQuery(status=CheckStatus.ERSETZT)).total == 0
    stranger = replace(DEPARTMENT, office=ADIT.office)
    assert house.digital.checks.page(stranger, CheckQuery()).total == 0
    stretch = house.digital.checks.stretch(AUDITOR, CheckQuery(), after=numbers[2], size=1)
    assert ([one.number for one in stretch.items], stretch.last) == ([numbers[1]], str(numbers[1]))


def test_answers_are_taken_over_and_stay_marked_until_confirmed(house: House) -> None:
    first = begun(house).number
    fill(
        house,
        first,
        V1="ja",
        A2="Nur hier.",
        A3="buerger betriebe",
        E4="schnittstelle export",
        L3="endet",
        L3__until="1.2.2027",
    )
    catalogue, held = house.digital.filling.office_answers(DEPARTMENT)
    assert "V1" not in held
    assert catalogue.name == "digital-check/1.1"
    house.digital.filling.save_office_answers(
        DEPARTMENT,
        [
            Edit(field="dezernat", value="Dezernat IV", base_version=0),
            Edit(field="C1", value="schalter telefon", base_version=0),
            Edit(field="A3", value="gremien", base_version=0),
        ],
    )
    second = begun(house, title="Das nächste", earlier=first)
    values = {name: one.value for name, one in house.digital.checks.open(DEPARTMENT, second.number).values.items()}
    assert {name: values[name] for name in ("V1", "A2", "A3", "C1", "E4", "L3", "L3.until", "dezernat")} == {
        "V1": "",
        "A2": "",
        "A3": "buerger betriebe",
        "C1": "schalter telefon",
        "E4": "schnittstelle export",
        "L3": "endet",
        "L3.until": "",
        "dezernat": "Dezernat IV",
    }
    assert second.prefilled == {"A3", "C1", "E4", "L3", "dezernat"}
    fill(house, second.number, A3="buerger betriebe")
    assert "A3" not in house.digital.checks.open(DEPARTMENT, second.number).check.prefilled


def test_the_capacity_request_has_the_facts_of_the_check(house: House) -> None:
    number = begun(house).number
    fill(house, number, V1="ja", V4="ja", K3="12.500,50", K3__yearly="1.000", L1="01.02.2027", L1__go_live="2027-06-30")
    fill(house, number, K1__r1__role="fachamt", K1__r1__quarter="2027-Q1", K1__r1__days_to="3")
    row = {"role": "systemtechnik", "quarter": "2027-Q1", "days_from": "2,5", "days_to": "4"}
    fill(house, number, ADIT, **{f"K1__adit_1__{name}": text for name, text in row.items()})
    version = house.digital.checks.open(DEPARTMENT, number).check.version
    with pytest.raises(VersionConflictError):
        house.digital.handing.request(DEPARTMENT, number, version - 1)
    request = house.digital.handing.request(DEPARTMENT, number, version)
    demand = house.digital.capacity_requests.get(ADIT, request.number).demand
    assert (demand.title, demand.cost_once_eur, demand.cost_total_eur) == (
        "Terminvergabe im Bürgeramt",
        Decimal("12500.50"),
        Decimal("17500.50"),
    )
    assert (demand.begins, demand.go_live) == (date(2027, 2, 1), date(2027, 6, 30))
    assert [(one.role, one.quarter, one.days_from, one.days_to) for one in demand.efforts] == [
        ("Systemtechnik", "2027-Q1", Decimal("2.5"), Decimal(4))
    ], "by the names that people know; days of the office itself take none of ADIT"
    assert house.digital.checks.open(DEPARTMENT, number).judgement.headline is Headline.ABSTIMMUNG_LAEUFT


def test_the_form_of_the_request_is_filled_and_kept_up_where_nobody_else_wrote(house: House) -> None:
    number = begun(house).number
    fill(
        house, number, V1="ja", V2="ja", V3="ja", V4="ja", A2="Termine sind online buchbar.", B1="leika", F1="besonders"
    )
    fill(house, number, B1__key="99000000000001", L1="01.02.2027", L1__legal_deadline="2027-06-30")
    fill(house, number, K1__r1__role="fachamt", K1__r1__quarter="2027-Q1", K1__r1__days_to="4,5")

    def hand_in() -> dict[str, str]:
        version = house.digital.checks.open(DEPARTMENT, number).check.version
        request = house.digital.handing.request(DEPARTMENT, number, version).number
        values = house.digital.request_desk.see(DEPARTMENT, request).values
        return {name: one.value for name, one in values.items() if one.value}

    assert hand_in() == {
        "titel": "Terminvergabe im Bürgeramt",
        "ziel": "Termine sind online buchbar.",
        "leistungen": "99000000000001",
        "anlass": "gesetz",
        "termin": "30.06.2027",
        "personenbezug": "ja",
        "eigene-tage": "4,5",
    }
    request = house.digital.checks.open(DEPARTMENT, number).request
    assert request is not None
    with house.transactions.write(DEPARTMENT, Action.FILL_IN_REQUEST) as writing:
        FORM.save(writing, FORM.record(str(request.number)), Edit(field="ziel", value="Von Hand", base_version=1))
        writing.done(None)
    fill(house, number, A2="Anders gesagt.", F1="unsicher", L1__legal_deadline="")
    after = hand_in()
    assert (after["ziel"], after["personenbezug"], after.keys() & {"anlass", "termin"}) == ("Von Hand", "unklar", set())
    assert [one.number for one in house.digital.request_drafting.alike(DEPARTMENT, "Terminvergabe")] == [request.number]


def test_the_headline_follows_the_decision_until_the_demand_changes(house: House) -> None:
    number = begun(house).number
    fill(house, number, V1="ja", V4="ja")
    row = {"role": "systemtechnik", "quarter": "2027-Q1", "days_to": "4"}
    fill(house, number, ADIT, **{f"K1__adit_1__{name}": text for name, text in row.items()})
    request = house.digital.handing.request(DEPARTMENT, number, 3)
    requests = house.digital.capacity_requests
    with pytest.raises(AccessDeniedError):
        requests.decide(ADIT, request.number, 1, CapacityState.ZUGESAGT, until=date(2027, 3, 31), reason="Eilfall")
    with pytest.raises(InputError):
        requests.decide(DEZERNAT, request.number, 1, CapacityState.KEINE)
    requests.decide(DEZERNAT, request.number, 1, CapacityState.ZUGESAGT, until=date(2027, 3, 31), reason="Eilfall")
    assert house.digital.checks.open(DEPARTMENT, number).judgement.headline is Headline.ABGESTIMMT
    unchanged = house.digital.handing.request(DEPARTMENT, number, 4)
    assert unchanged.state is CapacityState.ZUGESAGT
    fill(house, number, ADIT, K1__adit_1__days_to="40")
    version = house.digital.checks.open(DEPARTMENT, number).check.version
    assert house.digital.handing.request(DEPARTMENT, number, version).state is CapacityState.GESTELLT
    assert events(house, "capacity-request") == ["capacity-requested", "capacity-decided", "capacity-requested"]


def test_a_city_publishes_questions_and_older_checks_keep_theirs(house: House) -> None:
    older = begun(house).number
    raw = document_of(load_catalogue("digital-check/1.1"))
    questions = house.digital.questions
    with pytest.raises(QuestionsPublishedError):
        questions.publish(DEZERNAT, raw)
    with pytest.raises(AccessDeniedError):
        questions.publish(DEPARTMENT, raw | {"version": "1.2"})
    questions.publish(DEZERNAT, raw | {"version": "1.2", "title": "Eigene Fragen"})
    assert [(one.name, one.is_current) for one in questions.all(DEPARTMENT)] == [
        ("digital-check/1.2", True),
        ("digital-check/1.1", False),
    ]
    assert begun(house).catalogue == "digital-check/1.2"
    assert house.digital.checks.open(DEPARTMENT, older).catalogue.name == "digital-check/1.1"
    assert questions.get(AUDITOR, "digital-check/1.2").title == "Eigene Fragen"
