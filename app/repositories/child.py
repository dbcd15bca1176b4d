"""What the child process calls: the bytes of an archive to what its files show, as JSON values."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from app.licence_wiring import licence_knowledge, licence_texts
from app.openness_wiring import publiccode_standard
from core.errors import Fault, InputError
from licensing.expression.read import ExpressionReader
from licensing.expression.term import TermKind
from licensing.repository.facts import ShownFacts, shown_by
from licensing.repository.snapshot import Origin, Snapshot, TooManyFilesError, files_of
from licensing.sbom.notes import Notes
from licensing.sbom.yaml_tree import read_yaml

_COMMIT = re.compile(rb"[0-9a-f]{40,64}")
_LINK = 0o120000
_KIND = 0o170000


def read_archive(data: bytes, *, licence: str) -> dict[str, Any]:
    """Return what an archive shows.

    Args:
        data: A ZIP archive.
        licence: Licence that the bid states, as an expression.

    Raises:
        InputError: It is damaged or holds too many files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files, comment = files_of(_members(archive)), archive.comment
    except TooManyFilesError as error:
        raise InputError([Fault("repository_files", "")]) from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError([Fault("file_damaged", "", properties={"detail": "Bestandteil"})]) from error
    snapshot = Snapshot("", datetime.fromtimestamp(0, UTC), Origin.UPLOADED, "", files)
    shown = shown_by(
        snapshot,
        _licences(licence),
        lambda text: read_yaml(text, Notes()),
        publiccode_standard().faults,
        licence_texts().compare,
    )
    return {
        "checksums": {path: file.sha256 for path, file in files.items()},
        "commit": comment.decode() if _COMMIT.fullmatch(comment) else "",  # where `git archive` writes it
        "shown": TypeAdapter(ShownFacts).dump_python(shown, mode="json"),
    }


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive; a link names another file and has no content of its own."""
    for member in archive.infolist():
        if not member.is_dir() and (member.external_attr >> 16) & _KIND != _LINK:
            yield member.filename, archive.read(member)


def _licences(expression: str) -> tuple[str, ...]:
    terms = ExpressionReader(licence_knowledge().names).read(expression).terms if expression else ()
    return tuple(dict.fromkeys(term.id for term in terms if term.kind is TermKind.LISTED))
