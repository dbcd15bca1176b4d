"""The Digital-Check as a sheet: head, verdict, findings, what is needed. Public or internal; never a score."""

from datetime import date

from core.document import (
    Block,
    Column,
    Definitions,
    Density,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Scannable,
    Table,
    strong,
)
from core.german import german_date
from digitalcheck.model import Light, PreCheck
from digitalcheck.papers.code import check_code
from digitalcheck.papers.needs import needs
from digitalcheck.papers.version import (
    FIRST_PAGE,
    Detail,
    Noted,
    counted,
    facts_alone,
    noted,
    number_of,
    sheet_state,
)
from digitalcheck.papers.words import begun, said, told
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.wording import DEPTHS, LIGHTS, STATES, headline_words

NAME = "Digital-Check"
ADIT = "Amt für Digitalisierung und IT (ADIT)"
_FULL = Detail(reasons=FIRST_PAGE, further_reasons=100)
_SCHEDULE = {"value": "Beginn", "go_live": "Inbetriebnahme", "legal_deadline": "gesetzliche Frist"}


def check_sheet(
    judgement: Judgement, digest: str, *, internal: bool = False, detail: Detail = _FULL, link: str | None = None
) -> Document:
    """Return the sheet of a check.

    Args:
        judgement: What follows from the check.
        digest: Checksum of the twin for machines in the same version.
        internal: With cost, roles, reasons and what is said about security.
        detail: What is told beyond the sentences.
        link: Address of the check, ``https://`` or ``http://``.
    """
    mark, number = sheet_state(judgement), number_of(judgement)
    version = "intern" if internal else "öffentlich"
    suffix = f" ({mark})" if mark else ""
    findings = noted(judgement, internal=internal)
    first, further = findings[:FIRST_PAGE], findings[FIRST_PAGE:]
    blocks: list[Block] = [Heading(1, f"{NAME}{', interne Fassung' if internal else ''}{suffix}")]
    blocks += [_head(judgement), _verdict(judgement, internal=internal)]
    blocks += _findings("Befunde", first, detail.reasons, detail)
    blocks += needs(judgement, internal=internal)
    blocks += _summary(judgement, internal=internal)
    blocks += _imprint(judgement, digest, version, link)
    if further:
        blocks.append(Heading(2, f"Weitere Befunde{suffix}", new_page=True))
        blocks += _findings("Befunde, Fortsetzung", further, detail.further_reasons, detail)
    running = f"{NAME} zur Vorlage {number}, Fassung {version}"
    return Document(
        title=f"{NAME} zur Vorlage {number}{suffix}",
        language="de-DE",
        issued=judgement.day,
        blocks=tuple(blocks),
        subject=told(judgement.check.head.titel),
        header=f"{mark}: {running}" if mark else running,
        footer=f"Katalog {judgement.catalogue.name}, Prüfcode {check_code(digest)}",
        density=Density.COMPACT,
    )


def _head(judgement: Judgement) -> Definitions:
    head = judgement.check.head
    way = [told(one.gremium) + (f", {german_date(one.datum)}" if one.datum else "") for one in head.gremienlauf]
    days = judgement.answers.get("L1", {})
    plan = [f"{name} {german_date(day)}" for key, name in _SCHEDULE.items() if isinstance(day := days.get(key), date)]
    change = judgement.answers.get("A2", {}).get("value")
    entries = [
        ("Vorlage", said(f"{number_of(judgement)}: ", strong(told(head.titel)))),
        ("Dezernat, Amt", said(f"{told(head.dezernat)}, {told(head.amt)}")),
        ("Gremienlauf", said("; ".join(way))),
        ("Was sich ändert", said(change if isinstance(change, str) else "")),
        ("Zeitplan", said(", ".join(plan))),
    ]
    return Definitions(tuple((name, meaning) for name, meaning in entries if any(run.text for run in meaning)))


def _verdict(judgement: Judgement, *, internal: bool) -> Note:
    headline = headline_words(judgement) or ""
    found = counted(judgement, internal=internal)
    unclear = "Ob das Vorhaben Digitalbezug hat, ist noch zu klären. "
    line = f"Abstimmung mit dem {ADIT}. {begun(DEPTHS[judgement.depth])}. Befunde: {found}."
    parts = [Paragraph(said((unclear if judgement.precheck is PreCheck.KLAERUNG else "") + line))]
    if statement := told(judgement.check.statement):
        parts.append(Paragraph(said(strong("Stellungnahme von ADIT: "), statement)))
    return Note(begun(headline), tuple(parts))


def _findings(caption: str, findings: list[Noted], reasons: int, detail: Detail) -> list[Block]:
    if not findings:
        return []
    given = [one for one in findings if one.reason]
    told_of, left = given[:reasons], given[reasons:]
    columns = (Column("Ampel"), Column("Bereich", names_row=True), Column("Befund", wide=True))
    rows = tuple(_row(one, detail, with_reason=one in told_of) for one in findings)
    blocks: list[Block] = [Table(caption, columns, (RowGroup(rows),))]
    if left:
        more = "weitere " if told_of else ""
        words = f"Eine {more}Begründung steht" if len(left) == 1 else f"{len(left)} {more}Begründungen stehen"
        blocks.append(Paragraph(said(f"{words} im {NAME} selbst.")))
    return blocks


def _row(one: Noted, detail: Detail, *, with_reason: bool) -> Row:
    words = [
        one.finding.sentence,
        one.charge if detail.owners else "",
        f"Begründung: {one.reason}" if with_reason else "",
    ]
    light = Run(LIGHTS[one.finding.light].replace(" ", "\u00a0"), strong=one.finding.light is Light.ROT)
    return said(light), said(one.area), said(" ".join(filter(None, words)))


def _summary(judgement: Judgement, *, internal: bool) -> list[Block]:
    """Name the areas without a row: nobody must take for green what nobody answered."""
    lights = judgement.sections(public=not internal)
    named = {one.id: one.title for one in judgement.catalogue.sections}
    green = ", ".join(named[id_] for id_, light in lights.items() if light is Light.GRUEN)
    blocks: list[Block] = [Paragraph(said(strong(f"{LIGHTS[Light.GRUEN]}: "), f"{green}."))] if green else []
    if not internal:
        blocks += [Paragraph(said(strong(f"{one.area}: "), one.finding.sentence)) for one in facts_alone(judgement)]
    wanted = [
        f"{what}: " + ", ".join(named[id_] for id_ in ids)
        for what, ids in (
            ("Antworten", judgement.unanswered_sections(public=not internal)),
            ("Begründung oder Datum", judgement.unreasoned_sections(public=not internal)),
        )
        if ids
    ]
    if wanted:
        blocks.append(Paragraph(said(strong("Noch anzugeben: "), "; ".join(wanted) + ".")))
    return blocks


def _imprint(judgement: Judgement, digest: str, version: str, link: str | None) -> list[Block]:
    check = judgement.check
    # The Prüfcode stands first, where no line ends inside it.
    state = (
        f"Prüfcode: {check_code(digest)}. Fassung: {version}. "
        f"Stand: {STATES[check.status]}, {german_date(judgement.day)}. Katalog: {judgement.catalogue.name}."
    )
    lines = [Paragraph(said(state)), Paragraph(said(f"Prüfsumme der Daten: {digest}."))]
    if not link:
        return list(lines)
    return [Scannable((*lines, Paragraph((Run("Prüfen unter: "), Run(link, link=link)))), link)]
