"""Which rules a result rests on, and their state: the day on which a rule last came to compute something else.

The page of each rule in ``docs/rules`` names the same day. A test holds every state to the source code of its rule: who
changes the code gives the rule a new day, or says by approving the new checksum that results stay what they were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.bundle.manifest import RuleState
from scoring.methods import METHODS
from scoring.model import Evaluation

_FIRST = "2026-11-22"

RULE_STATES: dict[str, str] = {
    **dict.fromkeys(METHODS, _FIRST),
    "abnormally_low": _FIRST,
    "evaluators": _FIRST,
    "exclusion": _FIRST,
    "minimum_points": _FIRST,
    "open_source_criterion": _FIRST,
    "price_sheet": _FIRST,
    "rounding_and_exactness": _FIRST,
    "ties": _FIRST,
}
"""Day of the state of every rule by the name of its page."""


@dataclass(frozen=True, slots=True)
class OtherState:
    """A rule whose state is another one in this program.

    Args:
        rule: Its name.
        stated: State in the bundle.
        own: State in this program; empty for a rule it does not know.
    """

    rule: str
    stated: str
    own: str


def rules_used(evaluation: Evaluation) -> list[dict[str, str]]:
    """Return the rules of an evaluation with their states: its method, then those that hold for all methods."""
    general = sorted(RULE_STATES.keys() - METHODS.keys())
    return [{"rule": rule, "state": RULE_STATES[rule]} for rule in (evaluation.matrix.method.name, *general)]


def other_states(stated: Sequence[RuleState]) -> Iterator[OtherState]:
    """Yield the rules of a bundle whose state is another one in this program."""
    for entry in stated:
        own = RULE_STATES.get(entry.rule, "")
        if own != entry.state:
            yield OtherState(entry.rule, entry.state, own)
