"""What the libraries that print complain about: a document is clean, or it is not printed."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TALKATIVE = ("weasyprint", "fontTools")
#: WeasyPrint leaves its own colour profile to be closed by whoever finds it.
UNAVOIDABLE = r"unclosed file .*sRGB2014\.icc"


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Gather what the libraries log as a warning or worse, and every Python warning."""
    messages: list[str] = []
    listener = _Listener(messages)
    loggers = [logging.getLogger(name) for name in TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.filterwarnings("ignore", UNAVOIDABLE, ResourceWarning)
            yield messages
        messages += [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(listener)
            logger.setLevel(level)


class _Listener(logging.Handler):
    """Writes the messages of records into a list."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")
