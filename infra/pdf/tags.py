"""The structure tree: which part of which page is what, in reading order. Written as PDF objects of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked stretch of a page's content.

    Args:
        page: Number of the page from 0.
        mcid: Number of the stretch on its page from 0.
    """

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link area on a page, by the name of its PDF object and its number among all of them."""

    page: int
    name: str
    key: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree.

    Args:
        role: Standard structure type (ISO 32000-1, 14.8.4).
        attributes: Attribute dictionary as PDF syntax; may be empty.
        alt: Alternative text; may be empty.
        id: Name for the ``Headers`` of other cells; may be empty.
        children: Elements and content in reading order.
    """

    role: str
    attributes: str = ""
    alt: str = ""
    id: str = ""
    children: list["Element | Marked | Annotated"] = field(default_factory=list)
    number: int = 0

    def add(self, role: str, *, attributes: str = "", alt: str = "", name: str = "") -> "Element":
        """Append and return a child."""
        child = Element(role, attributes, alt, name)
        self.children.append(child)
        return child

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def text_string(text: str) -> str:
    """Return a text string in PDF syntax."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class _Raw(PDFObject):  # type: ignore[misc]  # the package ships no types
    """A PDF object whose syntax is known."""

    def __init__(self, syntax: str) -> None:
        self.syntax = syntax

    def format(self, document: Any) -> bytes:  # noqa: ANN401, ARG002 - reportlab calls it
        return self.syntax.encode("ascii")


class _Later(_Raw):
    """A PDF object that has its number before its syntax."""

    def __init__(self) -> None:
        super().__init__("null")


def write_tree(file: Any, root: Element) -> None:  # noqa: ANN401 - reportlab's document
    """Add the tree to a finished reportlab document whose pages are all there."""
    numbers = file.idToObjectNumberAndVersion
    top = _Later()
    file.Catalog.StructTreeRoot = file.Reference(top, "StructTreeRoot")
    elements = list(root.walk())
    bodies = [_Later() for _ in elements]
    for index, (element, body) in enumerate(zip(elements, bodies, strict=True)):
        file.Reference(body, f"StructElem{index}")
        element.number = numbers[f"StructElem{index}"][0]
    for body, syntax in zip(bodies, _syntax(root, numbers["StructTreeRoot"][0], _Objects(numbers)), strict=True):
        body.syntax = syntax
    top.syntax = _root_syntax(root, elements)


class _Objects:
    """References to what reportlab numbered."""

    def __init__(self, numbers: dict[str, tuple[int, int]]) -> None:
        self._numbers = numbers
        self._pages: dict[int, str] = {}

    def page(self, index: int) -> str:
        if index not in self._pages:
            self._pages[index] = self.named(f"Page{index + 1}")
        return self._pages[index]

    def named(self, name: str) -> str:
        return f"{self._numbers[name][0]} 0 R"


def _syntax(element: Element, parent: int, objects: _Objects) -> Iterator[str]:
    page = next((child.page for child in element.children if isinstance(child, Marked)), None)
    parts = [f"/S /{element.role} /P {parent} 0 R"]
    if page is not None:
        parts.append(f"/Pg {objects.page(page)}")
    if element.children:
        parts.append(f"/K [{' '.join(_kid(child, page, objects) for child in element.children)}]")
    if element.attributes:
        parts.append(f"/A <<{element.attributes}>>")
    if element.alt:
        parts.append(f"/Alt {text_string(element.alt)}")
    if element.id:
        parts.append(f"/ID ({element.id})")
    yield f"<<{' '.join(parts)}>>"
    for child in element.children:
        if isinstance(child, Element):
            yield from _syntax(child, element.number, objects)


def _kid(child: Element | Marked | Annotated, page: int | None, objects: _Objects) -> str:
    if isinstance(child, Element):
        return f"{child.number} 0 R"
    if isinstance(child, Annotated):
        return f"<</Type /OBJR /Pg {objects.page(child.page)} /Obj {objects.named(child.name)}>>"
    if child.page == page:
        return str(child.mcid)
    return f"<</Type /MCR /Pg {objects.page(child.page)} /MCID {child.mcid}>>"


def _root_syntax(root: Element, elements: list[Element]) -> str:
    """Return the root with the way back from content to elements (ParentTree) and from names (IDTree)."""
    pages: dict[int, dict[int, str]] = {}
    links: dict[int, str] = {}
    for element in elements:
        for child in element.children:
            if isinstance(child, Marked):
                pages.setdefault(child.page, {})[child.mcid] = f"{element.number} 0 R"
            elif isinstance(child, Annotated):
                links[child.key] = f"{element.number} 0 R"
    entries = [
        f"{page} [{' '.join(owners[mcid] for mcid in sorted(owners))}]" for page, owners in sorted(pages.items())
    ]
    entries += [f"{key} {owner}" for key, owner in sorted(links.items())]
    names = " ".join(
        f"({element.id}) {element.number} 0 R" for element in sorted(elements, key=lambda e: e.id) if element.id
    )
    id_tree = f" /IDTree <</Names [{names}]>>" if names else ""
    return (
        f"<</Type /StructTreeRoot /K [{root.number} 0 R] /ParentTree <</Nums [{' '.join(entries)}]>> "
        f"/ParentTreeNextKey {max([*pages, *links], default=-1) + 1}{id_tree}>>"
    )
