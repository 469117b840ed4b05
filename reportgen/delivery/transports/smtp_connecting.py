"""The way to a mail server: a connection whose other end is verified, and greetings over it."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reportgen.delivery.outcomes import Stop, StopError, UnreachableError
from reportgen.delivery.transports.smtp_line import Line, LostError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.assumptions.mail_file import Server
    from reportgen.delivery.outcomes import Reply

PORTS = {"starttls": 587, "implicit": 465, "none": 25}
GREETED, READY = 220, 250
UNSENT_BYTES = 16_384
#: Where Python has no name for it, macOS's number.
_NOT_SENT_LOW_WATER = getattr(socket, "TCP_NOTSENT_LOWAT", 0x201)
#: What is wrong with a certificate, by OpenSSL's number (x509_vfy.h), and what to do.
CERTIFICATE_FAULTS = {
    9: ("is not valid yet", "see whether this machine's clock is right"),
    10: ("has expired", "its administrator has to renew it; see whether this machine's clock is right"),
    18: ("is signed by itself", "name it as server.ca_file in mail.yaml if you trust it"),
    19: ("comes from an authority this machine does not know", "name that as server.ca_file if you trust it"),
    20: ("comes from an authority this machine does not know", "name that as server.ca_file if you trust it"),
    21: ("comes from an authority this machine does not know", "name that as server.ca_file if you trust it"),
    62: ("is for another name", "write the name that the certificate is for as server.host"),
    64: ("is for another address", "write the name that the certificate is for as server.host"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a server: `hold` is given each socket as soon as it is there, so that it can be cut."""

    server: Server
    root: Path
    clock: Callable[[], float]
    hold: Callable[[socket.socket], None]
    mask: Callable[[str], str] = str

    @property
    def port(self) -> int:
        """Where the server listens."""
        return self.server.port or PORTS[self.server.tls]

    @property
    def name(self) -> str:
        """As the user reads it."""
        return f"{self.server.host}:{self.port}"


def greeted(way: Way) -> Line:
    """A line to the server, encrypted where it must be, that has told what it can. No login yet.

    StopError where the other end is not who it must be, will not encrypt or wants none of us;
    UnreachableError where it is not there.
    """
    context = None if way.server.tls == "none" else trust(way.server, way.root)
    wire = _connected(way)
    line = None
    try:
        if context is not None and way.server.tls == "implicit":
            wire = _encrypted(way, context, wire)
        line = Line(wire, way.server.command_timeout, way.clock, way.mask)
        _welcomed(line, way)
        _hello(line)
        if context is not None and way.server.tls == "starttls":
            _upgrade(line, way, context)
    except LostError as error:
        _close(line, wire)
        raise UnreachableError(f"{way.name} was reached, but {error}") from None
    except BaseException:
        _close(line, wire)
        raise
    return line


def _close(line: Line | None, wire: socket.socket) -> None:
    if line is not None:
        line.close()
    wire.close()


def refused(reply: Reply, stop: Stop, what: str) -> StopError | UnreachableError:
    """What a refusal before any message means: later with 4yz, never like this with 5yz (RFC 5321, 4.2.1)."""
    if str(reply).startswith("4"):
        return UnreachableError(f"{what}: {reply}")
    return StopError(stop, f"{what}: {reply}")


def trust(server: Server, root: Path) -> ssl.SSLContext:
    """The system's authorities and those of ca_file, names checked. StopError where it cannot be read."""
    context = ssl.create_default_context()
    if server.ca_file:
        try:
            context.load_verify_locations(root / server.ca_file)
        except OSError as error:  # ssl's own errors are of this kind
            why = (
                "holds no certificate in PEM" if isinstance(error, ssl.SSLError) else error.strerror
            )
            text = f"mail.yaml: server.ca_file: {server.ca_file} cannot be used: {why}"
            raise StopError(Stop.ENCRYPTION, text) from None
    return context


def allow(server: Server, *, cleartext: bool) -> None:
    """StopError where nothing would be encrypted though it leaves this machine, or a login would be told."""
    if server.tls != "none":
        return
    from reportgen.assumptions.mail_server import is_loopback

    if server.login != "none":
        advice = "set server.tls to starttls or implicit"
        raise StopError(Stop.ENCRYPTION, f"the login would go over the network in clear; {advice}")
    if not (cleartext or is_loopback(server.host)):
        advice = "set server.tls to starttls or implicit, or add --i-accept-cleartext"
        raise StopError(
            Stop.ENCRYPTION, f"every briefing would go over the network in clear; {advice}"
        )


def _connected(way: Way) -> socket.socket:
    """A plain connection to the first of the server's addresses that answers."""
    try:
        found = socket.getaddrinfo(way.server.host, way.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "no such name"
        raise UnreachableError(
            f"{way.server.host} cannot be found ({why}); see server.host"
        ) from None
    why = "it has no address"
    for family, kind, protocol, _, address in found:
        try:
            return _connected_to(way, socket.socket(family, kind, protocol), address)
        except TimeoutError:
            why = f"no answer within {way.server.connect_timeout:g} seconds"
        except OSError as error:
            why = error.strerror or type(error).__name__
    raise UnreachableError(f"{way.name} cannot be reached: {why}")


def _connected_to(way: Way, wire: socket.socket, address: Any) -> socket.socket:  # noqa: ANN401
    """The socket, connected to one of the addresses that getaddrinfo gave. OSError."""
    try:
        way.hold(wire)
        wire.settimeout(way.server.connect_timeout)
        wire.connect(address)
        # The lone dot must not wait until the server confirms the body (Nagle, RFC 896).
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        # The system would take in a whole body and send it later: what is not on its way yet is kept
        # small, so that a message is committed when its body has left, and not long before.
        wire.setsockopt(socket.IPPROTO_TCP, _NOT_SENT_LOW_WATER, UNSENT_BYTES)
    except BaseException:
        wire.close()
        raise
    return wire


def _encrypted(way: Way, context: ssl.SSLContext, wire: socket.socket) -> ssl.SSLSocket:
    """The connection, encrypted, with a server that proved to be the one of this name."""
    wire.settimeout(way.server.command_timeout)
    try:
        # Only after `hold` the handshake begins: it may wait long, and must be cut then too.
        secure = context.wrap_socket(
            wire, server_hostname=way.server.host, do_handshake_on_connect=False
        )
        try:
            way.hold(secure)
            secure.do_handshake()
        except BaseException:
            secure.close()
            raise
    except ssl.SSLCertVerificationError as error:
        what, advice = CERTIFICATE_FAULTS.get(
            error.verify_code, (f"is not valid: {error.verify_message}", "ask its administrator")
        )
        why = f"{way.name} shows a certificate that {what}; {advice}"
        raise StopError(Stop.ENCRYPTION, why) from None
    except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
        raise LostError("it hung up instead of encrypting") from None
    except ssl.SSLError as error:
        advice = (
            "see whether server.tls and server.port belong together (starttls 587, implicit 465)"
        )
        why = f"{way.name} does not speak TLS as it must ({error.reason or 'no reason given'}); {advice}"
        raise StopError(Stop.ENCRYPTION, why) from None
    except TimeoutError:
        late = f"it did not answer within {way.server.command_timeout:g} seconds"
        raise LostError(f"{late} when asked to encrypt") from None
    except OSError:
        raise LostError("it broke the connection instead of encrypting") from None
    return secure


def _welcomed(line: Line, way: Way) -> None:
    """Wait for the banner; one that is no welcome is about all of us."""
    banner = line.answer()
    if banner.code != GREETED:
        raise refused(banner, Stop.SERVER, f"{way.name} takes no mail from here")


def _hello(line: Line) -> None:
    """Greet, in the old way where the new one is not known; then the server can nothing but the basics."""
    code, _ = line.ehlo()
    if code != READY:
        code, _ = line.helo()
    if code != READY:
        raise LostError(f"it answered our greeting with {code}")


def _upgrade(line: Line, way: Way, context: ssl.SSLContext) -> None:
    """Encrypt the line that is there (RFC 3207), and ask again what the server can; never go on without."""
    if not line.has_extn("starttls"):
        advice = (
            "nothing was sent; see whether server.tls: implicit works, or ask its administrator"
        )
        raise StopError(Stop.ENCRYPTION, f"{way.name} does not offer STARTTLS; {advice}")
    reply = line.said("STARTTLS")
    if reply.code != GREETED:
        raise refused(reply, Stop.ENCRYPTION, f"{way.name} refuses to encrypt")
    line.secured(partial(_encrypted, way, context))
    _hello(line)
