"""Awards and letters as the interface shows them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.fields import FieldView, field_view
from procurement.model import (
    AwardEntry,
    AwardKind,
    AwardLetter,
    LetterKind,
    ProcedureStage,
)
from procurement.rules.award.book import SigningOffice
from procurement.rules.award.vermerk import VermerkEntry, gaps
from procurement.services.awarding import LetterDraft, OpenedAward
from procurement.services.awarding.letters import said


@dataclass(frozen=True, slots=True, kw_only=True)
class GateView:
    """Something to check before the award.

    Args:
        gate: Its id.
        title: What it is called.
        text: What has to hold.
        source: Where it comes from.
        closed: It is done or does not apply, with a reason.
    """

    gate: str
    title: str
    text: str
    source: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLotView:
    """A lot with who is to get it.

    Args:
        number: Number of the lot.
        title: What it is called.
        bid: Id of the bid that is to get it; null without one.
        tenderer: Its bidder.
    """

    number: int
    title: str
    bid: str | None
    tenderer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardEntryView:
    """What was decided.

    Args:
        number: Counts those of the procedure, from 1.
        kind: The decision by two, or the award.
        digest: ``sha256:…`` of the document.
        document: What was decided.
        decided_at: When.
    """

    number: int
    kind: AwardKind
    digest: str
    document: dict[str, Any]
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView:
    """The award of a procedure.

    Args:
        stage: How far the procedure is.
        signed_by: Who signs at this value; null where nobody is known.
        gates: What is to be checked.
        lots: Who is to get each lot.
        fields: What two people decide on, by name.
        notes: What was written for the Vergabevermerk, by name.
        entries: What was decided, oldest first.
        standstill_ends: Last day of the Wartefrist; null before the first letter.
        missing: Numbers of the items of the Vergabevermerk that lack something.
    """

    stage: ProcedureStage
    signed_by: SigningOffice | None
    gates: list[GateView]
    lots: list[AwardLotView]
    fields: dict[str, FieldView]
    notes: dict[str, FieldView]
    entries: list[AwardEntryView]
    standstill_ends: date | None
    missing: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter as it was sent.

    Args:
        number: Counts those of the procedure, from 1.
        bid: Id of the bid that it is about.
        kind: What it is.
        sent_on: Day on which it left the city.
        electronic: It went by e-mail, fax or the tender platform.
        digest: ``sha256:…`` of what it says.
        content: What it says.
    """

    number: int
    bid: str
    kind: LetterKind
    sent_on: date
    electronic: bool
    digest: str
    content: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraftView:
    """What would be written to the bidder of a bid.

    Args:
        bid: Id of the bid.
        tenderer: Its bidder.
        grounds: Reasons as they would be sent.
        fields: What somebody wrote, by name.
        leaks: What of a rival stands in it: ``name``, ``price``, ``points``, ``reason``.
        sent: Letters that went, the newest of each kind.
    """

    bid: str
    tenderer: str
    grounds: str
    fields: dict[str, FieldView]
    leaks: list[str]
    sent: list[LetterView]


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersView:
    """Letters of a procedure.

    Args:
        letters: What would be written to whom.
    """

    letters: list[LetterDraftView]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLettersView:
    """Letters that were recorded.

    Args:
        letters: As they were sent.
    """

    letters: list[LetterView]


def award_view(opened: OpenedAward, entries: tuple[VermerkEntry, ...]) -> AwardView:
    """Return an award."""
    known = opened.known
    return AwardView(
        stage=opened.procedure.stage,
        signed_by=known.power.office if known.power else None,
        gates=[
            GateView(
                gate=one.gate.id,
                title=one.gate.title,
                text=one.gate.text,
                source=one.gate.source.citation,
                closed=one.is_closed,
            )
            for one in known.gates
        ],
        lots=[
            AwardLotView(
                number=lot.number,
                title=lot.title,
                bid=lot.winner.id if lot.winner else None,
                tenderer=lot.winner.tenderer if lot.winner else None,
            )
            for lot in known.lots
        ],
        fields={name: field_view(held) for name, held in known.held.items()},
        notes={name: field_view(held) for name, held in opened.notes.items()},
        entries=list(map(_entry, opened.entries)),
        standstill_ends=known.last.last if known.last else None,
        missing=[one.number for one in gaps(entries)],
    )


def letters_view(drafts: tuple[LetterDraft, ...]) -> LettersView:
    """Return what would be written to whom."""
    return LettersView(
        letters=[
            LetterDraftView(
                bid=one.bid.id,
                tenderer=one.bid.title,
                grounds=one.grounds,
                fields={name: field_view(held) for name, held in one.held.items()},
                leaks=[leak.kind.value for leak in one.leaks],
                sent=list(map(letter_view, one.sent)),
            )
            for one in drafts
        ]
    )


def sent_view(letters: tuple[AwardLetter, ...]) -> SentLettersView:
    """Return letters that were recorded."""
    return SentLettersView(letters=list(map(letter_view, letters)))


def letter_view(letter: AwardLetter) -> LetterView:
    """Return a letter as it was sent."""
    return LetterView(
        number=letter.number,
        bid=letter.bid,
        kind=letter.kind,
        sent_on=letter.sent_on,
        electronic=letter.is_electronic,
        digest=letter.digest,
        content=said(letter),
    )


def _entry(entry: AwardEntry) -> AwardEntryView:
    return AwardEntryView(
        number=entry.number,
        kind=entry.kind,
        digest=entry.digest,
        document=json.loads(entry.document),
        decided_at=entry.decided_at,
    )
