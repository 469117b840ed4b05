"""A real Postfix that refuses, throttles, goes away and dies piece by piece while it is mailed to."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.mailing import TO_SEND
from tests.faults.verdicts import ACCEPTED, UNKNOWN, assert_each_once, verdict
from tests.servers.postfix import private_postfix

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from tests.faults.mailing import Mailing
    from tests.servers.postfix import Postfix

STOPPED = 6
KILLS = 20

pytestmark = pytest.mark.mta


def test_a_server_that_demands_encryption_stops_the_run(mailing: Callable[[int], Mailing]) -> None:
    three = mailing(3)
    with private_postfix({"smtpd_tls_security_level": "encrypt"}) as server:
        three.to(server.port)
        sent = three.send()
        assert not server.arrivals()
    assert sent.returncode == STOPPED
    assert "530" in sent.stdout + sent.stderr
    assert three.states() == {"planned": 3}


def test_a_server_that_allows_three_a_minute_has_its_three_and_gets_the_rest_later(
    mailing: Callable[[int], Mailing],
) -> None:
    eight = mailing(8)
    limits = {"smtpd_client_message_rate_limit": "3", "smtpd_client_event_limit_exceptions": ""}
    with private_postfix(limits) as server:
        eight.to(server.port)
        throttled = eight.send()
        assert throttled.returncode == STOPPED, throttled.stdout + throttled.stderr
        assert len(server.arrivals()) == 3
        assert eight.states() == {"accepted": 3, "planned": 5}
        server.set(smtpd_client_message_rate_limit="0")
        assert eight.send().returncode == 0
        assert_each_once(eight.said(), server.arrivals())


@pytest.mark.parametrize("end", ["stop", "abort"])
def test_a_server_that_is_stopped_and_started_again_mid_run(
    mailing: Callable[[int], Mailing], end: str
) -> None:
    eighty = mailing(80)
    with private_postfix() as server:
        eighty.to(server.port)
        process = eighty.start_sending()
        until_begun(server, process, 20)
        getattr(server, end)()
        time.sleep(0.3)
        server.start_again()
        process.communicate(timeout=60)
        finish(eighty)
        said, arrived = eighty.said(), server.arrivals()
    found = verdict(said, arrived)
    assert found.is_clean, found
    assert len(found.unknown) <= 1
    assert set(said.values()) <= {ACCEPTED, UNKNOWN}


def test_a_server_whose_programs_are_killed_mid_run(mailing: Callable[[int], Mailing]) -> None:
    """A server that says 451 and delivers all the same is at fault; that does happen, and is told apart."""
    many, kills = mailing(160), 0
    with private_postfix() as server:
        many.to(server.port, rate="40/s")  # so that it lasts for as many kills as there are
        process = many.start_sending("--stop-after-errors", "50")
        until_begun(server, process, 5)
        programs = itertools.cycle(("cleanup", "smtpd"))
        while kills < KILLS and process.poll() is None:
            kills += server.kill(next(programs))
            time.sleep(0.1)
        process.communicate(timeout=60)
        finish(many)
        said, arrived = many.said(), server.arrivals()
    found = verdict(said, arrived)
    assert kills >= KILLS
    assert not found.lost
    assert not found.doubled_next
    assert not found.strangers
    assert set(said.values()) <= {ACCEPTED, UNKNOWN}
    assert set(found.duplicates) <= put_off_by_the_server(many)


def until_begun(server: Postfix, process: subprocess.Popen[str], messages: int) -> None:
    """Wait until so many messages were begun."""
    while server.log().count(": client=") < messages:
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)


def finish(mailing: Mailing) -> None:
    """Send until nobody is left who may be sent to."""
    for _ in range(5):
        if not any(row.state in TO_SEND for row in mailing.rows()):
            return
        mailing.send()
    raise AssertionError(mailing.states())


def put_off_by_the_server(mailing: Mailing) -> set[str]:
    """Whose messages it answered once with 4xx after their end."""
    return {row.message_id for row in mailing.rows() if mailing.was_put_off(row)}
