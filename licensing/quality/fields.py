"""Whether a field that a guideline asks for is filled: one test a field, over all components at once."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from licensing.model import Component, Sbom
from licensing.quality.graph import Network

_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.\w+|https?://\S+")
_SHA512_DIGITS = 128


class Filled:
    """Counts how many components, or documents, state a field.

    Args:
        sbom: The bill of materials.
        network: Its relationships by where they lead.
    """

    def __init__(self, sbom: Sbom, network: Network) -> None:
        self._sbom = sbom
        self._network = network
        self._all: Sequence[Component] = sbom.components

    @cached_property
    def _sources(self) -> set[str]:
        """Keys of which the file states what they depend on, be it nothing."""
        return {*self._network.needs, *self._sbom.without_dependencies}

    @cached_property
    def _related(self) -> set[str]:
        found = {*self._sbom.without_dependencies}
        for one in self._sbom.relationships:
            found.add(one.source)
            found.add(one.target)
        return found

    def count(self, field: str) -> tuple[int, int]:
        """Return how many state it, of how many.

        Raises:
            KeyError: There is no test of this name.
        """
        if field in _DOCUMENT:
            return int(_DOCUMENT[field](self._sbom)), 1
        if field == "dependencies":
            keys = self._sources
            return sum([one.key in keys for one in self._all]), len(self._all)
        if field == "related":
            keys = self._related
            return sum([one.key in keys for one in self._all]), len(self._all)
        if field == "completeness":
            return self._completeness(), len(self._all)
        if field in _LICENCES:
            return self._licences(field), len(self._all)
        test = _COMPONENT[field]
        return sum([test(one) for one in self._all]), len(self._all)

    def _licences(self, field: str) -> int:
        """Count by distinct statements: there are few."""
        said = _LICENCES[field]
        return sum(count for pair, count in self._statements.items() if said(*pair))

    @cached_property
    def _statements(self) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
        return Counter([(one.declared, one.concluded) for one in self._all])

    def _completeness(self) -> int:
        said = {key for key, state in self._sbom.completeness.items() if state not in {"", "unknown", "not_specified"}}
        return len(self._all) if "" in said else sum([one.key in said for one in self._all])


def _has_sha512(one: Component) -> bool:
    return any(name == "sha512" and len(digits) == _SHA512_DIGITS for name, digits in one.hashes)


def _trait(name: str) -> Callable[[Component], bool]:
    def test(one: Component) -> bool:
        return bool(one.traits) and any(key == name and bool(value) for key, value in one.traits)

    return test


_COMPONENT: dict[str, Callable[[Component], bool]] = {
    "archive": _trait("archive"),
    "download": lambda one: bool(one.download) and one.download not in {"NOASSERTION", "NONE"},
    "executable": _trait("executable"),
    "filename": lambda one: bool(one.filename),
    "identifier": lambda one: bool(one.purl or one.identifiers),
    "name": lambda one: bool(one.name),
    "sha512": _has_sha512,
    "source": lambda one: bool(one.source),
    "structured": _trait("structured"),
    "supplier": lambda one: bool(one.supplier),
    "supplier_contact": lambda one: bool(one.contact) and bool(_CONTACT.search(one.contact)),
    "version": lambda one: bool(one.version),
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
