"""Names of licences as people write them: family and version, addresses, classifiers, with words around them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.parameters import legal_source

_LONGEST = 200
_CLASSIFIER = re.compile(
    r"^(?:license\s*::\s*)?(?:osi approved|other/proprietary license)?\s*(?:::\s*)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"^[(<\s]*https?://(?:www\.)?(?P<rest>[^\s()<>]+?)[)>\s]*$", re.IGNORECASE)
_ADDRESS_BEHIND = re.compile(r"[\s,;:-]*[(<\[]?\s*https?://[^\s()<>\]]+[)>\]]?\s*$", re.IGNORECASE)
_ENDING = re.compile(r"(?:\.[a-z]{2})?(?:\.(?:txt|html?|php|md|en))*/*$", re.IGNORECASE)
_ACRONYM = re.compile(
    r"\s*\((?!\s*(?:(?:or|and|oder|with|only)\b|(?:version|ver|v)?[.\s]*\d|>)|[^()]*\blater\b)[^()]{1,40}\)",
    re.IGNORECASE,
)
"""Parentheses that repeat the name; what says which version is no such thing."""
_BRACKETS = re.compile(r"[()]")
_AT_LEAST = re.compile(r">= ?(\d+(?:\.\d+)*)")
_WORDS = re.compile(r"\b(?:the|licen[cs]ed?|licen[cs]es|lizenz|under|software licen[cs]e)\b")
_SIGNS = re.compile(r"[\s,;:_\"'„“”-]+")
_VERSIONED = re.compile(
    r"^(?P<family>[a-z][a-z ]*?|cc0) ?(?:version|ver\.?|fassung|v\.?)? ?"
    r"(?P<version>\d{1,2}(?:\.\d{1,2}){0,2})(?P<rest>\+?[a-zäöü /+]*)$"
)
_GNU = frozenset({"GPL", "LGPL", "AGPL", "GFDL"})
_ONLY = frozenset({"", "only"})
_LATER = frozenset(
    {
        "+",
        "or later",
        "or any later",
        "or newer",
        "or greater",
        "or higher",
        "and later",
        "or later version",
        "or any later version",
        "or at your option any later version",
        "oder höher",
        "oder neuer",
        "oder später",
    }
)


@dataclass(frozen=True, slots=True)
class PlainNames:
    """Spellings that stand on no list; see ``data/names.yaml``.

    Args:
        families: Beginning of the identifier by the words of a name.
        any_version: Identifier of a family where no version is named.
        spelled: Identifier by a whole name.
        addresses: Identifier by the address of its text.
        identifier_lists: Addresses behind which an identifier follows.
    """

    families: Mapping[str, str]
    any_version: Mapping[str, str]
    spelled: Mapping[str, str]
    addresses: Mapping[str, str]
    identifier_lists: tuple[str, ...]

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "PlainNames":
        """Take the spellings from the parsed file.

        Raises:
            KeyError: A required key is missing.
            ValueError: A source is not of its form.
        """
        for part in (raw, raw["any_version"]):
            legal_source(part["source"])
        known = raw["any_version"]["identifiers"], raw["spelled"], raw["addresses"], tuple(raw["lists_of_identifiers"])
        return cls(raw["families"], *known)

    def candidates(self, text: str) -> Iterator[str]:
        """Yield identifiers and plainer names that a text may mean, the likeliest first; nothing for a long text."""
        if len(text) > _LONGEST:
            return
        if address := _ADDRESS.match(text):
            yield from self._of_address(address["rest"])
            return
        bare = _ADDRESS_BEHIND.sub("", _CLASSIFIER.sub("", text.strip(" \"'„“*"), count=1)).strip(" \"'*")
        if bare and bare != text:
            yield bare
        words = _plain(bare)
        told = _ACRONYM.sub(" ", bare)
        for one in dict.fromkeys((words, _plain(told), _plain(_BRACKETS.sub(" ", told)))):
            yield from self._of_words(one)

    def _of_address(self, address: str) -> Iterator[str]:
        plain = _ENDING.sub("", address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].lower())
        if plain in self.addresses:
            yield self.addresses[plain]
        for beginning in self.identifier_lists:
            if plain.startswith(beginning):
                yield plain.removeprefix(beginning)

    def _of_words(self, words: str) -> Iterator[str]:
        if words in self.spelled:
            yield self.spelled[words]
        if words in self.families and self.families[words] in self.any_version:
            yield self.any_version[self.families[words]]
        found = _VERSIONED.match(words)
        if found is None or (family := self.families.get(found["family"].strip())) is None:
            return
        rest = _SIGNS.sub(" ", found["rest"]).strip()
        if rest not in _ONLY | _LATER:
            return
        version = found["version"] if "." in found["version"] else f"{found['version']}.0"
        for number in dict.fromkeys((version, version.removesuffix(".0") if version.count(".") > 1 else version)):
            yield f"{family}-{number}{_ending(family, rest)}"


def _ending(family: str, rest: str) -> str:
    if family not in _GNU:
        return ""
    return "-only" if rest in _ONLY else "-or-later"


def _plain(text: str) -> str:
    """Return the words of a name in small letters, without those that say nothing."""
    lower = _AT_LEAST.sub(r"\1+", text.lower())
    lower = _SIGNS.sub(" ", lower.replace("share alike", "sharealike").replace("sharealike", "share alike"))
    return _SIGNS.sub(" ", _WORDS.sub(" ", lower)).strip()
