"""Reads the golden cases of the order of requests."""

from pathlib import Path
from typing import cast

import yaml

from tests.factories import Json

FILE = Path(__file__).parent / "capacity" / "request_priority.yaml"


def cases() -> dict[str, Json]:
    """Return the golden cases by their id."""
    found = cast("list[Json]", yaml.safe_load(FILE.read_text(encoding="utf-8")))
    assert len({case["id"] for case in found}) == len(found), "ids are unique"
    return {case["id"]: case for case in found}
