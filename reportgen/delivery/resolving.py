"""Says of messages whose fate is unknown what became of them, by what a server shows or a person knows.

Nothing here sends. A message that a server shows to have taken is accepted. That nothing shows it proves
nothing: only a person may say that it was not sent, and then the next run mails it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reportgen.delivery.bounces.handling import BOUNCE, COMPLAINT
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.printable import printable
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.server_logs import Traced


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is now said of one message; `state` is unknown where nothing was found."""

    row: Row
    state: State
    why: str


def unknown(ledger: Ledger) -> tuple[Row, ...]:
    """The messages of which nobody knows whether the server took them."""
    return ledger.rows(State.UNKNOWN)


def by_logs(ledger: Ledger, found: Mapping[str, Traced]) -> tuple[Resolved, ...]:
    """Accepted is what the logs show to be the server's; the others stay unknown, and it is told why."""
    with ledger.together():
        return tuple(
            _settled(ledger, row, *_by_log(found.get(row.message_id))) for row in unknown(ledger)
        )


def by_copies(ledger: Ledger, found: Mapping[str, str]) -> tuple[Resolved, ...]:
    """Accepted is what lies in the folder of sent mail; `found` says where, by Message-ID."""
    with ledger.together():
        return tuple(
            _settled(ledger, row, *_by_copy(found.get(row.message_id))) for row in unknown(ledger)
        )


def by_hand(
    ledger: Ledger, addresses: Sequence[str], state: State, who: str
) -> tuple[Resolved, ...]:
    """What a person says of these addresses, all or none: accepted, or deferred, which is mailed again.

    RefusedError tells every address of which it cannot be said.
    """
    with ledger.together():
        rows = {name: row for row in ledger.rows() for name in _names(row)}
        asked = {address: rows.get(address.casefold()) for address in addresses}
        refused = list(chain.from_iterable(_refused(ledger, a, r, state) for a, r in asked.items()))
        if refused:
            raise RefusedError("\n".join(refused))
        why = f"{who} says that it was {'accepted' if state is State.ACCEPTED else 'not sent'}"
        wanted = {row.number: row for row in asked.values() if row is not None}
        return tuple(_settled(ledger, row, state, why) for _, row in sorted(wanted.items()))


def _names(row: Row) -> set[str]:
    return {name.casefold() for name in (row.address, row.email) if name}


def _refused(ledger: Ledger, address: str, row: Row | None, state: State) -> Iterable[str]:
    if row is None:
        yield f"{address}: is no recipient of this plan"
    elif row.state not in {State.UNKNOWN, state}:
        yield f"{address}: is {row.state}, not unknown, so there is nothing to resolve"
    elif state is State.DEFERRED and (proof := _came_back(ledger, row)):
        yield f"{address}: a {proof} came back, so it was accepted; say --accepted {address}"


def _came_back(ledger: Ledger, row: Row) -> str:
    kinds = [kind for _, kind, _ in ledger.events(row.number) if kind in {BOUNCE, COMPLAINT}]
    return kinds[-1] if kinds else ""


def _settled(ledger: Ledger, row: Row, state: State, why: str) -> Resolved:
    """Whoever is in that state already stays as he is, so that saying it twice is no mistake."""
    if row.state is State.UNKNOWN and state is not State.UNKNOWN:
        ledger.resolve(row, state, why)
    return Resolved(row, state, why)


def _by_log(traced: Traced | None) -> tuple[State, str]:
    if traced is None:
        return State.UNKNOWN, "the log does not name it, which proves nothing"
    if not traced.taken:
        return State.UNKNOWN, f"{traced.named} names it, but no line shows that the server took it"
    said = f" {printable(traced.said)}" if traced.said else ""
    return State.ACCEPTED, f"{traced.taken}: the server took it; {traced.status}{said}"


def _by_copy(where: str | None) -> tuple[State, str]:
    if where is None:
        return State.UNKNOWN, "no copy of it is there, which proves nothing"
    return State.ACCEPTED, f"{where}: the server keeps a copy of it"
