"""The command `reportgen mail check`."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reportgen.cli import mail_edge
from reportgen.cli.edge import FILES_ARE_WRONG, as_json, tell, workspace_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.assumptions.workspace import Workspace
    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Problem


class Checked(NamedTuple):
    """Everything that is wrong or doubtful, and who is on the list where nothing is wrong with it."""

    problems: list[Problem]
    shown: str
    recipients: list[Recipient]


@click.command("check")
@click.argument("recipients", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="One object of JSON on stdout.")
@click.option(
    "--allow-tracked-recipients",
    "allowed",
    is_flag=True,
    help="Take a recipients file that git tracks.",
)
@workspace_option  # fmt: skip
def command(recipients: Path | None, folder: Path, *, as_data: bool, allowed: bool) -> None:
    """Read mail.yaml and RECIPIENTS and tell everything that is wrong with them.

    RECIPIENTS is a CSV file; without it the one that mail.yaml names, or the one outside the workspace.
    Where all is well only numbers are told, never addresses: what a log keeps, it keeps.

    \b
    reportgen mail check                       both files
    reportgen mail check board.csv             another list
    """
    with mail_edge.refusals_end_it():
        workspace = mail_edge.workspace_at(folder)
        checked = _checked(workspace, recipients, allowed=allowed)
        held = _held(checked.recipients)
    wrong = any(problem.severity == "error" for problem in checked.problems)
    if as_data:
        click.echo(json.dumps(_as_data(checked, held), indent=2))
    else:
        tell(checked.problems, "text")
        if not wrong:
            _summary(checked, held)
    if wrong:
        sys.exit(FILES_ARE_WRONG)


def _checked(workspace: Workspace, named: Path | None, *, allowed: bool) -> Checked:
    from reportgen.assumptions.addresses import mailbox
    from reportgen.assumptions.mail import hints, read_settings
    from reportgen.delivery.recipients.lying import exposure, recipients_file
    from reportgen.delivery.recipients.reading import read_list
    from reportgen.delivery.recipients.rehearsal import rehearsed
    from reportgen.problems import in_order

    problems: list[Problem] = []
    settings = _gathered(problems, partial(read_settings, workspace))
    known = hints(workspace)
    lying = recipients_file(workspace, known.recipients, mail_edge.places(), named)
    if lying.path.exists():
        problems += exposure(lying, os.environ, allowed=allowed)
    found = _gathered(problems, partial(read_list, lying.path, lying.shown, known.columns))
    for reading in filter(None, (settings, found)):
        problems += reading.warnings
    if settings and found:
        problems += rehearsed(found.recipients, mailbox(settings.mail.sender))
    return Checked(in_order(problems), lying.shown, found.recipients if found else [])


def _gathered(problems: list[Problem], read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what is read
    """What a reader gives; None where it tells problems, which are taken down."""
    from reportgen.problems import ProblemsError

    try:
        return read()
    except ProblemsError as error:
        problems += error.problems
        return None


def _held(recipients: list[Recipient]) -> list[Recipient]:
    """Those who must not be mailed; where nobody was ever suppressed nothing is made or opened."""
    from reportgen.delivery.suppression import Suppressions

    file = mail_edge.places().suppressed
    if not recipients or not file.exists():
        return []
    with Suppressions(file, mail_edge.key_here()) as suppressions:
        return [each for each in recipients if suppressions.holds(suppressions.mark(each.key))]


def _as_data(checked: Checked, held: list[Recipient]) -> dict[str, Any]:
    from reportgen.delivery.recipients.segments import by_tag

    return {
        "file": checked.shown,
        "recipients": len(checked.recipients),
        "suppressed": len(held),
        "tags": by_tag(checked.recipients),
        "problems": [as_json(problem) for problem in checked.problems],
    }


def _summary(checked: Checked, held: list[Recipient]) -> None:
    from reportgen.delivery.recipients.segments import by_tag

    count = len(checked.recipients)
    click.echo(f"{checked.shown}: {count} recipient{'s' if count != 1 else ''}")
    for tag, number in by_tag(checked.recipients).items():
        click.echo(f"  {number:5} tagged {tag}")
    if held:
        lines = ", ".join(str(each.position.line) for each in held)
        click.echo(f"  {len(held):5} will not be mailed: suppressed (lines {lines})")
    click.echo("All is well. Next: reportgen mail preview", err=True)
