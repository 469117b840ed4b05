"""What the headers of all messages of a campaign share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

#: What stands for a person's own token in addresses that mail.yaml gives.
TOKEN = "{token}"  # noqa: S105  # a place to fill, no secret
TEST_MARK = "[TEST] "


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's address with the name it is shown under; the address's domain in ASCII (IDNA 2008)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Heading:
    """From whom, about what and when; the same for everybody and frozen when it is planned.

    `date` has a time zone. `bounce_address` is where undeliverable mail goes back to; with {token} in it
    each message has its own (VERP), without one at all the sender gets it. `idempotency_header` names a
    header by which a service drops doubles. The two ways to leave are those of mail.yaml.
    """

    sender: Mailbox
    subject: str
    date: dt.datetime
    list_id: str
    reply_to: Mailbox | None = None
    bounce_address: str = ""
    idempotency_header: str = ""
    unsubscribe_https: str = ""
    unsubscribe_mailto: str = ""

    def envelope_sender(self, token: str) -> str:
        """Where the server returns one person's message."""
        return self.bounce_address.replace(TOKEN, token) or self.sender.address

    def ways_to_leave(self, token: str) -> tuple[str, ...]:
        """The addresses by which one person leaves, the one for a click first (RFC 2369)."""
        mailto = self.unsubscribe_mailto.removeprefix("mailto:")
        ways = (self.unsubscribe_https, mailto and f"mailto:{mailto}")
        return tuple(way.replace(TOKEN, token) for way in ways if way)


def for_a_test(heading: Heading) -> Heading:
    """The heading of a test, which nobody takes for the real message."""
    return replace(heading, subject=TEST_MARK + heading.subject)
