"""Looks at files of stored probes through the gate."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.artefacts.gate import examine_file
from app.artefacts.openness import with_openness
from app.licences.wording import fault_values
from core.errors import InputError


class GatedArtefacts:
    """Looks in a limited child process; what it refuses, and where the child was stopped at its limit, is told."""

    def examine(self, data: bytes, name: str, day: date) -> Mapping[str, Any]:
        """Return what is told of a file, as in ``pruefstand/standards/1``; or one with ``faults``."""
        try:
            return with_openness(examine_file(data, name), day)
        except InputError as error:
            return {"faults": [fault_values(fault) for fault in error.faults]}
