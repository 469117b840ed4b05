"""A run: in which order it takes people, when it tries again, and what makes it end."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.delivery.control import Control
from reportgen.delivery.ledger.frozen import Frozen
from reportgen.delivery.outcomes import Outcome, Reply, Stop, StopError, UnreachableError
from reportgen.delivery.pacing import Pace
from reportgen.delivery.sending import Course, Ending, Run
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pytest

    from reportgen.delivery.message import Message
    from tests.ledger.small_plans import Office

OK = Outcome(State.ACCEPTED, Reply(250, "2.0.0", "queued"))
GREYLISTED = Outcome(State.DEFERRED, Reply(450, "4.2.0", "later"))
BROKEN = Outcome(State.DEFERRED, why="the line broke", reconnect=True)
NOBODY = Outcome(State.REJECTED, Reply(550, "5.1.1", "no such user"))
LOST = Outcome(State.UNKNOWN, why="no answer to the end of the message", reconnect=True)
QUOTA = Outcome(State.PLANNED, Reply(550, "5.4.5", "daily quota"), stop=Stop.QUOTA, reconnect=True)


@dataclass
class Scripted:
    """A way out on which everything goes as it is written down; what is left unwritten goes well."""

    outcomes: Iterable[Outcome] = ()
    openings: Iterable[Exception | None] = ()
    meanwhile: Callable[[], object] = lambda: None
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._outcomes, self._openings = iter(self.outcomes), iter(self.openings)

    def open(self) -> None:
        self.log.append("open")
        if error := next(self._openings, None):
            raise error

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        outcome = next(self._outcomes, OK)
        if outcome.state is not State.DEFERRED:
            committing()
        self.meanwhile()
        self.log.append(message.recipient)
        return outcome

    def close(self) -> None:
        self.log.append("close")

    def abort(self) -> None:
        self.log.append("abort")


def run(
    office: Office,
    line: Scripted,
    *more: Scripted,
    course: Course | None = None,
    control: Control | None = None,
    suppressed: Callable[[str], bool] = lambda _: False,
) -> tuple[Ending, list[str]]:
    with office.ledger() as ledger:
        sending = Run(
            ledger, Frozen(office.folder() / "frozen"), course or Course(), control or Control(),
            suppressed=suppressed, leaving=lambda _: None, told=lambda *_: None,
        )  # fmt: skip
        ending = sending.over([line, *more])
        return ending, [str(row.state) for row in ledger.rows()]


def test_everybody_gets_his_over_one_connection(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    line = Scripted()
    ending, states = run(office, line)
    assert (ending, states) == (Ending(), ["accepted", "accepted"])
    assert line.log == ["open", "ann@a.example", "bob@b.example", "close"]


def test_nothing_is_opened_where_nobody_is_left(office: Office) -> None:
    office.plan("ann@a.example")
    run(office, Scripted())
    line = Scripted()
    run(office, line)
    assert line.log == ["close"]


def test_a_line_that_breaks_is_opened_again_and_the_same_message_tried_once_more(
    office: Office,
) -> None:
    office.plan("ann@a.example", "bob@b.example")
    line = Scripted([BROKEN])
    began = time.monotonic()
    ending, states = run(office, line)
    assert (ending, states) == (Ending(), ["accepted", "accepted"])
    assert line.log == [
        "open", "ann@a.example", "close",
        "open", "bob@b.example", "ann@a.example", "close",
    ]  # fmt: skip
    assert time.monotonic() - began >= 1  # it waited a second before it tried Ann again


def test_who_is_put_off_waits_for_the_next_run(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    ending, states = run(office, Scripted([GREYLISTED]))
    assert (ending, states) == (Ending(), ["deferred", "accepted"])
    assert run(office, Scripted())[1] == ["accepted", "accepted"]


def test_who_is_unknown_or_rejected_is_never_tried_again(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example", "cleo@c.example")
    assert run(office, Scripted([LOST, NOBODY]))[1] == ["unknown", "rejected", "accepted"]
    line = Scripted()
    assert run(office, line)[1] == ["unknown", "rejected", "accepted"]
    assert line.log == ["close"]


def test_what_concerns_all_ends_the_run_and_leaves_the_message_planned(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    ending, states = run(office, Scripted([QUOTA]))
    assert ending.stopped is not None
    assert (ending.stopped.stop, str(ending.stopped)) == (Stop.QUOTA, "550 5.4.5 daily quota")
    assert states == ["planned", "planned"]


def test_a_login_that_fails_changes_nobody(office: Office) -> None:
    office.plan("ann@a.example")
    ending, states = run(office, Scripted(openings=[StopError(Stop.LOGIN, "535 no")]))
    assert ending.stopped is not None
    assert states == ["planned"]
    with office.ledger() as ledger:
        assert ledger.row(1).tries == 0


def test_after_so_many_failures_in_a_row_it_is_not_the_recipients(office: Office) -> None:
    office.plan(*(f"p{n}@a.example" for n in range(6)))
    ending, states = run(office, Scripted([NOBODY, OK, NOBODY, NOBODY]), course=Course(failures=2))
    assert ending.stopped is not None
    assert str(ending.stopped) == "2 failed in a row, the last with: 550 5.1.1 no such user"
    assert states == ["rejected", "accepted", "rejected", "rejected", "planned", "planned"]


def test_greylisting_of_all_is_no_failure(office: Office) -> None:
    office.plan(*(f"p{n}@a.example" for n in range(6)))
    ending, states = run(office, Scripted([GREYLISTED] * 6), course=Course(failures=2))
    assert (ending, set(states)) == (Ending(), {"deferred"})


def test_a_server_that_is_away_is_looked_for_a_few_times(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.delivery.sending.AFTER_A_BREAK", (0.01, 0.01, 0.01))
    office.plan("ann@a.example")
    back = Scripted(openings=[UnreachableError("refused")] * 3)
    assert run(office, back)[1] == ["accepted"]
    office.plan("ann@a.example", "bob@b.example")
    gone = Scripted(openings=[UnreachableError("refused")] * 4)
    ending, states = run(office, gone)
    assert (ending.away, states) == ("refused", ["accepted", "planned"])
    assert gone.log == ["open"] * 4 + ["close"]


def test_asked_to_end_it_finishes_the_message_in_hand(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    control = Control()
    line = Scripted(meanwhile=control.interrupt)
    ending, states = run(office, line, control=control)
    assert (ending.interrupted, states) == (True, ["accepted", "planned"])
    assert "abort" not in line.log


def test_asked_twice_it_cuts_the_line(office: Office) -> None:
    office.plan("ann@a.example")
    control = Control()

    def twice() -> None:
        control.interrupt()
        control.interrupt()

    line = Scripted(meanwhile=twice)
    run(office, line, control=control)
    assert "abort" in line.log


def test_a_connection_is_given_up_after_so_many_messages(office: Office) -> None:
    office.plan(*(f"p{n}@a.example" for n in range(3)))
    line = Scripted()
    run(office, line, course=Course(reconnect_every=2))
    assert [word for word in line.log if "@" not in word] == ["open", "close", "open", "close"]


def test_only_those_who_are_meant_are_mailed(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    assert run(office, Scripted(), course=Course(only=frozenset({2})))[1] == ["planned", "accepted"]


def test_who_is_suppressed_while_a_run_goes_on_is_left_out(office: Office) -> None:
    office.plan("ann@a.example")
    line = Scripted()
    assert run(office, line, suppressed=lambda _: True)[1] == ["suppressed"]
    assert "ann@a.example" not in line.log


def test_several_lines_share_the_work_and_nobody_gets_two(office: Office) -> None:
    people = [f"p{n}@a.example" for n in range(40)]
    office.plan(*people)
    lines = [Scripted(meanwhile=lambda: time.sleep(0.001)) for _ in range(4)]
    _, states = run(office, *lines)
    assert set(states) == {"accepted"}
    mailed = [word for line in lines for word in line.log if "@" in word]
    assert sorted(mailed) == sorted(people)
    assert threading.active_count() == 1


def test_the_pace_holds_over_all_lines_together() -> None:
    pace = Pace(20.0)
    waits = [pace.delay() for _ in range(4)]
    # The first at once, the fourth three twentieths of a second later.
    assert waits[0] == 0
    assert 0.1 < waits[3] <= 0.15
    assert Pace(None).delay() == 0
