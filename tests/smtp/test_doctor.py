"""`mail doctor`: what would stop mail, what would make it arrive badly, and that it sends nothing."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest
from click.testing import CliRunner

from reportgen.assumptions.mail_file import MailFile
from reportgen.cli.mail import command
from reportgen.delivery.doctor import Level
from reportgen.delivery.doctor.domain import asking, domain_findings
from reportgen.delivery.doctor.server import server_findings
from reportgen.delivery.doctor.settings import settings_findings
from reportgen.delivery.secret import Secret
from tests.servers.faulty import Behaviour, FaultyServer
from tests.servers.logins import Logins
from tests.smtp.conftest import talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportgen.delivery.doctor import Finding
    from tests.servers.certificates import Certificates

TODAY = dt.date(2026, 11, 23)
FINE = {
    "sender": "Halden Research <research@halden.example>",
    "unsubscribe": {"https": "https://halden.example/leave/{token}"},
    "server": {"host": "smtp.halden.example", "tls": "starttls"},
}


def told(findings: tuple[Finding, ...], level: Level) -> list[str]:
    return [str(finding) for finding in findings if finding.level is level]


def doubts(**others: Any) -> list[str]:  # noqa: ANN401 - keys of mail.yaml
    findings = settings_findings(MailFile.model_validate({**FINE, **others}))
    assert not told(findings, Level.FAULT)
    return told(findings, Level.WARNING)


# mail.yaml by itself


def test_nothing_to_complain_of() -> None:
    assert doubts() == []


def test_a_way_to_leave() -> None:
    assert doubts(unsubscribe={"mailto": "leave@halden.example?subject={token}"}) == [
        (
            "readers can leave by mail only, without one click; "
            "Gmail and Yahoo ask those who send much for unsubscribe.https"
        )
    ]
    assert "readers have no way to leave" in doubts(unsubscribe={})[0]


def test_names_that_do_not_belong_together() -> None:
    assert (
        doubts(bounce_address="b+{token}@bounces.halden.example", list_id="news.halden.example")
        == []
    )
    assert "SPF then says nothing for the sender" in doubts(bounce_address="b@elsewhere.example")[0]
    assert "is not of the sender's domain halden.example" in doubts(list_id="news.example")[0]


def test_microsoft_takes_30_a_minute_and_passwords_no_more() -> None:
    server = {
        "host": "smtp.office365.com",
        "tls": "starttls",
        "login": "password",
        "user": "a@b.example",
    }
    assert doubts(server={**server, "rate": "40/min"}) == [
        (
            "Microsoft 365 turns passwords for SMTP off by default at the end of December 2026; "
            "set login: xoauth2 and a token_command"
        ),
        "server.rate is 40/min, and Microsoft 365 takes 30 a minute; set server.rate to 30/min or less",
        "Microsoft 365 takes 10,000 messages a day at most; set server.daily_limit to 10000 or less",
    ]
    assert doubts(server={**server, "login": "xoauth2", "daily_limit": 10_000}) == []


def test_a_gmail_account_takes_2000_a_day() -> None:
    server = {"host": "smtp.gmail.com", "tls": "starttls", "daily_limit": 2500}
    assert doubts(server=server) == [
        "Google Workspace takes 2,000 messages a day at most; set server.daily_limit to 2000 or less"
    ]


# The server


def test_what_a_server_says_of_itself(tmp_path: Path, trusted: Certificates) -> None:
    behaviour = Behaviour(
        tls=trusted.ending(dt.datetime(2026, 12, 31, tzinfo=dt.UTC)), size=5_000_000, smtputf8=False
    )
    with talking(tmp_path, behaviour, tls="starttls", ca_file="authority.pem") as desk:
        findings = server_findings(desk.line, None, 20_000_000, TODAY)
        # From 23 November to 31 December: 8 days in November, counted to its 31st, and 30 and 31 less 23.
        assert "the certificate is valid until 2026-12-31, 38 more days" in told(findings, Level.OK)
        assert "8BITMIME is offered" in told(findings, Level.OK)
        assert "logins offered: none" in told(findings, Level.OK)
        assert told(findings, Level.WARNING) == [
            "max_message_mb allows 20,000,000 bytes, and the server takes 5,000,000; set it to 5 or less",
            "SMTPUTF8 is not offered; addresses with other letters than ASCII before the @ are refused",
        ]
        assert desk.server.commands == [
            "EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "QUIT",
        ]  # fmt: skip


def test_a_certificate_with_few_days_left(tmp_path: Path, trusted: Certificates) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=9)
    with talking(
        tmp_path, Behaviour(tls=trusted.ending(soon)), tls="starttls", ca_file="authority.pem"
    ) as desk:
        findings = server_findings(desk.line, None, 1000, soon.date() - dt.timedelta(days=9))
        assert f"valid until {soon.date()}, 9 more days" in told(findings, Level.WARNING)[0]


def test_a_plan_whose_messages_do_not_fit(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(size=1000)) as desk:
        findings = server_findings(desk.line, 1001, 20_000_000, TODAY)
        assert told(findings, Level.FAULT) == [
            "the largest message has 1,001 bytes, and the server takes 1,000; make the PDF smaller"
        ]
        assert told(server_findings(desk.line, 1000, 20_000_000, TODAY), Level.FAULT) == []


def test_a_server_that_tells_no_limit(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(size=None)) as desk:
        findings = server_findings(desk.line, 1001, 20_000_000, TODAY)
        assert "tells no limit for a message's size" in told(findings, Level.WARNING)[0]


def test_a_login_that_fails_is_a_fault(tmp_path: Path, trusted: Certificates) -> None:
    behaviour = Behaviour(tls=trusted.right, logins=Logins("ann", "right"))
    with talking(
        tmp_path, behaviour, lambda: Secret("ann", "wrong-one"),
        tls="starttls", ca_file="authority.pem", login="password", user="ann",
    ) as desk:  # fmt: skip
        findings = server_findings(desk.line, None, 1000, TODAY)
        assert [finding.level for finding in findings] == [Level.FAULT]
        assert "535 5.7.8" in str(findings[0])


# The DNS, asked by dnspython over UDP


class Zone:
    """A DNS server on this machine that knows some TXT records."""

    def __init__(self, records: dict[str, list[str]]) -> None:
        self.records = records
        self.wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.wire.bind(("127.0.0.1", 0))
        self.asked: list[str] = []

    def serve(self) -> None:
        while True:
            question, client = self.wire.recvfrom(4096)
            if not question:
                return
            query = dns.message.from_wire(question)
            name = query.question[0].name.to_text().rstrip(".")
            self.asked.append(name)
            answer = dns.message.make_response(query)
            if name.endswith("broken.example"):
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif name not in self.records:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            else:
                texts = [f'"{text[:50]}" "{text[50:]}"' for text in self.records[name]]
                answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *texts))
            self.wire.sendto(answer.to_wire(), client)


@pytest.fixture
def zone() -> Iterator[Callable[[dict[str, list[str]]], Callable[[str], tuple[str, ...]]]]:
    running: list[tuple[Zone, threading.Thread]] = []

    def start(records: dict[str, list[str]]) -> Callable[[str], tuple[str, ...]]:
        server = Zone(records)
        thread = threading.Thread(target=server.serve)
        thread.start()
        running.append((server, thread))
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = server.wire.getsockname()[1]
        return asking(resolver)

    yield start
    for server, thread in running:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"", server.wire.getsockname())
        thread.join(5)
        server.wire.close()


Zones = Any


def test_a_domain_that_says_all_it_should(zone: Zones) -> None:
    ask = zone(
        {
            "halden.example": ["unrelated", "v=spf1 include:spf.protection.outlook.com -all"],
            "selector2._domainkey.halden.example": ["v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0" * 4],
            "_dmarc.halden.example": ["v=DMARC1; p=reject; rua=mailto:d@halden.example"],
        }
    )
    findings = domain_findings(ask, "news.halden.example", "halden.example", "smtp.office365.com")
    assert told(findings, Level.OK) == [
        "SPF: halden.example says v=spf1 include:spf.protection.outlook.com -all",
        "DMARC: halden.example says v=DMARC1; p=reject; rua=mailto:d@halden.example",
    ]
    # The key is the domain's, and the sender's is one below it.
    assert (
        "no DKIM key is at selector1._domainkey.news.halden.example"
        in told(findings, Level.WARNING)[0]
    )
    findings = domain_findings(ask, "halden.example", "halden.example", "smtp.office365.com")
    assert "DKIM: a key of Microsoft 365 is at selector2" in told(findings, Level.OK)[1]
    assert told(findings, Level.WARNING) == []


def test_a_domain_that_says_nothing(zone: Zones) -> None:
    findings = domain_findings(zone({}), "halden.example", "halden.example", "mail.halden.example")
    assert told(findings, Level.OK) == []
    assert [text.split(";")[0] for text in told(findings, Level.WARNING)] == [
        "halden.example has no SPF record",
        "whether mail of halden.example is signed (DKIM) cannot be told from here",
        "halden.example has no DMARC record",
    ]


@pytest.mark.parametrize(
    ("records", "doubt"),
    [
        (["v=spf1 -all", "v=spf1 ~all"], "has 2 SPF records"),
        (["v=spf1 +all"], "lets everybody send"),
        (["v=spf1 include:_spf.google.com ?all"], "lets everybody send"),
        (["v=spf10 -all"], "has no SPF record"),
    ],
)
def test_an_spf_record_that_helps_nobody(zone: Zones, records: list[str], doubt: str) -> None:
    ask = zone({"halden.example": records})
    findings = domain_findings(ask, "halden.example", "halden.example", "mail.halden.example")
    assert doubt in told(findings, Level.WARNING)[0]


def test_an_spf_record_without_the_provider(zone: Zones) -> None:
    ask = zone({"halden.example": ["v=spf1 include:elsewhere.example -all"]})
    findings = domain_findings(ask, "halden.example", "halden.example", "smtp.gmail.com")
    assert "does not name Google Workspace; add include:_spf.google.com" in str(findings[0])


def test_a_revoked_key_is_none(zone: Zones) -> None:
    ask = zone({"google._domainkey.halden.example": ["v=DKIM1; k=rsa; p="]})
    findings = domain_findings(ask, "halden.example", "halden.example", "smtp.gmail.com")
    assert "no DKIM key is at google._domainkey.halden.example" in str(findings[1])


def test_a_dns_that_is_broken_says_nothing_of_the_domain(zone: Zones) -> None:
    findings = domain_findings(zone({}), "broken.example", "broken.example", "smtp.gmail.com")
    assert (
        told(findings, Level.WARNING)
        == ["the DNS did not answer (NoNameservers); try again later"] * 3
    )


# The command


def workspace(folder: Path, server: str) -> Path:
    (folder / "assumptions").mkdir()
    (folder / "mail.yaml").write_text(
        f"sender: research@halden.example\nserver: {server}\n"
        "unsubscribe: {https: 'https://halden.example/{token}'}\n"
    )
    return folder


def doctor(folder: Path, *words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(
        command, ["doctor", "--workspace", str(folder), *words], catch_exceptions=False
    )
    return answer.exit_code, answer.stdout


def test_the_command_asks_nobody_unless_told_to(tmp_path: Path) -> None:
    folder = workspace(tmp_path, "{host: nobody.invalid, tls: starttls}")
    code, out = doctor(folder)
    assert code == 0
    assert out.splitlines() == [
        "ok       readers leave with one click, by the https address of unsubscribe",
        "ok       mail leaves encrypted (starttls) to nobody.invalid, whose certificate is checked",
    ]


def test_the_command_tells_what_would_stop_mail(tmp_path: Path) -> None:
    with FaultyServer(tmp_path / "truth", Behaviour(size=1_000_000)) as server:
        folder = workspace(tmp_path, f"{{host: localhost, port: {server.port}, tls: starttls}}")
        code, out = doctor(folder, "--connect")
    assert code == 6
    assert f"fault    localhost:{server.port} does not offer STARTTLS; nothing was sent" in out


def test_the_command_speaks_json(tmp_path: Path) -> None:
    with FaultyServer(tmp_path / "truth", Behaviour()) as server:
        folder = workspace(tmp_path, f"{{host: localhost, port: {server.port}, tls: none}}")
        code, out = doctor(folder, "--connect", "--json")
    assert code == 0
    findings = json.loads(out)["findings"]
    assert {"level": "ok", "what": "SMTPUTF8 is offered", "advice": ""} in findings
    assert not [word for word in server.commands if word.startswith("MAIL")]


def test_the_command_without_a_secret(tmp_path: Path) -> None:
    server = "{host: localhost, port: 1, tls: starttls, login: password, user: ann}"
    code, out = doctor(workspace(tmp_path, server), "--connect")
    assert code == 6
    assert (
        "fault    localhost needs the password of ann, and none is set; set REPORTGEN_SMTP" in out
    )


def test_row_5_no_output_of_a_failing_login_holds_the_secret(
    tmp_path: Path, trusted: Certificates
) -> None:
    # The whole program, with every log it could write, against a server that repeats what it was told.
    password = "hunter2-" + str(time.time_ns())
    behaviour = Behaviour(tls=trusted.right, logins=Logins("ann", "another", echo=True))
    program = (
        "import logging; logging.basicConfig(level=logging.DEBUG)\n"
        "from reportgen.cli import main; main()"
    )
    with FaultyServer(tmp_path / "truth", behaviour) as server:
        folder = workspace(
            tmp_path, f"{{host: localhost, port: {server.port}, tls: starttls, ca_file: authority.pem, "
            "login: password, user: ann}"
        )  # fmt: skip
        ended = subprocess.run(
            [sys.executable, "-X", "dev", "-c", program, "mail", "doctor", "--connect"],
            cwd=folder, capture_output=True, check=False, timeout=60,
            env={**os.environ, "REPORTGEN_SMTP_PASSWORD": password},
        )  # fmt: skip
    assert ended.returncode == 6, ended.stderr.decode()
    out = ended.stdout + ended.stderr
    assert b"the login of ann was refused: 535" in out
    assert b"withheld" in out
    for said in (password, f"\0ann\0{password}", f"user=ann\1auth=Bearer {password}\1\1"):
        assert base64.b64encode(said.encode()) not in out
    assert password.encode() not in out
