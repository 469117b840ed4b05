"""The disk is full in the middle of a run: it stops, and what it cannot write down it does not send."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest

from tests.faults.verdicts import truth, verdict
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing

STOPPED, SOME_UNKNOWN = 6, 4


class Filling:
    """Lets the client write no file any further from a phase of a message on."""

    def __init__(self, phase: str, recipient: str) -> None:
        self._moment = (phase, recipient)
        self.process: subprocess.Popen[str] | None = None

    def reached(self, phase: str, recipient: str) -> None:
        """The server's word."""
        if self.process and (phase, recipient) == self._moment:
            limit = (1, resource.RLIM_INFINITY)
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, limit)
            self.process = None


@pytest.mark.parametrize(
    ("phase", "arrived", "unknown"),
    [
        ("data", 1, 0),  # `committing` cannot be written: the dot is never sent
        ("stored", 2, 1),  # the answer cannot be written: unknown
    ],
)
def test_a_full_disk_stops_the_run(
    mailing: Callable[[int], Mailing], tmp_path: Path, phase: str, arrived: int, unknown: int
) -> None:
    three, filling = mailing(3), Filling(phase, "p2@fund.example")
    with FaultyServer(tmp_path / "truth", Behaviour(watch=filling.reached)) as server:
        three.to(server.port)
        filling.process = process = three.start_sending()
        out, err = process.communicate(timeout=60)
        assert process.returncode == STOPPED, out + err
        assert "Traceback" not in out + err
        assert len(truth(server)) == arrived
        again = three.send()
        found = verdict(three.said(), truth(server))
    assert found.is_clean
    assert len(found.unknown) == unknown
    assert again.returncode == (SOME_UNKNOWN if unknown else 0), again.stderr
