"""Applications that houses share one after the other: building one takes longer than most tests."""

from typing import Any

from litestar import Litestar
from litestar.types import ASGIApp, Receive, Send

from app.house import House
from app.main import build, walled
from infra.settings import Settings

_vacant: dict[int, list[Litestar]] = {}
"""Applications that serve nobody, by the one setting that is built into them."""


def guarded(house: House, settings: Settings) -> ASGIApp:
    """Return what ``app.main.guarded`` returns; once it was stopped, another house may have its routes."""
    free = _vacant.setdefault(settings.max_upload_bytes, [])
    application = free.pop() if free else build(house, settings)
    application.state["served"].move_in(house)
    walls = walled(application, settings)

    async def answer(scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401 - Litestar's unions of scopes
        try:
            await walls(scope, receive, send)
        finally:
            if scope["type"] == "lifespan":
                free.append(application)

    return answer
