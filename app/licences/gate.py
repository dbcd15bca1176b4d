"""Files from outside, through the gate: each in a child process whose limits grow with the file."""

import json
import math
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from app.licences.books import MOST_BOOKS, books_in, unpacked
from app.licences.wording import refusal_sentence
from core.digest import PREFIX, checksum
from core.errors import InputError
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.magic import OLD_OFFICE, ZIP
from infra.spreadsheet.reading import check_workbook
from licensing.model import SbomFinding, Weight
from licensing.sbom.opening import MAXIMUM_BYTES, is_litter, refused
from licensing.sbom.wording import finding_sentence

_MIB = 2**20
_LEAST_MEMORY, _MOST_MEMORY = 512 * _MIB, 2048 * _MIB
_MEMORY_FOR_ONE, _MEMORY_FOR_XML = 12, 32
"""Bytes of memory for each byte of the file; XML becomes a tree first."""
_LEAST_SECONDS, _MOST_SECONDS = 4, 60
_SECONDS_FOR_MIB = 0.4
_PACKED = 20
_FREE = 4 * _MIB
_ARCHIVE = ArchiveLimits(entries=200, total=MAXIMUM_BYTES, ratio=200, any_names=True)
_BOOK = ArchiveLimits(total=MAXIMUM_BYTES)
_BOOK_BYTES = 64 * _MIB
_OPINION_SECONDS = 30
_OPINION_BYTES = 64 * _MIB
_ANSWER = 64 * _MIB
_LONG_ANSWER = 256 * _MIB
_TEXT_BYTES = 8 * _MIB
_JUDGING = ("app.licences.child:judge_file", "app.licences.child:judge_book")
_LISTING = ("app.licences.listing:list_file", "app.licences.listing:list_book")
_WALL, _WALL_BUSY = 1.2, 4.0
_SMALL = 2**20
"""Up to this size, and packed at any size, a file ends soon however busy the machine is; a larger one may wait for its
share of the time."""
_HEAD = 64
_IGNORED = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_FREE_TEXT = 16 * _MIB
_MARKUP = frozenset({b"{", b"[", b"<"})
"""How files begin whose honest ones grow large. Of tables and other texts more is free: they are read faster than that,
and YAML, which is not, ends within the least limits as before."""
_GZIP = b"\x1f\x8b"
_OFFICE = frozenset({"[content_types].xml", "content.xml"})


def judge_file(data: bytes, options: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the verdict on each bill of materials or licence list in a file.

    Args:
        data: The file.
        options: ``day``, ``outbound`` and ``use``, see ``app.licences.child``.

    Raises:
        InputError: The file is not let in or cannot be read; the fault says why and where.
    """
    return _read(data, options, _JUDGING, _ANSWER)


def list_file(data: bytes, options: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the same with a row for each component in ``rows``.

    Args:
        data: The file.
        options: Those of ``judge_file``, ``scenario`` and ``columns``, see ``app.licences.listing``.

    Raises:
        InputError: The file is not let in or cannot be read; the fault says why and where.
    """
    return _read(data, options, _LISTING, _LONG_ANSWER)


def compare_text(data: bytes, licence: str) -> dict[str, Any]:
    """Return how a licence text differs from that of the licence that it claims to be.

    Raises:
        InputError: The file is not let in or is no text.
    """
    reader, limits = "app.licences.listing:compare_text", Limits(_LEAST_MEMORY, _LEAST_SECONDS, _LEAST_SECONDS * _WALL)
    return inspect(FileKind(_check, reader, _compared, _TEXT_BYTES, limits, {"licence": licence}), data)


def second_opinion(data: bytes) -> dict[str, Any]:
    """Return what the reference library says of an SPDX 2 document; of a small one soon, or that it took too long.

    Raises:
        InputError: The file is not let in, holds no such document, or the library ran out of time or memory.
    """
    seconds, memory = (_LEAST_SECONDS, _LEAST_MEMORY) if len(data) <= _SMALL else (_OPINION_SECONDS, _MOST_MEMORY)
    limits = Limits(memory, seconds, seconds * _WALL, output_bytes=_ANSWER)
    reader = "app.licences.second_opinion:second_opinion"
    return inspect(FileKind(_check, reader, _opinion, _OPINION_BYTES, limits), data)


def _read(data: bytes, options: Mapping[str, str], readers: tuple[str, str], answer: int) -> list[dict[str, Any]]:
    if _is_workbook(data):
        return _inspected_book(data, options, readers[1], answer)
    members = _members_of(data)
    books = books_in(data, members) if members else []
    if not books:
        return _inspected(data, options, readers[0], answer, _check)
    others = [one for one in members if one not in books and not one.is_dir() and not is_litter(one.filename)]
    rest = [("übrige Dateien", partial(_inspected, data, options, readers[0], answer, _check))] if others else []
    parts = [(one.filename, partial(_of_book, one, data, options, readers[1], answer)) for one in books[:MOST_BOOKS]]
    found, unread = _tried(rest, math.inf)
    read, late = _tried(parts, limits_for(data).cpu_seconds)
    beyond = [(one.filename, refused("sbom_books", maximum=str(MOST_BOOKS))) for one in books[MOST_BOOKS:]]
    found, unread = found + read, unread + late + beyond
    if not found:
        raise unread[-1][1]
    first = _without_skipped(found[0], Counter(one.filename for one in books)) if others else found[0]
    first["findings"] += [_skipped(name, error) for name, error in unread]
    return [first, *found[1:]]


def _tried(
    parts: Sequence[tuple[str, Callable[[], list[dict[str, Any]]]]], seconds: float
) -> tuple[list[dict[str, Any]], list[tuple[str, InputError]]]:
    """Return the verdicts on parts of an archive, and the parts that are not read.

    Args:
        parts: Name and reader of each.
        seconds: When so much is spent, no further part is begun.
    """
    found: list[dict[str, Any]] = []
    unread: list[tuple[str, InputError]] = []
    started = _clocks()
    for name, read in parts:
        if min(now - then for now, then in zip(_clocks(), started, strict=True)) > seconds:
            unread.append((name, refused("sbom_late", seconds=str(seconds))))
            continue
        try:
            found += read()
        except InputError as error:
            unread.append((name, error))
    return found, unread


def _clocks() -> tuple[float, float]:
    """Return the time and the processor time of all children that have ended.

    On a busy machine children wait, and beside this file others have children too: what is less was spent.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), used.ru_utime + used.ru_stime


def _inspected(
    data: bytes, options: Mapping[str, str], reader: str, answer: int, check: Callable[[bytes], None]
) -> list[dict[str, Any]]:
    limits = replace(limits_for(data), output_bytes=answer)
    return inspect(FileKind(check, reader, _verdicts, MAXIMUM_BYTES, limits, options), data)


def _inspected_book(data: bytes, options: Mapping[str, str], reader: str, answer: int) -> list[dict[str, Any]]:
    """Return the verdicts on the sheets of a workbook; what it unpacks to says how long that may take."""
    limits = replace(limits_for_book(data), output_bytes=answer)
    return inspect(FileKind(_check_book, reader, _verdicts, _BOOK_BYTES, limits, options), data)


def _own_columns(options: Mapping[str, str], book: str) -> Mapping[str, str]:
    """Return what is asked of a workbook in an archive: of the confirmed columns those of its own sheets."""
    if not options.get("columns"):
        return options
    own = {name: columns for name, columns in json.loads(options["columns"]).items() if name.startswith(f"{book}: ")}
    return {**options, "columns": json.dumps({name[len(book) + 2 :]: columns for name, columns in own.items()})}


def _of_book(
    member: zipfile.ZipInfo, data: bytes, options: Mapping[str, str], reader: str, answer: int
) -> list[dict[str, Any]]:
    """Return the verdicts on a workbook in an archive; its sheets are named with it, the checksum is the archive's."""
    found = _inspected_book(unpacked(data, member), _own_columns(options, member.filename), reader, answer)
    whole = {"sha256": checksum(data).removeprefix(PREFIX), "wrapping": ["zip"]}
    return [{**one, "member": f"{member.filename}: {one['member']}", **whole} for one in found]


def _members_of(data: bytes) -> list[zipfile.ZipInfo]:
    """Return what the directory of an archive names; its sizes are checked before anything is unpacked."""
    return check_archive(data, _ARCHIVE) if data.startswith(ZIP) and len(data) <= MAXIMUM_BYTES else []


def _skipped(name: str, error: InputError) -> dict[str, Any]:
    """Return the finding on a part of an archive that is not read."""
    properties = {"name": name, "reason": refusal_sentence(error.faults[0])}
    finding = SbomFinding("member_skipped", Weight.WARNING, name, properties=properties)
    text = finding_sentence(finding)
    return {"type": finding.type, "severity": finding.weight.value, "component": "", "place": name, "text": text}


def _without_skipped(verdict: dict[str, Any], books: Counter[str]) -> dict[str, Any]:
    """Return a verdict that does not call the workbooks unread; of several files of one name only so many."""
    told = []
    for finding in verdict["findings"]:
        name = finding["place"] if finding["type"] == "member_skipped" else ""
        if books[name] > 0:
            books[name] -= 1
        else:
            told.append(finding)
    return {**verdict, "findings": told}


def limits_for(data: bytes) -> Limits:
    """Return what the child may use: little for a small file, so that a hostile one ends soon."""
    start = data[:_HEAD].lstrip(_IGNORED)[:1]
    packed = data.startswith((ZIP, _GZIP))
    wall = _WALL if packed or len(data) <= _SMALL else _WALL_BUSY
    each = _MEMORY_FOR_XML if start == b"<" else _MEMORY_FOR_ONE
    free = _FREE if packed or start in _MARKUP else _FREE_TEXT
    return _limits(len(data) * (_PACKED if packed else 1), each, wall, free)


def limits_for_book(data: bytes) -> Limits:
    """Return what the child may use for a workbook, by what its directory says it unpacks to."""
    size = sum(member.file_size for member in _members_of(data))
    return _limits(size, _MEMORY_FOR_ONE, _WALL if size <= _FREE else _WALL_BUSY)


def _limits(size: int, memory_each: int, wall: float, free: int = _FREE) -> Limits:
    """Return limits that grow with the bytes that are to be read, above those that are free."""
    size = max(0, min(size, MAXIMUM_BYTES) - free)
    seconds = min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_FOR_MIB * size / _MIB)
    memory = min(_MOST_MEMORY, _LEAST_MEMORY + memory_each * size)
    return Limits(memory, round(seconds), seconds * wall, output_bytes=_ANSWER)


def _check_book(data: bytes) -> None:
    check_workbook(data, _BOOK)


def _check(data: bytes) -> None:
    if data.startswith(OLD_OFFICE):
        raise InspectionError("file_old_office")
    if data.startswith(ZIP):
        check_archive(data, _ARCHIVE)


def _is_workbook(data: bytes) -> bool:
    return not _OFFICE.isdisjoint(member.filename.casefold() for member in _members_of(data))


def _opinion(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    return {key: value[key] for key in ("library", "valid", "messages", "count")}


def _compared(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    return {**value, "state": str(value["state"]), "changes": [dict(one) for one in value["changes"]]}


def _verdicts(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what the child answered
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise ValueError
    return value
