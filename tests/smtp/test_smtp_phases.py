"""What becomes of a message, by what the server does and when. The server's own record is the truth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.outcomes import Stop
from reportgen.delivery.states import State
from tests.servers.faulty import Behaviour
from tests.smtp.conftest import HEAD, SHORT, message, talking

if TYPE_CHECKING:
    from pathlib import Path

#: More than the system takes in between a server that does not read and its client.
LARGE = 600_000


def test_a_message_that_is_taken(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        outcome = desk.send("ann", attachment=1000)
        assert outcome.state is State.ACCEPTED
        assert str(outcome.reply) == "250 2.0.0 Ok: queued as F00001"
        assert outcome.queue_id == "F00001"
        assert desk.server.recipients == ["ann@x.example"]
        assert desk.server.accepted[0]["sha256"] == message("ann", attachment=1000).sha256
        assert desk.commits == 1


def test_row_4_a_server_that_wants_encryption_of_a_client_in_clear(tmp_path: Path) -> None:
    with talking(
        tmp_path, Behaviour(mail_reply="530 5.7.0 Must issue a STARTTLS command first")
    ) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.ENCRYPTION)


def test_row_6_too_large_for_what_the_server_announced(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(size=1000)) as desk:
        outcome = desk.send("ann", attachment=1500)
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SIZE)
        # 1,500 bytes are 2,000 in base64: 26 lines of 76 and one of 24, each with CRLF. Then head and tail.
        assert outcome.why == (
            f"the server takes 1,000 bytes, and the message has {2054 + len(HEAD) + 9:,}"
        )
        assert desk.server.commands == ["EHLO [127.0.0.1]"]
        assert desk.commits == 0


def test_row_6_too_large_for_a_server_that_announced_nothing(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(size=None, silent_size=1000)) as desk:
        outcome = desk.send("ann", attachment=1500)
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SIZE)
        assert desk.server.accepted == []
        assert desk.send("bob").state is State.ACCEPTED


def test_row_6_refused_by_its_size_at_mail(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(mail_reply="552 5.3.4 too big for me")) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SIZE)


def test_row_7_too_much_mail_from_here(tmp_path: Path) -> None:
    with talking(
        tmp_path, Behaviour(mail_reply="450 4.7.1 Error: too much mail from 127.0.0.1")
    ) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.QUOTA)


@pytest.mark.parametrize("reply", ["550 5.1.8 no such sender", "553 we do not know you"])
def test_a_refused_sender_is_nobody_elses_fault(tmp_path: Path, reply: str) -> None:
    with talking(tmp_path, Behaviour(mail_reply=reply)) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SENDER)


@pytest.mark.parametrize(
    ("fault", "state", "reconnect"),
    [
        ("rcpt450", State.DEFERRED, False),
        ("rcpt452", State.DEFERRED, False),
        ("rcpt550", State.REJECTED, False),
        ("rcpt421", State.DEFERRED, True),
        ("rcpthang", State.DEFERRED, True),
        ("rcptrst", State.DEFERRED, True),
    ],
)
def test_row_8_what_the_server_says_of_the_recipient(
    tmp_path: Path, fault: str, state: State, *, reconnect: bool
) -> None:
    with talking(tmp_path, command_timeout=SHORT) as desk:
        outcome = desk.send(fault)
        assert (outcome.state, outcome.reconnect) == (state, reconnect)
        assert desk.commits == 0
        assert desk.send("ann").state is State.ACCEPTED
        assert desk.server.connections == 1 + reconnect
        assert desk.server.recipients == ["ann@x.example"]


@pytest.mark.parametrize(
    ("fault", "state", "reconnect"),
    [
        ("data451", State.DEFERRED, False),
        ("data554", State.REJECTED, False),
        ("data421", State.DEFERRED, True),
        ("datarst", State.DEFERRED, True),
        ("datafin", State.DEFERRED, True),
        ("datahang", State.DEFERRED, True),
    ],
)
def test_row_9_what_the_server_says_of_the_wish_to_send(
    tmp_path: Path, fault: str, state: State, *, reconnect: bool
) -> None:
    with talking(tmp_path, command_timeout=SHORT) as desk:
        outcome = desk.send(fault)
        assert (outcome.state, outcome.reconnect) == (state, reconnect)
        assert desk.commits == 0
        assert desk.send("ann").state is State.ACCEPTED
        assert desk.server.recipients == ["ann@x.example"]


def test_a_refused_recipient_is_taken_back_before_the_next(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        desk.send("rcpt550")
        desk.send("ann")
        words = [word.split(" ")[0] for word in desk.server.commands]
        assert words == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize("fault", ["bodyrstonce", "bodyfinonce"])
def test_row_10_broken_in_the_body_and_tried_again(tmp_path: Path, fault: str) -> None:
    with talking(tmp_path, Behaviour(receive_buffer=8192)) as desk:
        outcome = desk.send(fault, attachment=LARGE * 10)
        assert outcome.state is State.DEFERRED
        assert outcome.reconnect
        assert "not delivered" in outcome.why
        assert desk.commits == 0
        assert desk.send(fault, attachment=LARGE * 10).state is State.ACCEPTED
        assert desk.server.recipients == [f"{fault}@x.example"]


def test_row_10_a_server_that_stops_reading_the_body(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(receive_buffer=8192), command_timeout=SHORT) as desk:
        outcome = desk.send("bodyhang", attachment=LARGE * 10)
        assert outcome.state is State.DEFERRED
        assert "did not answer within 0.25 seconds" in outcome.why
        assert desk.commits == 0


@pytest.mark.parametrize(
    ("fault", "state"), [("body554", State.REJECTED), ("body452", State.DEFERRED)]
)
def test_an_answer_in_the_middle_of_a_body_counts_and_is_no_acceptance(
    tmp_path: Path, fault: str, state: State
) -> None:
    # The server refuses and hangs up while most of the body is still to come.
    with talking(tmp_path, Behaviour(receive_buffer=8192), command_timeout=SHORT) as desk:
        outcome = desk.send(fault, attachment=LARGE * 10)
        assert (outcome.state, outcome.reconnect) == (state, True)
        assert outcome.reply is not None
        assert desk.commits == 0
        assert desk.send("ann").state is State.ACCEPTED


def test_an_answer_too_many_is_never_taken_for_the_next_messages(tmp_path: Path) -> None:
    # Every RSET is answered twice: without care the second 250 would be the answer to the next MAIL, the
    # answer to that the next RCPT's, and so on.
    with talking(tmp_path, Behaviour(double_rset=True)) as desk:
        desk.send("rcpt550")
        time.sleep(0.05)
        again = desk.send("ann")
        assert (again.state, again.reconnect) == (State.PLANNED, True)
        assert desk.send("ann").state is State.ACCEPTED


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("bodyrst", State.DEFERRED),
        ("bodyfin", State.DEFERRED),
        ("body451", State.DEFERRED),
        ("body550", State.REJECTED),
    ],
)
def test_row_10_broken_before_the_dot_is_never_unknown(
    tmp_path: Path, fault: str, state: State
) -> None:
    # The whole body has left, and while the ledger is written the server goes: the dot is not sent then.
    with talking(tmp_path) as desk:
        desk.line.open()
        outcome = desk.line.deliver(message(fault), lambda: time.sleep(0.1))
        assert (outcome.state, outcome.reconnect) == (state, True)


@pytest.mark.parametrize("end", ["rst", "fin", "hang", "garbage", "half"])
@pytest.mark.parametrize("kept", ["", "kept"])
def test_row_11_no_answer_to_the_dot(tmp_path: Path, kept: str, end: str) -> None:
    with talking(tmp_path, final_timeout=SHORT) as desk:
        outcome = desk.send(f"dot{kept}{end}")
        assert outcome.state is State.UNKNOWN
        assert outcome.reconnect
        assert "cannot be known" in outcome.why
        assert len(desk.server.accepted) == (1 if kept else 0)
        assert desk.send("ann").state is State.ACCEPTED


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("dot451", State.DEFERRED),
        ("dot452", State.DEFERRED),
        ("dot421", State.DEFERRED),
        ("dot550", State.REJECTED),
        ("dot552", State.REJECTED),
        ("dot554", State.REJECTED),
    ],
)
def test_row_12_refused_at_the_dot(tmp_path: Path, fault: str, state: State) -> None:
    with talking(tmp_path) as desk:
        outcome = desk.send(fault)
        assert outcome.state is state
        assert outcome.reconnect is (fault == "dot421")
        assert desk.send("ann").state is State.ACCEPTED
        assert desk.server.recipients == ["ann@x.example"]


def test_row_13_accepted_and_then_the_line_breaks(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        assert desk.send("afterrst").state is State.ACCEPTED
        again = desk.send("ann")
        # Nothing of Ann's message was heard: it is planned as before, and goes over a new line.
        assert (again.state, again.reconnect, again.stop) == (State.PLANNED, True, None)
        assert desk.send("ann").state is State.ACCEPTED
        assert desk.server.recipients == ["afterrst@x.example", "ann@x.example"]


def test_row_13_nobody_answers_our_goodbye(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(quit=False), command_timeout=SHORT) as desk:
        assert desk.send("ann").state is State.ACCEPTED
        desk.line.close()
        assert desk.server.commands[-1] == "QUIT"


def test_row_14_so_many_messages_a_connection(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(messages_per_connection=1)) as desk:
        waiting, outcomes = ["ann", "bob", "cid"], []
        while waiting:
            outcome = desk.send(waiting[0])
            outcomes.append(outcome.state)
            if outcome.state is State.ACCEPTED:
                waiting.pop(0)
        assert desk.server.recipients == ["ann@x.example", "bob@x.example", "cid@x.example"]
        assert outcomes.count(State.PLANNED) == 2
        assert desk.server.connections == 3


def test_a_line_closed_at_the_first_message_is_the_servers_wish(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(messages_per_connection=0)) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.reconnect) == (State.DEFERRED, True)


def test_a_commit_that_fails_leaves_the_server_without_a_message(tmp_path: Path) -> None:
    def full() -> None:
        raise OSError("no space left on device")

    with talking(tmp_path) as desk:
        desk.line.open()
        with pytest.raises(OSError, match="no space left"):
            desk.line.deliver(message("ann", attachment=1000), full)
        assert desk.line.line is None
        assert desk.send("bob").state is State.ACCEPTED
        assert desk.server.recipients == ["bob@x.example"]
