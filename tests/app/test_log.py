"""The log tells what happened and when, and nothing that anybody said."""

import asyncio
import io
import json
import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import structlog
from litestar.types import HTTPReceiveMessage, Message, Receive, Scope, Send

from app.request_log import RequestLog
from infra.logging import FIELDS, bind_request, configure, log_defect, log_request, measured

SECRET = "geheim-4711"


class Log:
    """What a test has written to standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.text = ""

    def lines(self) -> list[dict[str, Any]]:
        self.text += self._capsys.readouterr().err
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Log]:
    """Log for one test as the server does."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)  # an app of an earlier test captures them already, past this block
        configure()
        yield Log(capsys)
        logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(level)


def fail() -> None:
    raise ValueError(SECRET)


def test_a_defect_names_kind_and_place(log: Log) -> None:
    with bind_request("abc"):
        try:
            fail()
        except ValueError as error:
            reference = log_defect(error)
    (line,) = log.lines()
    assert (line["event"], line["level"], line["kind"]) == ("defect", "error", "ValueError")
    assert (line["reference"], line["request"]) == (reference, "abc")
    assert line["places"][-1].endswith(f"test_log.py:{fail.__code__.co_firstlineno + 1} fail")
    assert line["time"].endswith("Z")
    assert SECRET not in log.text


def test_a_library_is_told_by_its_place_only(log: Log) -> None:
    library = logging.getLogger("library.of.others")
    try:
        fail()
    except ValueError:
        library.exception("because of %s", SECRET, extra={"password": SECRET})
    library.warning(SECRET)
    warnings.warn(SECRET, stacklevel=1)
    assert [line["event"] for line in log.lines()] == ["library"] * 3
    assert log.lines()[0]["logger"] == "library.of.others"
    assert log.lines()[0]["kind"] == "ValueError"
    assert "test_log.py" in log.lines()[0]["places"][0]
    assert SECRET not in log.text


def test_a_library_that_brought_its_own_way_out_loses_it(log: Log) -> None:
    talkative, own = logging.getLogger("talkative"), io.StringIO()
    talkative.addHandler(logging.StreamHandler(own))
    configure()
    talkative.error(SECRET)
    assert own.getvalue() == ""
    assert [line["logger"] for line in log.lines()] == ["talkative"]


@pytest.mark.parametrize("code", [0, 2])
def test_commands_and_jobs_are_measured(log: Log, code: int) -> None:
    with measured("job", "backup") as outcome:
        outcome.code = code
    (line,) = log.lines()
    assert (line["event"], line["name"], line["code"]) == ("job", "backup", code)
    assert line["milliseconds"] >= 0


def test_what_breaks_off_is_told_too(log: Log) -> None:
    with pytest.raises(ValueError, match=SECRET), measured("command", "restore"):
        fail()
    assert [(line["name"], line["code"]) for line in log.lines()] == [("restore", None)]
    assert SECRET not in log.text


def test_only_known_fields_get_in(log: Log) -> None:
    structlog.contextvars.bind_contextvars(password=SECRET)
    try:
        log_request(method="GET", route="/", status=200, milliseconds=1.26)
    finally:
        structlog.contextvars.unbind_contextvars("password")
    (line,) = log.lines()
    assert list(line) == ["time", "level", "event", "method", "route", "status", "milliseconds"]
    assert (line["event"], line["milliseconds"]) == ("request", 1.3)
    assert set(line) < set(FIELDS)


@pytest.mark.parametrize(
    ("route", "status", "told"),
    [
        ("/vergabeverfahren", 200, 1),
        ("/angebotsabgabe/{city}", 200, 0),
        ("/angebotsabgabe/{city}", 422, 0),
        ("/angebotsabgabe/{city}/{access_link}", 404, 0),
        ("/angebotsabgabe/{city}", 500, 1),
    ],
)
def test_sealed_bids_cannot_be_counted_in_the_log(log: Log, route: str, status: int, told: int) -> None:
    async def answer(scope: Scope, _receive: Receive, send: Send) -> None:
        scope["path_template"] = route
        start: Any = {"type": "http.response.start", "status": status, "headers": []}
        await send(start)

    async def receive() -> HTTPReceiveMessage:
        return {"type": "http.disconnect"}

    async def send(_message: Message) -> None:
        pass

    scope: Any = {"type": "http", "method": "POST"}
    with ThreadPoolExecutor(1) as beside:  # in this thread the loop of a browser may be running
        beside.submit(asyncio.run, RequestLog(answer)(scope, receive, send)).result()
    assert [one["route"] for one in log.lines()] == [route] * told
