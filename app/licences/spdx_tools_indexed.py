"""The reference library for SPDX 2 with its two quadratic places replaced by an index built once a document.

A test says when upstream needs this no longer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from spdx_tools.spdx.validation import package_validator, spdx_id_validators

Key = tuple[Any, str]
Index = dict[Key, list[Any]]


_ids: Any = spdx_id_validators
_packages: Any = package_validator


@contextmanager
def indexed() -> Iterator[None]:
    """Hold the replacements in place while a document is validated."""
    ids = _ids.get_list_of_all_spdx_ids
    by_origin, by_target = _packages.filter_by_type_and_origin, _packages.filter_by_type_and_target
    _ids.get_list_of_all_spdx_ids = _remembered(ids, frozenset)
    _packages.filter_by_type_and_origin = _filter("spdx_element_id")
    _packages.filter_by_type_and_target = _filter("related_spdx_element_id")
    try:
        yield
    finally:
        _ids.get_list_of_all_spdx_ids = ids
        _packages.filter_by_type_and_origin, _packages.filter_by_type_and_target = by_origin, by_target


def _remembered(function: Callable[[Any], Any], made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that remembers its answer about the last object asked about."""
    last: list[Any] = []

    def remembering(about: object) -> object:
        if not last or last[0] is not about:
            last[:] = [about, made(function(about))]
        return last[1]

    return remembering


def _filter(end: str) -> Callable[[list[Any], object, str], list[Any]]:
    def index(relationships: list[Any]) -> Index:
        found: Index = defaultdict(list)
        for one in relationships:
            found[one.relationship_type, getattr(one, end)].append(one)
        return found

    indexes = _remembered(lambda relationships: relationships, index)

    def filtered(relationships: list[Any], kind: object, key: str) -> list[Any]:
        found: Index = indexes(relationships)
        return found.get((kind, key), [])

    return filtered
