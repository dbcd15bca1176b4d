"""Components of a document that its schema accepts: every type is known, so nothing is asked twice."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from licensing.model import Component, Relationship

_BSI = "bsi:component:"
_SUPPLIERS = frozenset({"supplier", "manufacturer", "authors", "publisher", "author"})


@lru_cache(maxsize=64)
def _algorithm(value: str) -> str:
    return value.lower().replace("-", "")


def component(item: Mapping[str, Any], place: str) -> Component:
    """Return the component in an object."""
    get = item.get
    supplier, contact = ("", "") if _SUPPLIERS.isdisjoint(item) else _supplier(item)
    declared, concluded = licences(item["licenses"]) if "licenses" in item else ((), ())
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
    filename, traits = _bsi(item["properties"]) if "properties" in item else ("", ())
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
        _identifiers(get("cpe"), get("swhid")) if "cpe" in item or "swhid" in item else (),
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
    """Return what is declared and what was concluded; nearly always it is one identifier."""
    if len(choices) == 1 and len(choices[0]) == 1:
        inner = choices[0].get("license")
        if inner is not None and len(inner) == 1 and "id" in inner:
            return (inner["id"],), ()
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


def dependencies(listed: list[Mapping[str, Any]]) -> Iterator[Relationship]:
    """Yield every relationship of the entries about dependencies."""
    for one in listed:
        source = one["ref"]
        for target in one.get("dependsOn", ()):
            yield Relationship(source, "DEPENDS_ON", target)
        for target in one.get("provides", ()):
            yield Relationship(source, "PROVIDES", target)
