"""A result as people read it: bids are called by their labels; everything that is computed stays what it is."""

from collections.abc import Mapping
from typing import cast

from scoring.bid_names import labels_in
from scoring.evaluate import Outcome, evaluate
from scoring.result import Result, Robustness, build_result


def shown(outcome: Outcome, result: Result) -> tuple[Outcome, Result]:
    """Return an outcome and its result with labels in place of ids, for papers; the digests stay those of the ids.

    Args:
        outcome: The evaluated bids.
        result: Its result document.
    """
    labels = labels_in(outcome.evaluation)
    if all(one == label for one, label in labels.items()):
        return outcome, result
    bids = tuple(bid.model_copy(update={"id": labels[bid.id]}) for bid in outcome.evaluation.bids)
    named = evaluate(outcome.evaluation.model_copy(update={"bids": bids}), outcome.rules)
    return named, cast("Result", {**build_result(named), "digest": result["digest"]})


def shown_robustness(robustness: Robustness, labels: Mapping[str, str]) -> Robustness:
    """Return what the stability analysis found with labels in place of ids."""
    named = dict(robustness)
    for change in ("smallest_score_change", "smallest_price_change"):
        if found := robustness.get(change):
            named[change] = {**cast("dict[str, object]", found), "bid": labels[cast("dict[str, str]", found)["bid"]]}
    named["removal"] = [{**one, "bid": labels[one["bid"]]} for one in robustness["removal"]]
    if drawn := robustness["rank_acceptability"]:
        first = {labels[one]: share for one, share in drawn["first_rank"].items()}
        named["rank_acceptability"] = {**drawn, "first_rank": first}
    return cast("Robustness", named)
