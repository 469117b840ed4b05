"""Texts as servers say them, and whom each is about: the campaign, the recipient, or the moment."""

from __future__ import annotations

import pytest

from reportgen.delivery.outcomes import Stop
from reportgen.delivery.states import State
from reportgen.delivery.transports.smtp_line import told
from reportgen.delivery.transports.smtp_outcomes import Phase, after, queue_id

#: Where a text was found: Google 3726730, 6140680; Microsoft's lists of non-delivery reports and SMTP AUTH
#: limits; Amazon SES response codes; the strings of Postfix's smtpd; Exim as cPanel configures it.
CAMPAIGN = [
    (
        "550 5.4.5 Daily user sending limit exceeded. For more information 12sm34 - gsmtp",
        Stop.QUOTA,
    ),
    ("550 5.7.1 Daily SMTP relay limit exceeded for customer. For more information", Stop.QUOTA),
    (
        "450 4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary error",
        Stop.QUOTA,
    ),
    ("421 4.7.0 Our system has detected an unusual rate of unsolicited mail", Stop.QUOTA),
    ("550 5.1.90 Your message can't be sent because you've reached your daily limit", Stop.QUOTA),
    ("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", Stop.QUOTA),
    ("432 4.3.2 Concurrent connections limit exceeded.", Stop.QUOTA),
    ("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", Stop.QUOTA),
    ("550 5.7.232 Your message can't be sent because your trial tenant has", Stop.QUOTA),
    ("451 4.7.500 Server busy. Please try again later", Stop.QUOTA),
    ("454 Throttling failure: Maximum sending rate exceeded.", Stop.QUOTA),
    ("454 Throttling failure: Daily message quota exceeded.", Stop.QUOTA),
    ("450 4.7.1 Error: too much mail from 192.0.2.1", Stop.QUOTA),
    ("450 4.7.1 Error: too many recipients from 192.0.2.1", Stop.QUOTA),
    ("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", Stop.QUOTA),
    (
        "550 Domain x.example has exceeded the max emails per hour (150/150 (100%)) allowed.",
        Stop.QUOTA,
    ),
    ("554 5.7.1 Data command rejected: only 10 messages per day", Stop.QUOTA),
    ("550 5.7.30 Basic authentication is not supported for Client Submission.", Stop.LOGIN),
    ("530 5.7.57 Client not authenticated to send mail.", Stop.LOGIN),
    ("530 5.7.0 Authentication required", Stop.LOGIN),
    ("530 5.7.0 Must issue a STARTTLS command first", Stop.ENCRYPTION),
    ("554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException", Stop.SENDER),
    (
        "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSend",
        Stop.SENDER,
    ),
    ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", Stop.SENDER),
    ("550 5.1.8 Access denied, bad outbound sender", Stop.SENDER),
    ("550 5.7.501 Access denied, spam abuse detected", Stop.SENDER),
    ("554 Message rejected: Email address is not verified. The following identities", Stop.SENDER),
    ("554 Message rejected: Sending paused for this account.", Stop.SENDER),
    ("553 5.7.1 <a@x.example>: Sender address rejected: not owned by user b", Stop.SENDER),
    ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using x.example", Stop.SERVER),
    ("554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied", Stop.SERVER),
    ("552 5.3.4 Message size exceeds fixed limit", Stop.SIZE),
    ("552 5.2.3 Your message exceeded Google's message size limits.", Stop.SIZE),
    ("552 Error: Too much mail data", Stop.SIZE),
]
RECIPIENT = [
    ("550 5.1.1 <ann@x.example>: Recipient address rejected: User unknown", State.REJECTED),
    ("550 5.2.1 The email account that you tried to reach is disabled.", State.REJECTED),
    ("552 5.2.2 The email account that you tried to reach is over quota", State.REJECTED),
    ("552 5.2.2 Mailbox size limit exceeded", State.REJECTED),
    ("554 5.7.1 <ann@x.example>: Relay access denied", State.REJECTED),
    ("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", State.REJECTED),
    ("554 5.7.1 This message was classified as spam", State.REJECTED),
    ("450 4.2.1 The user you are trying to contact is receiving mail too quickly.", State.DEFERRED),
    ("432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded", State.DEFERRED),
    ("452 4.2.2 The recipient's mailbox is over its daily quota limit exceeded", State.DEFERRED),
    ("450 4.2.0 <ann@x.example>: Recipient address rejected: Greylisted", State.DEFERRED),
    ("451 4.3.0 Temporary lookup failure", State.DEFERRED),
    ("452 4.3.1 Insufficient system storage", State.DEFERRED),
]
QUEUE_IDS = [
    ("250 2.0.0 Ok: queued as 3A12F1C0B2", "3A12F1C0B2"),
    ("250 OK id=1rXyZ9-0004Qk-2b", "1rXyZ9-0004Qk-2b"),
    (
        "250 2.6.0 <rg.1@x.example> [InternalId=35184372089098, Hostname=A.B] 1234 bytes",
        "35184372089098",
    ),
    (
        "250 2.0.0 OK  1700000000 d2-20020a05600c34c200b0040a5 - gsmtp",
        "d2-20020a05600c34c200b0040a5",
    ),
    ("250 2.0.0 4A1BcdEf012345 Message accepted for delivery", "4A1BcdEf012345"),
    ("250 Ok 0100018bcf1b2c3d-0a1b2c3d-4e5f-000000", "0100018bcf1b2c3d-0a1b2c3d-4e5f-000000"),
    ("250 ok 1700000000 qp 12345", "12345"),
    ("250 Message Queued (6F2A.1)", "6F2A.1"),
    ("250 Great success", ""),
]


@pytest.mark.parametrize(("said", "stop"), CAMPAIGN)
@pytest.mark.parametrize("phase", [Phase.RECIPIENT, Phase.DOT])
def test_what_is_about_the_campaign_stops_it_and_leaves_the_recipient(
    said: str, stop: Stop, phase: Phase
) -> None:
    outcome = after(phase, told(int(said[:3]), said[4:]))
    assert (outcome.state, outcome.stop) == (State.PLANNED, stop)
    assert outcome.why
    assert outcome.reconnect is said.startswith("421")


@pytest.mark.parametrize(("said", "state"), RECIPIENT)
@pytest.mark.parametrize("phase", [Phase.RECIPIENT, Phase.DOT])
def test_what_is_about_the_recipient_stops_nobody_else(
    said: str, state: State, phase: Phase
) -> None:
    outcome = after(phase, told(int(said[:3]), said[4:]))
    assert (outcome.state, outcome.stop) == (state, None)


@pytest.mark.parametrize(("said", "name"), QUEUE_IDS)
def test_the_name_under_which_a_server_keeps_a_message(said: str, name: str) -> None:
    assert queue_id(told(int(said[:3]), said[4:])) == name


@pytest.mark.parametrize("code", [150, 334, 354, 650])
def test_an_answer_that_says_neither_yes_nor_no(code: int) -> None:
    assert after(Phase.DOT, told(code, "well")).state is State.UNKNOWN
    before = after(Phase.RECIPIENT, told(code, "well"))
    assert (before.state, before.reconnect) == (State.DEFERRED, True)


def test_an_answer_of_several_lines_becomes_one() -> None:
    reply = told(550, "5.7.1 Daily limit\n5.7.1 exceeded for you\n5.7.1")
    assert str(reply) == "550 5.7.1 Daily limit exceeded for you"


def test_an_answer_moves_no_cursor() -> None:
    assert told(250, "fine\x1b[2J\x07\u202egnp").text == "fine [2J  gnp"
