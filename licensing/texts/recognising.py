"""Which licence a text is, where nobody says so: by telling phrases first, then word for word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from licensing.texts.comparing import LicenceTexts, TextState

LONGEST = 200_000
Load = Callable[[str, str], bytes]
"""Returns a file in an installed package."""

_WORDS = re.compile(r"[\W_]+")
_SIGNS: tuple[tuple[str, Sequence[str]], ...] = (
    (
        "permission is hereby granted free of charge to any person obtaining a copy of this software",
        ("MIT", "MIT-0", "X11"),
    ),
    ("distribute this software for any purpose with or without fee is hereby granted", ("ISC", "0BSD")),
    ("redistribution and use in source and binary forms", ("BSD-3-Clause", "BSD-2-Clause", "BSD-4-Clause")),
    ("apache license version 2 0 january 2004", ("Apache-2.0",)),
    ("mozilla public license version 2 0 1 definitions", ("MPL-2.0",)),
    ("mozilla public license version 1 1", ("MPL-1.1",)),
    ("eclipse public license v 2 0", ("EPL-2.0",)),
    ("eclipse public license v 1 0", ("EPL-1.0",)),
    ("gnu affero general public license version 3 19 november 2007", ("AGPL-3.0-only",)),
    ("gnu lesser general public license version 3 29 june 2007", ("LGPL-3.0-only",)),
    ("gnu lesser general public license version 2 1 february 1999", ("LGPL-2.1-only",)),
    ("gnu general public license version 3 29 june 2007", ("GPL-3.0-only",)),
    ("gnu general public license version 2 june 1991", ("GPL-2.0-only",)),
    ("this is free and unencumbered software released into the public domain", ("Unlicense",)),
    ("altered source versions must be plainly marked as such", ("Zlib",)),
    ("boost software license version 1 0", ("BSL-1.0",)),
    ("sil open font license version 1 1", ("OFL-1.1",)),
    ("cc0 1 0 universal", ("CC0-1.0",)),
    ("do what the fuck you want to public license", ("WTFPL",)),
    ("blue oak model license", ("BlueOak-1.0.0",)),
    ("creative commons attribution 4 0 international public license", ("CC-BY-4.0",)),
    ("common development and distribution license", ("CDDL-1.0",)),
    ("python software foundation license version 2", ("Python-2.0",)),
    ("european union public licence v 1 2", ("EUPL-1.2",)),
)
"""What stands in one text of the list alone, without signs and breaks, and the licences that have it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which licences a text is.

    Args:
        whole: Licences whose text stands there word for word.
        edited: Licences whose text stands there with other words.
    """

    whole: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


@cache
def texts_from(load: Load) -> LicenceTexts:
    """Return the licence texts that ship."""

    def read(name: str) -> dict[str, object]:
        return dict(yaml.load(load("licensing", f"data/{name}.yaml"), Loader=yaml.CSafeLoader))  # our own files

    return LicenceTexts(read("texts"), lambda name: read(f"texts/{name}"))


def holds_licence(text: str) -> bool:
    """Tell whether the wording of some licence stands in a text."""
    words = _plain(text)
    return any(sign in words for sign, _ in _SIGNS)


def recognised(text: str, texts: LicenceTexts) -> Recognised:
    """Return which licences a text is; nothing for one that is longer than any licence."""
    if len(text) > LONGEST:
        return Recognised()
    words = _plain(text)
    whole: list[str] = []
    edited: list[str] = []
    for sign, licences in _SIGNS:
        if sign in words:
            _compare(text, licences, texts, (whole, edited))
    return Recognised(tuple(whole), tuple(edited))


def _compare(text: str, licences: Sequence[str], texts: LicenceTexts, into: tuple[list[str], list[str]]) -> None:
    """Add the licence whose text stands in a text, else the first that stands there with other words."""
    whole, edited = into
    states: dict[str, TextState] = {}
    for licence in licences:
        states[licence] = texts.compare(licence, text).state
        if states[licence] is TextState.SAME:
            break
    for wanted, taken in ((TextState.SAME, whole), (TextState.SAME_AND_MORE, whole), (TextState.EDITED, edited)):
        if found := next((licence for licence, state in states.items() if state is wanted), ""):
            taken.append(found)
            return


def _plain(text: str) -> str:
    return _WORDS.sub(" ", text[:LONGEST]).casefold()
