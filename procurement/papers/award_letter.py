"""Letters to bidders about the award. What they say is data that was checked for rivals' secrets; this only sets it."""

from collections.abc import Mapping
from datetime import date

from core.document import Block, Definitions, Document, Heading, Paragraph, runs
from core.german import german_date
from procurement.model import LetterKind
from procurement.papers.words import cell

TITLES: Mapping[LetterKind, str] = {
    LetterKind.BEFORE_AWARD: "Information über den beabsichtigten Zuschlag",
    LetterKind.AFTER_AWARD: "Mitteilung über den Zuschlag",
    LetterKind.ON_REQUEST: "Auskunft über die Gründe der Nichtberücksichtigung",
    LetterKind.ANNULMENT: "Mitteilung über die Aufhebung des Vergabeverfahrens",
}
_LAW: Mapping[tuple[LetterKind, str], str] = {
    (LetterKind.BEFORE_AWARD, "eu"): "§ 134 des Gesetzes gegen Wettbewerbsbeschränkungen (GWB)",
    (LetterKind.AFTER_AWARD, "eu"): "§ 62 Absatz 1 der Vergabeverordnung (VgV)",
    (LetterKind.AFTER_AWARD, "national"): "§ 46 Absatz 1 Satz 1 der Unterschwellenvergabeordnung (UVgO)",
    (LetterKind.ON_REQUEST, "eu"): "§ 62 Absatz 2 der Vergabeverordnung (VgV)",
    (LetterKind.ON_REQUEST, "national"): "§ 46 Absatz 1 Satz 3 der Unterschwellenvergabeordnung (UVgO)",
    (LetterKind.ANNULMENT, "eu"): "§ 62 Absatz 1 Satz 2 und § 63 Absatz 2 der Vergabeverordnung (VgV)",
    (LetterKind.ANNULMENT, "national"): "§ 46 Absatz 1 Satz 2 der Unterschwellenvergabeordnung (UVgO)",
}
_REVIEW = (
    "Bevor Sie bei der Vergabekammer die Nachprüfung beantragen, rügen Sie einen Verstoß, den Sie erkannt haben, bei "
    "uns innerhalb von zehn Kalendertagen (§ 160 Absatz 3 GWB)."
)


def award_letter(content: Mapping[str, str], *, is_draft: bool = False) -> Document:
    """Return a letter.

    Args:
        content: What it says, ``pruefstand/award-letter/1``.
        is_draft: It was not sent.

    Legal source:
        § 134 Abs. 1 GWB, § 62 Abs. 1 und 2 VgV, § 63 Abs. 2 VgV, § 46 Abs. 1 UVgO
    """
    kind, sent = LetterKind(content["kind"]), date.fromisoformat(content["sent_on"])
    blocks: list[Block] = [Heading(1, TITLES[kind]), _head(content, sent)]
    if is_draft:
        blocks.append(Paragraph(runs("Entwurf. Dieses Schreiben ist nicht versandt.")))
    blocks += [Paragraph(runs("Sehr geehrte Damen und Herren,")), Paragraph(cell(_opening(kind, content)))]
    blocks += [Heading(2, "Gründe"), *_paragraphs(content["grounds"])]
    if content["advantages"]:
        blocks += [Heading(2, "Merkmale und Vorteile des erfolgreichen Angebots"), *_paragraphs(content["advantages"])]
    if content["earliest"]:
        earliest = german_date(date.fromisoformat(content["earliest"]))
        blocks += [
            Heading(2, "Frühester Zeitpunkt des Vertragsschlusses"),
            Paragraph(runs(f"Der Vertrag wird frühestens am {earliest} geschlossen.")),
            Paragraph(runs(_REVIEW)),
        ]
    blocks.append(Paragraph(runs("Mit freundlichen Grüßen\nIhre Vergabestelle")))
    return Document(
        title=f"{TITLES[kind]} {content['reference']}",
        language="de-DE",
        issued=sent,
        blocks=tuple(blocks),
        subject=content["title"],
        header=f"{TITLES[kind]} · {content['reference']}",
        footer="Entwurf" if is_draft else german_date(sent),
    )


def _head(content: Mapping[str, str], sent: date) -> Definitions:
    entries = [
        ("An", content["tenderer"]),
        ("Vergabeverfahren", content["reference"]),
        ("Gegenstand", content["title"]),
        *([("Los", content["lot"])] if content["lot"] else []),
        ("Ihr Angebot", content["bid"]),
        ("Datum", german_date(sent)),
        ("Rechtsgrundlage", _LAW[LetterKind(content["kind"]), content["law"]]),
    ]
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _opening(kind: LetterKind, content: Mapping[str, str]) -> str:
    if kind is LetterKind.ANNULMENT:
        return "das Vergabeverfahren ist aufgehoben. Auf kein Angebot wird der Zuschlag erteilt."
    if not content["winner"]:
        return "auf Ihr Angebot wird der Zuschlag nicht erteilt."
    if kind is LetterKind.BEFORE_AWARD:
        return f"wir beabsichtigen, den Zuschlag auf das Angebot von {content['winner']} zu erteilen."
    return f"der Zuschlag ist auf das Angebot von {content['winner']} erteilt."


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(cell(line)) for line in text.split("\n") if line.strip()]
