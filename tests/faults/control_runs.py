"""The designs that must fail, run over a plan, and what they say became of everybody."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from tests.conftest import PROJECT
from tests.faults.controls import Done
from tests.faults.mailing import arrival_of
from tests.faults.verdicts import ACCEPTED, PENDING

if TYPE_CHECKING:
    from tests.faults.mailing import Mailing
    from tests.servers.postfix import Arrival

DONE = "done"


def started(design: str, mailing: Mailing, port: int, kill_at: str = "") -> subprocess.Popen[str]:
    """One of the designs at work; killed at that point, where one is named."""
    words = [design, str(mailing.folder), str(mailing.root / DONE), str(port)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.controls", *words],
        cwd=PROJECT,
        env={**os.environ, "KILL_AT": kill_at},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def said_by(mailing: Mailing) -> dict[Arrival, str]:
    """What a design says of each message of the plan: done, or still to do."""
    with closing(Done(mailing.root / DONE)) as done:
        numbers = done.numbers()
    return {
        arrival_of(row): ACCEPTED if row.number in numbers else PENDING for row in mailing.rows()
    }
