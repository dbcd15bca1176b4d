"""A file with rules of the house, read and checked before anything is judged by it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.licence_wiring import licence_judge, licence_knowledge
from app.licences.policy_text import parse_policy
from core.errors import Fault, InputError
from licensing.judge import LicenceJudge
from licensing.policy.checking import checked_policy
from licensing.policy.rules_file import HousePolicy

LONGEST_ORDER = 100_000
"""Most characters of the rules on their way to the child process; the system lets an argument have 131,072 bytes."""


def read_policy(data: bytes) -> str:
    """Return the rules in a file as JSON, after they were checked.

    Args:
        data: The file, in YAML or JSON (format ``pruefstand/licence-policy/1``).

    Raises:
        InputError: It is too large or no YAML, or its rules are not of their form; every fault with its place.
    """
    return checked_rules(parse_policy(data))[0]


def checked_rules(parsed: Mapping[str, Any]) -> tuple[str, HousePolicy]:
    """Return rules as JSON and as what they say, after they were checked.

    Args:
        parsed: What ``parse_policy`` returned.

    Raises:
        InputError: The rules are not of their form; every fault with its place and, as ``line``, its line.
    """
    if parsed["faults"]:
        raise InputError([Fault(kind, place, properties=more) for kind, place, more in parsed["faults"]])
    written = json.dumps(parsed["value"], ensure_ascii=False, separators=(",", ":"))
    if len(json.dumps(written)) > LONGEST_ORDER:
        raise InputError([Fault("policy_too_large", "", properties={"maximum": str(LONGEST_ORDER)})])
    try:
        return written, checked_policy(_with_day(parsed["value"]), licence_knowledge().names.lists)
    except InputError as error:
        raise InputError([_with_line(one, parsed["lines"]) for one in error.faults], omitted=error.omitted) from error


def stored_rules(written: str) -> HousePolicy:
    """Return what rules say that were checked when they were stored."""
    return HousePolicy.from_mapping(_with_day(json.loads(written)))


def judge_by(written: str) -> LicenceJudge:
    """Return a judge by rules that ``read_policy`` returned; by the ones that ship where there are none.

    Raises:
        InputError: The rules are not of their form.
    """
    return licence_judge(_with_day(json.loads(written))) if written else licence_judge()


def _with_line(fault: Fault, lines: Mapping[str, int]) -> Fault:
    """Return a fault with the line of its place; what is missing stands in what it is missing from."""
    place = fault.pointer
    while place and place not in lines:
        place = place.rpartition("/")[0]
    line = lines.get(place)
    return fault if line is None else replace(fault, properties={**fault.properties, "line": str(line)})


def _with_day(policy: Any) -> Any:  # noqa: ANN401 - any value; the check comes after
    """Return the rules with their day as a day, where it is one."""
    if not isinstance(policy, dict) or not isinstance(policy.get("valid_from"), str):
        return policy
    try:
        return {**policy, "valid_from": date.fromisoformat(policy["valid_from"])}
    except ValueError:
        return policy
