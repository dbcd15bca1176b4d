"""Run a reader in a child process with limits; whatever happens there, this process lives on."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from core.json_text import collector_paused
from infra.inspect.errors import InspectionError

_ROOT = str(Path(__file__).resolve().parents[2])
_PATH = "import sys; sys.path[:] = sys.argv[2].split('\\n'); "
_BOOT = "from infra.inspect.child import main; main()"
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"out of memory")
"""What compiled code says before it gives up where Python would raise ``MemoryError``."""
_LAST_WORDS = 65_536
Streams = tuple[IO[bytes], IO[bytes], IO[bytes]]
"""Standard input, output and error."""

_MIB = 2**20
_MOST_CONTAINERS = 5_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use.

    Args:
        memory_bytes: Address space.
        cpu_seconds: Processor time.
        wall_seconds: Time until it is killed.
        output_bytes: Size of its answer, and of any file it could write.
        open_files: File descriptors.
    """

    memory_bytes: int = 1024 * _MIB
    cpu_seconds: int = 10
    wall_seconds: float = 20.0
    output_bytes: int = 64 * _MIB
    open_files: int = 64


def run_reader(reader: str, data: bytes, limits: Limits, options: Mapping[str, str] = MappingProxyType({})) -> Any:  # noqa: ANN401 - each reader knows its shape
    """Return what ``reader`` (``module:function``) makes of ``data`` in a child process, as JSON values.

    Options reach the reader as arguments by name.

    Raises:
        InspectionError: The reader refused the file, or the child ran out of time or memory, or crashed.
    """
    with memory_file() as source, memory_file() as answer, memory_file() as last_words:
        source.write(data)
        source.seek(0)
        order = {"reader": reader, "options": dict(options), "limits": asdict(limits)}
        code = run_python(_BOOT, json.dumps(order), (source, answer, last_words), limits.wall_seconds)
        answer.seek(0)
        last_words.seek(0)
        if code == -signal.SIGABRT and any(one in last_words.read(_LAST_WORDS) for one in _NO_MEMORY):
            raise InspectionError("file_memory")
        return _outcome(code, answer.read(), limits)


def memory_file() -> IO[bytes]:
    """Return a file that never touches a disk where the system offers that: bids are confidential."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("pruefstand", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()


def run_python(code: str, order: str, streams: Streams, seconds: float) -> int:
    """Run code of ours in a child process of its own session, and return its exit code; it is killed when time is up.

    Args:
        code: Statements; the order is their first argument.
        order: What the child shall do.
        streams: Its own.
        seconds: Time until it is killed.
    """
    path = "\n".join([_ROOT, *(entry for entry in sys.path if entry and entry != _ROOT)])
    # -B: the reader writes nothing, not even its byte code. -I and -S: no environment, no user folder, no start-up
    # files; the import path is handed over as it is here.
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code; the file comes on standard input
        [sys.executable, "-B", "-I", "-S", "-c", _PATH + code, order, path],
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        cwd="/",
        env={},
        start_new_session=True,
    )
    try:
        return _wait(child, seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _wait(child: subprocess.Popen[bytes], seconds: float) -> int:
    """Return the exit code, or that of a killed child when time is up."""
    if hasattr(os, "pidfd_open"):
        descriptor = os.pidfd_open(child.pid)
        try:
            done, _, _ = select.select([descriptor], [], [], seconds)
        finally:
            os.close(descriptor)
        return child.wait() if done else -signal.SIGKILL
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL


def _outcome(code: int, answer: bytes, limits: Limits) -> Any:  # noqa: ANN401 - see run_reader
    if code in OUT_OF_TIME:
        seconds = limits.cpu_seconds if code == -signal.SIGXCPU else limits.wall_seconds
        raise InspectionError("file_time", seconds=str(round(seconds)))
    message = _message(answer) if code == 0 else None
    match message:
        case {"value": value}:
            return value
        case {"refused": str(reason), "place": str(place), "properties": dict(properties)}:
            raise InspectionError(reason, place, **properties)
    raise InspectionError("file_crash")


def _message(answer: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return what the child says; nothing where it is not what our encoder writes: it may have been taken over."""
    if answer.count(b"[") + answer.count(b"{") > _MOST_CONTAINERS:
        raise InspectionError("file_output")
    try:
        with collector_paused():
            return json.loads(answer)
    except (RecursionError, ValueError):
        return None
