"""What some providers of mail are known to demand, from their own documentation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """Who answers at a host: what it takes a minute and a day, None where it does not say.

    `include` must stand in the SPF record of a domain that sends through it, and its DKIM keys lie under
    one of `selectors`.
    """

    name: str
    a_minute: int | None
    a_day: int | None
    include: str
    selectors: tuple[str, ...]
    note: str = ""


#: learn.microsoft.com: SMTP AUTH limits, and the end of its Basic authentication.
MICROSOFT = Provider(
    "Microsoft 365", 30, 10_000, "spf.protection.outlook.com", ("selector1", "selector2"),
    "Microsoft 365 turns passwords for SMTP off by default at the end of December 2026",
)  # fmt: skip
#: support.google.com/a/answer/166852 (Gmail) and 2956491 (the relay).
GOOGLE = Provider("Google Workspace", None, 2_000, "_spf.google.com", ("google",))
GOOGLE_RELAY = Provider("Google's SMTP relay", None, 10_000, "_spf.google.com", ("google",))
BY_HOST = {
    "smtp.office365.com": MICROSOFT,
    "smtp.gmail.com": GOOGLE,
    "smtp-relay.gmail.com": GOOGLE_RELAY,
}


def provider_at(host: str) -> Provider | None:
    """Who answers at a host, where that is known."""
    return BY_HOST.get(host.lower().rstrip("."))
