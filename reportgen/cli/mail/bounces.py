"""The command `reportgen mail bounces`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli.edge import workspace_option
from reportgen.cli.mail_imap import imap_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.delivery.afterwards import Aftermath
    from reportgen.delivery.bounces.handling import Finding, Handled, Reading
    from reportgen.delivery.errand import Desk

IMAP = "imap"


@click.command("bounces")
@click.argument("plan")
@click.option(
    "--from",
    "source",
    required=True,
    metavar="FILE|FOLDER|imap",
    help="An mbox, a Maildir, a message or a folder of them (.eml), or imap: as mail.yaml says.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@workspace_option  # fmt: skip
def command(plan: str, source: str, dry_run: bool, as_json: bool, folder: Path) -> None:  # noqa: FBT001
    """Read mail that came back and act on what it proves about the messages of PLAN.

    Whose address is dead (a report that it failed with 5.1.x), or who complained, goes on the list of
    those who are not mailed. Other failures are written down and told. Mail is only read: nothing is
    deleted, moved or marked, and doing it again does nothing more.

    \b
    reportgen mail bounces 1a2b3c4d --from /var/mail/bounces
    reportgen mail bounces 1a2b3c4d --from imap --dry-run
    """
    from reportgen.delivery.afterwards import looked_into

    with edge.refusals_end_it():
        desk = edge.desk(edge.workspace_at(folder))
        with looked_into(desk, plan) as aftermath:
            handled = _handled(aftermath, _mail(aftermath, source), dry_run=dry_run)
            if as_json:
                click.echo(json.dumps(_as_data(aftermath, handled, dry_run=dry_run), indent=2))
            else:
                click.echo("\n".join(_told(aftermath, handled, dry_run=dry_run)))


def _mail(aftermath: Aftermath, source: str) -> Sequence[Reading]:
    from reportgen.delivery.bounces.handling import readings
    from reportgen.delivery.bounces.mailboxes import mail_at
    from reportgen.delivery.outcomes import RefusedError

    if source == IMAP:
        return _mail_by_imap(aftermath)
    path = Path(source)
    if not path.exists():
        raise RefusedError(
            f"{source}: there is no such file or folder; for a server write --from imap"
        )
    return readings(mail_at(path, source))


def _mail_by_imap(aftermath: Aftermath) -> Sequence[Reading]:
    """From the day before it was planned: servers count days in zones of their own."""
    import datetime as dt

    from reportgen.delivery.bounces.handling import readings
    from reportgen.delivery.bounces.inbox import mail_in

    planned = dt.datetime.fromisoformat(aftermath.ledger.campaign.planned).date()
    with imap_server(aftermath.desk) as (server, settings):
        return readings(mail_in(server, settings.mailbox, planned - dt.timedelta(days=1)))


def _handled(aftermath: Aftermath, mail: Sequence[Reading], *, dry_run: bool) -> Handled:
    from reportgen.delivery.bounces.handling import Handler
    from reportgen.delivery.suppression import Suppressions

    desk: Desk = aftermath.desk
    today = desk.clock().date()
    if dry_run:
        return Handler(aftermath.ledger, aftermath.key, today).handle(mail)
    with Suppressions(desk.places.suppressed, aftermath.key) as suppressions:
        return Handler(aftermath.ledger, aftermath.key, today, suppressions).handle(mail)


def _told(aftermath: Aftermath, handled: Handled, *, dry_run: bool) -> Iterator[str]:
    for found in handled.findings:
        yield from _lines(found)
    about, others = len(handled.findings), handled.others
    read = f"{about + others} read, {about} about plan {aftermath.ledger.campaign.plan}"
    yield f"{read}, {others} left alone{'; nothing was done: --dry-run' if dry_run else ''}."
    yield from _next(aftermath.ledger.campaign.plan, handled.findings)


def _lines(found: Finding) -> Iterator[str]:
    said = found.fate.status or found.kind
    yield f"{found.done:<12}{_who(found)}  {said}  {found.why}"
    if found.fate.diagnostic:
        yield f"{'':<12}{found.fate.diagnostic}"
    yield f"{'':<12}{found.where}"


def _who(found: Finding) -> str:
    return found.row.email or f"copy {found.row.number}, forgotten"


def _next(plan: str, findings: Sequence[Finding]) -> Iterator[str]:
    """What a person may do about what was only told."""
    from reportgen.delivery.bounces.deciding import Done

    noted = {f.row.email for f in findings if f.done is Done.NOTED and f.row.email}
    if noted:
        yield "To mail them no more:"
        yield f"  reportgen mail suppress add {shlex.join(sorted(noted))}"
    settled = {f.row.email for f in findings if f.settles and f.row.email}
    if settled:
        yield "Unknown so far; what came back proves that the server had taken them:"
        yield f"  reportgen mail resolve {plan} --accepted {shlex.join(sorted(settled))}"


def _as_data(aftermath: Aftermath, handled: Handled, *, dry_run: bool) -> dict[str, Any]:
    return {
        "plan": aftermath.ledger.campaign.plan,
        "dry_run": dry_run,
        "findings": [_finding(found) for found in handled.findings],
        "others": handled.others,
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "copy": found.row.number, "address": found.row.email, "kind": str(found.kind),
        "action": found.fate.action, "code": found.fate.status, "said": found.fate.diagnostic,
        "proof": found.proof, "done": str(found.done), "why": found.why,
        "settles_unknown": found.settles, "where": found.where,
    }  # fmt: skip
