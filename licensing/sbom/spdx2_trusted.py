"""Packages and relationships of a document that its schema accepts: every type is known, so nothing is asked twice."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from licensing.model import Component, Relationship
from licensing.sbom.notes import Notes
from licensing.sbom.spdx2_values import SILENT, actor, algorithm, asserted

_Listed = list[dict[str, Any]]


class _Actors(dict[str, tuple[str, str]]):
    """Names and addresses of the suppliers met so far; notes the faulty ones at their first place only."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._notes = notes
        self.package = ""

    def __missing__(self, value: str) -> tuple[str, str]:
        found = self[value] = actor(value, f"{self.package}/supplier", self._notes)
        return found


@lru_cache(maxsize=4096)
def _licence(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


_algorithm = lru_cache(maxsize=64)(algorithm)
_REPOSITORIES = ("git", "svn", "hg", "bzr")


def components(packages: list[dict[str, Any]], notes: Notes) -> Iterator[Component]:
    """Yield a component for each package."""
    actors = _Actors(notes)
    for index, item in enumerate(packages):
        get = item.get
        place = f"/packages/{index}"
        actors.package = place
        supplier, contact = actors[get("supplier") or get("originator", "")]
        references = get("externalRefs")
        purl, identifiers = references_of(references) if references else ("", ())
        download = item["downloadLocation"]
        if download in SILENT:
            download = ""
        purpose = get("primaryPackagePurpose")
        yield Component(
            item["SPDXID"],
            item["name"],
            get("versionInfo", ""),
            purl,
            supplier,
            _licence(get("licenseDeclared", "")),
            _licence(get("licenseConcluded", "")),
            _hashes(item["checksums"]) if "checksums" in item else (),
            place,
            purpose.lower() if purpose else "",
            get("packageFileName", ""),
            identifiers,
            download if download.startswith(_REPOSITORIES) else "",
            download,
            (),
            contact or asserted(get("homepage", "")),
        )


def _hashes(listed: _Listed) -> tuple[tuple[str, str], ...]:
    if len(listed) == 1:
        return ((_algorithm(listed[0]["algorithm"]), listed[0]["checksumValue"]),)
    return tuple([(_algorithm(one["algorithm"]), one["checksumValue"]) for one in listed])


def references_of(references: _Listed) -> tuple[str, tuple[str, ...]]:
    """Return package URL and further identifiers of the external references of a package."""
    if len(references) == 1 and references[0]["referenceType"] == "purl":
        return references[0]["referenceLocator"], ()
    purl, others = "", []
    for one in references:
        locator = one["referenceLocator"]
        if not purl and (one["referenceType"].lower().endswith("purl") or locator.startswith("pkg:")):
            purl = locator
        elif locator:
            others.append(locator)
    return purl, tuple(others)


def relationships(listed: list[dict[str, str]]) -> list[Relationship]:
    """Return every relationship."""
    return [Relationship(one["spdxElementId"], one["relationshipType"], one["relatedSpdxElement"]) for one in listed]
