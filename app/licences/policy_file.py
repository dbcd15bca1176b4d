"""A file with rules of the house, read and checked before anything is judged by it."""

import json
from datetime import date
from typing import Any

from app.licence_wiring import licence_judge
from core.errors import Fault, InputError
from licensing.judge import LicenceJudge
from licensing.sbom.notes import Notes
from licensing.sbom.yaml_tree import read_yaml

MAXIMUM_BYTES = 2**20


def read_policy(data: bytes) -> str:
    """Return the rules in a file as JSON, after they were checked.

    Args:
        data: The file, in YAML or JSON (format ``pruefstand/licence-policy/1``).

    Raises:
        InputError: It is too large or no YAML, or its rules are not of their form; every fault with its place.
    """
    if len(data) > MAXIMUM_BYTES:
        raise InputError([Fault("file_size", "", properties={"maximum": str(MAXIMUM_BYTES // 2**20)})])
    notes = Notes()
    value = read_yaml(data, notes)
    doubled = [one for one in notes.findings if one.type == "json_duplicate_key"]
    if doubled:
        raise InputError([Fault("policy_key_twice", one.place, properties=one.properties) for one in doubled])
    written = json.dumps(value)
    judge_by(written)
    return written


def judge_by(written: str) -> LicenceJudge:
    """Return a judge by rules that ``read_policy`` returned; by the ones that ship where there are none.

    Raises:
        InputError: The rules are not of their form.
    """
    return licence_judge(_with_day(json.loads(written))) if written else licence_judge()


def _with_day(policy: Any) -> Any:  # noqa: ANN401 - any value; the check comes after
    """Return the rules with their day as a day, where it is one."""
    if not isinstance(policy, dict) or not isinstance(policy.get("valid_from"), str):
        return policy
    try:
        return {**policy, "valid_from": date.fromisoformat(policy["valid_from"])}
    except ValueError:
        return policy
