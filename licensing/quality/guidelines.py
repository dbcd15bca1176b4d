"""Bills of materials held against guidelines: dated lists of fields, the share of components that fill each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.legal import LegalSource
from core.parameters import legal_source
from licensing.model import Sbom
from licensing.quality.fields import FIELDS, Filled
from licensing.quality.graph import Network

_LEVELS = frozenset({"required", "additional", "optional"})
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class GuidelineField:
    """One field that a guideline asks for.

    Args:
        field: Name of its test.
        level: ``required``, ``additional`` (where there is one) or ``optional``.
        title: What people call it.
    """

    field: str
    level: str
    title: str


@dataclass(frozen=True, slots=True)
class Guideline:
    """One version of a list of fields.

    Args:
        name: Name of all its versions.
        title: What people call it.
        version: Its version.
        valid_from: First day of validity.
        valid_to: Last day of validity; None while in force.
        source: Where it was read.
        formats: Lowest version accepted by format; empty where every format is.
        fields: What it asks for.
    """

    name: str
    title: str
    version: str
    valid_from: date
    valid_to: date | None
    source: LegalSource
    formats: Mapping[str, str]
    fields: tuple[GuidelineField, ...]

    def accepts(self, sbom: Sbom) -> bool | None:
        """Tell whether format and version are among the accepted ones; None where every format is."""
        if not self.formats:
            return None
        lowest = self.formats.get(sbom.format)
        return lowest is not None and _number(sbom.spec_version) >= _number(lowest)


def guidelines_on(mapping: Mapping[str, Any], day: date) -> list[Guideline]:
    """Return the version of each guideline valid on a day.

    Raises:
        KeyError: A required key is missing.
        ValueError: A field has no test, or a level is unknown.
    """
    every = [_guideline(name, body["title"], raw) for name, body in mapping.items() for raw in body["entries"]]
    return [one for one in every if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]


def _guideline(name: str, title: str, raw: Mapping[str, Any]) -> Guideline:
    fields = tuple(GuidelineField(one["field"], one["level"], one["title"]) for one in raw["fields"])
    for one in fields:
        if one.field not in FIELDS or one.level not in _LEVELS:
            raise ValueError(f"{name}: {one.field} ({one.level}) has no test")
    formats = {str(key): str(value) for key, value in raw["formats"].items()}
    return Guideline(
        name,
        title,
        str(raw["version"]),
        raw["valid_from"],
        raw.get("valid_to"),
        legal_source(raw["source"]),
        formats,
        fields,
    )


def quality_of(sbom: Sbom, network: Network, guidelines: list[Guideline]) -> dict[str, Any]:
    """Return the share of filled fields by guideline, and how complete the graph is, as JSON values."""
    filled = Filled(sbom, network)
    return {**{one.name: _held_against(one, sbom, filled) for one in guidelines}, "graph": _graph(sbom, network)}


def _held_against(guideline: Guideline, sbom: Sbom, filled: Filled) -> dict[str, Any]:
    fields = [_field(one, *filled.count(one.field)) for one in guideline.fields]
    required = [one["share"] for one in fields if one["level"] == "required" and one["share"] is not None]
    return {
        "title": f"{guideline.title} {guideline.version}",
        "version": guideline.version,
        "source": guideline.source.citation,
        "format_accepted": guideline.accepts(sbom),
        "required_share": round(sum(required) / len(required), _DIGITS) if required else None,
        "fields": fields,
    }


def _field(one: GuidelineField, filled: int, total: int) -> dict[str, Any]:
    share = round(filled / total, _DIGITS) if total else None
    return {"field": one.field, "level": one.level, "title": one.title, "filled": filled, "of": total, "share": share}


def _graph(sbom: Sbom, network: Network) -> dict[str, Any]:
    """Return how many components can be reached from what the file describes."""
    found, total = network.reachable(sbom.roots), len(sbom.components)
    return {
        "roots": len(sbom.roots),
        "reachable": found,
        "of": total,
        "share": round(found / total, _DIGITS) if total else None,
        "completeness": sbom.completeness.get("", ""),
    }


def _number(version: str) -> tuple[int, ...]:
    return tuple(
        int(part) if part.isascii() and part.isdigit() and len(part) < _DIGITS else 0 for part in version.split(".")
    )
