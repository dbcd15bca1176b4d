"""Whether a field that a guideline asks for is filled: one test a field, over all components at once."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from licensing.model import Component, Sbom
from licensing.quality.graph import Network

_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.\w+|https?://\S+")
_SHA512_DIGITS = 128


class Filled:
    """Counts how many components, or documents, state a field; the fields of all components lie ready as columns.

    Args:
        sbom: The bill of materials.
        network: Its relationships by where they lead.
    """

    def __init__(self, sbom: Sbom, network: Network) -> None:
        self._sbom = sbom
        self._network = network
        self._all: Sequence[Component] = sbom.components
        self._columns: dict[str, list[Any]] = {}
        self._counted: dict[str, tuple[int, int]] = {}

    def column(self, name: str) -> list[Any]:
        """Return one field of all components, in their order."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = list(map(attrgetter(name), self._all))
        return found

    def count(self, field: str) -> tuple[int, int]:
        """Return how many state it, of how many; guidelines ask for the same.

        Raises:
            KeyError: There is no test of this name.
        """
        if field not in self._counted:
            self._counted[field] = self._count(field)
        return self._counted[field]

    def _count(self, field: str) -> tuple[int, int]:
        if field in _DOCUMENT:
            return int(_DOCUMENT[field](self._sbom)), 1
        if field == "dependencies":
            return self._network.depending(self._sbom.without_dependencies), len(self._all)
        if field == "related":
            return self._network.related(self._sbom.without_dependencies), len(self._all)
        if field == "completeness":
            return self._completeness(), len(self._all)
        if field in _LICENCES:
            return self._licences(field), len(self._all)
        return _COMPONENT[field](self), len(self._all)

    def _licences(self, field: str) -> int:
        """Count by distinct statements: there are few."""
        said = _LICENCES[field]
        return sum(count for pair, count in self._statements.items() if said(*pair))

    @cached_property
    def _statements(self) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
        return Counter(zip(self.column("declared"), self.column("concluded"), strict=True))

    def _completeness(self) -> int:
        said = {key for key, state in self._sbom.completeness.items() if state not in {"", "unknown", "not_specified"}}
        if not said or "" in said:
            return len(self._all) if said else 0
        return sum(map(said.__contains__, self.column("key")))


def _given(name: str) -> Callable[[Filled], int]:
    def count(filled: Filled) -> int:
        return sum(map(bool, filled.column(name)))

    return count


def _identified(filled: Filled) -> int:
    both = zip(filled.column("purl"), filled.column("identifiers"), strict=True)
    return sum([bool(purl or others) for purl, others in both])


def _loadable(filled: Filled) -> int:
    column = filled.column("download")
    return sum(map(bool, column)) - column.count("NOASSERTION") - column.count("NONE")


def _with_sha512(filled: Filled) -> int:
    column = filled.column("hashes")
    if "sha512" not in {name for hashes in column for name, _ in hashes}:
        return 0
    return sum([any(name == "sha512" and len(digits) == _SHA512_DIGITS for name, digits in one) for one in column])


def _reached(filled: Filled) -> int:
    return sum([bool(_CONTACT.search(contact)) for contact in filter(None, filled.column("contact"))])


def _trait(name: str) -> Callable[[Filled], int]:
    def count(filled: Filled) -> int:
        stated = filter(None, filled.column("traits"))
        return sum([any(key == name and bool(value) for key, value in traits) for traits in stated])

    return count


_COMPONENT: dict[str, Callable[[Filled], int]] = {
    "archive": _trait("archive"),
    "download": _loadable,
    "executable": _trait("executable"),
    "filename": _given("filename"),
    "identifier": _identified,
    "name": _given("name"),
    "sha512": _with_sha512,
    "source": _given("source"),
    "structured": _trait("structured"),
    "supplier": _given("supplier"),
    "supplier_contact": _reached,
    "version": _given("version"),
}
_DOCUMENT: dict[str, Callable[[Sbom], bool]] = {
    "document_author": lambda sbom: bool(sbom.author),
    "document_author_contact": lambda sbom: bool(_CONTACT.search(sbom.author)),
    "document_created": lambda sbom: bool(sbom.created),
    "document_identifier": lambda sbom: bool(sbom.identifier),
}
_LICENCES: dict[str, Callable[[tuple[str, ...], tuple[str, ...]], bool]] = {
    "concluded": lambda _, concluded: _says(concluded),
    "declared": lambda declared, _: _says(declared),
    "licence": lambda declared, concluded: _says(declared) or _says(concluded),
}
FIELDS = frozenset({*_COMPONENT, *_DOCUMENT, *_LICENCES, "completeness", "dependencies", "related"})
"""Names of all tests."""


def _says(licences: tuple[str, ...]) -> bool:
    return bool(licences) and any(one and one not in {"NOASSERTION", "NONE"} for one in licences)
