"""Looks at files of stored probes through the gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.artefacts.gate import examine_file
from app.artefacts.openness import with_openness
from app.artefacts.proving import with_proof
from app.artefacts.validators import Validators
from app.licences.wording import fault_values
from core.errors import InputError


@dataclass(frozen=True, slots=True)
class GatedArtefacts:
    """Looks in a limited child process; what it refuses, and where the child was stopped at its limit, is told.

    Args:
        validators: What is installed to prove claims.
    """

    validators: Validators

    def examine(self, data: bytes, name: str, day: date) -> Mapping[str, Any]:
        """Return what is told of a file, as in ``pruefstand/standards/1``; or one with ``faults``."""
        try:
            return with_openness(with_proof(examine_file(data, name), data, self.validators), day)
        except InputError as error:
            return {"faults": [fault_values(fault) for fault in error.faults]}
