"""When the next message may go, and when one that was put off may be tried again."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from math import inf

#: Seconds before a message is tried again after its line broke; as often as there are entries.
AFTER_A_BREAK = (1.0, 2.0, 4.0)
#: Seconds before one is tried again that the server put off: twice as long each time, up to the last.
FIRST_WAIT, LONGEST_WAIT = 60.0, 1800.0


class Pace:
    """Hands out moments at least `1 / rate` seconds apart, over all connections together."""

    def __init__(self, rate: float | None) -> None:
        """`rate` is in messages a second, None is as fast as it goes."""
        self._apart = 1 / rate if rate else 0.0
        self._next = 0.0
        self._one_at_a_time = threading.Lock()

    def delay(self) -> float:
        """Seconds to wait before the message that is asked for; its place in the queue is taken."""
        if not self._apart:
            return 0.0
        with self._one_at_a_time:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._apart
            return turn - now


@dataclass(slots=True)
class Later:
    """Messages that were put off in this run, each with the moment from which it may be tried again."""

    until: float
    _due: dict[int, float] = field(default_factory=dict)
    _times: dict[int, int] = field(default_factory=dict)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def put_off(self, number: int, *, broken: bool) -> None:
        """Try this one later: soon where its line was `broken`, else as long as the run may wait."""
        with self._one_at_a_time:
            times = self._times.get(number, 0)
            self._times[number] = times + 1
            now = time.monotonic()
            if broken and times < len(AFTER_A_BREAK):
                self._due[number] = now + AFTER_A_BREAK[times]
                return
            due = now + min(FIRST_WAIT * 2**times, LONGEST_WAIT)
            self._due[number] = due if due <= self.until else inf

    def is_due(self, number: int) -> bool:
        """Whether it may be tried now."""
        return self._due.get(number, 0.0) <= time.monotonic()

    def wait(self) -> float:
        """Seconds until the first of them is due; infinite where this run tries none again."""
        with self._one_at_a_time:
            soonest = min(self._due.values(), default=inf)
        return max(0.0, soonest - time.monotonic())

    def done(self, number: int) -> None:
        """It was taken in hand again."""
        with self._one_at_a_time:
            self._due.pop(number, None)
