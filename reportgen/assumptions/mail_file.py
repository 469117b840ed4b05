"""The shape of mail.yaml: from whom, through which server and with what a briefing is mailed. No secrets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reportgen.assumptions.fields import Entry

Text = Annotated[str, Field(min_length=1, max_length=300)]
#: Columns that mean the same in every recipients file.
RESERVED_COLUMNS = ("email", "name", "tags")
ColumnName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Server(Entry):
    """The server that takes the mail."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """587 with starttls, 465 with implicit, 25 with none, unless said."""
    tls: Literal["starttls", "implicit", "none"]
    """`none` is for a server on this machine, and never with a login."""
    ca_file: Text | None = None
    """Certificates to trust besides the system's, as PEM; a path from the workspace."""
    login: Literal["none", "password", "xoauth2"] = "none"
    user: Text | None = None
    keyring: Text | None = None
    """The service under which the system's keyring holds the secret of `user`."""
    token_command: tuple[Text, ...] | None = None
    """A program that prints an OAuth 2 token, word by word."""
    rate: Text = "20/min"
    """Messages a time: 20/min, 5/s, 500/h, or unlimited."""
    daily_limit: Annotated[int, Field(ge=1)] | None = None
    """After so many in 24 hours the run stops and says when to go on."""
    connections: Annotated[int, Field(ge=1, le=4)] = 1
    reconnect_every: Annotated[int, Field(ge=1)] = 50
    connect_timeout: Annotated[int, Field(ge=1, le=600)] = 30
    """Seconds."""
    command_timeout: Annotated[int, Field(ge=1, le=600)] = 120
    """Seconds to wait for each answer but the last."""
    final_timeout: Annotated[int, Field(ge=1, le=3600)] = 600
    """Seconds to wait for the answer to the end of a message (RFC 5321, 4.5.3.2.6)."""


class Imap(Entry):
    """Where undeliverable mail comes back to and sent mail is kept, for `--from imap` and `--from-imap`.

    Nothing there is changed. The secret comes from REPORTGEN_IMAP_PASSWORD or REPORTGEN_IMAP_TOKEN, the
    keyring or token_command, as the server's does from REPORTGEN_SMTP_….
    """

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """993 with implicit, 143 with starttls, unless said."""
    tls: Literal["starttls", "implicit"] = "implicit"
    ca_file: Text | None = None
    """Certificates to trust besides the system's, as PEM; a path from the workspace."""
    login: Literal["password", "xoauth2"] = "password"
    user: Text
    keyring: Text | None = None
    """The service under which the system's keyring holds the secret of `user`."""
    token_command: tuple[Text, ...] | None = None
    """A program that prints an OAuth 2 token, word by word."""
    mailbox: Text = "INBOX"
    """Where undeliverable mail comes back to."""
    sent_mailbox: Text = "Sent"
    """Where the server keeps a copy of what it took, if it does."""
    timeout: Annotated[int, Field(ge=1, le=600)] = 60
    """Seconds to wait for each answer."""


class Dkim(Entry):
    """A signature of our own (RFC 6376), for a server that makes none; needs `reportgen[dkim]`."""

    domain: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
    """That of the sender's address, in ASCII."""
    selector: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$", max_length=63)]
    """The public key stands in DNS at selector._domainkey.domain."""
    key_file: Text
    """The private key (RSA, PEM), for its owner's eyes only; a path from the workspace."""


class Unsubscribe(Entry):
    """Ways to leave, for the List-Unsubscribe header and the foot of the message."""

    https: Text | None = None
    """An address in which {token} stands for the recipient; it must take RFC 8058's one-click POST."""
    mailto: Text | None = None
    """An address; {token} may stand in its subject: leave@example.com?subject={token}."""


class MailFile(Entry):
    """mail.yaml: how a briefing is mailed."""

    sender: Text
    """Whom it is from: Halden Research <research@halden.example>."""
    reply_to: Text | None = None
    bounce_address: Text | None = None
    """Where undeliverable mail goes back to; with {token} in it each message has its own (VERP)."""
    list_id: Text | None = None
    """List-Id (RFC 2919), such as briefings.halden.example; the sender's domain unless said."""
    subject: Text | None = None
    """The subject; {company}, {quarter} and {title} may stand in it."""
    note: str | None = None
    """A paragraph of the house's above the figures."""
    recipients: Text | None = None
    """The recipients file, a path from the workspace; outside the workspace unless said."""
    columns: tuple[ColumnName, ...] = ()
    """Columns of that file besides email, name and tags."""
    test_to: tuple[Text, ...] = ()
    """The only addresses to which `reportgen mail test` writes."""
    browser_address: Text | None = None
    """Where the HTML edition lies: https://halden.example/{company}/{quarter}.html."""
    unsubscribe: Unsubscribe = Unsubscribe.empty()
    stamp: Literal["none", "name"] = "none"
    """`name` prints on each page for whom this copy was prepared, and its number."""
    max_message_mb: Annotated[int, Field(ge=1, le=150)] = 20
    idempotency_header: Text | None = None
    """A header by which the server's own service drops doubles: Resend-Idempotency-Key."""
    server: Server | None = None
    """The server that takes the mail; not needed where messages leave as files."""
    imap: Imap | None = None
    dkim: Dkim | None = None
