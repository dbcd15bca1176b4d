"""What probes need of whoever looks at files: they run in a limited child process, which this package does not know."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol


class ArtefactReader(Protocol):
    """Looks at files; blocks until the child process ends."""

    def examine(self, data: bytes, name: str, day: date) -> Mapping[str, Any]:
        """Return what is told of a file, as in ``pruefstand/standards/1``; or one with ``faults``.

        Args:
            data: The file.
            name: Its name: a claim that is held against the content.
            day: Day whose definitions of an open standard count.
        """
