"""A connection to an IMAP server whose other end was verified, and a login that shows nowhere."""

from __future__ import annotations

import imaplib
import ssl
from base64 import b64decode
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reportgen.delivery.imap import quoted
from reportgen.delivery.outcomes import Stop, StopError, UnreachableError
from reportgen.delivery.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportgen.assumptions.mail_file import Imap
    from reportgen.delivery.imap import Server
    from reportgen.delivery.secret import Secret

PORTS = {"implicit": 993, "starttls": 143}


@contextmanager
def connected(settings: Imap, secret: Secret, ca_file: Path | None) -> Iterator[Server]:
    """A server that knows us, over a connection whose other end was verified; leaves politely.

    UnreachableError where it is not there or breaks off, StopError where encryption or the login fails.
    What it says is never repeated where it could hold the secret.
    """
    where = f"the IMAP server {settings.host}:{settings.port or PORTS[settings.tls]}"
    try:
        server = _connection(settings, ca_file)
        try:
            _log_in(server, settings, secret)
            yield server
        finally:
            _leave(server)
    except ssl.SSLError as error:
        raise StopError(Stop.ENCRYPTION, f"{where}: {_words(error)}") from error
    except imaplib.IMAP4.abort as error:
        raise UnreachableError(f"{where} broke off: {secret.told(printable(str(error)))}") from None
    except imaplib.IMAP4.error as error:
        raise UnreachableError(f"{where} refused: {secret.told(printable(str(error)))}") from None
    except OSError as error:
        raise UnreachableError(f"{where}: {error.strerror or error}") from error


def _connection(settings: Imap, ca_file: Path | None) -> Server:
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    port = settings.port or PORTS[settings.tls]
    if settings.tls == "implicit":
        return imaplib.IMAP4_SSL(settings.host, port, ssl_context=context, timeout=settings.timeout)
    server = imaplib.IMAP4(settings.host, port, timeout=settings.timeout)
    try:
        _encrypt(server, context)
    except BaseException:
        server.shutdown()
        raise
    return server


def _encrypt(server: Server, context: ssl.SSLContext) -> None:
    if "STARTTLS" not in server.capabilities:
        advice = "nothing was sent; see whether imap.tls: implicit works"
        raise StopError(Stop.ENCRYPTION, f"{server.host} does not offer STARTTLS; {advice}")
    server.starttls(context)


def _leave(server: Server) -> None:
    """Whatever the other side still says: the line is closed."""
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()
    with suppress(OSError):
        server.shutdown()


def _log_in(server: Server, settings: Imap, secret: Secret) -> None:
    """By SASL where it is offered: LOGIN takes ASCII only. What the server says may hold the secret."""
    try:
        if settings.login == "xoauth2":
            server.authenticate("XOAUTH2", _saying(secret.bearer))
        elif "AUTH=PLAIN" in server.capabilities:
            server.authenticate("PLAIN", _saying(secret.plain))
        else:
            _by_login(server, secret)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        kind = "token" if settings.login == "xoauth2" else "password"
        raise StopError(
            Stop.LOGIN,
            f"{settings.host} does not let {settings.user} in with this {kind}; see whether it is the right "
            "one, and whether the account allows IMAP",
        ) from None


def _by_login(server: Server, secret: Secret) -> None:
    if "LOGINDISABLED" in server.capabilities or not (secret.user + secret.value).isascii():
        raise StopError(Stop.LOGIN, f"{server.host} offers no login for such a user and password")
    server.login(quoted(secret.user), secret.value)


def _saying(coded: str) -> Callable[[bytes], bytes]:
    """Answers a server's first question, and a second, which is a complaint, with nothing.

    The library codes what it is given in base64 itself.
    """
    answers = [b64decode(coded)]
    return lambda _: answers.pop() if answers else b""


def _words(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted: {error.verify_message}; see imap.ca_file"
    return f"no encrypted connection: {error.reason or error}; see imap.tls and imap.port"
