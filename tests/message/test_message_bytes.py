"""A message as bytes: its parts, its headers, and that they are always the same."""

from __future__ import annotations

import base64
import datetime as dt
import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from reportgen.delivery.message.attachment import Attached
from reportgen.delivery.message.body import Body, Picture
from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.heading import Mailbox, for_a_test
from reportgen.delivery.message.weight import too_heavy
from reportgen.problems import Position
from tests.message.letters import (
    ATTACHED,
    BODY,
    HEADING,
    PDF,
    letter,
    marks,
    parsed,
    person,
    plain_text,
)

ANN = person()


def test_a_message_is_written_as_it_stands_here() -> None:
    """With the marks of key kkk…, campaign c0ffee11… and ann@x.example worked out once."""
    delivery, own = marks(ANN).delivery, marks(ANN).message_id
    message = letter(
        ANN, body=Body("Hello\n", "<p>Hello</p>\n"), attached=Attached.of("a.pdf", b"PDF")
    )
    assert own.startswith("<rg.c0ffee11.")
    assert own.endswith("@halden.example>")
    assert message.content.decode("ascii").split("\r\n") == [
        "From: Halden Research <research@halden.example>",
        "Subject: Amazon 2026Q4",
        "Date: Mon, 23 Nov 2026 09:30:00 +0000",
        "To: Ann Lee <ann@x.example>",
        f"Message-ID: {own}",
        "List-Id: <briefings.halden.example>",
        f"X-Reportgen-Delivery: {delivery}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="=_{delivery}"',
        "",
        f"--=_{delivery}",
        "Content-Type: multipart/alternative;",
        f' boundary="=_{delivery}a"',
        "",
        f"--=_{delivery}a",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Hello",
        "",
        f"--=_{delivery}a",
        'Content-Type: text/html; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "<p>Hello</p>",
        "",
        f"--=_{delivery}a--",
        "",
        f"--=_{delivery}",
        'Content-Type: application/pdf; name="a.pdf"',
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="a.pdf"',
        "",
        "UERG",  # b"PDF" is 50 44 46: 010100 000100 010001 000110
        f"--=_{delivery}--",
        "",
    ]  # fmt: skip


def test_the_same_words_give_the_same_bytes_and_other_people_other_ones() -> None:
    assert letter(ANN).content == letter(ANN).content
    assert letter(ANN).sha256 == letter(ANN).sha256 != letter(person("Bo")).sha256


def test_nobody_finds_somebody_else_in_his_message() -> None:
    heading = replace(HEADING, bounce_address="bounces+{token}@halden.example")
    bo = person("Bo Ek", "bo@y.example", 3)
    for_ann, for_bo = letter(ANN, heading).content, letter(bo, heading).content
    assert [secret in for_bo for secret in (b"ann@x.example", b"Ann Lee")] == [False, False]
    assert [secret in for_ann for secret in (b"bo@y.example", b"Bo Ek")] == [False, False]
    assert for_ann.count(b"ann@x.example") == 1


def test_the_pdf_is_encoded_once_for_all() -> None:
    assert letter(ANN).attachment is letter(person("Bo")).attachment is ATTACHED.encoded


def test_put_together_by_us_or_by_the_library_alone_the_parts_are_the_same() -> None:
    pdf = bytes(range(256)) * 100
    body = Body("Grüße, 12.4 %\nFrom here on\n.\n" * 50, "<p>Grüße, 12.4&nbsp;%</p>\n" * 50)
    naive = EmailMessage(policy=policy.SMTP)
    naive["From"], naive["To"] = (
        "Halden Research <research@halden.example>",
        "Ann Lee <ann@x.example>",
    )
    naive["Subject"], naive["Date"] = HEADING.subject, format_datetime(HEADING.date)
    naive.set_content(body.text)
    naive.add_alternative(body.html, subtype="html")
    naive.add_attachment(pdf, maintype="application", subtype="pdf", filename="a.pdf")
    ours = parsed(letter(ANN, body=body, attached=Attached.of("a.pdf", pdf)))

    def content(part: EmailMessage) -> bytes:
        """The library ends lines of text in LF before it is written, and in CRLF when it is read."""
        return bytes(part.get_payload(decode=True)).replace(b"\r\n", b"\n")

    def parts(message: EmailMessage) -> list[tuple[str, object, object]]:
        return [
            (part.get_content_type(), part.get_filename(), content(part))
            for part in message.walk()
            if not part.is_multipart() and isinstance(part, EmailMessage)
        ]

    assert parts(ours) == parts(naive)
    assert [part.get_content_type() for part in ours.walk()] == [
        part.get_content_type() for part in naive.walk()
    ]
    assert [ours[name] for name in ("From", "To", "Subject", "Date")] == [
        naive[name] for name in ("From", "To", "Subject", "Date")
    ]


def test_pictures_stand_beside_the_html_that_shows_them() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(200)
    body = Body("Logo\n", '<img src="cid:logo" alt="Halden">\n', (Picture("logo", png),))
    message = parsed(letter(ANN, body=body))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html",
        "image/png", "application/pdf",
    ]  # fmt: skip
    picture = [*message.walk()][5]
    assert (picture["Content-ID"], picture.get_payload(decode=True)) == ("<logo>", png)


@pytest.mark.parametrize(
    "line",
    [
        ".",
        "..",
        ". and more",
        "From here",
        ">From there",
        ">>From From From From",
        "ends with a space ",
        "x" * 75 + ".",
        "x" * 74 + " From here and From there",
        "y" * 2000,
        "=3D is no equals sign",
        "\tTab",
        "王" * 300,
    ],
)
def test_any_line_of_the_letter_arrives_as_it_was_written(line: str) -> None:
    message = letter(ANN, body=Body(f"{line}\n{line}\n", f"<pre>\n{line}\n</pre>\n"))
    assert plain_text(message) == f"{line}\n{line}\n"
    letter_lines = message.head.partition(b"text/plain")[2].partition(b"application/pdf")[0]
    lines = letter_lines.split(b"\r\n")
    assert max(map(len, lines)) <= 76
    assert b"." not in lines
    assert not [found for found in lines if re.match(rb">*From ", found)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ends_in_crlf_however_it_ended(end: str) -> None:
    message = letter(ANN, body=Body(f"one{end}two{end}", f"<p>one{end}two</p>{end}"))
    assert plain_text(message) == "one\ntwo\n"
    content = message.content
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n") > 30


def test_half_a_character_is_told_at_the_persons_line() -> None:
    with pytest.raises(
        MessageError, match=r"^recipients\.csv:2:1: .* half a character, found U\+D83D"
    ):
        letter(ANN, body=Body("\ud83d", ""))


LINK = "https://halden.example/leave/" + "a" * 90 + "/{token}"


def test_a_long_link_to_leave_is_never_encoded_nor_broken() -> None:
    """Gmail ignores the header otherwise."""
    heading = replace(
        HEADING, unsubscribe_https=LINK, unsubscribe_mailto="leave@halden.example?subject={token}"
    )
    token = marks(ANN).token
    assert (
        f"\r\nList-Unsubscribe: <{LINK.replace('{token}', token)}>,\r\n"
        f" <mailto:leave@halden.example?subject={token}>\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    ).encode() in letter(ANN, heading).head


def test_one_click_is_promised_only_where_there_is_a_link_for_it() -> None:
    message = parsed(letter(ANN, replace(HEADING, unsubscribe_mailto="leave@halden.example")))
    assert message["List-Unsubscribe"] == "<mailto:leave@halden.example>"
    assert message["List-Unsubscribe-Post"] is None
    assert parsed(letter(ANN))["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    "link",
    [
        "https://halden.example/a b",
        "http://halden.example/",
        "https://hälden.example/",
        "https://x/>,<y",
    ],
)
def test_what_is_no_link_is_refused(link: str) -> None:
    with pytest.raises(MessageError, match=r"^mail\.yaml:1:1: unsubscribe: is no https or mailto"):
        letter(ANN, replace(HEADING, unsubscribe_https=link))


def test_undeliverable_mail_comes_back_to_an_address_for_each_or_to_the_sender() -> None:
    heading = replace(HEADING, bounce_address="bounces+{token}@halden.example")
    token = marks(ANN).token
    assert letter(ANN, heading).sender == f"bounces+{token}@halden.example"
    assert letter(ANN, replace(HEADING, bounce_address="b@h.example")).sender == "b@h.example"
    assert letter(ANN).sender == "research@halden.example"
    assert letter(ANN).recipient == "ann@x.example"


def test_a_service_that_drops_doubles_is_told_the_same_mark() -> None:
    message = parsed(letter(ANN, replace(HEADING, idempotency_header="Resend-Idempotency-Key")))
    assert (
        message["Resend-Idempotency-Key"] == message["X-Reportgen-Delivery"] == marks(ANN).delivery
    )


@pytest.mark.parametrize("name", ["Subject", "message-id", "Bcc: eve@x.example\r\nX", "X Y"])
def test_a_header_for_that_must_be_one_of_its_own(name: str) -> None:
    with pytest.raises(MessageError):
        letter(ANN, replace(HEADING, idempotency_header=name))


def test_an_answer_goes_where_it_is_to_go_and_nothing_says_a_machine_wrote_this() -> None:
    message = parsed(letter(ANN, replace(HEADING, reply_to=Mailbox("", "desk@halden.example"))))
    assert message["Reply-To"] == "desk@halden.example"
    assert [message[name] for name in ("Auto-Submitted", "Precedence", "Bcc", "Cc")] == [None] * 4


def test_a_test_is_told_from_the_real_message() -> None:
    real, trial = marks(ANN), marks(ANN, test=True)
    assert for_a_test(HEADING).subject == "[TEST] Amazon 2026Q4"
    assert trial.message_id.startswith("<rg-test.c0ffee11.")
    assert len({real.token, real.delivery, trial.token, trial.delivery}) == 4


def test_the_time_zone_of_the_plan_stays_in_the_date() -> None:
    east = dt.timezone(dt.timedelta(hours=5, minutes=45))
    date = dt.datetime(2026, 3, 29, 2, 30, 59, 999999, tzinfo=east)
    assert (
        parsed(letter(ANN, replace(HEADING, date=date)))["Date"]
        == "Sun, 29 Mar 2026 02:30:59 +0545"
    )


@pytest.mark.parametrize(
    ("filename", "plain"),
    [
        ("amazon 2026Q4.pdf", "amazon 2026Q4.pdf"),
        ("Überblick 王.pdf", "_berblick _.pdf"),
        ("a;b=c'd%41.pdf", "a;b=c'd%41.pdf"),
    ],
)
def test_the_pdf_is_saved_under_its_own_name(filename: str, plain: str) -> None:
    message = parsed(letter(ANN, attached=Attached.of(filename, PDF)))
    pdf = [*message.walk()][-1]
    assert (pdf.get_filename(), pdf.get_param("name"), pdf.get_payload(decode=True)) == (
        filename,
        plain,
        PDF,
    )


@pytest.mark.parametrize(
    "filename", ["", "a/b.pdf", "a\r\nBcc: x.pdf", 'a".pdf', "=?utf-8?q?a?=.pdf", "ä" * 128]
)
def test_a_name_that_is_none_is_refused(filename: str) -> None:
    with pytest.raises(MessageError, match="no attachment can be called so"):
        Attached.of(filename, PDF)


def test_what_servers_do_not_take_is_told_before_it_is_sent() -> None:
    place = Position("mail.yaml", 7, 1)
    assert too_heavy(7_000_000, 20, place) is None
    assert str(too_heavy(7_000_001, 20, place)) == (
        "mail.yaml:7:1: warning: some servers refuse messages over 7 MB, found 7.0 MB with the PDF as mail "
        "carries it; publish fewer or smaller files in the PDF"
    )
    assert str(too_heavy(20_500_000, 20, place)) == (
        "mail.yaml:7:1: max_message_mb: the message is larger than max_message_mb, 20 MB, found 20.5 MB with "
        "the PDF as mail carries it; raise it, or publish fewer or smaller files in the PDF"
    )
    assert too_heavy(len(letter(ANN, body=BODY).content), 1, place) is None


def test_a_stamped_copy_shares_what_it_can_of_the_encoded_document() -> None:
    base = bytes(range(256)) * 3  # 768 bytes: thirteen lines of 57 and 27 bytes more
    copy = base + b"the stamp of one person"
    shared = Attached.of("a.pdf", base)
    stamped = shared.copy(base, copy)
    assert base64.b64decode(stamped.encoded + stamped.rest) == copy
    assert stamped.encoded + stamped.rest == Attached.of("a.pdf", copy).encoded
    assert shared.encoded.startswith(stamped.encoded)
    assert len(stamped.encoded) == 13 * 78
    with pytest.raises(ValueError, match="does not begin with the document"):
        shared.copy(base, copy[1:])
