"""A paper as plain text, for a mail or a field that takes nothing else: each row says what its cells are."""

from collections.abc import Iterator

from core.document import Block, Definitions, Document, Heading, ListBlock, Note, Paragraph, Table, plain, without_codes


def as_text(document: Document) -> str:
    """Return the paper as plain text with the same words, a blank line between blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in without_codes(document)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield from (text, ("=" if block.level == 1 else "-") * len(text))
        case Definitions(entries=entries):
            yield from (f"{term}: {plain(meaning)}" for term, meaning in entries)
        case Note(title=title, content=content):
            yield title
            for part in content:
                yield from _lines(part)
        case Table():
            yield f"{block.caption} ({' | '.join(column.title for column in block.columns)}):"
            yield from _rows(block)
        case ListBlock(items=items):
            yield from (f"{block.mark(index)} {plain(item)}" for index, item in enumerate(items))
        case Paragraph(content=words):
            yield plain(words)
        case _:
            raise TypeError(f"no text shows a {type(block).__name__}")


def _rows(table: Table) -> Iterator[str]:
    for group in table.groups:
        for row in group.rows:
            yield "- " + " | ".join(plain(cell) for cell in row)
