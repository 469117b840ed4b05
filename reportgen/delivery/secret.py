"""What opens the way to a mail server, kept so that it shows in no message, log or traceback."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

#: So many characters of a secret in a row are enough to withhold a text.
TELLING = 8
#: Fewer characters of base64 say too little to know them by.
SHORTEST_CODE = 4
WITHHELD = "(what was said is withheld: it repeats the secret)"


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A password or an OAuth 2 token of `user`; `value` is read only where it is sent.

    Without characters below the space: they would end it early in a login (RFC 4616). ValueError.
    """

    user: str
    value: str
    _pieces: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be sent, and know every piece by which the secret could be told."""
        if not self.value:
            raise ValueError("is empty")
        if any(character < " " or character == "\x7f" for character in self.user + self.value):
            raise ValueError("holds a line break or another control character")
        object.__setattr__(self, "_pieces", frozenset(_pieces(self)))

    def __repr__(self) -> str:
        """Never the value."""
        return "Secret(hidden)"

    @property
    def plain(self) -> str:
        """What SASL's PLAIN sends (RFC 4616)."""
        return _coded(f"\0{self.user}\0{self.value}")

    @property
    def bearer(self) -> str:
        """What XOAUTH2 sends, as Google and Microsoft describe it."""
        return _coded(f"user={self.user}\x01auth=Bearer {self.value}\x01\x01")

    def told(self, text: str) -> str:
        """A text of somebody else's; where it holds the secret in any coding, a word that it does."""
        bare = "".join(text.split())
        lengths = {len(piece) for piece in self._pieces}
        for length in lengths:
            if any(bare[i : i + length] in self._pieces for i in range(len(bare) - length + 1)):
                return WITHHELD
        return text


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _pieces(secret: Secret) -> set[str]:
    """What a text must not hold: any run of the secret, in clear or in base64 at whatever offset."""
    value = secret.value.encode()
    shifted = [
        base64.b64encode(b"\0" * offset + value)[(0, 2, 3)[offset] : len(value) * 4 // 3]
        for offset in range(3)
    ]
    clear = "".join(secret.value.split())
    forms = [clear, *(form for piece in shifted if len(form := piece.decode()) >= SHORTEST_CODE)]
    return {
        secret.plain,
        secret.bearer,
        *(piece for form in forms if form for piece in _runs(form)),
    }


def _runs(form: str) -> set[str]:
    return {form[i : i + TELLING] for i in range(max(1, len(form) - TELLING + 1))}
