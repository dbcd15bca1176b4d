"""Read the catalogue of standards from its parsed files, and refuse what contradicts itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from core.legal import VerificationStatus
from licensing.standards.model import (
    FactName,
    FactValue,
    Recognition,
    Standard,
    StandardBody,
    StandardDomain,
    StandardFact,
    StandardsCatalogue,
    StandardSource,
)

FILES = ("sources", "bodies", *StandardDomain)
"""Names of the files in ``licensing/data/standards`` that ``catalogue_of`` takes."""

_Named = TypeVar("_Named")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = {"id", "name", "purpose", "body"}
_OPTIONAL = {"versions", "file_types", "media_types", "facts", "recognised_by", "depends_on"}
_ADDRESS = re.compile(r"https?://\S+")


def catalogue_of(files: Mapping[str, Any]) -> StandardsCatalogue:
    """Build the catalogue from the parsed files of ``licensing/data/standards``.

    Args:
        files: Every file that ``FILES`` names, by name.

    Raises:
        KeyError: A file or a required key is missing.
        ValueError: A key or value is unknown, an id stands twice, an answer has no source, a name leads nowhere, or
            standards depend on each other in a circle.
    """
    sources = {one["id"]: _source(one) for one in _each_once(files["sources"]["sources"])}
    bodies = {one["id"]: _body(one, sources) for one in _each_once(files["bodies"]["bodies"])}
    raw = [(domain, one) for domain in StandardDomain for one in files[domain]["standards"]]
    list(_each_once([one for _, one in raw]))
    standards = {one["id"]: _standard(one, domain, bodies, sources) for domain, one in raw}
    for standard in standards.values():
        _check_dependencies(standard, standards, ())
    return StandardsCatalogue(str(files["sources"]["version"]), standards, sources)


def _each_once(entries: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    seen: set[str] = set()
    for entry in entries:
        if not _ID.fullmatch(entry["id"]) or entry["id"] in seen:
            raise ValueError(f"{entry['id']}: not an id, or twice")
        seen.add(entry["id"])
        yield entry


def _source(raw: Mapping[str, Any]) -> StandardSource:
    status = VerificationStatus(raw["status"])
    if status not in {VerificationStatus.VERIFIED, VerificationStatus.SECONDARY}:
        raise ValueError(f"{raw['id']}: what was not read is no source")
    if not _ADDRESS.fullmatch(raw["address"]) or not raw["title"].strip() or not raw["says"].strip():
        raise ValueError(f"{raw['id']}: a source has a title, an address and what was read there")
    return StandardSource(raw["id"], raw["title"], raw["address"], raw["read"], status, raw["says"])


def _body(raw: Mapping[str, Any], sources: Mapping[str, StandardSource]) -> StandardBody:
    return StandardBody(raw["id"], raw["name"], _facts(raw["id"], raw.get("facts", {}), sources))


def _facts(owner: str, raw: Mapping[str, Any], sources: Mapping[str, StandardSource]) -> dict[FactName, StandardFact]:
    found: dict[FactName, StandardFact] = {}
    for key, answer in raw.items():
        source = _named(owner, answer["source"], sources) if "source" in answer else None
        found[FactName(key)] = StandardFact(FactName(key), FactValue(answer["value"]), source)
    return found


def _standard(
    raw: Mapping[str, Any],
    domain: StandardDomain,
    bodies: Mapping[str, StandardBody],
    sources: Mapping[str, StandardSource],
) -> Standard:
    if missing := (_REQUIRED - raw.keys()) | (raw.keys() - _REQUIRED - _OPTIONAL):
        raise ValueError(f"{raw.get('id')}: {', '.join(sorted(missing))} missing or unknown")
    body = _named(raw["id"], raw["body"], bodies)
    unknown = {name: StandardFact(name, FactValue.UNKNOWN) for name in FactName}
    return Standard(
        id=raw["id"],
        name=raw["name"],
        purpose=raw["purpose"],
        body=body,
        versions=tuple(raw.get("versions", ())),
        domain=domain,
        file_types=tuple(raw.get("file_types", ())),
        media_types=tuple(raw.get("media_types", ())),
        facts={**unknown, **body.facts, **_facts(raw["id"], raw.get("facts", {}), sources)},
        recognised_by=tuple(
            Recognition(one["by"], _named(raw["id"], one["source"], sources)) for one in raw.get("recognised_by", ())
        ),
        depends_on=tuple(raw.get("depends_on", ())),
    )


def _named(owner: str, name: str, there: Mapping[str, _Named]) -> _Named:
    if name not in there:
        raise ValueError(f"{owner}: {name} is not there")
    return there[name]


def _check_dependencies(standard: Standard, there: Mapping[str, Standard], way: tuple[str, ...]) -> None:
    if standard.id in way:
        raise ValueError(f"{' → '.join((*way, standard.id))}: a circle")
    for name in standard.depends_on:
        _check_dependencies(_named(standard.id, name, there), there, (*way, standard.id))
