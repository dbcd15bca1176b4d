"""Where two JSON values differ."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.errors import pointer

_ABSENT = "–"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two JSON values differ.

    Args:
        pointer: JSON pointer of the place.
        stated: The first value there, as JSON, shortened; a dash where it is absent.
        found: The second.
    """

    pointer: str
    stated: str
    found: str


def differences(stated: Any, found: Any, place: str = "") -> Iterator[Difference]:  # noqa: ANN401 - any JSON values
    """Yield the deepest places where two JSON values differ, in the order of the first."""
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in [*stated, *(key for key in found if key not in stated)]:
            inside = place + pointer(key)
            if key in stated and key in found:
                yield from differences(stated[key], found[key], inside)
            else:
                yield Difference(inside, _shown(stated, key), _shown(found, key))
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for index, (first, second) in enumerate(zip(stated, found, strict=True)):
            yield from differences(first, second, place + pointer(index))
    elif type(stated) is not type(found) or stated != found:
        yield Difference(place, _text(stated), _text(found))


def _shown(values: dict[str, Any], key: str) -> str:
    return _text(values[key]) if key in values else _ABSENT


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
