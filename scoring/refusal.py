"""Format ``pruefstand/faults/1``: why an input was refused, each fault with its place and its sentence."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.errors import Fault, InputError, Severity
from scoring.wording import fault_sentence

FORMAT: Literal["pruefstand/faults/1"] = "pruefstand/faults/1"


@with_config(ConfigDict(extra="forbid"))
class FaultEntry(TypedDict):
    """One fault; ``legal_source`` is there where a rule forbids it."""

    type: str
    pointer: str
    severity: Severity
    text: str
    legal_source: str | None


@with_config(ConfigDict(extra="forbid"))
class Refusal(TypedDict):
    """All listed faults of a file, and how many more there are."""

    format: Literal["pruefstand/faults/1"]
    file: str
    faults: list[FaultEntry]
    omitted: Annotated[int, Field(ge=0)]


def build_refusal(error: InputError, file: str, sentence: Callable[[Fault], str] = fault_sentence) -> Refusal:
    """Return the document that tells why ``file`` was refused, each fault with the sentence it is given."""
    return {
        "format": FORMAT,
        "file": file,
        "faults": [
            {
                "type": fault.type,
                "pointer": fault.pointer,
                "severity": fault.severity,
                "text": sentence(fault),
                "legal_source": fault.legal_source,
            }
            for fault in error.faults
        ],
        "omitted": error.omitted,
    }
