"""Everything that is told of one file with a bill of materials, as JSON values."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from licensing.model import Component, SbomFinding
from licensing.quality.guidelines import Guideline, quality_of
from licensing.sbom.reading import ReadSbom
from licensing.sbom.wording import finding_sentence

Licences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Components that state the same licences.

    Args:
        licences: What they state, each an expression or a free text; empty where nothing is stated.
        count: How many there are.
        first: The first of them.
    """

    licences: Licences
    count: int
    first: Component


Judge = Callable[[list[Holding]], Mapping[str, Any]]
"""Returns ``licences``, ``expressions``, ``compatibility``, ``findings`` and ``list_versions`` as JSON values."""


def holdings_of(components: tuple[Component, ...]) -> list[Holding]:
    """Return the distinct statements about licences in the order of the file, with how often each is made."""
    stated = [(one.declared, one.concluded) for one in components]
    counts = Counter(stated)
    first = dict(zip(reversed(stated), reversed(components), strict=True))
    merged: dict[Licences, Holding] = {}
    for pair, count in counts.items():
        component = first[pair]
        said = component.licences
        held = merged.get(said)
        merged[said] = Holding(said, count + held.count, held.first) if held else Holding(said, count, component)
    return list(merged.values())


def build_verdict(read: ReadSbom, sha256: str, guidelines: list[Guideline], judge: Judge) -> dict[str, Any]:
    """Return the verdict on a file.

    Args:
        read: What was read.
        sha256: Checksum of the file as it was given.
        guidelines: The lists that hold on the day.
        judge: Judges the licences.
    """
    sbom = read.sbom
    judged = judge(holdings_of(sbom.components))
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
        "licences": judged["licences"],
        "expressions": judged["expressions"],
        "compatibility": judged["compatibility"],
        "quality": quality_of(sbom, guidelines),
        "findings": [_told(one) for one in sbom.findings] + list(judged["findings"]),
        "findings_omitted": sbom.omitted,
        "list_versions": judged["list_versions"],
        "sha256": sha256,
    }


def _told(finding: SbomFinding) -> dict[str, Any]:
    return {
        "type": finding.type,
        "severity": finding.weight.value,
        "component": finding.component,
        "place": finding.place,
        "text": finding_sentence(finding),
    }
