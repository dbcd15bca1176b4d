"""The form of an inquiry: from typed words to what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from litestar.datastructures import FormMultiDict

from procurement.model import InquiryKind
from procurement.rules.examination.book import Concern
from procurement.rules.examination.document_request import UnitPriceStatement
from procurement.services.examination import InquiryLog, InquiryWish
from web.local_time import UnreadableTimeError, read_moment
from web.upload import text_in

NAMES: Mapping[str, InquiryKind] = {
    "nachforderung": InquiryKind.DOCUMENT_REQUEST,
    "aufklaerung": InquiryKind.CLARIFICATION,
    "bieterfrage": InquiryKind.QUESTION,
    "preis": InquiryKind.PRICE_CLARIFICATION,
}
"""What each kind is called in addresses."""

DUE, CAME_IN = "frist", "eingang"
DAY, CLOCK = "-tag", "-uhrzeit"
_TICKS = ("unwesentlich", "summe", "reihenfolge")


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryForm:
    """The form as it stands.

    Args:
        name: What the kind is called in addresses.
        bids: Ids of the chosen bids.
        paper: Id of the chosen paper.
        subject: Heading.
        text: What is asked.
        day: Day of the deadline.
        clock: Time of day of the deadline.
        alone: Why others are not asked.
        ticks: What is stated about a unit price.
    """

    name: str
    bids: tuple[str, ...] = ()
    paper: str = ""
    subject: str = ""
    text: str = ""
    day: str = ""
    clock: str = "12:00"
    alone: str = ""
    ticks: tuple[str, ...] = ()

    @property
    def kind(self) -> InquiryKind:
        """Why somebody is asked."""
        return NAMES[self.name]


def empty_form(name: str, paper: str, bid: str, log: InquiryLog, draft: tuple[str, str] = ("", "")) -> InquiryForm:
    """Return a form in which only stands what somebody comes from: a paper and all who lack it, a bid, a draft."""
    offered, (subject, text) = [one for one, kind in NAMES.items() if kind in log.kinds] or list(NAMES), draft
    name = name if name in offered else offered[0]
    bids = (*log.lacking.get(paper, ()), *([bid] if bid else ()))
    return InquiryForm(name=name, paper=paper, bids=bids, subject=subject, text=text)


def typed_form(form: FormMultiDict) -> InquiryForm:
    """Return what somebody sent."""
    name = text_in(form, "art")
    return InquiryForm(
        name=name if name in NAMES else next(iter(NAMES)),
        bids=tuple(one for one in form.getall("angebot", []) if isinstance(one, str)),
        paper=text_in(form, "unterlage"),
        subject=text_in(form, "betreff"),
        text=text_in(form, "text"),
        day=text_in(form, DUE + DAY),
        clock=text_in(form, DUE + CLOCK),
        alone=text_in(form, "allein"),
        ticks=tuple(one for one in form.getall("einzelpreis", []) if one in _TICKS),
    )


def wish_of(typed: InquiryForm, due_at: datetime | None) -> InquiryWish:
    """Return what is asked."""
    is_request = typed.kind is InquiryKind.DOCUMENT_REQUEST
    stated = dict(zip(("is_insignificant", "total_stays", "order_stays"), _TICKS, strict=True))
    return InquiryWish(
        kind=typed.kind,
        bids=typed.bids,
        subject=typed.paper if is_request else typed.subject,
        text=typed.text,
        due_at=due_at,
        alone=typed.alone if is_request else "",
        unit_price=UnitPriceStatement(**{name: tick in typed.ticks for name, tick in stated.items()}),
    )


def moment_in(day: str, clock: str, name: str) -> tuple[datetime | None, dict[str, str]]:
    """Return the moment that a day and a time of day in Germany name, and what is wrong by the name of the input."""
    if not day.strip():
        return None, {}
    try:
        return read_moment(day, clock), {}
    except UnreadableTimeError as error:
        return None, {name + (DAY if error.is_day else CLOCK): error.sentence}


def paper_choices(log: InquiryLog) -> list[tuple[str, str]]:
    """Return the papers that may be asked for, each once."""
    found = {
        paper.id: paper.title for some in log.papers.values() for paper in some if paper.concerns is not Concern.AWARD
    }
    return list(found.items())


def award_papers(log: InquiryLog) -> list[str]:
    """Return what may never be asked for."""
    every = [paper for some in log.papers.values() for paper in some]
    return list(dict.fromkeys(paper.title for paper in every if paper.concerns is Concern.AWARD))
