"""Results of the OSS Review Toolkit, as YAML or JSON: its packages are the components, its projects the product."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from licensing.model import Component, Relationship, Sbom, Weight
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_PARTS = 4
"""An identifier is type, namespace, name and version with colons between."""
_GROUPED = frozenset({"Maven", "Gradle", "SBT"})
_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*")
_WAYS = (("analyzer", "result"), ("result",), ())
"""Where packages lie: in the whole result, in that of the analyzer, in what it holds."""
Found = tuple[str, Mapping[str, Any]]


def read_ort_result(value: object, encoding: str, notes: Notes) -> Sbom | None:
    """Return the packages of a result; None where the value is no such.

    Raises:
        InputError: More packages than are read.
    """
    place, held = _analysed(value)
    if held is None:
        return None
    if len(held["packages"]) > MOST_COMPONENTS:
        raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    packages = [*_packages(held["packages"], f"{place}/packages", notes)]
    projects = [*_packages(_listed(held, "projects") or _listed(held, "project"), f"{place}/projects", notes)]
    components = tuple(_component(at, one) for at, one in packages)
    products = [_component(at, one) for at, one in projects]
    for one in products if len(products) > 1 else ():
        notes.add("product_beside", Weight.NOTE, one.place, one.key, name=one.name)
    _note_issues(held, notes)
    links = tuple(Relationship(*ends) for ends in dict.fromkeys(_links(projects)))
    return Sbom(
        "list",
        "",
        encoding,
        name="OSS Review Toolkit",
        components=components,
        relationships=links,
        relationships_stated=len(links),
        subject=products[0] if len(products) == 1 else None,
        elements=frozenset(one.key for one in products),
    )


def _analysed(value: object) -> tuple[str, Mapping[str, Any] | None]:
    """Return what holds the packages, and its place."""
    for way in _WAYS:
        held = value
        for key in way:
            held = held.get(key) if isinstance(held, dict) else None
        if isinstance(held, dict) and _is_analysed(held):
            return "".join(f"/{key}" for key in way), held
    return "", None


def _is_analysed(held: Mapping[str, Any]) -> bool:
    packages = held.get("packages")
    if not isinstance(packages, list) or not {"project", "projects"} & held.keys():
        return False
    first = _bare(packages[0]) if packages else None
    return not packages or (first is not None and len(_identified(first)) == _PARTS)


def _listed(held: Mapping[str, Any], key: str) -> list[Any]:
    value = held.get(key)
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def _packages(listed: list[Any], place: str, notes: Notes) -> Iterator[Found]:
    for at, one in enumerate(listed):
        bare = _bare(one)
        if bare is None:
            notes.error("field_type", f"{place}/{at}", expected="Objekt")
        else:
            yield f"{place}/{at}", bare


def _bare(one: object) -> Mapping[str, Any] | None:
    """Return a package without what earlier versions put around it: its curations."""
    inner = one.get("package", one) if isinstance(one, dict) else None
    return inner if isinstance(inner, dict) else None


def _identified(package: Mapping[str, Any]) -> list[str]:
    """Return the parts of the identifier of a package, none where it has none of its form."""
    written = package.get("id")
    parts = written.split(":", _PARTS - 1) if isinstance(written, str) else []
    return parts if len(parts) == _PARTS and _TYPE.fullmatch(parts[0]) else []


def _component(place: str, package: Mapping[str, Any]) -> Component:
    kind, space, name, version = _identified(package) or ("", "", _text(package, "id"), "")
    between = ":" if kind in _GROUPED else "/"
    concluded = _text(package, "concluded_license")
    return Component(
        _text(package, "id"),
        f"{space}{between}{name}" if space else name,
        version,
        _text(package, "purl"),
        declared=_declared(package),
        concluded=(concluded,) if concluded else (),
        hashes=tuple(_hashes(package)),
        place=place,
        source=_text(_object(package, "vcs_processed"), "url"),
        download=next((url for _, url in _artifacts(package) if url), ""),
    )


def _declared(package: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the licences as the tool brought them together, and beside them those that it could not read."""
    processed = _object(package, "declared_licenses_processed")
    together = _text(processed, "spdx_expression")
    if together:
        return (together, *_texts(processed, "unmapped"))
    return _texts(package, "declared_licenses")


def _artifacts(package: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    for key in ("binary_artifact", "source_artifact"):
        artifact = _object(package, key)
        yield _object(artifact, "hash"), _text(artifact, "url")


def _hashes(package: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one, _ in _artifacts(package):
        if value := _text(one, "value"):
            yield _text(one, "algorithm").lower().replace("-", ""), value


def _links(projects: list[Found]) -> Iterator[tuple[str, str, str]]:
    """Yield what depends on what, where the dependencies stand with the project as a tree."""
    todo = [(_text(one, "id"), scope) for _, one in projects for scope in _listed(one, "scopes")]
    while todo:
        above, held = todo.pop()
        for one in _listed(held, "dependencies") if isinstance(held, dict) else ():
            key = _text(one, "id") if isinstance(one, dict) else ""
            if key:
                yield above, "DEPENDS_ON", key
                todo.append((key, one))


def _note_issues(held: Mapping[str, Any], notes: Notes) -> None:
    """Tell what the tool could not look into: its list of packages is then not whole."""
    issues = _object(held, "issues")
    for key in issues:
        notes.warn("tool_issue", "", str(key), name=str(key))


def _object(held: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = held.get(key)
    return value if isinstance(value, dict) else {}


def _text(held: Mapping[str, Any], key: str) -> str:
    value = held.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(held: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in _listed(held, key) if isinstance(one, str) and one.strip())
