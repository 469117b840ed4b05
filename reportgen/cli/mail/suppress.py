"""The commands `reportgen mail suppress …`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reportgen.cli import mail_edge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.assumptions.addresses import Address
    from reportgen.delivery.suppression import Suppressed, Suppressions

LONGEST_REASON = 300


@click.group("suppress")
def command() -> None:
    """Keep the list of those who must not be mailed.

    It holds for every plan, also for those that are made already, until somebody is removed from it.
    Bounces of dead addresses and complaints put people on it as well.
    """


@command.command("add")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDR…")
@click.option("--reason", default="", help="Why, in your words; shown by `list`.")
def add(addresses: tuple[str, ...], reason: str) -> None:
    """Never mail these addresses again."""
    typed = addresses_of(addresses)
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        raise click.UsageError(f"--reason: write one line of at most {LONGEST_REASON} characters")
    day = mail_edge.now().date().isoformat()
    with mail_edge.refusals_end_it(), _suppressions() as held:
        for address in typed:
            new = held.add(held.mark(address.key), address.email, reason, "you", day)
            click.echo(f"{address.email}: {'will not be mailed' if new else 'was there already'}")


@command.command("remove")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDR…")
def remove(addresses: tuple[str, ...]) -> None:
    """Let these addresses be mailed again."""
    typed = addresses_of(addresses)
    with mail_edge.refusals_end_it(), _suppressions() as held:
        for address in typed:
            was = held.remove(held.mark(address.key))
            told = f"may be mailed again (was there since {was.day})" if was else "was not there"
            click.echo(f"{address.email}: {told}")


@command.command("list")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def show(*, as_data: bool) -> None:
    """Show who must not be mailed, since when and why; the forgotten only by their marks."""
    with mail_edge.refusals_end_it():
        found: tuple[Suppressed, ...] = ()
        if mail_edge.places().suppressed.exists():
            with _suppressions() as held:
                found = held.all()
    if as_data:
        click.echo(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
        return
    for each in found:
        told = each.address or f"(forgotten, mark {each.mark[:8]})"
        click.echo("  ".join(filter(None, (each.day, told, each.source, each.reason))))
    click.echo(f"{len(found)} must not be mailed.", err=True)


def addresses_of(words: Sequence[str]) -> list[Address]:
    """The addresses a user typed; wrong usage tells each that is none."""
    from reportgen.assumptions.addresses import AddressError, parsed

    found, wrong = [], []
    for word in words:
        try:
            found.append(parsed(word))
        except AddressError as error:
            wrong.append(f"'{word}' {error}")
    if wrong:
        raise click.UsageError("\n".join(wrong))
    return found


def _suppressions() -> Suppressions:
    from reportgen.delivery.suppression import Suppressions

    return Suppressions(mail_edge.places().suppressed, mail_edge.key_here())
