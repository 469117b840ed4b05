"""A run: takes open recipients one after the other, lets each message go once, notes what became of it.

The order of every step matters. The ledger says `sending` before a byte leaves and `committing` before
the dot; what it says after a crash is therefore true, whatever the moment.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import dataclass
from functools import partial
from math import isinf
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import (
    Outcome,
    RefusedError,
    Stop,
    StopError,
    UnreachableError,
)
from reportgen.delivery.pacing import AFTER_A_BREAK, Later, Pace
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.delivery.control import Control
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.frozen import Frozen
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.transports import Transport

#: Between two tries to reach a server, once the quick ones are used up.
WHILE_AWAY = 30.0
#: Waits up to this long are over before the disk has written.
SHORT = 0.05


@dataclass(frozen=True, slots=True)
class Course:
    """How to send.

    `rate` is in messages a second; `retry_for` are the seconds in which what was put off is tried again;
    `only` these copies. After so many `failures` in a row it is not the recipients.
    """

    rate: float | None = None
    reconnect_every: int = 50
    retry_for: float = 0.0
    failures: int = 5
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: by itself, `interrupted`, `stopped` by what concerns all, or the server `away`."""

    interrupted: bool = False
    stopped: StopError | None = None
    away: str = ""


class Run:
    """One run over a ledger; the caller holds its lock."""

    def __init__(  # noqa: PLR0913 - what a run needs, each by its name
        self,
        ledger: Ledger,
        frozen: Frozen,
        course: Course,
        control: Control,
        *,
        suppressed: Callable[[str], bool],
        leaving: Callable[[Row], None],
        told: Callable[[Row, Outcome], None],
    ) -> None:
        """`suppressed` says of a person's mark whether to leave him out; `told` hears of each outcome.

        `leaving` notes that a message is let go, after the ledger has it as `committing`.
        """
        self._ledger, self._frozen, self._course = ledger, frozen, course
        self._control, self._suppressed, self._told = control, suppressed, told
        self._leaving = leaving
        self._pace = Pace(course.rate)
        self._later = Later(time.monotonic() + course.retry_for)
        self._one_at_a_time = threading.Lock()
        self._failures = 0
        self._stopped: StopError | None = None
        self._away = ""
        self._fault: BaseException | None = None

    def over(self, transports: Sequence[Transport]) -> Ending:
        """Send over these lines, each in a thread of its own, until nothing is left that may be sent now.

        Signals stay with the caller's thread. Faults of ours are raised again here.
        """
        for transport in transports:
            self._control.watch(transport)
        threads = [threading.Thread(target=self._guarded, args=(line,)) for line in transports]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(0.2)  # short, for a signal's handler runs only in between
        if self._fault is not None:
            raise self._fault
        self._ledger.sync()
        return Ending(self._control.interrupted, self._stopped, self._away)

    def _guarded(self, transport: Transport) -> None:
        try:
            self._send_all(transport)
        except StopError as stop:
            self._stop(stop)
        except RefusedError as error:
            self._stop(StopError(Stop.LEDGER, str(error)))
        except (sqlite3.Error, OSError) as error:
            self._stop(StopError(Stop.LEDGER, f"the ledger cannot be written: {error}"))
        except BaseException as error:  # noqa: BLE001 - raised again where the run was started
            self._fault = error
            self._control.ending.set()
        finally:
            transport.close()

    def _send_all(self, transport: Transport) -> None:
        sent_here = 0
        is_open = False
        while self._may_go_on():
            if is_open and sent_here >= self._course.reconnect_every:
                transport.close()
                is_open = False
            if not is_open:
                if not self._reached(transport):
                    return
                is_open, sent_here = True, 0
            if not self._pause(self._pace.delay()):
                return
            row = self._take()
            if row is None:
                continue
            outcome = self._one(transport, row)
            sent_here += 1
            is_open = not outcome.reconnect
            if outcome.reconnect:
                transport.close()

    def _one(self, transport: Transport, row: Row) -> Outcome:
        """One attempt, from its first byte to its last word in the ledger."""
        if self._suppressed(row.person):
            outcome = Outcome(State.SUPPRESSED, why="on the list of those who must not be mailed")
        else:
            try:
                message = self._frozen.message(row)
            except RefusedError as error:
                self._ledger.settle(row.number, Outcome(State.PLANNED, why=str(error)))
                raise
            outcome = transport.deliver(message, partial(self._let_go, row))
        self._ledger.settle(row.number, outcome)
        self._learn(row, outcome)
        self._told(row, outcome)
        return outcome

    def _let_go(self, row: Row) -> None:
        self._ledger.commit(row.number)
        self._leaving(row)

    def _learn(self, row: Row, outcome: Outcome) -> None:
        """What an outcome means for this one's next try and for the campaign."""
        if outcome.state is State.DEFERRED:
            self._later.put_off(row.number, broken=outcome.reconnect)
        failed = outcome.state in (State.REJECTED, State.UNKNOWN) or (
            outcome.state is State.DEFERRED and outcome.reconnect
        )
        with self._one_at_a_time:
            self._failures = self._failures + 1 if failed else 0
            in_a_row = self._failures
        said = outcome.said
        if outcome.stop is not None:
            self._stop(StopError(outcome.stop, said))
        elif in_a_row >= self._course.failures:
            self._stop(
                StopError(Stop.FAILURES, f"{in_a_row} failed in a row, the last with: {said}")
            )

    def _may_go_on(self) -> bool:
        """Whether there is something to send, now or after a wait."""
        while not self._control.ending.is_set():
            if self._ledger.has_open(self._wanted):
                return True
            wait = self._later.wait()
            if isinf(wait) or not self._pause(wait):
                return False
        return False

    def _pause(self, seconds: float) -> bool:
        """Wait, with everything settled on the disk; whether to go on."""
        if seconds > SHORT:
            self._ledger.sync()
        return self._control.wait(seconds)

    def _take(self) -> Row | None:
        with self._one_at_a_time:
            row = self._ledger.claim(self._wanted)
            if row is not None:
                self._later.done(row.number)
            return row

    def _wanted(self, number: int) -> bool:
        only = self._course.only
        return (only is None or number in only) and self._later.is_due(number)

    def _reached(self, transport: Transport) -> bool:
        """Open a line; where the server is away, wait a little, and longer where the run may."""
        quick = iter(AFTER_A_BREAK)
        while True:
            try:
                transport.open()
            except UnreachableError as error:
                wait = next(quick, WHILE_AWAY)
                late = wait == WHILE_AWAY and time.monotonic() + wait > self._later.until
                if late or not self._pause(wait):
                    self._away = str(error)
                    return False
            else:
                self._away = ""
                return True

    def _stop(self, stop: StopError) -> None:
        with self._one_at_a_time:
            self._stopped = self._stopped or stop
        self._control.ending.set()
