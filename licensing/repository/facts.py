"""What a snapshot shows, without its files: all that evidence on a bid is drawn from, stored beside the archive."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import InputError
from licensing.proof import Proof
from licensing.repository.publiccode import PublicCodeFault, is_valid
from licensing.repository.reuse import ReuseResult, reuse_of
from licensing.repository.snapshot import Origin, Snapshot, SnapshotFile, Tag
from licensing.repository.version import NoEvidence, hindrances, tag_of
from licensing.texts.comparing import TextComparison, TextState

MOST_FAULTS = 50
_TELLING: tuple[TextState, ...] = tuple(TextState)
_TEXTS = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md", "COPYING", "COPYING.txt")
_CONTRIBUTING = ("CONTRIBUTING.md", "CONTRIBUTING", "CONTRIBUTING.rst", "CONTRIBUTING.txt", "CONTRIBUTING.adoc")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCodeFacts:
    """What ``publiccode.yml`` of a snapshot says.

    Args:
        proof: The file.
        is_valid: It is valid; hints do not count.
        faults: What is wrong with it or to be known, at most 50.
        version: Version that it states.
        licence: Licence that it states.
    """

    proof: Proof
    is_valid: bool
    faults: tuple[PublicCodeFault, ...]
    version: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceTextFacts:
    """How a licence text of a snapshot compares with the licence that the bid states.

    Args:
        licence: That licence.
        proof: The file.
        state: What came out.
    """

    licence: str
    proof: Proof
    state: TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFacts:
    """What the files of a snapshot show.

    Args:
        files: How many there are.
        publiccode: What ``publiccode.yml`` says; None without one.
        reuse: How far the repository follows REUSE.
        contributing: Hints for contributing; None without them.
        texts: One for each stated licence whose text lies there.
    """

    files: int
    publiccode: PublicCodeFacts | None
    reuse: ReuseResult
    contributing: Proof | None
    texts: tuple[LicenceTextFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryFacts:
    """A stored snapshot of a repository that a bid names.

    Args:
        url: Address as the bid names it.
        place: Where in the bid it is named.
        product: Name of the product; empty where it is the bid's own.
        offered: Version that the bid offers.
        licence: Licence that the bid states for it, as an SPDX expression; empty where it states none.
        taken_at: When the snapshot was fetched or handed in, UTC.
        origin: How it came here.
        reference: Tag or commit whose files these are.
        digest: Checksum of address, reference, tags and files.
        tags: Tags of the repository.
        shown: What its files show.
        archive: The stored archive.
    """

    url: str
    place: str
    product: str
    offered: str
    licence: str
    taken_at: datetime
    origin: Origin
    reference: str
    digest: str
    tags: tuple[Tag, ...]
    shown: ShownFacts
    archive: Proof

    def hindrances(self, deadline: datetime) -> tuple[NoEvidence, ...]:
        """Return every reason why the snapshot is no evidence for the bid; empty where it is.

        Args:
            deadline: Deadline of the bid, aware.
        """
        return hindrances(self._head(), (self.url,), self.offered, deadline, self.product)

    @property
    def tag(self) -> Tag | None:
        """The tag that equals the offered version; None without one."""
        return tag_of(self._head(), self.offered, self.product)

    @property
    def text_state(self) -> TextState | None:
        """How the licence texts compare, the least telling of them; None where no text was found."""
        states = [one.state for one in self.shown.texts]
        return max(states, key=_TELLING.index) if states else None

    def _head(self) -> Snapshot:
        return Snapshot(self.url, self.taken_at, self.origin, self.reference, {}, self.tags)


def shown_by(
    snapshot: Snapshot,
    licences: Sequence[str],
    read: Callable[[bytes], object],
    faults: Callable[[object], tuple[PublicCodeFault, ...]],
    compare: Callable[[str, str], TextComparison],
) -> ShownFacts:
    """Return what the files of a snapshot show.

    Args:
        snapshot: The repository.
        licences: Identifiers that the bid states.
        read: Reads YAML.
        faults: Checks a parsed ``publiccode.yml``.
        compare: Compares a text with that of a licence.
    """
    contributing = snapshot.named(*_CONTRIBUTING)
    return ShownFacts(
        files=len(snapshot.files),
        publiccode=_publiccode(snapshot, read, faults),
        reuse=reuse_of(snapshot),
        contributing=snapshot.proof(contributing[0]) if contributing else None,
        texts=tuple(found for one in licences if (found := _text(snapshot, one, compare))),
    )


def _publiccode(
    snapshot: Snapshot, read: Callable[[bytes], object], faults: Callable[[object], tuple[PublicCodeFault, ...]]
) -> PublicCodeFacts | None:
    found = snapshot.named("publiccode.yml", "publiccode.yaml")
    if found is None:
        return None
    path, file = found
    try:
        document = read((file.text or "").encode())
    except InputError:
        document = None
    wrong = faults(document)
    told = document if isinstance(document, dict) else {}
    legal = told.get("legal")
    return PublicCodeFacts(
        proof=snapshot.proof(path),
        is_valid=is_valid(wrong),
        faults=wrong[:MOST_FAULTS],
        version=_word(told.get("softwareVersion")),
        licence=_word(legal.get("license") if isinstance(legal, dict) else None),
    )


def _text(snapshot: Snapshot, licence: str, compare: Callable[[str, str], TextComparison]) -> LicenceTextFacts | None:
    """Return how the text that is nearest to a licence compares with it; None where none lies there."""
    own = f"LICENSES/{licence}.txt"
    named = [(own, snapshot.files[own])] if own in snapshot.files else list(_top_texts(snapshot))
    compared = [(path, compare(licence, file.text or "").state) for path, file in named]
    if not compared:
        return None
    path, state = min(compared, key=lambda one: _TELLING.index(one[1]))
    return LicenceTextFacts(licence=licence, proof=snapshot.proof(path), state=state)


def _top_texts(snapshot: Snapshot) -> Iterable[tuple[str, SnapshotFile]]:
    names = {name.lower() for name in _TEXTS}
    return ((path, file) for path, file in snapshot.files.items() if path.lower() in names)


def _word(value: object) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""
