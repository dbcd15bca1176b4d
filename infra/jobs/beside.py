"""Work that cannot tell how far it is, done beside the thread of its job."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from infra.jobs.context import JobContext

_LOOK_SECONDS = 0.5

Made = TypeVar("Made")


def beside(context: JobContext, step: str, work: Callable[[], Made]) -> Made:
    """Return what ``work`` returns, telling meanwhile that the job is alive and for how long it reads.

    The child process cannot say how far it is, and it blocks. So it is waited for beside this thread, which notices
    within half a second that the job has to end; the child then ends at its own limit, or with this process.
    """
    done: list[Made] = []
    failed: list[BaseException] = []

    def carry_out() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failed.append(error)

    thread, waited = Thread(target=carry_out, name="beside-a-job", daemon=True), 0.0
    thread.start()
    while True:
        thread.join(_LOOK_SECONDS)
        if not thread.is_alive():
            break
        waited += _LOOK_SECONDS
        context.progress(0, None, f"{step} · {waited:.0f} s" if waited >= 1 else step)
    if failed:
        raise failed[0]
    return done[0]
