"""What a run is about to do, worked out before anybody is asked whether to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.delivery.planning import HELD, LEFT_OUT
from reportgen.delivery.reconciling import Differences, differences
from reportgen.delivery.states import OPEN, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.recipients import Recipient

AGAIN = "sent again at a person's word"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a user wants to mail now: these people's marks, everybody where it is None; `most` of them."""

    only: frozenset[str] | None = None
    most: int | None = None
    retry_unknown: bool = False

    def covers(self, row: Row) -> bool:
        """Whether somebody is meant."""
        return self.only is None or row.person in self.only


@dataclass(frozen=True, slots=True)
class Ready:
    """`to_send` are mailed, in this order; `held` and `changed.removed` taken out, `again` taken up."""

    to_send: tuple[Row, ...]
    held: tuple[Row, ...]
    again: tuple[Row, ...]
    changed: Differences

    @property
    def size(self) -> int:
        """Bytes that will leave."""
        return sum(row.size for row in self.to_send)

    @property
    def sentence(self) -> str:
        """What a person types to let it happen."""
        return f"SEND {len(self.to_send)}"


def get_ready(
    ledger: Ledger,
    recipients: Mapping[str, Recipient],
    held: Callable[[str], bool],
    wish: Wish,
) -> Ready:
    """Look at everybody who is open; nothing is changed."""
    changed = differences(ledger, recipients)
    gone = {row.person for row in changed.removed}
    again = ledger.rows(State.UNKNOWN) if wish.retry_unknown else ()
    candidates = [row for row in (*ledger.rows(*OPEN), *again) if row.person not in gone]
    suppressed = tuple(row for row in candidates if held(row.person))
    asked = [row for row in candidates if row not in suppressed and wish.covers(row)]
    asked.sort(key=lambda row: (row.state is not State.PLANNED, row.number))
    to_send = tuple(asked[: wish.most])
    return Ready(to_send, suppressed, tuple(row for row in again if row in to_send), changed)


def apply(ledger: Ledger, ready: Ready) -> None:
    """Write down who is taken out and who is taken up again."""
    with ledger.together():
        for row in ready.changed.removed:
            ledger.move(row, State.WITHDRAWN, LEFT_OUT)
        for row in ready.held:
            if row.state is not State.UNKNOWN:
                ledger.move(row, State.SUPPRESSED, HELD)
        for row in ready.again:
            ledger.move(row, State.DEFERRED, AGAIN)
