"""The page of a Kurzbewertung: what is bought without a tender procedure, what else was looked at, and who signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.document import (
    Align,
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
from core.german import german_date, german_euro, german_number
from procurement.papers.words import cell
from procurement.rules.light import form
from procurement.rules.light.judging import Judgement, Place, title_of_route
from procurement.rules.light.reading import Option, number_of
from procurement.rules.light.wording import CHANGED
from procurement.rules.wording import checked

NAME = "Kurzbewertung"
NONE = "–"
_UNSIGNED = "Diese Kurzbewertung ist noch nicht von einer zweiten Person gezeichnet."
_OPENNESS = {True: "quelloffen", False: "nicht quelloffen", None: NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class LightFacts:
    """What the paper tells.

    Args:
        number: Number of the Kurzbewertung.
        office: Name of the office that buys.
        day: Day of the signature; of a draft, today.
        values: Fields by their names.
        judgement: What the rules say of them on that day.
        asked_by: Name of the person who handed it in; empty for nobody.
        signed_by: Name of the second person; empty for nobody.
        digest: Checksum of what was signed; empty for a draft.
        is_genuine: What was signed still has this checksum.
    """

    number: int
    office: str
    day: date
    values: Mapping[str, str]
    judgement: Judgement
    asked_by: str
    signed_by: str = ""
    digest: str = ""
    is_genuine: bool = True

    def text(self, name: str) -> str:
        """Return what stands in a field; a dash where nothing does."""
        return " ".join(self.values.get(name, "").split()) or NONE


def short_assessment_paper(facts: LightFacts) -> Document:
    """Return the paper.

    Legal source:
        § 6 Abs. 1 UVgO (ongoing documentation); the page itself is a rule of the city
    """
    name = f"{NAME} Nr. {facts.number}"
    return Document(
        title=f"{name}: {facts.text(form.TITLE)}",
        language="de-DE",
        issued=facts.day,
        blocks=tuple(_blocks(facts, name)),
        subject=facts.text(form.TITLE),
        header=name if facts.signed_by else f"{name} · Entwurf",
        footer=f"Stand {german_date(facts.day)}",
        density=Density.COMPACT,
    )


def _blocks(facts: LightFacts, name: str) -> Iterator[Block]:
    yield Heading(1, name)
    if not facts.signed_by:
        yield Note("Entwurf", (Paragraph(runs(_UNSIGNED)),))
    if not facts.is_genuine:
        yield Note("Die Prüfsumme stimmt nicht", (Paragraph(runs(CHANGED)),))
    yield _head(facts)
    yield from _route(facts.judgement)
    yield Heading(2, "Produkte und Alternativen")
    yield from _options(facts)
    if facts.judgement.is_compared:
        yield Heading(2, "Vergleich der Angebote")
        yield from _compared(facts)
    yield Heading(2, "Entscheidung und Zeichnung")
    yield _end(facts)


def _head(facts: LightFacts) -> Definitions:
    value = number_of(facts.values, form.VALUE)
    entries = [
        ("Gegenstand", facts.text(form.TITLE)),
        ("Amt", facts.office),
        ("Bedarf", facts.text(form.NEED)),
        ("Geschätzter Wert, netto", NONE if value is None else german_euro(value)),
        ("Weg", title_of_route(facts.values)),
    ]
    if facts.judgement.rule is not None and facts.judgement.rule.reference:
        entries.append(("Stützt sich auf", facts.text(form.REFERENCE)))
    return _definitions(entries)


def _route(judgement: Judgement) -> Iterator[Block]:
    rule = judgement.rule
    if rule is None:
        return
    yield Paragraph(runs(f"Voraussetzungen des Weges nach {rule.source} ({checked(rule.source)}):"))
    yield ListBlock(tuple(runs(one) for one in rule.conditions))


def _options(facts: LightFacts) -> Iterator[Block]:
    judgement = facts.judgement
    if judgement.options:
        columns = (
            Column("Produkt", names_row=True),
            Column("Lizenz"),
            Column("Offene Standards"),
            Column("Angebot, netto", align=Align.RIGHT),
            Column("Ergebnis", wide=True),
        )
        rows = tuple(_option(one, judgement.chosen) for one in judgement.options)
        yield Table("Produkte, die zur Wahl standen", columns, (RowGroup(rows),))
    searched = facts.values.get(form.SEARCHED, "").strip()
    if searched:
        yield Paragraph(cell(f"Suche nach Alternativen: {' '.join(searched.split())}"))


def _option(one: Option, chosen: int | None) -> Row:
    licence = f"{_OPENNESS[one.is_open]}: {one.licence or NONE}"
    outcome = "gewählt" if one.number == chosen else f"nicht gewählt: {one.reason or NONE}"
    price = "kein Angebot" if one.price is None else german_euro(one.price)
    return cell(f"{one.number}: {one.name}"), cell(licence), cell(one.standards or NONE), runs(price), cell(outcome)


def _compared(facts: LightFacts) -> Iterator[Block]:
    if not facts.judgement.places:
        yield Paragraph(runs("Für den Vergleich fehlen noch Angaben."))
        return
    performance, openness = (number_of(facts.values, one) or 0 for one in (form.PERFORMANCE_WEIGHT, form.OPEN_WEIGHT))
    weights = (("Preis", 100 - performance - openness), ("Leistung", performance), ("Open Source", openness))
    told = ", ".join(f"{name} {german_number(weight)} %" for name, weight in weights)
    yield Paragraph(runs(f"Gewichte: {told}. Preispunkte nach dem Preisquotienten (umgekehrter Dreisatz)."))
    columns = (
        Column("Produkt", names_row=True, wide=True),
        Column("Leistung", align=Align.RIGHT),
        Column("Open Source", align=Align.RIGHT),
        Column("Preispunkte", align=Align.RIGHT),
        Column("Gesamt", align=Align.RIGHT),
        Column("Rang", align=Align.RIGHT),
    )
    by_number = {one.number: one for one in facts.judgement.options}
    rows = tuple(_place(one, by_number[one.number]) for one in facts.judgement.places)
    yield Table("Angebote nach Punkten", columns, (RowGroup(rows),))


def _place(place: Place, option: Option) -> Row:
    points = [german_number(one) if one is not None else NONE for one in (option.performance, option.openness)]
    told = (*points, german_number(place.price_points), german_number(place.total), german_number(place.rank))
    return cell(f"Produkt {option.number}"), *(runs(one) for one in told)


def _end(facts: LightFacts) -> Definitions:
    chosen = next((one.name for one in facts.judgement.options if one.number == facts.judgement.chosen), NONE)
    entries = [("Gewählt", chosen), ("Begründung", facts.text(form.REASON))]
    if facts.values.get(form.DEVIATION, "").strip():
        entries.append(("Abweichung vom Vergleich", facts.text(form.DEVIATION)))
    if facts.values.get(form.ESTIMATE, "").strip():
        entries.append(("Angebot über der Wertgrenze", facts.text(form.ESTIMATE)))
    entries.append(("Vorgelegt von", facts.asked_by or NONE))
    if facts.signed_by:
        entries.append(("Gezeichnet von", f"{facts.signed_by} am {german_date(facts.day)}"))
        entries.append(("Prüfsumme", facts.digest if facts.is_genuine else f"{facts.digest}, passt nicht zum Inhalt"))
    return _definitions(entries)


def _definitions(entries: Sequence[tuple[str, str]]) -> Definitions:
    return Definitions(tuple((name, cell(value)) for name, value in entries))
