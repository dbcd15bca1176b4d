"""Fetches a snapshot: the work of a durable job. What cannot be had is stored too, with what stood in the way."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from core.errors import InputError
from core.json_text import read_json
from infra.audit.model import Event
from infra.http.client import AllowListClient, Fetched
from infra.http.errors import FetchRefusedError
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.policy.table import Action
from infra.transactions import Writing
from licensing.repository.forge import MOST_PAGES, Forge, ForgeRepository, at_forge, tags_in
from licensing.repository.snapshot import Origin, Snapshot, Tag
from licensing.repository.version import tag_of
from procurement.errors import RepositoryNotFoundError
from procurement.model import NamedRepository, RepositorySnapshot, SnapshotProblem
from procurement.repository import NamedRepositoryRepository
from procurement.services.evidence.box import EvidenceBox
from procurement.services.repositories.reader import SnapshotReader
from procurement.services.repositories.shared import (
    TakenArchive,
    found,
    require,
    require_counting,
    store,
    subject_of,
)

KIND = "fetch-repository"
_OK = 200
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_LONGEST_DETAIL = 60


class NoSnapshotError(Exception):
    """There is no snapshot to be had; it is stored why.

    Args:
        problem: Why.
        detail: Slug of what exactly stood in the way.
    """

    def __init__(self, problem: SnapshotProblem, detail: str = "") -> None:
        super().__init__(problem.value, detail)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryFetching:
    """Carries out the job.

    An attempt that is repeated fetches again; the wish is answered once, in the transaction that stores the snapshot.

    Args:
        box: Seals archives.
        reader: Reads them.
        client: Opens what fetches.
        forges: Where forges keep tags and archives.
    """

    box: EvidenceBox
    reader: SnapshotReader
    client: Callable[[], AllowListClient]
    forges: Sequence[Forge]

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.GATHER_EVIDENCE, work=self.work)

    def work(self, context: JobContext, payload: Payload) -> Mapping[str, Any]:
        """Fetch a snapshot and store it.

        Args:
            context: Of the job.
            payload: ``repository`` and ``fetch``, their numbers.
        """
        number, fetch = int(payload["repository"]), int(payload["fetch"])
        with context.read(Action.GATHER_EVIDENCE) as reading:
            named = found(reading, number)
            require(reading, Action.GATHER_EVIDENCE, named.slug, named.bid)
            repository, city = NamedRepositoryRepository(reading.session), reading.city
            if not any(one.number == fetch for one in repository.fetches(number)):
                raise RepositoryNotFoundError(number)
            is_answered = any(one.fetch == fetch for one in repository.snapshots(number))
        if not is_answered:
            self._answer(context, named, fetch, city)
        return {"link": f"/vergabeverfahren/{named.slug}/angebote/{named.bid}/repositorien"}

    def _answer(self, context: JobContext, named: NamedRepository, fetch: int, city: str) -> None:
        try:
            taken = self._taken(context, named, city)
        except NoSnapshotError as error:
            with context.write(Action.GATHER_EVIDENCE) as writing:
                require(writing, Action.GATHER_EVIDENCE, named.slug, named.bid)
                _store_problem(writing, named, fetch, error)
            return
        with context.write(Action.GATHER_EVIDENCE) as writing:
            require(writing, Action.GATHER_EVIDENCE, named.slug, named.bid)
            require_counting(writing, named.id)
            store(writing, named, taken, taken_at=writing.now, fetch=fetch)

    def _taken(self, context: JobContext, named: NamedRepository, city: str) -> TakenArchive:
        place = at_forge(named.url, self.forges)
        if place is None:
            raise NoSnapshotError(SnapshotProblem.NO_FORGE)
        with self.client() as client:
            tags = _tags(context, client, place)
            reference, is_commit = _wanted(context, named, tags)
            context.progress(1, 2, "Archiv wird geholt")
            fetched = _fetched(client, place.archive(reference, is_commit=is_commit))
        try:
            read = self.reader.read(fetched.body, named.licence)
        except InputError as error:
            raise NoSnapshotError(SnapshotProblem.NOT_READ, error.faults[0].type) from error
        key = str(uuid4())
        return TakenArchive(
            name=f"{place.path.rpartition('/')[2]}-{reference.replace('/', '-')}.zip"[-200:],
            size=len(fetched.body),
            digest=fetched.sha256,
            origin=Origin.FETCHED,
            reference=reference,
            tags=tags,
            read=read,
            key=key,
            parts=self.box.seal(city, key, [fetched.body]),
        )


def _wanted(context: JobContext, named: NamedRepository, tags: tuple[Tag, ...]) -> tuple[str, bool]:
    """Return the tag that equals the offered version, or the commit that the bid names."""
    seen = Snapshot(named.url, named.named_at, Origin.FETCHED, "", {}, tags)
    tag = tag_of(seen, named.offered, named.product)
    if tag is not None:
        return tag.name, False
    offered = named.offered.strip().lower()
    if _COMMIT.fullmatch(offered):
        return offered, True
    context.progress(1, 2, "kein Tag der angebotenen Version")
    raise NoSnapshotError(SnapshotProblem.NO_VERSION)


def _tags(context: JobContext, client: AllowListClient, place: ForgeRepository) -> tuple[Tag, ...]:
    tags: list[Tag] = []
    for page in range(1, MOST_PAGES + 1):
        context.progress(0, 2, "Tags werden gelesen")
        answer = _fetched(client, place.tags_page(page))
        try:
            found_tags = tags_in(place.forge, read_json(answer.body))
        except InputError as error:
            raise NoSnapshotError(SnapshotProblem.NOT_ANSWERED, error.faults[0].type) from error
        tags += found_tags
        if len(found_tags) < place.forge.page_size:
            break
    return tuple(tags)


def _fetched(client: AllowListClient, url: str) -> Fetched:
    try:
        answer = client.fetch(url)
    except FetchRefusedError as error:
        raise NoSnapshotError(SnapshotProblem.NOT_FETCHED, error.reason.value) from error
    if answer.status != _OK:
        raise NoSnapshotError(SnapshotProblem.NOT_ANSWERED, f"status_{answer.status}")
    return answer


def _store_problem(writing: Writing, named: NamedRepository, fetch: int, error: NoSnapshotError) -> None:
    snapshot = RepositorySnapshot(
        id=0,
        number=0,
        fetch=fetch,
        origin=Origin.FETCHED,
        taken_at=writing.now,
        taken_by=str(writing.actor.person),
        problem=error.problem,
        detail=error.detail[:_LONGEST_DETAIL],
        facts=None,
    )
    stored = NamedRepositoryRepository(writing.session).add_snapshot(named.id, snapshot, [])
    after = {"snapshot": stored.number, "problem": error.problem.value, "detail": error.detail}
    writing.record(Event.REPOSITORY_SNAPSHOT_MISSED, subject_of(named.id), before={}, after=after)
