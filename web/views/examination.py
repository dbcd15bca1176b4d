"""The examination of a bid as a form: what is stored, what somebody typed, and both where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from litestar.datastructures import FormMultiDict

from core.legal import LegalSource
from infra.fields.model import FieldValue
from procurement.model import Check, CheckAnswer
from procurement.rules.examination.book import ALWAYS_APPLYING, Point, PointGroup
from procurement.rules.examination.wording import ANSWERS, GROUPS, examination_sentence
from procurement.services.examination import ExaminedBid, Finding
from procurement.services.examination.examined import Noted
from web.upload import text_in
from web.views.fields import FieldForm

ITEM, ANSWER, NOTE, VERSION = "punkt-", "befund-", "notiz-", "fassung-"
MOST_POINTS = 500
_LONGEST_VERSION = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class PointForm:
    """One point in the form.

    Args:
        number: Its place in the form, from 1: part of the names of its fields.
        item: Its id.
        text: What has to hold.
        source: Where it comes from.
        answer: What is chosen.
        note: What stands in the field.
        version: Version that the form was made for.
        choices: What can be chosen.
        field: Its note as a field that saves itself.
        others: What somebody else has stored meanwhile; empty where there is nothing to compare.
        by: Name of whoever wrote it down last; empty for nothing yet.
    """

    number: int
    item: str
    text: str
    source: LegalSource
    answer: str
    note: str
    version: int
    choices: tuple[tuple[str, str], ...]
    field: FieldForm
    others: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForm:
    """Points about the same thing.

    Args:
        title: What they are about.
        points: In the order of the form.
    """

    title: str
    points: tuple[PointForm, ...]


def findings_in(form: FormMultiDict, examined: ExaminedBid) -> list[Finding]:
    """Return what a form wants written down; points that nobody touched are left out."""
    known = {one.id for one in examined.points}
    found = []
    for number in range(1, MOST_POINTS + 1):
        item = text_in(form, f"{ITEM}{number}")
        if not item:
            break
        answer = text_in(form, f"{ANSWER}{number}") or CheckAnswer.OPEN
        finding = Finding(
            item=item,
            answer=CheckAnswer(answer) if answer in set(CheckAnswer) else CheckAnswer.OPEN,
            note=text_in(form, f"{NOTE}{number}"),
            version=_version(text_in(form, f"{VERSION}{number}")),
        )
        is_untouched = (finding.answer, finding.note.strip(), finding.version) == (CheckAnswer.OPEN, "", 0)
        if item in known and not is_untouched:
            found.append(finding)
    return found


def point_groups(
    examined: ExaminedBid,
    names: Mapping[str, str],
    typed: Mapping[str, Finding],
    outcomes: Mapping[str, Noted],
    drafts: Mapping[str, FieldValue],
) -> list[GroupForm]:
    """Return the form: what was sent and not stored stays in it, with what is stored beside it.

    Args:
        examined: The bid.
        names: Names of people by their id.
        typed: What somebody sent, by point.
        outcomes: How storing that ended.
        drafts: What the reader was writing before, by point; what somebody stored since stands beside it.
    """
    groups = dict[PointGroup, list[PointForm]]()
    for number, point in enumerate(examined.points, start=1):
        check, outcome, draft = examined.checks.get(point.id), outcomes.get(point.id), drafts.get(point.id)
        finding = typed.get(point.id) if outcome is None or not outcome.is_stored else None
        is_conflict = (outcome is not None and outcome.is_conflict) or (finding is None and _is_overtaken(draft, check))
        made = _point(number, point, check, finding, draft)
        fault = " ".join(map(examination_sentence, outcome.reasons)) if outcome else ""
        made = replace(
            made,
            field=made.field._replace(fault=fault),
            others=_in_words(check) if is_conflict else "",
            by=names.get(check.changed_by, "") if check else "",
        )
        groups.setdefault(point.group, []).append(made)
    return [GroupForm(title=GROUPS[group], points=tuple(some)) for group, some in groups.items()]


def _point(
    number: int, point: Point, check: Check | None, finding: Finding | None, draft: FieldValue | None
) -> PointForm:
    """Return a point with what was sent, or else what the reader was writing, or else what is stored."""
    never = {CheckAnswer.NOT_APPLICABLE} if point.group in ALWAYS_APPLYING else set()
    note = finding.note if finding else draft.value if draft else check.note if check else ""
    held = draft or FieldValue()
    return PointForm(
        number=number,
        item=point.id,
        text=point.text,
        source=point.basis,
        answer=finding.answer.value if finding else check.answer.value if check else CheckAnswer.OPEN.value,
        note=note,
        version=check.version if check else 0,
        choices=tuple((one.value, ANSWERS[one]) for one in CheckAnswer if one not in never),
        field=FieldForm(name=f"{NOTE}{number}", value=note, held=held, address=_note(point.id)),
    )


def _note(item: str) -> str:
    """Return where the draft on a point saves itself, within those of the bid."""
    return f"note?point={quote(item, safe='')}"


def reason_field(name: str, item: str, text: str | None, stored: str, drafts: Mapping[str, FieldValue]) -> FieldForm:
    """Return the reason of a decision as a field that saves itself.

    Args:
        name: Name of the input.
        item: What its draft is called.
        text: What somebody sent; None for what was written before.
        stored: What is stored or proposed.
        drafts: What the reader was writing before.
    """
    draft = drafts.get(item)
    value = text if text is not None else draft.value if draft else stored
    return FieldForm(name=name, value=value, held=draft or FieldValue(), address=_note(item))


def _is_overtaken(draft: FieldValue | None, check: Check | None) -> bool:
    """Tell whether something was stored since the reader wrote a draft."""
    if draft is None or check is None or draft.changed_at is None or draft.value.strip() == check.note:
        return False
    return check.changed_at >= draft.changed_at


def _in_words(check: Check | None) -> str:
    if check is None:
        return "nichts"
    return f"{ANSWERS[check.answer]}: {check.note}" if check.note else ANSWERS[check.answer]


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_VERSION else 0
