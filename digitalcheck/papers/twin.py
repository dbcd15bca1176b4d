"""Twins of the sheet: for machines (``pruefstand/digitalcheck-sheet/1``) and as a page with the same words."""

from html import escape
from typing import Any, Literal

import rfc8785
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.digest import checksum
from core.document import Block, Definitions, Document, Heading, Note, Paragraph, Run, Table
from digitalcheck.model import Depth, Headline
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import FindingEntry, ResourcesEntry, SectionEntry, resources

FORMAT: Literal["pruefstand/digitalcheck-sheet/1"] = "pruefstand/digitalcheck-sheet/1"


@with_config(ConfigDict(extra="forbid"))
class CheckSheet(TypedDict):
    """What a sheet says, for machines. ``digest`` is the SHA-256 of the RFC 8785 form without it."""

    format: Literal["pruefstand/digitalcheck-sheet/1"]
    version: Literal["public", "internal"]
    catalogue: str
    day: str
    status: str
    head: dict[str, Any]
    depth: Depth
    headline: Headline | None
    sections: list[SectionEntry]
    findings: list[FindingEntry]
    resources: ResourcesEntry
    digest: str


def sheet_twin(judgement: Judgement, *, internal: bool = False) -> CheckSheet:
    """Return what a sheet says, in public without cost and without what is said about security."""
    findings = judgement.findings if internal else judgement.public_findings
    needed = resources(judgement)
    if not internal:
        needed = {**needed, "cost_once_eur": None, "cost_yearly_eur": None, "cost_total_eur": None}
    covered: dict[str, Any] = {
        "format": FORMAT,
        "version": "internal" if internal else "public",
        "catalogue": judgement.catalogue.name,
        "day": judgement.day.isoformat(),
        "status": judgement.check.status.value,
        "head": judgement.check.head.model_dump(mode="json", exclude_none=True),
        "depth": judgement.depth.value,
        "headline": judgement.headline and judgement.headline.value,
        "sections": [{"id": id_, "light": light.value} for id_, light in judgement.sections(findings).items()],
        "findings": [
            {"question": one.question, "light": one.light.value, "sentence": one.sentence, "basis": list(one.basis)}
            for one in findings
        ],
        "resources": needed,
    }
    return {**covered, "digest": checksum(rfc8785.dumps(covered))}  # type: ignore[typeddict-item]  # built above


def sheet_page(document: Document) -> str:
    """Return the sheet as a page of its own, word for word."""
    body = "\n".join(_block(block) for block in document.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_runs(block.content)}</p>"
        case Definitions():
            entries = "".join(f"<dt>{escape(term)}</dt><dd>{_runs(meaning)}</dd>" for term, meaning in block.entries)
            return f"<dl>{entries}</dl>"
        case Note():
            inner = "".join(_block(part) for part in block.content)
            return f"<section><p><strong>{escape(block.title)}</strong></p>{inner}</section>"
        case Table():
            return _table(block)
    raise TypeError(f"a sheet has no {type(block).__name__}")


def _runs(content: tuple[Run, ...]) -> str:
    return "".join(f"<strong>{escape(one.text)}</strong>" if one.strong else escape(one.text) for one in content)


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
