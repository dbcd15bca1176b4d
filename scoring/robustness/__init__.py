"""Stabilität der Wertung: what would have to change for another bid to win. Internal; no part of the official result.

Reading order: ``intervals`` and ``contest`` (values as lines), ``band`` and ``middle`` (the two methods that need
more), ``roster`` (who takes part, and who could), ``tree``, ``reach`` and ``weights``, ``thresholds`` and ``changes``,
``price``, ``removal``, ``box`` and ``acceptability``; ``drawing`` and ``simulation`` are loaded only where something
has to be drawn.
"""

from scoring.evaluate import Outcome
from scoring.result import Robustness
from scoring.robustness.acceptability import rank_acceptability
from scoring.robustness.changes import smallest_score_change
from scoring.robustness.factory import contest_of
from scoring.robustness.price import smallest_price_change
from scoring.robustness.removal import removals
from scoring.robustness.roster import Roster
from scoring.robustness.watch import Progress, silent
from scoring.robustness.weights import winner_by_criterion

SAMPLES = 100_000
SEED = 1


def stability(outcome: Outcome, *, samples: int = SAMPLES, seed: int = SEED, progress: Progress = silent) -> Robustness:
    """Return how stable the result is.

    Everything but the rank acceptability is exact. A changed weight or score excludes bids below minimum points and
    brings back those that reach them; the rank acceptability keeps the valid bids as they are. In a tie on rank 1
    there is no winner to keep: the weights are empty and the smallest changes null. Above 20,000 bids × nodes the
    weights of the main groups alone are examined (with 200 bids at most the 100 heaviest of them).

    Args:
        outcome: An evaluated outcome.
        samples: Weightings drawn for the rank acceptability, 1 or more.
        seed: Seed of the drawing, 0 or more; the same seed gives the same shares.
        progress: Told what is being computed and how much of it is done.
    """
    result: Robustness = {
        "winner_by_criterion": {},
        "smallest_score_change": None,
        "smallest_price_change": None,
        "removal": [],
        "rank_acceptability": None,
    }
    if not outcome.bids:
        return result
    contest = contest_of(outcome)
    if outcome.winner:
        roster = Roster(outcome)
        result["winner_by_criterion"] = winner_by_criterion(contest, roster, progress=progress)
        result["smallest_score_change"] = smallest_score_change(contest, roster, progress=progress)
        result["smallest_price_change"] = smallest_price_change(outcome, progress=progress)
    result["removal"] = removals(outcome, progress=progress)
    result["rank_acceptability"] = rank_acceptability(outcome, contest, samples=samples, seed=seed, progress=progress)
    return result


__all__ = ["SAMPLES", "SEED", "Progress", "stability"]
