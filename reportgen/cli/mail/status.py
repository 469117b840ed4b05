"""The command `reportgen mail status`."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli.mail_told import standing
from reportgen.cli.mail_words import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.rows import Row


@click.command("status")
@click.argument("plan", required=False)
@click.option("--failed", is_flag=True, help="Only who is rejected or put off.")
@click.option("--unknown", is_flag=True, help="Only those of whom nobody knows.")
@click.option("--events", is_flag=True, help="Also everything that happened to each.")
@click.option("--json", "style", flag_value="json", help="As JSON.")
@click.option("--csv", "style", flag_value="csv", help="As CSV.")
def command(
    plan: str | None, *, failed: bool, unknown: bool, events: bool, style: str | None
) -> None:
    """Show what became of each recipient of PLAN; without PLAN, how all plans stand.

    Exit codes: 0 everybody accepted or suppressed, 4 some unknown, 5 some pending or rejected.

    \b
    reportgen mail status 1a2b3c4d --failed
    """
    with edge.refusals_end_it():
        if plan is None:
            for line in _all_plans():
                click.echo(line)
            return
        from reportgen.delivery.ledger.opening import folder_of, open_folder
        from reportgen.delivery.report import exit_code

        folder = folder_of(edge.places(), plan)
        with open_folder(folder, edge.now) as ledger:
            _put_in_order(ledger, folder)
            rows = [row for row in ledger.rows() if _wanted(row, failed=failed, unknown=unknown)]
            _tell(ledger, rows, style, events=events)
            code = exit_code(ledger.counts())
    sys.exit(code)


def _put_in_order(ledger: Ledger, folder: Path) -> None:
    """What a crash left between two states is told as the next `send` will find it."""
    from reportgen.delivery.ledger.dots import traces_in
    from reportgen.delivery.ledger.lock import BusyError, locked
    from reportgen.delivery.ledger.machine import this_machine

    with suppress(BusyError), locked(folder):  # a run that goes on is between two states rightly
        ledger.recover(traces_in(folder, this_machine().session).may_be_out)


def _all_plans() -> Iterator[str]:
    from reportgen.delivery.ledger.opening import folders, open_folder

    for folder in folders(edge.places()):
        with open_folder(folder, edge.now) as ledger:
            campaign = ledger.campaign
            over = f"; superseded by {campaign.superseded_by[:8]}" if campaign.superseded_by else ""
            yield (
                f"{campaign.plan}  {campaign.edition}  planned {campaign.planned[:10]}  "
                f"{standing(ledger.counts())}{over}"
            )


def _wanted(row: Row, *, failed: bool, unknown: bool) -> bool:
    from reportgen.delivery.states import STANDING, State

    if not (failed or unknown):
        return True
    is_failed = row.state in (State.REJECTED, State.DEFERRED)
    return (failed and is_failed) or (unknown and STANDING[row.state] == "unknown")


def _tell(ledger: Ledger, rows: list[Row], style: str | None, *, events: bool) -> None:
    from reportgen.delivery.report import as_csv, as_data, as_summary

    if style == "csv":
        click.echo(as_csv(rows), nl=False)
    elif style == "json":
        told = [
            {**as_data(row), **({"events": ledger.events(row.number)} if events else {})}
            for row in rows
        ]
        click.echo(json.dumps({**as_summary(ledger), "rows": told}, indent=2, ensure_ascii=False))
    else:
        for line in _lines(ledger, rows, events=events):
            click.echo(line)


def _lines(ledger: Ledger, rows: list[Row], *, events: bool) -> Iterator[str]:
    campaign = ledger.campaign
    yield f"Plan {campaign.plan}: {campaign.edition}, {campaign.subject}"
    yield f"{standing(ledger.counts())}; {count(campaign.runs, 'run')}"
    width = max((len(row.email) for row in rows), default=0)
    from reportgen.delivery.printable import printable

    for row in rows:
        said = f"{row.code} {row.enhanced} {row.reply}" if row.code else row.why
        whom = f"{row.email or '(forgotten)':<{width}}"
        yield f"{row.number:>5}  {whom}  {row.state:<10}  {printable(said)}"
        if events:
            for at, kind, text in ledger.events(row.number):
                yield f"       {at}  {kind}  {printable(text)}"
