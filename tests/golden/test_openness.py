"""Openness: points by signal, state and anchor, and publiccode.yml key by key, as their sources say."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from app.openness_wiring import openness_rubric, publiccode_standard
from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.suggestion import suggest
from licensing.proof import Proof
from tests.factories import Json
from tests.golden.licensing_cases import cases_of

SMALLEST: Json = {
    "publiccodeYmlVersion": "0.7",
    "name": "Muster",
    "url": "https://gitlab.example.org/stadt/muster",
    "platforms": ["web"],
    "developmentStatus": "stable",
    "softwareType": "standalone/web",
    "description": {
        "de": {"shortDescription": "Kurz.", "longDescription": "Lang. " * 30, "features": ["Antrag stellen"]}
    },
    "legal": {"license": "EUPL-1.2"},
    "maintenance": {"type": "community", "contacts": [{"name": "Kim Muster"}]},
    "localisation": {"localisationReady": True, "availableLanguages": ["de"]},
}
PROOF = Proof("angebot.pdf", "sha256:" + "0" * 64, "Abschnitt 3")


@pytest.mark.parametrize("case", cases_of("openness").values(), ids=lambda case: case["id"])
def test_points_of_a_signal(case: Json) -> None:
    rubric, signal = openness_rubric(), Signal(case["signal"])
    for state in EvidenceState:
        evidence = SignalEvidence(signal, state, case["anchor"], (PROOF,))
        others = [SignalEvidence(one.signal, EvidenceState.ABSENT) for one in rubric.signals if one.signal != signal]
        suggestion = suggest(rubric, [evidence, *others])
        expected = case["expect"][state.value]
        least, most = expected if isinstance(expected, list) else (expected, expected)

        assert (suggestion.least, suggestion.most) == (Fraction(least), Fraction(most))
        assert suggestion.open == ((signal,) if state is EvidenceState.UNKNOWN else ())


def test_every_anchor_of_the_rubric_has_a_case() -> None:
    told = [(case["signal"], case["anchor"]) for case in cases_of("openness").values()]

    assert told == [(one.signal.value, anchor.id) for one in openness_rubric().signals for anchor in one.anchors]


@pytest.mark.parametrize("case", cases_of("publiccode").values(), ids=lambda case: case["id"])
def test_publiccode(case: Json) -> None:
    document = deepcopy(SMALLEST)
    for place, value in case.get("set", {}).items():
        repeat = isinstance(value, str) and value.startswith("REPEAT ")
        holder, key = _holder(document, place)
        holder[key] = "x" * int(value.split()[1]) if repeat else value
    for place in case.get("drop", []):
        holder, key = _holder(document, place)
        del holder[key]

    found = publiccode_standard().faults(document)

    assert [[one.type, one.grade.value, one.pointer] for one in found] == case["expect"]


def _holder(document: Json, place: str) -> tuple[Any, str]:
    holder: Any = document
    *path, key = place.removeprefix("/").split("/")
    for part in path:
        holder = holder[part]
    return holder, key
