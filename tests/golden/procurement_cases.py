"""Reads the golden cases of the rules that apply before a procedure starts."""

from pathlib import Path
from typing import cast

import yaml

from tests.factories import Json

FOLDER = Path(__file__).parent / "procurement"
RULES = ("alternatives", "estimated_value", "evb_it", "periods", "procedure_kind")


def cases_of(rule: str) -> dict[str, Json]:
    """Return the golden cases of a rule by their id."""
    found = cast("list[Json]", yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")))
    assert len({case["id"] for case in found}) == len(found), "ids are unique"
    return {case["id"]: case for case in found}
