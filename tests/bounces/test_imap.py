"""A mailbox on a server: read over a verified connection, and left as it was."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.imap import decoded_name, encoded_name
from reportgen.delivery.states import State
from tests.bounces.campaign_sent import MAIL, PEOPLE, Office, mail, row_of
from tests.servers.certificates import Certificates
from tests.servers.imap import HOST, PASSWORD, USER, imap_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.imap import ImapServer

ALL = sorted(path.stem for path in MAIL.glob("*.eml"))
ANN, BOB = "ann@halden.example", "bob@halden.example"


@pytest.fixture(scope="module")
def starttls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    with imap_server(tmp_path_factory.mktemp("starttls"), "starttls") as server:
        yield server


@pytest.fixture(scope="module")
def implicit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    with imap_server(tmp_path_factory.mktemp("implicit"), "implicit") as server:
        yield server


def settle_in(office: Office, server: ImapServer, **changed: str) -> None:
    """A mail.yaml that names the server."""
    named = {
        "host": HOST, "port": str(server.port), "tls": server.tls, "user": USER,
        "ca_file": str(server.ca_file), "timeout": "10", **changed,
    }  # fmt: skip
    lines = "".join(f"  {key}: {value}\n" for key, value in named.items())
    (office.workspace / "mail.yaml").write_text(
        "sender: Halden <research@halden.example>\n"
        "server:\n  host: mail.halden.example\n  tls: starttls\n"
        f"imap:\n{lines}",
        "utf-8",
    )


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_reports_are_read_and_nothing_is_marked(
    office: Office, tls: str, request: pytest.FixtureRequest
) -> None:
    server: ImapServer = request.getfixturevalue(tls)
    settle_in(office, server)
    server.fill("INBOX", *map(mail, ALL))
    before = server.state("INBOX")
    result = office.bounces("--from", "imap", "--json", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (len(told["findings"]), told["others"]) == (18, 1)
    assert len(office.suppressed()) == 8
    assert told["findings"][0]["where"].startswith("INBOX: UID 1")
    assert server.state("INBOX") == before
    assert all("FLAGS ()" in line for line in before), "nothing was seen before either"


def test_mail_from_before_the_plan_is_not_asked_for(office: Office, starttls: ImapServer) -> None:
    """The server counts the days of arrival; the plan is of 23 November 2026."""
    settle_in(office, starttls)
    starttls.fill("INBOX")
    with starttls.visited() as line:
        for day in ("21-Nov-2026", "22-Nov-2026", "24-Nov-2026"):
            line.append("INBOX", "", f'"{day} 12:00:00 +0000"', mail("vacation"))
    result = office.bounces("--from", "imap", "--json", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert len(json.loads(result.stdout)["findings"]) == 2


def test_a_big_mail_of_somebody_else_is_not_fetched(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls)
    starttls.fill("INBOX", mail("reply-of-a-person") + b"x" * 3_000_000, mail("postfix-dead"))
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert "2 read, 1 about plan 1a2b3c4d, 1 left alone." in result.stdout


def test_a_copy_among_the_sent_ones_is_proof(tmp_path: Path, starttls: ImapServer) -> None:
    """The server finds a Message-ID by a part of it as well: Bob's has something before and behind it."""
    office = Office(tmp_path)
    office.lay_out({ANN: State.UNKNOWN, BOB: State.UNKNOWN})
    settle_in(office, starttls, sent_mailbox="Gesendete Entwürfe & mehr")
    ids = [row_of(1, who).message_id for who in (ANN, BOB)]
    copies = (f"Message-ID: {ids[0]}", f"Message-ID: <x{ids[1]}y>")
    starttls.fill(
        '"Gesendete Entw&APw-rfe &- mehr"',
        *(f"{line}\r\nSubject: x\r\n\r\nx\r\n".encode() for line in copies),
    )
    result = office.resolve("--from-imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert result.exit_code == 4, result.stderr
    assert result.stdout.splitlines() == [
        f"accepted  {ANN}  Gesendete Entwürfe & mehr: UID 101: the server keeps a copy of it",
        f"unknown   {BOB}  no copy of it is there, which proves nothing",
        "1 unknown still; of what you know say --accepted or --not-sent.",
    ]
    assert office.row(ANN).state is State.ACCEPTED


def test_a_mailbox_that_is_not_there_is_told_with_those_that_are(
    office: Office, starttls: ImapServer
) -> None:
    settle_in(office, starttls, mailbox="Rückläufer")
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert result.exit_code == 1
    assert (
        "refused: mail.yaml: imap.mailbox: the server has no mailbox 'Rückläufer'" in result.stderr
    )
    assert "there are: INBOX" in result.stderr
    starttls.fill("Entw&APw-rfe", b"Subject: x\r\n\r\nx\r\n")
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert "Entwürfe" in result.stderr


def test_a_wrong_password_shows_nowhere(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls)
    wrong = "not-the-passwörd-at-all"
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=wrong)
    assert result.exit_code == 6
    assert result.stderr.startswith(f"stopped: {HOST} does not let {USER} in with this password; ")
    for form in (
        wrong,
        b64encode(wrong.encode()).decode(),
        b64encode(f"\0{USER}\0{wrong}".encode()).decode(),
    ):
        assert form not in result.output + result.stderr
    assert office.suppressed() == ()


def test_without_a_password_it_says_what_to_set(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls)
    result = office.bounces("--from", "imap")
    assert result.exit_code == 6
    assert "REPORTGEN_IMAP_PASSWORD" in result.stderr


def test_a_server_that_nobody_vouches_for_gets_no_password(office: Office, tmp_path: Path) -> None:
    with imap_server(tmp_path, "implicit", shown=Certificates()) as stranger:
        settle_in(office, stranger)
        result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert result.exit_code == 6
    assert (
        "its certificate cannot be trusted: unable to get local issuer certificate" in result.stderr
    )


def test_a_server_that_offers_no_encryption_gets_no_password(
    office: Office, implicit: ImapServer
) -> None:
    settle_in(office, implicit, tls="starttls", port=str(implicit.clear))
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert (result.exit_code, result.stderr) == (
        6,
        f"stopped: {HOST} does not offer STARTTLS; nothing was sent; see whether imap.tls: implicit works\n",
    )


def test_the_wrong_kind_of_encryption_is_told(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls, tls="implicit")
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert result.exit_code == 6
    assert "no encrypted connection" in result.stderr
    assert "see imap.tls and imap.port" in result.stderr


def test_a_refused_token_shows_nowhere(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls, login="xoauth2")
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_TOKEN="ya29.token-of-nobody")  # noqa: S106
    assert result.exit_code == 6
    assert result.stderr.startswith(f"stopped: {HOST} does not let {USER} in with this token; ")
    assert "ya29" not in result.output + result.stderr


def test_nobody_there_is_told_in_words(office: Office, starttls: ImapServer) -> None:
    settle_in(office, starttls, port="1")
    result = office.bounces("--from", "imap", REPORTGEN_IMAP_PASSWORD=PASSWORD)
    assert (result.exit_code, result.stderr) == (
        6,
        f"stopped: the IMAP server {HOST}:1: Connection refused\n",
    )
    assert [office.events(who) for who in PEOPLE] == [[]] * 18


@pytest.mark.parametrize(
    ("name", "coded"),
    [
        ("INBOX", "INBOX"),
        ("Sent Items", "Sent Items"),
        ("Tom & Jerry", "Tom &- Jerry"),
        # The examples of RFC 3501, 5.1.3.
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ("Entwürfe", "Entw&APw-rfe"),
        ("a\r\nb", "a&AA0ACg-b"),
        ("😀", "&2D3eAA-"),
    ],
)
def test_names_of_mailboxes_are_written_in_modified_utf_7(name: str, coded: str) -> None:
    assert encoded_name(name) == coded
    assert decoded_name(coded) == name


@pytest.mark.parametrize("name", ["&", "&x-", "&AP-", "&€-"])
def test_what_is_no_modified_utf_7_stays_as_it_stands(name: str) -> None:
    assert decoded_name(name) == name
