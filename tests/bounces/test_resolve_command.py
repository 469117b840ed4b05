"""`reportgen mail resolve`: what a server shows, what a person says, and nothing on a guess."""

from __future__ import annotations

import gzip
import json
import os
import socket
import struct
import time
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.ledger.lock import locked
from reportgen.delivery.states import State
from tests.bounces.campaign_sent import IDENTITY, Office, row_of
from tests.servers.postfix import private_postfix

if TYPE_CHECKING:
    from pathlib import Path

ANN, BOB, EVE = "ann@halden.example", "bob@halden.example", "eve@halden.example"
IDS = {who: row_of(1, who).message_id for who in (ANN, BOB, EVE)}


@pytest.fixture
def unsure(tmp_path: Path) -> Office:
    """Of Ann and Bob nobody knows; Eve has hers."""
    desk = Office(tmp_path)
    desk.lay_out({ANN: State.UNKNOWN, BOB: State.UNKNOWN, EVE: State.ACCEPTED})
    return desk


def a_log(office: Office, *lines: str, name: str = "mail.log") -> str:
    """A log whose lines begin with a time and a host, as syslog writes them."""
    path = office.folder / name
    path.write_text("".join(f"Nov 23 09:00:01 mx {line}\n" for line in lines), "utf-8")
    return str(path)


TAKEN_BY_POSTFIX = (
    "postfix/smtpd[11]: 4XyZ: client=unknown[127.0.0.1]",
    f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",
    "postfix/qmgr[13]: 4XyZ: from=<bounces@halden.example>, size=529, nrcpt=1 (queue active)",
)
SMTP = "postfix/relay/smtp[14]: 4XyZ: to=<ann@halden.example>, relay=mx[192.0.2.1]:25, delay=1, "


@pytest.mark.parametrize(
    ("lines", "evidence"),
    [
        (TAKEN_BY_POSTFIX, ":3: the server took it; queued"),
        (
            (*TAKEN_BY_POSTFIX, SMTP + "dsn=2.0.0, status=sent (250 2.0.0 OK)",
             "postfix/qmgr[13]: 4XyZ: removed"),
            ":3: the server took it; sent (250 2.0.0 OK)",
        ),
        (
            (*TAKEN_BY_POSTFIX[:2], SMTP + "dsn=5.1.1, status=bounced (mailbox unavailable)"),
            ":3: the server took it; bounced (mailbox unavailable)",
        ),
        (
            (*TAKEN_BY_POSTFIX, SMTP + "dsn=4.4.1, status=deferred (connect: timed out)",
             "postfix/qmgr[13]: 4XyZ: from=<bounces@halden.example>, status=expired, returned to sender"),
            ":3: the server took it; expired (connect: timed out)",
        ),
        (
            (f"1tEsX0-0001Aa-2B <= b@halden.example H=[127.0.0.1] P=esmtps S=9 id={IDS[ANN][1:-1]}",),
            ":1: the server took it; queued",
        ),
        (
            (f"sendmail[9]: 5AN901x: from=<b@halden.example>, size=9, msgid={IDS[ANN]}, proto=ESMTP",
             "sendmail[9]: 5AN901x: to=<ann@halden.example>, delay=00:00:01, dsn=2.0.0, stat=Sent (ok)"),
            ":2: the server took it; sent",
        ),
    ],
    ids=["queued", "sent", "bounced", "expired", "exim", "sendmail"],
)  # fmt: skip
def test_a_log_that_shows_the_message_taken_is_proof(
    unsure: Office, lines: tuple[str, ...], evidence: str
) -> None:
    log = a_log(unsure, *lines)
    result = unsure.resolve("--from-log", log)
    assert result.exit_code == 4, "Bob is unknown still"
    assert result.stdout.splitlines() == [
        f"accepted  {ANN}  {log}{evidence}",
        f"unknown   {BOB}  the log does not name it, which proves nothing",
        "1 unknown still; of what you know say --accepted or --not-sent.",
    ]
    assert unsure.row(ANN).state is State.ACCEPTED
    assert unsure.row(ANN).why == f"{log}{evidence}"
    assert unsure.row(BOB).state is State.UNKNOWN


@pytest.mark.parametrize(
    "lines",
    [
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",),
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",
         "postfix/smtpd[11]: lost connection after DATA (93 bytes) from unknown[127.0.0.1]"),
        # The same queue number again, for a message of somebody else's.
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",
         "postfix/cleanup[12]: 4XyZ: message-id=<other@elsewhere.example>",
         "postfix/smtp[14]: 4XyZ: to=<x@elsewhere.example>, relay=mx, dsn=2.0.0, status=sent (ok)"),
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",
         "postfix/smtpd[11]: 4XyZ: client=unknown[192.0.2.9]",
         "postfix/qmgr[13]: 4XyZ: from=<x@elsewhere.example>, size=5, nrcpt=1 (queue active)"),
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}",
         "postfix/cleanup[12]: 4XyZ: milter-reject: END-OF-MESSAGE from unknown[127.0.0.1]: 5.7.1 no"),
        (f"sendmail[9]: 5AN901x: from=<b@halden.example>, size=9, msgid={IDS[ANN]}, proto=ESMTP",
         "sendmail[9]: 5AN901x: to=<ann@halden.example>, pri=30512, stat=Blocked by a filter"),
        (f"some other program saw {IDS[ANN]} status=sent",),
        (f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN][:-1]}.evil.example>",),
        (f"exim[7]: 1tEsX0-0001Aa-2B rejected after DATA: id={IDS[ANN][1:-1]}",),
    ],
    ids=["named", "cut", "reused", "reused-begins", "milter", "sendmail-milter", "other", "longer", "exim"],
)  # fmt: skip
def test_a_log_that_only_names_the_message_proves_nothing(
    unsure: Office, lines: tuple[str, ...]
) -> None:
    result = unsure.resolve("--from-log", a_log(unsure, *lines))
    assert result.exit_code == 4
    assert unsure.row(ANN).state is State.UNKNOWN


def test_a_name_in_the_log_is_told_with_its_place(unsure: Office) -> None:
    log = a_log(unsure, "postfix/x[1]: y", f"postfix/cleanup[12]: 4XyZ: message-id={IDS[ANN]}")
    told = unsure.resolve("--from-log", log).stdout
    assert f"unknown   {ANN}  {log}:2 names it, but no line shows that the server took it\n" in told


def test_rotated_and_packed_logs_are_read_oldest_first(unsure: Office) -> None:
    """The name stands in yesterday's log, what became of it in today's."""
    older, newer = unsure.folder / "mail.log.1.gz", unsure.folder / "mail.log"
    older.write_bytes(gzip.compress(f"Nov 22 x {TAKEN_BY_POSTFIX[1]}\n".encode()))
    newer.write_text(f"Nov 23 x {TAKEN_BY_POSTFIX[2]}\n", "utf-8")
    os.utime(older, (1000, 1000))
    result = unsure.resolve("--from-log", str(newer), "--from-log", str(older))
    assert f"accepted  {ANN}  {newer}:1: the server took it; queued" in result.stdout


def test_a_torn_log_is_said_and_changes_nothing(unsure: Office) -> None:
    log = unsure.folder / "mail.log.gz"
    log.write_bytes(
        gzip.compress("\n".join(f"x {line}" for line in TAKEN_BY_POSTFIX).encode())[:-9]
    )
    result = unsure.resolve("--from-log", str(log))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"refused: {log}: cannot be read to its end: ")
    assert unsure.row(ANN).state is State.UNKNOWN


def test_no_bytes_in_a_log_stop_the_reading(unsure: Office) -> None:
    log = unsure.folder / "mail.log"
    lines = "\n".join(f"x {line}" for line in TAKEN_BY_POSTFIX).encode()
    log.write_bytes(b"\xff\0" * 100_000 + b"\n" + lines + b"\n")
    result = unsure.resolve("--from-log", str(log))
    assert f"accepted  {ANN}  {log}:4: the server took it; queued" in result.stdout


def test_a_person_may_say_what_became_of_it(unsure: Office) -> None:
    result = unsure.resolve("--accepted", ANN.upper())
    assert (result.exit_code, unsure.row(ANN).state) == (4, State.ACCEPTED)
    result = unsure.resolve("--not-sent", BOB)
    assert (result.exit_code, unsure.row(BOB).state) == (0, State.DEFERRED)
    assert result.stdout.splitlines()[-2:] == [
        "What was not sent is mailed by the next `reportgen mail send`.",
        "Nothing is unknown.",
    ]
    assert unsure.row(BOB).why.endswith(" says that it was not sent")


def test_saying_it_twice_is_no_mistake(unsure: Office) -> None:
    for _ in range(2):
        assert unsure.resolve("--accepted", ANN, BOB).exit_code == 0
    assert [kind for kind, _ in unsure.events(ANN)] == ["accepted"]


def test_all_or_none_and_every_refusal_at_once(unsure: Office) -> None:
    result = unsure.resolve("--not-sent", ANN, EVE, "nobody@halden.example")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"refused: {EVE}: is accepted, not unknown, so there is nothing to resolve",
        "nobody@halden.example: is no recipient of this plan",
    ]
    assert unsure.row(ANN).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say one of --from-log FILE, --from-imap, --accepted ADDR… or --not-sent ADDR…"),
        (("--accepted", "--not-sent", ANN), "say one of"),
        (("--accepted",), "name the addresses of which you know it"),
        (("--from-imap", ANN), f"what of {ANN}? Say --accepted or --not-sent with addresses"),
    ],
)
def test_wrong_usage_is_told(unsure: Office, words: tuple[str, ...], told: str) -> None:
    result = unsure.resolve(*words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_nothing_is_resolved_while_a_run_has_the_plan(unsure: Office) -> None:
    with locked(unsure.places.campaign(IDENTITY)):
        result = unsure.resolve("--accepted", ANN)
    assert result.exit_code == 7
    assert unsure.row(ANN).state is State.UNKNOWN


def test_who_was_past_the_dot_when_a_run_died_can_be_resolved(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.lay_out({ANN: State.COMMITTING, BOB: State.SENDING})
    assert office.resolve("--accepted", ANN).exit_code == 0
    assert office.row(ANN).state is State.ACCEPTED
    assert office.row(BOB).state is State.DEFERRED


def test_the_receipt_in_the_workspace_learns_of_it(unsure: Office) -> None:
    unsure.resolve("--accepted", ANN)
    (receipt,) = (unsure.workspace / "mail").glob("*.receipt.json")
    assert json.loads(receipt.read_text("utf-8"))["standing"]["accepted"] == 2


def test_an_older_copy_of_the_ledger_is_refused(unsure: Office) -> None:
    """The workspace's receipt knows of two runs, this ledger of one: the receipt must not be overwritten."""
    unsure.resolve("--accepted", ANN)
    (receipt,) = (unsure.workspace / "mail").glob("*.receipt.json")
    known = json.loads(receipt.read_text("utf-8")) | {"runs": 2}
    receipt.write_text(json.dumps(known), "utf-8")
    result = unsure.resolve("--accepted", BOB)
    assert result.exit_code == 1
    assert "it is an older copy" in result.stderr
    assert json.loads(receipt.read_text("utf-8"))["runs"] == 2


def test_json_says_the_same(unsure: Office) -> None:
    result = unsure.resolve("--accepted", ANN, "--json")
    told = json.loads(result.stdout)
    assert (told["plan"], told["unknown"]) == ("1a2b3c4d", 1)
    assert told["resolved"][0] | {"why": ""} == {
        "copy": 1, "address": ANN, "message_id": IDS[ANN], "state": "accepted", "why": "",
    }  # fmt: skip


@pytest.mark.mta
def test_the_log_of_a_real_postfix_tells_the_cut_off_from_the_taken(unsure: Office) -> None:
    """Both connections break without a reply: Ann's after the end of the message, Bob's within it."""
    with private_postfix() as server:
        for who, end in ((ANN, b"\r\n.\r\n"), (BOB, b"\r\nnot the end")):
            _cut_off(server.port, who, end)
        until = time.monotonic() + 20
        while not (
            _is_out(log := server.log()) and IDS[BOB] in log and "lost connection after DATA" in log
        ):
            assert time.monotonic() < until, log
            time.sleep(0.05)
        result = unsure.resolve("--from-log", str(server.folder / "log"))
    ann, bob, _ = result.stdout.splitlines()
    assert ann.startswith(f"accepted  {ANN}  ")
    assert " the server took it; sent" in ann
    assert bob.startswith(f"unknown   {BOB}  ")
    assert bob.endswith(" names it, but no line shows that the server took it")


def _is_out(log: str) -> bool:
    return f"to=<{ANN}>" in log and "status=sent" in log


def _cut_off(port: int, who: str, end: bytes) -> None:
    """A message by hand, then a reset before any reply is read."""
    lines = (b"EHLO me", b"MAIL FROM:<b@halden.example>", b"RCPT TO:<%s>" % who.encode(), b"DATA")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        with line.makefile("rb") as replies:
            replies.readline()
            for command in lines:
                line.sendall(command + b"\r\n")
                while replies.readline()[3:4] == b"-":
                    pass
        body = b"Message-ID: %s\r\nSubject: x\r\n\r\n%s" % (IDS[who].encode(), b"text\r\n" * 2000)
        line.sendall(body + end)
        time.sleep(0.2)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
