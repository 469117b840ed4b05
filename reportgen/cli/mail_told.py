"""What `mail send` says: before, meanwhile and afterwards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.build import as_typed
from reportgen.cli.mail_edge import INTERRUPTED, LONGEST_REASON, STOPPED
from reportgen.cli.mail_words import at_rate, count, end, megabytes
from reportgen.delivery import PROMISE
from reportgen.delivery.printable import printable
from reportgen.delivery.report import as_summary, exit_code
from reportgen.delivery.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from reportgen.delivery.errand import Errand
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.outcomes import Outcome
    from reportgen.delivery.readiness import Ready
    from reportgen.delivery.sending import Course, Ending

#: Rows told one by one; the rest is in the outcome file.
MOST_TOLD = 20


def taken_up(errand: Errand) -> None:
    """What a crash or a copied ledger left behind."""
    deferred, unknown = errand.torn
    if deferred or unknown:
        _say(
            f"The last run was cut off: {count(deferred, 'message')} within the message (not delivered, will "
            f"be tried again), {unknown} past its end (unknown, will not)."
        )
    if errand.unsure:
        _say(f"Taken over: {errand.unsure} of whom nothing is certain are unknown now.")


def about_to(errand: Errand, ready: Ready, course: Course, now: dt.datetime) -> None:
    """The last look before anything leaves."""
    for line in _about_to(errand, ready, course, now):
        _say(line)


def _about_to(errand: Errand, ready: Ready, course: Course, now: dt.datetime) -> Iterator[str]:
    campaign, sending = errand.ledger.campaign, len(ready.to_send)
    yield f"Plan {campaign.plan}: {campaign.edition}"
    yield f"  subject     {campaign.subject}"
    yield f"  from        {campaign.sender}"
    yield f"  through     {_through(errand)}"
    yield f"  recipients  {sending} now; {standing(errand.ledger.counts())}"
    yield f"  size        {megabytes(ready.size)}, {megabytes(ready.size / sending)} each"
    pace = at_rate(course.rate)
    yield f"  pace        {pace}" + (
        f", until about {end(now, sending / course.rate)}" if course.rate and sending > 1 else ""
    )
    yield from _changes(ready)


def _through(errand: Errand) -> str:
    server = errand.mail.server
    if not errand.by_smtp or server is None:
        return errand.ledger.campaign.way
    login = f"as {server.user}" if server.user else "without a login"
    port = f":{server.port}" if server.port else ""
    return f"{server.host}{port}, {server.tls}, {login}"


def _changes(ready: Ready) -> Iterator[str]:
    changed = ready.changed
    if changed.removed:
        yield f"  left out    {_names(row.email for row in changed.removed)}: not in the file any more"
    if ready.held:
        yield f"  suppressed  {_names(row.email for row in ready.held)}"
    if changed.added:
        yield f"  not in it   {_names(new.email for new in changed.added)}: plan again to mail them as well"
    for row, new in changed.renamed:
        yield f"  renamed     {row.email}: planned as {row.name}, now {new.name}; plan again to write that"
    if ready.again:
        yield f"  once more   {_names(row.email for row in ready.again)}: unknown, they may get it twice"


def _names(names: Iterator[str]) -> str:
    known = list(names)
    more = len(known) - MOST_TOLD
    return ", ".join(known[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


class Progress:
    """Says how far a run is: on a terminal in one line that changes, else only what went wrong."""

    def __init__(self, whole: int) -> None:
        """So many are to be sent."""
        self._whole, self._done = whole, 0
        self._live = sys.stderr.isatty()

    def hear(self, row: Row, outcome: Outcome) -> None:
        """One more has an outcome."""
        self._done += outcome.state in (State.ACCEPTED, State.REJECTED, State.UNKNOWN)
        if outcome.state is not State.ACCEPTED:
            self._clear()
            _say(f"{outcome.state:<10} {row.number:>5}  {row.email}  {printable(outcome.said)}")
        if self._live:
            click.echo(f"\r\x1b[K{self._done} of {self._whole}  {row.email}", nl=False, err=True)
            if self._done == self._whole:
                self._clear()

    def _clear(self) -> None:
        if self._live:
            click.echo("\r\x1b[K", nl=False, err=True)


def report(errand: Errand, ready: Ready, ending: Ending | None) -> int:
    """What became of everybody, and what to do next; the exit code."""
    counts = errand.ledger.counts()
    code = _code(counts, ending)
    if ending is None:
        _say(f"Nothing to send: {standing(counts)}.")
    else:
        _say(f"{standing(counts)} of {sum(counts.values())}.")
        for line in _ended(ending, counts["pending"]):
            _say(line)
    for line in _next(errand, counts, ready):
        _say(line)
    _say(f"outcome  {as_typed(errand.write_outcome())}")
    return code


def _ended(ending: Ending, pending: int) -> Iterator[str]:
    if ending.stopped:
        yield f"stopped ({ending.stopped.stop}): {printable(str(ending.stopped), LONGEST_REASON)}"
    if ending.away and pending:  # else the other connections did all there was to do
        yield f"the server cannot be reached: {printable(ending.away, LONGEST_REASON)}"
    if ending.interrupted:
        yield "interrupted; nothing is lost, send again to go on"


def _next(errand: Errand, counts: Mapping[str, int], ready: Ready) -> Iterator[str]:
    plan = errand.ledger.campaign.plan
    if counts["pending"]:
        yield f"{counts['pending']} pending: reportgen mail send {plan}"
    if counts["unknown"]:
        yield (
            f"{counts['unknown']} unknown, and not mailed again without a person: "
            f"reportgen mail resolve {plan}"
        )
    if counts["rejected"]:
        yield f"{counts['rejected']} rejected: reportgen mail status {plan} --failed"
    if not ready.to_send and not any(counts[kind] for kind in ("pending", "unknown", "rejected")):
        yield PROMISE


def standing(counts: Mapping[str, int]) -> str:
    """180 accepted, 5 pending: only what there is."""
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items() if number) or "nobody"


def _code(counts: Mapping[str, int], ending: Ending | None) -> int:
    if ending and ending.interrupted:
        return INTERRUPTED
    return STOPPED if ending and ending.stopped else exit_code(counts)


def as_data(errand: Errand, ending: Ending | None, code: int) -> dict[str, Any]:
    """The same for programs."""
    stopped = ending.stopped if ending else None
    return {
        **as_summary(errand.ledger), "exit_code": code,
        "stopped": str(stopped.stop) if stopped else "", "why": str(stopped or ""),
        "interrupted": bool(ending and ending.interrupted), "away": ending.away if ending else "",
    }  # fmt: skip


def _say(line: str) -> None:
    click.echo(line, err=True)
