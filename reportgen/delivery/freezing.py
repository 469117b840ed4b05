"""A plan put into its ledger: made where there is none, carried on where there is one."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.delivery import reconciling
from reportgen.delivery.ledger import opening
from reportgen.delivery.ledger.dots import traces_in
from reportgen.delivery.ledger.frozen import FROZEN, Frozen
from reportgen.delivery.ledger.keeping import kept
from reportgen.delivery.ledger.lock import locked
from reportgen.delivery.ledger.receipt import receipt_of, receipts, write_receipt
from reportgen.delivery.places import owned
from reportgen.delivery.planning import merge
from reportgen.delivery.states import OPEN, State
from reportgen.delivery.suppression import Suppressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportgen.delivery.errand import Desk
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.campaign import Campaign
    from reportgen.delivery.planning import Planned, Sealed

SUPERSEDED = "another plan of this edition is sent in its place"


@dataclass(frozen=True, slots=True)
class Drawer:
    """A campaign's folder while it is planned; `wanted` is the head of its ledger as it is planned now."""

    desk: Desk
    key: Key
    folder: Path
    ledger: Ledger
    wanted: Campaign
    is_new: bool

    @property
    def tags(self) -> str:
        """Of all that were asked for so far: a second selection adds to the first; none means everybody."""
        before, now = self.ledger.campaign.tags, self.wanted.tags
        return " ".join(sorted({*before.split(), *now.split()})) if before and now else ""

    def freeze(self, drafts: Sequence[Sealed], people: Sequence[str]) -> Planned:
        """Freeze the messages of those who need one, and leave the rest of the ledger alone.

        Whatever is wrong with a message is known by now; until here nothing was changed.
        """
        frozen, now = Frozen(self.folder / FROZEN), self.wanted
        held = Suppressions(self.desk.places.suppressed, self.key)
        with held as suppressions, self.ledger.together():
            self.ledger.rewrite(
                recipients=now.recipients, tags=self.tags, way=now.way, settings=now.settings,
                superseded_by="",
            )  # fmt: skip
            planned = merge(self.ledger, frozen, drafts, people, suppressions.holds)
        _take_the_place_of_others(self.desk, now)
        rows = self.ledger.rows()
        frozen.sweep({row.personal for row in rows} | {row.attachment for row in rows})
        if self.ledger.campaign.runs:
            write_receipt(self.desk.workspace.root, receipt_of(self.ledger, is_open=False))
        return planned


@contextmanager
def drawer(desk: Desk, key: Key, wanted: Campaign, *, supersede: bool) -> Iterator[Drawer]:
    """The ledger of a campaign, opened or made; `wanted` is what its head says if it is new.

    Raises RefusedError where the ledger is not what the workspace remembers, or where people have another
    content of the same edition already, unless that is to be superseded; StopError where nothing can be
    written.
    """
    folder = desk.places.campaign(wanted.identity)
    with kept(), locked(owned(folder)):
        is_new = not opening.is_made(folder)
        before = None if is_new else _head(desk, folder)
        known = tuple(receipts(desk.workspace.root))
        reconciling.refuse_lost_ledger(known, before, wanted.identity)
        if before is not None:
            if not supersede:
                reconciling.refuse_superseded(before)
            reconciling.refuse_another_workspace(before, desk.workspace.root)
            reconciling.refuse_another_key(before, key)
        elif not supersede:
            reconciling.refuse_another_content(known, wanted.edition, wanted.identity)
        try:
            with _ledger(desk, folder, wanted, is_new=is_new) as ledger:
                yield Drawer(desk, key, folder, ledger, wanted, is_new)
        except BaseException:
            if is_new:  # a plan that does not come about leaves nothing
                shutil.rmtree(folder)
            raise


def _head(desk: Desk, folder: Path) -> Campaign:
    with opening.open_ledger(desk.places, folder.name, desk.machine, desk.clock) as ledger:
        ledger.recover(traces_in(folder, desk.machine.session).may_be_out)
        return ledger.campaign


def _ledger(desk: Desk, folder: Path, wanted: Campaign, *, is_new: bool) -> Ledger:
    if not is_new:
        return opening.open_folder(folder, desk.clock)
    return opening.create(folder, replace(wanted, place=str(folder.resolve())), (), desk.clock)


def _take_the_place_of_others(desk: Desk, wanted: Campaign) -> None:
    """Plans of the same edition with another content are not sent any more; those never sent go."""
    for folder in opening.folders(desk.places):
        if folder.name == wanted.identity[:16]:
            continue
        with opening.open_folder(folder, desk.clock) as other:
            campaign = other.campaign
            same = (campaign.workspace, campaign.edition) == (wanted.workspace, wanted.edition)
            if not same or campaign.superseded_by:
                continue
            with locked(folder), other.together():
                for row in other.rows(*OPEN):
                    other.move(row, State.WITHDRAWN, SUPERSEDED)
                other.rewrite(superseded_by=wanted.identity)
        if not campaign.runs:
            shutil.rmtree(folder)
