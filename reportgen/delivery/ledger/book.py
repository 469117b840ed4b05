"""The ledger of one campaign: every step of every recipient, on the disk before the next one is taken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from reportgen.delivery.ledger.campaign import COLUMNS as HEAD
from reportgen.delivery.ledger.campaign import Campaign
from reportgen.delivery.ledger.database import LedgerError
from reportgen.delivery.ledger.rows import COLUMNS, Row, row_of
from reportgen.delivery.states import OPEN, STANDING, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from reportgen.delivery.ledger.database import Database
    from reportgen.delivery.outcomes import Outcome

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM recipient"  # noqa: S608 - names of our own fields
_MOVE = "UPDATE recipient SET state = ?, why = ?, settled = ? WHERE number = ? AND state = ?"
_TAKE = (
    "UPDATE recipient SET state = ?, tries = tries + 1, "
    "first_tried = CASE first_tried WHEN '' THEN ? ELSE first_tried END "
    "WHERE number = ? AND state = ?"
)
_SETTLE = (
    "UPDATE recipient SET state = ?, code = ?, enhanced = ?, reply = ?, why = ?, queue_id = ?, "
    "settled = ? WHERE number = ? AND state IN (?, ?)"
)
_FORGET = (
    "UPDATE recipient SET email = '', address = '', name = '', sender = '', reply = '', why = '' "
    "WHERE number = ?"
)
_CUT_BEFORE = "the run ended within the message, which the server then throws away"
_CUT_AFTER = "the run ended between the end of the message and the server's answer"


def stamp(moment: dt.datetime) -> str:
    """A moment as the ledger writes it: ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


class Ledger:
    """A ledger that is open. May be used from several threads; each change is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        """Take over an open database; `clock` tells the time, with its zone."""
        self._database = database
        self._clock = clock

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; what was committed stays."""
        self._database.close()

    def together(self) -> AbstractContextManager[None]:
        """Several changes that hold all together or not at all."""
        return self._database.together()

    @property
    def campaign(self) -> Campaign:
        """What it is about."""
        line = self._database.one(f"SELECT {', '.join(HEAD)} FROM campaign")  # noqa: S608 - our names
        if line is None:
            raise LedgerError("the ledger has no campaign")
        return Campaign(*line)

    def rows(self, *states: State) -> tuple[Row, ...]:
        """The recipients in these states, in any where none is named, by the numbers of their copies."""
        where = f" WHERE state IN ({', '.join('?' * len(states))})" if states else ""
        return tuple(map(row_of, self._database.all(f"{_SELECT}{where} ORDER BY number", *states)))

    def row(self, number: int) -> Row:
        """One recipient as he stands; LedgerError where there is none."""
        found = self._found("number", number)
        if found is None:
            raise LedgerError(f"there is no copy {number}")
        return found

    def row_by_token(self, token: str) -> Row | None:
        """The recipient whose bounce address or link holds this token."""
        return self._found("token", token)

    def row_by_message_id(self, message_id: str) -> Row | None:
        """The recipient of the message with this Message-ID, angle brackets included."""
        return self._found("message_id", message_id)

    def row_by_person(self, person: str) -> Row | None:
        """The recipient with this mark."""
        return self._found("person", person)

    def counts(self) -> Mapping[str, int]:
        """How many are accepted, pending and so on; each recipient is counted once."""
        found = dict.fromkeys(STANDING.values(), 0)
        for state, count in self._database.all(
            "SELECT state, count(*) FROM recipient GROUP BY state"
        ):
            found[STANDING[State(state)]] += count
        return found

    def claim(self, wanted: Callable[[int], bool] = lambda _: True) -> Row | None:
        """Take the next open recipient in hand as `sending`; None where there is none.

        Those never tried come first; `wanted` says by his number whether one may be taken. This waits for
        no disk: after a power cut `planned` says as much as `sending`, that nothing was delivered.
        """
        with self._database.without_waiting():
            state, number = self._next(wanted)
            if number is None:
                return None
            self._database.change(_TAKE, State.SENDING, self._now(), number, state)
            return self.row(number)

    def has_open(self, wanted: Callable[[int], bool] = lambda _: True) -> bool:
        """Whether `claim` would find one."""
        return self._next(wanted)[1] is not None

    def _next(self, wanted: Callable[[int], bool]) -> tuple[State, int | None]:
        find = (
            "SELECT number FROM recipient WHERE state = ? AND number > ? ORDER BY number LIMIT 50"
        )
        for state in OPEN:
            last = 0
            while found := self._database.all(find, state, last):
                for (last,) in found:
                    if wanted(last):
                        return state, last
        return OPEN[0], None

    def commit(self, number: int) -> None:
        """Before the dot that lets a message go: from here on nobody but the server knows."""
        self._database.change(
            "UPDATE recipient SET state = ? WHERE number = ? AND state = ?",
            State.COMMITTING, number, State.SENDING,
        )  # fmt: skip

    def settle(self, number: int, outcome: Outcome) -> None:
        """What became of an attempt; on the disk with the next commit, or with `sync`.

        A power cut before that makes him unknown, which is the truth: nobody mails him again.
        """
        said = outcome.reply
        told = (said.code, said.enhanced, said.text) if said else (0, "", "")
        with self._database.without_waiting():
            self._database.change(
                _SETTLE, outcome.state, *told, outcome.why, outcome.queue_id, self._now(), number,
                State.SENDING, State.COMMITTING,
            )  # fmt: skip
            self.note(number, outcome.state, str(said or outcome.why))

    def sync(self) -> None:
        """Everything settled so far is on the disk when this returns."""
        self._database.change("UPDATE campaign SET runs = runs")

    def recover(self, may_be_out: Callable[[Row], bool] = lambda _: True) -> tuple[int, int]:
        """After a crash: who was within the body is deferred, who was past it unknown. How many of each.

        `may_be_out` says of somebody who was committing whether his dot may have left.
        """
        with self.together():
            committing = self.rows(State.COMMITTING)
            past = [row for row in committing if may_be_out(row)]
            within = [*self.rows(State.SENDING), *(row for row in committing if row not in past)]
            for row in within:
                self.move(row, State.DEFERRED, _CUT_BEFORE)
            for row in past:
                self.move(row, State.UNKNOWN, _CUT_AFTER)
        return len(within), len(past)

    def move(self, row: Row, state: State, why: str) -> None:
        """Take a recipient from the state he is in to another; LedgerError where he is no longer in it."""
        with self.together():
            self._database.change(_MOVE, state, why, self._now(), row.number, row.state)
            self.note(row.number, state, why)

    def resolve(self, row: Row, state: State, why: str) -> None:
        """Say of one whose fate is unknown what became of him, and how that is known."""
        if row.state is not State.UNKNOWN:
            raise LedgerError(f"copy {row.number} is {row.state}, not unknown")
        self.move(row, state, why)

    def note(self, number: int, kind: str, text: str) -> None:
        """Write down something that happened: a bounce, a complaint, a test."""
        self._database.change(
            "INSERT INTO event (number, at, kind, text) VALUES (?, ?, ?, ?)",
            number, self._now(), kind, text,
        )  # fmt: skip

    def events(self, number: int) -> tuple[tuple[str, str, str], ...]:
        """Everything that happened to a recipient's message, oldest first: when, of what kind, in words."""
        find = "SELECT at, kind, text FROM event WHERE number = ? ORDER BY id"
        return tuple((at, kind, text) for at, kind, text in self._database.all(find, number))

    def rewrite(self, **head: str | int) -> None:
        """Change what the head of the ledger says."""
        with self.together():
            for name, value in head.items():
                if name not in HEAD:
                    raise LedgerError(f"a ledger's head has no {name}")
                self._database.change(f"UPDATE campaign SET {name} = ?", value)  # noqa: S608 - ours

    def add(self, row: Row) -> None:
        """Put a recipient in, or what he gets now in the place of what he was to get."""
        marks = ", ".join("?" * len(COLUMNS))
        self._database.change(
            f"INSERT OR REPLACE INTO recipient ({', '.join(COLUMNS)}) VALUES ({marks})",  # noqa: S608
            *row.values,
        )

    def forget(self, person: str) -> Row | None:
        """Erase a person's address and name; what became of the message stays. The row as it was."""
        with self.together():
            row = self.row_by_person(person)
            if row is None:
                return None
            if row.state in OPEN:
                self.move(row, State.WITHDRAWN, "")
            self._database.change(_FORGET, row.number)
            self._database.every("UPDATE event SET text = '' WHERE number = ?", row.number)
        return row

    def _found(self, column: str, value: str | int) -> Row | None:
        line = self._database.one(f"{_SELECT} WHERE {column} = ?", value)
        return None if line is None else row_of(line)

    def _now(self) -> str:
        return stamp(self._clock())
