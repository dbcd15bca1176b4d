"""Packages and relationships of a document that its schema accepts: every type is known, so nothing is asked twice."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from licensing.model import Component, Relationship
from licensing.sbom.notes import Notes
from licensing.sbom.spdx2_values import SILENT, actor, algorithm, asserted

_Refs = list[dict[str, Any]]


class _Actors(dict[str, tuple[str, str]]):
    """Names and addresses of the suppliers met so far; notes the faulty ones at their first place only."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._notes = notes
        self.place = ""

    def __missing__(self, value: str) -> tuple[str, str]:
        found = self[value] = actor(value, self.place, self._notes)
        return found


@lru_cache(maxsize=4096)
def _licence(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


_algorithm = lru_cache(maxsize=64)(algorithm)


def components(packages: list[dict[str, Any]], notes: Notes) -> Iterator[Component]:
    """Yield a component for each package."""
    actors = _Actors(notes)
    for index, item in enumerate(packages):
        get = item.get
        place = f"/packages/{index}"
        actors.place = place + "/supplier"
        supplier, contact = actors[get("supplier") or get("originator", "")]
        references = get("externalRefs")
        purl, identifiers = references_of(references) if references else ("", ())
        download = item["downloadLocation"]
        yield Component(
            item["SPDXID"],
            item["name"],
            get("versionInfo", ""),
            purl,
            supplier,
            _licence(get("licenseDeclared", "")),
            _licence(get("licenseConcluded", "")),
            tuple([(_algorithm(one["algorithm"]), one["checksumValue"]) for one in get("checksums", ())]),
            place,
            get("primaryPackagePurpose", "").lower(),
            get("packageFileName", ""),
            identifiers,
            download if download.startswith(("git", "svn", "hg", "bzr")) else "",
            "" if download in SILENT else download,
            (),
            contact or asserted(get("homepage", "")),
        )


def references_of(references: _Refs) -> tuple[str, tuple[str, ...]]:
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
