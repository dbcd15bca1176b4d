"""Where a forge keeps the tags and the archive of a repository: addresses from its own address, and answers read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from licensing.repository.snapshot import Tag

MOST_PAGES = 10
LONGEST_ADDRESS = 500

_ADDRESS = re.compile(r"https://(?P<host>[a-z0-9.-]+)/(?P<path>[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)+)")
_END = re.compile(r"(\.git)?/*$")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Forge:
    """How one kind of forge answers.

    Args:
        id: Its slug.
        hosts: Hosts that are known to be of this kind.
        host_begins: How other hosts of this kind begin.
        deepest: Most parts of a repository's path.
        tags: Form of the address of its tags.
        page_size: Tags on a page.
        archive_of_tag: Form of the address of a tag's archive.
        archive_of_commit: The same for a commit.
        commit: Where a tag tells its commit.
        dated: Where it tells when that was; empty where it does not.
    """

    id: str
    hosts: tuple[str, ...]
    host_begins: tuple[str, ...]
    deepest: int
    tags: str
    page_size: int
    archive_of_tag: str
    archive_of_commit: str
    commit: tuple[str, ...]
    dated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgeRepository:
    """A repository at a forge.

    Args:
        forge: How its forge answers.
        host: Its host.
        path: Its path there.
    """

    forge: Forge
    host: str
    path: str

    def tags_page(self, page: int) -> str:
        """Return the address of one page of its tags, from 1."""
        return self._filled(self.forge.tags, page=str(page))

    def archive(self, reference: str, *, is_commit: bool) -> str:
        """Return the address of the archive of a tag or commit."""
        form = self.forge.archive_of_commit if is_commit else self.forge.archive_of_tag
        return self._filled(form, reference=_coded(reference, "" if "?" in form else "/"))

    def _filled(self, form: str, **values: str) -> str:
        return form.format(host=self.host, path=self.path, coded=_coded(self.path, ""), **values)


def forges_of(raw: Mapping[str, Any]) -> tuple[Forge, ...]:
    """Return the forges of the parsed file ``data/forges.yaml``."""
    return tuple(map(_forge, raw["forges"]))


def at_forge(url: str, forges: Sequence[Forge]) -> ForgeRepository | None:
    """Return a repository at its forge; None where the address is written otherwise, or the forge is not known.

    Args:
        url: Address of the repository as the bid names it.
        forges: Those that are known.
    """
    written = _ADDRESS.fullmatch(_END.sub("", url.strip()))
    if written is None or ".." in written["path"].split("/"):
        return None
    host, path = written["host"], written["path"]
    known = [one for one in forges if host in one.hosts] or [one for one in forges if host.startswith(one.host_begins)]
    return ForgeRepository(known[0], host, path) if known and path.count("/") < known[0].deepest else None


def tags_in(forge: Forge, answer: object) -> tuple[Tag, ...]:
    """Return the tags on one page of a forge's answer; what has another form is left out.

    Args:
        forge: Whose answer it is.
        answer: The JSON value.
    """
    items = answer if isinstance(answer, list) else []
    return tuple(
        Tag(one["name"][:_LONGEST_NAME], str(_at(one, forge.commit) or "").lower()[:64], _moment(_at(one, forge.dated)))
        for one in items
        if isinstance(one, Mapping) and isinstance(one.get("name"), str)
    )


def _forge(raw: Mapping[str, Any]) -> Forge:
    return Forge(
        raw["id"],
        tuple(raw["hosts"]),
        tuple(raw["host_begins"]),
        raw["deepest"],
        raw["tags"],
        raw["page_size"],
        raw["archive_of_tag"],
        raw["archive_of_commit"],
        tuple(raw["commit"]),
        tuple(raw["dated"]),
    )


def _at(value: object, path: Sequence[str]) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if path else None


def _moment(written: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment and moment.tzinfo else None


def _coded(text: str, plain: str) -> str:
    """Return a text as it stands in an address."""
    kept = _PLAIN | frozenset(plain)
    return "".join(char if char in kept else "".join(f"%{byte:02X}" for byte in char.encode()) for char in text)
