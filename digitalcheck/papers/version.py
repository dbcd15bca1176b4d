"""Which findings a version of the sheet tells, in which order, and what of each. The public one only leaves out."""

from dataclasses import dataclass
from datetime import date

from core.german import german_date
from digitalcheck.model import WORST_FIRST, CheckFinding, CheckStatus, Light, PreCheck
from digitalcheck.papers.words import begun, told
from digitalcheck.rules.findings import Judgement

FIRST_PAGE = 10
"""Findings on the first page; more go on a second."""
NOTED = (Light.ROT, Light.GELB, Light.OFFEN)
"""Lights that have a row of their own; the others are named by area."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a sheet tells beyond the sentences, as far as the page holds it.

    Args:
        reasons: How many reasons of the findings on the first page.
        further_reasons: How many of those on the second page.
        owners: Who is in charge, and until when.
    """

    reasons: int = 0
    further_reasons: int = 0
    owners: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with a row of its own.

    Args:
        finding: The finding.
        area: Title of its section.
        owner: Office in charge; empty where none was named or it is not told.
        until: Day until which; None where none was named or it is not told.
        reason: Reason given; empty where none was given or it is not told.
    """

    finding: CheckFinding
    area: str
    owner: str
    until: date | None
    reason: str

    @property
    def charge(self) -> str:
        """Who is in charge and until when, as far as the sentence does not say it; may be empty."""
        day = german_date(self.until) if self.until else ""
        parts = [
            f"Zuständig: {self.owner}" if self.owner else "",
            f"bis\u00a0{day}" if day and day not in self.finding.sentence else "",
        ]
        words = ", ".join(filter(None, parts))
        return f"{begun(words)}." if words else ""


def findings_of(judgement: Judgement, *, internal: bool) -> tuple[CheckFinding, ...]:
    """Return the findings of a version."""
    return judgement.findings if internal else judgement.public_findings


def noted(judgement: Judgement, *, internal: bool) -> list[Noted]:
    """Return what has a row of its own, the worst first."""
    shown = [one for one in findings_of(judgement, internal=internal) if one.light in NOTED]
    return [
        with_context(judgement, one, internal=internal)
        for one in sorted(shown, key=lambda one: WORST_FIRST.index(one.light))
    ]


def facts_alone(judgement: Judgement) -> list[Noted]:
    """Return what the public version tells as a mere fact, without a light: there the house knows more than it says."""
    veiled = judgement.catalogue.veiled_sections
    return [
        with_context(judgement, one, internal=False)
        for one in judgement.public_findings
        if one.light not in NOTED and judgement.section_of(one.question) in veiled
    ]


def with_context(judgement: Judgement, finding: CheckFinding, *, internal: bool) -> Noted:
    """Return a finding with what a version may tell beside it."""
    question = judgement.catalogue.question(finding.question)
    area = next((one.title for one in judgement.catalogue.sections if question and one.id == question.section), "")
    answer = judgement.answers.get(finding.question, {})
    # What has sentences of its own for the public tells nothing else there.
    hidden = not internal and question is not None and question.public_rules is not None
    owner, until, reason = (None if hidden else answer.get(name) for name in ("owner", "until", "reason"))
    return Noted(
        finding,
        area,
        told(owner).removesuffix(".") if isinstance(owner, str) else "",
        until if isinstance(until, date) else None,
        told(reason) if internal and isinstance(reason, str) else "",
    )


def sheet_state(judgement: Judgement) -> str:
    """Return what stands on every page of a sheet that is not released, complete and clear; else nothing."""
    if judgement.check.status is CheckStatus.ERSETZT:
        return "Ersetzt"
    released = judgement.check.status is CheckStatus.FREIGEGEBEN and judgement.precheck is not PreCheck.KLAERUNG
    return "" if released and not judgement.missing else "Entwurf"


def number_of(judgement: Judgement) -> str:
    """Return the number of the proposal, or that it has none yet."""
    return told(judgement.check.head.vorlagen_nr or "") or "ohne Nummer"


def counted(judgement: Judgement, *, internal: bool) -> str:
    """Return how many findings are not green, e.g. ``2 rot, 1 offen``, and how many answers are missing."""
    found = [one.light for one in findings_of(judgement, internal=internal)]
    numbers = [f"{found.count(light)}\u00a0{light.value}" for light in NOTED if light in found]
    missing = judgement.unanswered(public=not internal)
    lack = ["1\u00a0Antwort fehlt noch" if missing == 1 else f"{missing}\u00a0Antworten fehlen noch"] if missing else []
    return ", ".join(numbers + lack) or "nichts rot, gelb oder offen"
