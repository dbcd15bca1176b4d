"""The kinds of jobs there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from infra.jobs.context import JobContext
from infra.policy.table import Action

Payload = Mapping[str, Any]
Work = Callable[[JobContext, Payload], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """What a job of this kind does.

    Args:
        name: Its name, kept with every job: at most 40 characters, never changed.
        action: What the actor must be allowed to do, when asking for it and again when it runs.
        work: Does it. Steps must be safe to repeat; what it returns is small JSON, ``link`` in it the path of a page.
        attempts: How often it is started at most, 1 or more, before it fails for good.
        is_single: A person has at most one open job of this kind; asking again gives the open one.
        daily_at: Time of day in Germany at which every city gets one by itself; None where people ask.
    """

    name: str
    action: Action
    work: Work
    attempts: int = 5
    is_single: bool = False
    daily_at: time | None = None


def by_name(kinds: Iterable[JobKind]) -> dict[str, JobKind]:
    """Return the kinds by their names.

    Raises:
        ValueError: Two kinds have the same name.
    """
    listed = tuple(kinds)
    named = {kind.name: kind for kind in listed}
    if len(named) < len(listed):
        raise ValueError("two kinds of jobs have the same name")
    return named
