"""Checks on any bill of materials: identifiers used twice, relationships that lead nowhere or in circles, roots."""

from collections.abc import Iterable

from licensing.model import Relationship, Sbom
from licensing.quality.graph import Network, some_cycle
from licensing.sbom.notes import Notes

_NOWHERE = frozenset({"NOASSERTION", "NONE"})
_SEVERAL = 2


def check(sbom: Sbom, network: Network, notes: Notes) -> None:
    """Note what is wrong among the components and their relationships."""
    _check_components(sbom, notes)
    known = {one.key for one in sbom.components} | sbom.elements
    if sbom.subject:
        known.add(sbom.subject.key)
    _check_ends(sbom.relationships, known, sbom.externals, notes)
    if sbom.format == "list":
        return
    for key in sbom.roots:
        if key not in known and not _is_outside(key, sbom.externals):
            notes.error("root_unknown", component=key)
    if len(sbom.roots) >= _SEVERAL:
        notes.warn("several_roots", count=str(len(sbom.roots)))
    elif not sbom.roots and sbom.components:
        notes.warn("root_missing")
    if cycle := some_cycle(network.needs):
        notes.warn("cycle", component=cycle[0], path=" → ".join(cycle[:6]) + (" …" if len(cycle) > 6 else ""))  # noqa: PLR2004 - fits one line


def _check_components(sbom: Sbom, notes: Notes) -> None:
    if not sbom.components:
        notes.warn("no_components")
    elif not _all_well(sbom):
        _check_each(sbom, notes)


def _all_well(sbom: Sbom) -> bool:
    """Tell whether all components have a name and a key of their own: with many of them, quicker than one by one."""
    keys = {one.key for one in sbom.components}
    subject_listed = sbom.subject is not None and sbom.subject.key in keys
    named = all([one.name for one in sbom.components])  # noqa: C419 - twice as fast on a hundred thousand
    return len(keys) == len(sbom.components) and "" not in keys and named and not subject_listed


def _check_each(sbom: Sbom, notes: Notes) -> None:
    seen: dict[str, str] = {}
    needs_key = sbom.format == "spdx"
    for one in sbom.components:
        if one.key:
            if one.key in seen:
                notes.error("id_twice", one.place, one.key, first=seen[one.key])
            else:
                seen[one.key] = one.place
        elif needs_key:
            notes.error("field_missing", one.place, one.name, field="SPDXID")
        if not one.name:
            notes.error("field_missing", one.place, one.key, field="name")
    if sbom.subject and sbom.subject.key and sbom.subject.key in seen:
        notes.warn("subject_listed", seen[sbom.subject.key], sbom.subject.key)


def _check_ends(
    relationships: Iterable[Relationship], known: set[str], externals: frozenset[str], notes: Notes
) -> None:
    for one in relationships:
        if one.source in known and one.target in known:
            continue
        if one.source not in known and not _is_outside(one.source, externals):
            _note_dangling(one, one.source, notes)
        if one.target not in known and not _is_outside(one.target, externals):
            _note_dangling(one, one.target, notes)


def _note_dangling(one: Relationship, key: str, notes: Notes) -> None:
    notes.error("relationship_dangling", component=key, path=f"{one.source} {one.kind} {one.target}")


def _is_outside(key: str, externals: frozenset[str]) -> bool:
    """Tell whether a key names nothing, or something in another document."""
    if key in _NOWHERE or key in externals:
        return True
    document, divided, _ = key.partition(":")
    return (bool(divided) and document in externals) or key.startswith("urn:cdx:")
