"""Applications that houses share one after the other: building one takes longer than most tests."""

from threading import Lock
from typing import Any

from litestar import Litestar
from litestar.types import ASGIApp, Receive, Send

from app.house import House
from app.main import build, walled
from infra.settings import Settings

_vacant: dict[int, list[Litestar]] = {}
"""Applications that serve nobody, by the one setting that is built into them."""
_lent: dict[tuple[int, int], Litestar] = {}
"""Applications whose clients never start or stop them, by house and setting: they are free when the test is over."""
_door = Lock()


def guarded(house: House, settings: Settings) -> ASGIApp:
    """Return what ``app.main.guarded`` returns; once it was stopped, another house may have its routes."""
    running = list[Litestar]()
    walls = dict[int, ASGIApp]()

    async def answer(scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401 - Litestar's unions of scopes
        is_start = scope["type"] == "lifespan"
        application = _take(house, settings) if is_start else running[0] if running else _lend(house, settings)
        if is_start:
            running.append(application)
        if id(application) not in walls:
            walls[id(application)] = walled(application, settings)
        try:
            await walls[id(application)](scope, receive, send)
        finally:
            if is_start:
                running.remove(application)
                _vacant[settings.max_upload_bytes].append(application)

    return answer


def vacate() -> None:
    """Let other houses have the applications that nobody started: the test that used them is over."""
    while _lent:
        (_, size), application = _lent.popitem()
        _vacant[size].append(application)


def _take(house: House, settings: Settings) -> Litestar:
    free = _vacant.setdefault(settings.max_upload_bytes, [])
    application = free.pop() if free else build(house, settings)
    application.state["served"].move_in(house)
    return application


def _lend(house: House, settings: Settings) -> Litestar:
    """Return the application that all clients of a house share which do not start it."""
    with _door:
        key = (id(house), settings.max_upload_bytes)
        if key not in _lent:
            _lent[key] = _take(house, settings)
        return _lent[key]
