"""The judge of licences with the installed lists, the dated files and the rules of the house that ship."""

from functools import cache
from typing import TYPE_CHECKING

from infra.licence_lists import load_licence_lists
from infra.parameters import load_data
from licensing.judge import LicenceJudge
from licensing.knowledge import FILES, Knowledge
from licensing.policy.rules_file import HousePolicy

if TYPE_CHECKING:
    from licensing.texts.comparing import LicenceTexts


@cache
def licence_knowledge() -> Knowledge:
    """Return the lists and dated files; read once a process."""
    return Knowledge.of(load_licence_lists(), {name: load_data("licensing", name) for name in FILES})


def licence_judge(policy: object = None) -> LicenceJudge:
    """Return a judge.

    Args:
        policy: The parsed policy file of a city; the one that ships where none is given.

    Raises:
        InputError: The policy is not of its form; every fault with its place.
    """
    knowledge = licence_knowledge()
    if policy is None:  # a test holds this file to the check, so that the child that reads an upload starts faster
        return LicenceJudge(knowledge, HousePolicy.from_mapping(load_data("licensing", "policy")))
    from licensing.policy.checking import checked_policy

    return LicenceJudge(knowledge, checked_policy(policy, knowledge.names.lists))


@cache
def licence_texts() -> "LicenceTexts":
    """Return the licence texts that ship; each is read when first asked for."""
    from licensing.texts.comparing import LicenceTexts

    return LicenceTexts(load_data("licensing", "texts"), lambda name: load_data("licensing", f"texts/{name}"))
