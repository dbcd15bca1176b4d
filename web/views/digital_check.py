"""Pages of a Digital-Check's form, worked out from what is stored and what somebody has just typed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from litestar.datastructures import FormMultiDict

from digitalcheck.model import CheckFinding
from digitalcheck.rules.catalogue.form import UNSURE, FieldKind, Question
from digitalcheck.rules.reading import Unreadable
from digitalcheck.rules.slots import (
    ADIT_ROW,
    ADIT_ROWS,
    COMMITTEES,
    DEZERNAT,
    KIND,
    NEGATIVE_REASON,
    OWN_ROWS,
    REFERENCE,
    ROW_FIELDS,
    SERVICE_KEY,
    STATEMENT,
    TITLE,
    Slot,
    slots_of,
)
from digitalcheck.rules.tasks import TaskPage, asks_for_rows, page_slots
from digitalcheck.services.shared import OpenedCheck
from infra.fields.model import Conflict, Edit, FieldValue, Saved
from web.upload import text_in
from web.views.fields import FORM, OTHERS, VERSION, FieldForm

RADIO, TICKS, SELECT, SHORT, LONG, SERVICE = "radio", "ticks", "select", "short", "long", "service"
FAULTS: Mapping[Unreadable, str] = {
    Unreadable.MISSING: "Diese Angabe fehlt noch.",
    Unreadable.DAY: "Bitte einen Tag eingeben, zum Beispiel 31.01.2027.",
    Unreadable.NUMBER: "Bitte eine Zahl ab 0 eingeben, zum Beispiel 1.500 oder 2,5.",
    Unreadable.CODE: "Bitte einen der angebotenen Werte wählen.",
    Unreadable.RANGE: "„Von“ ist größer als „bis“. Bitte eine der beiden Zahlen ändern.",
    Unreadable.SHORT: "Bitte mit mindestens 20 Zeichen begründen.",
    Unreadable.COMMITTEES: "Bitte je Zeile ein Gremium nennen, höchstens sechs; das Datum nach einem Semikolon.",
}
HEAD_WORDS: Mapping[str, tuple[str, str, str]] = {
    TITLE: (SHORT, "Titel der Vorlage", ""),
    REFERENCE: (SHORT, "Nummer der Vorlage", "Gibt es noch keine, bleibt das Feld leer und die Übersicht ein Entwurf."),
    DEZERNAT: (SHORT, "Dezernat", ""),
    KIND: (SELECT, "Art der Vorlage", "Nur für Arten, die ohne Vorprüfung auskommen."),
    COMMITTEES: (LONG, "Gremienlauf", "Je Zeile ein Gremium, das Datum nach einem Semikolon: Magistrat; 01.12.2026"),
    NEGATIVE_REASON: (
        LONG,
        "Warum besteht kein Digitalbezug?",
        "Nur nötig, wenn alle fünf Fragen der Vorprüfung mit Nein beantwortet sind. Mindestens 20 Zeichen.",
    ),
    STATEMENT: (LONG, "Stellungnahme des Amts für Digitalisierung und IT (ADIT)", "Höchstens 300 Zeichen."),
}
_MOST_RADIOS, _LONG_TEXT, _QUARTERS = 6, 200, 12
_ROW_WORDS = {"role": "Rolle", "quarter": "Quartal", "days_from": "Tage von", "days_to": "Tage bis"}
_QUARTER_MONTHS = 3

Outcomes = Mapping[str, Saved | Conflict]
Asked = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Look, label, hint, and values with their labels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the form shows it.

    Args:
        field: What stands in it.
        look: How it is filled in.
        label: Its label.
        hint: What to write.
        longest: Most characters.
        options: Values with their labels, where one chooses.
        is_prefilled: It was taken over and nobody has confirmed it.
        is_open: The reader may fill it in now.
    """

    field: FieldForm
    look: str
    label: str
    hint: str = ""
    longest: int = 500
    options: tuple[tuple[str, str], ...] = ()
    is_prefilled: bool = False
    is_open: bool = True

    @property
    def chosen(self) -> list[str]:
        """The codes chosen."""
        return self.field.value.split()

    @property
    def text(self) -> str:
        """The value as words."""
        labels = dict(self.options)
        if self.look in {RADIO, SELECT}:
            return labels.get(self.field.value, self.field.value)
        return ", ".join(labels.get(one, one) for one in self.chosen) if self.look == TICKS else self.field.value


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of person-days."""

    name: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its fields.

    Args:
        question: The question.
        fields: What is answered.
        explaining: Reason, date and office.
        rows: Rows of person-days of the office.
        adit_rows: Those of ADIT.
        finding: What follows from the stored answer.
        sources: What it rests on.
        office: Whom to ask.
    """

    question: Question
    fields: tuple[Shown, ...]
    explaining: tuple[Shown, ...]
    rows: tuple[ShownRow, ...]
    adit_rows: tuple[ShownRow, ...]
    finding: CheckFinding | None
    sources: tuple[str, ...]
    office: str

    @property
    def all_shown(self) -> tuple[Shown, ...]:
        """Every field of it."""
        cells = (cell for row in (*self.rows, *self.adit_rows) for cell in row.cells)
        return (*self.fields, *self.explaining, *cells)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a form sent, and how saving it ended."""

    edits: Sequence[Edit] = ()
    outcomes: Outcomes | None = None
    faults: Mapping[str, str] | None = None


def edits_of(form: FormMultiDict, names: Collection[str]) -> list[Edit]:
    """Return what a form wants saved; ticks are one value, and none of them is a value too."""
    decision, opened = text_in(form, "entscheidung"), text_in(form, FORM)[:36] or None
    sent = [name for name in names if name + VERSION in form and decision != OTHERS + name]
    return [
        Edit(
            field=name,
            value=" ".join(one for one in form.getall(name, []) if isinstance(one, str)),
            base_version=_version(text_in(form, name + VERSION)),
            form=opened,
        )
        for name in sent
    ]


class Form:
    """The fields of one page.

    Args:
        opened: The check.
        day: Today, for the quarters to choose from.
        answered: What was sent and could not be saved as it was.
        service: What is known of the Verwaltungsleistung that was typed.
    """

    def __init__(self, opened: OpenedCheck, day: date, answered: Answered | None = None, service: str = "") -> None:
        self._opened, self._day, self._answered = opened, day, answered or Answered()
        self._service = service
        self._slots = slots_of(opened.catalogue)
        self._unreadable = {one.slot: FAULTS[one.kind] for one in opened.filled.faults}
        self._typed = {edit.field: edit.value for edit in self._answered.edits}

    def head(self, page: TaskPage) -> list[Shown]:
        """Return the fields of the head, or the statement."""
        return [self._headed(self._slots[name]) for name in page_slots(self._opened.judgement, page)]

    def questions(self, page: TaskPage) -> list[ShownQuestion]:
        """Return the questions of a page."""
        found = [self._opened.catalogue.question(id_) for id_ in page.questions]
        return [self.question(one) for one in found if one is not None]

    def question(self, question: Question) -> ShownQuestion:
        """Return one question."""
        slots = [one for one in self._slots.values() if one.question == question.id and one.field is not None]
        own = {one.name for one in question.fields}
        findings = self._opened.judgement.findings
        return ShownQuestion(
            question=question,
            fields=tuple(self._asked(one) for one in slots if one.field and one.field.name in own),
            explaining=tuple(self._asked(one) for one in slots if one.field and one.field.name not in own),
            rows=tuple(self._rows(question, [str(at) for at in range(1, OWN_ROWS + 1)])),
            adit_rows=tuple(self._rows(question, [f"{ADIT_ROW}{at}" for at in range(1, ADIT_ROWS + 1)])),
            finding=next((one for one in findings if one.question == question.id), None),
            sources=self._opened.catalogue.citations(question),
            office=self._opened.catalogue.office(question.office),
        )

    def _headed(self, slot: Slot) -> Shown:
        look, label, hint = HEAD_WORDS[slot.name]
        kinds = [("", "keine davon"), *((one.id, one.label) for one in self._opened.catalogue.exclusions)]
        return self._shown(slot, look, label, hint, tuple(kinds) if slot.name == KIND else ())

    def _asked(self, slot: Slot) -> Shown:
        look, label, hint, options = asked_as(slot)
        if slot.name == SERVICE_KEY:
            look, hint = SERVICE, self._service
        return self._shown(slot, look, label, hint, options)

    def _rows(self, question: Question, names: Sequence[str]) -> Iterator[ShownRow]:
        """Yield the rows that say something and one more; fields never change their name, so none is lost."""
        if not asks_for_rows(question):
            return
        spare = 0
        for name in names:
            cells = tuple(self._cell(self._slots[f"{question.id}.{name}.{column}"]) for column in ROW_FIELDS)
            spare += all(not cell.field.value for cell in cells)
            if spare <= 1 or any(cell.field.value for cell in cells):
                yield ShownRow(name, cells)

    def _cell(self, slot: Slot) -> Shown:
        options: tuple[tuple[str, str], ...] = ()
        if slot.column == "role":
            options = (("", "–"), *((one.code, one.label) for one in self._opened.catalogue.roles))
        elif slot.column == "quarter":
            options = (("", "–"), *quarters(self._day))
        return self._shown(slot, SELECT if options else SHORT, _ROW_WORDS[slot.column], "", options)

    def _shown(self, slot: Slot, look: str, label: str, hint: str, options: tuple[tuple[str, str], ...]) -> Shown:
        held = self._opened.values.get(slot.name, FieldValue())
        value = self._typed.get(slot.name, held.value)
        outcome = (self._answered.outcomes or {}).get(slot.name)
        unreadable = self._unreadable.get(slot.name, "") if value.strip() or slot.row else ""
        return Shown(
            field=FieldForm(
                name=slot.name,
                value=value,
                held=held,
                others=outcome.now.value if isinstance(outcome, Conflict) else None,
                fault=(self._answered.faults or {}).get(slot.name, "") or unreadable,
            ),
            look=look,
            label=label,
            hint=hint,
            longest=slot.longest,
            options=options,
            is_prefilled=slot.name in self._opened.check.prefilled,
            is_open=bool(slot.parts & self._opened.parts),
        )


def asked_as(slot: Slot) -> Asked:
    """Return how a field of an answer is asked for: its look, label, hint, and values with their labels."""
    if slot.field is None:
        raise AssertionError("only fields of answers are asked here")
    field, options = slot.field, tuple((one.code, one.label) for one in slot.field.options)
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and field.name == "value":
        options = (*options, (UNSURE, "unsicher"))
    look = {
        FieldKind.CHOICE: RADIO if len(options) <= _MOST_RADIOS else SELECT,
        FieldKind.CHOICES: TICKS,
        FieldKind.TEXT: LONG if slot.longest >= _LONG_TEXT else SHORT,
    }.get(field.kind, SHORT)
    hint = {FieldKind.DATE: "Zum Beispiel 31.01.2027", FieldKind.AMOUNT: "Zum Beispiel 1.500 oder 2,5"}
    return look, field.label, hint.get(field.kind, ""), options


def quarters(day: date) -> tuple[tuple[str, str], ...]:
    """Return three years of quarters from the present one."""
    first = day.year * 4 + (day.month - 1) // _QUARTER_MONTHS
    found = [divmod(first + at, 4) for at in range(_QUARTERS)]
    return tuple((f"{year}-Q{quarter + 1}", f"{quarter + 1}. Quartal {year}") for year, quarter in found)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else 0
