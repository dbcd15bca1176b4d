"""What a check asks of the IT capacity: the same facts, typed once."""

from datetime import date

from capacity.model import Demand, RequestedEffort
from digitalcheck.rules.facts import cost, efforts
from digitalcheck.rules.findings import Judgement


def demand_of(judgement: Judgement, office: str) -> Demand:
    """Return the demand in a check.

    Args:
        judgement: What follows from the check.
        office: Id of the office that proposes.
    """
    money, plan = cost(judgement.answers), judgement.answers.get("L1", {})
    begins, go_live = plan.get("value"), plan.get("go_live")
    return Demand(
        title=judgement.check.head.titel,
        office=office,
        efforts=tuple(
            RequestedEffort(role=one.role, quarter=one.quarter, days_from=one.days_from, days_to=one.days_to)
            for one in efforts(judgement.answers)
        ),
        cost_once_eur=money.once,
        cost_yearly_eur=money.yearly,
        cost_total_eur=money.total,
        begins=begins if isinstance(begins, date) else None,
        go_live=go_live if isinstance(go_live, date) else None,
    )
