"""What readers may do inside the child process; each is called there by its name."""

import os
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


def vanish(_: bytes) -> None:
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


def look_around(_: bytes) -> dict[str, Any]:
    return {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "files": sorted(path.name for path in Path("/proc/self/fd").iterdir()),
    }


def network_names(_: bytes) -> list[str]:
    lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
    return [line.partition(":")[0].strip() for line in lines]
