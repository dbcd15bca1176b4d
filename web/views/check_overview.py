"""What the pages about a Digital-Check as a whole show."""

import re
from dataclasses import dataclass

from digitalcheck.model import CheckFinding, Light
from digitalcheck.rules.catalogue.form import Question
from digitalcheck.rules.reading import Unreadable
from digitalcheck.rules.result import negative_sentence, resources
from digitalcheck.rules.tasks import Progress, TaskPage, next_open, next_precheck, precheck_questions, task_pages
from digitalcheck.rules.wording import DEPTHS, LIGHTS, headline_words, missing_words
from digitalcheck.services.shared import OpenedCheck
from web import addresses
from web.check_words import LIGHT_BADGES, PRECHECKS
from web.formats import euro, number
from web.views.digital_check import FAULTS, HEAD_WORDS


@dataclass(frozen=True, slots=True)
class Overview:
    """The way through a check.

    Args:
        headline: Whether it is agreed; empty without digital relation.
        depth: How much is asked.
        precheck: Result of the Vorprüfung in words.
        precheck_done: How many of its questions are answered.
        precheck_all: How many there are.
        precheck_next: Address of its next question, or its first.
        pages: The pages of the form; none before the Vorprüfung is through.
        onward: Address of what is open next, and what it is called; None where nothing is.
    """

    headline: str
    depth: str
    precheck: str
    precheck_done: int
    precheck_all: int
    precheck_next: str
    pages: tuple[TaskPage, ...]
    onward: tuple[str, str] | None

    @property
    def done(self) -> int:
        """How many pages are done."""
        return sum(one.progress is Progress.DONE for one in self.pages)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a line of a table."""

    question: Question | None
    finding: CheckFinding
    badge: tuple[str, str]
    address: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that follows from a check.

    Args:
        findings: What the answers mean, in the order of the questions.
        dropped: How many questions do not apply.
        missing: What is still to be said, with the address where.
        faults: Fields nobody can read likewise.
        headline: Whether it is agreed; empty without digital relation.
        sums: Person-days and cost, by what they are called.
        negative: The sentence for a proposal without digital relation; empty for any other.
    """

    findings: tuple[FindingLine, ...]
    dropped: int
    missing: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, str], ...]
    headline: str
    sums: tuple[tuple[str, str], ...]
    negative: str


def overview(opened: OpenedCheck) -> Overview:
    """Return the way through a check."""
    judgement, check = opened.judgement, opened.check.number
    asked, upcoming = precheck_questions(judgement), next_precheck(judgement)
    pages = () if upcoming else task_pages(judgement, opened.filled)
    page = next_open(pages, opened.parts)
    onward = None
    if upcoming is not None:
        onward = addresses.digital_check_precheck(check, upcoming.id), f"Vorprüfung, Frage {upcoming.id}"
    elif page is not None:
        onward = addresses.digital_check_form(check, page.key), page.title
    return Overview(
        headline=headline_words(judgement) or "",
        depth=DEPTHS[judgement.depth],
        precheck=PRECHECKS[judgement.precheck],
        precheck_done=sum(bool(judgement.answers.get(one.id)) for one in asked),
        precheck_all=len(asked),
        precheck_next=addresses.digital_check_precheck(check, (upcoming or asked[0]).id),
        pages=pages,
        onward=onward,
    )


def review(opened: OpenedCheck) -> Review:
    """Return all that follows from a check."""
    judgement, check = opened.judgement, opened.check.number
    places = {id_: page.key for page in task_pages(judgement, opened.filled) for id_ in page.questions}

    def place(question: str) -> str:
        if question.startswith("V") and question not in places:
            return addresses.digital_check_precheck(check, question)
        return addresses.digital_check_form(check, places.get(question, "kopf"))

    findings = tuple(
        FindingLine(
            judgement.catalogue.question(one.question),
            one,
            (LIGHT_BADGES[one.light], LIGHTS[one.light]),
            place(one.question),
        )
        for one in judgement.findings
        if one.light is not Light.ENTFAELLT
    )
    missing = tuple(
        (place(one.question), _on_screen(missing_words(one, judgement.catalogue))) for one in judgement.missing
    )
    faults = tuple(
        (place(_question(one.slot)), f"{_called(one.slot)}: {_told(one.kind)}") for one in opened.filled.faults
    )
    return Review(
        findings=findings,
        dropped=len(judgement.findings) - len(findings),
        missing=missing,
        faults=faults,
        headline=headline_words(judgement) or "",
        sums=tuple(_sums(opened)),
        negative=negative_sentence(judgement) or "",
    )


def _sums(opened: OpenedCheck) -> list[tuple[str, str]]:
    found = resources(opened.judgement)
    low, high = found["person_days_from"], found["person_days_to"]
    days = "" if high is None or low is None else f"{number(low)} bis {number(high)}"
    money = [
        ("Einmalige Kosten", found["cost_once_eur"]),
        ("Laufende Kosten im Jahr", found["cost_yearly_eur"]),
        ("Summe über fünf Jahre oder die kürzere Laufzeit", found["cost_total_eur"]),
    ]
    return [("Personentage", days), *((label, euro(value)) for label, value in money if value is not None)]


def _question(slot: str) -> str:
    return "" if slot in HEAD_WORDS else slot.split(".", 1)[0]


def _called(slot: str) -> str:
    return HEAD_WORDS[slot][1] if slot in HEAD_WORDS else slot.split(".", 1)[0]


def _on_screen(words: str) -> str:
    """Leave out the names that fields have in a file."""
    return re.sub(r" \((?:until|owner)\)|negative_reason, ", "", words)


def _told(kind: Unreadable) -> str:
    return FAULTS[kind]
