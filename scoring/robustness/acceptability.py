"""How often each bid is first when all weights vary around the published ones: an indication, never a result."""

from collections.abc import Mapping
from fractions import Fraction

from core.numbers import decimal_string
from scoring.evaluate import Outcome
from scoring.result import RankAcceptability
from scoring.robustness.box import Box
from scoring.robustness.contest import Contest, Draw
from scoring.robustness.watch import Progress, silent

WEIGHT_SPREAD = Fraction(1, 10)
"""δ: every effective weight varies independently and uniformly between 90 % and 110 % of the published one.

A tenth of each weight either way is what two careful authors of the same matrix may differ by: a main group of 20 %
lies between 18 and 22 %. Wider is another procurement, with other priorities, and says nothing about this one.
"""


def rank_acceptability(
    outcome: Outcome, contest: Contest, *, samples: int, seed: int, progress: Progress = silent
) -> RankAcceptability:
    """Return the share of weight samples in which each bid is first; bids that never are do not appear.

    Where the winner provably stays first in the whole range nothing is drawn and numpy is not loaded.
    Equal bids share a sample. Bids and criteria are taken in the order of their ids, so that the order of the input
    changes nothing. The valid bids stay the same whatever the weights do to minimum points of groups.

    Args:
        outcome: An outcome with at least one valid bid.
        contest: Its contest.
        samples: Weightings to draw, 1 or more.
        seed: Seed of the generator, 0 or more.
        progress: Told how far the work is.
    """
    if Box(outcome, contest, WEIGHT_SPREAD).keeps_winner():
        firsts = {outcome.bids[contest.winner].id: "1"}
    else:
        from scoring.robustness.drawing import first_ranks  # noqa: PLC0415 - loads numpy, slower than a whole evaluation

        counts = first_ranks(outcome, contest, Draw(samples, seed, float(WEIGHT_SPREAD)), progress)
        firsts = _shown({bid: Fraction(count) / samples for bid, count in counts.items() if count})
    return {"samples": samples, "seed": seed, "first_rank": firsts}


def _shown(shares: Mapping[str, Fraction]) -> dict[str, str]:
    """Return the shares with 3 decimals each, or all with 9 where 3 would read as never or always for one of them."""
    short = {bid: decimal_string(share) for bid, share in shares.items()}
    if len(short) == 1 or not {"0", "1"} & set(short.values()):
        return short
    return {bid: decimal_string(share, 9) for bid, share in shares.items()}
