"""Logging in at a mail server, over an encrypted line only (RFC 4954)."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Reply, Stop, StopError, UnreachableError

if TYPE_CHECKING:
    from reportgen.delivery.secret import Secret
    from reportgen.delivery.transports.smtp_line import Line

ACCEPTED, CHALLENGED = 235, 334
#: A command may be so long with what a login adds to it (RFC 4954, 4).
LONGEST_COMMAND = 12_288
#: Refusals that more is known of than the server says: where they stand, and what to do.
KNOWN = (
    ("5.7.30", "Microsoft 365 takes passwords no more: set login: xoauth2 in mail.yaml"),
    (
        "5.7.139",
        "the administrator has to allow SMTP AUTH for this mailbox, or the login was wrong",
    ),
    ("5.7.9", "Google wants an app password, or login: xoauth2 in mail.yaml"),
    ("5.7.14", "Google wants this login confirmed in a browser, or an app password"),
    ("5.7.8", "see whether user and secret belong together"),
)
#: RFC 4954's 432: the account must first be moved to another mechanism, which waiting does not do.
TRANSITION = 432


def log_in(line: Line, login: str, secret: Secret, *, encrypted: bool) -> None:
    """Log in by `password` or `xoauth2`. StopError where it cannot be, UnreachableError where it can later.

    The mechanism is ours to choose: PLAIN, then LOGIN. smtplib would prefer CRAM-MD5, which few servers
    can keep, and sends passwords that are not ASCII with none.
    """
    if not encrypted:
        advice = "set server.tls to starttls or implicit"
        raise StopError(Stop.ENCRYPTION, f"a login would go over the network in clear; {advice}")
    offered = line.esmtp_features.get("auth", "").upper().split()
    if login == "xoauth2":
        _wanted(("XOAUTH2",), offered)
        reply = _by_token(line, secret)
    elif _wanted(("PLAIN", "LOGIN"), offered) == "PLAIN":
        reply = _begun(line, "PLAIN", secret.plain)
    else:
        reply = _by_questions(line, secret)
    if reply.code != ACCEPTED:
        raise _refusal(reply, secret)


def _wanted(mechanisms: tuple[str, ...], offered: list[str]) -> str:
    """The first mechanism of ours that the server offers."""
    for mechanism in mechanisms:
        if mechanism in offered:
            return mechanism
    has = f"only {', '.join(offered)}" if offered else "no login at all"
    advice = "see server.login and server.port in mail.yaml"
    wanted = " or ".join(mechanisms)
    raise StopError(Stop.LOGIN, f"the server offers {has}, and not {wanted}; {advice}")


def _begun(line: Line, mechanism: str, first: str) -> Reply:
    """Send a mechanism's first words, with the command where they fit and after it where they do not."""
    command = f"AUTH {mechanism} {first}"
    if len(command) + 2 <= LONGEST_COMMAND:
        return line.said(command)
    reply = line.said(f"AUTH {mechanism}")
    return line.said(first) if reply.code == CHALLENGED else reply


def _by_questions(line: Line, secret: Secret) -> Reply:
    """LOGIN: two questions, which servers word as they like."""
    reply = line.said("AUTH LOGIN")
    for word in (secret.user, secret.value):
        if reply.code != CHALLENGED:
            return reply
        reply = line.said(base64.b64encode(word.encode()).decode())
    return reply


def _by_token(line: Line, secret: Secret) -> Reply:
    """XOAUTH2: a refusal comes as a question in JSON, and as a reply only after an empty answer to it."""
    reply = _begun(line, "XOAUTH2", secret.bearer)
    if reply.code != CHALLENGED:
        return reply
    said = _words(reply.text)
    last = line.said("")
    text = " ".join(filter(None, (last.text, said)))
    return Reply(last.code, last.enhanced, secret.told(text))


def _words(challenge: str) -> str:
    """What the question says: `(status 401, scope https://mail.google.com/)`; nothing where it is none."""
    try:
        said = json.loads(base64.b64decode(challenge))
        told = ", ".join(f"{key} {said[key]}" for key in ("status", "scope") if key in said)
    except (ValueError, TypeError):
        return ""
    return "".join(c for c in f"(the token was refused: {told})" if c.isprintable())


def _refusal(reply: Reply, secret: Secret) -> StopError | UnreachableError:
    what = f"the login of {secret.user} was refused: {reply}"
    if str(reply).startswith("4") and reply.code != TRANSITION:
        return UnreachableError(f"{what}; try again later")
    advice = dict(KNOWN).get(reply.enhanced, "see server.user in mail.yaml, and the secret")
    return StopError(Stop.LOGIN, f"{what}; {advice}")
