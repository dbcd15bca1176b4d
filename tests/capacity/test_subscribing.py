"""What waits for people: as a calendar with and without signing in, and as one mail a day, never two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest
from icalendar import Calendar

from app.house import House
from app.wiring import build_house
from capacity.errors import CalendarNotFoundError, MailAddressError
from capacity.model import CapacityState, Duty, Party
from capacity.papers.duties import MOST, mail_subject, mail_text
from capacity.rules.course.steps import RequestStep
from capacity.services.subscribing import KIND, LONGEST_ADDRESS
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.model import PersonDraft
from infra.identity.repository import IdentityRepository
from infra.jobs.model import JobState
from infra.jobs.runner import Runner
from infra.mail import Encryption
from infra.notices.model import NoticeKind
from infra.settings import Settings
from tests.capacity.test_figures import move_to
from tests.capacity.test_requests import ADIT, DEPARTMENT, DEZERNAT, MONDAY, PRIVACY, in_review, submitted, take
from tests.fakes import StoppedClock
from tests.infra.test_mail import PostOffice, certificate
from tests.people import OPERATOR, actor

__all__ = ["certificate"]
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def office(certificate: Path) -> Iterator[PostOffice]:
    opened = PostOffice(Encryption.NONE, certificate)
    yield opened
    opened.close()


@pytest.fixture
def house(database: Database, office: PostOffice) -> House:
    settings = Settings(
        DATABASE_URL=database.engine.url.render_as_string(),
        smtp=office.address,
        public_url="https://pruefstand.musterstadt.de",
    )
    return build_house(database, clock=StoppedClock(MONDAY), settings=settings)


def work(house: House, moment: datetime) -> None:
    """Let everything happen that is due until a moment."""
    move_to(house, moment)
    runner = Runner(house.jobs)
    runner.plan_once()
    while runner.work_once():
        pass


def sent(office: PostOffice) -> list[Message]:
    found, office.mails = office.mails, []
    return found


def read(mail: Message) -> str:
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode("utf-8")


def entries(data: bytes) -> dict[str, tuple[date, date]]:
    found = Calendar.from_ical(data)
    return {str(one["summary"]): (one.decoded("dtstart"), one.decoded("dtend")) for one in found.walk("VEVENT")}


def test_one_mail_a_day_names_what_and_who(house: House, office: PostOffice) -> None:
    number = in_review(house)
    house.digital.request_discussion.ask(ADIT, number, Party.FACHAMT, "Wozu genau?")
    house.queue.subscribing.set_address(PRIVACY, " datenschutz@musterstadt.de ")
    house.queue.subscribing.set_address(DEPARTMENT, "amt@musterstadt.de")
    house.queue.subscribing.set_address(actor("revision"), "revision@musterstadt.de")  # waited for by nobody
    work(house, TUESDAY)
    work(house, TUESDAY + timedelta(hours=3))
    mails = {str(one["To"]): one for one in sent(office)}
    assert mails.keys() == {"datenschutz@musterstadt.de", "amt@musterstadt.de"}
    privacy = mails["datenschutz@musterstadt.de"]
    subject = str(make_header(decode_header(str(privacy["Subject"]))))
    assert subject == "Prüfstand: eine Antwort zu einer IT-Anforderung steht an"
    text = read(privacy)
    for said in (
        f"Nr. {number}: Online-Termine im Bürgeramt",
        "Was: Prüfung: Stellungnahme der behördlichen Datenschutzbeauftragten",
        "Wer: behördliche Datenschutzbeauftragte",
        "Antwort bis: 07.12.2026",
        f"https://pruefstand.musterstadt.de/anforderungen/{number}",
    ):
        assert said in text
    assert "Rückfrage beantworten" in read(mails["amt@musterstadt.de"])
    work(house, TUESDAY + timedelta(days=14))
    assert "07.12.2026 – überschritten" in read(next(one for one in sent(office) if one["To"].startswith("daten")))
    house.queue.subscribing.set_address(PRIVACY, "")
    work(house, TUESDAY + timedelta(days=15))
    assert {str(one["To"]) for one in sent(office)} == {"amt@musterstadt.de"}


def test_what_the_server_refused_is_sent_later_and_nothing_twice(house: House, office: PostOffice) -> None:
    submitted(house)
    house.queue.subscribing.set_address(ADIT, "adit@musterstadt.de")
    office.refuses = True
    work(house, TUESDAY)
    assert sent(office) == []
    office.refuses = False
    work(house, TUESDAY + timedelta(minutes=5))
    work(house, TUESDAY + timedelta(minutes=10))
    assert len(sent(office)) == 1
    jobs = [one for one in house.jobs.page(OPERATOR).items if one.kind == KIND]
    assert [one.state for one in jobs] == [JobState.DONE]


def test_a_process_that_dies_while_it_sends_sends_no_second_mail(
    house: House, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(house)
    house.queue.subscribing.set_address(ADIT, "adit@musterstadt.de")
    mailer = house.queue.subscribing.mailer
    assert mailer is not None

    class Killed(BaseException):
        pass

    plain = mailer.send

    def sent_and_killed(recipient: str, subject: str, text: str) -> None:
        plain(recipient, subject, text)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailer, "send", sent_and_killed)
        with pytest.raises(Killed):
            work(house, TUESDAY)
    work(house, TUESDAY + timedelta(hours=1))
    work(house, TUESDAY + timedelta(hours=2))
    assert len(sent(office)) == 1
    assert unsure(house) == ["24.11.2026"]
    assert results(house) == [{"sent": 0, "unsure": 1}]
    work(house, TUESDAY + timedelta(days=1))
    assert len(sent(office)) == 1
    assert unsure(house) == ["24.11.2026"]


def test_a_mail_that_was_cut_off_is_told_of_also_on_the_next_day(
    house: House, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(house)
    house.queue.subscribing.set_address(ADIT, "adit@musterstadt.de")
    mailer = house.queue.subscribing.mailer
    assert mailer is not None

    class Killed(BaseException):
        pass

    def killed(*_given: str) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailer, "send", killed)
        with pytest.raises(Killed):
            work(house, TUESDAY)
    work(house, TUESDAY + timedelta(days=1))
    assert len(sent(office)) == 1
    assert unsure(house) == ["24.11.2026"]


def test_a_mail_whose_server_hung_up_on_it_goes_no_second_time(house: House, office: PostOffice) -> None:
    submitted(house)
    house.queue.subscribing.set_address(ADIT, "adit@musterstadt.de")
    office.hangs_up_on = b"DATA"
    work(house, TUESDAY)
    office.hangs_up_on = None
    work(house, TUESDAY + timedelta(minutes=5))
    assert len(sent(office)) == 1
    assert unsure(house) == ["24.11.2026"]
    assert results(house) == [{"sent": 0, "unsure": 1}]


def unsure(house: House) -> list[str]:
    """Return the days of the mails that nobody knows of, as ADIT was told."""
    found = house.notices.page(ADIT).items
    return [one.properties["day"] for one in found if one.kind is NoticeKind.QUEUE_MAIL_UNSURE]


def results(house: House) -> list[object]:
    return [dict(one.result or {}) for one in house.jobs.page(OPERATOR).items if one.kind == KIND]


def test_whoever_has_lost_their_role_gets_neither_mail_nor_calendar(house: House, office: PostOffice) -> None:
    submitted(house)
    house.queue.subscribing.set_address(ADIT, "adit@musterstadt.de")
    key = house.queue.subscribing.new_calendar(ADIT)
    assert len(entries(house.queue.subscribing.shared_calendar(DEMO_CITY, key))) == 1
    with house.transactions.database.write(DEMO_CITY) as session:
        identity = IdentityRepository(session)
        person = identity.person(str(ADIT.person))
        assert person
        identity.change_person(person.id, PersonDraft(name=person.name, office=person.office, roles=frozenset()))
    work(house, TUESDAY)
    assert sent(office) == []
    with pytest.raises(CalendarNotFoundError):
        house.queue.subscribing.shared_calendar(DEMO_CITY, key)


def decide(house: House, number: int, state: CapacityState, until: date) -> None:
    version = house.digital.capacity_requests.get(DEZERNAT, number).version
    house.digital.capacity_requests.decide(DEZERNAT, number, version, state, until=until, reason="Eilfall")


def test_calendars_hold_answers_reservations_and_slots(house: House) -> None:
    first, second = submitted(house), submitted(house, "Vorbehalten; mit, Zeichen\\und mehr")
    subscribing, title = house.queue.subscribing, "Online-Termine im Bürgeramt"
    decide(house, second, CapacityState.VORBEHALT, date(2026, 12, 20))
    reserved = f"Reservierung endet: Nr. {second}: Vorbehalten; mit, Zeichen\\und mehr"
    assert entries(subscribing.calendar(ADIT)) == {
        f"Antwort fällig: Nr. {first}: {title}": (date(2026, 11, 25), date(2026, 11, 26)),
        reserved: (date(2026, 12, 20), date(2026, 12, 21)),
    }
    decide(house, first, CapacityState.ZUGESAGT, date(2027, 3, 31))
    promised = {f"Zusage endet: Nr. {first}: {title}": (date(2027, 3, 31), date(2027, 4, 1))}
    assert promised.items() <= entries(subscribing.calendar(DEPARTMENT)).items()
    for step in (RequestStep.BLOCK, RequestStep.UNBLOCK):
        take(house, first, step, ADIT)
    slot = {f"Zeitfenster: Nr. {first}: {title}": (date(2026, 11, 23), date(2027, 4, 1))}
    assert slot.items() <= entries(subscribing.calendar(DEPARTMENT)).items()
    assert not entries(subscribing.calendar(replace(DEPARTMENT, office="anderes")))


def test_a_calendar_opens_with_its_present_key_alone(house: House) -> None:
    number, subscribing = submitted(house), house.queue.subscribing
    house.digital.request_discussion.ask(ADIT, number, Party.FACHAMT, "Wozu genau?")
    key = subscribing.new_calendar(DEPARTMENT)
    assert key not in str(subscribing.of(DEPARTMENT))
    shared = entries(subscribing.shared_calendar(DEMO_CITY, key))
    assert shared == entries(subscribing.calendar(DEPARTMENT)) != {}
    newer = subscribing.new_calendar(DEPARTMENT)
    for wrong in (key, "", newer[:-1], f"{newer}x", "é" * 500):
        with pytest.raises(CalendarNotFoundError):
            subscribing.shared_calendar(DEMO_CITY, wrong)
    with pytest.raises(CalendarNotFoundError):
        subscribing.shared_calendar("anderswo", newer)
    subscribing.drop_calendar(DEPARTMENT)
    with pytest.raises(CalendarNotFoundError):
        subscribing.shared_calendar(DEMO_CITY, newer)


@pytest.mark.parametrize(
    "wrong", ["adit", "a@b@c.de", "a b@c.de", "a@c.de\nBcc: x@y.de", "a@.de", "@c.de", "<a@c.de>", "a" * 250 + "@c.de"]
)
def test_only_addresses_are_taken(house: House, wrong: str) -> None:
    with pytest.raises(MailAddressError):
        house.queue.subscribing.set_address(ADIT, wrong)


def test_an_address_has_a_longest_length(house: House) -> None:
    ending = "@musterstadt.de"
    longest = "a" * (LONGEST_ADDRESS - len(ending)) + ending
    house.queue.subscribing.set_address(ADIT, longest)
    assert house.queue.subscribing.of(ADIT).address == longest
    with pytest.raises(MailAddressError):
        house.queue.subscribing.set_address(ADIT, f"a{longest}")


def test_a_long_mail_ends() -> None:
    many = tuple(
        Duty(request=one, clock=1, title="T", topic="vorpruefung", party=Party.ADIT, due=date(2026, 11, 25))
        for one in range(MOST + 2)
    )
    text = mail_text("Ayşe Demir", many, date(2026, 11, 24), None)
    assert "Und 2 weitere" in text
    assert "http" not in text
    assert mail_subject(many) == f"Prüfstand: {MOST + 2} Antworten zu IT-Anforderungen stehen an"
