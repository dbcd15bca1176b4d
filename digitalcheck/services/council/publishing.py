"""Whether released sheets are published with their proposals: annexes are fetched where they can be, and compared."""

import hashlib
from collections.abc import Collection

from digitalcheck.repository import ReleaseRepository
from digitalcheck.repository.council import CouncilRepository
from digitalcheck.repository.council_publications import PublicationRepository
from digitalcheck.rules.council.annex import CouncilPublication, SeenAnnex, annexes_of, publication
from digitalcheck.rules.council.kept import CouncilReading
from digitalcheck.rules.council.objects import CouncilFile, CouncilPaper
from digitalcheck.rules.course.release import SheetForm, SheetVersion
from digitalcheck.services.shared import KIND
from infra.audit.model import Event, Subject
from infra.http.errors import FetchRefusedError
from infra.jobs.context import JobContext
from infra.oparl.errors import CouncilUnreadableError
from infra.oparl.server import CouncilServer
from infra.policy.table import Action

_BEST_LAST = tuple(CouncilPublication)


def compare_sheets(context: JobContext, server: CouncilServer, reading: CouncilReading) -> None:
    """Look for every released sheet that was not seen published yet; what changes is kept and recorded."""
    with context.read(Action.SYNC_COUNCIL) as seen:
        awaiting = PublicationRepository(seen.session).awaiting()
    for place, (check, reference) in enumerate(awaiting):
        context.progress(place, len(awaiting), "Veröffentlichte Übersichten vergleichen")
        with context.read(Action.SYNC_COUNCIL) as seen:
            papers = CouncilRepository(seen.session).papers_with(reading.id, reference)
            sheet = ReleaseRepository(seen.session).file(check, SheetVersion.PUBLIC, SheetForm.PDF) or b""
        issued = {hashlib.sha512(sheet).hexdigest()}
        states = [published(server, reading.system, paper, issued) for paper in papers]
        if states or reading.is_whole:  # what was not read to its end proves nothing
            _keep(context, check, max(states, key=_BEST_LAST.index, default=CouncilPublication.NICHT_GEFUNDEN))


def published(server: CouncilServer, system: str, paper: CouncilPaper, issued: Collection[str]) -> CouncilPublication:
    """Return what a council system shows of a sheet.

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


def _keep(context: JobContext, check: int, state: CouncilPublication) -> None:
    with context.write(Action.SYNC_COUNCIL) as writing:
        before = PublicationRepository(writing.session).keep(check, state, writing.now)
        if before is not state:
            told = {"before": {"state": before and before.value}, "after": {"state": state.value}}
            writing.record(Event.SHEET_SEEN_IN_COUNCIL, Subject(kind=KIND, id=str(check)), **told)
