"""Rule pages and the handbook, written in Markdown, as parts of a page. Raw HTML in them is shown as text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

DOCS = Path(__file__).resolve().parent.parent / "docs"
RULES = DOCS / "rules"
HANDBOOK = DOCS / "handbuch"

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}", re.ASCII)
_PAGE = re.compile(r"(?:\.\./)?(rules|handbuch)?/?([a-z0-9_-]+)\.md(#.*)?", re.ASCII)
_ADDRESSES = {"rules": "/methoden/", "handbuch": "/hilfe/"}


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the documentation.

    Args:
        name: File name without ending.
        title: Its first heading.
        body: Everything below the first heading, as HTML.
    """

    name: str
    title: str
    body: Markup


@cache
def documents(folder: Path) -> dict[str, Document]:
    """Return all pages of a folder by name."""
    found = (path for path in sorted(folder.glob("*.md")) if _NAME.fullmatch(path.stem))
    return {path.stem: render_document(path.stem, path.read_text(encoding="utf-8"), folder.name) for path in found}


def render_document(name: str, text: str, folder: str) -> Document:
    """Return one page. The first line is its title; links between pages lead to their addresses here."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    title = name
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title = "".join(child.content for child in tokens[1].children or [])
        tokens = tokens[3:]
    for token in tokens:
        _prepare(token, folder)
    tokens = _with_regions(tokens)
    # markdown-it escapes all text, and raw HTML is off
    return Document(name, title, Markup(parser.renderer.render(tokens, parser.options, {})))  # noqa: S704


def _with_regions(tokens: list[Token]) -> list[Token]:
    """Put every table into a region of its own that scrolls, so that the page never does."""
    framed: list[Token] = []
    tables = 0
    for token in tokens:
        if token.type == "table_open":
            tables += 1
            framed.append(_raw(f'<div class="breit" role="region" aria-label="Tabelle {tables}" tabindex="0">'))
        framed.append(token)
        if token.type == "table_close":
            framed.append(_raw("</div>"))
    return framed


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


def _prepare(token: Token, folder: str) -> None:
    if change := _CHANGES.get(token.type):
        change(token)
    for child in token.children or []:
        if child.type == "link_open":
            child.attrSet("href", _address(str(child.attrGet("href")), folder))
            child.attrSet("class", "kern-link")


def _address(href: str, folder: str) -> str:
    found = _PAGE.fullmatch(href)
    if not found:
        return href
    name = "" if found[2] == "index" else found[2]
    return _ADDRESSES[found[1] or folder] + name + (found[3] or "")


def _classed(name: str) -> Callable[[Token], None]:
    return lambda token: token.attrSet("class", name)


def _cell(token: Token) -> None:
    token.attrSet("class", "kern-table__cell" + _flush_right(token, "kern-table__cell--numeric"))


def _column_header(token: Token) -> None:
    token.attrSet("class", "kern-table__header" + _flush_right(token, "kern-table__header--numeric"))
    token.attrSet("scope", "col")


def _flush_right(token: Token, name: str) -> str:
    """Return the class of a column set flush right; the policy of the pages allows no style attribute."""
    return f" {name}" if "right" in str(token.attrs.pop("style", "")) else ""


_CHANGES: dict[str, Callable[[Token], None]] = {
    "table_open": _classed("kern-table kern-table--small"),
    "tr_open": _classed("kern-table__row"),
    "td_open": _cell,
    "th_open": _column_header,
    "paragraph_open": _classed("kern-body"),
    "bullet_list_open": _classed("kern-list kern-list--bullet"),
    "ordered_list_open": _classed("kern-list kern-list--number"),
    "heading_open": lambda token: token.attrSet(
        "class", {"h2": "kern-heading-medium"}.get(token.tag, "kern-heading-small")
    ),
}
