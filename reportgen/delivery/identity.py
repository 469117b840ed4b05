"""Names that are the same at every attempt: of a campaign, of a person, of a person's message.

All but the campaign's are made with a key that stays on this machine, so that none of them tells an
address to those who see it (HMAC, RFC 2104).
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically
from reportgen.delivery.ledger.keeping import kept
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.places import owned

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.places import Places

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells one person's message of one campaign from every other.

    `token` stands in the bounce address and in links to unsubscribe, `message_id` (with its angle
    brackets) and `delivery` in headers.
    """

    token: str
    message_id: str
    delivery: str


@dataclass(frozen=True, slots=True)
class Key:
    """The key of this machine's marks."""

    secret: bytes

    def person(self, key: str) -> str:
        """A person's mark: what is kept of somebody whose address is forgotten."""
        return self._mark("person", key)[:32]

    def marks(self, campaign: str, key: str, domain: str, *, test: bool = False) -> Marks:
        """The marks of a message; those of a test are never those of the real one."""
        kind = "test" if test else "row"
        prefix = "rg-test" if test else "rg"
        own = self._mark(kind, campaign, key)
        return Marks(
            self._mark("token", kind, campaign, key)[:20],
            f"<{prefix}.{campaign[:8]}.{own[:24]}@{domain}>",
            self._mark("delivery", kind, campaign, key)[:32],
        )

    def _mark(self, *words: str) -> str:
        return hmac.new(self.secret, "\0".join(words).encode(), sha256).hexdigest()


def key_in(places: Places) -> Key:
    """The key of this user's marks, made on the first use and never replaced: marks must stay.

    RefusedError where it is lost while there are marks that were made with it, StopError where nothing can
    be written.
    """
    file = places.key
    with kept():
        if not file.exists():
            if places.suppressed.exists() or any(places.campaigns.glob("*")):
                raise RefusedError(_lost(file))
            _make(file)
        secret = file.read_bytes()
    if len(secret) != KEY_BYTES:
        raise RefusedError(_lost(file))
    return Key(secret)


def _lost(file: Path) -> str:
    return (
        f"{file} is not there as it was made, and without it nobody can be told from his mark: "
        "bring it back from a backup"
    )


def _make(file: Path) -> None:
    made = owned(file.parent) / f".{file.name}.{os.getpid()}"
    write_atomically(made, secrets.token_bytes(KEY_BYTES))
    made.chmod(0o600)
    with suppress(FileExistsError):  # of two that begin at once the first one's stays
        os.link(made, file)
    made.unlink()


def campaign_identity(*content: bytes) -> str:
    """A campaign by what it says: the same content is the same campaign, in whatever order it is planned."""
    digest = sha256()
    for part in content:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
