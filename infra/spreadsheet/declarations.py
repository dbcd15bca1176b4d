"""What the parts of an office archive say of each other: macros and links to outside, wherever they are stored."""

import posixpath
import re
import zipfile

from infra.inspect.errors import InspectionError
from infra.spreadsheet.grid import check_formula
from infra.spreadsheet.magic import OLD_OFFICE
from infra.spreadsheet.parts import Attributes, read_part

_MANIFEST = "META-INF/manifest.xml"
_TYPES = "[Content_Types].xml"
_MACRO_TYPES = re.compile(
    "macroenabled|vbaproject|vba|macrosheet|activex|controlproperties|oleobject|starbasic|basic-library|javascript",
    re.IGNORECASE,
)
_EXTERNAL_TYPES = re.compile(r"externallink|connections\+xml|querytable", re.IGNORECASE)
_MACRO_RELATIONS = frozenset(
    {
        "activexcontrolbinary",
        "attachedtoolbars",
        "control",
        "ctrlprop",
        "dialogsheet",
        "extensibility",
        "oleobject",
        "package",
        "vbaproject",
        "vbaprojectsignature",
        "webextension",
        "webextensiontaskpanes",
        "xlintlmacrosheet",
        "xlmacrosheet",
    }
)
_EXTERNAL_RELATIONS = frozenset({"connections", "externallink", "externallinkpath", "querytable", "xlpathmissing"})
_LISTS = frozenset({_MANIFEST.casefold(), _TYPES.casefold()})
_LINK_FOR_PEOPLE = "hyperlink"
_ODS_CONTENT = ("content.xml", "styles.xml")
_ODS_MACROS = frozenset({"applet", "event-listener", "plugin", "script"})
_ODS_LINKS = frozenset({"cell-range-source", "dde-connection-decl", "dde-link", "dde-source", "table-source"})
_ODS_REFERENCES = frozenset({"a", "background-image", "fill-image", "floating-frame", "image", "object", "object-ole"})
_ODS_CONDITIONS = frozenset({"condition", "content-validation", "map", "named-expression"})
_RUNNING = re.compile(r"^\s*(vnd\.sun\.star\.|macro:|javascript:|vbscript:|data:|service:|\.uno:|slot:)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|/|\.\./)", re.IGNORECASE)
_CONFIGURATION = "configurations2/"
_RELATIONS = ".rels"
_NO_LETTER = re.compile(r"[^a-z0-9]")
ODS_REFUSED = _ODS_MACROS | _ODS_LINKS | _ODS_REFERENCES | _ODS_CONDITIONS
"""Elements for which ``check_ods_element`` refuses a file: a reader of many elements asks for these alone."""
_SHOWN = 80


def check_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse encryption, macros and links to outside by what the archive says of its parts, not by their names alone.

    Raises:
        InspectionError: One of them is there.
    """
    names = archive.namelist()
    for name in names:
        _check_begin(archive, name)
        folded = name.casefold()
        if folded in _LISTS:
            read_part(archive, name, _check_type)
        elif folded.endswith(_RELATIONS):
            read_part(archive, name, _check_relation)
        elif folded.startswith(_CONFIGURATION) and folded.endswith(".xml") and archive.getinfo(name).file_size:
            read_part(archive, name, _check_configuration)
        elif posixpath.basename(name) in _ODS_CONTENT and name != _ODS_CONTENT[0] and _TYPES not in names:
            read_part(archive, name, check_ods_element)


def check_ods_element(tag: str, attributes: Attributes) -> None:
    """Refuse an element that runs something or fetches something.

    Raises:
        InspectionError: It does.
    """
    if tag in _ODS_MACROS:
        raise InspectionError("file_macro", part=tag)
    if tag in _ODS_LINKS:
        raise InspectionError("file_external", part=attributes.get("href", tag)[:_SHOWN])
    if tag in _ODS_REFERENCES:
        _check_target(attributes.get("href", ""), clicked=tag == "a")
    elif tag in _ODS_CONDITIONS:
        for name in ("condition", "expression", "value"):
            check_formula(attributes.get(name, ""), "")


def _check_target(target: str, *, clicked: bool) -> None:
    """Refuse what runs something; and what is fetched from outside without anybody clicking on it."""
    if _RUNNING.match(target):
        raise InspectionError("file_macro", part=target[:_SHOWN])
    if not clicked and _OUTSIDE.match(target):
        raise InspectionError("file_external", part=target[:_SHOWN])


def _check_configuration(_: str, attributes: Attributes) -> None:
    """Refuse keys and menus that run something."""
    for value in attributes.values():
        if _RUNNING.match(value) and not value.casefold().startswith(".uno:"):
            raise InspectionError("file_macro", part=value[:_SHOWN])


def _check_begin(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a part in the old binary format: macros and embedded programs are kept in it."""
    with archive.open(name) as part:
        if part.read(len(OLD_OFFICE)) == OLD_OFFICE:
            raise InspectionError("file_macro", part=name[:_SHOWN])


def _check_type(tag: str, attributes: Attributes) -> None:
    if tag == "encryption-data":
        raise InspectionError("file_encrypted")
    declared = attributes.get("ContentType") or attributes.get("media-type", "")
    part = attributes.get("PartName") or attributes.get("full-path") or declared
    if _MACRO_TYPES.search(declared):
        raise InspectionError("file_macro", part=part[:_SHOWN])
    if _EXTERNAL_TYPES.search(declared):
        raise InspectionError("file_external", part=part[:_SHOWN])


def _check_relation(tag: str, attributes: Attributes) -> None:
    if tag != "Relationship":
        return
    kind = _NO_LETTER.sub("", attributes.get("Type", "").rstrip("/#?").rpartition("/")[2].casefold())
    target = attributes.get("Target", "")[:_SHOWN]
    if kind in _MACRO_RELATIONS:
        raise InspectionError("file_macro", part=target)
    outside = attributes.get("TargetMode", "").casefold() == "external" and kind != _LINK_FOR_PEOPLE
    if kind == _LINK_FOR_PEOPLE:
        _check_target(attributes.get("Target", ""), clicked=True)
    if outside or kind in _EXTERNAL_RELATIONS:
        raise InspectionError("file_external", part=target)
