"""Rules of the house for the service: read through the gate, and the version that ships."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from app.licences.policy_file import checked_rules, stored_rules
from app.licences.policy_text import MAXIMUM_BYTES, parse_policy
from infra.inspect.gate import FileKind, inspect
from licensing.policy.rules_file import HousePolicy
from procurement.model import SHIPPED_RULES, HouseRulesVersion
from procurement.rules.digest import digest_of
from procurement.services.evidence.reader import ReadRules


class GatedRules:
    """Reads files with rules in the limited child process, checks them here; knows the version that ships."""

    @property
    def shipped(self) -> HouseRulesVersion:
        """The version everybody begins with."""
        return _shipped()

    def read(self, data: bytes) -> ReadRules:
        """Return the rules in a file.

        Raises:
            InputError: It is not let in, or its rules are not of their form; every fault with its place and line.
        """
        document, policy = checked_rules(inspect(_RULES, data))
        return ReadRules(text=data.decode(), document=document, policy=policy)

    def said(self, document: str) -> HousePolicy:
        """Return what stored rules say."""
        return stored_rules(document)


@cache
def _shipped() -> HouseRulesVersion:
    text = (files("licensing") / "data" / "policy.yaml").read_text(encoding="utf-8")
    document, policy = checked_rules(parse_policy(text.encode()))
    return HouseRulesVersion(
        number=SHIPPED_RULES,
        version=policy.version,
        title=policy.title,
        valid_from=policy.valid_from,
        digest=digest_of(text),
        text=text,
        document=document,
        added_by="",
        added_at=datetime.combine(policy.valid_from, datetime.min.time(), UTC),
    )


def _let_in(_data: bytes) -> None:
    """Let every text through to the child: there is nothing to see before it is parsed."""


def _parsed(value: dict[str, Any]) -> Mapping[str, Any]:
    lines = {str(place): int(line) for place, line in value["lines"].items()}
    faults = [(str(kind), str(place), dict(more)) for kind, place, more in value["faults"]]
    return {"value": value["value"], "lines": lines, "faults": faults}


_RULES = FileKind(_let_in, "app.licences.policy_text:parse_policy", _parsed, MAXIMUM_BYTES)
