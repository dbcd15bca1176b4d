"""From bytes to bills of materials, whatever the format, the encoding and the wrapping."""

import re
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from core.errors import InputError
from core.json_text import collector_paused
from licensing.model import Sbom
from licensing.quality.graph import Network
from licensing.sbom import cyclonedx_xml, rdf_xml, spdx_xml
from licensing.sbom.checks import check
from licensing.sbom.cyclonedx import read_cyclonedx
from licensing.sbom.grouped_lists import read_grouped_list
from licensing.sbom.json_reading import is_lines, read_json, read_lines
from licensing.sbom.markup_lists import is_maven_summary, is_page, read_maven_summary, read_page
from licensing.sbom.notes import Notes
from licensing.sbom.object_lists import read_objects
from licensing.sbom.opening import MOST_COMPONENTS, Opened, open_file, refused
from licensing.sbom.ort_result import read_ort_result
from licensing.sbom.recognising import Family, family_of, is_yaml, unwrapped, version_in
from licensing.sbom.rows import Chosen, Confirmed
from licensing.sbom.schema import Load, check_schema, check_xml_schema
from licensing.sbom.spdx2 import read_spdx2
from licensing.sbom.spdx3 import read_spdx3
from licensing.sbom.tag_value import as_document as tag_value_document
from licensing.sbom.tag_value import is_tag_value
from licensing.sbom.text_lists import read_text
from licensing.sbom.wording import refusal
from licensing.sbom.xml_tree import read_tree

_NONE: Confirmed = {}
_MANY_TAGS, _LEAST_FOR_TAG = 1_000_000, 8
"""From so many on, tags and what stands between them are longer than so many bytes in any bill of materials."""
_HEAD = 20_000
_COMMENTS = re.compile(rb"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_MAYBE_TEXT = frozenset({"sbom_unknown", "sbom_no_yaml"})
_READERS = {Family.SPDX2: read_spdx2, Family.SPDX3: read_spdx3, Family.CYCLONEDX: read_cyclonedx}


@dataclass(frozen=True, slots=True)
class ReadSbom:
    """A bill of materials and where it was found.

    Args:
        name: Name inside an archive; empty for the file itself.
        wrapping: What was taken off, the outermost first.
        charset: How the text was encoded.
        sbom: What it says.
        network: Its relationships by where they lead.
    """

    name: str
    wrapping: tuple[str, ...]
    charset: str
    sbom: Sbom
    network: Network


def read_sboms(data: bytes, load: Load, confirmed: Confirmed = _NONE) -> list[ReadSbom]:
    """Return the bill of materials in a file; of an archive all that are in it.

    Args:
        data: The file.
        load: Returns the schema files that installed packages bring.
        confirmed: Confirmed columns of licence lists, by the name of the list in an archive.

    Raises:
        InputError: Nothing in it can be read; with line and column where there is a place.
    """
    opened = open_file(data)
    if len(opened) == 1:
        only = opened[0]
        return [_read(only, load, confirmed.get(only.name) or confirmed.get(""))]
    found: list[ReadSbom] = []
    skipped: list[tuple[str, InputError]] = []
    components = 0
    for one in opened:
        try:
            found.append(_read(one, load, confirmed.get(one.name)))
        except InputError as error:
            skipped.append((one.name, error))
        else:
            components += len(found[-1].sbom.components)
            check_count(components)
    if not found:
        raise skipped[0][1]
    return [_with_skipped(found[0], skipped), *found[1:]]


def _with_skipped(read: ReadSbom, skipped: list[tuple[str, InputError]]) -> ReadSbom:
    """Return the first bill of an archive with a finding for every file beside it that is not read."""
    notes = Notes()
    for name, error in skipped:
        fault = error.faults[0]
        notes.warn("member_skipped", name, name=name, reason=refusal(fault.type, fault.properties))
    sbom = read.sbom
    findings, omitted = (*sbom.findings, *notes.findings), {**sbom.omitted, **notes.omitted}
    return replace(read, sbom=msgspec.structs.replace(sbom, findings=findings, omitted=omitted))


def _read(opened: Opened, load: Load, chosen: Chosen) -> ReadSbom:
    if opened.fault is not None:
        raise opened.fault
    with collector_paused():
        sbom, wrapping = _document(opened.data, opened.notes, load, chosen)
        return finished(opened.name, (*opened.wrapping, *wrapping), opened.charset, sbom, opened.notes)


def check_count(components: int) -> None:
    """Refuse a file with more components than are read, in one document or in all of its documents together.

    Raises:
        InputError: There are more.
    """
    if components > MOST_COMPONENTS:
        raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))


def finished(name: str, wrapping: tuple[str, ...], charset: str, sbom: Sbom, notes: Notes) -> ReadSbom:
    """Check what was read and add all findings."""
    check_count(len(sbom.components))
    network = Network(sbom.components, sbom.relationships)
    check(sbom, network, notes)
    whole = msgspec.structs.replace(sbom, findings=notes.findings, omitted=notes.omitted)
    return ReadSbom(name, wrapping, charset, whole, network)


def _document(data: bytes, notes: Notes, load: Load, chosen: Chosen) -> tuple[Sbom, tuple[str, ...]]:
    start = data[:4096].lstrip()[:1]
    if start == b"<" and (plain := _below_comments(data)) is not None:
        return read_text(plain, notes, load, chosen), ()
    if start in {b"{", b"["}:
        return _of_value(_json(data, notes), "json", notes, load, chosen)
    if start == b"<":
        return _markup(data, notes, load, chosen), ()
    text = data.decode("utf-8", "replace")
    if is_yaml(text):
        return _yaml(data, text, notes, load, chosen)
    if is_tag_value(text):
        return read_spdx2(tag_value_document(text, notes), "tag-value", notes), ()
    return read_text(text, notes, load, chosen), ()


def _below_comments(data: bytes) -> str | None:
    """Return a text that begins like markup for a comment alone, as Markdown may; it becomes empty lines."""
    found = _COMMENTS.match(data[:_HEAD])
    if found is None or data[found.end() :].lstrip()[:1] in {b"<", b""}:
        return None
    return "\n" * found[0].count(b"\n") + data[found.end() :].decode("utf-8", "replace")


def _json(data: bytes, notes: Notes) -> object:
    """Return the value, or of a text with one object a line all of them; a bill with something behind it is one."""
    values = read_lines(data) if is_lines(data) else []
    return values if values and family_of(values[0]) is Family.OTHER else read_json(data, notes)


def _yaml(data: bytes, text: str, notes: Notes, load: Load, chosen: Chosen) -> tuple[Sbom, tuple[str, ...]]:
    """Return what YAML holds; lines with strokes in front, as people list things, look the same."""
    from licensing.sbom.yaml_tree import read_yaml  # noqa: PLC0415 - only this encoding needs it

    try:
        return _of_value(read_yaml(data, notes), "yaml", notes, load, chosen)
    except InputError as error:
        listed = read_grouped_list(text, notes) if error.faults[0].type in _MAYBE_TEXT else None
        if listed is None:
            raise
        return listed, ()


def _markup(data: bytes, notes: Notes, load: Load, chosen: Chosen) -> Sbom:
    text = data[:4096].decode("utf-8", "replace")
    if is_page(text):
        return read_page(data.decode("utf-8", "replace"), notes, chosen)
    return _xml(data, notes, load)


def _of_value(value: object, encoding: str, notes: Notes, load: Load, chosen: Chosen) -> tuple[Sbom, tuple[str, ...]]:
    inner, wrapping = unwrapped(value, notes)
    family = family_of(inner)
    if family is Family.OTHER or not isinstance(inner, dict):
        return read_ort_result(inner, encoding, notes) or read_objects(inner, encoding, notes, chosen), wrapping
    kind = "cyclonedx" if family is Family.CYCLONEDX else "spdx"
    valid = check_schema(inner, kind, version_in(inner, family), load, notes)
    if family is Family.SPDX3 and encoding == "json":
        encoding = "json-ld"
    return _READERS[family](inner, encoding, notes, valid), wrapping


def _xml(data: bytes, notes: Notes, load: Load) -> Sbom:
    if max(data.count(b"<component "), data.count(b"<packages")) > MOST_COMPONENTS:
        raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    if data.count(b"<") > max(_MANY_TAGS, len(data) // _LEAST_FOR_TAG):
        raise refused("sbom_too_large")
    root = read_tree(data, notes)
    document: dict[str, Any]
    if cyclonedx_xml.is_cyclonedx(root):
        valid = check_xml_schema(data, cyclonedx_xml.version_of(root), load, notes)
        return read_cyclonedx(cyclonedx_xml.as_document(root), "xml", notes, valid)
    if rdf_xml.is_rdf(root):
        document = rdf_xml.as_document(root, notes)
        return read_spdx2(document, "rdf-xml", notes)
    if spdx_xml.is_spdx(root):
        return read_spdx2(spdx_xml.as_document(root), "xml", notes)
    if is_maven_summary(root):
        return read_maven_summary(root, notes)
    raise refused("sbom_unknown", line=str(root.line), column="1")
