"""A plan made, and made again: who is new, who is left out, whose frozen message stays as it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.delivery.ledger.rows import Row
from reportgen.delivery.states import OPEN, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportgen.delivery.identity import Marks
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.frozen import Frozen
    from reportgen.delivery.message import Message
    from reportgen.delivery.recipients import Recipient

LEFT_OUT = "no longer in the recipients file"
BACK = "in the recipients file again"
HELD = "on the list of those who must not be mailed"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A person's message before it is in the ledger. `number` is his copy's, `person` the mark that stays."""

    number: int
    person: str
    recipient: Recipient
    marks: Marks
    message: Message


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan did to its ledger, by the numbers of the copies."""

    added: tuple[int, ...] = ()
    renewed: tuple[int, ...] = ()
    """Not tried yet and now written otherwise: a name was changed."""
    kept: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    suppressed: tuple[int, ...] = ()


def numbers(rows: Iterable[Row], people: Iterable[str]) -> Mapping[str, int]:
    """The number of each person's copy: whoever has one keeps it, whoever is new takes the next."""
    given = {row.person: row.number for row in rows}
    following = max(given.values(), default=0) + 1
    for person in people:
        if person not in given:
            given[person] = following
            following += 1
    return given


def is_settled(row: Row) -> bool:
    """Whether a row keeps the bytes it has: something of them may have left this machine."""
    return row.tries > 0 or row.state not in (State.PLANNED, State.SUPPRESSED, State.WITHDRAWN)


def _is_back(row: Row) -> bool:
    """Whether somebody who had been taken out was tried before that: his bytes are the old ones."""
    return row.tries > 0 and row.state in (State.SUPPRESSED, State.WITHDRAWN)


def row_of(sealed: Sealed, frozen: Frozen, state: State) -> Row:
    """The line of the ledger for a message, whose bytes are frozen with it."""
    message, recipient = sealed.message, sealed.recipient
    return Row(
        sealed.number, sealed.person, recipient.email, message.recipient, recipient.name,
        message.smtputf8, sealed.marks.token, sealed.marks.message_id, message.sender,
        message.sha256, message.size, frozen.put(message.head + message.tail),
        frozen.put(message.attachment), len(message.tail), state,
    )  # fmt: skip


def merge(
    ledger: Ledger, frozen: Frozen, drafts: Sequence[Sealed], people: Sequence[str],
    held: Callable[[str], bool],
) -> Planned:  # fmt: skip
    """Bring a ledger to what is planned now; what may have left this machine stays as it is.

    `people` are all who are planned for, `drafts` the messages of those who need one, `held` says who
    must not be mailed.
    """
    done: dict[str, list[int]] = defaultdict(list)
    with ledger.together():
        before = {row.person: row for row in ledger.rows()}
        for sealed in drafts:
            state = State.SUPPRESSED if held(sealed.person) else State.PLANNED
            row = row_of(sealed, frozen, state)
            done[_kind(before.get(sealed.person), row)].append(row.number)
            if before.get(sealed.person) != row:
                ledger.add(row)
                ledger.note(row.number, state, HELD if state is State.SUPPRESSED else "frozen")
        wanted = frozenset(people)
        for row in before.values():
            if row.person not in wanted and row.state in OPEN:
                ledger.move(row, State.WITHDRAWN, LEFT_OUT)
                done["withdrawn"].append(row.number)
            elif row.person in wanted and _is_back(row) and not held(row.person):
                ledger.move(row, State.DEFERRED, BACK)
                done["added"].append(row.number)
    return Planned(**{kind: tuple(found) for kind, found in done.items()})


def _kind(before: Row | None, now: Row) -> str:
    if now.state is State.SUPPRESSED:
        return "suppressed"
    if before is None:
        return "added"
    return "kept" if replace(before, why="", settled="") == now else "renewed"


def suppress(ledger: Ledger, held: Callable[[str], bool]) -> int:
    """Take out everybody who is not to be mailed and has not been; how many."""
    found = [row for row in ledger.rows(*OPEN) if held(row.person)]
    with ledger.together():
        for row in found:
            ledger.move(row, State.SUPPRESSED, HELD)
    return len(found)
