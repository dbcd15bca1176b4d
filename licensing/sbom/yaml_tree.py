"""YAML as plain values, from the events of its parser: no aliases, no tags, bounded in depth and size."""

import re
from typing import Any

import yaml

from licensing.model import Weight
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused

_MOST_DEEP = 64
_MOST_EVENTS = 3_000_000
_MAXIMUM_BYTES = 32 * 2**20
_NULLS, _TRUE, _FALSE = (
    frozenset({"", "~", "null", "Null", "NULL"}),
    frozenset({"true", "True"}),
    frozenset({"false", "False"}),
)
_WHOLE = re.compile(r"-?\d{1,15}")
_PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_OWN_TAGS = ("!", ".")


def read_yaml(data: bytes, notes: Notes) -> object:
    """Return the value of the first document.

    Raises:
        InputError: No YAML, or with what a bill of materials never needs; with line and column.
    """
    if len(data) > _MAXIMUM_BYTES:
        raise refused("file_size", maximum=str(_MAXIMUM_BYTES // 2**20))
    builder = _Builder(notes)
    try:
        for count, event in enumerate(yaml.parse(data.decode("utf-8", "replace"), Loader=yaml.CSafeLoader)):
            if count > _MOST_EVENTS:
                raise refused("sbom_too_large")
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if builder.root is not None and mark and mark.line >= data.rstrip().count(b"\n"):
            notes.error("file_cut_off", f"Zeile {mark.line + 1}, Spalte {mark.column + 1}")
            return builder.root
        place = {"line": str(mark.line + 1), "column": str(mark.column + 1)} if mark else {"line": "–", "column": "–"}
        raise refused("sbom_no_yaml", **place) from error
    except (yaml.YAMLError, ValueError) as error:
        raise refused("sbom_no_yaml", line="–", column="–") from error
    return builder.root


class _Builder:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.root: object = None
        self._open: list[tuple[Any, list[str]]] = []

    def take(self, event: yaml.Event) -> bool:
        """Take one event; false after the first document."""
        if isinstance(event, yaml.AliasEvent):
            raise _refused("sbom_yaml_alias", event)
        if isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        return not isinstance(event, yaml.DocumentEndEvent)

    def _begin(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor is not None:
            raise _refused("sbom_yaml_alias", event)
        if event.tag not in _PLAIN_TAGS:
            self._check_tag(str(event.tag), event)
        if len(self._open) >= _MOST_DEEP:
            raise _refused("sbom_too_deep", event)
        if isinstance(event, yaml.ScalarEvent):
            self._put(_scalar(event), event)
            return
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._open.append((self._put(value, event), []))

    def _check_tag(self, tag: str, event: yaml.Event) -> None:
        """Note the name that a program gives its own kind of value: values are read as they stand, nothing is built."""
        if not tag.startswith(_OWN_TAGS):
            raise _refused("sbom_yaml_tag", event)
        self._notes.add("yaml_own_tag", Weight.NOTE, _place(event), written=tag)

    def _put(self, value: Any, event: yaml.Event) -> Any:  # noqa: ANN401 - any value
        """Put a value where it belongs and return it; a second list under one key goes on with the first."""
        if not self._open:
            self.root = value
            return value
        holder, keys = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif not keys:
            if isinstance(value, dict | list):
                raise _refused("sbom_no_yaml", event)
            keys.append(event.value if isinstance(event, yaml.ScalarEvent) else "")
        else:
            key = keys.pop()
            if key in holder:
                self._notes.error("json_duplicate_key", _place(event), key=key)
                if isinstance(holder[key], list) and isinstance(value, list):
                    return holder[key]
            holder[key] = value
        return value


def _scalar(event: yaml.ScalarEvent) -> object:
    """Return the value of a plain word; a time stays the text it is written as."""
    value = str(event.value)
    if event.style:
        return value
    if value in _NULLS:
        return None
    if value in _TRUE or value in _FALSE:
        return value in _TRUE
    return int(value) if _WHOLE.fullmatch(value) and not (value.startswith("0") and len(value) > 1) else value


def _refused(kind: str, event: yaml.Event) -> Exception:
    mark = event.start_mark
    return refused(kind, line=str(mark.line + 1), column=str(mark.column + 1)) if mark else refused(kind)


def _place(event: yaml.Event) -> str:
    return f"Zeile {event.start_mark.line + 1}" if event.start_mark else ""
