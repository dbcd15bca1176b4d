"""Fields that save themselves, as a form shows them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litestar.datastructures import FormMultiDict

from infra.fields.model import Conflict, Edit, FieldValue, Saved
from web.upload import text_in

FORM, VERSION, DECISION, OTHERS = "formular", "-fassung", "entscheidung", "andere-"
TOO_LONG = "Der Text ist zu lang: höchstens {longest} Zeichen."
_LONGEST_VERSION = 9


class FieldForm(NamedTuple):
    """One field in a form; a matrix has thousands, and tuples are made fastest.

    Args:
        name: Name in the form and in addresses.
        value: Text in the field: what is stored, or what somebody typed and could not be saved.
        held: What is stored.
        others: What somebody else stored, where both are shown for a choice.
        fault: What is wrong with it, if anything.
        address: Where it is saved, behind the address of the form; empty where that is its name.
    """

    name: str
    value: str
    held: FieldValue
    others: str | None = None
    fault: str = ""
    address: str = ""


def stored_fields(held: Mapping[str, FieldValue]) -> list[FieldForm]:
    """Return the fields as they are stored."""
    return [FieldForm(name=name, value=one.value, held=one) for name, one in held.items()]


def typed_fields(
    held: Mapping[str, FieldValue],
    edits: Sequence[Edit],
    outcomes: Mapping[str, Saved | Conflict],
    faults: Mapping[str, str],
) -> list[FieldForm]:
    """Return the fields as somebody sent them: nothing typed is lost, and conflicts stand beside it."""
    typed = {edit.field: edit.value for edit in edits}
    return [
        FieldForm(
            name=name,
            value=typed.get(name, one.value),
            held=one,
            others=one.value if isinstance(outcomes.get(name), Conflict) else None,
            fault=faults.get(name, ""),
        )
        for name, one in held.items()
    ]


def edits_in(form: FormMultiDict, names: Sequence[str]) -> list[Edit]:
    """Return what a form wants saved; a field for which the other text was chosen is left as it is stored."""
    decision, opened = text_in(form, DECISION), text_in(form, FORM)[:36] or None
    return [
        Edit(field=name, value=text_in(form, name), base_version=_version(text_in(form, name + VERSION)), form=opened)
        for name in names
        if name in form and decision != OTHERS + name
    ]


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_VERSION else 0
