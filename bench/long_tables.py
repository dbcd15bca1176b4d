"""OpenDocument tables of 50,000 rows held against the schema, through the gate: sound, and wrong in every row."""

from collections.abc import Iterator
from functools import partial

from app.artefacts.gate import examine_file
from bench.measuring import Row
from bench.workbook import cpu_seconds
from tests.artefacts import odt

ROWS, COLUMNS = 50_000, 7
_SECONDS, _ROUNDS = 10.0, 3
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_KINDS = {"sound": ("", "conforming"), "a fault in every row": (' text:x=""', "invalid")}


def table(fault: str = "") -> bytes:
    """Return a document with a table; ``fault`` goes into the last cell of each row."""
    cells = "<table:table-cell><text:p>Zelle</text:p></table:table-cell>" * (COLUMNS - 1)
    row = f"<table:table-row>{cells}<table:table-cell{fault}/></table:table-row>"
    return odt(f'<table:table xmlns:table="{_TABLE}"><table:table-column/>{row * ROWS}</table:table>')


def rows() -> Iterator[Row]:
    """Yield the rows of this part: processor time with the child process."""
    for name, (fault, conformance) in _KINDS.items():
        data = table(fault)
        assert examine_file(data, "a.odt")["conformance"] == conformance
        seconds = cpu_seconds(partial(examine_file, data, "a.odt"), _ROUNDS)
        yield Row(f"OpenDocument table of 50,000 × 7 cells, {name}", f"{seconds:.2f} s", "", seconds, _SECONDS, "s")
