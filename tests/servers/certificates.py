"""Certificates as a mail server may show them: good, of another name, expired, of a stranger's authority."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from pathlib import Path

#: What a client on this machine may call the server.
NAMES = ("localhost", "127.0.0.1", "::1")
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Certificates:
    """An authority the client is told to trust, and what servers show that know it, or do not."""

    authority: trustme.CA = field(default_factory=trustme.CA)

    def ca_file(self, folder: Path) -> Path:
        """The authority as PEM, for `ca_file` in mail.yaml."""
        path = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(path))
        return path

    @cached_property
    def leaf(self) -> trustme.LeafCert:
        """Good for the names of this machine; `private_key_and_cert_chain_pem` for servers with files."""
        return self.authority.issue_cert(*NAMES)

    @cached_property
    def right(self) -> ssl.SSLContext:
        """What a well-kept server shows."""
        return _shown(self.leaf)

    @cached_property
    def wrong_name(self) -> ssl.SSLContext:
        """Valid, but for another host."""
        return _shown(self.authority.issue_cert("mail.elsewhere.example"))

    @cached_property
    def expired(self) -> ssl.SSLContext:
        """Valid until some years ago."""
        days = dt.timedelta(days=90)
        return _shown(
            self.authority.issue_cert(*NAMES, not_before=LONG_AGO, not_after=LONG_AGO + days)
        )

    def ending(self, day: dt.datetime) -> ssl.SSLContext:
        """Valid until a day of the test's choice."""
        return _shown(self.authority.issue_cert(*NAMES, not_before=LONG_AGO, not_after=day))

    @cached_property
    def unknown(self) -> ssl.SSLContext:
        """The right name, vouched for by somebody the client does not know."""
        return _shown(trustme.CA().issue_cert(*NAMES))


def _shown(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    leaf.configure_cert(context)
    return context
