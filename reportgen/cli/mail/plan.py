"""The command `reportgen mail plan`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli.build import progress_line
from reportgen.cli.edge import (
    edition_argument,
    tell,
    theme_option,
    workspace_option,
)
from reportgen.cli.mail_told import standing
from reportgen.cli.mail_words import count, megabytes
from reportgen.delivery.states import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.campaigns.plans import Plan, Wish
    from reportgen.delivery.errand import Desk
    from reportgen.delivery.ledger.rows import Row

#: First and last recipients that are shown, and how many of those a plan treats otherwise.
SHOWN, MOST = 3, 10
CHANGES = {
    "added": "added", "renewed": "rewritten", "withdrawn": "left out", "suppressed": "suppressed",
}  # fmt: skip


@click.command("plan")
@edition_argument
@click.option(
    "--recipients",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Who gets it.  [default: as mail.yaml says]",
)
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Only those with this tag, or these."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["smtp", "eml", "maildir", "mbox"]),
    default="smtp",
    show_default=True,
    help="How `send` lets them go: to the server, or into files.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Folder for eml and maildir, file for mbox.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="Paper size of the PDF.",
)
@theme_option
@click.option(
    "--supersede",
    is_flag=True,
    help="Mail everybody again, in the place of an edition sent with another content.",
)
@click.option(
    "--allow-tracked-recipients", is_flag=True, help="Even where git keeps the recipients file."
)
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON on stdout.")
@workspace_option  # fmt: skip
def command(edition: str, folder: Path, **options: Any) -> None:  # noqa: ANN401 - the options above
    """Freeze EDITION's messages, one for each recipient; nothing is sent.

    What is frozen is what `send` sends, byte for byte. Planned again with the same content it is the same
    plan: who is new is added, who is gone is left out, who has his is left alone.

    \b
    reportgen mail plan amazon/2026Q2
    reportgen mail plan amazon/2026Q2 --tag client
    """
    if (options["form"] == "smtp") != (options["out"] is None):
        raise click.UsageError("--out goes with --format eml, maildir or mbox, and they with it")
    from reportgen.campaigns.plans import plan
    from reportgen.documents import PrintError

    with edge.refusals_end_it(), progress_line() as progress:
        desk = edge.desk(edge.workspace_at(folder))
        try:
            made = plan(desk, edge.key_here(), _wish(desk, edition, options), progress)
        except PrintError as error:
            raise click.ClickException(f"the page did not print cleanly:\n{error}") from error
    tell(made.warnings, "text")
    for line in _told(made):
        click.echo(line, err=True)
    click.echo(json.dumps(_as_data(made)) if options["as_json"] else made.campaign.plan)


def _wish(desk: Desk, edition: str, options: dict[str, Any]) -> Wish:
    from reportgen.assumptions.mail import read_mail
    from reportgen.campaigns.plans import Wish
    from reportgen.delivery.recipients.segments import selected

    mail = read_mail(desk.workspace)
    order = edge.order_of(desk.workspace, edition, options["theme"], options["paper"])
    file, recipients = edge.recipients_of(
        desk, mail, options["recipients"], tracked=options["allow_tracked_recipients"]
    )
    tags = tuple(options["tags"])
    way = (
        options["form"]
        if options["out"] is None
        else f"{options['form']}:{options['out'].resolve()}"
    )
    selected(recipients, tags)  # a tag that nobody has is told before anything is made
    return Wish(order, mail, file, recipients, tags, way, options["supersede"])


def _told(made: Plan) -> Iterator[str]:
    campaign, counts = made.campaign, made.counts
    still = [row for row in made.rows if row.state in OPEN]
    yield f"Plan {campaign.plan}: {campaign.edition}" + ("" if made.is_new else ", planned before")
    yield f"  subject     {campaign.subject}"
    yield f"  from        {campaign.sender}"
    yield f"  PDF         {campaign.pdf}, SHA-256 {campaign.pdf_sha256[:16]}"
    yield f"  recipients  {count(sum(counts.values()), 'person', 'people')}: {standing(counts)}"
    yield from _changes(made)
    if still:
        size = sum(row.size for row in still)
        yield f"  size        {megabytes(size)}, {megabytes(size / len(still))} each"
    for row in _some(still):
        yield f"  {f'copy {row.number}' if row else '':<10}  {f'{row.name} <{row.email}>' if row else '...'}"
    if campaign.way != "smtp":
        yield f"  leaves as   {campaign.way}"
    yield "Nothing was sent. Next, to yourself and then to a few of them:"
    yield f"  reportgen mail test {campaign.plan} --to YOUR-ADDRESS"
    yield f"  reportgen mail send {campaign.plan} --limit 5"


def _changes(made: Plan) -> Iterator[str]:
    rows = {row.number: row for row in made.rows}
    for kind, what in CHANGES.items():
        numbers = getattr(made.planned, kind)
        if numbers and not (kind == "added" and made.is_new):
            some = ", ".join(rows[number].email for number in numbers[:MOST])
            more = f" and {len(numbers) - MOST} more" if len(numbers) > MOST else ""
            yield f"  {what:<10}  {some}{more}"


def _some(rows: Sequence[Row]) -> Iterator[Row | None]:
    """The first and the last few; None where some are left out between them."""
    if len(rows) <= 2 * SHOWN:
        yield from rows
        return
    yield from rows[:SHOWN]
    yield None
    yield from rows[-SHOWN:]


def _as_data(made: Plan) -> dict[str, Any]:
    campaign = made.campaign
    return {
        "plan": campaign.plan, "campaign": campaign.identity, "edition": campaign.edition,
        "pdf": campaign.pdf, "pdf_sha256": campaign.pdf_sha256, "new": made.is_new,
        "recipients": len(made.rows), **made.counts,
        "to_send": sum(row.state in OPEN for row in made.rows),
    }  # fmt: skip
