"""Mail read where it lies: an mbox, a Maildir, files. Nothing is moved, marked or deleted."""

from __future__ import annotations

import mailbox
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.delivery.bounces.reports import READ_AT_MOST
from reportgen.delivery.outcomes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")


@dataclass(frozen=True, slots=True)
class Returned:
    """A message as it lies in a mailbox, as far as it is read; `where` names it for people."""

    where: str
    content: bytes


def mail_at(path: Path, shown: str) -> Iterator[Returned]:
    """The messages of a file or a folder; RefusedError where it holds no mail or cannot be read."""
    try:
        yield from _mail_at(path, shown)
    except (OSError, mailbox.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedError(f"{shown}: cannot be read: {reason}") from error


def _mail_at(path: Path, shown: str) -> Iterator[Returned]:
    if (path / "cur").is_dir() and (path / "new").is_dir():
        yield from _boxed(mailbox.Maildir(path, factory=None, create=False), f"{shown}: ")
    elif path.is_dir():
        yield from _files(path, shown)
    elif not path.stat().st_size:
        return
    elif _begins(path).startswith(b"From "):
        yield from _boxed(mailbox.mbox(path, factory=None, create=False), f"{shown}: message ")
    else:
        yield _file(path, shown)


def _boxed(box: mailbox.Mailbox[Any], named: str) -> Iterator[Returned]:
    """The standard library counts an mbox's messages from 0, people from 1."""
    with closing(box):
        for key in sorted(box.keys()):
            number = str(int(key) + 1) if isinstance(box, mailbox.mbox) else key
            with suppress(KeyError), closing(box.get_file(key)) as file:  # deleted meanwhile
                yield Returned(f"{named}{number}", file.read(READ_AT_MOST))


def _files(folder: Path, shown: str) -> Iterator[Returned]:
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".eml")
    if not found:
        raise RefusedError(
            f"{shown}: is no Maildir (cur and new are missing) and holds no .eml files"
        )
    for path in found:
        yield _file(path, f"{shown}/{path.name}")


def _file(path: Path, shown: str) -> Returned:
    if not _HEADER.match(_begins(path)):
        raise RefusedError(
            f"{shown}: is no mail: neither an mbox, nor a Maildir, nor a message (.eml)"
        )
    with path.open("rb") as file:
        return Returned(shown, file.read(READ_AT_MOST))


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1000).lstrip()
