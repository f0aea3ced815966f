"""What is logged while a text is read or a document rendered; it is logged again if that is reused."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pelican.log import FatalLogger, FilteredMessage

from ...core.adapter.log import FATAL_OPTION

FIELDS = tuple("name levelno levelname msg args limit_msg limit_args pathname filename lineno".split())
"""What a record is made of again."""
Entry = dict[str, Any]


class Logs:
    """Collects the records of warnings and errors; in a forked process, they are only collected."""

    def __init__(self) -> None:
        self.found: list[Entry] = []
        self.is_quiet = False
        self._original = logging.Logger.handle
        self._is_watching = False

    def watch(self) -> None:
        """Collect the records of all loggers from now on. Can be called repeatedly."""
        if not self._is_watching:
            self._is_watching, self._original = True, logging.Logger.handle
            logging.Logger.handle = _handle  # type: ignore[method-assign, assignment]

    def add(self, logger: logging.Logger, record: logging.LogRecord) -> None:
        """Collect a record, and pass it on."""
        if record.levelno >= logging.WARNING:
            entry = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
            if isinstance(entry["args"], tuple):
                entry["args"] = tuple(
                    one if isinstance(one, int | float) else str(one) for one in entry["args"]
                )
            self.found.append(entry)
        if not self.is_quiet:
            self._original(logger, record)

    def take(self) -> list[Entry]:
        """Return what was collected since the last call."""
        found, self.found = self.found, []
        return found

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Log nothing in this block."""
        before, self.is_quiet = self.is_quiet, True
        try:
            yield
        finally:
            self.is_quiet = before
            self.take()


LOGS = Logs()
"""Logging is global."""


def _handle(logger: logging.Logger, record: logging.LogRecord) -> None:
    LOGS.add(logger, record)


def log_again(entries: list[Entry]) -> None:
    """Log records again."""
    for entry in entries:
        try:
            logging.getLogger(entry["name"]).handle(logging.makeLogRecord(entry))
        except FilteredMessage:  # Pelican's loggers raise it where others drop a record
            continue
        if FatalLogger.fatal_lvl <= entry["levelno"] < logging.CRITICAL:  # Pelican's option --fatal
            raise RuntimeError(FATAL_OPTION)
