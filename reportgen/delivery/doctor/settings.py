"""What can be said of mail.yaml without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import mailbox
from reportgen.assumptions.mail_server import parsed_rate
from reportgen.delivery.doctor import Finding, doubtful, fault, fine
from reportgen.delivery.doctor.providers import provider_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.mail_file import MailFile, Server
    from reportgen.delivery.doctor.providers import Provider


def settings_findings(mail: MailFile) -> tuple[Finding, ...]:
    """What stands in mail.yaml; it was read, so that each value by itself is right."""
    found = [*_leaving(mail), *_names(mail)]
    if mail.server is None:
        found.append(doubtful("mail.yaml names no server", "messages can leave as files only"))
    else:
        found += [_encryption(mail.server), *_provider(mail.server)]
    return tuple(found)


def sender_domain(mail: MailFile) -> str:
    """The domain that people see a message come from, in ASCII."""
    return mailbox(mail.sender).address.domain


def envelope_domain(mail: MailFile) -> str:
    """The domain whose SPF record is asked: that of the bounce address, else of the sender."""
    if mail.bounce_address is None:
        return sender_domain(mail)
    return mailbox(mail.bounce_address.replace("{token}", "token")).address.domain


def _leaving(mail: MailFile) -> Iterator[Finding]:
    """How a reader leaves (RFC 2369, RFC 8058)."""
    ways = mail.unsubscribe
    if ways.https:
        yield fine("readers leave with one click, by the https address of unsubscribe")
    elif ways.mailto:
        yield doubtful(
            "readers can leave by mail only, without one click",
            "Gmail and Yahoo ask those who send much for unsubscribe.https",
        )
    else:
        yield doubtful(
            "readers have no way to leave",
            "set unsubscribe.https or unsubscribe.mailto, or they call it spam",
        )


def _names(mail: MailFile) -> Iterator[Finding]:
    """Whether the names of the sender belong together."""
    domain, envelope = sender_domain(mail), envelope_domain(mail)
    if envelope != domain and not _related(envelope, domain):
        yield doubtful(
            f"undeliverable mail goes to {envelope}, and the sender is at {domain}",
            "SPF then says nothing for the sender (RFC 7489, 3.1): use a bounce_address of his domain",
        )
    if mail.list_id and not _related(mail.list_id, domain):
        yield doubtful(
            f"list_id {mail.list_id} is not of the sender's domain {domain}",
            "use a name below a domain of your own (RFC 2919, 2)",
        )


def _related(one: str, other: str) -> bool:
    first, second = one.lower(), other.lower()
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _encryption(server: Server) -> Finding:
    if server.tls != "none":
        return fine(
            f"mail leaves encrypted ({server.tls}) to {server.host}, whose certificate is checked"
        )
    if server.login != "none":
        return fault("the login would go over the network in clear", "set server.tls")
    return doubtful("mail leaves unencrypted", "this is for a server on this machine only")


def _provider(server: Server) -> Iterator[Finding]:
    """What is known of the server's provider, held against what mail.yaml wants of it."""
    provider = provider_at(server.host)
    if provider is None:
        return
    if provider.note and server.login == "password":
        yield doubtful(provider.note, "set login: xoauth2 and a token_command")
    yield from _rate(server, provider)
    if provider.a_day and (server.daily_limit is None or server.daily_limit > provider.a_day):
        yield doubtful(
            f"{provider.name} takes {provider.a_day:,} messages a day at most",
            f"set server.daily_limit to {provider.a_day} or less",
        )


def _rate(server: Server, provider: Provider) -> Iterator[Finding]:
    if provider.a_minute is None:
        return
    rate = parsed_rate(server.rate)
    if rate is None or rate * 60 > provider.a_minute:
        yield doubtful(
            f"server.rate is {server.rate}, and {provider.name} takes {provider.a_minute} a minute",
            f"set server.rate to {provider.a_minute}/min or less",
        )
    else:
        yield fine(
            f"server.rate is within what {provider.name} takes ({provider.a_minute} a minute)"
        )
