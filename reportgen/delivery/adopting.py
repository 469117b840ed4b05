"""Taking over a ledger that is a copy, came back from a backup or woke up on another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery.states import OPEN, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportgen.delivery.errand import Desk
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.receipt import Receipt

BY_RECEIPT = "as the receipt in the workspace says"
NOBODY_KNOWS = "a run this ledger does not know of may have sent it"
#: What a receipt may say of somebody that a ledger which knows less takes over.
CERTAIN = (State.ACCEPTED, State.REJECTED, State.SUPPRESSED, State.WITHDRAWN)


def adopt(ledger: Ledger, folder: Path, desk: Desk, receipts: Iterable[Receipt]) -> int:
    """Make a ledger this machine's own; whoever it is not sure of becomes unknown. How many these are.

    Without a receipt, or with one of a run that never ended, nothing tells what the original sent since:
    then all who are open become unknown.
    """
    campaign = ledger.campaign
    receipt = next((found for found in receipts if found.campaign == campaign.identity), None)
    torn = receipt is None or receipt.open
    unsure = 0
    with ledger.together():
        for row in ledger.rows(*OPEN):
            said = receipt.people.get(row.person, "") if receipt else ""
            if said in CERTAIN:
                ledger.move(row, State(said), BY_RECEIPT)
            elif torn or said not in OPEN:
                ledger.move(row, State.UNKNOWN, NOBODY_KNOWS)
                unsure += 1
        ledger.rewrite(
            machine=desk.machine.identity, place=str(folder.resolve()),
            workspace=str(desk.workspace.root.resolve()),
            runs=max(campaign.runs, receipt.runs if receipt else 0),
            **({"ledger": receipt.ledger} if receipt else {}),
        )  # fmt: skip
    return unsure
