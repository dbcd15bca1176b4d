"""Runs a program of others over a file from outside: no network, no environment, limited, killed when time is up."""

import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.errors import PruefstandError
from infra.inspect.child import leave_network, set_limits
from infra.inspect.runner import OUT_OF_TIME, Limits, memory_file, run_python

_BOOT = "from infra.validators.launch import become; become()"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it: files from outside stay off the disk
_UNLIMITED = -1
_MIB = 2**20


class ValidatorError(PruefstandError):
    """The program gave no answer that could be used.

    Args:
        reason: ``time`` when it was killed, else ``crash``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program and what it may use. Its memory it limits itself: Java and Chromium reserve far more than they use.

    Args:
        command: What is run; it finds its files in the folder given as ``HOME``.
        limits: Processor time, time until it is killed, size of its answer and of what it writes, open files.
    """

    command: tuple[str, ...]
    limits: Limits = field(
        default_factory=lambda: Limits(
            memory_bytes=_UNLIMITED, cpu_seconds=60, wall_seconds=90.0, output_bytes=64 * _MIB, open_files=1024
        )
    )


def scratch_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder for one run, in memory where the system offers that; it is gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="pruefstand-", dir=_MEMORY if _MEMORY.is_dir() else None)


def answer_of(program: Program, folder: Path) -> str:
    """Return what a program printed.

    Raises:
        ValidatorError: It was killed at its limits, or ended with an error.
    """
    order = {"command": program.command, "folder": str(folder), "limits": asdict(program.limits)}
    with memory_file() as nothing, memory_file() as answer, memory_file() as last_words:
        code = run_python(_BOOT, json.dumps(order), (nothing, answer, last_words), program.limits.wall_seconds)
        answer.seek(0)
        if code != 0:
            raise ValidatorError("time" if code in OUT_OF_TIME else "crash")
        return answer.read().decode("utf-8", "replace")


def become() -> None:
    """Leave the network, take the limits and become the program: what the child does first."""
    order = json.loads(sys.argv[1])
    leave_network()
    set_limits(order["limits"])
    os.chdir(order["folder"])
    environment = {"HOME": order["folder"], "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": order["folder"]}
    os.execve(order["command"][0], order["command"], environment)  # noqa: S606 - a program that the operator named
