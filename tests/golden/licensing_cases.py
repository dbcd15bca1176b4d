"""Reads the golden cases of the rules for licences."""

from pathlib import Path
from typing import cast

import yaml

from tests.factories import Json

FOLDER = Path(__file__).parent / "licensing"
RULES = (
    "licence_expression",
    "licence_facts",
    "licence_compatibility",
    "licence_policy",
    "licence_obligations",
    "licence_text",
    "openness",
    "publiccode",
)


def cases_of(rule: str) -> dict[str, Json]:
    """Return the golden cases of a rule by their id."""
    found = cast("list[Json]", yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")))
    assert len({case["id"] for case in found}) == len(found), "ids are unique"
    assert all(case["source"] for case in found), "every case has a source"
    return {case["id"]: case for case in found}
