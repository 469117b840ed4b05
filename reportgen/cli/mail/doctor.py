"""The command `reportgen mail doctor`."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli import mail_edge
from reportgen.cli.edge import workspace_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.assumptions.mail_file import MailFile, Server
    from reportgen.delivery.doctor import Finding


@click.command("doctor")
@click.argument("plan", default="")
@click.option("--connect", is_flag=True,
              help="Ask the server what it takes, and the DNS who may send as you.")  # fmt: skip
@click.option("--i-accept-cleartext", "cleartext", is_flag=True,
              help="Talk to a server elsewhere without encryption.")  # fmt: skip
@click.option("--json", "as_data", is_flag=True, help="One object of JSON on stdout.")
@workspace_option
def command(plan: str, folder: Path, *, connect: bool, cleartext: bool, as_data: bool) -> None:
    """Look at how mail would leave, and send nothing.

    With PLAN its largest message is held against what the server takes. Without --connect nobody is asked.

    \b
    Exit codes: 0 mail would leave   1 your files are wrong   6 something would stop it

    \b
    reportgen mail doctor                      mail.yaml by itself
    reportgen mail doctor --connect            the server and the DNS as well
    reportgen mail doctor --connect 1a2b3c4d   and whether its messages fit
    """
    with mail_edge.refusals_end_it():
        from reportgen.assumptions.mail import read_mail
        from reportgen.delivery.doctor import Level
        from reportgen.delivery.doctor.settings import settings_findings

        workspace = mail_edge.workspace_at(folder)
        mail = read_mail(workspace)
        size = _largest(plan) if plan else None
        found = list(settings_findings(mail))
        if connect and mail.server is not None:
            found += _asked(mail, mail.server, workspace.root, size, cleartext=cleartext)
    _tell(found, as_data=as_data)
    if not as_data and not connect:
        click.echo("Nobody was asked; add --connect to ask the server and the DNS.", err=True)
    if any(finding.level is Level.FAULT for finding in found):
        sys.exit(mail_edge.STOPPED)


def _largest(plan: str) -> int | None:
    with mail_edge.ledger_of(plan) as ledger:
        return max((row.size for row in ledger.rows()), default=None)


def _asked(
    mail: MailFile, server: Server, root: Path, size: int | None, *, cleartext: bool
) -> Iterator[Finding]:
    """What the server and the DNS say."""
    from reportgen.cli.mail_words import MEGABYTE
    from reportgen.delivery.doctor import fault
    from reportgen.delivery.doctor.server import server_findings
    from reportgen.delivery.outcomes import StopError, UnreachableError
    from reportgen.delivery.secrets import secrets_of
    from reportgen.delivery.transports.choosing import by_smtp

    try:
        secret = secrets_of(server, os.environ, mail_edge.asker())
    except (StopError, UnreachableError) as error:
        what, _, advice = str(error).partition("; ")
        yield fault(what, advice)
    else:
        transport = by_smtp(server, secret, root, cleartext=cleartext)
        most = mail.max_message_mb * MEGABYTE
        yield from server_findings(transport, size, most, mail_edge.now().date())
    yield from _domains(mail, server)


def _domains(mail: MailFile, server: Server) -> Iterator[Finding]:
    """Who may send in the sender's name; a server on this machine asks nobody."""
    from reportgen.assumptions.mail_server import is_loopback
    from reportgen.delivery.doctor import doubtful
    from reportgen.delivery.doctor.domain import domain_findings, system_resolver
    from reportgen.delivery.doctor.settings import envelope_domain, sender_domain

    if is_loopback(server.host):
        return
    ask = system_resolver()
    if ask is None:
        advice = "install what asks the DNS: pip install 'reportgen[dns]'"
        yield doubtful("SPF, DKIM and DMARC were not looked at", advice)
        return
    yield from domain_findings(ask, sender_domain(mail), envelope_domain(mail), server.host)


def _tell(found: list[Finding], *, as_data: bool) -> None:
    if as_data:
        told = [{"level": f.level.value, "what": f.what, "advice": f.advice} for f in found]
        click.echo(json.dumps({"findings": told}, indent=2))
        return
    for finding in found:
        click.echo(f"{finding.level.value:<8} {finding}")
