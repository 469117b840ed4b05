"""`kill -9` at each point of the second of three messages, then the same command again.

The client is killed by the server, which knows what has come, or kills itself at a step of its ledger.
The designs that everybody uses are killed at the same points and must fail: else these tests see nothing.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.faults.control_runs import started
from tests.faults.verdicts import ACCEPTED, UNKNOWN, truth, verdict
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing

SECOND = "p2@fund.example"
#: Each of the messages has some 300,000 bytes.
MID_BODY = "byte:450000"


class Victim:
    """A client that dies when the server is at a phase of the second message."""

    def __init__(self, phase: str) -> None:
        self._phase = phase
        self._process: subprocess.Popen[str] | None = None

    def reached(self, phase: str, recipient: str) -> None:
        """The server's word: where it is, and with whose message."""
        if self._process and (phase, recipient) == (self._phase, SECOND):
            self._process.kill()
            self._process.wait()
            self._process = None

    def lives_and_dies(self, process: subprocess.Popen[str]) -> None:
        """Wait for its end, which has to be that one."""
        self._process = process
        out, err = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, out + err


# What became of the second message, and how many copies of it there are.
@pytest.mark.parametrize(
    ("point", "standing", "copies"),
    [
        ("rcpt", ACCEPTED, 1),
        (MID_BODY, ACCEPTED, 1),
        ("before:commit:2", ACCEPTED, 1),
        # The ledger says that the dot may be out, its mark that it is not.
        ("after:commit:2", ACCEPTED, 1),
        ("stored", UNKNOWN, 1),
        ("before:settle:2", UNKNOWN, 1),
        ("after:settle:2", ACCEPTED, 1),
    ],
)
def test_killed_and_sent_again(
    mailing: Callable[[int], Mailing], tmp_path: Path, point: str, standing: str, copies: int
) -> None:
    three = mailing(3)
    victim = Victim(point)
    with FaultyServer(tmp_path / "truth", Behaviour(watch=victim.reached)) as server:
        three.to(server.port)
        at = {"KILL_AT": point} if ":" in point else {}
        victim.lives_and_dies(three.start_sending(**at))
        again = three.send()
        arrived = truth(server)
    said = three.said()
    second = next(arrival for arrival in said if arrival.recipient == SECOND)
    assert said.pop(second) == standing
    assert arrived.pop(second, 0) == copies
    assert set(said.values()) == {ACCEPTED}
    assert arrived == dict.fromkeys(said, 1)
    assert again.returncode == (4 if standing == UNKNOWN else 0), again.stderr


def ends_well(process: subprocess.Popen[str]) -> None:
    """It says that all is done."""
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


@pytest.mark.parametrize(
    ("design", "point", "copies"),
    [
        ("after", MID_BODY, 1),
        ("after", "stored", 2),
        ("after", "sent:2", 2),
        ("before", MID_BODY, 0),
        ("before", "stored:2", 0),
        ("before", "stored", 1),
        ("retry", "sent:2", 2),
    ],
)
def test_the_same_harness_sees_what_is_wrong_with_other_designs(
    mailing: Callable[[int], Mailing], tmp_path: Path, design: str, point: str, copies: int
) -> None:
    three = mailing(3)
    victim = Victim(point)
    with FaultyServer(tmp_path / "truth", Behaviour(watch=victim.reached)) as server:
        victim.lives_and_dies(started(design, three, server.port, point if ":" in point else ""))
        ends_well(started(design, three, server.port))
        arrived = truth(server)
    said = dict.fromkeys(three.said(), ACCEPTED)
    found = verdict(said, arrived)
    second = next(a.message_id for a in said if a.recipient == SECOND)
    assert found.duplicates == ((second,) if copies == 2 else ())
    assert found.lost == ((second,) if copies == 0 else ())


def test_a_client_that_retries_mails_thrice_whom_we_call_unknown(
    mailing: Callable[..., Mailing], tmp_path: Path
) -> None:
    four = mailing(3, fault=True)
    with FaultyServer(tmp_path / "truth") as server:
        started("retry", four, server.port).communicate(timeout=60)
        theirs = truth(server)
    assert sorted(theirs.values()) == [1, 1, 1, 3]
    with FaultyServer(tmp_path / "our truth") as server:
        four.to(server.port)
        assert four.send().returncode == 4
        assert four.send("--confirm", "SEND 0").returncode == 4
        ours = truth(server)
    assert sorted(ours.values()) == [1, 1, 1, 1]
    assert list(four.said().values()).count(UNKNOWN) == 1
