"""What single tools print as JSON in a shape of their own, brought into the usual one: objects that name a licence."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_CRATE = re.compile(r"^(?P<name>[\w-]+)[ @](?P<version>\d\S*)(?: \(?(?:registry|git|path|sparse)\+\S+)?$")
_LOCATOR = re.compile(r"^(?P<name>@?[^@]+)@(?:[^@]*:)?(?P<version>[^@:]+)$")


def usual_shape(value: object) -> object:
    """Return a value as objects that name a licence where it is one of the known shapes, else as it is."""
    for convert in (_cargo, _cargo_by_crate, _yarn, _gradle, _trivy):
        found = convert(value)
        if found is not None:
            return found
    return value


def _cargo(value: object) -> list[Mapping[str, Any]] | None:
    """``cargo deny list``: pairs of a licence and its crates, each crate under every licence that it names."""
    pairs = value.get("licenses") if isinstance(value, dict) else None
    if not isinstance(pairs, list) or not pairs or not all(map(_is_pair, pairs)):
        return None
    found: dict[str, list[str]] = {}
    for licence, crates in pairs:
        for crate in crates:
            found.setdefault(str(crate), []).append(licence)
    for crate in value.get("unlicensed", []) if isinstance(value, dict) else []:
        found.setdefault(str(crate), [])
    return [_crate(written, licences) for written, licences in found.items()]


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and [*map(type, value)] == [str, list]


def _cargo_by_crate(value: object) -> list[Mapping[str, Any]] | None:
    if not isinstance(value, dict) or not value or not all(_CRATE.match(str(key)) for key in value):
        return None
    if not all(isinstance(one, dict) and isinstance(one.get("licenses"), list) for one in value.values()):
        return None
    return [_crate(key, one["licenses"]) for key, one in value.items()]


def _crate(written: str, licences: list[str]) -> Mapping[str, Any]:
    found = _CRATE.match(written)
    name, version = (found["name"], found["version"]) if found else (written, "")
    return {"name": name, "version": version, "licenses": licences}


def _yarn(value: object) -> list[Mapping[str, Any]] | None:
    """``yarn licenses`` since version 2: one object a licence, its packages as children; or the table of version 1."""
    if not isinstance(value, list) or not value:
        return None
    tables = [one for one in value if isinstance(one, dict) and one.get("type") == "table"]
    if tables and isinstance(tables[-1].get("data"), dict):
        head, body = tables[-1]["data"].get("head"), tables[-1]["data"].get("body")
        if isinstance(head, list) and isinstance(body, list):
            return [dict(zip(map(str, head), row, strict=False)) for row in body if isinstance(row, list)]
    if not all(isinstance(one, dict) and isinstance(one.get("children"), dict) for one in value):
        return None
    return [_located(name, str(one.get("value", ""))) for one in value for name in one["children"]]


def _located(written: str, licence: str) -> Mapping[str, Any]:
    found = _LOCATOR.match(written)
    name, version = (found["name"], found["version"]) if found else (written, "")
    return {"name": name, "version": version, "license": licence}


def _gradle(value: object) -> list[Mapping[str, Any]] | None:
    """The licence report of Gradle: dependencies, and those within imported modules."""
    if not isinstance(value, dict) or not isinstance(value.get("importedModules"), list):
        return None
    return [*_modules(value), *(one for module in value["importedModules"] for one in _modules(module))]


def _modules(value: object) -> Iterator[Mapping[str, Any]]:
    listed = value.get("dependencies") if isinstance(value, dict) else None
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            yield one


def _trivy(value: object) -> list[Mapping[str, Any]] | None:
    """What Trivy finds: packages of every result, and licences of packages and files that stand in a list apart."""
    results = value.get("Results") if isinstance(value, dict) else None
    if not isinstance(results, list):
        return None
    packages = [_package(one) for one in _listed(results, "Packages")]
    named = {one["name"] for one in packages}
    apart: dict[str, list[str]] = {}
    for one in _listed(results, "Licenses"):
        name = str(one.get("PkgName") or one.get("FilePath") or "")
        if name not in named:
            apart.setdefault(name, []).append(str(one.get("Name") or ""))
    found = [*packages, *({"name": name, "version": "", "licenses": licences} for name, licences in apart.items())]
    return found or None


def _listed(results: list[Any], key: str) -> Iterator[Mapping[str, Any]]:
    for result in results:
        many = result.get(key) if isinstance(result, dict) else None
        yield from (one for one in many or () if isinstance(one, dict)) if isinstance(many, list) else ()


def _package(one: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": str(one.get("Name") or ""), "version": one.get("Version"), "licenses": one.get("Licenses")}
