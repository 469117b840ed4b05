"""A connection to a mail server: commands go out, whole answers come back, none later than its time."""

from __future__ import annotations

import re
import smtplib
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A body goes out in blocks of this size, each with its own time: a slow line is not a dead one.
BLOCK_BYTES = 32_768
#: No server has more to say in one answer; one that goes on for ever is cut.
LONGEST_ANSWER_BYTES = 65_536
LONGEST_TEXT = 1_000
_REPLY_LINE = re.compile(rb"(\d{3})([ -]?)(.*)", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)")
#: Closing then throws away what waits to be sent, and tells the other side with a reset.
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class LostError(Exception):
    """The connection is of no more use: it broke, nothing came in time, or what came is no answer."""


class Line(smtplib.SMTP):
    """smtplib's commands over a connection of ours, with answers read strictly (RFC 5321, 4.2).

    smtplib takes the beginning of an answer for the whole of it: `250 2.0` and then the end of the
    connection is a success to it. Here an answer has three digits and the end of its line, or it is none.
    `patience` is how many seconds the next step may take; `mask` goes over every text that came.
    """

    def __init__(
        self,
        wire: socket.socket,
        patience: float,
        clock: Callable[[], float],
        mask: Callable[[str], str] = str,
    ) -> None:
        """Talk over a socket that is connected; nothing is sent yet, and no name is looked up."""
        super().__init__(local_hostname=own_name(wire))
        self.sock = self.wire = wire
        self.patience, self.mask = patience, mask
        self._clock = clock
        self._unread = b""

    def send(self, s: bytes | str | memoryview) -> None:  # type: ignore[override]
        """Write bytes, or a command in the encoding that is set. LostError."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else s
        try:
            self.wire.settimeout(self.patience)
            self.wire.sendall(data)
        except OSError as error:
            raise LostError(_why(error, self.patience)) from None

    def write(self, data: bytes) -> None:
        """Write a body. LostError."""
        view = memoryview(data)
        for start in range(0, len(view), BLOCK_BYTES):
            self.send(view[start : start + BLOCK_BYTES])

    def getreply(self) -> tuple[int, bytes]:
        """The next answer: its code, and its lines joined. LostError."""
        lines: list[bytes] = []
        for code, more, text in self._lines():
            lines.append(text)
            if not more:
                return code, b"\n".join(lines)
        raise LostError("it hung up")

    def answer(self) -> Reply:
        """The next answer. LostError."""
        code, text = self.getreply()
        return told(code, self.mask(text.decode("utf-8", "replace")))

    def said(self, command: str) -> Reply:
        """The answer to a command. LostError."""
        self.putcmd(command)
        return self.answer()

    def interrupted(self) -> bool:
        """Whether something came that nobody asked for: an early answer, or the end."""
        if self._unread:
            return True
        try:
            self.wire.settimeout(0)
            self._unread = self.wire.recv(4096)
        except OSError as error:
            return not _only_waiting(error)
        return True

    def secured(self, encrypt: Callable[[socket.socket], socket.socket]) -> None:
        """Go on encrypted; what was learnt before counts no more (RFC 3207, 4.2). LostError."""
        if self._unread:
            raise LostError("it sent something in clear behind its consent to encrypt")
        self.sock = self.wire = encrypt(self.wire)
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False

    def cut(self) -> None:
        """End the connection without a word; what was not sent yet is never sent."""
        with suppress(OSError):  # it may have ended by itself
            self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.close()

    def _lines(self) -> Iterator[tuple[int, bool, bytes]]:
        """The lines of an answer: code, whether more follow, text."""
        end, length, first = self._clock() + self.patience, 0, 0
        while True:
            line = self._line(end)
            length += len(line)
            match = _REPLY_LINE.fullmatch(line.rstrip(b"\r\n"))
            code = int(match[1]) if match else 0
            if match is None or (match[3] and not match[2]) or code != (first or code):
                raise LostError("it answered something that is no answer")
            if length > LONGEST_ANSWER_BYTES:
                raise LostError("its answer had no end")
            first = code
            yield code, match[2] == b"-", match[3]

    def _line(self, end: float) -> bytes:
        """The next line, when it is whole."""
        while b"\n" not in self._unread:
            left = end - self._clock()
            if left <= 0:
                raise LostError(_late(self.patience))
            if len(self._unread) > LONGEST_ANSWER_BYTES:
                raise LostError("its answer had no end")
            self._unread += self._received(left)
        line, newline, self._unread = self._unread.partition(b"\n")
        return line + newline

    def _received(self, seconds: float) -> bytes:
        try:
            self.wire.settimeout(seconds)
            data = self.wire.recv(8192)
        except OSError as error:
            raise LostError(_why(error, self.patience)) from None
        if not data:
            raise LostError(
                "it hung up in the middle of an answer" if self._unread else "it hung up"
            )
        return data


def own_name(wire: socket.socket) -> str:
    """How we greet: with our address in brackets (RFC 5321, 4.1.4), for names take time and tell more."""
    address = wire.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def told(code: int, text: str) -> Reply:
    """An answer on one line, without what could move a terminal's cursor."""
    lines = ["".join(c if c.isprintable() else " " for c in line) for line in text.split("\n")]
    match = _ENHANCED.match(lines[0])
    enhanced = match[1] if match else ""
    rest = (line.strip().removeprefix(enhanced).strip() for line in lines)
    return Reply(code, enhanced, " ".join(filter(None, rest))[:LONGEST_TEXT])


def _only_waiting(error: OSError) -> bool:
    """Whether a read that must not wait found nothing, which is no trouble."""
    import ssl

    return isinstance(error, BlockingIOError | ssl.SSLWantReadError)


def _why(error: OSError, patience: float) -> str:
    if isinstance(error, TimeoutError):
        return _late(patience)
    if isinstance(error, ConnectionError):
        return "it broke the connection"
    return f"the connection failed ({error.strerror or type(error).__name__})"


def _late(patience: float) -> str:
    return f"it did not answer within {patience:g} seconds"
