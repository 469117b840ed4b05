"""What `mail preview` makes and says: one message to one reader, who may be made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reportgen.cli import pictures
from reportgen.cli.build import as_typed
from reportgen.cli.mail_words import megabytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.assumptions.workspace import Workspace
    from reportgen.briefing.letter import Writing
    from reportgen.building import Order
    from reportgen.delivery.identity import Marks
    from reportgen.delivery.message import Message
    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Problem

#: Who reads a preview that names nobody; such domains are kept for examples (RFC 2606).
READER, ADDRESS = "Ann Example", "ann@reader.example"
SENDER = "Your firm <you@firm.example>"
#: A preview's marks are nobody's, so they need no key of this machine.
NO_KEY = bytes(32)


@dataclass(frozen=True, slots=True)
class Preview:
    """A message that stays here; `mail` is None where the workspace has no mail.yaml."""

    mail: MailFile | None
    sender: str
    recipient: Recipient
    writing: Writing
    message: Message
    draft: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """Where a preview lies."""

    html: Path
    text: Path
    message: Path


def settings_of(workspace: Workspace) -> MailFile | None:
    """What mail.yaml says, where there is one; ProblemsError tells what is wrong with it."""
    from reportgen.assumptions.mail import FILE, read_mail

    return read_mail(workspace) if (workspace.root / FILE).exists() else None


def made_up(mail: MailFile | None) -> Recipient:
    """A reader for a preview that names none; his fields say which they are."""
    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Position

    columns = mail.columns if mail else ()
    return Recipient(
        ADDRESS, ADDRESS, ADDRESS, READER, smtputf8=False, position=Position("mail.yaml"),
        fields={column: f"[{column}]" for column in columns},
    )  # fmt: skip


def chosen(recipients: Sequence[Recipient], row: int | None, address: str | None) -> Recipient:
    """The reader whom the user names; wrong usage where the file does not have so many."""
    if address is not None:
        from reportgen.delivery.recipients.segments import only

        return only(recipients, [address])[0]
    if row is None or row > len(recipients):
        raise click.UsageError(f"--row {row}: the recipients file names {len(recipients)}")
    return recipients[row - 1]


def made(
    order: Order,
    mail: MailFile | None,
    reader: Recipient,
    now: dt.datetime,
    progress: Callable[[str], AbstractContextManager[object]],
) -> Preview:
    """A message as it would leave now; ProblemsError tells what is wrong with what it is made of."""
    from reportgen.briefing.letter import faults
    from reportgen.campaigns.content import MAIL, content_of
    from reportgen.campaigns.messages import single, written
    from reportgen.delivery.identity import Key
    from reportgen.delivery.message.weight import too_heavy
    from reportgen.problems import Position

    settings = mail or _placeholders()
    content = content_of(order, settings, now, progress)
    marks: Marks = Key(NO_KEY).marks(content.identity, reader.key, content.domain, test=True)
    writing = written(content, reader, marks)
    message = single(content, reader, 1, marks)
    heavy = too_heavy(message.size, content.max_message_mb, Position(MAIL))
    return Preview(
        mail, settings.sender, reader, writing, message, content.writer.letter.draft,
        (*faults.problems(writing.html), *([heavy] if heavy else [])),
    )  # fmt: skip


def _placeholders() -> MailFile:
    """Settings for a preview before there are any."""
    from reportgen.assumptions.mail_file import MailFile, Unsubscribe

    ways = Unsubscribe(https="https://firm.example/unsubscribe/{token}")
    return MailFile(sender=SENDER, unsubscribe=ways)


def write(preview: Preview, folder: Path) -> Files:
    """Put the message and its two bodies into a folder that only its owner may read: it names a reader."""
    from reportgen.atomic import write_atomically
    from reportgen.delivery.places import owned

    owned(folder)
    files = Files(folder / "mail.html", folder / "mail.txt", folder / "message.eml")
    content = {
        files.html: preview.writing.html.encode(),
        files.text: preview.writing.text.encode(),
        files.message: preview.message.content,
    }
    for file, written in content.items():
        write_atomically(file, written)
        file.chmod(0o600)
    return files


def summary(preview: Preview) -> Iterator[str]:
    """What a sender looks at first."""
    from reportgen.briefing.letter.faults import CLIP, kilobytes

    html = len(preview.writing.html.encode())
    yield f"subject  {preview.writing.subject}"
    yield f"from     {preview.sender}"
    yield f"to       {preview.recipient.name} <{preview.recipient.email}>"
    yield f"HTML     {kilobytes(html)}; Gmail shows {kilobytes(CLIP)}"
    yield f"message  {megabytes(preview.message.size)} with the PDF"


def missing(preview: Preview) -> Iterator[str]:
    """What a letter could have and does not."""
    mail = preview.mail
    if preview.draft:
        yield "The edition is a draft, and its letter says so."
    if mail is None:
        yield "No mail.yaml here: sender and link are made up; reportgen mail init lays one out."
        return
    if not mail.browser_address:
        yield "No link to the HTML edition: set browser_address in mail.yaml."
    if not (mail.unsubscribe.https or mail.unsubscribe.mailto):
        yield "No way to unsubscribe: set unsubscribe in mail.yaml."
    elif not mail.unsubscribe.https:
        yield "No unsubscribing at one click, which Gmail and Yahoo want: set unsubscribe.https."


def photograph(files: Files) -> Iterator[str]:
    """Pictures of the letter beside it, one line a picture; without a browser how to get one."""
    program = pictures.browser()
    if program is None:
        yield "No pictures: they need Chromium or Chrome, on Debian and Ubuntu: apt install chromium"
        return
    try:
        for file in pictures.take(program, files.html, files.html.parent):
            yield as_typed(file)
    except pictures.PictureError as error:
        yield f"No pictures: {program} was asked, but {error}"
