"""The Digital-Check as a sheet: head, verdict, findings, resources. Public or internal; never a score."""

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
    strong,
)
from core.german import german_date, german_euro, german_number
from digitalcheck.model import WORST_FIRST, CheckFinding, CheckStatus, Light
from digitalcheck.rules.facts import efforts
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import resources
from digitalcheck.rules.wording import DEPTHS, LIGHTS, STATES, headline_words

NAME = "Digital-Check"
MOST_FINDINGS = 10
"""Findings on the first page; more go on a second."""
_ADIT = "Amt für Digitalisierung und IT (ADIT)"
_TOLD = (Light.ROT, Light.GELB, Light.OFFEN)


def check_sheet(judgement: Judgement, digest: str, *, internal: bool = False) -> Document:
    """Return the sheet of a check.

    Args:
        judgement: What follows from the check.
        digest: Checksum of the twin for machines in the same version.
        internal: With cost, reasons and what is said about security.
    """
    check = judgement.check
    state = sheet_state(judgement)
    findings = judgement.findings if internal else judgement.public_findings
    told = sorted((one for one in findings if one.light in _TOLD), key=lambda one: WORST_FIRST.index(one.light))
    version = "intern" if internal else "öffentlich"
    blocks: list[Block] = [Heading(1, NAME + (f" ({state})" if state else "")), _head(judgement), _verdict(judgement)]
    blocks += _findings_table(judgement, told[:MOST_FINDINGS], "Befunde")
    blocks += _resources(judgement, internal=internal)
    blocks += _findings_table(judgement, told[MOST_FINDINGS:], "Weitere Befunde")
    blocks.append(_without_findings(judgement, findings))
    blocks.append(
        Paragraph(
            runs(
                f"Fassung: {version}. Stand: {STATES[check.status]}, {german_date(judgement.day)}. "
                f"Katalog {judgement.catalogue.name}. Prüfsumme {digest.removeprefix('sha256:')[:16]}."
            )
        )
    )
    number = (check.head.vorlagen_nr or "").strip() or "ohne Nummer"
    running = f"{NAME} zur Vorlage {number}, Fassung {version}"
    return Document(
        title=f"{NAME} zur Vorlage {number}" + (f" ({state})" if state else ""),
        language="de-DE",
        issued=judgement.day,
        blocks=tuple(blocks),
        subject=check.head.titel,
        header=f"{state}: {running}" if state else running,
        footer=f"Katalog {judgement.catalogue.name}, Prüfsumme {digest.removeprefix('sha256:')[:16]}",
    )


def sheet_state(judgement: Judgement) -> str:
    """Return what stands on every page of a sheet that is not released, complete and numbered; else nothing."""
    if judgement.check.status is CheckStatus.ERSETZT:
        return "Ersetzt"
    released = judgement.check.status is CheckStatus.FREIGEGEBEN
    return "" if released and not judgement.missing else "Entwurf"


def paragraph_for_proposal(judgement: Judgement) -> str:
    """Return the one paragraph to paste into the Vorlage."""
    count = {light: sum(one.light is light for one in judgement.public_findings) for light in _TOLD}
    words = ", ".join(f"{number} {light.value}" for light, number in count.items() if number) or "keine offenen Befunde"
    return (
        f"{NAME} (Katalog {judgement.catalogue.name}, {DEPTHS[judgement.depth]}): Das Vorhaben hat Digitalbezug. "
        f"Abstimmung mit dem {_ADIT}: {headline_words(judgement)}. Befunde: {words}. Einzelheiten stehen in der Anlage."
    )


def _head(judgement: Judgement) -> Definitions:
    head = judgement.check.head
    way = "; ".join(
        one.gremium + (f", {german_date(one.datum)}" if one.datum is not None else "") for one in head.gremienlauf
    )
    change = judgement.answers.get("A2", {}).get("value")
    entries = [
        ("Vorlage", f"{(head.vorlagen_nr or '').strip() or 'noch ohne Nummer'}: {head.titel}"),
        ("Dezernat, Amt", f"{head.dezernat}, {head.amt}"),
        ("Gremienlauf", way),
        ("Was sich ändert", change if isinstance(change, str) else ""),
    ]
    return Definitions(tuple((name, runs(value)) for name, value in entries if value))


def _verdict(judgement: Judgement) -> Note:
    line = runs(f"{DEPTHS[judgement.depth]}: ", strong(headline_words(judgement) or ""), ".")
    parts = [Paragraph(line)]
    if judgement.check.statement.strip():
        parts.append(Paragraph(runs(f"Stellungnahme: {judgement.check.statement.strip()}")))
    return Note(f"Abstimmung mit dem {_ADIT}", tuple(parts))


def _findings_table(judgement: Judgement, findings: list[CheckFinding], caption: str) -> list[Block]:
    if not findings:
        return []
    columns = (Column("Bereich", names_row=True), Column("Ampel"), Column("Befund"))
    return [Table(caption, columns, (RowGroup(tuple(_row(judgement, one) for one in findings)),))]


def _row(judgement: Judgement, finding: CheckFinding) -> Row:
    catalogue, answer = judgement.catalogue, judgement.answers.get(finding.question, {})
    question = catalogue.question(finding.question)
    title = next(one.title for one in catalogue.sections if question is not None and one.id == question.section)
    owner = answer.get("owner")
    told = finding.sentence + (f" Zuständig: {owner}." if isinstance(owner, str) and owner else "")
    return runs(title), runs(LIGHTS[finding.light]), runs(told)


def _resources(judgement: Judgement, *, internal: bool) -> list[Block]:
    rows, catalogue = efforts(judgement.answers), judgement.catalogue
    blocks: list[Block] = []
    if rows:
        columns = (Column("Rolle", names_row=True), Column("Quartal"), Column("Personentage", Align.RIGHT))
        body = tuple(
            (
                runs(catalogue.role(one.role)),
                runs(_quarter(one.quarter)),
                runs(_span(one.days_from, one.days_to)),
            )
            for one in rows
        )
        blocks.append(Table("Ressourcen", columns, (RowGroup(body),)))
    needed = resources(judgement)
    if internal and needed["cost_total_eur"] is not None:
        amounts = (
            ("einmalig", needed["cost_once_eur"]),
            ("laufend pro Jahr", needed["cost_yearly_eur"]),
            ("Summe über fünf Jahre", needed["cost_total_eur"]),
        )
        words = "; ".join(f"{name} {german_euro(amount)}" for name, amount in amounts if amount is not None)
        blocks.append(Paragraph(runs(strong("Kosten: "), f"{words}.")))
    return blocks


def _quarter(code: str) -> str:
    year, _, number = code.partition("-Q")
    return f"{number}. Quartal {year}"


def _span(low: object, high: object) -> str:
    first, last = german_number(str(low)), german_number(str(high))
    return last if first == last else f"{first} bis {last}"


def _without_findings(judgement: Judgement, findings: tuple[CheckFinding, ...]) -> Paragraph:
    lights = judgement.sections(findings)
    named = {one.id: one.title for one in judgement.catalogue.sections}
    green = ", ".join(named[id_] for id_, light in lights.items() if light is Light.GRUEN) or "keine"
    return Paragraph(runs(f"Bereiche {LIGHTS[Light.GRUEN]}: {green}."))
