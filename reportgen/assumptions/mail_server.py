"""Rules for the servers of mail.yaml: what encrypts, who logs in, how fast."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from reportgen.assumptions.mail_texts import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNLIMITED = "unlimited"
#: Seconds.
_UNITS = {
    **dict.fromkeys(("s", "sec", "second"), 1),
    **dict.fromkeys(("min", "minute"), 60),
    **dict.fromkeys(("h", "hour"), 3600),
    **dict.fromkeys(("day",), 86400),
}
_RATE = re.compile(r"(?P<count>[0-9]{1,6}) ?(?:/|per) ?(?P<unit>[a-z]+)")
FASTEST = 1000
_NO_LOGIN = "login is none: set login to password or xoauth2, or delete this line"


def parsed_rate(text: str) -> float | None:
    """Messages a second in `20/min`, None in `unlimited`; ValueError where it says neither."""
    if text == UNLIMITED:
        return None
    match = _RATE.fullmatch(text)
    if match is None or match["unit"] not in _UNITS:
        raise ValueError("is no rate; write it as 20/min, 5/s, 500/h, 2000/day or unlimited")
    rate = int(match["count"]) / _UNITS[match["unit"]]
    if not 0 < rate <= FASTEST:
        raise ValueError(f"is no rate to send at; write more than 0 and at most {FASTEST}/s")
    return rate


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, so that nothing sent to it leaves it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def rate(text: str) -> Iterator[Fault]:
    """How fast messages may go."""
    try:
        parsed_rate(text)
    except ValueError as error:
        what, _, advice = str(error).partition("; ")
        yield Fault(what, advice)


def host(text: str) -> Iterator[Fault]:
    """A host's name or number."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        label = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
        if re.fullmatch(r".*:[0-9]+/?", text):
            yield Fault("holds a port", "write the host only, and the number as port:")
        elif not re.fullmatch(rf"{label}(?:\.{label})*\.?", text):
            yield Fault("is no name of a host", "write it as smtp.halden.example")


def together(server: Mapping[str, object], login: object) -> Iterator[tuple[str, Fault]]:
    """What the keys of one server say against each other, each with the key that it is told at."""
    if server.get("tls") == "none":
        yield from _unencrypted(server, login)
    if login == "none":
        unused = [key for key in ("user", "keyring", "token_command") if server.get(key)]
        yield from ((key, Fault("is not used", _NO_LOGIN)) for key in unused)
    elif login in ("password", "xoauth2") and "user" not in server:
        yield "login", Fault("needs a user", "write the account's name as user:")
    if login == "password" and server.get("token_command"):
        advice = "it gives tokens: set login to xoauth2, or delete this line"
        yield "token_command", Fault("is not used", advice)


def _unencrypted(server: Mapping[str, object], login: object) -> Iterator[tuple[str, Fault]]:
    name = server.get("host")
    if login != "none":
        yield "tls", Fault("would send the login unencrypted", "write starttls or implicit")
    elif isinstance(name, str) and not is_loopback(name):
        what = "would send every briefing unencrypted over the network"
        advice = "write starttls or implicit; sending refuses without --i-accept-cleartext"
        yield "tls", Fault(what, advice, severity="warning")
    if server.get("ca_file"):
        advice = "tls is none: write starttls or implicit, or delete this line"
        yield "ca_file", Fault("is not used", advice)
