"""What is known about the openness of a bid, gathered from its files: only what was handed in with it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licensing.assess.evidence import Signal
from licensing.assess.reading import ReuseSaid
from licensing.assess.suggestion import ComponentShare
from licensing.compatibility.cells import Compatible
from licensing.judgement import LicenceCounts
from licensing.proof import Proof
from licensing.repository.facts import RepositoryFacts
from licensing.texts.comparing import TextState
from procurement.model import BidFile, BidStatement, FileVerdict

_COUNTED = frozenset(LicenceCounts.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFact:
    """A licence text in a file of the bid.

    Args:
        licence: What it was handed in as.
        state: How it compares with the licence.
        proof: The file.
    """

    licence: str
    state: TextState
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryFact:
    """What a stored snapshot of a repository shows that the bid names at the offered version.

    Args:
        named: Where the bid names address and version.
        verified: A file of a snapshot that nothing stands against; None without one.
        texts: Licence texts in snapshots that count, compared with the licence that the bid names.
        reuse: What it shows about reuse; None without a snapshot that counts.
    """

    named: tuple[Proof, ...] = ()
    verified: Proof | None = None
    texts: tuple[TextFact, ...] = ()
    reuse: ReuseSaid | None = None


NO_REPOSITORY = RepositoryFact()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessFacts:
    """All of it for one bid.

    Args:
        statements: What the bid says, by signal.
        texts: Licence texts of the bid.
        answers: Whether components fit the licence of the product.
        bills: Bills of materials of the bid that this was judged by.
        components: Share of open components, for information; None without a bill.
        late_files: Names of judged files that did not come with the bid: they change no points.
        repository: What a repository shows.
    """

    statements: Mapping[Signal, BidStatement]
    texts: tuple[TextFact, ...] = ()
    answers: frozenset[Compatible] = frozenset()
    bills: tuple[Proof, ...] = ()
    components: ComponentShare | None = None
    late_files: tuple[str, ...] = ()
    repository: RepositoryFact = NO_REPOSITORY


def repository_fact(named: Sequence[tuple[Proof, RepositoryFacts | None]], deadline: datetime) -> RepositoryFact:
    """Return what repositories show that a bid names; one that nothing stands against verifies, none replaces the bid.

    Args:
        named: Where the bid names each, with what its newest snapshot shows; None without a snapshot.
        deadline: Of the bid.
    """
    counting = [shown for _, shown in named if shown is not None and not shown.hindrances(deadline)]
    whole = bool(counting) and len(counting) == len(named)
    texts = (one for shown in counting for one in shown.shown.texts)
    return RepositoryFact(
        named=tuple(proof for proof, _ in named),
        verified=counting[0].archive if whole else None,
        texts=tuple(TextFact(licence=one.licence, state=one.state, proof=one.proof) for one in texts),
        reuse=_reuse(counting[0]) if counting else None,
    )


def _reuse(facts: RepositoryFacts) -> ReuseSaid:
    shown = facts.shown
    files = (shown.publiccode.proof if shown.publiccode else None, shown.contributing)
    return ReuseSaid(
        publiccode_valid=shown.publiccode.is_valid if shown.publiccode else None,
        reuse=shown.reuse.state,
        contributing=shown.contributing is not None,
        proofs=(facts.archive, *(one for one in files if one)),
    )


def newest_statements(statements: Iterable[BidStatement], bid: str) -> dict[Signal, BidStatement]:
    """Return the statement of a bid that holds for each signal.

    Args:
        statements: Of the procedure, the oldest first.
        bid: Id of the bid.
    """
    return {one.signal: one for one in statements if one.bid == bid}


def facts_of(
    statements: Mapping[Signal, BidStatement],
    files: Iterable[BidFile],
    judged: Sequence[tuple[FileVerdict, Mapping[str, Any]]],
    repository: RepositoryFact = NO_REPOSITORY,
) -> OpennessFacts:
    """Return what is known about a bid.

    A file that was judged counts where exactly this content came with the bid. What was added later is told and left
    out, whatever it shows.

    Args:
        statements: What the bid says, by signal.
        files: Files of the bid.
        judged: The newest result of its licence evidence: each document with all that is told of it.
        repository: What a repository shows.
    """
    own = {one.digest for one in files}
    counted = [(verdict, said) for verdict, said in judged if verdict.digest in own and verdict.is_read]
    bills = [(verdict, said) for verdict, said in counted if "expressions" in said]
    return OpennessFacts(
        statements=statements,
        texts=tuple(_text(verdict, said) for verdict, said in counted if "state" in said),
        answers=frozenset(Compatible(str(one["answer"])) for _, said in bills for one in said["compatibility"]),
        bills=tuple(proof_of(verdict) for verdict, _ in bills),
        components=_share(said["licences"] for _, said in bills) if bills else None,
        late_files=tuple(dict.fromkeys(verdict.name for verdict, _ in judged if verdict.digest not in own)),
        repository=repository,
    )


def proof_of(verdict: FileVerdict) -> Proof:
    """Return a judged document as proof."""
    return Proof(verdict.name, verdict.digest, verdict.member)


def _text(verdict: FileVerdict, said: Mapping[str, Any]) -> TextFact:
    return TextFact(licence=str(said["licence"]), state=TextState(str(said["state"])), proof=proof_of(verdict))


def _share(counts: Iterable[Mapping[str, Any]]) -> ComponentShare:
    total = dict.fromkeys(_COUNTED, 0)
    for one in counts:
        for name in _COUNTED & set(one):
            total[name] += int(one[name])
    return ComponentShare.of(LicenceCounts(**total))
