"""What is done about a report: somebody is taken off the list, it is written down, or a person is told.

Off the list goes only whose address is dead, by a report in due form that proves to be about our message
to that very address: status 5.1.x, bad destination address (RFC 3463, 3.2). Every other 5.x.x says that
this message was refused: a full mailbox (5.2.2) is emptied, a policy (5.7.1) judged this text, a system
(5.4.x) comes back, and 5.0.0 says nothing. It is written down and told, and taking the person off is one
command. A complaint is a wish to be left alone, and is granted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.delivery.bounces.fates import Fate
from reportgen.delivery.bounces.matching import is_about
from reportgen.delivery.bounces.reports import Kind
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from reportgen.delivery.bounces.matching import Match
    from reportgen.delivery.bounces.reports import Report
    from reportgen.delivery.ledger.rows import Row

#: Of 5.1.x these speak of no dead address: .5 says it is valid, .7 and .8 speak of the sender's, .9 of the
#: way there (RFC 3463, 3.2; RFC 3886 and RFC 7505 for .9 and .10).
NOT_THE_RECIPIENT = frozenset({"5.1.5", "5.1.7", "5.1.8", "5.1.9"})
#: The Feedback-Type of a person who pressed the button for unwanted mail (RFC 5965, 7.3).
UNWANTED = "abuse"


class Done(StrEnum):
    """What was done about a report."""

    SUPPRESSED = "suppressed"
    NOTED = "noted"
    BEFORE = "done before"
    LEFT = "left alone"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about a report, and why."""

    done: Done
    why: str
    fate: Fate = field(default_factory=Fate)


def decided(report: Report, match: Match) -> Decision | None:
    """What is to be done; None for mail that is none of our business."""
    if match.row is None or (report.kind is Kind.OTHER and not _came_to_us(report, match)):
        return None
    fate = next((f for f in report.fates if is_about(f, match.row)), None)
    told = fate or next(iter(report.fates), Fate())
    if not match.proof:
        why = match.trouble or "nothing in it proves to be of our message; a person must look"
        return Decision(Done.LEFT, why, told)
    done, why = _by_kind(report, match.row, fate, told)
    return Decision(done, why, told)


def _came_to_us(report: Report, match: Match) -> bool:
    """Whether mail came to the bounce address of one message, which only mail systems write to."""
    return match.proof and not (report.message_ids or report.deliveries)


def _by_kind(report: Report, row: Row, fate: Fate | None, told: Fate) -> tuple[Done, str]:
    acts = report.kind in {Kind.FAILED, Kind.COMPLAINT}
    if acts and row.state not in {State.ACCEPTED, State.UNKNOWN}:
        impossible = f"by the ledger it was never taken ({row.state})"
        return Done.LEFT, f"{impossible}, so nothing could come back; a person must look"
    if report.kind is Kind.COMPLAINT:
        return _by_feedback(report.feedback)
    if report.kind in _WITHOUT_FATE:
        return Done.LEFT, _WITHOUT_FATE[report.kind]
    if not row.address:
        return Done.LEFT, "the recipient was forgotten"
    if fate is None:
        behind = told.original or told.final or "no address"
        return Done.LEFT, f"it is about {behind}, not the address we wrote to"
    return _by_fate(fate)


_WITHOUT_FATE = {
    Kind.ANSWER: "an automatic answer: the message arrived",
    Kind.SUSPECT: "it looks like a bounce but is no report; a person must look",
    Kind.OTHER: "it came to this message's bounce address but is no report; a person must look",
}


def _by_feedback(feedback: str) -> tuple[Done, str]:
    if feedback == UNWANTED:
        return Done.SUPPRESSED, "the recipient called it unwanted"
    return Done.LEFT, f"feedback of the kind '{feedback}' is no complaint of the recipient's"


def _by_fate(fate: Fate) -> tuple[Done, str]:
    match fate.action:
        case "failed" if fate.status.startswith("5.1.") and fate.status not in NOT_THE_RECIPIENT:
            return Done.SUPPRESSED, "the address is dead"
        case "failed" if fate.status.startswith("5."):
            return Done.NOTED, f"refused for good: {meaning(fate.status)}"
        case "failed":
            return Done.LEFT, "given up, but by its code not for good"
        case "delayed":
            return Done.LEFT, "not delivered yet; their server is still trying"
        case _:
            return Done.LEFT, f"{fate.action or 'nothing'} is reported: it arrived there"


def meaning(status: str) -> str:
    """What an enhanced status code is about (RFC 3463, 3), in words."""
    subject = status.split(".")[1:2]
    exact = _EXACT.get(status.partition(".")[2])
    return exact or _SUBJECTS.get(subject[0] if subject else "", "no reason that we know")


_SUBJECTS = {
    "0": "no reason given",
    "1": "something about an address",
    "2": "something about the mailbox",
    "3": "something about their mail system",
    "4": "something about the way there",
    "5": "something about the conversation of the servers",
    "6": "something about the content",
    "7": "security or policy",
}
_EXACT = {
    "1.7": "our own address is badly written for them",
    "1.8": "our own address does not exist for them",
    "2.1": "the mailbox is disabled",
    "2.2": "the mailbox is full",
    "2.3": "the message is too long for the mailbox",
    "3.4": "the message is too big",
    "4.4": "no way to their server",
    "7.1": "their policy, often a filter",
}
