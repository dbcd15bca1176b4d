"""A form about prices or ties as somebody sent it: nothing typed is lost, and what is wrong stands at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from litestar.datastructures import FormMultiDict

from core.errors import InputError
from procurement.rules.wording import fault_sentence
from web.local_time import UnreadableTimeError, read_moment
from web.upload import text_in

DAY, CLOCK = "-tag", "-uhrzeit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form that was sent and refused.

    Args:
        form: Name of the form on the page.
        values: What stands in its fields.
        faults: What is wrong, by the name of the field.
        sentence: What stands against it as a whole; empty where faults say it.
        status: HTTP status of the answer.
    """

    form: str
    values: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    status: int = 422

    def value(self, form: str, name: str) -> str:
        """Return what was typed into a field of a form; empty where another form was sent."""
        return self.values.get(name, "") if form == self.form else ""

    def fault(self, form: str, name: str) -> str:
        """Return what is wrong with a field of a form."""
        return self.faults.get(name, "") if form == self.form else ""


NOTHING = Typed(form="", values={}, status=200)
"""Nobody has sent anything."""


def values_in(form: FormMultiDict, names: tuple[str, ...]) -> dict[str, str]:
    """Return what stands in these fields."""
    return {name: text_in(form, name) for name in names}


def moment_in(values: Mapping[str, str], name: str) -> tuple[datetime | None, dict[str, str]]:
    """Return the moment that two fields say, or what is wrong with one of them."""
    try:
        return read_moment(values[name + DAY], values[name + CLOCK]), {}
    except UnreadableTimeError as error:
        return None, {name + (DAY if error.is_day else CLOCK): error.sentence}


def faults_at(error: InputError, places: Mapping[str, str]) -> dict[str, str]:
    """Return the faults of an input by the name of their field."""
    return {places.get(one.pointer, ""): fault_sentence(one) for one in error.faults}
