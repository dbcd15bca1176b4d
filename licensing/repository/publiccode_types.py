"""Types of values in ``publiccode.yml``: each tells what is wrong with a value, or nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_URL = re.compile(r"https?://[^\s/@]+(?::\d{1,5})?(?:/\S*)?", re.IGNORECASE)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMAIL = re.compile(r"[^@\s<>,]+@[^@\s<>,]+\.[^@\s<>,.]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Values:
    """What values are compared with.

    Args:
        lists: Allowed values by name of the list.
        reads_licence: Tells whether a text is an SPDX expression of listed licences.
    """

    lists: Mapping[str, frozenset[str]]
    reads_licence: Callable[[str], bool]


def fault_of(kind: str, value: object, limits: Mapping[str, Any], values: Values) -> str | None:
    """Return the slug of what is wrong with a value; None where it is right.

    Args:
        kind: Type of the field.
        value: The value, not None.
        limits: ``min``, ``max``, ``pattern`` and ``values`` of the field.
        values: What values are compared with.
    """
    if kind == "text_or_texts":
        kind = "text" if isinstance(value, str) else "texts"
    if kind in _PLAIN:
        form, fault = _PLAIN[kind]
        return None if isinstance(value, form) else fault
    if kind in _LISTS:
        return _list_fault(_LISTS[kind], value, limits, values)
    if kind == "languages":
        return _languages_fault(value)
    if not isinstance(value, str):
        return "no_text"
    return _text_fault(value, limits, values) or _form_fault(kind, value, values)


_PLAIN: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "object": (Mapping, "no_object"),
    "list": (list, "no_list"),
    "boolean": (bool, "no_boolean"),
}
_LISTS = {"texts": "text", "urls": "url", "files": "file", "countries": "country", "language_tags": "language"}


def _list_fault(kind: str, value: object, limits: Mapping[str, Any], values: Values) -> str | None:
    if not isinstance(value, list):
        return "no_list"
    if not value and kind == "language":
        return "empty"
    return next((fault for item in value if (fault := fault_of(kind, item, limits, values))), None)


def _languages_fault(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return "no_object"
    if not value:
        return "in_no_language"
    if not all(isinstance(key, str) and _LANGUAGE.fullmatch(key) for key in value):
        return "no_language"
    return None if all(isinstance(inner, Mapping) for inner in value.values()) else "no_object"


def _text_fault(value: str, limits: Mapping[str, Any], values: Values) -> str | None:
    if not value.strip():
        return "empty"
    if len(value.strip()) > limits.get("max", len(value)):
        return "too_long"
    if len(value.strip()) < limits.get("min", 0):
        return "too_short"
    if "pattern" in limits and not limits["pattern"].fullmatch(value):
        return "other_form"
    return "not_listed" if "values" in limits and value not in values.lists[limits["values"]] else None


def _form_fault(kind: str, value: str, values: Values) -> str | None:
    if kind == "date":
        return None if _is_day(value) else "no_date"
    if kind == "licence":
        return None if values.reads_licence(value) else "no_licence"
    if kind == "file":
        outside = value.startswith("/") or ".." in value.split("/") or "\\" in value
        return "no_file" if outside else None
    if kind == "supports":
        alias = value.removeprefix("alias:")
        known = alias in values.lists["aliases"] if alias != value else bool(_URI.fullmatch(value))
        return None if known else "not_listed"
    form = _FORMS.get(kind)
    return None if form is None or form.fullmatch(value) else f"no_{kind}"


_FORMS = {"url": _URL, "uri": _URI, "email": _EMAIL, "country": _COUNTRY, "language": _LANGUAGE}


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and date.fromisoformat(value) is not None
    except ValueError:
        return False
