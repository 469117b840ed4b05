"""Two runs over one plan at the same time: the second one leaves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tests.faults.verdicts import assert_each_once, truth
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing

BUSY = 7


def test_the_second_run_says_so_and_sends_nothing(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    five, begun, go_on = mailing(5), threading.Event(), threading.Event()

    def held(phase: str, recipient: str) -> None:
        if (phase, recipient) == ("rcpt", "p2@fund.example"):
            begun.set()
            go_on.wait(30)

    with FaultyServer(tmp_path / "truth", Behaviour(watch=held)) as server:
        five.to(server.port)
        first = five.start_sending("--confirm", "SEND 5")
        assert begun.wait(30)
        second = five.send("--confirm", "SEND 4")
        assert second.returncode == BUSY
        assert "another run" in second.stderr
        assert "Traceback" not in second.stderr
        go_on.set()
        out, err = first.communicate(timeout=60)
        connections = server.connections
        assert first.returncode == 0, out + err
        assert connections == 1
        assert_each_once(five.said(), truth(server))
