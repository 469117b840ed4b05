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
from reportgen.delivery.places import owned

if TYPE_CHECKING:
    from pathlib import Path

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


def key_in(file: Path) -> Key:
    """The key in a file, which is made on the first use; never replaced, for marks must stay."""
    if not file.exists():
        owned(file.parent)
        made = file.with_name(f".{file.name}.{os.getpid()}")
        write_atomically(made, secrets.token_bytes(KEY_BYTES))
        made.chmod(0o600)
        with suppress(FileExistsError):  # of two that begin at once the first makes it
            os.link(made, file)
        made.unlink()
    secret = file.read_bytes()
    if len(secret) != KEY_BYTES:
        raise ValueError(f"{file} is not the key that was made: bring it back from a backup")
    return Key(secret)


def campaign_identity(*content: bytes) -> str:
    """A campaign by what it says: the same content is the same campaign, in whatever order it is planned."""
    digest = sha256()
    for part in content:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
