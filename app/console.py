"""What the commands share: reading input, one JSON document or a German report, faults with their place, exit codes."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.reports.table import plain
from core.errors import Fault, InputError, Severity
from core.german import german_date
from core.json_text import MAXIMUM_BYTES
from core.parameters import ParameterNotValidError
from infra.parameters import load_parameters
from scoring.house_rules import HouseRules
from scoring.refusal import build_refusal
from scoring.wording import fault_sentence

DONE, DEFECT, INVALID, FORBIDDEN, NEGATIVE = 0, 1, 2, 3, 4

_EXIT = {Severity.INVALID: INVALID, Severity.FORBIDDEN: FORBIDDEN}


def read_input(name: str, most: int = MAXIMUM_BYTES) -> bytes:
    """Return the content of a file, or of standard input for ``-``; never more than one byte above the limit.

    Args:
        name: The file.
        most: Bytes that its reader takes; of a larger file only so many come that it is seen to be too large.

    Raises:
        InputError: The file is missing or cannot be read.
    """
    try:
        if name == "-":
            # A closed standard input is None, whatever its type says.
            return sys.stdin.buffer.read(most + 1) if sys.stdin else b""
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise InputError([Fault("file_unreadable", "", properties={"file": name})]) from error


def scoring_rules(day: date) -> HouseRules:
    """Return the dated numbers of scoring valid on ``day``.

    Raises:
        InputError: The day lies before the numbers.
    """
    try:
        return HouseRules.on(load_parameters("scoring"), day)
    except ParameterNotValidError as error:
        properties = {"day": german_date(day), "name": error.name}
        raise InputError([Fault("day_without_parameters", "", properties=properties)]) from error


def print_json(document: Mapping[str, Any]) -> None:
    """Write exactly one JSON document to standard output, in UTF-8 whatever the terminal speaks."""
    sys.stdout.buffer.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def refuse(error: InputError, *, file: str, as_json: bool, sentence: Callable[[Fault], str] = fault_sentence) -> int:
    """Report faults on standard error, with ``as_json`` also as a document on standard output; return the exit code.

    Args:
        error: The faults.
        file: What was read.
        as_json: Whether a document is wanted.
        sentence: Returns the German sentence of a fault.
    """
    if as_json:
        print_json(build_refusal(error, file, sentence))
    verb = "nicht lesbar oder ungültig" if error.severity is Severity.INVALID else "nicht zulässig"
    print(plain(f"{file}: {verb}."), file=sys.stderr)
    for fault in error.faults:
        source = f" [{fault.legal_source}]" if fault.legal_source else ""
        print("  " + plain(f"{fault.pointer or '/'}: {sentence(fault)}{source}"), file=sys.stderr)
    if error.omitted:
        print(f"  … und {error.omitted} weitere.", file=sys.stderr)
    return _EXIT[error.severity]
