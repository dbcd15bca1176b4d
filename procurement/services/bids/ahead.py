"""Computing before the writer lock is held; what was computed counts only where its input is still the same inside.

Evaluating a lot and judging its stability take seconds; everybody else who writes waits meanwhile. So a step that needs
them computes before it opens its transaction. Inside, the input is gathered anew and named by its digest: what was
computed for the same digest is taken, anything else is computed there. The step stays one transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Computed = TypeVar("Computed")

_REMEMBERED: ContextVar[dict[str, Any] | None] = ContextVar("computed_ahead", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what is computed in this block, for this call alone: prices never outlive it."""
    token = _REMEMBERED.set({})
    try:
        yield
    finally:
        _REMEMBERED.reset(token)


def once(key: str, compute: Callable[[], Computed]) -> Computed:
    """Return what was computed for a key in this block; outside of one it is computed each time.

    Args:
        key: Names everything that the computation depends on, by digest.
        compute: Computes it; the same input always gives the same.
    """
    held = _REMEMBERED.get()
    if held is None:
        return compute()
    if key not in held:
        held[key] = compute()
    found: Computed = held[key]
    return found
