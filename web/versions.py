"""Numbers in forms: the version of a thing that a form was made for, or which one of several is meant."""

from litestar.datastructures import FormMultiDict

from web.upload import text_in

_DIGITS = 9  # fits 32 bits


def version_in(form: FormMultiDict, name: str = "version") -> int:
    """Return the version that the person has seen; 0, which nothing ever has, where the form names none.

    Args:
        form: What was sent.
        name: Of the input; another one where the form names the version of a second thing.
    """
    return number_in(form, name)


def number_in(form: FormMultiDict, name: str) -> int:
    """Return a number; 0, which nothing ever has, where the form names none.

    Args:
        form: What was sent.
        name: Of the input.
    """
    text = text_in(form, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
