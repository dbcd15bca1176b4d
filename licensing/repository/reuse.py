"""REUSE state of a snapshot: does every file say licence and holder of rights, and does every text lie there?"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from licensing.repository.snapshot import Snapshot

_NOT_COVERED = re.compile(
    r"(^|/)(LICEN[CS]E|COPYING)([.-][^/]*)?$|^LICENSES/|\.license$|(^|/)REUSE\.toml$|^\.reuse/|(^|/)\.git/|\.spdx(\.[^/]*)?$"
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9.+-]+")
_JOINS = frozenset({"AND", "OR", "WITH"})
_MOST_NAMED = 20


class ReuseState(StrEnum):
    """How far a repository follows REUSE: wholly, partly, not at all, or its files say nothing readable."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReuseResult:
    """What was found.

    Args:
        state: How far the repository follows REUSE.
        files: Files that have to say something.
        told: Files that say both licence and holder of rights.
        untold: The first of the others, by path.
        texts_missing: Licences that files name without a text in ``LICENSES``.
        texts_unused: Texts in ``LICENSES`` that no file names.
        unreadable: Files of REUSE that could not be read.
    """

    state: ReuseState
    files: int
    told: int
    untold: tuple[str, ...]
    texts_missing: tuple[str, ...]
    texts_unused: tuple[str, ...]
    unreadable: tuple[str, ...] = ()


class _Precedence(StrEnum):
    """Who is believed where a file and a ``REUSE.toml`` both say something."""

    CLOSEST = "closest"
    AGGREGATE = "aggregate"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class _Annotation:
    form: re.Pattern[str]
    licences: tuple[str, ...]
    copyright_stated: bool
    precedence: _Precedence


def reuse_of(snapshot: Snapshot) -> ReuseResult:
    """Return the REUSE state of a snapshot.

    Files say it in their head, in ``<name>.license`` beside them, in a ``REUSE.toml`` of their folder or one above, or
    in ``.reuse/dep5``. Empty files and licence texts need not.

    Args:
        snapshot: The repository.
    """
    annotations, unreadable = _annotations(snapshot)
    covered = [path for path, file in snapshot.files.items() if file.size and not _NOT_COVERED.search(path)]
    told, used = [], set()
    for path in covered:
        licences, held = _says(path, snapshot, annotations)
        used |= {name for text in licences for name in _IDENTIFIER.findall(text) if name not in _JOINS}
        if licences and held:
            told.append(path)
    texts = {
        path.removeprefix("LICENSES/").rpartition(".")[0] for path in snapshot.files if path.startswith("LICENSES/")
    }
    untold = sorted(set(covered) - set(told))
    missing, unused = sorted(used - texts), sorted(texts - used)
    whole = bool(covered) and not (untold or missing or unused or unreadable)
    state = ReuseState.COMPLETE if whole else ReuseState.PARTIAL if told else ReuseState.NONE
    return ReuseResult(
        state, len(covered), len(told), tuple(untold[:_MOST_NAMED]), tuple(missing), tuple(unused), unreadable
    )


def _says(path: str, snapshot: Snapshot, annotations: list[_Annotation]) -> tuple[tuple[str, ...], bool]:
    """Return what is said of the licence of a file, and whether somebody is named; of several annotations the last."""
    file = snapshot.files.get(f"{path}.license", snapshot.files[path])
    given = [one for one in annotations if one.form.fullmatch(path)][-1:]
    if not given:
        return file.licences, file.copyright_stated
    [annotation] = given
    if annotation.precedence is _Precedence.OVERRIDE:
        return annotation.licences, annotation.copyright_stated
    held = annotation.copyright_stated or file.copyright_stated
    if annotation.precedence is _Precedence.AGGREGATE:
        return annotation.licences + file.licences, held
    return file.licences or annotation.licences, held


def _annotations(snapshot: Snapshot) -> tuple[list[_Annotation], tuple[str, ...]]:
    found: list[_Annotation] = []
    unreadable = []
    for path in sorted(snapshot.files, key=lambda path: (path.count("/"), path)):
        text = snapshot.files[path].text
        if text is None or not (path == ".reuse/dep5" or path.rpartition("/")[2] == "REUSE.toml"):
            continue
        try:
            found += _dep5(text) if path == ".reuse/dep5" else _toml(text, path.removesuffix("REUSE.toml"))
        except (TypeError, ValueError, AttributeError, KeyError):
            unreadable.append(path)
    return found, tuple(unreadable)


def _toml(text: str, folder: str) -> Iterator[_Annotation]:
    for one in tomllib.loads(text).get("annotations", []):
        paths, licences = _texts(one["path"]), _texts(one.get("SPDX-License-Identifier", []))
        held = bool(_texts(one.get("SPDX-FileCopyrightText", [])))
        precedence = _Precedence(one.get("precedence", "closest"))
        for path in paths:
            form = re.compile(re.escape(folder) + _globbed(path, crossing=False))
            yield _Annotation(form, licences, held, precedence)


def _dep5(text: str) -> Iterator[_Annotation]:
    for paragraph in re.split(r"\n\s*\n", text):
        fields = dict(re.findall(r"^(Files|Copyright|License):[ \t]*((?:.*(?:\n[ \t]+.*)*))", paragraph, re.MULTILINE))
        if "Files" in fields:
            licence = fields.get("License", "").partition("\n")[0].strip()
            for path in fields["Files"].split():
                held = bool(fields.get("Copyright", "").strip())
                form = re.compile(_globbed(path, crossing=True))
                yield _Annotation(form, (licence,) if licence else (), held, _Precedence.AGGREGATE)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise TypeError("no text and no list of texts")


def _globbed(path: str, *, crossing: bool) -> str:
    """Return the pattern of a path: ``**`` crosses folders, ``*`` only where the older format says so."""
    parts = []
    for piece in re.findall(r"\\.|\*+|\?|[^*?\\]+|\\", path):
        if piece.startswith("*"):
            parts.append(".*" if crossing or len(piece) > 1 else "[^/]*")
        elif piece == "?" and crossing:
            parts.append(".")
        else:
            parts.append(re.escape(piece[1:] if piece.startswith("\\") and len(piece) > 1 else piece))
    return "".join(parts)
