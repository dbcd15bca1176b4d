"""How good bills of materials are, by the published lists of what they have to state: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from procurement.model import FileVerdict
from web.evidence import FORMATS
from web.formats import number, share
from web.views.evidence import document_name

_LEVELS: Mapping[str, str] = {"required": "Pflicht", "optional": "freiwillig", "additional": "zusätzlich"}
_SCHEMA: Mapping[bool | None, str] = {
    True: "entspricht dem Schema",
    False: "entspricht nicht dem Schema",
    None: "",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """How often one statement is there."""

    title: str
    level: str
    filled: int
    of: int


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """One list of what has to be stated."""

    title: str
    share: str
    format_note: str
    source: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class BillView:
    """One bill of materials."""

    name: str
    format: str
    schema: str
    graph: str
    guidelines: tuple[GuidelineView, ...]


def qualities(verdicts: Sequence[FileVerdict], documents: Sequence[Mapping[str, Any]]) -> tuple[BillView, ...]:
    """Return how good the bills of a result are."""
    return tuple(
        _bill(verdict, document) for verdict, document in zip(verdicts, documents, strict=True) if "quality" in document
    )


def _bill(verdict: FileVerdict, document: Mapping[str, Any]) -> BillView:
    quality = document["quality"]
    graph = quality["graph"]
    told = f"Von {number(graph['of'])} Komponenten sind {number(graph['reachable'])} über Beziehungen erreichbar."
    return BillView(
        name=document_name(verdict),
        format=f"{FORMATS.get(verdict.format, verdict.format)} {verdict.spec_version}".strip(),
        schema=_SCHEMA[document["schema_valid"]],
        graph=told,
        guidelines=tuple(_guideline(one) for one in quality.values() if "fields" in one),
    )


def _guideline(one: Mapping[str, Any]) -> GuidelineView:
    accepted = {True: "Format wird angenommen", False: "Format wird nicht angenommen", None: ""}
    fields = (
        FieldLine(str(f["title"]), _LEVELS.get(f["level"], f["level"]), f["filled"], f["of"]) for f in one["fields"]
    )
    required = one["required_share"]
    return GuidelineView(
        title=str(one["title"]),
        share="–" if required is None else share(Fraction(str(required)), 1),
        format_note=accepted[one["format_accepted"]],
        source=str(one["source"]),
        fields=tuple(fields),
    )
