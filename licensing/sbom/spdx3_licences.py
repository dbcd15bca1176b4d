"""Licence elements of SPDX 3 written as expressions."""

from typing import Any

from licensing.sbom.notes import Notes

_MOST_DEEP = 30
_MOST_PARTS = 400
_SETS = {"conjunctivelicenseset": " AND ", "disjunctivelicenseset": " OR "}
_INDIVIDUALS = {
    "noassertion": "NOASSERTION",
    "noassertionlicense": "NOASSERTION",
    "none": "NONE",
    "nonelicense": "NONE",
}


class Licences:
    """Turns licence elements into expressions.

    Args:
        by_key: All elements of the file.
        notes: Where faults go.
    """

    def __init__(self, by_key: dict[str, dict[str, Any]], notes: Notes) -> None:
        self._by_key = by_key
        self._notes = notes
        self._known: dict[str, str] = {}

    def expression(self, key: str) -> str:
        """Return the expression of an element; empty where there is none of this key and it names no licence."""
        if key not in self._known:
            self._known[key] = self._said(key, [_MOST_PARTS], 0)
        return self._known[key]

    def _said(self, key: str, budget: list[int], depth: int) -> str:
        budget[0] -= 1
        if depth > _MOST_DEEP or budget[0] < 0:
            self._notes.error("licence_too_deep", component=key)
            return "NOASSERTION"
        item = self._by_key.get(key)
        last = key.rstrip("/").rpartition("/")[2].rpartition("_")[2] or key
        if item is None:
            return self._outside(key, last)
        kind = str(item.get("type") or item.get("@type") or "").rpartition("_")[2].rpartition("/")[2].lower()
        if kind in _SETS:
            return self._set(kind, item, budget, depth)
        if kind in _INDIVIDUALS:
            return _INDIVIDUALS[kind]
        return self._operator(kind, item, budget, depth) or _written(item) or last

    def _operator(self, kind: str, item: dict[str, Any], budget: list[int], depth: int) -> str:
        if kind == "withadditionoperator":
            return self._pair(item, budget, depth)
        if kind == "orlateroperator":
            return self._inner(item, "subjectLicense", budget, depth) + "+"
        return ""

    def _outside(self, key: str, last: str) -> str:
        if last.lower() in _INDIVIDUALS:
            return _INDIVIDUALS[last.lower()]
        if "spdx.org/licenses/" in key or last.startswith("LicenseRef-"):
            return last
        self._notes.error("licence_dangling", component=key)
        return ""

    def _set(self, kind: str, item: dict[str, Any], budget: list[int], depth: int) -> str:
        members = _field(item, "member")
        parts = [self._part(one, budget, depth) for one in (members if isinstance(members, list) else [members])]
        return "(" + _SETS[kind].join(filter(None, parts)) + ")" if any(parts) else "NOASSERTION"

    def _pair(self, item: dict[str, Any], budget: list[int], depth: int) -> str:
        subject = self._inner(item, "subjectExtendableLicense", budget, depth)
        return f"{subject} WITH {self._inner(item, 'subjectAddition', budget, depth)}"

    def _inner(self, item: dict[str, Any], name: str, budget: list[int], depth: int) -> str:
        return self._part(_field(item, name), budget, depth) or "NOASSERTION"

    def _part(self, value: object, budget: list[int], depth: int) -> str:
        if isinstance(value, str):
            return self._said(value, budget, depth + 1)
        return _written(value) if isinstance(value, dict) else ""


def _field(item: dict[str, Any], name: str) -> object:
    return item.get(f"expandedlicensing_{name}", item.get(name))


def _written(item: dict[str, Any]) -> str:
    """Return what the element itself says: an expression, the id at the end of its key, or its name."""
    found = item.get("simplelicensing_licenseExpression", item.get("licenseExpression"))
    if isinstance(found, str) and found:
        return found
    key = item.get("spdxId") or item.get("@id") or ""
    last = key.rstrip("/").rpartition("/")[2].rpartition("#")[2] if isinstance(key, str) else ""
    if isinstance(key, str) and ("spdx.org/licenses/" in key or last.startswith(("LicenseRef-", "AdditionRef-"))):
        return last
    name = item.get("name")
    return name if isinstance(name, str) else ""
