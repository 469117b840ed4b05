"""The servers that prove delivery are themselves what they say: they see a message once, twice, or not."""

from __future__ import annotations

import smtplib
import ssl
import time
from typing import TYPE_CHECKING

import pytest
import trustme

from tests.servers.postfix import Arrival, encrypted, private_postfix
from tests.servers.sink import running_sink

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.postfix import Postfix

pytestmark = pytest.mark.mta


def mail(port: int, name: str, to: str = "ann@fund.example") -> None:
    """One small message through an ordinary client."""
    client = smtplib.SMTP("127.0.0.1", port)
    try:
        client.sendmail("us@house.example", [to], f"Message-ID: <{name}@us>\r\n\r\nHi.\r\n")
    finally:
        client.close()


def half_a_message(port: int, name: str) -> None:
    """A client that goes away before the dot."""
    client = smtplib.SMTP("127.0.0.1", port)
    try:
        client.ehlo()
        client.mail("us@house.example")
        client.rcpt("ann@fund.example")
        client.docmd("DATA")
        client.send(f"Message-ID: <{name}@us>\r\n\r\nHi.\r\n")
    finally:
        client.close()


def test_postfix_counts_what_arrived_once_and_twice_and_not_what_broke_off(
    postfix: Postfix,
) -> None:
    before = postfix.arrivals()
    mail(postfix.port, "once")
    mail(postfix.port, "twice")
    half_a_message(postfix.port, "half")
    mail(postfix.port, "twice")
    new = postfix.arrivals() - before
    assert new == {
        Arrival("<once@us>", "ann@fund.example"): 1,
        Arrival("<twice@us>", "ann@fund.example"): 2,
    }


def test_postfix_keeps_its_queue_over_a_stop_and_loses_its_programs_one_by_one() -> None:
    with private_postfix() as server:
        mail(server.port, "before")
        server.stop()
        with pytest.raises(ConnectionRefusedError):
            mail(server.port, "meanwhile")
        server.start_again()
        mail(server.port, "after")
        assert server.kill("cleanup") >= 1
        mail(server.port, "later")
        assert {arrival.message_id for arrival in server.arrivals()} == {
            "<before@us>",
            "<after@us>",
            "<later@us>",
        }


def test_postfix_takes_new_settings_and_shows_our_certificate(tmp_path: Path) -> None:
    authority = trustme.CA()
    settings = encrypted(authority.issue_cert("127.0.0.1"), tmp_path)
    with private_postfix(settings) as server:
        server.set(smtpd_tls_security_level="encrypt")
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        client = smtplib.SMTP("127.0.0.1", server.port)
        try:
            client.ehlo()
            assert client.mail("us@house.example")[0] == 530
            assert client.starttls(context=trusting)[0] == 220
            client.ehlo()
            assert client.mail("us@house.example")[0] == 250
        finally:
            client.close()


def test_the_sink_keeps_whole_messages_only_and_misbehaves_as_told() -> None:
    with running_sink(keep=True) as sink:
        mail(sink.port, "whole")
        half_a_message(sink.port, "half")
        time.sleep(0.05)  # the sink sees the end of the connection
        mail(sink.port, "last")
        names = sorted(str(message["Message-ID"]) for message in sink.messages())
    assert names == ["<last@us>", "<whole@us>"]
    with running_sink("-f", "rcpt") as sink, pytest.raises(smtplib.SMTPRecipientsRefused):
        mail(sink.port, "refused")
