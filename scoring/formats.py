"""The published formats by name and their JSON schemas."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from scoring.bundle.manifest import FORMAT as BUNDLE
from scoring.bundle.manifest import Manifest
from scoring.bundle.parameter_file import FORMAT as PARAMETERS
from scoring.bundle.parameter_file import ParameterFile
from scoring.matrix_check import FORMAT as PROBE
from scoring.matrix_check import Probe
from scoring.model import FORMAT as EVALUATION
from scoring.model import Evaluation
from scoring.refusal import FORMAT as REFUSAL
from scoring.refusal import Refusal
from scoring.result import FORMAT as RESULT
from scoring.result import Result

FORMATS: dict[str, Any] = {
    EVALUATION: Evaluation,
    RESULT: Result,
    PROBE: Probe,
    REFUSAL: Refusal,
    BUNDLE: Manifest,
    PARAMETERS: ParameterFile,
}
"""Type of every format this package reads or writes."""


def format_schema(name: str, formats: Mapping[str, Any] = FORMATS) -> dict[str, Any]:
    """Return the JSON schema (2020-12) of a format.

    Args:
        name: Name of the format.
        formats: Types of formats by their name; other packages have formats of their own.

    Raises:
        KeyError: There is no format of that name.
    """
    schema = TypeAdapter(formats[name]).json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{name.replace('/', ':')}", **schema}
