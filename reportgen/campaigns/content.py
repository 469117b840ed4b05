"""What all messages of a campaign have in common: letter, headers, PDF; its digest is the campaign's name."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import building, pipeline
from reportgen.assumptions.addresses import mailbox
from reportgen.briefing.letter import Cover, Enclosure
from reportgen.delivery.identity import campaign_identity
from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.heading import Heading, Mailbox
from reportgen.delivery.message.weight import too_heavy
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.briefing.letter.writing import Writer
    from reportgen.delivery.message.signature import Signer
    from reportgen.theme import Theme

MAIL = "mail.yaml"


@dataclass(frozen=True, slots=True)
class Content:
    """What all messages of a campaign have in common; `identity` is its digest."""

    edition: str
    writer: Writer
    heading: Heading
    pdf: bytes
    filename: str
    theme: Theme
    identity: str
    stamped: bool
    signer: Signer | None
    max_message_mb: int

    @property
    def domain(self) -> str:
        """That of the sender, in whose name the Message-IDs are."""
        return self.heading.sender.address.rpartition("@")[2]


def content_of(
    order: building.Order,
    mail: MailFile,
    date: dt.datetime,
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Content:
    """Build an edition's briefing, if it is not there as its files stand, and write its letter to nobody.

    Raises ProblemsError with all that is wrong with its files, mail.yaml's or the templates.
    """
    from reportgen.documents.attached import pages

    pdf = building.build(order, progress).pdf.read_bytes()
    filename = order.documents["briefing"].name
    with progress("Writing the letter"):
        theme = order.look.theme()
        enclosure = Enclosure(filename, pages(pdf), len(pdf))
        writer = writer_of(order, cover_of(mail, order, enclosure), theme)
    heading = heading_of(mail, writer.neutral.subject, date)
    neutral = writer.neutral
    identity = campaign_identity(
        str(order.name).encode(), neutral.subject.encode(), neutral.html.encode(),
        neutral.text.encode(), pdf, mail.sender.encode(),
    )  # fmt: skip
    return Content(
        str(order.name), writer, heading, pdf, filename, theme, identity, mail.stamp == "name",
        signer_of(mail, order.workspace.root), mail.max_message_mb,
    )  # fmt: skip


def warnings_of(content: Content, heaviest: int) -> Iterator[Problem]:
    """What a plan tells and does not stop at; `heaviest` are the bytes of its largest message."""
    from reportgen.briefing.letter import faults

    if content.writer.letter.draft:
        what = "is a draft, and says so on its front page and in its letter"
        advice = "have it approved before you mail it: status and reviewer in edition.yaml"
        yield Problem(Position(content.edition), "", what, advice=advice, severity="warning")
    yield from faults.sizes(content.writer.neutral.html)
    if heavy := too_heavy(heaviest, content.max_message_mb, Position(MAIL)):
        yield heavy


def writer_of(order: building.Order, cover: Cover, theme: Theme) -> Writer:
    """Who writes an edition's letters; nothing is drawn for them."""
    from reportgen import briefing
    from reportgen.briefing.letter.content import letter_of
    from reportgen.briefing.letter.writing import Writer
    from reportgen.drawing import Drawings

    story = pipeline.read(order.workspace, order.name)
    page = briefing.compose(story, briefing.fill_prose(story), Drawings())
    return Writer(letter_of(story, page), cover, order.workspace.root / "templates", theme)


def signer_of(mail: MailFile, root: Path) -> Signer | None:
    """In whose name messages are signed here; ProblemsError where the key cannot be used."""
    if mail.dkim is None:
        return None
    from reportgen.delivery.message.signature import signer

    try:
        return signer(mail.dkim.domain, mail.dkim.selector, root / mail.dkim.key_file)
    except MessageError as error:
        raise ProblemsError([error.problem]) from error


def cover_of(mail: MailFile, order: building.Order, enclosure: Enclosure | None) -> Cover:
    """What mail.yaml adds to an edition's letter."""
    words = {"company": order.name.company, "quarter": order.name.quarter}
    browser = mail.browser_address or ""
    for word, value in words.items():
        browser = browser.replace(f"{{{word}}}", value)
    return Cover(mail.subject or "", mail.note or "", browser, enclosure)


def heading_of(mail: MailFile, subject: str, date: dt.datetime) -> Heading:
    """The headers that all messages share; mail.yaml was checked when it was read."""
    sender, reply_to = mailbox(mail.sender), mail.reply_to and mailbox(mail.reply_to)
    return Heading(
        Mailbox(sender.name, sender.address.address), subject, date,
        mail.list_id or sender.address.address.rpartition("@")[2],
        Mailbox(reply_to.name, reply_to.address.address) if reply_to else None,
        mail.bounce_address or "", mail.idempotency_header or "",
        mail.unsubscribe.https or "", mail.unsubscribe.mailto or "",
    )  # fmt: skip
