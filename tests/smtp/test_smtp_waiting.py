"""Slow servers and impatient users: every wait has its end, and every wait can be cut."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.outcomes import UnreachableError
from reportgen.delivery.states import State
from reportgen.delivery.transports.smtp import Smtp
from tests.servers.faulty import Behaviour
from tests.smtp.conftest import HEAD, message, settings, talking

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.certificates import Certificates

LONG = 30
SOON = 5


def test_row_28_a_slow_server_is_waited_for(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(slow=0.05), command_timeout=1, final_timeout=1) as desk:
        assert desk.send("ann").state is State.ACCEPTED


def test_row_28_the_answer_to_the_dot_may_take_longest(tmp_path: Path) -> None:
    def scan(phase: str, recipient: str) -> None:
        del recipient
        time.sleep(0.5 if phase == "stored" else 0)

    with talking(tmp_path, Behaviour(watch=scan), command_timeout=0.2, final_timeout=SOON) as desk:
        assert desk.send("ann").state is State.ACCEPTED


def test_row_28_an_answer_that_drips_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    # A byte every 50 ms: each read has its time, the answer's 25 bytes together have not.
    with (
        talking(tmp_path, Behaviour(drip=0.05), command_timeout=0.3) as desk,
        pytest.raises(UnreachableError, match=r"did not answer within 0\.3 seconds"),
    ):
        desk.line.open()


def test_row_28_a_body_may_take_longer_than_a_command(tmp_path: Path) -> None:
    # 2 MB in reads of 8 KB with 4 ms between them take over a second; no block of it takes a quarter.
    behaviour = Behaviour(receive_buffer=8192, read_pause=0.004)
    with talking(tmp_path, behaviour, command_timeout=0.25, final_timeout=SOON) as desk:
        began = time.monotonic()
        assert desk.send("ann", attachment=1_500_000).state is State.ACCEPTED
        assert time.monotonic() - began > 0.25


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("rcpthang", State.DEFERRED),
        ("datahang", State.DEFERRED),
        ("dothang", State.UNKNOWN),
        ("dotkepthang", State.UNKNOWN),
    ],
)
@pytest.mark.parametrize("tls", ["none", "starttls"])
def test_row_28_whoever_waits_can_be_cut_off(
    tmp_path: Path, trusted: Certificates, fault: str, state: State, tls: str
) -> None:
    behaviour = Behaviour(tls=trusted.right if tls == "starttls" else None)
    authority = "authority.pem" if tls == "starttls" else None
    with talking(
        tmp_path, behaviour, tls=tls, ca_file=authority, command_timeout=LONG, final_timeout=LONG
    ) as desk:
        desk.line.open()
        threading.Timer(0.1, desk.line.abort).start()
        began = time.monotonic()
        assert desk.send(fault).state is state
        assert time.monotonic() - began < SOON


def test_row_28_a_body_that_nobody_reads_can_be_cut_off(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(receive_buffer=8192), command_timeout=LONG) as desk:
        desk.line.open()
        threading.Timer(0.2, desk.line.abort).start()
        outcome = desk.send("bodyhang", attachment=6_000_000)
        assert outcome.state is State.DEFERRED
        assert desk.commits == 0


def test_whoever_was_cut_off_sends_no_more(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        desk.line.open()
        desk.line.abort()
        assert desk.send("ann").state is State.DEFERRED
        with pytest.raises(UnreachableError, match="interrupted"):
            desk.line.open()
        assert desk.server.accepted == []


def test_a_connection_that_does_not_come_about_can_be_cut_off(tmp_path: Path) -> None:
    # A queue of connections that is full: the next one waits for an answer.
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for waiting in (first, second):
            waiting.settimeout(0)
            waiting.connect_ex(full.getsockname())
        server = settings(full.getsockname()[1], host="127.0.0.1", connect_timeout=LONG)
        line = Smtp(server, lambda: None, tmp_path, time.monotonic)
        threading.Timer(0.2, line.abort).start()
        began = time.monotonic()
        with pytest.raises(UnreachableError):
            line.open()
        assert time.monotonic() - began < SOON


def test_an_answer_without_end(tmp_path: Path) -> None:
    def serve() -> None:
        wire, _ = door.accept()
        with wire:
            try:
                while True:
                    wire.sendall(b"220-and more\r\n" * 100)
            except OSError:
                return  # the other side had enough

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve)
        thread.start()
        server = settings(door.getsockname()[1], host="127.0.0.1")
        with pytest.raises(UnreachableError, match="its answer had no end"):
            Smtp(server, lambda: None, tmp_path, time.monotonic).open()
        thread.join(SOON)


@pytest.mark.parametrize(
    "banner", ["22", "220x", "OK", "2200 hello", "+20 hello", "220-a\r\n250 b", "\x00\x01"]
)
def test_what_is_no_answer_is_none(tmp_path: Path, banner: str) -> None:
    with (
        talking(tmp_path, Behaviour(banner=banner)) as desk,
        pytest.raises(UnreachableError, match="something that is no answer"),
    ):
        desk.line.open()


def test_a_line_of_its_own_for_each(tmp_path: Path) -> None:
    # Nothing of one message is kept for the next, though the attachment is known to be whole.
    with talking(tmp_path) as desk:
        attachment = message("ann", attachment=500).attachment
        for name in ("ann", "bob"):
            made = message(name, head=HEAD + name.encode() + b"\r\n", attachment=500)
            assert desk.deliver(made).state is State.ACCEPTED
            assert made.attachment == attachment
        first, second = desk.server.accepted
        assert first["sha256"] != second["sha256"]
