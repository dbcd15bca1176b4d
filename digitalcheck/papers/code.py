"""The Prüfcode: what a person types to learn whether a sheet is genuine."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is taken for something else on paper."""
_GROUPS, _GROUP = 3, 4
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def check_code(digest: str) -> str:
    """Return the Prüfcode of a digest, e.g. ``7K3M-QW9X-2F04``: its first 60 bits."""
    number = int(digest.removeprefix("sha256:")[: _GROUPS * _GROUP * 5 // 4], 16)
    signs = "".join(_LETTERS[number >> shift & 31] for shift in range((_GROUPS * _GROUP - 1) * 5, -1, -5))
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def typed_code(text: str) -> str:
    """Return a Prüfcode as it is printed, however it was typed; the text as it is where it is none."""
    signs = "".join(char for char in text.upper().translate(_LOOKALIKES) if char.isalnum())
    if len(signs) != _GROUPS * _GROUP or any(sign not in _LETTERS for sign in signs):
        return text
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
