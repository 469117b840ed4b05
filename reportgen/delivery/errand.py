"""A plan taken in hand: its lock, its ledger, today's list and settings, all agreeing with each other."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically
from reportgen.delivery import readiness, reconciling, report
from reportgen.delivery.adopting import adopt
from reportgen.delivery.identity import key_in
from reportgen.delivery.ledger.dots import begin, traces_in
from reportgen.delivery.ledger.frozen import FROZEN, Frozen
from reportgen.delivery.ledger.keeping import kept
from reportgen.delivery.ledger.lock import locked
from reportgen.delivery.ledger.opening import folder_of, open_folder, open_ledger
from reportgen.delivery.ledger.receipt import receipt_of, receipts, write_receipt
from reportgen.delivery.listing import people_in
from reportgen.delivery.sending import Run
from reportgen.delivery.suppression import Suppressions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.assumptions.workspace import Workspace
    from reportgen.delivery.control import Control
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.machine import Machine
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.outcomes import Outcome
    from reportgen.delivery.places import Places
    from reportgen.delivery.readiness import Ready, Wish
    from reportgen.delivery.recipients import Recipient
    from reportgen.delivery.sending import Course, Ending
    from reportgen.delivery.transports import Transport

SMTP = "smtp"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: the workspace, his own places, this machine and the clock."""

    workspace: Workspace
    places: Places
    machine: Machine
    clock: Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Errand:
    """A plan in hand; nobody else has it. `torn` counts those a crash left deferred and unknown."""

    desk: Desk
    mail: MailFile
    key: Key
    folder: Path
    ledger: Ledger
    frozen: Frozen
    suppressions: Suppressions
    recipients: Mapping[str, Recipient]
    torn: tuple[int, int]
    unsure: int = 0

    @property
    def by_smtp(self) -> bool:
        """Whether its messages leave through a mail server."""
        return self.ledger.campaign.way == SMTP

    def ready(self, wish: Wish) -> Ready:
        """What would be sent now; nothing is changed."""
        return readiness.get_ready(self.ledger, self.recipients, self.suppressions.holds, wish)

    def run(
        self, ready: Ready, transports: Sequence[Transport], course: Course, control: Control,
        told: Callable[[Row, Outcome], None],
    ) -> Ending:  # fmt: skip
        """Send what is ready; the workspace's receipt says before that it began, and then how it ended."""
        readiness.apply(self.ledger, ready)
        self.ledger.rewrite(runs=self.ledger.campaign.runs + 1)
        self._leave_receipt(is_open=True)
        dots = begin(self.folder, self.desk.machine.session)
        try:
            ending = Run(
                self.ledger, self.frozen, course, control,
                suppressed=self.suppressions.holds, leaving=dots.mark, told=told,
            ).over(transports)  # fmt: skip
        finally:
            dots.close()
        self._leave_receipt(is_open=False)
        return ending

    def write_outcome(self) -> Path:
        """What became of everybody, as CSV beside the ledger, for its owner only."""
        file = self.folder / report.FILE
        write_atomically(file, report.as_csv(self.ledger.rows()).encode())
        file.chmod(0o600)
        return file

    def _leave_receipt(self, *, is_open: bool) -> None:
        write_receipt(self.desk.workspace.root, receipt_of(self.ledger, is_open=is_open))


@contextmanager
def in_hand(
    desk: Desk, mail: MailFile, plan: str, settings: str, *, adopted: bool = False
) -> Iterator[Errand]:
    """Take a plan in hand, `settings` being what mail.yaml says of its content today.

    Raises RefusedError where the ledger, the key or the content is not what was planned, BusyError where
    another run has it, ProblemsError where the recipients file is wrong, StopError where the ledger cannot
    be written.
    """
    with kept(), _in_hand(desk, mail, plan, settings, adopted) as errand:
        yield errand


@contextmanager
def _in_hand(
    desk: Desk,
    mail: MailFile,
    plan: str,
    settings: str,
    adopted: bool,  # noqa: FBT001 - see above
) -> Iterator[Errand]:
    key = key_in(desk.places)
    reconciling.refuse_lost_plan(receipts(desk.workspace.root), desk.places, plan)
    folder = folder_of(desk.places, plan)
    with locked(folder), _opened(desk, plan, folder, adopted) as ledger:
        known = tuple(receipts(desk.workspace.root))
        reconciling.refuse_superseded(ledger.campaign)
        reconciling.refuse_another_key(ledger.campaign, key)
        torn = ledger.recover(traces_in(folder, desk.machine.session).may_be_out)
        unsure = adopt(ledger, folder, desk, known) if adopted else 0
        reconciling.refuse_another_workspace(ledger.campaign, desk.workspace.root)
        campaign = ledger.campaign
        reconciling.refuse_lost_ledger(known, campaign, campaign.identity)
        reconciling.refuse_changed_content(campaign, _pdf_now(desk, campaign.pdf), settings)
        people = people_in(desk.workspace, campaign, mail, key)
        with Suppressions(desk.places.suppressed, key) as suppressions:
            yield Errand(
                desk, mail, key, folder, ledger, Frozen(folder / FROZEN), suppressions, people, torn,
                unsure,
            )  # fmt: skip


@contextmanager
def _opened(desk: Desk, plan: str, folder: Path, adopted: bool) -> Iterator[Ledger]:  # noqa: FBT001
    if adopted:
        with open_folder(folder, desk.clock) as ledger:
            yield ledger
    else:
        with open_ledger(desk.places, plan, desk.machine, desk.clock) as ledger:
            yield ledger


def _pdf_now(desk: Desk, shown: str) -> str | None:
    """The digest of the PDF as it lies there today; None where it was cleared away."""
    file = desk.workspace.root / shown
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else None
