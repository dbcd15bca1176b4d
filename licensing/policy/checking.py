"""Check a policy before it is used: every fault with its place, nothing guessed."""

from collections.abc import Iterator, Mapping
from itertools import product

from pydantic import TypeAdapter

from core.errors import Fault, InputError, pointer
from core.validated import validated
from licensing.catalogue.lists import PublicLists
from licensing.catalogue.obligations import Scenario
from licensing.policy.form import PolicyForm
from licensing.policy.rules_file import HousePolicy, Role, Rule, Ruling

_POLICY = TypeAdapter(PolicyForm)


def checked_policy(raw: object, lists: PublicLists) -> HousePolicy:
    """Return the policy in a parsed file.

    Args:
        raw: The parsed YAML or JSON value.
        lists: The public lists: a rule may name only licences that stand on one, or references.

    Raises:
        InputError: Every fault with its JSON pointer.
    """
    if not isinstance(raw, Mapping):
        raise InputError([Fault("object_expected", "")])
    validated(_POLICY, raw)
    policy = HousePolicy.from_mapping(raw)
    if faults := [*_twice(policy), *_unknown_licences(policy, lists), *_idle(policy), *_incompatible_allowed(policy)]:
        raise InputError(faults)
    return policy


def _twice(policy: HousePolicy) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place, rule in enumerate(policy.rules):
        if rule.id in first:
            yield Fault("policy_rule_twice", pointer("rules", place, "id"), properties={"id": rule.id})
        first.setdefault(rule.id, place)


def _unknown_licences(policy: HousePolicy, lists: PublicLists) -> Iterator[Fault]:
    for place, rule in enumerate(policy.rules):
        for at, licence in enumerate(rule.when.licences):
            listed = lists.licences.get(licence.lower())
            where = pointer("rules", place, "when", "licences", at)
            if listed is None and not licence.startswith("LicenseRef-"):
                yield Fault("policy_licence_unknown", where, properties={"id": licence})
            elif listed is not None and listed.id != licence:
                yield Fault("policy_licence_case", where, properties={"id": licence, "listed": listed.id})


def _idle(policy: HousePolicy) -> Iterator[Fault]:
    """Yield a fault for each rule that never speaks: earlier ones without a condition took all its cases."""
    taken: dict[tuple[Role, Scenario], str] = {}
    named: dict[tuple[Role, Scenario, str], str] = {}
    for place, rule in enumerate(policy.rules):
        cases = list(product(rule.roles, rule.scenarios))
        before = [taken[case] for case in cases if case in taken]
        if len(before) == len(cases):
            yield Fault("policy_rule_idle", pointer("rules", place), properties={"id": rule.id, "earlier": before[0]})
        elif rule.when.empty:
            taken |= {case: rule.id for case in cases if case not in taken}
        yield from _named_twice(rule, place, named)


def _named_twice(rule: Rule, place: int, named: dict[tuple[Role, Scenario, str], str]) -> Iterator[Fault]:
    """Yield a fault for a licence that an earlier rule already decides by its name alone."""
    by_name_alone = rule.when.osi is None and rule.when.fsf is None and not rule.when.strengths
    for at, licence in enumerate(rule.when.licences if by_name_alone else ()):
        keys = [(role, scenario, licence) for role, scenario in product(rule.roles, rule.scenarios)]
        earlier = [named[key] for key in keys if key in named and named[key] != rule.id]
        if earlier:
            where = pointer("rules", place, "when", "licences", at)
            yield Fault("policy_licence_twice", where, properties={"id": licence, "earlier": earlier[0]})
        named |= {key: rule.id for key in keys if key not in named}


def _incompatible_allowed(policy: HousePolicy) -> Iterator[Fault]:
    for field in ("unreadable", "incompatible"):
        if getattr(policy.otherwise, field) is Ruling.ALLOW:
            yield Fault(f"policy_{field}_allowed", pointer("otherwise", field))
