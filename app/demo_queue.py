"""The queue of the demo city: eight requests for IT capacity, what roles can work, a closed round and an open one.

Like the procedures with bids they happened on fixed days in the past, by the services and the people whose part it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.demo_procedures import actor_of, edits_of
from app.demo_running import early
from app.house import House
from capacity.model import ChoiceList, Party, RequestQuery, ReviewKind, ReviewLight, RoundKind
from capacity.rules.course.steps import RequestStep
from capacity.services.choosing import ChoiceWish
from capacity.services.gathering import StepWish
from capacity.services.resources import RateWish
from capacity.services.reviewing import ReviewWish
from capacity.services.staffing import PoolWish, StaffingWish
from core.german import read_day
from infra.policy.model import Actor

_T = RequestStep
_WAY = (_T.SUBMIT, _T.RECEIVE, _T.FORWARD, _T.ASSESS, _T.PROPOSE)
_REVIEWERS: Mapping[ReviewKind, str] = {
    ReviewKind.DATENSCHUTZ: "datenschutz",
    ReviewKind.SICHERHEIT: "sicherheit",
    ReviewKind.ORGANISATION: "adit",
    ReviewKind.ARCHITEKTUR: "adit",
    ReviewKind.VERGABEWEG: "vergabestelle",
}
_STAFFING = (("Projektleitung", "2,5", "60"), ("Fachverfahren", "4", "65"), ("Schnittstellen", "1,5", "50"))
_RATES = (("Projektleitung", "640"), ("Fachverfahren", "560"))
"""Nobody has entered a rate for the third role: the resource plan says so."""

_PLAIN = {
    "kontakt": "Ayşe Demir, Vertretung Konrad Linde",
    "art": "neu",
    "anlass": "keiner",
    "prozess": "teils",
    "personenbezug": "ja",
    "beschaffung": "nein",
    "eigene-tage": "5",
}
_CRITERIA = ("nutzen", "entlastung", "pflicht", "abloesung", "strategie", "reife")
_LISTS: Mapping[ChoiceList, tuple[str, ...]] = {
    ChoiceList.HANDLUNGSFELD: ("Bürgerservice", "Digitale Verwaltung", "Sicherer Betrieb"),
    ChoiceList.ZIEL: ("Alle Anträge gehen online", "Kein Verfahren ohne Unterstützung", "Niemand tippt zweimal"),
    ChoiceList.PROJEKTKATEGORIE: ("Grundlage", "Fachprojekt", "Leuchtturm"),
    ChoiceList.DEZERNAT: ("Dezernat I", "Dezernat III", "Dezernat V"),
    ChoiceList.ROLLE: ("Fachverfahren", "Projektleitung", "Schnittstellen"),
}
_LABELLED = ("handlungsfeld", "ziel-2031", "projektkategorie", "dezernat")
_LABELS: tuple[Mapping[str, str], ...] = tuple(
    dict(zip(_LABELLED, values, strict=True))
    for values in (
        ("Bürgerservice", "Niemand tippt zweimal", "Leuchtturm", "Dezernat V"),
        ("Sicherer Betrieb", "Kein Verfahren ohne Unterstützung", "Fachprojekt", "Dezernat III"),
        ("Bürgerservice", "Alle Anträge gehen online", "Fachprojekt", "Dezernat III"),
    )
)
_ATTACHED = (
    "heutiger-ablauf.txt",
    (
        "Heutiger Ablauf\n\n1. Der Antrag kommt mit der Post oder wird im Amt abgegeben.\n"
        "2. Die Poststelle scannt ihn.\n3. Die Sachbearbeitung tippt die Angaben in das Fachverfahren.\n"
        "4. Fehlt ein Nachweis, geht ein Brief zurück; das ist bei jedem dritten Antrag so.\n"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A request of the demo city.

    Args:
        title: What it is about.
        problem: What is wrong today.
        goal: What shall be better.
        steps: How far it goes along the way.
        reviews: How many parties have said something, where it stands in the checks.
        more: Other fields of the form.
        anchors: Anchors of the six criteria; none where nobody has judged it yet.
        classified: What ADIT enters.
    """

    title: str
    problem: str
    goal: str
    steps: int
    reviews: int = 0
    more: Mapping[str, str] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    classified: Mapping[str, str] = field(default_factory=dict)


_ALL, _PROPOSED = len(_REVIEWERS), len(_WAY)
_WANTED: tuple[_Wanted, ...] = (
    _Wanted(
        title="Wohngeldanträge durchgängig digital",
        problem="Anträge kommen zur Hälfte auf Papier und werden abgetippt.",
        goal="Anträge laufen ohne Abtippen in das Fachverfahren.",
        steps=_PROPOSED,
        reviews=_ALL,
        more={"anlass": "gesetz", "termin": "30.06.2027", "pflicht": "Onlinezugangsgesetz", "faelle": "4.200"},
        anchors=("10", "10", "10", "3", "10", "6"),
        classified={
            **_LABELS[0],
            "klasse": "a",
            "aufwand": "Projektleitung; 2027-Q1; 10; 14\nSchnittstellen; 2027-Q1; 12; 16",
            "haushaltsjahr": "2027",
            "haushaltsstand": "bestaetigt",
            "konto": "Produktkonto 522000.1",
            "mip": "nicht_investiv",
        },
    ),
    _Wanted(
        title="Ablösung der Gewerbekartei",
        problem="Der Hersteller unterstützt das Programm nur noch bis Ende 2027.",
        goal="Die Gewerbekartei läuft in einem unterstützten Verfahren.",
        steps=_PROPOSED,
        reviews=_ALL,
        more={"art": "abloesung", "anlass": "vertrag", "termin": "31.12.2027", "pflicht": "Ende der Unterstützung"},
        anchors=("3", "6", "6", "10", "6", "6"),
        classified={
            **_LABELS[1],
            "klasse": "b",
            "aufwand": "Projektleitung; 2027-Q1; 8; 12\nFachverfahren; 2027-Q1; 15; 25",
            "haushaltsjahr": "2027",
            "haushaltsstand": "angemeldet",
            "konto": "Investitionsnummer 27-014",
            "mip": "ja",
        },
    ),
    _Wanted(
        title="Terminerinnerung per Nachricht",
        problem="Jeder achte Termin im Bürgeramt verfällt, ohne dass jemand absagt.",
        goal="Wer einen Termin hat, wird am Tag davor erinnert.",
        steps=_PROPOSED,
        reviews=_ALL,
        anchors=("6", "6", "0", "0", "3", "10"),
        classified={
            **_LABELS[2],
            "klasse": "c",
            "aufwand": "Projektleitung; 2027-Q1; 3; 5\nSchnittstellen; 2027-Q1; 4; 6",
        },
    ),
    _Wanted(
        title="Auswertung der Wartezeiten im Bürgeramt",
        problem="Wartezeiten werden einmal im Monat von Hand gezählt.",
        goal="Wartezeiten stehen am nächsten Morgen bereit.",
        steps=4,
        reviews=_ALL,
        anchors=("3", "6", "0", "0", "3"),
        classified=_LABELS[2],
    ),
    _Wanted(
        title="Digitale Akte für Fundsachen",
        problem="Fundsachen stehen in einem Buch, Anfragen dauern.",
        goal="Gefundenes lässt sich online suchen.",
        steps=3,
        reviews=2,
    ),
    _Wanted(
        title="Bezahlen mit Karte an allen Schaltern",
        problem="An drei von acht Schaltern geht nur Bargeld.",
        goal="Überall kann mit Karte bezahlt werden.",
        steps=2,
        more={"beschaffung": "rahmenvertrag"},
    ),
    _Wanted(
        title="Übersetzungen für Formulare",
        problem="Viele Formulare gibt es nur auf Deutsch.",
        goal="Die zehn häufigsten Formulare gibt es in fünf Sprachen.",
        steps=1,
        more={"personenbezug": "nein"},
    ),
    _Wanted(
        title="Melderegisterauskunft für andere Ämter",
        problem="Andere Ämter fragen telefonisch nach.",
        goal="Berechtigte Ämter sehen selbst nach.",
        steps=0,
    ),
)


def add_queue(house: House) -> None:
    """Add requests, capacity and rounds where the department has not the first request; its people are there."""
    query = RequestQuery(text=_WANTED[0].title)
    if house.digital.request_desk.page(actor_of("fachamt"), query, size=1).page.total:
        return
    beginning, judging, deciding, now = (early(house, 11, day) for day in (6, 12, 16, 20))
    _staff(beginning)
    _keep_lists(beginning)
    numbers = [_handed_in(beginning, wanted) for wanted in _WANTED]
    _attach(beginning, numbers[0])
    for number, wanted in zip(numbers, _WANTED, strict=True):
        _judged(judging, number, wanted)
    _ask(judging, numbers[5])
    _hold_round(deciding, numbers[0])
    now.digital.round_desk.open(actor_of("adit"), RoundKind.WOCHE)


def _staff(house: House) -> None:
    """Enter how roles are staffed and what their days cost, and a framework agreement beside them."""
    for role, fte, base in _STAFFING:
        wish = StaffingWish(role=role, fte=fte, base_percent=base, valid_from="01.10.2026")
        house.digital.role_staffing.put(actor_of("adit"), wish)
    for role, euro in _RATES:
        house.queue.role_rates.put(actor_of("adit"), RateWish(role=role, eur_per_day=euro, valid_from="01.01.2026"))
    pool = PoolWish(
        name="Rahmenvertrag Schnittstellen",
        role="Schnittstellen",
        begins="01.01.2027",
        ends="31.12.2027",
        days="40",
        budget_eur="44.000",
    )
    house.digital.role_staffing.put_pool(actor_of("adit"), pool)


def _keep_lists(house: House) -> None:
    """Enter what requests are classified by, and the names of roles."""
    for of, values in _LISTS.items():
        for value in values:
            house.digital.request_choices.put(actor_of("adit"), ChoiceWish(list=of, value=value))


def _attach(house: House, number: int) -> None:
    """Let the department attach a file."""
    name, text = _ATTACHED
    house.digital.request_attachments.add(actor_of("fachamt"), number, name, text.encode())


def _handed_in(house: House, wanted: _Wanted) -> int:
    """Begin and fill in a request, and take it into the checks as far as it goes."""
    person = actor_of("fachamt")
    number = house.digital.request_drafting.begin(person, wanted.title).number
    told = {"problem": wanted.problem, "ziel": wanted.goal}
    _fill(house, person, number, {**_PLAIN, **told, **wanted.more} if wanted.steps else told)
    _go(house, number, _WAY[: min(wanted.steps, 3)])
    return number


def _judged(house: House, number: int, wanted: _Wanted) -> None:
    """Let the parties say what they say, and ADIT judge and propose."""
    for kind, account in list(_REVIEWERS.items())[: wanted.reviews]:
        wish = ReviewWish(kind=kind, light=ReviewLight.GRUEN, note="Keine Bedenken.")
        house.digital.request_discussion.review(actor_of(account), number, wish)
    _go(house, number, _WAY[3 : min(wanted.steps, 4)])
    anchors = {f"kriterium-{name}": text for name, text in zip(_CRITERIA, wanted.anchors, strict=False)}
    if entered := {**anchors, **wanted.classified}:
        _fill(house, actor_of("adit"), number, entered)
    _go(house, number, _WAY[4 : wanted.steps])


def _ask(house: House, number: int) -> None:
    text = "Welche Schalter sind es, und seit wann gibt es dort Netz?"
    house.digital.request_discussion.ask(actor_of("adit"), number, Party.FACHAMT, text)


def _hold_round(house: House, first: int) -> None:
    """Hold a monthly round in which one request gets its capacity, and book its slot."""
    desk, dezernat = house.digital.round_desk, actor_of("dezernat")
    held = desk.open(actor_of("adit"), RoundKind.MONAT)
    _take(house, dezernat, first, _T.APPROVE, reason="Gesetzliche Pflicht mit Termin, und der größte Nutzen.")
    desk.close(dezernat, held.number, "Einvernehmlich.")
    _take(house, actor_of("adit"), first, _T.SCHEDULE, day="11.01.2027", until="26.03.2027")


def _go(house: House, number: int, steps: Sequence[RequestStep]) -> None:
    for step in steps:
        _take(house, actor_of("fachamt" if step is _T.SUBMIT else "adit"), number, step)


def _take(  # noqa: PLR0913 - the fields of a step
    house: House, who: Actor, number: int, step: RequestStep, *, reason: str = "", day: str = "", until: str = ""
) -> None:
    version = house.digital.capacity_requests.get(who, number).version
    wish = StepWish(step=step, version=version, reason=reason, day=read_day(day), until=read_day(until))
    house.digital.request_course.take(who, number, wish)


def _fill(house: House, who: Actor, number: int, values: Mapping[str, str]) -> None:
    held = house.digital.request_desk.see(who, number).values
    house.digital.request_drafting.save(who, number, edits_of(held, values))
