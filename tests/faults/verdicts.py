"""What a program says became of everybody, held against what really arrived."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.servers.postfix import Arrival

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.servers.faulty import FaultyServer

#: What the program says of somebody.
ACCEPTED, UNKNOWN, PENDING = "accepted", "unknown", "pending"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where word and truth part, by Message-ID. Only `unknown` is honest."""

    duplicates: tuple[str, ...]
    """Arrived more than once."""
    lost: tuple[str, ...]
    """Said to be accepted, and never arrived."""
    doubled_next: tuple[str, ...]
    """Arrived, and still to be mailed: the next run sends it again."""
    strangers: tuple[str, ...]
    """Arrived, and nobody was to get it, or somebody else."""
    unknown: tuple[str, ...]
    """Said to be unknown, arrived or not."""

    @property
    def is_clean(self) -> bool:
        """Whether nobody has two and nobody was missed in silence."""
        return not (self.duplicates or self.lost or self.doubled_next or self.strangers)


def verdict(said: Mapping[Arrival, str], arrived: Counter[Arrival]) -> Verdict:
    """Hold what a program says of each message against what arrived."""

    def those(standing: str, *, here: bool) -> tuple[str, ...]:
        found = (a for a, word in said.items() if word == standing and (a in arrived) == here)
        return tuple(arrival.message_id for arrival in found)

    return Verdict(
        tuple(arrival.message_id for arrival, count in arrived.items() if count > 1),
        those(ACCEPTED, here=False),
        those(PENDING, here=True),
        tuple(arrival.message_id for arrival in arrived if arrival not in said),
        those(UNKNOWN, here=True) + those(UNKNOWN, here=False),
    )


def truth(server: FaultyServer) -> Counter[Arrival]:
    """What the server that fails as told really accepted."""
    return Counter(Arrival(line["message_id"], line["recipient"]) for line in server.accepted)


def assert_each_once(said: Mapping[Arrival, str], arrived: Counter[Arrival]) -> None:
    """Everybody has one, and is known to have it."""
    found = verdict(said, arrived)
    assert found.is_clean, found
    assert set(said.values()) == {ACCEPTED}, {
        word: list(said.values()).count(word) for word in said.values()
    }
    assert set(arrived) == set(said)
