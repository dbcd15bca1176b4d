"""Markup: XML schemas (XSD), any other XML, and HTML."""

import re
from html.parser import HTMLParser

from lxml import etree

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element, xml_fault

XSD, XML, HTML = "xsd", "xml", "html"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_NEWER = ("assert", "alternative", "openContent", "override")
"""Elements that only XSD 1.1 knows."""
_HEAD = 4096
_XHTML = "{http://www.w3.org/1999/xhtml}html"
_FIELDS = frozenset({"text", "email", "tel", "number", "date", "password", "search", "url", ""})


def is_xsd(artefact: Artefact) -> bool:
    """Tell whether the root element is that of an XML schema."""
    return artefact.root_name == f"{_SCHEMA}schema"


def examine_xsd(artefact: Artefact) -> ProbeAnswer:
    """Return whether a schema compiles as XSD 1.0; one that includes others is not compiled: nothing is fetched."""
    root = artefact.root
    found = Examination(XSD, "1.1" if _is_newer(root) else "1.0")
    outside = [one for name in ("include", "import", "redefine", "override") for one in root.iter(f"{_SCHEMA}{name}")]
    if any(one.get("schemaLocation") for one in outside):
        found.note("reference_outside", count=str(len(outside)))
        found.unchecked.append("references_outside")
        return found.answer(Conformance.CLAIMED)
    if found.version == "1.1":
        found.unchecked.append("xsd_compiled")
        return found.answer(Conformance.CLAIMED)
    found.checked.append("xsd_compiled")
    try:
        etree.XMLSchema(root)
    except etree.XMLSchemaParseError as error:
        for one in list(error.error_log)[:10]:
            found.error("schema_fault", f"Zeile {one.line}", rule=str(one.message))
        if not found.failed:
            found.error("schema_fault", rule=str(error))
    return found.answer(Conformance.CONFORMING)


def _is_newer(root: Element) -> bool:
    return any(True for name in _NEWER for _ in root.iter(f"{_SCHEMA}{name}"))


def is_xml(artefact: Artefact) -> bool:
    """Tell whether a file says that it is XML, by its head or by its name and an opening bracket, or is well-formed."""
    head = artefact.data.lstrip()[:6]
    named = artefact.ending == XML and head.startswith(b"<")
    return named or head in {b"<?xml ", b"<?xml\n"} or artefact.root is not None


def examine_xml(artefact: Artefact) -> ProbeAnswer:
    """Return whether a file is well-formed; of its vocabulary nothing is known."""
    found = Examination(XML, "1.0")
    found.checked.append("well_formed")
    found.unchecked.append("vocabulary")
    line, reason = xml_fault(artefact.data)
    if reason:
        found.error("xml_broken", f"Zeile {line}", reason=reason)
    elif artefact.root is not None:
        found.note("xml_root", name=artefact.root_name)
    return found.answer(Conformance.CONFORMING)


def is_html(artefact: Artefact) -> bool:
    """Tell whether a text begins as a page."""
    return _START.match((artefact.text or "")[:_HEAD]) is not None


def examine_html(artefact: Artefact) -> ProbeAnswer:
    """Return what a page lacks that can be seen in its source; barriers are seen only in a browser (axe)."""
    found = Examination(HTML, "XHTML" if artefact.root_name == _XHTML else "Living Standard")
    found.checked.append("html_source")
    found.unchecked += ["html_standard", "html_axe", "html_people"]
    page = _Page()
    page.feed(artefact.text or "")
    if not page.doctype:
        found.error("html_doctype")
    if not page.title.strip():
        found.error("html_title")
    if not page.language:
        found.warn("html_language")
    if page.images:
        found.warn("html_images", count=str(page.images))
    if page.unlabelled:
        found.warn("html_fields", count=str(len(page.unlabelled)))
    for name in sorted(page.twice)[:10]:
        found.error("id_twice", name=name)
    return found.answer(Conformance.CLAIMED)


class _Page(HTMLParser):
    """Collects what can be told from the source."""

    def __init__(self) -> None:
        super().__init__()
        self.doctype = self.language = ""
        self.title = ""
        self.images = 0
        self.twice: set[str] = set()
        self._ids: set[str] = set()
        self._fields: list[str] = []
        self._labels: set[str] = set()
        self._in_title = False

    @property
    def unlabelled(self) -> list[str]:
        """Fields that no label names."""
        return [name for name in self._fields if name not in self._labels]

    def handle_decl(self, decl: str) -> None:
        """Take the document type."""
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("id", "")
        if name and name in self._ids:
            self.twice.add(name)
        self._ids.add(name)
        self._in_title = tag == "title" and not self.title
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "img" and "alt" not in given:
            self.images += 1
        elif tag == "label":
            self._labels.add(given.get("for", ""))
        elif (
            tag == "input" and given.get("type", "") in _FIELDS and not given.keys() & {"aria-label", "aria-labelledby"}
        ):
            self._fields.append(name or "?")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag == "title":
            self._in_title = False
