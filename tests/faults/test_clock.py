"""Clocks that jump and days that end: a message says the same at every attempt."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from tests.faults.test_kill_points import MID_BODY, Victim
from tests.faults.verdicts import assert_each_once, truth
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing


@pytest.mark.parametrize(
    ("first", "then", "zone"),
    [
        # Back by a year; over midnight and a month's end; over the end of summer time in Berlin.
        ("2027-05-01T12:00:00+00:00", "2026-05-01T12:00:00+00:00", "UTC"),
        ("2027-01-31T23:59:59+00:00", "2027-02-01T00:00:01+00:00", "UTC"),
        ("2027-10-31T00:59:59+00:00", "2027-10-31T01:00:01+00:00", "Europe/Berlin"),
    ],
)
def test_the_second_attempt_has_the_bytes_of_the_first(
    mailing: Callable[[int], Mailing], tmp_path: Path, first: str, then: str, zone: str
) -> None:
    three, victim = mailing(3), Victim(MID_BODY)
    frozen = {row.message_id: row.sha256 for row in three.rows()}
    kept = tmp_path / "kept"
    kept.mkdir()
    with FaultyServer(tmp_path / "truth", Behaviour(keep=kept)) as server:
        three.to(server.port)
        victim.lives_and_dies(three.start_sending(NOW=first, TZ=zone, KILL_AT=MID_BODY))
        again = three.send(NOW=then, TZ=zone)
        assert again.returncode == 0, again.stderr
        assert_each_once(three.said(), truth(server))
        assert {line["message_id"]: line["sha256"] for line in server.accepted} == frozen
    dates = {_date(path) for path in kept.iterdir()}
    assert len(dates) == 1


def _date(path: Path) -> object:
    lines = path.read_bytes().split(b"\r\n")
    return parsedate_to_datetime(
        next(line for line in lines if line.startswith(b"Date:"))[6:].decode()
    )
