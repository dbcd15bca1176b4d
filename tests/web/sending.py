"""Pages as a person opens and sends them, with the status that is expected."""

from typing import Any

from litestar.types import ASGIApp

from tests.clients import TestClient
from tests.web.page import Node, parse


def opened(client: TestClient[ASGIApp], address: str, status: int = 200) -> Node:
    """Return a page."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return parse(answer.text)


def sent(client: TestClient[ASGIApp], address: str, form: dict[str, Any], status: int = 303) -> Node:
    """Send a form and return what was answered."""
    answer = client.post(address, data=form, follow_redirects=False)
    assert answer.status_code == status, answer.text[:800]
    return parse(answer.text)
