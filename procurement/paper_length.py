"""How long a paper may become. Apart from what draws papers, which takes long to load."""

from scoring.evaluate import Outcome
from scoring.model import Bid

MOST_ENTRIES = 20_000
"""Points and answers that fit on a score sheet: some 1,800 pages, half a minute and a GiB of memory."""


def is_too_long(outcome: Outcome) -> bool:
    """Tell whether no score sheet is drawn of an evaluation, because nobody could read so many pages."""
    return sum(map(_entries, outcome.evaluation.bids)) > MOST_ENTRIES


def _entries(bid: Bid) -> int:
    """Return how many points and answers of a bid stand on the score sheet, each with its reason."""
    singles = sum(len(single.scores) for single in bid.evaluations)
    return len(bid.a_criteria) + len(bid.scores) + len(bid.consensus) + singles
