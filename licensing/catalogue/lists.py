"""The public lists of licences as values: SPDX identifiers, categories of ScanCode, names and their identifiers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from licensing.catalogue.facts import NOT_FREE, NOTHING_KNOWN, Answer, Facts, Strength

SCANCODE_PREFIX = "LicenseRef-scancode-"

_STRENGTHS = {
    "Public Domain": Strength.PUBLIC_DOMAIN,
    "Permissive": Strength.PERMISSIVE,
    "Copyleft Limited": Strength.WEAK_COPYLEFT,
    "Copyleft": Strength.COPYLEFT,
    "Free Restricted": Strength.RESTRICTED,
    "Source-available": Strength.SOURCE_AVAILABLE,
    "Proprietary Free": Strength.PROPRIETARY,
    "Commercial": Strength.PROPRIETARY,
}
_NOT_OPEN = {Strength.RESTRICTED, Strength.SOURCE_AVAILABLE, Strength.PROPRIETARY}


@dataclass(frozen=True, slots=True)
class ListedLicence:
    """A licence of the SPDX list.

    Args:
        id: Identifier in the list's own spelling.
        name: Full name.
        deprecated: The list keeps the identifier only for old documents.
        fsf_libre: The list notes that the FSF calls it free; False also stands where the FSF said nothing.
        osi_approved: The list notes the approval of the OSI.
    """

    id: str
    name: str
    deprecated: bool
    fsf_libre: bool
    osi_approved: bool


@dataclass(frozen=True, slots=True)
class ListedException:
    """An exception of the SPDX list, what stands after ``WITH``; see ``ListedLicence``."""

    id: str
    name: str
    deprecated: bool


@dataclass(frozen=True, slots=True)
class MappedName:
    """What a list of names makes of a free text.

    Args:
        id: Identifier, of the SPDX list or a key of ScanCode.
        source: ``spdx``, ``scancode-licensedb`` or ``custom``.
    """

    id: str
    source: str


@dataclass(frozen=True, slots=True)
class PublicLists:
    """The lists as they were installed.

    Args:
        licences: The SPDX licences by identifier in lower case.
        exceptions: The SPDX exceptions by identifier in lower case.
        categories: ScanCode's category of a licence by SPDX identifier or key of ScanCode, in lower case.
        exception_categories: The same for exceptions.
        not_free: Identifiers that the FSF expressly calls not free.
        find_name: Returns what a free text is mapped to; None where no list knows it.
    """

    licences: Mapping[str, ListedLicence]
    exceptions: Mapping[str, ListedException]
    categories: Mapping[str, str]
    exception_categories: Mapping[str, str]
    not_free: frozenset[str]
    find_name: Callable[[str], MappedName | None]

    def facts_of(self, licence_id: str) -> Facts:
        """Return what the lists say of a licence of the SPDX list; where they contradict each other, unknown."""
        listed = self.licences[licence_id.lower()]
        strength = self.strength_of(licence_id)
        osi = Answer.YES if listed.osi_approved else Answer.NO
        fsf = Answer.YES if listed.fsf_libre else Answer.NO if listed.id in self.not_free else Answer.UNKNOWN
        if strength in _NOT_OPEN and Answer.YES in {osi, fsf}:
            strength = Strength.UNKNOWN
        return Facts(osi, fsf, strength)

    def facts_of_key(self, key: str) -> Facts:
        """Return what ScanCode says of one of its own licences, which no list of the OSI or FSF names."""
        strength = self.strength_of(key)
        if strength is Strength.PROPRIETARY:
            return NOT_FREE
        if strength in _NOT_OPEN:
            return Facts(Answer.NO, Answer.UNKNOWN, strength)
        return Facts(NOTHING_KNOWN.osi, NOTHING_KNOWN.fsf, strength)

    def strength_of(self, key: str) -> Strength:
        """Return the strength of a licence; unknown where ScanCode is silent or leaves it open."""
        return _STRENGTHS.get(self.categories.get(key.lower(), ""), Strength.UNKNOWN)

    def strength_of_exception(self, exception_id: str) -> Strength:
        """Return the strength that remains of copyleft with an exception; unknown where ScanCode is silent."""
        return _STRENGTHS.get(self.exception_categories.get(exception_id.lower(), ""), Strength.UNKNOWN)
