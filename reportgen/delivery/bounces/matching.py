"""Which of a campaign's messages a report is about, and whether it proves that.

Proof is what only those know who have the message: the token of its bounce address, its Message-ID or its
X-Reportgen-Delivery among the headers that a report returns. All three are made with a key that never
leaves this machine, so nobody can make up another person's. A name in the text or an address is a hint
for a person to look at, never more.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import AddressError, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.delivery.bounces.fates import Fate
    from reportgen.delivery.bounces.reports import Report
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.rows import Row

_TOKEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])")


@dataclass(frozen=True)
class Letters:
    """The messages of one campaign, found by what tells them apart."""

    identity: str
    rows: Sequence[Row]
    key: Key

    @cached_property
    def by_token(self) -> dict[str, Row]:
        """By the token in the bounce address."""
        return {row.token: row for row in self.rows}

    @cached_property
    def by_message_id(self) -> dict[str, Row]:
        """By Message-ID, with its angle brackets."""
        return {row.message_id: row for row in self.rows}

    @cached_property
    def by_delivery(self) -> dict[str, Row]:
        """By X-Reportgen-Delivery, which stays where a service puts a Message-ID of its own."""
        return {mark: row for row in self.rows for mark in self._delivery(row)}

    @cached_property
    def by_address(self) -> dict[str, Row]:
        """By address, in both spellings of its domain."""
        return {name: row for row in self.rows for name in addresses_of(row)}

    def _delivery(self, row: Row) -> Iterator[str]:
        """The header's text, made once more; nothing of somebody forgotten, for his address is gone."""
        domain = row.message_id.rstrip(">").rpartition("@")[2]
        with suppress(AddressError):
            marks = self.key.marks(self.identity, parsed(row.address).key, domain)
            if marks.token == row.token:
                yield marks.delivery


@dataclass(frozen=True, slots=True)
class Match:
    """The message that a report is about, None where there is none. Without `proof` it is a guess."""

    row: Row | None = None
    proof: bool = False
    trouble: str = ""


def matched(report: Report, letters: Letters) -> Match:
    """The message that a report is about."""
    proven = {row.number: row for row in _proven(report, letters)}
    if len(proven) > 1:
        return Match(next(iter(proven.values())), trouble="it names more than one of our messages")
    if proven:
        return Match(next(iter(proven.values())), proof=True)
    return Match(next(_guessed(report, letters), None))


def addresses_of(row: Row) -> set[str]:
    """A recipient's address in its spellings, none once he was forgotten."""
    return {name.casefold() for name in (row.address, row.email) if name}


def is_about(fate: Fate, row: Row) -> bool:
    """Whether a report's group speaks of the address we wrote to, not of one behind it."""
    return (fate.original or fate.final).casefold() in addresses_of(row)


def _proven(report: Report, letters: Letters) -> Iterator[Row]:
    for value in report.addressed:
        written = value.casefold()
        for token in _TOKEN.findall(written):
            row = letters.by_token.get(token)
            if row is not None and row.sender and row.sender.casefold() in written:
                yield row
    for value in report.message_ids:
        yield from _known(letters.by_message_id.get(value))
    for value in report.deliveries:
        yield from _known(letters.by_delivery.get(value))


def _guessed(report: Report, letters: Letters) -> Iterator[Row]:
    for value in report.mentioned:
        yield from _known(letters.by_message_id.get(value))
    for fate in report.fates:
        for address in (fate.original, fate.final):
            yield from _known(letters.by_address.get(address.casefold()))


def _known(row: Row | None) -> Iterator[Row]:
    if row is not None:
        yield row
