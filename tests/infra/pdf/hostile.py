"""2,000 strings that hurt: markup, foreign scripts, order marks, combining marks, controls, great length."""

from random import Random

_MARKUP = (
    "<b>",
    "</b>",
    "<br/>",
    "&amp;",
    "&",
    "<",
    ">",
    "<para>",
    "<img src='file:///etc/passwd'/>",
    "]]>",
    "%",
    "\\",
    "()",
)
_RIGHT_TO_LEFT = ("שלום", "עולם 123", "مرحبا", "العربية", "نص (قوس)", "\u0627\u064b", "פּ")
_MARKS = ("\u202e", "\u202d", "\u202c", "\u2066", "\u2069", "\u200f", "\u200e", "\u061c", "\u200d", "\u200c", "\u2060")
_COMBINING = (
    "e\u0301",
    "a\u0308\u0323",
    "Z\u0351\u0343\u0302",
    "o\u0302\u0301",
    "\u0301",
    "क\u093f",
    "ﬁ",
    "Å",
    "ϒ\u0308",
)
_CONTROL = tuple(
    chr(code) for code in (*range(32), 127, 0x85, 0xA0, 0xAD, 0x200B, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
)
_BEYOND = (
    "😀",
    "👩\u200d💻",
    "𝔸",
    "𐤀",
    "𠀀",
    "中文",
    "한국어",
    "ไทย",
    "\ue000",
    "\uf8ff",
    "\U000f0000",
    "\U0010ffff",
    "\ud800",
)
_WORDS = (
    "Angebot",
    "Meier <Firma GmbH> & Co",
    "§ 58 VgV",
    "100 %",
    "Straße",
    "sehr-langes-Wort",
    "https://example.org/a/b",
)
_KINDS = (_MARKUP, _RIGHT_TO_LEFT, _MARKS, _COMBINING, _CONTROL, _BEYOND, _WORDS, (" ", "  ", "\t", "\n", "\r\n", "\r"))
_LONG = 20_000


def hostile_strings(count: int = 2_000, seed: int = 1) -> list[str]:
    """Return the strings; every part stands alone first, ten are 20 kB long."""
    random = Random(seed)  # noqa: S311 - the same strings every time, nothing secret
    alone = [part for kind in _KINDS for part in kind]
    long = [
        "x" * _LONG,
        "ab " * (_LONG // 3),
        " " * _LONG,
        "\n" * 500,
        "<b>" * (_LONG // 3),
        "ש" * (_LONG // 2),
        "e\u0301\u0302" * (_LONG // 5),
        "\x00" * 3_000,
        "a-" * (_LONG // 2),
        "😀" * (_LONG // 4),
    ]
    mixed = [_mixed(random) for _ in range(count - len(alone) - len(long))]
    return [*alone, *long, *mixed]


def _mixed(random: Random) -> str:
    return "".join(random.choice(random.choice(_KINDS)) for _ in range(random.randint(1, 24)))
