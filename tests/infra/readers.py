"""What readers may do inside the child process; each is called there by its name."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from infra.inspect.errors import InspectionError

MIB = 2**20


def echo(data: bytes) -> str:
    return data.decode()


def leave(_: bytes) -> None:
    raise SystemExit(0)


def abort(_: bytes) -> None:
    os.abort()


def abort_without_memory(_: bytes) -> None:
    """Give up as compiled code does that gets no memory."""
    os.write(2, b"memory allocation of 18278944 bytes failed\n")
    os.abort()


def vanish(_: bytes) -> None:
    os._exit(0)


def killed(_: bytes) -> None:
    signal.raise_signal(signal.SIGKILL)


def lie(data: bytes) -> None:
    """Answer past the cage, as code that took the child over would."""
    answer = next(one for one in range(3, 10) if "memfd:" in str(Path(f"/proc/self/fd/{one}").readlink()))
    os.write(answer, data)
    os._exit(0)


def fill_memory(_: bytes) -> int:
    return len([bytes(MIB) for _ in range(4096)])


def recurse(data: bytes) -> None:
    recurse(data)


def burn(_: bytes) -> None:
    while True:
        pass


def sleep(_: bytes) -> None:
    time.sleep(60)


def chatter(_: bytes) -> str:
    print("not an answer")  # noqa: T201 - must not end up in the answer
    return "x" * (3 * MIB)


def refuse(_: bytes) -> None:
    raise InspectionError("file_kind", "Blatt!A1", expected="Liste")


def connect(_: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def start_program(_: bytes) -> None:
    subprocess.run(["/bin/true"], check=True)


def write_file(_: bytes) -> None:
    Path("/tmp/pruefstand-test").write_text("x")  # noqa: S108 - must not come into being


def siblings(_: bytes) -> int:
    """Return how many readers of the same parent run right now, this one included."""
    time.sleep(0.2)
    return sum(_is_sibling(folder) for folder in Path("/proc").iterdir() if folder.name.isdecimal())


def _is_sibling(folder: Path) -> bool:
    try:
        parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        return parent == os.getppid() and b"readers:siblings" in (folder / "cmdline").read_bytes()
    except OSError:  # it has just ended
        return False


def look_around(_: bytes) -> dict[str, Any]:
    return {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "files": sorted(path.name for path in Path("/proc/self/fd").iterdir()),
    }


def network_names(_: bytes) -> list[str]:
    lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
    return [line.partition(":")[0].strip() for line in lines]
