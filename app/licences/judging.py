"""Judges the licences of a bill of materials by the installed lists and the rules of the house."""

from collections.abc import Callable, Sequence
from typing import Any

from app.licences.policy_file import judge_by
from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from licensing.judgement import Question, Stated
from licensing.report import judgement_values


def judge_for(
    use: str, scenario: str = Scenario.DISTRIBUTION, policy: str = ""
) -> Callable[[Sequence[Stated], str | None], dict[str, Any]]:
    """Return what judges statements about licences for a product under a licence.

    Args:
        use: How the components are used in the product.
        scenario: What is done with the product.
        policy: Checked rules of the house as JSON; those that ship where it is empty.
    """
    judge, asked = judge_by(policy), (Use(use), Scenario(scenario))
    return lambda stated, outbound: judgement_values(judge.judge(stated, Question(outbound, *asked)))
