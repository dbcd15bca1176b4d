"""Judges the licences of a bill of materials."""

from collections.abc import Mapping
from typing import Any

from licensing.model import Sbom
from licensing.verdict import Holding, Judge


def judge_for(sbom: Sbom, outbound: str, use: str) -> Judge:
    """Return what judges the components of a bill of materials."""

    def judge(holdings: list[Holding]) -> Mapping[str, Any]:
        return {"licences": {}, "expressions": [], "compatibility": [], "findings": [], "list_versions": {}}

    return judge
