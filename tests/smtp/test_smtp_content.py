"""Bytes on the wire: what the server reads is what was frozen, whatever its lines begin with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.states import State
from reportgen.delivery.transports.smtp_content import stuffed
from tests.servers.faulty import Behaviour
from tests.smtp.conftest import HEAD, message, talking

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.message import Message


@pytest.mark.parametrize(
    "body",
    [
        b".\r\n",
        b"..\r\n",
        b".hidden\r\n...\r\nend.\r\n",
        b"a\r\n.\r\nMAIL FROM:<eve@x.example>\r\n",
    ],
)
def test_row_26_lines_that_begin_with_a_dot_arrive_as_they_are(tmp_path: Path, body: bytes) -> None:
    with talking(tmp_path) as desk:
        sent = message("ann", head=HEAD + body)
        assert desk.deliver(sent).state is State.ACCEPTED
        assert [line["sha256"] for line in desk.server.accepted] == [sent.sha256]


def test_row_26_a_message_that_begins_with_a_dot(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        sent = message("ann", head=b".\r\n" + HEAD)
        assert desk.deliver(sent).state is State.ACCEPTED
        assert desk.server.accepted[0]["sha256"] == sent.sha256


def test_an_attachment_is_not_copied_to_stuff_it() -> None:
    attachment = message("ann", attachment=3000).attachment
    assert stuffed(attachment) is attachment


@pytest.mark.parametrize("wrong", [b"bare\nLF\r\n", b"bare\rCR\r\n", b"no end"])
@pytest.mark.parametrize("run", ["head", "attachment", "tail"])
def test_row_26_a_line_without_crlf_is_never_sent(tmp_path: Path, run: str, wrong: bytes) -> None:
    good = message("ann", attachment=100)
    with talking(tmp_path) as desk:
        desk.line.open()
        with pytest.raises(ValueError, match="lines that end in CRLF"):
            desk.deliver(replace(good, **{run: getattr(good, run) + wrong}))
        assert desk.server.commands == ["EHLO [127.0.0.1]"]
        assert desk.deliver(good).state is State.ACCEPTED


@pytest.mark.parametrize("address", ["ann@x.example>\r\nRCPT TO:<eve@x.example", "a<b@x.example"])
def test_an_address_that_would_be_a_command_is_never_sent(tmp_path: Path, address: str) -> None:
    with talking(tmp_path) as desk:
        with pytest.raises(ValueError, match="brackets or control characters"):
            desk.deliver(replace(message("ann"), recipient=address))
        assert desk.server.accepted == []


def beyond_ascii() -> Message:
    return replace(message("ann"), recipient="zoë@x.example", smtputf8=True)


def test_row_25_an_address_beyond_ascii(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        assert desk.deliver(beyond_ascii()).state is State.ACCEPTED
        assert desk.server.recipients == ["zoë@x.example"]
        assert [word.endswith(" SMTPUTF8") for word in desk.server.commands[1:2]] == [True]


def test_row_25_a_server_that_lacks_smtputf8(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(smtputf8=False)) as desk:
        outcome = desk.deliver(beyond_ascii())
        assert outcome.state is State.REJECTED
        assert outcome.why == "server lacks SMTPUTF8, which this address needs"
        assert desk.send("ann").state is State.ACCEPTED


def test_letters_beyond_ascii_are_announced_or_kept_back(tmp_path: Path) -> None:
    eight_bit = message("ann", head=HEAD + "Grüße\r\n".encode())
    with talking(tmp_path) as desk:
        assert desk.deliver(eight_bit).state is State.ACCEPTED
        assert desk.server.commands[1].endswith(" BODY=8BITMIME")
    with talking(tmp_path, Behaviour(eight_bit=False)) as desk:
        assert desk.deliver(eight_bit).why == "server lacks 8BITMIME, which this message needs"


def test_the_size_is_told_before_the_message(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        sent = message("ann", attachment=100)
        desk.deliver(sent)
        assert desk.server.commands[1] == f"MAIL FROM:<research@halden.example> SIZE={sent.size}"


def test_a_message_is_committed_when_its_body_has_left(tmp_path: Path) -> None:
    # The system would take in the whole body at once, and a crash in all the seconds in which it leaves
    # would be one after the commit. 8 KB in 2 ms are 4 MB/s; both systems' buffers take in some of it.
    read: list[int] = []
    behaviour = Behaviour(receive_buffer=8192, read_pause=0.002)
    with talking(tmp_path, behaviour) as desk:
        desk.line.open()
        sent = message("ann", attachment=1_500_000)
        desk.line.deliver(sent, lambda: read.append(desk.server.body_bytes))
        assert sent.size - read[0] < 400_000
        assert desk.server.accepted[0]["sha256"] == sent.sha256
