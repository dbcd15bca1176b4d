"""Everything that is told of one file with a bill of materials, as JSON values."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from licensing.judgement import Stated
from licensing.model import Component, Sbom, SbomFinding, Weight
from licensing.quality.guidelines import Guideline, quality_of
from licensing.sbom.reading import ReadSbom
from licensing.sbom.wording import finding_sentence

_STATED = attrgetter("declared", "concluded")

Judge = Callable[[Sequence[Stated], str | None], Mapping[str, Any]]
"""Returns what is to be said about licences as JSON values, for a product under a licence, or None if not known."""


def build_verdict(
    read: ReadSbom, sha256: str, guidelines: list[Guideline], judge: Judge, outbound: str = ""
) -> dict[str, Any]:
    """Return the verdict on a file.

    Args:
        read: What was read.
        sha256: Checksum of the file as it was given.
        guidelines: The lists that hold on the day.
        judge: Judges the licences.
        outbound: Licence of the offered product; empty where it is what the file says.
    """
    sbom = read.sbom
    firsts = first_statements(sbom)
    judged = judge([stated for stated, _ in firsts], outbound or licence_of_product(sbom))
    own = [_told(one) for one in sbom.findings]
    if judged["question"]["outbound"] is None:
        own.append(_told(SbomFinding("product_licence_unknown", Weight.NOTE)))
    places = [first.place for _, first in firsts]
    return {
        **_head(read),
        "licences": judged["licences"],
        "expressions": judged["expressions"],
        "compatibility": judged["compatibility"],
        "quality": quality_of(sbom, read.network, guidelines),
        "findings": own + [_placed(one, places) for one in judged["findings"]],
        "findings_omitted": sbom.omitted,
        "question": judged["question"],
        "list_versions": judged["list_versions"],
        "columns": sbom.columns,
        "sha256": sha256,
    }


def _head(read: ReadSbom) -> dict[str, Any]:
    sbom = read.sbom
    return {
        "member": read.name,
        "format": sbom.format,
        "spec_version": sbom.spec_version,
        "encoding": sbom.encoding,
        "charset": read.charset,
        "wrapping": list(read.wrapping),
        "name": sbom.name,
        "author": sbom.author,
        "created": sbom.created,
        "schema_valid": sbom.schema_valid,
        "components": len(sbom.components),
        "relationships": sbom.relationships_stated,
        "roots": len(sbom.roots),
    }


def first_statements(sbom: Sbom) -> list[tuple[Stated, Component]]:
    """Return the distinct statements about licences in the order of the file, each with the first who makes it."""
    said = list(map(_STATED, sbom.components))
    counts = Counter(said)
    firsts = dict(zip(reversed(said), reversed(sbom.components), strict=True))
    roots = frozenset(sbom.roots)
    core = Counter([one.licences for one in sbom.components if one.key in roots] if roots else [])
    merged: dict[tuple[str, ...], tuple[int, Component]] = {}
    for pair, count in counts.items():
        licences = firsts[pair].licences
        before, first = merged.get(licences, (0, firsts[pair]))
        merged[licences] = (before + count, first)
    return [(Stated(licences, count, core[licences], first.name), first) for licences, (count, first) in merged.items()]


def licence_of_product(sbom: Sbom) -> str | None:
    """Return the licence that the file states for the one product it describes; None where it states none."""
    product = sbom.subject
    if product is None and len(sbom.roots) == 1:
        product = next((one for one in sbom.components if one.key == sbom.roots[0]), None)
    licences = [one for one in product.licences if one != "NONE"] if product else []
    return " AND ".join(f"({one})" if len(licences) > 1 else one for one in licences) or None


def _told(finding: SbomFinding) -> dict[str, Any]:
    return {
        "type": finding.type,
        "severity": finding.weight.value,
        "component": finding.component,
        "place": finding.place,
        "text": finding_sentence(finding),
    }


def _placed(finding: Mapping[str, Any], places: Sequence[str]) -> dict[str, Any]:
    expression = finding["expression"]
    return {**finding, "place": "" if expression is None else places[expression]}
