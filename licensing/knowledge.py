"""Everything that judging licences needs to know, taken once from the installed lists and the dated files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.parameters import legal_source
from licensing.catalogue.lists import ListedException, ListedLicence, MappedName, PublicLists
from licensing.catalogue.obligations import Obligation, obligations_from
from licensing.compatibility.cells import CompatibilityTable
from licensing.expression.exceptions import ExceptionBase, ExceptionBases
from licensing.expression.names import Names
from licensing.expression.plain_names import PlainNames

FILES = ("identifiers", "exceptions", "names", "compatibility", "obligations")


def names_of(lists: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> Names:
    """Return what turns words into licences.

    Args:
        lists: The installed lists, as ``infra.licence_lists`` reads them.
        files: The parsed files of ``licensing/data`` by name: identifiers, exceptions and names.

    Raises:
        KeyError: A list or file lacks a required key.
        ValueError: A source is not of its form.
    """
    identifiers = files["identifiers"]
    for part in ("deprecated", "not_free", "proprietary"):
        legal_source(identifiers[part]["source"])
    return Names(
        lists=_public_lists(lists, frozenset(identifiers["not_free"]["ids"])),
        bases=_bases(files["exceptions"]),
        proprietary=frozenset(name.lower() for name in identifiers["proprietary"]["names"]),
        successors=dict(identifiers["deprecated"]["successors"]),
        plain=PlainNames.from_mapping(files["names"]),
    )


def _public_lists(lists: Mapping[str, Any], not_free: frozenset[str]) -> PublicLists:
    find = lists["find_name"]

    def find_name(text: str) -> MappedName | None:
        found = find(text)
        return None if found is None else MappedName(found.id, found.src)

    return PublicLists(
        licences={row[0].lower(): ListedLicence(*row) for row in lists["licences"]},
        exceptions={row[0].lower(): ListedException(*row) for row in lists["exceptions"]},
        categories=_categories(lists["scancode"], exceptions=False),
        exception_categories=_categories(lists["scancode"], exceptions=True),
        not_free=not_free,
        find_name=find_name,
    )


def _categories(index: list[Mapping[str, Any]], *, exceptions: bool) -> dict[str, str]:
    """Return the categories by every SPDX key; exceptions apart, for one shares keys with deprecated licences."""
    return {
        key.lower(): entry["category"]
        for entry in index
        if entry["is_exception"] is exceptions
        for key in (*entry["other_spdx_license_keys"], entry["spdx_license_key"])
        if key
    }


def _bases(exceptions: Mapping[str, Any]) -> ExceptionBases:
    source = legal_source(exceptions["source"])
    return ExceptionBases(
        {
            name: ExceptionBase(frozenset(row["bases"]), row["frees_linking"], source)
            for name, row in exceptions["exceptions"].items()
        }
    )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What licences are judged by, in one version.

    Args:
        names: What turns words into licences, with the public lists.
        table: Compatibility of licences.
        obligations: Duties of licences.
        versions: Name and version of every list and dated file.
    """

    names: Names
    table: CompatibilityTable
    obligations: tuple[Obligation, ...]
    versions: Mapping[str, str]

    @classmethod
    def of(cls, lists: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> "Knowledge":
        """Take everything from the installed lists and the dated files of the room.

        Args:
            lists: The installed lists, as ``infra.licence_lists`` reads them.
            files: The parsed files of ``licensing/data`` by name: those that ``FILES`` names.

        Raises:
            KeyError: A file, or a required key in one, is missing.
            ValueError: An entry is not of its form, or two contradict each other.
        """
        own = {name: str(files[name]["version"]) for name in FILES}
        return cls(
            names_of(lists, files),
            CompatibilityTable.from_mapping(files["compatibility"]),
            obligations_from(files["obligations"]),
            {**lists["versions"], **own},
        )
