"""How many messages left this machine lately: servers count them by the day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen.delivery.ledger.book import stamp
from reportgen.delivery.ledger.opening import FILE, open_folder
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.delivery.places import Places

DAY = dt.timedelta(hours=24)
GONE = (State.ACCEPTED, State.UNKNOWN, State.COMMITTING)


def sent_lately(places: Places, clock: Callable[[], dt.datetime]) -> int:
    """Messages of all plans that a server has, or may have, since this time yesterday."""
    since = stamp(clock() - DAY)
    count = 0
    for file in places.campaigns.glob(f"*/{FILE}"):
        with open_folder(file.parent, clock) as ledger:
            count += sum(row.settled >= since for row in ledger.rows(*GONE))
    return count
