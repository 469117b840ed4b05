"""A plan looked after when its run is over: reports that came back, and what was unknown made certain.

Unlike sending this asks for no unchanged PDF and no recipients file: what is sent is sent.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically
from reportgen.delivery import reconciling, report
from reportgen.delivery.identity import key_in
from reportgen.delivery.ledger.dots import traces_in
from reportgen.delivery.ledger.keeping import kept
from reportgen.delivery.ledger.lock import locked
from reportgen.delivery.ledger.opening import folder_of, open_ledger
from reportgen.delivery.ledger.receipt import receipt_of, receipts, write_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.delivery.errand import Desk
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger


@dataclass(frozen=True, slots=True)
class Aftermath:
    """A plan that was sent, its ledger and the key that recognises its messages."""

    desk: Desk
    folder: Path
    ledger: Ledger
    key: Key

    def keep(self) -> None:
        """Bring what lies beside the ledger, and the workspace's receipt, to what the ledger says now."""
        file = self.folder / report.FILE
        if file.exists():
            write_atomically(file, report.as_csv(self.ledger.rows()).encode())
            file.chmod(0o600)
        if self.ledger.campaign.runs:
            write_receipt(self.desk.workspace.root, receipt_of(self.ledger, is_open=False))


@contextmanager
def looked_into(desk: Desk, plan: str) -> Iterator[Aftermath]:
    """A plan's ledger beside whoever sends it now: to be read, and for notes that change no state.

    Raises RefusedError where ledger or key are not those of the plan.
    """
    folder, key = folder_of(desk.places, plan), key_in(desk.places)
    with open_ledger(desk.places, plan, desk.machine, desk.clock) as ledger:
        reconciling.refuse_another_key(ledger.campaign, key)
        reconciling.refuse_another_workspace(ledger.campaign, desk.workspace.root)
        yield Aftermath(desk, folder, ledger, key)


@contextmanager
def put_in_order(desk: Desk, plan: str) -> Iterator[Aftermath]:
    """A plan's ledger with nobody else at it; whom a crash left between two states is put into one.

    Raises BusyError where a run has it, RefusedError where the workspace remembers more than the ledger.
    """
    with kept(), locked(folder_of(desk.places, plan)), looked_into(desk, plan) as aftermath:
        campaign = aftermath.ledger.campaign
        known = tuple(receipts(desk.workspace.root))
        reconciling.refuse_lost_ledger(known, campaign, campaign.identity)
        traces = traces_in(aftermath.folder, desk.machine.session)
        aftermath.ledger.recover(traces.may_be_out)
        yield aftermath
