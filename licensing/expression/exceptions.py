"""Which exception belongs to which licences: an exception from the GPL says nothing beside the MIT licence."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.legal import LegalSource

_ENDINGS = ("-only", "-or-later", "+")


def family(licence_id: str) -> str:
    """Return the identifier without ``-only``, ``-or-later`` and ``+``: an exception does not care about them."""
    for ending in _ENDINGS:
        if licence_id.endswith(ending):
            return licence_id.removesuffix(ending)
    return licence_id


@dataclass(frozen=True, slots=True)
class ExceptionBase:
    """What is known of an exception.

    Args:
        bases: Families of licences it was written for.
        frees_linking: What is linked with the work may stay under its own licence.
        source: Where both were read.
    """

    bases: frozenset[str]
    frees_linking: bool
    source: LegalSource


@dataclass(frozen=True, slots=True)
class ExceptionBases:
    """The dated table of exceptions by identifier."""

    table: Mapping[str, ExceptionBase]

    def fits(self, exception_id: str, licence_id: str) -> bool | None:
        """Tell whether an exception was written for a licence; None where the table does not know the exception."""
        known = self.table.get(exception_id)
        return None if known is None else family(licence_id) in known.bases

    def frees_linking(self, exception_id: str) -> bool:
        """Tell whether linking is known to be free with the exception."""
        known = self.table.get(exception_id)
        return known is not None and known.frees_linking
