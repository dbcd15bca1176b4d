"""Compilation to machine code: the one place that knows the compiler."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Return the function compiled at its first call; the result lies beside the module and is found again.

    It holds no lock while it runs, so that two threads compute on two cores.
    """
    try:
        return cast("F", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # nowhere to keep the result: neither here nor in the folder of the person
        return cast("F", njit(nogil=True)(function))
