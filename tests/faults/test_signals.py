"""Ctrl-C and a polite kill: the message in flight is finished, nobody is unknown, the next run goes on."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.verdicts import ACCEPTED, UNKNOWN, assert_each_once, truth
from tests.servers.faulty import Behaviour, FaultyServer
from tests.servers.sink import running_sink

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing

#: A phase of the server's, and the signal that the client gets then: each is once within a message.
STORM = (
    ("rcpt", signal.SIGINT),
    ("data", signal.SIGTERM),
    ("body", signal.SIGINT),
    ("dot", signal.SIGTERM),
    ("stored", signal.SIGINT),
    ("replied", signal.SIGTERM),
    ("body", signal.SIGHUP),
)
INTERRUPTED = 130


class Storm:
    """Sends each signal once, five messages after the last one."""

    def __init__(self) -> None:
        self._left = list(STORM)
        self._messages = 0
        self.process: subprocess.Popen[str] | None = None

    def reached(self, phase: str, _: str) -> None:
        """The server's word."""
        self._messages += phase == "rcpt"
        if self.process and self._left and self._messages >= 5 and phase == self._left[0][0]:
            self.process.send_signal(self._left.pop(0)[1])
            self.process, self._messages = None, 0


def test_seven_signals_in_seven_phases_lose_and_double_nobody(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    sixty, storm = mailing(60), Storm()
    with FaultyServer(tmp_path / "truth", Behaviour(watch=storm.reached)) as server:
        sixty.to(server.port)
        for _ in STORM:
            storm.process = process = sixty.start_sending()
            out, err = process.communicate(timeout=60)
            assert process.returncode == INTERRUPTED, out + err
            assert UNKNOWN not in sixty.said().values()
        assert 5 * len(STORM) <= len(truth(server)) < 60
        last = sixty.send()
        assert last.returncode == 0, last.stderr
        assert_each_once(sixty.said(), truth(server))


def until(what: Callable[[], bool]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + 30
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.mta
def test_a_second_ctrl_c_cuts_the_line_and_calls_the_message_unknown(
    mailing: Callable[[int], Mailing],
) -> None:
    three = mailing(3)
    with running_sink("-W", ".:60") as sink:  # takes the message, and answers a minute later
        three.to(sink.port)
        process = three.start_sending()
        until(lambda: three.states()["committing"] == 1)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        process.communicate(timeout=30)
        assert time.monotonic() - begun < 5
    assert process.returncode == INTERRUPTED
    assert three.states() == {"unknown": 1, "planned": 2}


def test_ctrl_c_while_it_waits_for_its_turn_ends_at_once(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    three = mailing(3)
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port, rate="2/min")
        process = three.start_sending()
        until(lambda: len(server.accepted) == 1)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert time.monotonic() - begun < 5
    assert process.returncode == INTERRUPTED
    assert sorted(three.said().values()) == [ACCEPTED, "pending", "pending"]
