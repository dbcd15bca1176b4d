"""What a check asks of the IT capacity: the same facts, typed once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from capacity.model import Demand, RequestedEffort
from core.german import german_date, german_number
from core.numbers import decimal_string
from digitalcheck.rules.facts import cost, efforts
from digitalcheck.rules.findings import Judgement

_OWN_ROLE = "fachamt"
_PERSONAL: Mapping[object, str] = {"nein": "nein", "ja": "ja", "besonders": "ja", "unsicher": "unklar"}
"""Answers to F1 in the words of the form of a request."""


def demand_of(judgement: Judgement, office: str) -> Demand:
    """Return the demand in a check: roles by the names that people know; the office's own days take no IT capacity.

    Args:
        judgement: What follows from the check.
        office: Id of the office that proposes.
    """
    money, plan = cost(judgement.answers), judgement.answers.get("L1", {})
    names = {one.code: one.label for one in judgement.catalogue.roles}
    begins, go_live = plan.get("value"), plan.get("go_live")
    return Demand(
        title=judgement.check.head.titel,
        office=office,
        efforts=tuple(
            RequestedEffort(role=names[one.role], quarter=one.quarter, days_from=one.days_from, days_to=one.days_to)
            for one in efforts(judgement.answers)
            if one.role != _OWN_ROLE
        ),
        cost_once_eur=money.once,
        cost_yearly_eur=money.yearly,
        cost_total_eur=money.total,
        begins=begins if isinstance(begins, date) else None,
        go_live=go_live if isinstance(go_live, date) else None,
    )


def request_form_of(judgement: Judgement) -> Mapping[str, str]:
    """Return what a check says of the form of a request, by the name of the field; empty where it says nothing."""

    def said(question: str, field: str = "value") -> str:
        value = judgement.answers.get(question, {}).get(field)
        return value if isinstance(value, str) else ""

    deadline = judgement.answers.get("L1", {}).get("legal_deadline")
    days = sum((one.days_to for one in efforts(judgement.answers) if one.role == _OWN_ROLE), Decimal(0))
    return {
        "titel": judgement.check.head.titel,
        "ziel": said("A2"),
        "leistungen": said("B1", "key"),
        "altverfahren": said("L3", "system"),
        "anlass": "gesetz" if isinstance(deadline, date) else "",
        "termin": german_date(deadline) if isinstance(deadline, date) else "",
        "personenbezug": _PERSONAL.get(said("F1"), ""),
        "haushalt": ", ".join(filter(None, (said("K4", "account"), said("K4", "budget_year")))),
        "konto": said("K4", "account"),
        "mip": said("K4", "mip"),
        "eigene-tage": german_number(decimal_string(days, 9)) if days else "",
    }
