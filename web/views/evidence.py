"""What the page of evidence on licences shows, worked out from the documents of a result: pure, without markup."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from core.german import german_date
from procurement.model import EvidenceKind, FileVerdict, LicenceClass
from web.charts import Bars, BarValue, bars, series_of
from web.evidence import CLASS_LETTERS, CLASSES, EVIDENCE
from web.formats import count, number, percent

MOST_LINES = 12
"""Lines of a table on the page; the rest is in the list of components and in the download."""

_ABSENT = frozenset({"missing", "noassertion", "none"})
_UNREAD = frozenset({"unknown", "malformed", "too_long"})
_PROOF = frozenset({"same", "same_and_more"})
_COMPONENT, _COMPONENTS = "Komponente", "Komponenten"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StateLine:
    """How many components are proven, declared, absent or unknown.

    Args:
        name: The state.
        meaning: What it means.
        components: How many.
        share: As a share of all.
    """

    name: str
    meaning: str
    components: int
    share: str


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One row of the table beside the chart.

    Args:
        key: Code of the class.
        name: Its name.
        components: How many.
        share: As a share of all.
    """

    key: str
    name: str
    components: int
    share: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An expression with what the table of compatibility says of it."""

    expression: str
    answer: str
    components: int
    reason: str
    source: str
    since: str


@dataclass(frozen=True, slots=True)
class RulingLine:
    """An expression with what the rules of the house say of it."""

    expression: str
    ruling: str
    role: str
    components: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the page says before anybody opens a list.

    Args:
        sentence: What came out, in a sentence or two.
        components: How many there are.
        states: Proven, declared, absent, unknown.
        classes: Classes of licences.
        chart: The same as a chart; None without components.
        osi: How many components have a licence approved by the OSI.
        outbound: Licences of the product that was asked about.
        answers: Expressions that do not fit or are unclear, the gravest first.
        more_answers: How many further ones.
        fitting: How many components fit.
        rulings: Expressions that are denied or to be reviewed.
        more_rulings: How many further ones.
        omitted: How many findings are counted and not listed: of one type in one document so many are.
    """

    sentence: str
    components: int
    states: tuple[StateLine, ...]
    classes: tuple[ClassLine, ...]
    chart: Bars | None
    osi: int
    outbound: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    more_answers: int
    fitting: int
    rulings: tuple[RulingLine, ...]
    more_rulings: int
    omitted: int


def overview(verdicts: Sequence[FileVerdict], documents: Sequence[Document]) -> Overview:
    """Return what the page says about a result.

    Args:
        verdicts: What came of each document.
        documents: All that is told of each.
    """
    bills = [one for one in documents if "expressions" in one]
    components = sum(one.components for one in verdicts)
    states = _states(bills, _proven(documents))
    answers = [one for bill in bills for one in bill["compatibility"]]
    rulings = list(_rulings(bills))
    open_answers = sorted((one for one in answers if one["answer"] != "yes"), key=_gravest)
    classes = _classes(verdicts, components)
    return Overview(
        sentence=_sentence(components, states, answers, rulings, [one for one in verdicts if not one.is_read]),
        components=components,
        states=tuple(StateLine(*EVIDENCE[key], states[key], _share(states[key], components)) for key in EVIDENCE),
        classes=classes,
        chart=_chart(classes, components) if components else None,
        osi=sum(int(one.counts.get("osi", 0)) for one in verdicts),
        outbound=tuple(dict.fromkeys(str(one["outbound"]) for one in answers)),
        answers=tuple(map(_answer, open_answers[:MOST_LINES])),
        more_answers=max(0, len(open_answers) - MOST_LINES),
        fitting=sum(int(one["components"]) for one in answers if one["answer"] == "yes"),
        rulings=tuple(rulings[:MOST_LINES]),
        more_rulings=max(0, len(rulings) - MOST_LINES),
        omitted=sum(sum(one["findings_omitted"].values()) for one in bills),
    )


def document_name(verdict: FileVerdict) -> str:
    """Return what a document is called; one out of an archive by both names."""
    return f"{verdict.name} › {verdict.member}" if verdict.member else verdict.name


def state_of_expression(expression: Document, proven: frozenset[str]) -> str:
    """Return whether what an expression says is proven, declared, absent or unknown.

    Args:
        expression: As the document tells it.
        proven: Licences whose text was handed in unchanged.
    """
    if expression["read_as"] in _ABSENT:
        return "absent"
    if expression["read_as"] in _UNREAD or expression["strength"] == "unknown":
        return "unknown"
    named = {str(one["id"]) for one in expression["licences"]}
    return "proven" if named and named <= proven else "declared"


def _proven(documents: Sequence[Document]) -> frozenset[str]:
    return frozenset(str(one["licence"]) for one in documents if one.get("state") in _PROOF)


def _states(bills: Sequence[Document], proven: frozenset[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for bill in bills:
        for one in bill["expressions"]:
            counted[state_of_expression(one, proven)] += int(one["components"])
    return counted


def _classes(verdicts: Sequence[FileVerdict], components: int) -> tuple[ClassLine, ...]:
    counted = {key: sum(int(one.counts.get(key.value, 0)) for one in verdicts) for key in LicenceClass}
    return tuple(ClassLine(key.value, CLASSES[key], counted[key], _share(counted[key], components)) for key in CLASSES)


def _chart(classes: Sequence[ClassLine], components: int) -> Bars:
    titles = {one.key: one.name for one in classes}
    labels = {key.value: letter for key, letter in CLASS_LETTERS.items()}
    value = BarValue(
        "Alle Komponenten",
        number(components),
        {one.key: Fraction(100 * one.components, components) for one in classes if one.components},
    )
    told = "; ".join(f"{one.name}: {count(one.components, _COMPONENT, _COMPONENTS)}" for one in classes)
    return bars(
        "lizenzen", "Lizenzen der Komponenten in Prozent", told, [value], series_of(titles, labels), Fraction(100)
    )


def _gravest(answer: Document) -> tuple[bool, int]:
    return answer["answer"] != "no", -int(answer["components"])


def _answer(one: Document) -> AnswerLine:
    return AnswerLine(
        expression=str(one["expression"]) or "ohne Angabe",
        answer=str(one["answer"]),
        components=int(one["components"]),
        reason=str(one["reason"]),
        source=str(one["source"] or ""),
        since=since(one),
    )


def since(answer: Document) -> str:
    """Return since when the answer stands in the table of compatibility; empty where no cell decided."""
    written = answer["valid_from"]
    return german_date(date.fromisoformat(str(written))) if written else ""


def _rulings(bills: Sequence[Document]) -> Iterator[RulingLine]:
    for ruling in ("deny", "review"):
        for bill in bills:
            for one in bill["expressions"]:
                for role, given in one["rulings"].items():
                    if given["ruling"] == ruling:
                        name = "Produkt" if role == "core" else "Bestandteil"
                        written = str(one["expression"]) or "ohne Angabe"
                        yield RulingLine(written, ruling, name, int(one["components"]), str(given["reason"]))


def _sentence(
    components: int,
    states: Mapping[str, int],
    answers: Sequence[Document],
    rulings: Sequence[RulingLine],
    unread: Sequence[FileVerdict],
) -> str:
    parts = []
    if unread:
        parts.append(f"{count(len(unread), 'Datei ließ', 'Dateien ließen')} sich nicht lesen.")
    if not components:
        return " ".join([*parts, "Es ist keine Komponente aufgeführt."])
    named = states.get("declared", 0) + states.get("proven", 0)
    parts.append(
        f"Von {count(components, _COMPONENT, _COMPONENTS)} nennen {number(named)} eine Lizenz, die sich lesen ließ; "
        f"bei {number(states.get('absent', 0))} fehlt sie, bei {number(states.get('unknown', 0))} bleibt sie unbekannt."
    )
    clashing = sum(int(one["components"]) for one in answers if one["answer"] == "no")
    unclear = sum(int(one["components"]) for one in answers if one["answer"] == "unclear")
    if answers:
        told = f"{_verb(clashing)} nicht" if clashing else "ist keine Komponente unverträglich"
        parts.append(f"Mit der Lizenz des Produkts {told}, bei {number(unclear)} ist es ungeklärt.")
    denied = sum(one.components for one in rulings if one.ruling == "deny")
    if denied:
        parts.append(f"Nach den Hausregeln {count(denied, 'ist Komponente', 'sind Komponenten')} nicht erlaubt.")
    return " ".join(parts)


def _verb(amount: int) -> str:
    return (
        f"verträgt sich {number(amount)} Komponente" if amount == 1 else f"vertragen sich {number(amount)} Komponenten"
    )


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    told = percent(Fraction(100 * part, whole), 1)
    return f"unter {percent(Fraction(1, 10))}" if part and told == percent(0) else told


def texts(verdicts: Sequence[FileVerdict], documents: Sequence[Document]) -> list[tuple[FileVerdict, Document]]:
    """Return the licence texts of a result with what came of the comparison."""
    return [
        (verdict, document)
        for verdict, document in zip(verdicts, documents, strict=True)
        if verdict.kind is EvidenceKind.LICENCE_TEXT and "state" in document
    ]
