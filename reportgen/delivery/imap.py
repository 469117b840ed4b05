"""A mailbox on an IMAP server (RFC 3501), opened to be read only: nothing is moved, marked or deleted."""

from __future__ import annotations

import imaplib
import re
import ssl
from base64 import b64decode, b64encode
from contextlib import contextmanager, suppress
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import RefusedError, Stop, StopError, UnreachableError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reportgen.assumptions.mail_file import Imap
    from reportgen.delivery.secret import Secret

#: A connection to a server.
Server = imaplib.IMAP4
PORTS = {"implicit": 993, "starttls": 143}
#: So many messages are asked for at a time.
AT_ONCE = 100
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d+)")
_PLAIN_RUN = re.compile(r"([ -%'-~]+)|(&)|([^ -~]+)")
_LISTED = re.compile(rb'\) (?:"(?:\\.|[^"])*"|NIL) (.+)$')


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
        raise UnreachableError(f"{where} broke off: {secret.told(str(error))}") from None
    except imaplib.IMAP4.error as error:
        raise UnreachableError(f"{where} refused: {secret.told(str(error))}") from None
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
    server.login(_quoted(secret.user), secret.value)


def _saying(coded: str) -> Callable[[bytes], bytes]:
    """Answers a server's first question, and a second, which is a complaint, with nothing.

    The library codes what it is given in base64 itself.
    """
    answers = [b64decode(coded)]
    return lambda _: answers.pop() if answers else b""


def examine(server: Server, name: str, key: str) -> None:
    """Open a mailbox to be read only; RefusedError, with `key` of mail.yaml, where there is none."""
    answer, _ = server.select(_quoted(encoded_name(name)), readonly=True)
    if answer != "OK":
        known = ", ".join(_names(server)) or "none that this user sees"
        raise RefusedError(
            f"mail.yaml: {key}: the server has no mailbox '{name}'; there are: {known}"
        )


def since(server: Server, day: dt.date) -> list[str]:
    """The UIDs of the messages that came on a day or later, as the server counts days."""
    return _searched(server, "SINCE", f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}")


def with_message_id(server: Server, message_id: str) -> list[str]:
    """The UIDs of messages whose Message-ID holds this one: a search finds parts of it as well."""
    return _searched(server, "HEADER", "Message-ID", _quoted(message_id))


def headers_of(server: Server, uids: Sequence[str], most: int) -> Iterator[tuple[str, bytes]]:
    """The first `most` bytes of the headers of each message, with its UID."""
    wanted = iter(uids)
    while some := list(islice(wanted, AT_ONCE)):
        yield from _fetched(server, ",".join(some), f"BODY.PEEK[HEADER]<0.{most}>")


def content_of(server: Server, uid: str, most: int) -> bytes:
    """The first `most` bytes of a message; empty where it is gone."""
    return next((found for _, found in _fetched(server, uid, f"BODY.PEEK[]<0.{most}>")), b"")


def _searched(server: Server, *words: str) -> list[str]:
    _, found = server.uid("SEARCH", *words)
    return [number.decode("ascii", "replace") for line in found if line for number in line.split()]


def _fetched(server: Server, uids: str, item: str) -> Iterator[tuple[str, bytes]]:
    """A server may write the UID before the text it sends or behind it."""
    _, found = server.uid("FETCH", uids, f"(UID {item})")
    for line, following in pairwise([*found, b""]):
        if isinstance(line, tuple):
            behind = following if isinstance(following, bytes) else b""
            number = _UID.search(line[0]) or _UID.search(behind)
            if number:
                yield number.group(1).decode("ascii"), line[1]


def encoded_name(name: str) -> str:
    """A mailbox's name in the modified UTF-7 of RFC 3501, 5.1.3; ASCII stays, but for &."""
    return "".join(
        plain or (_base64(other) if other else "&-") for plain, _, other in _PLAIN_RUN.findall(name)
    )


def _base64(run: str) -> str:
    coded = b64encode(run.encode("utf-16-be")).decode("ascii")
    return f"&{coded.rstrip('=').replace('/', ',')}-"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _names(server: Server) -> list[str]:
    _, listed = server.list()
    found = [_LISTED.search(line) for line in listed if isinstance(line, bytes)]
    return [match.group(1).decode("ascii", "replace").strip('"') for match in found if match][:20]


def _words(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted: {error.verify_message}; see imap.ca_file"
    return f"no encrypted connection: {error.reason or error}; see imap.tls and imap.port"
