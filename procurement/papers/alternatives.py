"""One page for the file: which open-source alternatives were looked for, found, considered and rejected, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.document import (
    Block,
    Column,
    Definitions,
    Density,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
)
from core.german import german_date, german_number
from procurement.model import AlternativeOrigin, AlternativeSearch, Standing
from procurement.papers.words import cell
from procurement.rules.alternatives import STANDINGS, Weighed, looked_for

NAME = "Prüfung quelloffener Alternativen"
_ORDER = (Standing.SUITABLE, Standing.CONSIDERED, Standing.REJECTED, Standing.FOUND)
_HAND = "von Hand eingetragen"
_BASIS = (
    "Angaben zu den Produkten stammen aus den genannten Sammlungen und sind nicht am Produkt geprüft. Die Beurteilung "
    "ist die der genannten Stelle."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeFacts:
    """What the paper tells.

    Args:
        reference: Reference number of the procedure.
        title: What is bought.
        day: Day of the paper.
        searches: What was looked for.
        weighed: The alternatives.
        check: The documented check as it stands in the procedure; empty where nobody documented it.
        names: Names of the people who took part, by their id.
    """

    reference: str
    title: str
    day: date
    searches: Sequence[AlternativeSearch]
    weighed: Sequence[Weighed]
    check: str
    names: Mapping[str, str]


def alternatives_paper(facts: AlternativeFacts) -> Document:
    """Return the paper.

    Legal source:
        § 8 Abs. 1 VgV
    """
    blocks: list[Block] = [Heading(1, NAME), _head(facts), Heading(2, "Suche"), *_searches(facts)]
    blocks += [Heading(2, "Alternativen"), *_alternatives(facts.weighed), Heading(2, "Ergebnis der Prüfung")]
    blocks += [Paragraph(cell(line)) for line in facts.check.split("\n") if line.strip()] or [
        Paragraph(runs("Das Ergebnis ist im Vergabeverfahren noch nicht dokumentiert."))
    ]
    blocks.append(Note("Grundlage", (Paragraph(runs(_BASIS)),)))
    return Document(
        title=f"{NAME} {facts.reference}",
        language="de-DE",
        issued=facts.day,
        blocks=tuple(blocks),
        subject=facts.title,
        header=f"{NAME} · {facts.reference}",
        footer=f"Stand {german_date(facts.day)}",
        density=Density.COMPACT,
    )


def _head(facts: AlternativeFacts) -> Definitions:
    people = {one.searched_by for one in facts.searches} | {one.alternative.added_by for one in facts.weighed}
    names = sorted({facts.names.get(one, "unbekannt") for one in people})
    entries = (
        ("Vergabeverfahren", facts.reference),
        ("Gegenstand", facts.title),
        ("Stand", german_date(facts.day)),
        ("Geprüft von", ", ".join(names) or "–"),
    )
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _searches(facts: AlternativeFacts) -> Iterator[Block]:
    if not facts.searches:
        yield Paragraph(runs("Es ist keine Suche festgehalten."))
        return
    yield ListBlock(tuple(cell(_search(one)) for one in facts.searches))


def _search(one: AlternativeSearch) -> str:
    day = german_date(one.searched_at.date())
    return f"{looked_for(one)} am {day}: {german_number(one.found)} gefunden in {_where(one)}"


def _where(search: AlternativeSearch) -> str:
    return ", ".join(f"{name} (Stand {german_date(day)})" for name, day in search.sources.items()) or "keiner Sammlung"


def _alternatives(weighed: Sequence[Weighed]) -> Iterator[Block]:
    if not weighed:
        yield Paragraph(runs("Es ist keine quelloffene Alternative aufgenommen."))
        return
    columns = (
        Column("Produkt", names_row=True),
        Column("Lizenz und Version"),
        Column("Herkunft"),
        Column("Grund", wide=True),
    )
    groups = [
        RowGroup(tuple(_row(one) for one in weighed if one.standing is standing), STANDINGS[standing])
        for standing in _ORDER
        if any(one.standing is standing for one in weighed)
    ]
    yield Table("Alternativen nach dem Ergebnis der Prüfung", columns, tuple(groups))


def _row(one: Weighed) -> Row:
    product = one.alternative
    named = f"{product.name}, {product.url}" if product.url else product.name
    said = ", ".join(text for text in (product.licence, product.product_version) if text)
    origin = _HAND if product.origin is AlternativeOrigin.HAND else product.source
    source = f"{origin}: {product.source}" if product.origin is AlternativeOrigin.HAND and product.source else origin
    return cell(named), cell(said), cell(source), cell(one.reason)
