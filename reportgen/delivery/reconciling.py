"""Whether what was planned is still what is meant: the content, the list, the ledger and its key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.delivery.ledger.opening import SHORTEST, is_made
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.states import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.campaign import Campaign
    from reportgen.delivery.ledger.receipt import Receipt
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.places import Places
    from reportgen.delivery.recipients import Recipient

#: What the mark of the key is made of; nobody's address.
KEY = "the key itself"
MAILED = ("accepted", "unknown")


@dataclass(frozen=True, slots=True)
class Differences:
    """How the recipients file of today differs from a plan: whom it left out, added, calls otherwise."""

    removed: tuple[Row, ...] = ()
    added: tuple[Recipient, ...] = ()
    renamed: tuple[tuple[Row, Recipient], ...] = ()


def refuse_lost_ledger(
    receipts: Iterable[Receipt], campaign: Campaign | None, identity: str
) -> None:
    """Refuse where the workspace remembers more than the ledger: it is lost, made anew or an old copy."""
    for receipt in receipts:
        if receipt.campaign != identity or not receipt.runs:
            continue
        if campaign is None:
            what = "and its ledger is gone"
        elif campaign.ledger != receipt.ledger:
            what = "and this ledger was made after that one"
        elif campaign.runs < receipt.runs:
            what = f"in {receipt.runs} runs, and this ledger knows of {campaign.runs}: it is an older copy"
        else:
            continue
        raise RefusedError(
            f"plan {identity[:8]} was sent already ({_told(receipt.standing)}), {what}. Bring the newest "
            "ledger back from a backup; nobody is mailed on a guess. `reportgen mail send --adopt` goes "
            "on with a ledger that is there and calls unknown whoever it is not sure of"
        )


def refuse_lost_plan(receipts: Iterable[Receipt], places: Places, plan: str) -> None:
    """Refuse a plan by its name where the workspace remembers that it was sent and there is no ledger."""
    for receipt in receipts:
        named = len(plan) >= SHORTEST and receipt.campaign.startswith(plan.lower())
        if named and not is_made(places.campaign(receipt.campaign)):
            refuse_lost_ledger([receipt], None, receipt.campaign)


def refuse_another_content(receipts: Iterable[Receipt], edition: str, identity: str) -> None:
    """Refuse a campaign where people have another one of the same edition already."""
    for receipt in receipts:
        mailed = sum(receipt.standing.get(kind, 0) for kind in MAILED)
        if receipt.edition == edition and receipt.campaign != identity and mailed:
            whole = sum(receipt.standing.values())
            raise RefusedError(
                f"{mailed} of {whole} have {edition} as plan {receipt.campaign[:8]} says it, and the content "
                f"has changed since (now {identity[:8]}). To finish that one, bring its content back; to "
                "mail everybody again, `reportgen mail plan --supersede`"
            )


def refuse_changed_content(campaign: Campaign, pdf_sha256: str | None, settings: str) -> None:
    """Refuse where the PDF or what mail.yaml says of the content is not what was planned."""
    changed = []
    if pdf_sha256 is not None and pdf_sha256 != campaign.pdf_sha256:
        changed.append(
            f"{campaign.pdf} (planned {campaign.pdf_sha256[:12]}, now {pdf_sha256[:12]})"
        )
    before, now = json.loads(campaign.settings), json.loads(settings)
    changed += [
        f"mail.yaml: {key}" for key in sorted(before | now) if before.get(key) != now.get(key)
    ]
    if changed:
        raise RefusedError(
            f"not what plan {campaign.plan} froze: {', '.join(changed)}. Bring that back to go on, or plan "
            "again, which says what it means for those who have it"
        )


def refuse_superseded(campaign: Campaign) -> None:
    """Refuse a plan in whose place another one is sent."""
    if campaign.superseded_by:
        raise RefusedError(
            f"plan {campaign.plan} was superseded by plan {campaign.superseded_by[:8]}: send that one, or "
            "plan this content again with --supersede"
        )


def refuse_another_workspace(campaign: Campaign, root: Path) -> None:
    """Refuse a plan of another workspace: its list, its settings and its receipts lie there."""
    if campaign.workspace != str(root.resolve()):
        raise RefusedError(
            f"plan {campaign.plan} was made in the workspace {campaign.workspace}: go there. Where that "
            "folder was moved here, `reportgen mail send --adopt` goes on"
        )


def refuse_another_key(campaign: Campaign, key: Key) -> None:
    """Refuse where the key is not the one the marks were made with: nobody could be recognised."""
    if campaign.key_mark != key.person(KEY):
        raise RefusedError(
            "the key of the marks is not the one this plan was made with, so nobody can be recognised: "
            "bring the state folder's file `key` back from a backup"
        )


def differences(ledger: Ledger, recipients: Mapping[str, Recipient]) -> Differences:
    """What the recipients file, by the people's marks, says otherwise of those still to be mailed."""
    rows = {row.person: row for row in ledger.rows()}
    still_open = [row for row in rows.values() if row.state in OPEN]
    return Differences(
        tuple(row for row in still_open if row.person not in recipients),
        tuple(new for person, new in recipients.items() if person not in rows),
        tuple(
            (row, recipients[row.person])
            for row in still_open
            if row.person in recipients and recipients[row.person].name != row.name
        ),
    )


def _told(standing: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in standing.items() if count)
