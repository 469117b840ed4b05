"""How a server lets people in: the mechanisms of SASL that mail servers offer, right and wrong."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

ACCEPTED = "235 2.7.0 Authentication successful"
#: What Gmail and Microsoft say before they refuse a token: JSON, in base64.
CHALLENGE = '{"status":"401","schemes":"bearer","scope":"https://mail.example/"}'


@dataclass(frozen=True)
class Logins:
    """Who may log in, how, and what the others are told."""

    user: str
    secret: str
    offered: str = "PLAIN LOGIN XOAUTH2"
    reply: str = ""
    """In answer to every login, right or wrong, where not empty."""
    refusal: str = "535 5.7.8 Authentication credentials invalid"
    echo: bool = False
    """A refusal repeats what the client said, as it came and decoded: servers have done worse."""
    in_clear: bool = False
    """Offered without encryption too."""

    def seen(self, encrypted: bool) -> bool:  # noqa: FBT001 - the one thing that is asked
        """Whether the mechanisms are announced."""
        return encrypted or self.in_clear

    async def asked(
        self,
        argument: str,
        say: Callable[[str], Awaitable[None]],
        reader: asyncio.StreamReader,
    ) -> str:
        """Go through a mechanism and give the last reply."""

        async def answer(challenge: str) -> str:
            await say(f"334 {base64.b64encode(challenge.encode()).decode()}")
            return (await reader.readline()).decode().strip()

        mechanism, _, first = argument.partition(" ")
        if mechanism not in self.offered.split():
            return "504 5.5.4 Unrecognized authentication type"
        if mechanism == "LOGIN":
            said = [first or await answer("Username:"), await answer("Password:")]
            right = [self.user, self.secret]
        else:
            said, right = [first or await answer("")], [self._wanted(mechanism)]
        if self.reply:
            return self.reply
        if [_plain(word) for word in said] == right:
            return ACCEPTED
        if mechanism == "XOAUTH2":
            await answer(CHALLENGE)
        return (
            f"{self.refusal} {' '.join([*said, *map(_plain, said)])}" if self.echo else self.refusal
        )

    def _wanted(self, mechanism: str) -> str:
        if mechanism == "PLAIN":
            return f"\0{self.user}\0{self.secret}"
        return f"user={self.user}\1auth=Bearer {self.secret}\1\1"


def _plain(word: str) -> str:
    return base64.b64decode(word).decode("utf-8", "replace")
