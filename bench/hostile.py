"""Hostile files through the gates that uploads pass: what each takes of processor and memory, of child and service."""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bench.hostile_files import artefacts, bills
from bench.measuring import Row
from core.errors import InputError

_SECONDS, _MEMORY = 5.0, 512
_OPINION_UP_TO = 2**20
"""The reference library is asked on demand alone; larger files have more time there."""
_ASKED = {"day": "2026-11-22", "outbound": "EUPL-1.2", "use": "link"}
Measured = tuple[float, float, float]


def rows() -> Iterator[Row]:
    """Yield a row for each file with its processor time, and the most memory of all."""
    most = (0.0, 0.0)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as service:
        for gate, name, data in _tried():
            with NamedTemporaryFile() as file:  # handed over as a file: the service shall hold it once
                Path(file.name).write_bytes(data)
                seconds, child, grown = service.submit(_measured, gate, name, file.name).result()
            most = max(most[0], child), max(most[1], grown)
            told = f"{seconds:.2f} s, {child:.0f} MiB, service + {grown:.0f} MiB"
            yield Row(f"hostile, {gate}: {name}", told, "", seconds, _SECONDS, "s")
    yield Row("hostile, most memory of a child", "", "", most[0], _MEMORY, "MiB")
    yield Row("hostile, most that the service grew", "", "", most[1], _MEMORY, "MiB")


def _tried() -> Iterator[tuple[str, str, bytes]]:
    for name, data in bills():
        yield "licences", name, data
        if len(data) <= _OPINION_UP_TO:
            yield "reference library", name, data
    yield from (("standards", name, data) for name, data in artefacts())


def _measured(gate: str, name: str, path: str) -> Measured:
    """Return processor seconds, MiB of the child and MiB that this process grew, which stands for the service."""
    act = partial(_gates()[gate], Path(path).read_bytes(), name)
    before, used = _own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with suppress(InputError):
        act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return seconds, after.ru_maxrss / 1024, _own_peak() - before


def _own_peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _gates() -> dict[str, Callable[[bytes, str], Any]]:
    from app.artefacts.gate import examine_file  # noqa: PLC0415 - loaded in the process that is measured
    from app.licences.gate import list_file, second_opinion  # noqa: PLC0415 - the same

    listed = {**_ASKED, "scenario": "distribution", "columns": ""}
    return {
        "licences": lambda data, _: list_file(data, listed),
        "reference library": lambda data, _: second_opinion(data),
        "standards": examine_file,
    }
