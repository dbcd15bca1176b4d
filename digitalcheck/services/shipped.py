"""Catalogues of questions that ship with the program."""

from functools import cache
from importlib.resources import files

from core.errors import Fault, InputError
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.catalogue.reading import parse_catalogue
from infra.parameters import load_data


@cache
def known_catalogues() -> tuple[str, ...]:
    """Return the names of the catalogues that ship with the program, oldest first, e.g. ``digital-check/1.1``."""
    stems = (one.name.removesuffix(".yaml") for one in (files("digitalcheck") / "data").iterdir())
    found = [tuple(stem.rsplit("-", 1)) for stem in stems if stem.startswith("digital-check-")]
    return tuple("/".join(one) for one in sorted(found, key=lambda one: [int(part) for part in one[1].split(".")]))


@cache
def load_catalogue(name: str) -> QuestionCatalogue:
    """Return a catalogue that ships with the program.

    Raises:
        InputError: There is none of that name.
    """
    if name not in known_catalogues():
        known = ", ".join(known_catalogues())
        raise InputError([Fault("catalogue_unknown", "/catalogue", properties={"known": known})])
    return parse_catalogue(load_data("digitalcheck", name.replace("/", "-")))
