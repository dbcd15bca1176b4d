"""What was read from a file, word for word: all that would be stored, to be held against the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.model import Answer, Bid, Criterion, CriterionKind, Evaluation, Score

LARGEST = 20_000
"""Entries a page shows at most."""
ALONE, CONSENSUS = "Wertung", "Konsens"


@dataclass(frozen=True, slots=True)
class ReadScore:
    """Points as one person or all together gave them.

    Args:
        criterion: What they are for.
        giver: Name of the person, ``CONSENSUS``, or ``ALONE`` where one evaluation stands for all.
        person: Whether the giver is one of several people.
        score: Points, reason, place in the bid.
    """

    criterion: Criterion
    giver: str
    person: bool
    score: Score


@dataclass(frozen=True, slots=True)
class ReadBid:
    """All that was read of one bid.

    Args:
        bid: The bid with its price sheet and its exclusion.
        answers: A criteria with their answers; None where open.
        scores: In the order of the matrix; of each criterion the people first, then what counts.
    """

    bid: Bid
    answers: tuple[tuple[Criterion, Answer | None], ...]
    scores: tuple[ReadScore, ...]

    @property
    def evaluators(self) -> tuple[str, ...]:
        """Names of the people who evaluated, also of those who gave no points."""
        return tuple(single.evaluator for single in self.bid.evaluations)


def read_bids(evaluation: Evaluation) -> tuple[ReadBid, ...] | None:
    """Return what was read of every bid, in the order of the file; None where it is too much for a page."""
    asked = list(evaluation.matrix.leaves(CriterionKind.A_KRITERIUM))
    scored = list(evaluation.matrix.leaves(CriterionKind.B_KRITERIUM))
    read = tuple(
        ReadBid(
            bid,
            tuple((criterion, bid.a_criteria.get(criterion.id)) for criterion in asked),
            tuple(_scores(bid, scored)),
        )
        for bid in evaluation.bids
    )
    entries = sum(len(one.answers) + len(one.scores) + len(one.bid.price_sheet) for one in read)
    return read if entries <= LARGEST else None


def _scores(bid: Bid, criteria: list[Criterion]) -> Iterator[ReadScore]:
    for criterion in criteria:
        for single in bid.evaluations:
            if criterion.id in single.scores:
                yield ReadScore(criterion, single.evaluator, person=True, score=single.scores[criterion.id])
        for giver, scores in ((CONSENSUS, bid.consensus), (ALONE, bid.scores)):
            if criterion.id in scores:
                yield ReadScore(criterion, giver, person=False, score=scores[criterion.id])
