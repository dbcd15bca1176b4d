"""Format ``pruefstand/standards/1`` and its report for people: what the probes say of each file."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from app.reports.table import plain

FORMAT: Literal["pruefstand/standards/1"] = "pruefstand/standards/1"
WIDTH = 100
LISTED = 15
_CONFORMANCE = {
    "conforming": "eingehalten",
    "extended": "eingehalten, mit Erweiterungen",
    "claimed": "behauptet, nicht vollständig geprüft",
    "invalid": "nicht eingehalten",
    "unknown": "nicht festgestellt",
}
_OPEN = {"open": "offen", "restricted": "eingeschränkt", "vendor": "herstellergebunden", None: "nicht entschieden"}
_SEVERITY = {"error": "FEHLER", "warning": "WARNUNG", "note": "Hinweis"}

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
class ProbeNote(TypedDict):
    """One finding."""

    type: str
    severity: Literal["error", "warning", "note"]
    place: str
    text: str


@_closed
class ProbeCheck(TypedDict):
    """One thing that was, or was not, checked."""

    id: str
    text: str


@_closed
class StandardAnswer(TypedDict):
    """The answer on one standard. ``open`` is null where nothing is derived."""

    standard: str | None
    version: str
    conformance: Literal["conforming", "extended", "claimed", "invalid", "unknown"]
    open: Literal["open", "restricted", "vendor"] | None
    findings: list[ProbeNote]
    checked: list[ProbeCheck]
    unchecked: list[ProbeCheck]


@_closed
class FileAnswer(StandardAnswer):
    """The answer on a file; ``further`` holds those on other standards that it claims as well."""

    file: str
    sha256: str
    further: list[StandardAnswer]


@_closed
class FileFault(TypedDict):
    """Why a file could not be read."""

    type: str
    pointer: str
    severity: str
    text: str
    line: NotRequired[str]
    column: NotRequired[str]


@_closed
class RefusedFile(TypedDict):
    """A file that could not be read."""

    file: str
    faults: list[FileFault]


@_closed
class StandardsReport(TypedDict):
    """The whole report."""

    format: Literal["pruefstand/standards/1"]
    files: list[FileAnswer | RefusedFile]


def standards_report(answers: Sequence[Mapping[str, Any]]) -> str:
    """Return the report on all files that could be read; empty without any."""
    return "\n".join("\n".join(_file(one)) + "\n" for one in answers)


def _file(one: Mapping[str, Any]) -> list[str]:
    lines = [plain(one["file"])]
    for answer in (one, *one["further"]):
        lines += _answer(answer)
    return [*lines, f"   Prüfsumme: sha256:{one['sha256']}"]


def _answer(one: Mapping[str, Any]) -> list[str]:
    version = f" {plain(one['version'])}" if one["version"] else ""
    lines = wrap(
        f"{one['standard'] or 'unbekanntes Format'}{version}", WIDTH, initial_indent="   ", subsequent_indent="      "
    )
    lines += [f"      {_CONFORMANCE[one['conformance']]} · Offenheit: {_OPEN[one['open']]}"]
    for finding in one["findings"][:LISTED]:
        where = f" [{plain(finding['place'])}]" if finding["place"] else ""
        lines += _wrapped(f"{_SEVERITY[finding['severity']]}: {plain(finding['text'])}{where}")
    if len(one["findings"]) > LISTED:
        lines.append(f"      … und {len(one['findings']) - LISTED} weitere (alle mit --json)")
    for title, name in (("Geprüft", "checked"), ("Nicht geprüft", "unchecked")):
        if one[name]:
            lines += _wrapped(f"{title}: {'; '.join(check['text'] for check in one[name])}")
    return lines


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="      ", subsequent_indent="         ", break_on_hyphens=False)
