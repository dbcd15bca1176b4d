"""Plain-text tables for a terminal."""

from collections.abc import Sequence


def plain(text: str) -> str:
    """Return foreign text fit for a terminal: on one line, control characters visible as ``U+XXXX``."""
    return " ".join(
        "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in part) for part in text.split()
    )


def text_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> list[str]:
    """Return aligned lines: header, rule, rows.

    Args:
        header: Column titles.
        rows: Cells, as many per row as there are titles.
        right: Columns set flush right.
    """
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    lines = [_line(header, widths, right), "  ".join("─" * width for width in widths)]
    return lines + [_line(row, widths, right) for row in rows]


def _line(cells: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    parts = [
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(parts).rstrip()
