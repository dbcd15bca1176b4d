"""Reads a PDF as assistive software does: along the structure tree, through the fonts' way back to Unicode.

Independent of the code that writes: it knows the PDF standard only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pikepdf import Array, ContentStreamInlineImage, Name, Pdf, Stream, parse_content_stream

LEAVES = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/Lbl", "/LBody", "/TH", "/TD", "/Caption", "/Figure"}


@dataclass
class Leaf:
    """What is read in one go."""

    role: str
    text: str
    node: Any


@dataclass
class Page:
    """Text of a page: by marked-content number, of artifacts, and of neither."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


class Reader:
    """A file opened for reading aloud."""

    def __init__(self, content: bytes) -> None:
        self.pdf = Pdf.open(BytesIO(content))
        self.pages = [_read_page(page.obj) for page in self.pdf.pages]
        self._numbers = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        self.used: set[tuple[int, int]] = set()

    @property
    def root(self) -> Any:  # noqa: ANN401 - PDF objects are untyped
        """The structure tree."""
        return self.pdf.Root.StructTreeRoot

    def leaves(self) -> list[Leaf]:
        """Return everything that is read, in reading order; of a figure its alternative text."""
        self.used.clear()
        return [leaf for node in self.root.K for leaf in self._leaves(node)]

    def texts(self) -> list[str]:
        """Return the texts of the leaves."""
        return [leaf.text for leaf in self.leaves()]

    def _leaves(self, node: Any) -> Iterator[Leaf]:  # noqa: ANN401
        role = str(node.S)
        if role in LEAVES:
            text = self._text(node)
            yield Leaf(role, str(node.Alt) if "/Alt" in node else text, node)
            return
        for kid in node.get("/K", []):
            yield from self._leaves(kid)

    def _text(self, node: Any) -> str:  # noqa: ANN401
        page = self._numbers[node.Pg.objgen] if "/Pg" in node else None
        return "".join(self._kid_text(kid, page) for kid in node.get("/K", []))

    def _kid_text(self, kid: Any, page: int | None) -> str:  # noqa: ANN401
        if isinstance(kid, int):
            assert page is not None
            return self._content(page, kid)
        if kid.get("/Type") == Name.MCR:
            return self._content(self._numbers[kid.Pg.objgen], int(kid.MCID))
        if kid.get("/Type") == Name.OBJR:
            return ""
        return self._text(kid)

    def _content(self, page: int, mcid: int) -> str:
        assert (page, mcid) not in self.used, "content belongs to two elements"
        self.used.add((page, mcid))
        return self.pages[page].marked.get(mcid, "")

    def unreachable(self) -> list[str]:
        """Return marked text that no element of the tree claims, and text outside of marks."""
        self.leaves()
        claimed = self.used
        lost = [
            text
            for index, page in enumerate(self.pages)
            for mcid, text in page.marked.items()
            if (index, mcid) not in claimed
        ]
        return lost + [text for page in self.pages for text in page.loose]

    def owners(self) -> Iterator[tuple[Any, Any]]:
        """Yield each element of the parent tree with the page or annotation number it is found under."""
        numbers = self.root.ParentTree.Nums
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            for owner in value if isinstance(value, Array) else [value]:
                yield int(key), owner


@dataclass
class _Mark:
    tag: str
    mcid: int | None
    actual: str | None


class _Interpreter:
    """Follows the text and mark operators of one page."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self.found = Page()
        self.stack: list[_Mark] = []
        self._fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
        self._font: dict[int, str] = {}
        self._box = page.MediaBox

    def step(self, operator: str, operands: Any) -> None:  # noqa: ANN401
        match operator:
            case "BDC":
                self._begin(str(operands[0]), operands[1])
            case "EMC":
                self._end()
            case "Tm":
                self._place(float(operands[4]), float(operands[5]))
            case "Tf":
                self._font = self._fonts[str(operands[0])]
            case "Tj":
                self._show(bytes(operands[0]))
            case "Do":
                assert self._in_artifact(), "a form outside of an artifact"
            case "BMC" | "TJ" | "'" | '"':
                raise AssertionError(f"operator {operator} is not read here")

    def _place(self, x: float, y: float) -> None:
        width, height = float(self._box[2]), float(self._box[3])
        assert 0 < x < width, f"text begins beside the page at {x}"
        assert 0 < y < height, f"text stands above or below the page at {y}"

    def _begin(self, tag: str, properties: Any) -> None:  # noqa: ANN401
        actual = str(properties.ActualText) if "/ActualText" in properties else None
        mcid = int(properties.MCID) if "/MCID" in properties else None
        self.stack.append(_Mark(tag, mcid, actual))

    def _end(self) -> None:
        mark = self.stack.pop()
        if mark.actual is not None:
            self._put(mark.actual)

    def _show(self, codes: bytes) -> None:
        text = "".join(self._font[code] for code in codes)
        if not any(mark.actual is not None for mark in self.stack):
            self._put(text)

    def _in_artifact(self) -> bool:
        return any(mark.tag == "/Artifact" for mark in self.stack)

    def _put(self, text: str) -> None:
        mcid = next((mark.mcid for mark in reversed(self.stack) if mark.mcid is not None), None)
        if self._in_artifact():
            self.found.artifacts.append(text)
        elif mcid is None:
            self.found.loose.append(text)
        else:
            self.found.marked[mcid] = self.found.marked.get(mcid, "") + text


def _read_page(page: Any) -> Page:  # noqa: ANN401
    interpreter = _Interpreter(page)
    for instruction in parse_content_stream(page):
        assert not isinstance(instruction, ContentStreamInlineImage)
        interpreter.step(str(instruction.operator), instruction.operands)
    assert interpreter.stack == [], "marks are not balanced"
    return interpreter.found


def _to_unicode(font: Any) -> dict[int, str]:  # noqa: ANN401
    assert isinstance(font.ToUnicode, Stream)
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(target.decode()).decode("utf-16-be") for code, target in pairs}
