"""What a verdict of ``licensing`` becomes in a result: the document people download, its head, its rows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from licensing.catalogue.facts import Strength
from licensing.judgement import COUNTED_AS
from licensing.texts.comparing import TextState
from procurement.model import (
    ComponentRuling,
    EvidenceFile,
    EvidenceFinding,
    EvidenceKind,
    FileVerdict,
    FindingWeight,
    FoundComponent,
    LicenceClass,
)
from procurement.rules.evidence.wording import TEXTS

FORMAT = "pruefstand/licences/1"
"""Format of a download: that of ``pruefstand licences --json``."""

_ROWS = "rows"
_LONG, _MEDIUM, _PURL, _LICENCE = 400, 200, 600, 1000
_YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFile:
    """One document of a file with what was said of it.

    Args:
        place: Its number within the result.
        file: The file it stands in.
        document: All that is told of it, as JSON values; the components as ``rows`` where it is a bill.
    """

    place: int
    file: EvidenceFile
    document: Mapping[str, Any]

    @property
    def verdict(self) -> FileVerdict:
        """The head of it, for lists."""
        said = self.document
        return FileVerdict(
            place=self.place,
            file=self.file.number,
            name=self.file.name,
            kind=self.file.kind,
            member=stored(said.get("member", ""), _LICENCE),
            digest=self.file.digest,
            is_read="faults" not in said,
            format=stored(said.get("format", ""), 40),
            spec_version=stored(said.get("spec_version", ""), 80),
            components=int(said.get("components", 0)),
            counts=dict(said.get("licences", {})),
            columns=said.get("columns"),
        )

    @property
    def components(self) -> int:
        """How many components it has."""
        return len(self.document.get(_ROWS, ()))

    def written(self) -> str:
        """Return all that is told of it as JSON, without its components."""
        told = {name: value for name, value in self.document.items() if name != _ROWS}
        return json.dumps({"file": self.file.name, **told}, separators=(",", ":"))

    def rows(self, first: int) -> Iterator[FoundComponent]:
        """Yield its components, numbered from ``first``."""
        said = self.document
        judged = [_judged(one) for one in said.get("expressions", ())]
        answers = {one["expression"]: str(one["answer"]) for one in said.get("compatibility", ())}
        for number, row in enumerate(said.get(_ROWS, ()), start=first):
            name, version, purl, supplier, at, is_core, has_finding, place = row
            one = judged[at]
            yield FoundComponent(
                number=number,
                verdict=self.place,
                name=stored(name, _LONG),
                version=stored(version, _MEDIUM),
                purl=stored(purl, _PURL),
                supplier=stored(supplier, _MEDIUM),
                licence=stored(one.text, _LICENCE),
                licence_class=one.licence_class,
                is_osi=one.is_osi,
                ruling=one.core if is_core else one.component,
                compatible="" if is_core else answers.get(one.text, ""),
                has_finding=bool(has_finding),
                place=stored(place, _MEDIUM),
            )

    def findings(self, first: int) -> Iterator[EvidenceFinding]:
        """Yield its findings, numbered from ``first``; of a file that could not be read its faults."""
        said = self.document
        for number, one in enumerate(said.get("faults", said.get("findings", ())), start=first):
            yield EvidenceFinding(
                number=number,
                verdict=self.place,
                type=stored(one["type"], 120),
                weight=FindingWeight.ERROR if "faults" in said else FindingWeight(one["severity"]),
                component=stored(one.get("component", ""), _LONG),
                place=stored(one.get("place", one.get("pointer", "")), _LONG),
                text=stored(one["text"], None),
            )


@dataclass(frozen=True, slots=True)
class _Judged:
    text: str
    licence_class: LicenceClass
    is_osi: bool
    core: ComponentRuling
    component: ComponentRuling


def _judged(expression: Mapping[str, Any]) -> _Judged:
    rulings = {role: ComponentRuling(one["ruling"]) for role, one in expression["rulings"].items()}
    component = rulings.get("component", ComponentRuling.NONE)
    return _Judged(
        expression["expression"],
        LicenceClass(COUNTED_AS[Strength(expression["strength"])]),
        expression["osi"] == _YES,
        rulings.get("core", component),
        component,
    )


def text_document(compared: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of a licence text, its outcome as a finding.

    Args:
        compared: What came of the comparison: ``state``, ``licence``, ``changes``.
    """
    weight, sentence = TEXTS[TextState(compared["state"])]
    text = sentence.format(licence=compared["licence"], changes=len(compared["changes"]))
    finding = {"type": f"licence_text_{compared['state']}", "severity": str(weight), "component": "", "text": text}
    return {**compared, "findings": [finding] if weight else []}


def is_bill(file: EvidenceFile) -> bool:
    """Tell whether a file names components."""
    return file.kind is EvidenceKind.BILL


def stored(text: object, longest: int | None) -> str:
    """Return a text of a file as the database holds it: PostgreSQL takes neither NUL nor half a character."""
    clean = str(text).replace("\0", "�").encode("utf-8", "replace").decode()
    return clean if longest is None or len(clean) <= longest else clean[: longest - 1] + "…"
