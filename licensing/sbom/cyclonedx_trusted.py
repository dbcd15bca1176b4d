"""Components of a document that its schema accepts: every type is known, so nothing is asked twice."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from licensing.model import Component

_BSI = "bsi:component:"


@lru_cache(maxsize=64)
def _algorithm(value: str) -> str:
    return value.lower().replace("-", "")


def component(item: Mapping[str, Any], place: str) -> Component:
    """Return the component in an object."""
    get = item.get
    supplier, contact = _supplier(item)
    declared, concluded = licences(get("licenses", ()))
    source = download = homepage = more = ""
    for one in get("externalReferences", ()):
        kind = one["type"]
        if kind == "vcs":
            source = source or one["url"]
        elif kind == "distribution":
            download = download or one["url"]
        elif kind == "website":
            homepage = homepage or one["url"]
        elif kind == "source-distribution":
            more = more or one["url"]
    filename, traits = _bsi(get("properties", ()))
    concluded = concluded or (effective_licence(traits) if traits else ())
    group, name = get("group"), item["name"]
    return Component(
        get("bom-ref", ""),
        f"{group}/{name}" if group else name,
        get("version", ""),
        get("purl", ""),
        supplier,
        declared,
        concluded,
        tuple([(_algorithm(one["alg"]), one["content"]) for one in get("hashes", ())]),
        place,
        item["type"],
        filename,
        _identifiers(get("cpe"), get("swhid")),
        source or more,
        download,
        traits,
        contact or homepage,
    )


def _identifiers(cpe: str | None, swhid: list[str] | None) -> tuple[str, ...]:
    return (*((cpe,) if cpe else ()), *(swhid or ()))


def _supplier(item: Mapping[str, Any]) -> tuple[str, str]:
    for key in ("supplier", "manufacturer"):
        party = item.get(key)
        if party:
            name = party.get("name", "")
            contact = next((one["email"] for one in party.get("contact", ()) if one.get("email")), "")
            contact = contact or next(iter(party.get("url") or ()), "")
            if name or contact:
                return name or contact, contact
    for author in item.get("authors", ()):
        name, mail = author.get("name", ""), author.get("email", "")
        if name or mail:
            return name or mail, mail
    return item.get("publisher") or item.get("author", ""), ""


def licences(choices: list[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is declared and what was concluded."""
    declared: list[str] = []
    concluded: list[str] = []
    for choice in choices:
        inner = choice.get("license", choice)
        said = inner.get("id") or choice.get("expression") or inner.get("name") or inner.get("url")
        if said:
            state = choice.get("acknowledgement") or inner.get("acknowledgement")
            (concluded if state == "concluded" else declared).append(said)
    return tuple(declared), tuple(concluded)


def _bsi(properties: list[Mapping[str, str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
    filename, traits = "", []
    for one in properties:
        name = one.get("name", "")
        if name.startswith(_BSI):
            if name == _BSI + "filename":
                filename = one.get("value", "")
            else:
                traits.append((name.removeprefix(_BSI), one.get("value", "")))
    return filename, tuple(traits)


def effective_licence(traits: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the effective licence among the properties of the BSI (taxonomy 0.1.2): what the author concluded."""
    return tuple(value for name, value in traits if name == "effectiveLicence" and value)
