"""Is a ``publiccode.yml`` what openCode and version 0.7 of the standard both ask for? Every fault with its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import pointer
from licensing.repository.publiccode_types import Values, fault_of

ANY_KEY, ANY_ITEM = "*", "#"
_MOST_FAULTS = 200


class Grade(StrEnum):
    """What a fault means: the file is not valid, or something to know."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class PublicCodeFault:
    """One fault.

    Args:
        type: Slug; its sentence stands where it is shown.
        grade: What it means.
        pointer: JSON pointer into the file.
    """

    type: str
    grade: Grade
    pointer: str


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the standard.

    Args:
        path: Its path; ``*`` is any key, ``#`` any item.
        type: What its value has to be.
        presence: ``mandatory``, ``optional`` or ``one_language``.
        shared: openCode knows it too: a fault in it is an error.
        deprecated: It goes with a later version.
        limits: Everything else: ``min``, ``max``, ``pattern``, ``values``, ``when``, ``only_when``.
    """

    path: tuple[str, ...]
    type: str
    presence: str
    shared: bool
    deprecated: bool
    limits: Mapping[str, Any]


_OWN = ("path", "type", "presence", "shared", "deprecated")


class PublicCodeStandard:
    """Checks files against the dated data file.

    Args:
        raw: The parsed file ``data/publiccode.yaml``.
        reads_licence: Tells whether a text is an SPDX expression all of whose licences stand on the list.
    """

    def __init__(self, raw: Mapping[str, Any], reads_licence: Callable[[str], bool]) -> None:
        self.version = str(raw["version"])
        self._fields = tuple(map(_field, raw["fields"]))
        self._values = Values({name: frozenset(values) for name, values in raw["values"].items()}, reads_licence)
        self._countries = frozenset(raw["country_sections"])
        self._known = {one.path for one in self._fields}

    def faults(self, document: object) -> tuple[PublicCodeFault, ...]:
        """Return what is wrong with a parsed file, at most 200 faults in the order of the standard.

        Args:
            document: The value in the file.
        """
        if not isinstance(document, Mapping):
            return (PublicCodeFault("no_object", Grade.ERROR, ""),)
        found = [*self._wrong(document), *self._unknown(document, ())]
        return tuple(found[:_MOST_FAULTS])

    def _wrong(self, document: Mapping[str, Any]) -> Iterator[PublicCodeFault]:
        for field in self._fields:
            grade = Grade.ERROR if field.shared else Grade.HINT
            if field.presence == "one_language":
                yield from _in_no_language(field, document, grade)
            due = _is_due(field, document)
            for place, holder in _holders(document, field.path[:-1], ()):
                where, value = pointer(*place, field.path[-1]), holder.get(field.path[-1])
                if value is not None:
                    yield from self._of_value(field, value, document, where)
                elif due:
                    yield PublicCodeFault("missing", grade, where)

    def _of_value(
        self, field: Field, value: object, document: Mapping[str, Any], where: str
    ) -> Iterator[PublicCodeFault]:
        grade = Grade.ERROR if field.shared else Grade.HINT
        if field.deprecated:
            yield PublicCodeFault("deprecated", Grade.HINT, where)
        if field.limits.get("only_when") and not _condition(field, document):
            yield PublicCodeFault("not_here", grade, where)
        kind = fault_of(field.type, value, field.limits, self._values)
        if kind is not None:
            yield PublicCodeFault(kind, grade, where)

    def _unknown(
        self, value: object, path: tuple[str, ...], at: tuple[str | int, ...] = ()
    ) -> Iterator[PublicCodeFault]:
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from self._unknown(item, (*path, ANY_ITEM), (*at, number))
        if not isinstance(value, Mapping):
            return
        for key, inner in value.items():
            if not path and key in self._countries:
                yield PublicCodeFault("country_section", Grade.HINT, pointer(key))
                continue
            named, any_key = (*path, key), (*path, ANY_KEY)
            below = any_key if any(known[: len(any_key)] == any_key for known in self._known) else named
            if any(known[: len(below)] == below for known in self._known):
                yield from self._unknown(inner, below, (*at, key))
            else:
                yield PublicCodeFault("unknown_key", Grade.HINT, pointer(*at, key))


def is_valid(faults: tuple[PublicCodeFault, ...]) -> bool:
    """Tell whether a file is valid: hints do not count."""
    return all(one.grade is Grade.HINT for one in faults)


def _field(raw: Mapping[str, Any]) -> Field:
    limits = {name: value for name, value in raw.items() if name not in _OWN}
    if "pattern" in limits:
        limits["pattern"] = re.compile(limits["pattern"])
    return Field(
        tuple(raw["path"].split("/")),
        raw["type"],
        raw.get("presence", "optional"),
        raw.get("shared", False),
        raw.get("deprecated", False),
        limits,
    )


def _holders(
    value: object, path: tuple[str, ...], at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield every object on a path with its place; what is no object or list there is a fault of its own field."""
    if not path:
        if isinstance(value, Mapping):
            yield at, value
        return
    first, rest = path[0], path[1:]
    if first == ANY_ITEM and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _holders(item, rest, (*at, number))
    elif first == ANY_KEY and isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _holders(inner, rest, (*at, key))
    elif isinstance(value, Mapping) and first in value:
        yield from _holders(value[first], rest, (*at, first))


def _is_due(field: Field, document: Mapping[str, Any]) -> bool:
    return field.presence == "mandatory" or ("when" in field.limits and _condition(field, document))


def _condition(field: Field, document: Mapping[str, Any]) -> bool:
    when = field.limits["when"]
    *path, key = when["path"].split("/")
    return any(holder.get(key) in when["in"] for _, holder in _holders(document, tuple(path), ()))


def _in_no_language(field: Field, document: Mapping[str, Any], grade: Grade) -> Iterator[PublicCodeFault]:
    holders = list(_holders(document, field.path[:-1], ()))
    if holders and all(holder.get(field.path[-1]) is None for _, holder in holders):
        place, _ = holders[0]
        yield PublicCodeFault("in_no_language", grade, pointer(*place, field.path[-1]))
