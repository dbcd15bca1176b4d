"""What a bill of materials says, whatever its format: components, relationships, roots, faults with their place."""

from enum import StrEnum
from typing import Any

import msgspec


class Weight(StrEnum):
    """How much a finding matters: something is missing or wrong, may be wrong, or is only worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Component(msgspec.Struct, frozen=True, gc=False):
    """One component as the file states it; an empty text or tuple where it states nothing.

    Args:
        key: Identifier inside the file (``SPDXID``, ``spdxId``, ``bom-ref``); several may share one in a damaged file.
        name: Name.
        version: Version.
        purl: Package URL.
        supplier: Supplier, manufacturer, author or publisher, the first of them that is named.
        declared: Declared licences, each an expression or a free text; all of them together apply.
        concluded: Licences that the author of the file concluded, in the same form.
        hashes: Algorithm (``sha512``) and value.
        place: Where it stands: a JSON pointer, ``line 12`` or a cell.
        kind: Kind of component as the format names it, e.g. ``library``.
        filename: Name of its file.
        identifiers: Further identifiers than the package URL, e.g. CPE.
        source: Address of the source code.
        download: Address from which it can be loaded.
        traits: What it is after BSI TR-03183-2: ``executable``, ``archive``, ``structured`` with their values.
        contact: Electronic address or homepage of the supplier.
    """

    key: str
    name: str = ""
    version: str = ""
    purl: str = ""
    supplier: str = ""
    declared: tuple[str, ...] = ()
    concluded: tuple[str, ...] = ()
    hashes: tuple[tuple[str, str], ...] = ()
    place: str = ""
    kind: str = ""
    filename: str = ""
    identifiers: tuple[str, ...] = ()
    source: str = ""
    download: str = ""
    traits: tuple[tuple[str, str], ...] = ()
    contact: str = ""

    @property
    def licences(self) -> tuple[str, ...]:
        """What is judged: the declared licences, else the concluded ones; without those that assert nothing."""
        said = tuple(one for one in self.declared if one.upper() != "NOASSERTION")
        return said or tuple(one for one in self.concluded if one.upper() != "NOASSERTION")


class Relationship(msgspec.Struct, frozen=True, gc=False):
    """One statement about two elements of the file.

    Args:
        source: Key of the first element.
        kind: Kind in the words of SPDX 2 (``DEPENDS_ON``, ``CONTAINS``, ``DESCRIBES``).
        target: Key of the second element.
    """

    source: str
    kind: str
    target: str


class SbomFinding(msgspec.Struct, frozen=True):
    """One thing that a reader or a check noticed.

    Args:
        type: Slug; its German sentence stands in ``licensing.sbom.wording``.
        weight: How much it matters.
        place: Where: a JSON pointer, ``line 12, column 3`` or a cell; empty for the whole file.
        component: Key or name of the component; empty where none is meant.
        properties: Values for the sentence.
    """

    type: str
    weight: Weight
    place: str = ""
    component: str = ""
    properties: dict[str, str] = {}


class Sbom(msgspec.Struct, frozen=True):
    """A whole bill of materials.

    Args:
        format: ``spdx``, ``cyclonedx`` or ``list``.
        spec_version: Version of the format as the file names it, e.g. ``2.3``.
        encoding: ``json``, ``json-ld``, ``xml``, ``rdf-xml``, ``yaml``, ``tag-value``, ``xlsx``, ``ods``, ``csv`` or
            ``text``.
        name: Name of the document or of the described product.
        author: Creators of the document, people and organisations before tools.
        created: Time stamp as written.
        identifier: Namespace or serial number of the document.
        components: Every component in the order of the file, nested ones after their parent; the described product of
            CycloneDX (``metadata.component``) is none of them.
        relationships: Every stated pair of elements, those with the document included.
        relationships_stated: How many relationships the file has in its own way of counting.
        roots: Keys of the described elements.
        subject: The described product where it stands outside of the components.
        elements: Keys of everything else that relationships may name: files, snippets, services, the document.
        externals: Names of other documents that relationships may name.
        without_dependencies: Keys of which the file says that they depend on nothing.
        completeness: Statement about the completeness of dependencies by key; the empty key speaks for the document.
        findings: What was noticed while reading.
        schema_valid: Whether the schema of its version accepts the file; None where there is no schema to ask.
        licence_texts: Names of the licences that the file itself defines, by their reference.
        omitted: How many findings of a type are counted and not listed, by type.
        columns: Of a licence list how its columns were read: ``fields``, ``titles``, ``confirmed``; else None.
    """

    format: str
    spec_version: str
    encoding: str
    name: str = ""
    author: str = ""
    created: str = ""
    identifier: str = ""
    components: tuple[Component, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    relationships_stated: int = 0
    roots: tuple[str, ...] = ()
    subject: Component | None = None
    elements: frozenset[str] = frozenset()
    externals: frozenset[str] = frozenset()
    without_dependencies: frozenset[str] = frozenset()
    completeness: dict[str, str] = {}
    findings: tuple[SbomFinding, ...] = ()
    schema_valid: bool | None = None
    licence_texts: dict[str, str] = {}
    omitted: dict[str, int] = {}
    columns: dict[str, Any] | None = None
