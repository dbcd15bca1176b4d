"""The report of ``pruefstand licences`` for people, at most 100 columns wide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from app.reports.table import plain, text_table
from core.german import german_number

WIDTH = 100
LISTED = 15
_YES = {True: "ja", False: "nein", None: "kein Schema vorhanden"}
_LICENCES = {
    "osi": "von der OSI anerkannt",
    "fsf_free": "nach der FSF frei",
    "copyleft": "Copyleft",
    "weak_copyleft": "schwaches Copyleft",
    "permissive": "permissiv",
    "source_available": "Quelltext einsehbar, nicht frei",
    "proprietary": "proprietär",
    "unknown": "unbekannt",
}
_ANSWERS = {"yes": "ja", "no": "nein", "unclear": "unklar"}
_SEVERITY = {"error": "FEHLER", "warning": "WARNUNG", "note": "Hinweis"}
_FORMATS = {"spdx": "SPDX", "cyclonedx": "CycloneDX", "list": "Lizenzliste"}


def licences_report(verdicts: Sequence[Mapping[str, Any]]) -> str:
    """Return the report on all files that could be read; empty without any."""
    return "\n".join("\n\n".join("\n".join(block) for block in _blocks(one)) + "\n" for one in verdicts)


def _blocks(one: Mapping[str, Any]) -> list[list[str]]:
    blocks = [_head(one), ["1  Lizenzen der Komponenten", *_licences(one)]]
    blocks.append(["2  Lizenzangaben", *_expressions(one["expressions"])])
    blocks.append(["3  Vereinbarkeit mit der Lizenz des Produkts", *_compatibility(one["compatibility"])])
    blocks.append(["4  Güte der Angaben", *_quality(one["quality"])])
    blocks.append(["5  Befunde", *_findings(one)])
    return blocks


def _head(one: Mapping[str, Any]) -> list[str]:
    member = f", darin {plain(one['member'])}" if one["member"] else ""
    kind = f"{_FORMATS[one['format']]} {one['spec_version']}".strip()
    numbers = f"{german_number(one['components'])} Komponenten, {german_number(one['relationships'])} Beziehungen"
    lines = [f"{plain(one['file'])}{member}", f"   {kind} ({one['encoding']}), {numbers}"]
    if one["format"] != "list":
        lines.append(f"   Schema eingehalten: {_YES[one['schema_valid']]}")
    if "reference" in one:
        opinion = one["reference"]
        said = {True: "gültig", False: f"{opinion['count']} Beanstandungen", None: "nicht geprüft"}[opinion["valid"]]
        lines.append(f"   Referenzbibliothek {opinion['library']}: {said}")
        lines += [f"      {plain(message)[: WIDTH - 6]}" for message in opinion["messages"][:3]]
    lines.append(f"   Prüfsumme: sha256:{one['sha256']}")
    return lines


def _licences(one: Mapping[str, Any]) -> list[str]:
    rows = [[_LICENCES[key], german_number(count)] for key, count in one["licences"].items()]
    return _table(["Art", "Komponenten"], rows, right=frozenset({1})) if rows else ["   nicht beurteilt"]


def _expressions(expressions: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [
        [_short(entry["expression"], 40) or "(keine)", german_number(entry["components"]), entry["read_as_text"]]
        for entry in sorted(expressions, key=lambda entry: -int(entry["components"]))
    ]
    shown = _table(["Angabe", "Anzahl", "gelesen"], rows[:LISTED], right=frozenset({1})) if rows else ["   keine"]
    return shown + _more(len(rows))


def _compatibility(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [
        [_short(entry["expression"], 40), _ANSWERS[entry["answer"]], _short(entry["reason"], 44)]
        for entry in answers
        if entry["answer"] != "yes"
    ]
    counts = Counter(_ANSWERS[entry["answer"]] for entry in answers)
    summary = ", ".join(f"{answer}: {count}" for answer, count in sorted(counts.items())) or "nicht beurteilt"
    shown = _table(["Lizenz", "vereinbar", "Grund"], rows[:LISTED]) if rows else []
    return [f"   {summary}", *shown, *_more(len(rows))]


def _quality(quality: Mapping[str, Any]) -> list[str]:
    lines = []
    for name, held in quality.items():
        if name == "graph":
            share = _percent(held["share"])
            lines.append(f"   Vom beschriebenen Produkt aus erreichbar: {share} der Komponenten")
            continue
        accepted = {True: ", Format zulässig", False: ", Format nicht zulässig", None: ""}[held["format_accepted"]]
        lines.append(f"   {held['title']}: Pflichtfelder zu {_percent(held['required_share'])} gefüllt{accepted}")
        rows = [[plain(field["title"]), _percent(field["share"])] for field in held["fields"]]
        lines += ["   " + line for line in _table(["Feld", "gefüllt"], rows, right=frozenset({1}))]
    return lines


def _findings(one: Mapping[str, Any]) -> list[str]:
    lines = []
    for finding in one["findings"][:LISTED]:
        where = ", ".join(plain(part) for part in (finding["place"], finding["component"]) if part)
        text = f"{_SEVERITY[finding['severity']]}: {plain(finding['text'])}" + (f" [{where}]" if where else "")
        lines += wrap(text, WIDTH, initial_indent="   ", subsequent_indent="      ", break_on_hyphens=False)
    omitted = sum(one["findings_omitted"].values())
    return (lines or ["   keine"]) + _more(len(one["findings"]) + omitted)


def _more(total: int) -> list[str]:
    return [f"   … und {german_number(total - LISTED)} weitere (alle mit --json)"] if total > LISTED else []


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(share * 100)} %"


def _short(text: str, width: int) -> str:
    clean = plain(text)
    return clean if len(clean) <= width else clean[: width - 1] + "…"


def _table(header: list[str], rows: list[list[str]], right: frozenset[int] = frozenset()) -> list[str]:
    return ["   " + line for line in text_table(header, rows, right=right)]
