"""How often each bid is first when all weights vary around the published ones: an indication, never a result."""

from fractions import Fraction

from core.numbers import decimal_string
from scoring.evaluate import Outcome
from scoring.result import RankAcceptability
from scoring.robustness.box import Box
from scoring.robustness.contest import Contest, Draw

WEIGHT_SPREAD = Fraction(1, 4)
"""δ: every effective weight varies independently and uniformly between 75 % and 125 % of the published one.

Weights are set in steps of 5 percentage points as a rule; for the usual main group of 10 to 20 % a quarter is just
that uncertainty of half a step to a step to either side. Much wider would ask about another procurement.
"""


def rank_acceptability(outcome: Outcome, contest: Contest, *, samples: int, seed: int) -> RankAcceptability:
    """Return the share of weight samples in which each bid is first; bids that never are do not appear.

    Where the winner provably stays first in the whole range nothing is drawn and numpy is not loaded.
    Equal bids share a sample. Bids and criteria are taken in the order of their ids, so that the order of the input
    changes nothing.

    Args:
        outcome: An outcome with at least one valid bid.
        contest: Its contest.
        samples: Weightings to draw, 1 or more.
        seed: Seed of the generator, 0 or more.
    """
    if Box(outcome, contest, WEIGHT_SPREAD).keeps_winner():
        firsts = {outcome.bids[contest.winner].id: "1"}
    else:
        from scoring.robustness.drawing import first_ranks  # noqa: PLC0415 - loads numpy, slower than a whole evaluation

        counts = first_ranks(outcome, contest, Draw(samples, seed, float(WEIGHT_SPREAD)))
        firsts = {bid: _shown(Fraction(count) / samples) for bid, count in counts.items() if count}
    return {"samples": samples, "seed": seed, "first_rank": firsts}


def _shown(share: Fraction) -> str:
    """Return a share with 3 decimals, or with 9 where 3 would read as never or always."""
    short = decimal_string(share)
    return short if short not in {"0", "1"} else decimal_string(share, 9)
