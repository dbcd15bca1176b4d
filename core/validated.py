"""A JSON value checked against a model: every refusal as a fault with its JSON pointer."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from core.errors import Fault, InputError, pointer
from core.json_text import collector_paused

MAXIMUM_LISTED_FAULTS = 100

Location = tuple[str | int, ...]
T = TypeVar("T")


def _as_it_is(location: Location, _kind: str) -> Location:
    return location


def validated(
    form: TypeAdapter[T], raw: object, *prefix: str | int, place: Callable[[Location, str], Location] = _as_it_is
) -> T:
    """Return what the model makes of a JSON value.

    Args:
        form: The model.
        raw: The value.
        prefix: Where the value stands in the whole input.
        place: Turns the model's location of a fault, given its kind, into that of the input.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed, the others counted.
    """
    try:
        with collector_paused():
            return form.validate_python(raw)
    except ValidationError as error:
        with collector_paused():
            details = error.errors(include_url=False, include_input=False)[:MAXIMUM_LISTED_FAULTS]
        faults = [
            Fault(
                f"format_{detail['type']}",
                pointer(*prefix, *place(detail["loc"], detail["type"])),
                properties={key: str(value) for key, value in (detail.get("ctx") or {}).items()},
            )
            for detail in details
        ]
        raise InputError(faults, omitted=error.error_count() - len(faults)) from error
