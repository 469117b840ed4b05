"""Connections that end early and connections side by side: everybody has one all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.verdicts import assert_each_once, truth
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing


def test_a_server_that_closes_after_each_message_gets_a_connection_for_each(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    ten = mailing(10)
    with FaultyServer(tmp_path / "truth", Behaviour(messages_per_connection=1)) as server:
        ten.to(server.port)
        sent = ten.send()
        assert sent.returncode == 0, sent.stderr
        assert server.connections == 10
        assert_each_once(ten.said(), truth(server))


def test_four_connections_at_once_double_nobody(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    forty = mailing(40)
    with FaultyServer(tmp_path / "truth") as server:
        forty.to(server.port)
        sent = forty.send("--connections", "4")
        assert sent.returncode == 0, sent.stderr
        assert server.connections == 4
        assert_each_once(forty.said(), truth(server))
