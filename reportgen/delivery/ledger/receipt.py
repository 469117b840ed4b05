"""The receipt: what the workspace remembers of a campaign when its ledger is lost, old or elsewhere.

It holds no address and no name, only marks, and may be kept in git.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically
from reportgen.delivery.outcomes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.delivery.ledger.book import Ledger

FOLDER = "mail"
SUFFIX = ".receipt.json"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was known when a run began or ended. `open` says that it began and has not ended.

    `standing` counts recipients; `people` holds the mark and the state of each.
    """

    campaign: str
    edition: str
    ledger: str
    runs: int
    open: bool
    standing: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def receipt_of(ledger: Ledger, *, is_open: bool) -> Receipt:
    """The receipt of a ledger as it stands."""
    campaign = ledger.campaign
    people = {row.person: str(row.state) for row in ledger.rows()}
    return Receipt(
        campaign.identity, campaign.edition, campaign.ledger, campaign.runs, is_open,
        dict(ledger.counts()), people,
    )  # fmt: skip


def write_receipt(workspace: Path, receipt: Receipt) -> Path:
    """Put a receipt into the workspace; where it lies."""
    folder = workspace / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / f"{receipt.campaign[:16]}{SUFFIX}"
    text = json.dumps(asdict(receipt), indent=1, sort_keys=True) + "\n"
    write_atomically(file, text.encode())
    return file


def receipts(workspace: Path) -> Iterator[Receipt]:
    """All receipts of a workspace; RefusedError for one that cannot be read."""
    for file in sorted((workspace / FOLDER).glob(f"*{SUFFIX}")):
        try:
            yield Receipt(**json.loads(file.read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            shown = file.relative_to(workspace)
            raise RefusedError(
                f"{shown} is no receipt any more, so nobody can tell what was sent: bring it back "
                "from git or a backup"
            ) from error
