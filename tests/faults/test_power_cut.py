"""The power fails: of the ledger only what was synced is left, and whatever chance wrote besides.

The disk is a simulated one, the rest is real: the program, SQLite, and the server on another machine whose
power did not fail. A ledger opened less carefully than ours fails the same test.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults.forgetful_disk import ForgetfulDisk, lacking
from tests.faults.test_kill_points import MID_BODY, Victim
from tests.faults.verdicts import ACCEPTED, truth, verdict
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing
    from tests.faults.verdicts import Verdict

REFUSED = 1

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())


def cut_and_sent_again(
    three: Mailing, folder: Path, point: str, chance: random.Random | None, **how: str
) -> tuple[Verdict, int]:
    """Cut the power at a point of the second message, send again; the verdict and the exit code."""
    disk = ForgetfulDisk(three.folder / "ledger.sqlite3", folder / "surely")
    disk.settle()
    victim = Victim(point)
    with FaultyServer(folder / "truth", Behaviour(watch=victim.reached)) as server:
        three.to(server.port)
        at = {"KILL_AT": point} if ":" in point else {}
        surely = str(disk.surely)
        victim.lives_and_dies(three.start_sending(SURELY=surely, **at, **how))
        disk.cut(chance)
        # The machine starts anew, and with it another session; marks that waited for no disk are gone.
        (three.folder / "dots").write_text("the session before\n", "utf-8")
        again = three.send()
        return verdict(three.said(), truth(server)), again.returncode


@pytest.mark.parametrize(
    ("point", "seed", "unknown"),
    [
        # The first one's answer was noted and not waited for: without it nobody can tell.
        (MID_BODY, None, 1),
        ("stored", None, 1),
        ("before:settle:2", 1, 1),
        ("after:settle:2", None, 1),
        # With the next message's commit it is on the disk.
        ("before:commit:3", None, 1),
        ("after:commit:3", None, 1),
    ],
)
def test_our_ledger_outlives_it(
    mailing: Callable[[int], Mailing], tmp_path: Path, point: str, seed: int | None, unknown: int
) -> None:
    chance = None if seed is None else random.Random(seed)  # noqa: S311
    three = mailing(3)
    found, code = cut_and_sent_again(three, tmp_path, point, chance)
    assert found.is_clean, found
    assert len(found.unknown) == unknown
    assert list(three.said().values()).count(ACCEPTED) == 3 - unknown
    assert code == (4 if unknown else 0)


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_a_ledger_that_is_not_synced_mails_again_whoever_has_it(
    mailing: Callable[[int], Mailing], tmp_path: Path, synchronous: str
) -> None:
    three = mailing(3)
    found, code = cut_and_sent_again(
        three, tmp_path, "after:settle:2", None, SYNCHRONOUS=synchronous
    )
    assert code == REFUSED  # the receipt in the workspace knows that there was a run
    assert not found.is_clean
    assert len(found.doubled_next) == 2
