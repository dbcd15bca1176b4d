"""Run all comparisons, print one table, exit 1 if a promise is broken."""

import os
import platform
import sys
import warnings
from collections.abc import Iterator

from bench.measuring import Row

# One thread on both sides: a product that waits for busy cores would measure the other load of the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

HEADER = ["What / against what", "ours", "peer", "figure", "target", ""]


def all_rows() -> Iterator[Row]:
    """Yield every row as soon as it is measured."""
    warnings.filterwarnings("ignore", module="skcriteria")
    from bench import (  # noqa: PLC0415 - the peers warn when they are imported
        check_sheets,
        command,
        durable,
        evaluation,
        hostile,
        licence_lists,
        lists,
        long_tables,
        matrix_page,
        pdf,
        planning,
        sboms,
        simulation,
        workbook,
    )

    yield from command.rows()
    yield from durable.rows()
    yield from evaluation.rows()
    yield from simulation.rows()
    yield from pdf.rows()
    yield from check_sheets.rows()
    yield from workbook.rows()
    yield from matrix_page.rows()
    yield from lists.rows()
    yield from sboms.rows()
    yield from licence_lists.rows()
    yield from long_tables.rows()
    yield from hostile.rows()
    yield from planning.rows()


def table(rows: list[Row]) -> str:
    """Return the rows as aligned text."""
    cells = [HEADER, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADER))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]])


def main() -> int:
    """Measure, print, return the exit code."""
    rows = []
    for row in all_rows():
        print(f"… {row.what}", file=sys.stderr)
        rows.append(row)
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"Python {platform.python_version()}, {load}, one BLAS thread. CPU time, medians of paired runs.\n")
    print(table(rows))
    return int(any(row.failed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
