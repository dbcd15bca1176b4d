"""Minutes of a round: what lay before it, what was decided and whom that displaced, what waits on."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from capacity.model import RoundDecision, RoundKind, RoundMinutes, RoundRow
from capacity.rules.course.steps import RequestStep
from capacity.rules.course.wording import STEPS
from capacity.rules.priority.supply import Shortage
from capacity.rules.round import fits
from core.document import Align, Block, Column, Definitions, Document, Heading, Note, Paragraph, RowGroup, Table, runs
from core.german import exact_moment, german_date, german_number

KINDS = {RoundKind.MONAT: "Monatliche Runde", RoundKind.WOCHE: "Wöchentliche Runde für kleine Anforderungen"}
NONE = "–"


def minutes_paper(minutes: RoundMinutes, digest: str) -> Document:
    """Return the minutes of a round.

    Args:
        minutes: What they say.
        digest: Checksum of the frozen document behind them.
    """
    kind = KINDS[RoundKind(minutes.basis.kind)]
    name = f"Protokoll der Runde Nr. {minutes.number}"
    return Document(
        title=name,
        language="de-DE",
        issued=datetime.fromisoformat(minutes.closed_at).date(),
        subject=f"{kind} über IT-Anforderungen vom {german_date(date.fromisoformat(minutes.basis.day))}",
        header=name,
        footer="Beschlüsse des Digitaldezernats über IT-Kapazität",
        blocks=tuple(_blocks(minutes, kind, name, digest)),
    )


def _blocks(minutes: RoundMinutes, kind: str, name: str, digest: str) -> Iterator[Block]:
    yield Heading(1, name)
    facts = (
        ("Art", kind),
        ("Tag", german_date(date.fromisoformat(minutes.basis.day))),
        ("Eröffnet", exact_moment(datetime.fromisoformat(minutes.opened_at))),
        ("Geschlossen", exact_moment(datetime.fromisoformat(minutes.closed_at))),
        ("Geschlossen durch", f"{minutes.chair}, Digitaldezernat"),
        ("Anforderungen, die warteten", german_number(minutes.basis.total)),
        ("Prüfsumme der Beschlüsse", digest),
    )
    yield Definitions(tuple((key, runs(value)) for key, value in facts))
    yield Heading(2, "Beschlüsse")
    yield from _decided(minutes)
    yield Heading(2, "Rangfolge zu Beginn der Runde")
    yield from _ranked(minutes)
    yield Heading(2, "Es warten weiter")
    yield Paragraph(runs(_numbers(minutes.undecided) or "Keine Anforderung wartet weiter."))
    if minutes.note:
        yield Heading(2, "Vermerk")
        yield Paragraph(runs(minutes.note))


def _decided(minutes: RoundMinutes) -> Iterator[Block]:
    if not minutes.decisions:
        yield Paragraph(runs("Es wurde nichts entschieden."))
        return
    columns = (
        Column("Anforderung", names_row=True, wide=True),
        Column("Rang"),
        Column("Beschluss"),
        Column("Begründung", wide=True),
        Column("Dadurch verdrängt"),
    )
    rows = tuple(tuple(runs(text) for text in _decision(one)) for one in minutes.decisions)
    yield Table("Beschlüsse mit Begründung und verdrängten Anforderungen", columns, (RowGroup(rows),))
    if any(one.displaced for one in minutes.decisions):
        told = "Verdrängt ist, wer mit besserem Rang auf dieselbe Rolle im selben Quartal wartete und nichts bekam."
        yield Note("Verdrängte Anforderungen", (Paragraph(runs(told)),))


def _decision(one: RoundDecision) -> tuple[str, ...]:
    rank = "außerhalb der Rangfolge" if one.rank is None else german_number(one.rank)
    step = f"{STEPS[RequestStep(one.step)]} ({one.person})"
    return f"Nr. {one.number}: {one.title}", rank, step, one.reason, _numbers(one.displaced) or NONE


def _ranked(minutes: RoundMinutes) -> Iterator[Block]:
    rows = minutes.basis.rows
    if not rows:
        yield Paragraph(runs("Keine Anforderung wartete."))
        return
    lacks, _ = fits(minutes.basis, frozenset())
    columns = (
        Column("Rang", names_row=True),
        Column("Anforderung", wide=True),
        Column("Amt"),
        Column("Klasse"),
        Column("Rangwert", align=Align.RIGHT),
        Column("Vorige Runde", align=Align.RIGHT),
        Column("Kapazität"),
    )
    shown = tuple(tuple(runs(text) for text in _row(one, _fit(lacks, one))) for one in rows)
    yield Table("Rangfolge zu Beginn der Runde", columns, (RowGroup(shown),))
    if minutes.basis.others:
        numbers = _numbers(tuple(one.number for one in minutes.basis.others))
        yield Paragraph(runs(f"Was die größeren Anforderungen mit ihrem Rang brauchen, ist abgezogen: {numbers}."))
    if minutes.basis.gone:
        yield Paragraph(runs(f"Seit der vorigen Runde nicht mehr dabei: {_numbers(minutes.basis.gone)}."))


def _fit(lacks: Mapping[int, tuple[Shortage, ...]], row: RoundRow) -> str:
    if row.number not in lacks:
        return NONE
    return "reicht nicht" if lacks[row.number] else "reicht"


def _row(one: RoundRow, fit: str) -> tuple[str, ...]:
    rank = german_number(one.rank) + (" (von Hand)" if one.is_set else "")
    before = "neu" if one.before is None else german_number(one.before)
    title = f"Nr. {one.number}: {one.title}"
    return rank, title, one.office, one.urgency.upper() or "offen", german_number(one.index), before, fit


def _numbers(found: tuple[int, ...]) -> str:
    return ", ".join(f"Nr. {one}" for one in found)
