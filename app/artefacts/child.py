"""What the child process calls: the bytes of an artefact to the answers on it, as JSON values."""

import sqlite3
from typing import Any

from app.licences.resources import load_resource
from core.digest import PREFIX, checksum
from licensing.standards.probes.answer import ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Tools
from licensing.standards.probes.recognising import examine
from licensing.standards.probes.wording import CHECKS, finding_text

_STEPS, _MOST_CALLS = 100_000, 2_000
_MOST_ROWS = 10_000


def examine_artefact(data: bytes, name: str) -> dict[str, Any]:
    """Return the answer on an artefact.

    Args:
        data: The file.
        name: Its name.
    """
    answer = examine(Artefact(name, data, Tools(load_resource, query)))
    return {
        "sha256": checksum(data).removeprefix(PREFIX),
        **standard_values(answer),
        "further": [standard_values(one) for one in answer.further],
    }


def standard_values(answer: ProbeAnswer) -> dict[str, Any]:
    """Return the answer on one standard as it is told."""
    return {
        "standard": answer.standard or None,
        "version": answer.version,
        "conformance": answer.conformance.value,
        "findings": [
            {"type": one.type, "severity": one.grade.value, "place": one.place, "text": finding_text(one)}
            for one in answer.findings
        ],
        "checked": [{"id": one, "text": CHECKS[one]} for one in answer.checked],
        "unchecked": [{"id": one, "text": CHECKS[one]} for one in answer.unchecked],
    }


def query(data: bytes, statements: list[str]) -> list[list[tuple[Any, ...]]]:
    """Return the rows of each query on the bytes of an SQLite file. It lies in memory, may call nothing and ends soon.

    Raises:
        ValueError: The file is damaged, or a query took too long.
    """
    calls = iter(range(_MOST_CALLS))
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        connection.set_progress_handler(lambda: next(calls, None) is None, _STEPS)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA query_only=ON")
        return [connection.execute(one).fetchmany(_MOST_ROWS) for one in statements]
    except sqlite3.Error as error:
        raise ValueError(str(error)) from error
    finally:
        connection.close()
