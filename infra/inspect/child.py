"""What runs inside the child process: first the cage, then the reader, then one bounded answer."""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import sys
from typing import Any

from core.errors import InputError
from infra.inspect.errors import InspectionError

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38
_SIGKILL = 9
_PANIC = "PanicException"
"""What compiled code raises that gives up; where much memory was used, for want of more."""
_DENIED = (
    "ctypes.",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.system",
    "pty.",
    "shutil.",
    "socket.",
    "subprocess.",
    "urllib.",
)


class DeniedError(RuntimeError):
    """The reader tried something that reading a file never needs."""


def main() -> None:
    """Read the order from the command line and the file from standard input; answer on standard output."""
    gc.disable()  # a short life under a memory limit: looking for cycles costs more than it frees
    order = json.loads(sys.argv[1])
    answer = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    limits = order["limits"]
    leave_network()
    set_limits(limits)
    message = _message(order["reader"], order["options"])
    encoded = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(encoded) > limits["output_bytes"]:
        encoded = json.dumps(_refusal(InspectionError("file_output"))).encode()
    while encoded:
        encoded = encoded[os.write(answer, encoded) :]
    os._exit(0)  # a library's clean-up code gets no further turn


def _message(reader: str, options: dict[str, Any]) -> dict[str, Any]:
    try:
        module, _, name = reader.partition(":")
        function = getattr(importlib.import_module(module), name)
        sys.addaudithook(_deny)
        return {"value": function(sys.stdin.buffer.read(), **options)}
    except InputError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(InspectionError("file_memory"))
    except RecursionError:
        return _refusal(InspectionError("file_nested", part="Inhalt"))
    except BaseException as error:  # noqa: BLE001 - some parsers even raise SystemExit on a bad file
        if type(error).__name__ == _PANIC and _peak() * 2 > resource.getrlimit(resource.RLIMIT_AS)[0]:
            return _refusal(InspectionError("file_memory"))
        return _refusal(InspectionError("file_damaged", detail=type(error).__name__))


def _peak() -> int:
    """Return the most address space that this process had so far, in bytes; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - pathlib takes more memory
            lines = [line for line in status if line.startswith("VmPeak:")]
        return int(lines[0].split()[1]) * 1024
    except (OSError, LookupError, ValueError):
        return 0


def _refusal(error: InputError) -> dict[str, Any]:
    first = error.faults[0]
    return {"refused": first.type, "place": first.pointer, "properties": dict(first.properties)}


def set_limits(limits: dict[str, Any]) -> None:
    """Take away memory, time, files and core dumps for good."""
    cpu = int(limits["cpu_seconds"])
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_AS, limits["memory_bytes"], limits["memory_bytes"]),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, limits["output_bytes"], limits["output_bytes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"], limits["open_files"]),
    ):
        resource.setrlimit(kind, (int(soft), int(hard)))


def leave_network() -> bool:
    """Move into an empty network, where the kernel lets; tell whether it did. The audit hook refuses sockets anyway."""
    try:
        libc = ctypes.CDLL(None)
        libc.prctl(_DIE_WITH_PARENT, _SIGKILL)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.unshare(_NEW_USER | _NEW_NETWORK) == 0)
    except (AttributeError, OSError):
        return False


def _deny(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_DENIED) or (event == "open" and _writes(args)):
        raise DeniedError(event)


def _writes(args: tuple[Any, ...]) -> bool:
    mode, flags = (args[1], args[2]) if len(args) > 2 else (None, 0)  # noqa: PLR2004 - path, mode, flags
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    with contextlib.suppress(TypeError):
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return True
