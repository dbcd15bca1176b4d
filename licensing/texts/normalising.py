"""A licence text without what does not matter: the matching guidelines of SPDX, in one pass over the text.

Left out: case, whitespace, punctuation, signs of comments, bullets and numbers of lists, lines of copyright. Taken as
equal: kinds of quotes and dashes, British and American spellings, ``http`` and ``https``. Where the guidelines let
everybody put a name (``Neither the name of …``), a name of bounded length is left out.
"""

import re

_QUOTES = str.maketrans(
    {**dict.fromkeys("‘’‚", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("–—‐", "-"), "©": "(c)"}
)
_COMMENT = re.compile(r"^[ \t]*(?://+|/\*+|\*+/|\*+|#+|;+|--|<!--|-->|dnl\b|rem\b|>)+[ \t]*", re.MULTILINE)
_COPYRIGHT = re.compile(
    r"^[ \t]*(?:portions |license text |this document is |[a-z]{2,5} )?"
    r"(?:copyright[ \t]*(?:\(c\)|[<\[(]|\d{4})|copyright by |\(c\)[ \t]*(?:\d{4}|<|\[))[^\n]{0,200}$",
    re.MULTILINE,
)
"""A line, and a short one: a whole licence may stand in one line that begins with its copyright."""
_RIGHTS = re.compile(r"\ball rights reserved\.?")
_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-•·*][ \t]", re.MULTILINE)
_NUMBER = re.compile(r"(?:\A|(?<=\n\n)|(?<=[.;:]\n))[ \t]*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.:](?=\s)")
_ITEM = re.compile(r"(?<!\w)\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)(?!\w)")
_HYPHEN = re.compile(r"(?<=[a-z])-\s*(?=[a-z])")
_WORD = re.compile(r"[a-z0-9]+")
_EQUAL = {
    "acknowledgement": "acknowledgment", "acknowledgements": "acknowledgments", "analogue": "analog",
    "analyse": "analyze", "artefact": "artifact", "authorisation": "authorization", "authorised": "authorized",
    "calibre": "caliber", "cancelled": "canceled", "capitalisations": "capitalizations", "catalogue": "catalog",
    "categorise": "categorize", "centre": "center", "emphasised": "emphasized", "favour": "favor",
    "favourite": "favorite", "fulfil": "fulfill", "fulfilment": "fulfillment", "https": "http",
    "initialise": "initialize", "judgement": "judgment", "labelling": "labeling", "labour": "labor",
    "licence": "license", "licences": "licenses", "maximise": "maximize", "modelled": "modeled",
    "modelling": "modeling", "offence": "offense", "optimise": "optimize", "organisation": "organization",
    "organise": "organize", "practise": "practice", "programme": "program", "realise": "realize",
    "recognise": "recognize", "signalling": "signaling", "utilisation": "utilization", "whilst": "while",
    "wilful": "willful",
}  # fmt: skip
_ADDRESS = re.compile(
    r"\b(?:51 franklin st|59 temple pl|675 mass)\w* .{0,50}?\b02(?:111|110|139)\b(?: 1\d{3}\b)?(?: usa\b)?"
)
"""Where the Free Software Foundation had its office when a copy of the GPL was made."""
_PHRASES = (
    (re.compile(r"\bcopyright (?:owners?|holders)\b"), "copyright holder"),
    (re.compile(r"\bper cent\b"), "percent"),
    (re.compile(r"\bsub license"), "sublicense"),
    (re.compile(r"\bneither the names? of .{1,240}? may be used\b"), "neither the name @ may be used"),
    (re.compile(r"\bthe names? (?:of )?.{1,120}? (?:shall|must|may|should) not be used\b"), "the name @ not be used"),
    (re.compile(r"\bprovided by .{1,120}? as is and any express\b"), "provided by @ as is and any express"),
    (re.compile(r"\bin no event shall .{1,160}? be liable\b"), "in no event shall @ be liable"),
    (
        re.compile(r"\bprovided as is and .{1,160}? disclaims? all warranties\b"),
        "provided as is and @ disclaims all warranties",
    ),
    (_ADDRESS, "@"),
)
"""Equivalent words, and the places where the guidelines allow a name."""


def normalised(text: str) -> list[str]:
    """Return the words of a licence text that matter, in their order."""
    plain = text.translate(_QUOTES).lower().replace("\r\n", "\n").replace("\r", "\n").replace("\f", "")
    plain = _COPYRIGHT.sub("", _COMMENT.sub("", plain))
    plain = _BULLET.sub("", _BLANKS.sub("", _RIGHTS.sub("", plain)))
    plain = _ITEM.sub(" ", _NUMBER.sub("", plain))
    words = [_EQUAL.get(word, word) for word in _WORD.findall(_HYPHEN.sub("", plain))]
    joined = " ".join(words)
    for pattern, instead in _PHRASES:
        joined = pattern.sub(instead, joined)
    return joined.split()
