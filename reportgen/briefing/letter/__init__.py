"""The letter that brings a briefing: its front page in short, as text and as HTML that mail programs keep.

Every number in it is the string that the PDF prints. A `Letter` is the same for all readers; what is a
reader's own (`Person`) is put in when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.briefing.pieces import Change, Happening, Html, Row


@dataclass(frozen=True, slots=True)
class Indicator:
    """A tripwire or a watched event: its value, where it has one, and its status as a sign and a word."""

    label: str
    value: str
    status: str
    sign: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an edition's letter says; `html` values are safe markup of ours, plain `str` is escaped."""

    language: str
    company: str
    short_name: str
    ticker: str
    exchange: str
    edition: str
    previous_edition: str
    as_of: str
    author: str
    draft: bool
    title: str
    standfirst: Html
    headline: tuple[Row, ...]
    takeaways: tuple[Html, ...]
    key_facts: tuple[Html, ...]
    changes: tuple[Change, ...]
    status_changes: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    next_date: Happening | None
    corrections: tuple[str, ...]
    footnotes: tuple[str, ...]
    disclosures: tuple[Html, ...]
    judged: bool
    """Whether a number in it is the house's own judgement, and so carries its mark."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The PDF that travels with the letter; `size` in bytes."""

    name: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sender adds for all readers; what is empty does not appear.

    `subject` may hold {company}, {quarter} and {title}; `note` is plain text, its paragraphs a blank line
    apart; `browser` is the address of the HTML edition.
    """

    subject: str = ""
    note: str = ""
    browser: str = ""
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One reader. `leave_web` (https:) and `leave_mail` (mailto:) are whole addresses to unsubscribe at."""

    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    leave_web: str = ""
    leave_mail: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """A letter as it is sent: its subject, its plain text and its HTML; lines end in a line feed."""

    subject: str
    text: str
    html: str
