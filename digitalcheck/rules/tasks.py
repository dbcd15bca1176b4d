"""The way through a check: which questions are asked now, on which pages, and what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from digitalcheck.model import Depth, Part
from digitalcheck.rules.catalogue.form import PRECHECK_SECTION, FieldKind, Question
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.reading import FilledIn
from digitalcheck.rules.slots import HEAD, STATEMENT, slots_of

ON_A_PAGE = 4
"""Questions of one page."""
HEAD_PAGE, STATEMENT_PAGE = "kopf", "stellungnahme"


class Progress(StrEnum):
    """How far a page is."""

    NOT_BEGUN = "not-begun"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A page of the form.

    Args:
        key: Its name in addresses: ``kopf``, ``A-1``, ``stellungnahme``.
        title: Its title.
        questions: Ids of its questions; none for the head and the statement.
        progress: How far it is.
    """

    key: str
    title: str
    questions: tuple[str, ...]
    progress: Progress


def precheck_questions(judgement: Judgement) -> tuple[Question, ...]:
    """Return the questions of the Vorprüfung."""
    return tuple(one for one in judgement.catalogue.questions if one.section == PRECHECK_SECTION)


def next_precheck(judgement: Judgement) -> Question | None:
    """Return the first question of the Vorprüfung that nobody has answered; None for proposals that need none."""
    if judgement.check.head.art is not None:
        return None
    asked = precheck_questions(judgement)
    return next((one for one in asked if not judgement.answers.get(one.id)), None)


def asked_questions(judgement: Judgement) -> tuple[Question, ...]:
    """Return the questions that are answered or explained here now, those of the Vorprüfung apart."""
    if judgement.depth is Depth.NEGATIV:
        return ()
    dropped = {one.question for one in judgement.findings if one.rule == "entfaellt"}
    return tuple(
        one
        for one in judgement.catalogue.questions
        if one.section != PRECHECK_SECTION
        and one.answered != "head"
        and (judgement.depth is Depth.VOLL or one.short or one.id in judgement.answers)
        and one.id not in dropped
    )


def task_pages(judgement: Judgement, filled: FilledIn) -> tuple[TaskPage, ...]:
    """Return all pages of the form in their order: the head, three to four questions each, ADIT's statement."""
    lacking = {one.question for one in judgement.missing} | {_question(one.slot) for one in filled.faults}
    head_done = "" not in lacking
    pages = [TaskPage(HEAD_PAGE, "Angaben zur Vorlage", (), Progress.DONE if head_done else Progress.BEGUN)]
    asked = asked_questions(judgement)
    for section in judgement.catalogue.sections:
        ids = [one.id for one in asked if one.section == section.id]
        for number, part in enumerate(_parts(ids), 1):
            progress = _progress(part, lacking, judgement.answers.keys())
            pages.append(TaskPage(f"{section.id}-{number}", section.title, tuple(part), progress))
    if judgement.depth is not Depth.NEGATIV:
        stated = Progress.DONE if filled.statement else Progress.NOT_BEGUN
        pages.append(TaskPage(STATEMENT_PAGE, "Stellungnahme von ADIT", (), stated))
    return tuple(pages)


def next_open(pages: Iterable[TaskPage], parts: frozenset[Part]) -> TaskPage | None:
    """Return the first page that is not done and somebody with these parts works on."""
    mine = [one for one in pages if (one.key == STATEMENT_PAGE) is (parts == {Part.ADIT})]
    return next((one for one in mine if one.progress is not Progress.DONE), None)


def page_slots(judgement: Judgement, page: TaskPage) -> tuple[str, ...]:
    """Return the names of the fields of a page."""
    if page.key == HEAD_PAGE:
        return tuple(HEAD)
    if page.key == STATEMENT_PAGE:
        return (STATEMENT,)
    slots = slots_of(judgement.catalogue).values()
    return tuple(one.name for one in slots if one.question in page.questions)


def asks_for_rows(question: Question) -> bool:
    """Tell whether an answer is rows of person-days."""
    return any(one.kind is FieldKind.EFFORT for one in question.fields)


def _question(slot: str) -> str:
    """Return the id of the question that a field belongs to; empty for the head."""
    return slot.split(".", 1)[0] if slot not in HEAD and slot != STATEMENT else ""


def _parts(ids: list[str]) -> list[list[str]]:
    """Cut a section into pages of about equal length."""
    if not ids:
        return []
    count = -(-len(ids) // ON_A_PAGE)
    size, longer = divmod(len(ids), count)
    cuts = [size + (index < longer) for index in range(count)]
    return [ids[sum(cuts[:index]) : sum(cuts[: index + 1])] for index in range(count)]


def _progress(ids: list[str], lacking: set[str], answered: Iterable[str]) -> Progress:
    if not lacking & set(ids):
        return Progress.DONE
    return Progress.BEGUN if set(ids) & set(answered) else Progress.NOT_BEGUN
