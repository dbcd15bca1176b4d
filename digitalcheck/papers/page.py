"""A paper as a page of its own, word for word; no script, nothing loaded from elsewhere."""

from html import escape

from core.document import (
    Block,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
    without_codes,
)

_STYLE = """
body { font: 1rem/1.4 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
section { border-left: .3rem solid #555; padding-left: 1rem; }
section > p:first-child { font-size: 1.4rem; margin: 0; }
main { overflow-x: auto; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 5fr; gap: .25rem 1rem; }
dt { font-weight: bold; }
dd { margin: 0; }
dd, h1, h2, li, p, td:last-child { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
td, th { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #555; }
tbody th { font-weight: normal; }
""".strip()


def as_page(document: Document) -> str:
    """Return the paper as an HTML page."""
    body = "\n".join(_block(block) for block in without_codes(document))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_runs(block.content)}</p>"
        case ListBlock():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{_runs(item)}</li>' for item in block.items)}</{tag}>"
        case Definitions():
            entries = "".join(f"<dt>{escape(term)}</dt><dd>{_runs(meaning)}</dd>" for term, meaning in block.entries)
            return f"<dl>{entries}</dl>"
        case Note():
            inner = "".join(_block(part) for part in block.content)
            return f"<section><p><strong>{escape(block.title)}</strong></p>{inner}</section>"
        case Table():
            return _table(block)
    raise TypeError(f"no page shows a {type(block).__name__}")


def _runs(content: tuple[Run, ...]) -> str:
    return "".join(map(_run, content))


def _run(run: Run) -> str:
    text = f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
    rows = ""
    for group in table.groups:
        for row in group.rows:
            cells = (
                f'<th scope="row">{_runs(cell)}</th>' if column.names_row else f"<td>{_runs(cell)}</td>"
                for column, cell in zip(table.columns, row, strict=True)
            )
            rows += f"<tr>{''.join(cells)}</tr>"
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
