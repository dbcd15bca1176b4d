"""Documents against JSON schemas: a bounded number of faults, each with its place."""

from functools import lru_cache
from itertools import islice
from typing import Any

import jsonschema_rs

from core.errors import pointer
from licensing.standards.probes.answer import Examination
from licensing.standards.probes.artefact import Tools

_LISTED = 10


def check_shipped(document: object, name: str, tools: Tools, found: Examination) -> None:
    """Note where a document breaks a schema that ships."""
    note_faults(_shipped(tools.load("licensing", f"standards/schemas/{name}.json")), document, found)


def check_own(document: object, schema: dict[str, Any], found: Examination) -> None:
    """Note where a document breaks a schema written here."""
    note_faults(jsonschema_rs.validator_for(schema), document, found)


def note_faults(validator: Any, document: object, found: Examination) -> None:  # noqa: ANN401 - one class a draft
    """Note the first faults that a validator finds."""
    if validator.is_valid(document):
        return
    for error in islice(validator.iter_errors(document), _LISTED):
        found.error("schema_fault", pointer(*error.instance_path) or "/", rule=str(error.message))


@lru_cache(maxsize=4)
def _shipped(data: bytes) -> Any:  # noqa: ANN401 - one class a draft
    return jsonschema_rs.validator_for(data.decode("utf-8"))
