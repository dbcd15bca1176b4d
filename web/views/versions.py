"""The published versions of a procedure as a page shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from procurement.model import PublicVersion
from procurement.rules.procedure.changes import Change
from procurement.services.procedures import OpenedProcedure
from web.views.publication import ChangeLine, ContentView, Titles, change_lines, content_view


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One published version.

    Args:
        number: Counts the versions, from 1.
        digest: Digest of the document.
        published_at: When.
        reason: Why it replaces the one before; empty for the first.
        asked_by: Name of who asked for the release; empty for readers who may not know.
        released_by: The same of who released it.
        changes: What differs from the version before; empty for the first.
    """

    number: int
    digest: str
    published_at: datetime
    reason: str
    asked_by: str
    released_by: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """All of them.

    Args:
        versions: Newest first.
        content: What the newest says; None before the first publication.
    """

    versions: tuple[VersionView, ...]
    content: ContentView | None


def versions_view(
    found: Sequence[PublicVersion],
    opened: OpenedProcedure | None,
    differences: Callable[[int], Sequence[Change]],
    titles: Titles,
) -> VersionsView:
    """Return what a page shows.

    Args:
        found: Published versions, oldest first.
        opened: The procedure for readers who may know who took part; None for others.
        differences: Returns what a version changed, by its number.
        titles: German names of the kinds of procedure.
    """
    people = {one.number: (one.asked_by, one.released_by) for one in opened.publications} if opened else {}
    names = opened.names if opened else {}
    versions = list[VersionView]()
    for one in reversed(found):
        asked, released = people.get(one.number, ("", ""))
        versions.append(
            VersionView(
                number=one.number,
                digest=one.digest,
                published_at=one.published_at,
                reason=one.reason,
                asked_by=names.get(asked, ""),
                released_by=names.get(released, ""),
                changes=tuple(change_lines(differences(one.number))),
            )
        )
    content = content_view(found[-1].document, titles) if found else None
    return VersionsView(versions=tuple(versions), content=content)
