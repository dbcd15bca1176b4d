"""The log: JSON lines on standard error, in words fixed here. What people, bidders and browsers say never gets in.

A line can hold the fields of ``FIELDS`` and nothing else. An error is told by its kind and places, not by its message,
which may quote a bid. Of a library's message only the place is told where the library cannot be known to be discreet.
"""

import logging
import logging.config
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import extract_tb
from typing import Any
from uuid import uuid4

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

FIELDS = (
    "time",
    "level",
    "event",  # request, command, job, defect, database, library
    "request",  # id of the request, also answered as X-Request-Id
    "job",  # number of the job
    "method",
    "route",  # template of the address, never the address
    "status",
    "milliseconds",
    "name",  # of the command or job
    "code",  # how it ended; null when it broke off
    "reference",  # what the page or problem names to the user
    "kind",  # class of an error
    "places",  # where it came about: file, line, function
    "logger",
    "text",
)
_DISCREET = ("_granian",)  # tells of its own start and end only
_PLACES = 30

_logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger("pruefstand"),
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        ProcessorFormatter.wrap_for_formatter,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
)


def json_formatter() -> logging.Formatter:
    """Return what turns every record of this process into a line of JSON."""
    render = structlog.processors.JSONRenderer(ensure_ascii=True)
    return ProcessorFormatter(processors=[_only_known_fields, render], foreign_pre_chain=[_of_library])


class StandardError(logging.Handler):
    """Writes to the standard error of the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        sys.stderr.write(self.format(record) + "\n")
        sys.stderr.flush()


CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "infra.logging.json_formatter"}},
    "handlers": {"stderr": {"class": "infra.logging.StandardError", "formatter": "json"}},
    "loggers": {"pruefstand": {"level": "INFO"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
"""For ``logging.config.dictConfig``."""


def configure() -> None:
    """Send everything that is logged in this process to standard error as lines of JSON."""
    logging.config.dictConfig(CONFIGURATION)
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger):  # libraries that brought their own way out
            logger.handlers, logger.propagate = [], True
            logger.setLevel(logging.INFO if name in {"pruefstand", *_DISCREET} else logging.NOTSET)
    logging.captureWarnings(capture=True)


def log_request(*, method: str, route: str, status: int, milliseconds: float) -> None:
    """Tell about an answered request; its id is bound by ``bind_request``.

    Args:
        method: HTTP method.
        route: Template of the address.
        status: HTTP status of the answer.
        milliseconds: How long it took.
    """
    _logger.info("request", method=method, route=route, status=status, milliseconds=round(milliseconds, 1))


@contextmanager
def bind_request(identifier: str) -> Iterator[None]:
    """Put the id of a request on every line written in the block."""
    with structlog.contextvars.bound_contextvars(request=identifier):
        yield


@contextmanager
def bind_job(number: int) -> Iterator[None]:
    """Put the number of a job on every line written in the block."""
    with structlog.contextvars.bound_contextvars(job=number):
        yield


@dataclass(slots=True)
class Outcome:
    """How a command or job ended.

    Args:
        code: Exit code, or 0 for a job that was done; None while it runs and when it broke off.
    """

    code: int | None = None


@contextmanager
def measured(event: str, name: str) -> Iterator[Outcome]:
    """Tell about a command or a job when it is over, however it ends; set the code of what it yields.

    Args:
        event: ``command`` or ``job``.
        name: Which one.
    """
    started, outcome = time.perf_counter(), Outcome()
    try:
        yield outcome
    finally:
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        _logger.info(event, name=name, code=outcome.code, milliseconds=milliseconds)


def log_database(*, is_there: bool) -> None:
    """Tell that the background lost the database, or has it again."""
    if is_there:
        _logger.info("database", text="the database answers again; jobs go on")
    else:
        _logger.warning("database", text="the database does not answer; jobs wait for it")


def log_defect(error: BaseException) -> str:
    """Tell about an error that nobody expected, and return the reference under which it can be found."""
    reference = str(uuid4())
    _logger.error("defect", reference=reference, kind=type(error).__name__, places=_places(error))
    return reference


def _places(error: BaseException) -> list[str]:
    frames = extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _only_known_fields(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {key: event[key] for key in FIELDS if key in event}


def _of_library(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Return what can be told of a library's record: its message may quote anything."""
    record: logging.LogRecord = event["_record"]
    told: dict[str, Any] = {
        "time": structlog.processors.TimeStamper(fmt="iso", utc=True, key="time")(None, "", {})["time"],
        "level": record.levelname.lower(),
        "event": "library",
        "logger": record.name,
        "places": [f"{record.pathname}:{record.lineno} {record.funcName}"],
        "_record": record,
        "_from_structlog": False,
    }
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told |= {"kind": type(error).__name__, "places": told["places"] + _places(error)}
    elif record.name in _DISCREET:
        told["text"] = record.getMessage()
    record.exc_info = record.exc_text = None
    return told
