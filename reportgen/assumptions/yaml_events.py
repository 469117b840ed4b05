"""The events of a YAML text: from the library's C parser where both of its parsers say the same.

The C parser is ten times as fast and knows YAML 1.1. The two differ in places that no assumption file
needs; a text with one of these, or one that the C parser does not take, is left to the other parser, so
that every message and every position comes from that one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the parsers may differ: tabs and all that is not printed, '? ' keys, block scalars but the
#: plainest, and markers of documents and directives.
_DIFFERENT = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f]"
    r"|(?:^|[\s,\[{])\?"
    r"|^\s*[|>]"
    r"|[:-]\s+[|>](?!-?\n +\S)"
    r"|^(?:%|---|\.\.\.)",
    re.MULTILINE,
)
#: The same, beyond what a pattern is quickly compiled for: other ends of a line, and what marks byte order.
_DIFFERENT_LETTERS = "\u2028\u2029\ufeff\ufffe\uffff"


class Event(Protocol):
    """What the library tells of an event; which of it is there depends on the kind of event."""

    start_mark: Any
    anchor: str | None
    tag: object
    version: object
    tags: object
    style: str | None
    value: str


class NotPlainError(Exception):
    """The quick parser met what the thorough one may see otherwise."""


def thorough_events(text: str) -> Iterator[Event]:
    """The events of any text, by the parser whose errors are explained (`yaml_syntax`)."""
    from ruamel.yaml import YAML

    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    return events


def quick_events(text: str) -> Iterator[Event] | None:
    """The events of a plain text; None where it is not plain, or the C parser is not installed.

    What is wrong with the text raises an error on the way: NotPlainError, or one of the library's.
    """
    if _DIFFERENT.search(text) or any(letter in text for letter in _DIFFERENT_LETTERS):
        return None
    try:
        from _ruamel_yaml import CParser

        parser = CParser(text)
    except (ImportError, UnicodeEncodeError):  # half a pair of surrogates is no text to it
        return None
    return _alike(iter(parser.get_event, None))


def _alike(events: Iterator[Event]) -> Iterator[Event]:
    """The events as the other parser gives them."""
    for event in events:
        if getattr(event, "style", None) == "":
            if not event.value:
                # Where nothing stands, each of the two has its own idea of the place.
                raise NotPlainError
            event.style = None
        yield event
