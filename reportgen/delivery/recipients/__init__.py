"""Who is to get the briefing: read from a file of the user's, all mistakes told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.problems import Position


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person. `address` is what the envelope takes: the domain in ASCII (IDNA 2008).

    `key` tells people apart: the address in one spelling (domain in ASCII, case folded). `smtputf8` says
    that the part before the @ is not ASCII, which not every server takes. `fields` are the columns that
    mail.yaml declares.
    """

    email: str
    address: str
    key: str
    name: str
    smtputf8: bool
    position: Position
    tags: frozenset[str] = frozenset()
    fields: Mapping[str, str] = field(default_factory=dict)
