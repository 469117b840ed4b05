"""Reports acted upon: written into the ledger, and the person taken off the list where that is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.delivery.bounces.deciding import Done, decided
from reportgen.delivery.bounces.matching import Letters, matched
from reportgen.delivery.bounces.reports import Kind, Report, read_report
from reportgen.delivery.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from reportgen.delivery.bounces.deciding import Decision
    from reportgen.delivery.bounces.fates import Fate
    from reportgen.delivery.bounces.mailboxes import Returned
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.suppression import Suppressions

#: The kinds of events that are written into the ledger.
BOUNCE = "bounce"
COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Reading:
    """A message of a mailbox and what it says."""

    where: str
    report: Report


def readings(mailbox: Iterable[Returned]) -> list[Reading]:
    """All of a mailbox, before anything is done: one that cannot be read to its end changes nothing."""
    return [Reading(each.where, read_report(each.content)) for each in mailbox]


@dataclass(frozen=True, slots=True)
class Finding:
    """A report on one of our messages and what was done about it; `where` names the mail it was read from."""

    where: str
    row: Row
    kind: Kind
    fate: Fate
    done: Done
    why: str
    proof: bool

    @property
    def settles(self) -> bool:
        """Whether it proves that a message whose fate is unknown was taken by our server."""
        return self.proof and self.row.state is State.UNKNOWN


@dataclass(frozen=True, slots=True)
class Handled:
    """What a mailbox held: reports on our messages, and how many messages are none of our business."""

    findings: tuple[Finding, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Handler:
    """Acts on reports; without `suppressed` it only says what it would do."""

    ledger: Ledger
    key: Key
    day: dt.date
    suppressed: Suppressions | None = None

    def handle(self, mailbox: Iterable[Reading]) -> Handled:
        """Act on what a mailbox holds; a second time does nothing more."""
        letters = Letters(self.ledger.campaign.identity, self.ledger.rows(), self.key)
        findings, others, met = [], 0, set[tuple[int, str]]()
        for reading in mailbox:
            report = reading.report
            match = matched(report, letters)
            decision = decided(report, match)
            if decision is None or match.row is None:
                others += 1
                continue
            seen = (match.row.number, report.identity)
            done = self._done(report, match.row, decision, again=seen in met)
            met.add(seen)
            findings.append(
                Finding(
                    reading.where,
                    match.row,
                    report.kind,
                    decision.fate,
                    done,
                    decision.why,
                    match.proof,
                )
            )
        return Handled(tuple(findings), others)

    def _done(self, report: Report, row: Row, decision: Decision, *, again: bool) -> Done:
        if decision.done is Done.LEFT:
            return Done.LEFT
        if again or self._was_noted(row, report):
            return Done.BEFORE
        if self.suppressed is not None:
            self._act(self.suppressed, report, row, decision)
        return decision.done

    def _act(self, suppressed: Suppressions, report: Report, row: Row, decision: Decision) -> None:
        """The list first: were the ledger's note first, a crash between them would leave the person on."""
        kind = COMPLAINT if report.kind is Kind.COMPLAINT else BOUNCE
        said = f"{decision.fate.status} {decision.fate.diagnostic}".strip() or report.feedback
        if decision.done is Done.SUPPRESSED:
            # No word of the server's: it may hold the address, which must be forgotten with the person.
            reason = f"{decision.fate.status} plan {self.ledger.campaign.plan}".strip()
            suppressed.add(row.person, row.email, reason, kind, self.day.isoformat())
        self.ledger.note(row.number, kind, f"{said} {_named(report)}")

    def _was_noted(self, row: Row, report: Report) -> bool:
        """Whoever was put back on the list by hand since stays there: the same report acts once."""
        return any(
            kind in {BOUNCE, COMPLAINT} and text.endswith(_named(report))
            for _, kind, text in self.ledger.events(row.number)
        )


def _named(report: Report) -> str:
    return f"(report {report.identity})"
