"""Is a repository evidence for this bid: named in it, at the offered version, as it was at the deadline?"""

import re
from datetime import datetime
from enum import StrEnum

from licensing.repository.snapshot import Snapshot, Tag

_BEFORE_VERSION = re.compile(r"^(?:refs/tags/)?(?:release|version|rel|ver)?[-_/. ]?v?(?=\d)", re.IGNORECASE)
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_END = re.compile(r"(\.git)?/*$")


class NoEvidence(StrEnum):
    """Why a snapshot proves nothing for a bid; it is shown all the same."""

    NOT_NAMED = "not_named"
    OTHER_VERSION = "other_version"
    AFTER_DEADLINE = "after_deadline"


def bare_version(name: str, product: str = "") -> str:
    """Return the version in the name of a tag: without what people write before it, nothing guessed after it.

    Args:
        name: ``v2.4.1``, ``release-2.4.1``, ``produkt-2.4.1``.
        product: Name of the product, which may stand in front.
    """
    bare = name.strip().removeprefix("refs/tags/")
    words = re.sub(r"[^a-z0-9]+", "-", product.lower()).strip("-")
    if words and bare.lower().startswith(f"{words}-"):
        bare = bare[len(words) + 1 :]
    return _BEFORE_VERSION.sub("", bare)


def same_repository(one: str, other: str) -> bool:
    """Tell whether two addresses name the same repository: case, ``.git`` and a slash at the end do not count."""
    return bool(one.strip()) and _END.sub("", one.strip().lower()) == _END.sub("", other.strip().lower())


def tag_of(snapshot: Snapshot, offered: str, product: str = "") -> Tag | None:
    """Return the tag that equals the offered version; None without one, or with two that point to different states."""
    wanted = bare_version(offered, product)
    found = [tag for tag in snapshot.tags if wanted and bare_version(tag.name, product) == wanted]
    return found[0] if found and len({tag.commit for tag in found}) == 1 else None


def hindrances(
    snapshot: Snapshot, named: tuple[str, ...], offered: str, deadline: datetime, product: str = ""
) -> tuple[NoEvidence, ...]:
    """Return every reason why a snapshot is no evidence for a bid; empty where it is.

    Args:
        snapshot: The snapshot, fetched or handed in.
        named: Addresses of repositories that the bid names.
        offered: Version that the bid offers, or the commit it names.
        deadline: Deadline of the bid, aware.
        product: Name of the product.

    Legal source:
        § 56 Abs. 3 VgV
    """
    found = []
    if not any(same_repository(snapshot.url, one) for one in named):
        found.append(NoEvidence.NOT_NAMED)
    tag = tag_of(snapshot, offered, product)
    wanted = offered.strip().lower()
    reference = snapshot.reference.strip().lower()
    by_commit = bool(_COMMIT.fullmatch(wanted)) and reference.startswith(wanted)
    by_tag = tag is not None and reference in {tag.name.lower(), tag.commit.lower()} - {""}
    if not by_commit and not by_tag:
        found.append(NoEvidence.OTHER_VERSION)
    if tag is not None and tag.dated is not None and tag.dated > deadline:
        found.append(NoEvidence.AFTER_DEADLINE)
    return tuple(found)
