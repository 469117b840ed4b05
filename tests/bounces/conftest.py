"""The desk of somebody who has sent a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.states import State
from tests.bounces.campaign_sent import PEOPLE, Office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Everybody was accepted."""
    desk = Office(tmp_path)
    desk.lay_out(dict.fromkeys(PEOPLE, State.ACCEPTED))
    return desk
