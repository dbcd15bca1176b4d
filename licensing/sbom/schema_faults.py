"""Where a document breaks its schema: long lists entry by entry, for asking for all faults at once takes minutes."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

_KEPT = ("$schema", "$id", "$defs", "definitions")
Fault = tuple[tuple[str | int, ...], str]
"""Path in the document, and the end of the rule's path in the schema."""


class FaultFinder:
    """Finds the faults of documents against one schema.

    Args:
        schema: The schema.
        registry: Schemas that it refers to.
    """

    def __init__(self, schema: dict[str, Any], registry: jsonschema_rs.Registry | None = None) -> None:
        self._schema = schema
        self._registry = registry
        self.whole = self._compiled(schema)
        properties = {**schema.get("properties", {}), **schema.get("then", {}).get("properties", {})}
        self._lists = {key: one for key, one in properties.items() if isinstance(one.get("items"), dict)}
        self._inside: dict[str, tuple[Any, Any]] = {}

    def faults(self, document: object) -> Iterator[Fault]:
        """Yield the faults: first those outside of lists, then those of each list and its entries."""
        if not isinstance(document, dict):
            yield from _errors(self.whole, document, ())
            return
        lists = {key: value for key, value in document.items() if key in self._lists and isinstance(value, list)}
        head = {key: [] if key in lists else value for key, value in document.items()}
        yield from (fault for fault in _errors(self.whole, head, ()) if fault[0][:1] not in {(key,) for key in lists})
        for key, entries in lists.items():
            around, entry = self._of_list(key)
            if not around.is_valid(entries):
                yield from _errors(around, entries, (key,))
            for index, value in enumerate(entries):
                if not entry.is_valid(value):
                    yield from _errors(entry, value, (key, index))

    def _of_list(self, key: str) -> tuple[Any, Any]:
        """Return what checks a list without its entries, and one entry."""
        if key not in self._inside:
            around = {name: value for name, value in self._lists[key].items() if name != "items"}
            self._inside[key] = (
                self._compiled(self._part(around)),
                self._compiled(self._part(self._lists[key]["items"])),
            )
        return self._inside[key]

    def _part(self, part: dict[str, Any]) -> dict[str, Any]:
        """Return a part of the schema as one of its own, with everything that it may refer to."""
        return {**{name: self._schema[name] for name in _KEPT if name in self._schema}, "allOf": [part]}

    def _compiled(self, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - one class a draft
        if self._registry is None:
            return jsonschema_rs.validator_for(schema)
        return jsonschema_rs.validator_for(schema, registry=self._registry)


def _errors(validator: Any, value: object, place: tuple[str | int, ...]) -> Iterator[Fault]:  # noqa: ANN401 - see above
    for error in validator.iter_errors(value):
        yield (*place, *error.instance_path), "/".join(str(part) for part in error.schema_path[-2:])
