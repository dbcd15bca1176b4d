"""Reads files of stored analyses through the gate."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.licences.gate import compare_text, list_file
from app.licences.wording import fault_values
from core.errors import InputError
from procurement.services.evidence.reader import Asked


class GatedReader:
    """Reads in a limited child process; what it refuses, and where the child was stopped at its limit, is told."""

    def judge(self, data: bytes, asked: Asked) -> Sequence[Mapping[str, Any]]:
        """Return a verdict on each document in a file with its components as ``rows``; or one with ``faults``."""
        options = {
            "day": asked.day.isoformat(),
            "outbound": asked.choice.outbound,
            "use": asked.choice.use.value,
            "scenario": asked.choice.scenario.value,
            "policy": asked.rules,
            "columns": json.dumps({name: dict(one) for name, one in asked.columns.items()}) if asked.columns else "",
        }
        return _told(lambda: list_file(data, options))

    def compare(self, data: bytes, licence: str) -> Mapping[str, Any]:
        """Return how a text differs from that of a licence; or ``faults``."""
        return _told(lambda: [compare_text(data, licence)])[0]


def _told(read: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    try:
        return read()
    except InputError as error:
        return [{"faults": [fault_values(fault) for fault in error.faults]}]
