"""Vergabevermerk: the twelve items from what is stored, with what is missing at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.document import Block, Definitions, Document, Heading, ListBlock, Note, Paragraph, runs
from core.german import german_date
from procurement.model import Regime
from procurement.papers.words import cell
from procurement.rules.award.vermerk import CONTENT, CONTENT_BELOW, VermerkEntry, gaps

NAME = "Vergabevermerk"
_INTERNAL = "Dieser Vermerk ist nicht öffentlich. Er nennt Angebote und Gründe (§ 5 VgV)."


@dataclass(frozen=True, slots=True, kw_only=True)
class VermerkPaper:
    """What a Vergabevermerk tells.

    Args:
        reference: Reference number of the procedure.
        title: What is bought.
        kind: Name of the kind of procedure.
        stage: How far the procedure is, in words.
        regime: Law that it follows.
        day: Day of the paper.
        entries: The twelve items.
        steps: What was decided by whom, in words.
        keep_until: Last day on which the file must be there; None while that cannot be said.
        is_over: The contract is awarded, or the procedure annulled.
    """

    reference: str
    title: str
    kind: str
    stage: str
    regime: Regime
    day: date
    entries: tuple[VermerkEntry, ...]
    steps: Sequence[str]
    keep_until: date | None
    is_over: bool


def vergabevermerk(facts: VermerkPaper) -> Document:
    """Return the Vergabevermerk; with gaps it says so at the top and calls itself preliminary.

    Legal source:
        § 8 VgV, § 6 UVgO
    """
    missing = gaps(facts.entries)
    state = "vorläufig" if missing else "vollständig"
    blocks: list[Block] = [Heading(1, NAME), _head(facts, state), Paragraph(runs(_INTERNAL))]
    if missing:
        absent = tuple(runs(f"Nr. {one.number} {one.title}: {one.hint}") for one in missing)
        blocks.append(Note("Es fehlen Angaben: Der Vermerk ist vorläufig", (ListBlock(absent),)))
    for entry in facts.entries:
        blocks.append(Heading(2, f"{entry.item.number}. {entry.item.title}"))
        lines = [line for text in entry.lines for line in text.split("\n") if line.strip()]
        blocks += [Paragraph(cell(line)) for line in lines] or [Paragraph(runs("Keine Angabe."))]
    blocks.append(Heading(2, "Entscheidungen"))
    decided = tuple(map(cell, facts.steps))
    blocks.append(ListBlock(decided) if decided else Paragraph(runs("Noch keine Entscheidung.")))
    return Document(
        title=f"{NAME} {facts.reference}",
        language="de-DE",
        issued=facts.day,
        blocks=tuple(blocks),
        subject=facts.title,
        header=f"{NAME} · {facts.reference}",
        footer=f"Stand {german_date(facts.day)}, {state}",
    )


def _head(facts: VermerkPaper, state: str) -> Definitions:
    source = CONTENT if facts.regime is Regime.EU else CONTENT_BELOW
    entries = (
        ("Vergabeverfahren", facts.reference),
        ("Gegenstand", facts.title),
        ("Verfahrensart", facts.kind),
        ("Stand des Verfahrens", facts.stage),
        ("Stand des Vermerks", f"{german_date(facts.day)}, {state}"),
        ("Grundlage", source.citation),
        ("Aufzubewahren mindestens bis", _kept(facts)),
    )
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _kept(facts: VermerkPaper) -> str:
    if facts.keep_until is not None:
        return german_date(facts.keep_until)
    return "zum Ende des Vertrags; es ist noch nicht eingetragen" if facts.is_over else "steht mit dem Zuschlag fest"
