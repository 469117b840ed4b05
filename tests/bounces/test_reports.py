"""What the mail servers of the world send back, and what we make of it: one report a line."""

from __future__ import annotations

import base64
import re
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.delivery.bounces.deciding import Decision, Done, decided
from reportgen.delivery.bounces.matching import Letters, matched
from reportgen.delivery.bounces.reports import READ_AT_MOST, Kind, read_report
from reportgen.delivery.printable import printable
from reportgen.delivery.states import State
from tests.bounces.campaign_sent import KEY, MAIL, letters, mail, row_of

GONE = "gone@remote.example"


def what_is_done(content: bytes, to: Letters | None = None) -> tuple[str, str, str]:
    """Who, code, and what is done about it; nobody and nothing for mail that is none of our business."""
    report = read_report(content)
    match = matched(report, to or letters())
    decision = decided(report, match)
    if decision is None or match.row is None:
        return "", "", "other mail"
    return match.row.address, decision.fate.status, str(decision.done)


def why(content: bytes, to: Letters | None = None) -> str:
    report = read_report(content)
    decision = decided(report, matched(report, to or letters()))
    assert isinstance(decision, Decision)
    return decision.why


LOOKED_AT = [
    ("postfix-user-unknown", "gone@remote.example", "5.1.1", "suppressed"),
    ("postfix-dead", "ann@dead.example", "5.1.1", "suppressed"),
    ("postfix-utf8", "jörg@dead.example", "5.1.1", "suppressed"),
    ("exchange-user-unknown", "erik@corp.example", "5.1.10", "suppressed"),
    ("gmail-user-unknown", "gina@gmail.example", "5.1.1", "suppressed"),
    ("exim-user-unknown", "emil@exim.example", "5.1.1", "suppressed"),
    ("ses-own-message-id", "sara@ses.example", "5.1.1", "suppressed"),
    ("complaint", "abby@spam.example", "", "suppressed"),
    ("postfix-mailbox-full", "full@remote.example", "5.2.2", "noted"),
    ("postfix-policy", "policy@remote.example", "5.7.1", "noted"),
    ("postfix-no-code", "bare@remote.example", "5.0.0", "noted"),
    ("postfix-no-route", "ann@nowhere.example", "5.4.4", "noted"),
    ("postfix-delayed", "slow@remote.example", "4.7.1", "left alone"),
    ("postfix-given-up-softly", "ann@soft.example", "4.1.1", "left alone"),
    ("postfix-delivered", "ann@ok.example", "2.0.0", "left alone"),
    ("vacation", "vera@away.example", "", "left alone"),
    ("no-original-headers", "nils@bare.example", "5.1.1", "left alone"),
    ("body-only", "tom@text.example", "", "left alone"),
    ("reply-of-a-person", "", "", "other mail"),
]


@pytest.mark.parametrize(("name", "who", "code", "done"), LOOKED_AT)
def test_what_is_done_about_each_report(name: str, who: str, code: str, done: str) -> None:
    assert what_is_done(mail(name)) == (who, code, done)


def test_every_mail_beside_this_file_is_looked_at() -> None:
    assert {path.stem for path in MAIL.glob("*.eml")} == {name for name, *_ in LOOKED_AT}


@pytest.mark.parametrize(
    ("code", "done"),
    [
        ("5.1.0", "suppressed"),
        ("5.1.2", "suppressed"),
        ("5.1.6", "suppressed"),
        ("5.1.7", "noted"),  # our own address is badly written
        ("5.1.8", "noted"),  # our own domain does not exist
        ("5.2.1", "noted"),
        ("5.7.26", "noted"),
        ("4.1.1", "left alone"),
        ("9.1.1", "left alone"),
        ("5.1.1.1", "suppressed"),
        ("nonsense", "left alone"),
        ("", "left alone"),
    ],
)
def test_only_a_bad_destination_for_good_takes_somebody_off_the_list(code: str, done: str) -> None:
    content = mail(
        "postfix-dead",
        ("Status: 5.1.1", f"Status: {code}"),
        ("X-Postfix; mailbox", "x; mailbox"),
    )
    assert what_is_done(content)[2] == done


def test_a_report_without_our_marks_is_only_told() -> None:
    stranger = mail(
        "postfix-dead",
        (KEY.marks("1a2b3c4d" * 8, "ann@dead.example", "halden.example").token, "0" * 20),
        (row_of(1, "ann@dead.example").message_id, f"<rg.1a2b3c4d.{'0' * 24}@halden.example>"),
        (KEY.marks("1a2b3c4d" * 8, "ann@dead.example", "halden.example").delivery, "0" * 32),
    )
    assert what_is_done(stranger) == ("ann@dead.example", "5.1.1", "left alone")
    assert why(stranger) == "nothing in it proves to be of our message; a person must look"


@pytest.mark.parametrize("mark", ["token", "message_id", "delivery"])
def test_each_of_the_three_marks_is_proof_by_itself(mark: str) -> None:
    marks = KEY.marks("1a2b3c4d" * 8, "ann@dead.example", "halden.example")
    others = [value for name in ("token", "message_id", "delivery") if name != mark
              for value in [getattr(marks, name)]]  # fmt: skip
    assert what_is_done(mail("postfix-dead", *((value, "gone") for value in others))) == (
        "ann@dead.example",
        "5.1.1",
        "suppressed",
    )


def test_a_mark_of_somebody_else_does_not_take_off_the_list() -> None:
    """Bob, who has his own message, claims that Ann's address is dead: his token, her address."""
    bob = KEY.marks("1a2b3c4d" * 8, "bob@remote.example", "halden.example")
    ann = KEY.marks("1a2b3c4d" * 8, "ann@dead.example", "halden.example")
    forged = mail("postfix-dead", (ann.token, bob.token), (ann.message_id, bob.message_id),
                  (ann.delivery, bob.delivery))  # fmt: skip
    both = letters("ann@dead.example", "bob@remote.example")
    assert what_is_done(forged, both) == ("bob@remote.example", "5.1.1", "left alone")
    assert "ann@dead.example, not the address we wrote to" in why(forged, both)


def test_marks_of_two_messages_in_one_report_are_not_believed() -> None:
    bob = KEY.marks("1a2b3c4d" * 8, "bob@remote.example", "halden.example")
    ann = row_of(1, "ann@dead.example")
    forged = mail(
        "postfix-dead", (f"Message-ID: {ann.message_id}", f"Message-ID: {bob.message_id}")
    )
    both = letters("ann@dead.example", "bob@remote.example")
    assert what_is_done(forged, both)[2] == "left alone"
    assert why(forged, both) == "it names more than one of our messages"


def test_an_address_behind_the_one_we_wrote_to_is_not_ours_to_judge() -> None:
    """A forward failed: the address we wrote to may well be read by others."""
    forwarded = mail(
        "postfix-dead",
        ("Original-Recipient: rfc822;ann@dead.example", "X-Nothing: here"),
        ("Final-Recipient: rfc822; ann@dead.example", "Final-Recipient: rfc822; ann@home.example"),
    )
    assert what_is_done(forwarded) == ("ann@dead.example", "5.1.1", "left alone")


def test_a_bounce_of_what_was_never_taken_is_for_a_person() -> None:
    row = row_of(1, "ann@dead.example", State.DEFERRED)
    never = Letters("1a2b3c4d" * 8, [row], KEY)
    assert what_is_done(mail("postfix-dead"), never)[2] == "left alone"
    assert why(mail("postfix-dead"), never).startswith(
        "by the ledger it was never taken (deferred)"
    )


def test_a_complaint_of_another_kind_is_none() -> None:
    for kind in ("not-spam", "auth-failure", "fraud"):
        content = mail("complaint", ("Feedback-Type: abuse", f"Feedback-Type: {kind}"))
        assert what_is_done(content) == ("abby@spam.example", "", "left alone")


def test_a_report_on_several_is_read_for_the_one_we_wrote_to() -> None:
    """One of a list's members is gone; our message to Ann was delivered."""
    first = "Final-Recipient: rfc822; x@ok.example\nAction: failed\nStatus: 5.1.1\n\n"
    own = "Final-Recipient: rfc822; ann@ok.example"
    several = mail("postfix-delivered", (own, first + own))
    assert what_is_done(several) == ("ann@ok.example", "2.0.0", "left alone")


def test_a_bounce_in_no_form_to_our_bounce_address_is_told() -> None:
    token = row_of(1, GONE).sender
    plain = f"From: System <x@y.example>\nTo: {token}\nSubject: Hm\n\nNot delivered.\n".encode()
    assert what_is_done(plain) == (GONE, "", "left alone")
    assert "came to this message's bounce address" in why(plain)


@pytest.mark.parametrize(
    "subject", ["Undeliverable: Briefing", "failure notice", "Mail Delivery Failed"]
)
def test_a_bounce_that_only_its_subject_tells_is_told(subject: str) -> None:
    message_id = row_of(1, GONE).message_id
    plain = (
        f"From: x@y.example\nTo: r@halden.example\nSubject: {subject}\n\n{message_id}\n".encode()
    )
    assert what_is_done(plain) == (GONE, "", "left alone")


def test_addresses_of_rfc_6533_are_read() -> None:
    written = mail("postfix-utf8", ("utf-8; jörg@", r"utf-8; j\x{F6}rg@"),
                   ("Original-Recipient: rfc822;jörg@dead.example", "X-Nothing: here"))  # fmt: skip
    assert what_is_done(written) == ("jörg@dead.example", "5.1.1", "suppressed")


def test_an_encoded_status_is_decoded() -> None:
    text = mail("postfix-utf8").decode()
    head, status = text.split("Content-Type: message/global-delivery-status\n")
    fields, rest = status.split("\n\n--", 1)
    plain = fields.removeprefix("Content-Transfer-Encoding: 8bit\n\n")
    coded = base64.encodebytes(plain.encode()).decode()
    whole = (
        f"{head}Content-Type: message/global-delivery-status\n"
        f"Content-Transfer-Encoding: base64\n\n{coded}\n--{rest}"
    )
    assert what_is_done(whole.encode()) == ("jörg@dead.example", "5.1.1", "suppressed")


def test_what_strangers_wrote_cannot_touch_the_terminal() -> None:
    hostile = "550 \x1b[2J\x1b]0;owned\x07 \u202eevil\u2028 \x00 " + "x" * 5000
    told = printable(hostile)
    assert told.startswith("550 [2J ]0;owned evil xxx")
    assert len(told) == 301
    assert told.isprintable()


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"".join(b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" for _ in range(5000)),
        b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(5000)),
        b"Content-Type: multipart/report; boundary=a\n\n" + b"--a\n\n" * 50_000,
        b"Content-Type: multipart/report; boundary=a\n\n--a\n"
        b"Content-Type: message/delivery-status\n\n" + b"a: b\n\n" * 50_000,
        b"To: " + b"(" * 200_000,
        b"Content-Type: multipart/report; " + b"a*0=b; " * 30_000,
        b"x" * 50_000_000,
        b"",
        b"\0",
        b"\xff" * 1000,
    ],
    ids=["deep", "messages", "parts", "groups", "comment", "pieces", "huge", "empty", "nul", "ff"],
)
def test_hostile_mail_is_read_in_bounded_time(content: bytes) -> None:
    began = time.process_time()
    assert what_is_done(content) == ("", "", "other mail")
    assert time.process_time() - began < 3


def test_what_stands_beyond_the_bound_is_not_read() -> None:
    late = EmailMessage()
    late["From"] = "a@b.example"
    late.set_content("x\n" * READ_AT_MOST)
    content = late.as_bytes() + row_of(1, GONE).message_id.encode()
    assert read_report(content).mentioned == ()
    assert read_report(content).kind is Kind.OTHER


_PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        b"Content-Type: message/delivery-status\n",
        b"Content-Type: message/global-delivery-status\n",
        b"Content-Type: message/feedback-report\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/rfc822-headers\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Feedback-Type: abuse\n",
        b"Action: failed\n",
        b"Status: 5.1.1\n",
        b"Final-Recipient: rfc822; gone@remote.example\n",
        b"Message-ID: <rg.1a2b3c4d.000000000000000000000000@halden.example>\n",
        b"X-Reportgen-Delivery: 00000000000000000000000000000000\n",
        b"To: bounces+00000000000000000000@halden.example\n",
        b"--b\n",
        b"--b--\n",
        b"\n",
        b"\r\n",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.binary(max_size=40)), max_size=40).map(b"".join))
def test_no_bytes_fail_or_take_off_the_list_without_our_marks(content: bytes) -> None:
    assert what_is_done(content)[2] in {"other mail", "left alone"}


@given(st.data())
def test_a_real_report_with_bytes_changed_never_fails_and_never_hits_another(
    data: st.DataObject,
) -> None:
    content = bytearray(mail("postfix-dead"))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    who, _, done = what_is_done(bytes(content))
    assert done != str(Done.SUPPRESSED) or who == "ann@dead.example"


def test_the_negative_control_would_be_seen() -> None:
    """The two properties above can fail: with our marks the same pieces do take somebody off."""
    whole = mail("postfix-dead")
    assert re.search(rb"To: bounces\+[0-9a-f]{20}@", whole)
    assert what_is_done(whole)[2] == "suppressed"
