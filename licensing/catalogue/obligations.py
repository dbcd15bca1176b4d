"""What a licence asks of the city or the bidder, in plain German, and in which situation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.legal import LegalSource
from core.parameters import legal_source
from licensing.catalogue.facts import Strength


class Scenario(StrEnum):
    """What is done with the product: given to others, offered over a network, or used inside only."""

    DISTRIBUTION = "distribution"
    SAAS = "saas"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty.

    Args:
        id: Slug.
        text: German sentence.
        scenarios: Situations in which it arises.
        licences: Families of licences that ask for it.
        strengths: Strengths whose licences ask for it, whatever their family.
        source: Where it stands.
    """

    id: str
    text: str
    scenarios: frozenset[Scenario]
    licences: frozenset[str]
    strengths: frozenset[Strength]
    source: LegalSource


def obligations_from(raw: Mapping[str, Any]) -> tuple[Obligation, ...]:
    """Return the duties in the parsed file ``data/obligations.yaml``.

    Raises:
        KeyError: A required key is missing.
        ValueError: A situation, strength or source is not of its form, or a slug comes twice.
    """
    duties = tuple(
        Obligation(
            entry["id"],
            entry["text"],
            frozenset(map(Scenario, entry["scenarios"])),
            frozenset(entry.get("licences", ())),
            frozenset(map(Strength, entry.get("strengths", ()))),
            legal_source(entry["source"]),
        )
        for entry in raw["obligations"]
    )
    if len({duty.id for duty in duties}) != len(duties):
        raise ValueError("two obligations share a slug")
    return duties


def arising(
    duties: Iterable[Obligation], licence_family: str, strength: Strength, scenario: Scenario
) -> tuple[Obligation, ...]:
    """Return the duties of a licence in a situation, in the order of the file.

    What is known of the licence itself goes before what holds of its strength in general.
    """
    here = [duty for duty in duties if scenario in duty.scenarios]
    own = tuple(duty for duty in here if licence_family in duty.licences)
    return own or tuple(duty for duty in here if strength in duty.strengths)
