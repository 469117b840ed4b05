"""The IMAP server of mail.yaml, with the secret from where this user keeps it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.cli.mail_edge import asker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.mail_file import Imap
    from reportgen.delivery.errand import Desk
    from reportgen.delivery.imap import Server


@contextmanager
def imap_server(desk: Desk) -> Iterator[tuple[Server, Imap]]:
    """The server, logged in; RefusedError where mail.yaml names none."""
    from reportgen.assumptions.mail import read_mail
    from reportgen.delivery.imap_connection import connected
    from reportgen.delivery.outcomes import RefusedError
    from reportgen.delivery.secrets import secret_for

    settings = read_mail(desk.workspace).imap
    if settings is None:
        raise RefusedError("mail.yaml has no imap: with host and user; add it, or read from files")
    secret = secret_for(settings, os.environ, asker(), "IMAP")
    if secret is None:
        raise RefusedError(
            "mail.yaml: imap.login: a mailbox is read by somebody who is known there"
        )
    ca_file = desk.workspace.root / settings.ca_file if settings.ca_file else None
    with connected(settings, secret, ca_file) as server:
        yield server, settings
