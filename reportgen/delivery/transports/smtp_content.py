"""A message as it goes over the wire: whole lines, and a dot before each that begins with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.delivery.message import Message


def stuffed(run: bytes) -> bytes:
    """A run of whole lines, dot-stuffed (RFC 5321, 4.5.2); the same object where no line begins with one."""
    if run.startswith(b"."):
        run = b"." + run
    return run.replace(b"\n.", b"\n..") if b"\n." in run else run


def refuse_malformed(message: Message, known: bytes) -> None:
    """ValueError where a message cannot be sent as it is: it was not made by `delivery.message`.

    A lone CR or LF may be a line's end to one server and not to the next, and so hide a second message in
    the first. `known` is an attachment that was found whole before: most messages have the same.
    """
    for run in (message.head, message.attachment, message.tail):
        if run is not known and not _is_whole(run):
            raise ValueError("a message must consist of lines that end in CRLF")
    for address in (message.sender, message.recipient):
        if any(c < " " or c in "<>\x7f" for c in address):
            raise ValueError("an address must not hold brackets or control characters")
        if not (message.smtputf8 or address.isascii()):
            raise ValueError("an address beyond ASCII needs smtputf8")
    if not message.size:
        raise ValueError("a message must not be empty")


def _is_whole(run: bytes) -> bool:
    ends = run.count(b"\r\n")
    return run.count(b"\n") == ends == run.count(b"\r") and (not run or run.endswith(b"\r\n"))
