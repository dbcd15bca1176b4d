"""Look at what a council system shows of a sheet: fetch the annexes that can be fetched, compare them."""

import hashlib
from collections.abc import Collection

from digitalcheck.rules.council.annex import SeenAnnex, SheetPublication, annexes_of, publication
from digitalcheck.rules.council.objects import CouncilFile, CouncilPaper
from infra.http.errors import FetchRefusedError
from infra.oparl.errors import CouncilUnreadableError
from infra.oparl.server import CouncilServer


def published(server: CouncilServer, system: str, paper: CouncilPaper, issued: Collection[str]) -> SheetPublication:
    """Return what the system shows of a sheet.

    Args:
        server: The council system.
        system: Its address.
        paper: The proposal that the sheet belongs to.
        issued: SHA-512 of every file that was issued of it.
    """
    return publication([SeenAnnex(one, _fetched(server, system, one)) for one in annexes_of(paper)], issued)


def _fetched(server: CouncilServer, system: str, file: CouncilFile) -> str:
    """Return the checksum of an annex; empty where its bytes cannot be had: then what is stated counts, if anything."""
    try:
        data = server.file(file.address, system)
    except (CouncilUnreadableError, FetchRefusedError):
        return ""
    return "" if data is None else hashlib.sha512(data).hexdigest()
