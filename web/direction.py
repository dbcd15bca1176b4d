"""Marks that force the direction of reading are shown, not obeyed: a foreign name must not turn our sentence around."""

import re

_MARKS = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN = str.maketrans({mark: f"⟨U+{ord(mark):04X}⟩" for mark in _MARKS})
_TYPED = re.compile(r'(\svalue="[^"]*"|<textarea\b[^>]*>.*?</textarea>)', re.DOTALL)
"""What a form sends back stays as it was typed; it stands in a box of its own and reaches nothing outside."""


def with_marks_shown(page: str) -> str:
    """Return a page on which each mark that begins or ends a forced direction is legible, as on a terminal.

    Left unclosed, such a mark in a bidder's name reverses the words after it, up to the end of the paragraph.

    Args:
        page: Finished HTML; foreign text in it is escaped.
    """
    if not any(mark in page for mark in _MARKS):
        return page
    parts = _TYPED.split(page)
    parts[::2] = [part.translate(_SHOWN) for part in parts[::2]]
    return "".join(parts)
