"""What reads collections of products: the application has it done in a limited child process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from licensing.alternatives.product import Catalogue
from procurement.model import CollectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCollection:
    """A collection that was read.

    Args:
        kind: What it is.
        catalogue: Its products, and what did not become one.
    """

    kind: CollectionKind
    catalogue: Catalogue


class CollectionReader(Protocol):
    """Reads collections."""

    def read(self, files: Sequence[tuple[str, bytes]]) -> ReadCollection:
        """Return the products in a collection.

        Args:
            files: Name and content: several ``publiccode.yml``, or one file, which may be an archive of them, a table
                or the export of a directory.

        Raises:
            InputError: A file is not let in, or it is none of these; the fault says why.
        """
