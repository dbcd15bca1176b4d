"""The form of a request: three pages, at most 22 fields, and what is still missing in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from capacity.model import RequestedEffort
from capacity.rules.gates import BudgetState
from capacity.rules.role_weeks import QUARTER
from core.german import read_day, read_number

TITLE = "titel"
DUE = "termin"
EFFORT = "aufwand"
OCCASION, WISHED = "anlass", "wunsch"
BINDING = frozenset({"gesetz", "vertrag"})
"""Reasons for a date that nobody may pass."""

BUDGET_YEAR, BUDGET_STATE = "haushaltsjahr", "haushaltsstand"
DEZERNAT, ACCOUNT, MIP = "dezernat", "konto", "mip"
"""Where in the budget a request stands."""

LONGEST_TITLE = 150


class FieldLook(StrEnum):
    """How a field is filled in."""

    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"


class FormPage(StrEnum):
    """A page of the form."""

    STECKBRIEF = "steckbrief"
    NUTZEN = "nutzen"
    VORAUSSETZUNGEN = "voraussetzungen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of the form.

    Args:
        name: Its name in addresses and forms.
        page: The page it stands on; None for what ADIT and the Digitaldezernat classify.
        label: Its label.
        hint: What to write.
        look: How it is filled in.
        longest: Most characters.
        options: Codes with their labels, where one chooses.
        is_required: A request cannot be handed in without it.
    """

    name: str
    page: FormPage | None
    label: str
    hint: str = ""
    look: FieldLook = FieldLook.SHORT
    longest: int = 200
    options: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


_S, _N, _V = FormPage.STECKBRIEF, FormPage.NUTZEN, FormPage.VORAUSSETZUNGEN
_LONG, _CHOICE, _NUMBER, _DAY = FieldLook.LONG, FieldLook.CHOICE, FieldLook.NUMBER, FieldLook.DAY
_TEXT = 1_000
_MARKS, _LONGEST_ROLE = 3, 64
_NUMBER_OF_A_REQUEST = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def _field(name: str, page: FormPage | None, label: str, hint: str = "", **more: object) -> FormField:
    return FormField(name=name, page=page, label=label, hint=hint, **more)  # type: ignore[arg-type]  # by name


FIELDS: tuple[FormField, ...] = (
    _field(TITLE, _S, "Titel", "Worum geht es, in einem Satz?", longest=LONGEST_TITLE, is_required=True),
    _field("kontakt", _S, "Ansprechperson und Vertretung", "Namen oder Stellen mit Telefonnummer.", is_required=True),
    _field("problem", _S, "Was ist heute das Problem?", look=_LONG, longest=_TEXT, is_required=True),
    _field("ziel", _S, "Was soll danach besser sein?", look=_LONG, longest=_TEXT, is_required=True),
    _field("leistungen", _S, "Betroffene Leistungen", "Namen oder Schlüssel aus dem Leistungskatalog (LeiKa)."),
    _field(
        "art",
        _S,
        "Art der Anforderung",
        look=_CHOICE,
        options=(
            ("neu", "etwas Neues"),
            ("abloesung", "Ablösung eines vorhandenen Verfahrens"),
            ("erweiterung", "Erweiterung"),
            ("schnittstelle", "Schnittstelle"),
            ("abschaltung", "Abschaltung"),
        ),
        is_required=True,
    ),
    _field("altverfahren", _S, "Heutiges Verfahren", "Wie heißt es, und bis wann wird es unterstützt?"),
    _field("faelle", _N, "Fälle pro Jahr", "Geschätzt genügt.", look=_NUMBER, longest=20),
    _field("minuten-heute", _N, "Minuten je Fall heute", look=_NUMBER, longest=20),
    _field("minuten-danach", _N, "Minuten je Fall danach", look=_NUMBER, longest=20),
    _field("nutzende", _N, "Wer nutzt es?", "Zum Beispiel 40 Beschäftigte und alle Bürgerinnen und Bürger."),
    _field(
        OCCASION,
        _N,
        "Warum zu einem Termin?",
        look=_CHOICE,
        options=(
            ("keiner", "es gibt keinen Termin"),
            ("gesetz", "gesetzliche Pflicht"),
            ("vertrag", "ein Vertrag endet"),
            ("wunsch", "Wunschtermin"),
        ),
        is_required=True,
    ),
    _field(DUE, _N, "Termin", "Zum Beispiel 31.12.2027.", look=_DAY, longest=20),
    _field("pflicht", _N, "Vorschrift, Vertrag oder Grund", "Bei einer gesetzlichen Pflicht die Vorschrift."),
    _field("folgen", _N, "Was geschieht sonst?", "Folgen, wenn nichts geschieht.", look=_LONG, longest=_TEXT),
    _field(
        "prozess",
        _V,
        "Ist der Ablauf beschrieben?",
        look=_CHOICE,
        options=(("ja", "ja"), ("teils", "teilweise"), ("nein", "nein")),
        is_required=True,
    ),
    _field(
        "personenbezug",
        _V,
        "Werden personenbezogene Daten verarbeitet?",
        look=_CHOICE,
        options=(("ja", "ja"), ("nein", "nein"), ("unklar", "noch unklar")),
        is_required=True,
    ),
    _field("haushalt", _V, "Haushaltsmittel", "Produktkonto, Jahr, Betrag und ob die Mittel bereitstehen."),
    _field(
        "beschaffung",
        _V,
        "Muss etwas beschafft werden?",
        look=_CHOICE,
        options=(("nein", "nein"), ("rahmenvertrag", "aus einem Rahmenvertrag"), ("vergabe", "in einer Vergabe")),
        is_required=True,
    ),
    _field(
        "eigene-tage",
        _V,
        "Eigene Mitarbeit in Personentagen",
        "Auch Ihr Amt wird gebraucht: für Fragen, Tests und Schulung.",
        look=_NUMBER,
        longest=20,
        is_required=True,
    ),
    _field("abhaengig", _V, "Abhängig von anderen Anforderungen", "Ihre Nummern, mit Komma getrennt."),
    _field("nachnutzung", _V, "Gibt es das schon woanders?", "Lösungen anderer Kommunen, Einer für Alle (EfA)."),
)
"""What the department fills in."""

CLASSIFYING: tuple[FormField, ...] = (
    _field("handlungsfeld", None, "Handlungsfeld", "Wie es in der Strategie der Stadt heißt."),
    _field("ziel-2031", None, "Ziel 2031", "Zu welchem Ziel der Stadt trägt es bei?"),
    _field("projektkategorie", None, "Projektkategorie", "Eine der drei Kategorien der Strategie."),
    _field(DEZERNAT, None, "Dezernat", "Das Dezernat, zu dem das Amt gehört."),
    _field(
        "klasse",
        None,
        "Dringlichkeitsklasse",
        "Nur für den internen Gebrauch.",
        look=_CHOICE,
        options=(
            ("a", "A: Gesetz oder Vertrag mit Termin"),
            ("b", "B: Betrieb und Sicherheit"),
            ("c", "C: alles andere"),
        ),
    ),
    _field(BUDGET_YEAR, None, "Haushaltsjahr", "Das Jahr, aus dessen Haushalt die Mittel kommen.", longest=4),
    _field(
        BUDGET_STATE,
        None,
        "Stand der Haushaltsmittel",
        "Nicht bestätigte Mittel sperren ihr Jahr für die Umsetzung.",
        look=_CHOICE,
        options=(
            (BudgetState.CONFIRMED.value, "bestätigt"),
            (BudgetState.ASKED.value, "angemeldet, noch nicht bestätigt"),
            (BudgetState.NOT_NEEDED.value, "keine Mittel nötig"),
        ),
    ),
    _field(
        ACCOUNT,
        None,
        "Produktkonto oder Investitionsnummer",
        "Nach ihm ordnet der Ressourcenplan Personentage und Euro für den Haushalt.",
        longest=80,
    ),
    _field(
        MIP,
        None,
        "In der mittelfristigen Investitionsplanung (MIP)",
        look=_CHOICE,
        options=(("ja", "ja"), ("nein", "nein"), ("nicht_investiv", "nicht investiv")),
    ),
    _field(
        EFFORT,
        None,
        "Aufwand je Rolle",
        "Je Zeile: Rolle; Quartal; Tage von; Tage bis. Zum Beispiel: Projektleitung; 2027-Q1; 10; 15",
        look=_LONG,
        longest=_TEXT,
    ),
)
"""What ADIT and the Digitaldezernat fill in."""

TOLD = frozenset({TITLE, "problem", "ziel"})
"""Fields by whose words a request is found to be like another."""


class Unfilled(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    ROWS = "rows"
    NUMBERS = "numbers"


def faults_of(values: Mapping[str, str]) -> dict[str, Unfilled]:
    """Return what is missing in a form or cannot be read, by the name of the field, in the order of the form.

    Args:
        values: What stands in its fields.
    """
    found = ((one.name, _fault(one, values.get(one.name, "").strip())) for one in FIELDS)
    faults = {name: fault for name, fault in found if fault is not None}
    if values.get(OCCASION, "").strip() in {*BINDING, WISHED}:
        faults |= {name: Unfilled.MISSING for name in (DUE, "pflicht") if not values.get(name, "").strip()}
    return {one.name: faults[one.name] for one in FIELDS if one.name in faults}


def depends_on(values: Mapping[str, str]) -> tuple[int, ...]:
    """Return the numbers of the requests that a form names; nothing where they cannot be read."""
    return _numbers(values.get("abhaengig", "")) or ()


def _fault(one: FormField, text: str) -> Unfilled | None:
    if not text:
        return Unfilled.MISSING if one.is_required else None
    if one.name == "abhaengig":
        return Unfilled.NUMBERS if _numbers(text) is None else None
    match one.look:
        case FieldLook.CHOICE:
            return None if text in dict(one.options) else Unfilled.CHOICE
        case FieldLook.NUMBER:
            return None if _is_amount(text) else Unfilled.NUMBER
        case FieldLook.DAY:
            return None if read_day(text) else Unfilled.DAY
    return None


def _is_amount(text: str) -> bool:
    read = read_number(text)
    return read is not None and Decimal(read) >= 0


def _numbers(text: str) -> tuple[int, ...] | None:
    """Return the numbers in a list with commas; None where something else stands in it."""
    parts = [one.strip() for one in text.split(",") if one.strip()]
    if not all(_NUMBER_OF_A_REQUEST.fullmatch(one) for one in parts):
        return None
    return tuple(dict.fromkeys(map(int, parts)))


def efforts_in(text: str) -> tuple[RequestedEffort, ...] | None:
    """Return the person-days of a text with one role a line; None where a line cannot be read.

    Args:
        text: Lines of role, quarter, days from and days to, with semicolons.
    """
    lines = [one for one in text.splitlines() if one.strip()]
    read = [_effort(line) for line in lines]
    return tuple(one for one in read if one) if all(read) else None


def _effort(line: str) -> RequestedEffort | None:
    role, quarter, *days = (one.strip() for one in line.split(";")) if line.count(";") == _MARKS else ("", "")
    amounts = [Decimal(read) for one in days if (read := read_number(one)) is not None]
    if not role or len(role) > _LONGEST_ROLE or not QUARTER.fullmatch(quarter) or len(amounts) != len(days):
        return None
    if not 0 <= amounts[0] <= amounts[1]:
        return None
    return RequestedEffort(role=role, quarter=quarter, days_from=amounts[0], days_to=amounts[1])
