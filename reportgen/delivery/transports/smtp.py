"""A mail server as the way out: one connection, one message after the other, told phase by phase.

smtplib's `sendmail` would hide how far a message had come, and leaving its `with` block turns a success
into an exception; here each command is given and each answer read on its own.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Outcome, Stop, UnreachableError
from reportgen.delivery.states import State
from reportgen.delivery.transports.smtp_connecting import Way, allow, greeted
from reportgen.delivery.transports.smtp_content import refuse_malformed, stuffed
from reportgen.delivery.transports.smtp_line import LostError
from reportgen.delivery.transports.smtp_login import log_in
from reportgen.delivery.transports.smtp_outcomes import CLOSING, Phase, after, lost

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.assumptions.mail_file import Server
    from reportgen.delivery.message import Message
    from reportgen.delivery.secret import Secret
    from reportgen.delivery.transports.smtp_line import Line

#: Seconds a server may take to say goodbye; what it took is settled by then.
FAREWELL = 5.0
CONSENT = {Phase.SENDER: (250,), Phase.RECIPIENT: (250, 251, 252), Phase.DATA: (354,)}


class Smtp:
    """A transport over SMTP (RFC 5321). `secret` is asked at each login, for tokens grow old."""

    def __init__(
        self,
        server: Server,
        secret: Callable[[], Secret | None],
        root: Path,
        clock: Callable[[], float],
        *,
        cleartext: bool = False,
    ) -> None:
        """Nothing is connected yet. `root` is where mail.yaml's paths begin; `clock` counts seconds.

        `cleartext` is the user's word that a server elsewhere may be used without encryption.
        """
        self._server, self._secret, self._root, self._clock = server, secret, root, clock
        self._cleartext = cleartext
        self._line: Line | None = None
        self._wire: socket.socket | None = None
        self._aborted = False
        self._used = False
        self._known = b""

    @property
    def line(self) -> Line | None:
        """The connection, greeted and logged in, where there is one; it knows what the server can."""
        return self._line

    def open(self) -> None:
        """Connect, encrypt, log in. StopError, UnreachableError."""
        self._cut()
        allow(self._server, cleartext=self._cleartext)
        secret = self._secret()
        mask = secret.told if secret else str
        line = greeted(Way(self._server, self._root, self._clock, self._hold, mask))
        try:
            if secret is not None:
                log_in(line, self._server.login, secret, encrypted=self._server.tls != "none")
        except LostError as error:
            line.cut()
            raise UnreachableError(
                f"{self._server.host} was reached, but {error} at the login"
            ) from None
        except BaseException:
            line.cut()
            raise
        self._line, self._used = line, False

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        """See Transport. ValueError where the message is none: nothing was sent then."""
        refuse_malformed(message, self._known)
        self._known = message.attachment
        line = self._line
        if line is None:
            return Outcome(State.PLANNED, why="there was no connection", reconnect=True)
        if self._used and line.interrupted():
            # Closed since the last message, or an answer too many: the next would be taken for another's.
            self._cut()
            return Outcome(State.PLANNED, why="the server closed the line", reconnect=True)
        if unable := _unable(line, message):
            return unable
        outcome = self._sent(line, message) or self._ended(line, committing)
        self._used = True
        if outcome.reconnect:
            self._cut()
        return outcome

    def close(self) -> None:
        """Say goodbye, and wait a little for the answer."""
        if (line := self._line) is not None:
            line.patience = min(FAREWELL, self._server.command_timeout)
            with suppress(LostError):  # it may have left first
                line.said("QUIT")
            line.close()
        self._line = self._wire = None

    def abort(self) -> None:
        """Shut the socket: whoever waits for it hears at once that it has ended."""
        self._aborted = True
        if (wire := self._wire) is not None:
            with suppress(OSError):  # it may have ended by itself
                # Not the encrypted socket's own method: that forgets the encryption before it shuts.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)

    def _hold(self, wire: socket.socket) -> None:
        self._wire = wire
        if self._aborted:
            raise UnreachableError("interrupted")

    def _cut(self) -> None:
        if self._line is not None:
            self._line.cut()
        self._line = self._wire = None

    def _sent(self, line: Line, message: Message) -> Outcome | None:
        """Everything but the end of the message; an outcome where it is settled by then."""
        line.patience = self._server.command_timeout
        line.command_encoding = "utf-8" if message.smtputf8 else "ascii"
        for phase, command in _commands(line, message):
            try:
                reply = line.said(command)
            except LostError as error:
                return self._idle(phase, str(error)) or lost(phase, str(error))
            if reply.code not in CONSENT[phase]:
                idle = self._idle(phase, str(reply)) if reply.code == CLOSING else None
                return idle or _forgotten(line, phase, after(phase, reply))
        try:
            for run in (message.head, message.attachment, message.tail):
                line.write(stuffed(run))
        except LostError as error:
            return _early(line) or lost(Phase.BODY, str(error))
        return None

    def _idle(self, phase: Phase, why: str) -> Outcome | None:
        """A line that served before may have been closed since: the same message goes over a new one."""
        if self._used and phase is Phase.SENDER:
            return Outcome(State.PLANNED, why=f"the server closed the line: {why}", reconnect=True)
        return None

    def _ended(self, line: Line, committing: Callable[[], None]) -> Outcome:
        """Commit, end the message, and hear what became of it: the one moment that can stay unknown."""
        try:
            committing()
        except BaseException:
            self._cut()  # the server has no end of the message, so it must throw it away
            raise
        if line.interrupted():
            return _early(line) or lost(Phase.BODY, "it hung up")
        try:
            line.send(b".\r\n")
        except LostError as error:
            # The system did not take these three bytes (or their one TLS record), so they are not out.
            return lost(Phase.BODY, str(error))
        line.patience = self._server.final_timeout
        try:
            return after(Phase.DOT, line.answer())
        except LostError as error:
            return lost(Phase.DOT, str(error))


def _unable(line: Line, message: Message) -> Outcome | None:
    """What the server's greeting says it cannot take, found before anything of the message is sent."""
    limit = line.esmtp_features.get("size", "").strip()
    if limit.isdigit() and 0 < int(limit) < message.size:
        why = f"the server takes {int(limit):,} bytes, and the message has {message.size:,}"
        return Outcome(State.PLANNED, why=why, stop=Stop.SIZE)
    if message.smtputf8 and not line.has_extn("smtputf8"):
        return Outcome(State.REJECTED, why="server lacks SMTPUTF8, which this address needs")
    if not (message.head.isascii() or line.has_extn("8bitmime")):
        return Outcome(State.REJECTED, why="server lacks 8BITMIME, which this message needs")
    return None


def _commands(line: Line, message: Message) -> tuple[tuple[Phase, str], ...]:
    """What is said before the body, with what the server said it understands."""
    eight_bit = not message.head.isascii() and line.has_extn("8bitmime")
    words = (
        f"MAIL FROM:<{message.sender}>",
        f"SIZE={message.size}" if line.has_extn("size") else "",
        "BODY=8BITMIME" if eight_bit else "",
        "SMTPUTF8" if message.smtputf8 else "",
    )
    return (
        (Phase.SENDER, " ".join(filter(None, words))),
        (Phase.RECIPIENT, f"RCPT TO:<{message.recipient}>"),
        (Phase.DATA, "DATA"),
    )


def _forgotten(line: Line, phase: Phase, outcome: Outcome) -> Outcome:
    """Take back a message that was begun, so that the line can serve the next (RFC 5321, 4.1.1.5)."""
    if outcome.reconnect or phase is Phase.SENDER:
        return outcome
    try:
        taken_back = line.said("RSET").code == 250  # noqa: PLR2004
    except LostError:
        taken_back = False
    return outcome if taken_back else _and_reconnect(outcome)


def _early(line: Line) -> Outcome | None:
    """What the server said before the message's end, if it said so: whatever it is, nothing was delivered."""
    line.patience = min(FAREWELL, line.patience)
    try:
        reply = line.answer()
    except LostError:
        return None
    outcome = after(Phase.BODY, reply)
    return _and_reconnect(outcome)


def _and_reconnect(outcome: Outcome) -> Outcome:
    return replace(outcome, reconnect=True)
