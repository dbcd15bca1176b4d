"""A file with what was read of a council system, and one beside it while the reading is under way."""

import json
from collections.abc import Callable
from pathlib import Path

from core.errors import Fault, InputError
from core.json_text import read_json
from digitalcheck.rules.council.register import CouncilRegister, parse_register, taken_in
from infra.clock import Clock
from infra.files import write_atomically
from infra.oparl.cursor import Cursor, ListKind
from infra.oparl.reader import CouncilReader

PAGES_AT_RISK = 20
"""Pages that are read again after a crash."""


class CouncilFile:
    """Keeps a register whole: what is read replaces it only when all of it is there.

    Args:
        path: Where the register is.
        clock: Tells when a page came.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.teil")
        self._clock = clock

    def begun(self, reader: CouncilReader, system: str, body: str | None) -> CouncilRegister:
        """Return what an interrupted reading of the same system left, else a new one.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: It is no council system.
            InputError: The file beside is none of ours.
        """
        if self._part.exists():
            left = read_register(self._part)
            if left.system == system and left.cursor:
                return left
        cursor = reader.start(system, body)
        return CouncilRegister(system=system, name=cursor.name, cursor=cursor.to_json())

    def read_on(
        self, reader: CouncilReader, register: CouncilRegister, told: Callable[[Cursor, CouncilRegister], None]
    ) -> CouncilRegister:
        """Read to the end and put the register in its place; what was read before an error stays beside it.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: A page is none.
            OSError: The file cannot be written.
        """
        cursor = Cursor.from_json(register.cursor or {})
        try:
            while cursor.current is not None:
                step = reader.step(cursor)
                cursor = step.cursor
                now = self._clock.now().isoformat(timespec="seconds")
                register = taken_in(register, step.kind, step.objects).model_copy(
                    update={"cursor": cursor.to_json(), "read_until": now}
                )
                told(cursor, register)
                if cursor.pages % PAGES_AT_RISK == 0:
                    _write(self._part, register)
        except BaseException:
            _write(self._part, register)
            raise
        _write(self._path, register)
        self._part.unlink(missing_ok=True)
        return register


def read_register(path: Path) -> CouncilRegister:
    """Return the register in a file.

    Raises:
        InputError: It cannot be read, or is none.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Fault("file_unreadable", "", properties={"file": str(path)})]) from error
    register = parse_register(read_json(data))
    try:
        Cursor.from_json(register.cursor or {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([Fault("object_expected", "/cursor")]) from error
    return register


def is_whole(register: CouncilRegister) -> bool:
    """Tell whether the papers were read to the end, so that what is not among them is not there."""
    return Cursor.from_json(register.cursor or {}).whole(ListKind.PAPER)


def _write(path: Path, register: CouncilRegister) -> None:
    document = register.model_dump(mode="json")
    write_atomically(path, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())
