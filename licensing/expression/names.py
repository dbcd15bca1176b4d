"""From the words of an expression to a licence: identifier, reference, free-text name, or nothing that is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from licensing.catalogue.lists import SCANCODE_PREFIX, ListedLicence, PublicLists
from licensing.expression.exceptions import ExceptionBases
from licensing.expression.plain_names import PlainNames
from licensing.expression.term import Addition, AdditionKind, Term, TermKind

_REFERENCE = re.compile(r"(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+", re.IGNORECASE)
_ADDITION = re.compile(r"(DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+", re.IGNORECASE)
_PREFIXES = {"licenseref-": "LicenseRef-", "documentref-": "DocumentRef-"}
_PREFIX = re.compile(r"(?<![A-Za-z0-9.-])(licenseref-|documentref-)", re.IGNORECASE)
_LATER = re.compile(r"-only$")
_NOTHING = {"NONE", "NOASSERTION"}


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that turns words into licences.

    Args:
        lists: The public lists.
        bases: Which exception belongs to which licences.
        proprietary: Names by which a document calls a part proprietary, in lower case.
        successors: For a deprecated identifier the expression that the list recommends instead.
        plain: Spellings that stand on no list.
    """

    lists: PublicLists
    bases: ExceptionBases
    proprietary: frozenset[str]
    successors: Mapping[str, str]
    plain: PlainNames

    def identifier(self, word: str) -> Term | None:
        """Return the licence that a word names as SPDX wants it; None where it is no identifier."""
        if word.upper() in _NOTHING:
            return Term(word.upper(), TermKind.NOTHING)
        if _REFERENCE.fullmatch(word):
            return self._reference(word)
        listed = self.lists.licences.get(word.lower())
        if listed is not None:
            return self._listed(listed)
        base = self.lists.licences.get(word[:-1].lower()) if word.endswith("+") else None
        if base is None:
            return None
        term = self._listed(base)
        return replace(term, or_later=True, recommended=_LATER.sub("-or-later", term.recommended))

    def _listed(self, listed: ListedLicence) -> Term:
        recommended = self.successors.get(listed.id, "") if listed.deprecated else ""
        return Term(listed.id, TermKind.LISTED, deprecated=listed.deprecated, recommended=recommended)

    def _reference(self, word: str) -> Term:
        spelled = _PREFIX.sub(lambda found: _PREFIXES[found[0].lower()], word)
        if word.lower() in self.proprietary:
            return Term(spelled, TermKind.DECLARED_PROPRIETARY)
        if word.lower() in self.lists.categories:
            return Term(spelled, TermKind.CATALOGUED)
        return Term(spelled, TermKind.REFERENCE)

    def named(self, text: str) -> Term | None:
        """Return the licence that a free text names; None where no list knows the name."""
        if text.lower() in self.proprietary:
            return Term(text, TermKind.DECLARED_PROPRIETARY, mapped_from=text)
        found = self._on_a_list(text)
        if found is None:
            plainer = map(self._as_identifier_or_name, self.plain.candidates(text))
            found = next((term for term in plainer if term), None)
        return found and replace(found, mapped_from=text)

    def _as_identifier_or_name(self, text: str) -> Term | None:
        if text.lower() in self.proprietary:
            return Term(text, TermKind.DECLARED_PROPRIETARY)
        listed = self.lists.licences.get(text.lower())
        if listed is not None:
            return self._listed(listed)
        if text.lower() in self.lists.categories:
            return Term(text, TermKind.CATALOGUED)
        return self._on_a_list(text)

    def _on_a_list(self, text: str) -> Term | None:
        """Return what the list of names makes of a text."""
        mapped = self.lists.find_name(text)
        if mapped is None:
            return None
        listed = self.lists.licences.get(mapped.id.lower())
        if listed is not None:
            return self._listed(listed)
        key = f"{SCANCODE_PREFIX}{mapped.id}"
        return Term(key, TermKind.CATALOGUED) if key.lower() in self.lists.categories else None

    def with_addition(self, term: Term, word: str) -> Term:
        """Return the licence with what stands after ``WITH``."""
        return replace(term, addition=self._addition(term, word))

    def _addition(self, term: Term, word: str) -> Addition:
        if _ADDITION.fullmatch(word):
            return Addition(word, AdditionKind.REFERENCE)
        listed = self.lists.exceptions.get(word.lower())
        if listed is None:
            return Addition(word, AdditionKind.UNKNOWN)
        fits = self.bases.fits(listed.id, term.id)
        if fits is None:
            return Addition(listed.id, AdditionKind.UNCHECKED)
        return Addition(listed.id, AdditionKind.FITS if fits else AdditionKind.DOES_NOT_FIT)
