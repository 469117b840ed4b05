"""E-mail addresses as users write them: read, in the one spelling that tells people apart.

The only owner of email-validator. Whether a domain exists is not asked: nothing here uses the network.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportgen.assumptions.refused_characters import refused_characters

FORM = "write it as name@domain"
#: Octets (RFC 5321, 4.5.3.1.1 and 4.5.3.1.3, less the angle brackets around a path).
LONGEST_LOCAL, LONGEST = 64, 254
_MAILBOX = re.compile(
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^<>"]*?))\s*<(?P<address>[^<>]*)>'
)
#: The first that fits says what is wrong; whatever fits none is no address at all.
_FAULTS = (
    (r'".*"@.*', "has quotes before the @, which not every server takes", "ask for another address"),
    (r".*@[^@]*[,;].*@.*", "holds more than one e-mail address", "write one a person"),
    (r".*[<>].*", "is an address with a name", "write the address only"),
    (r".*\s.*", "is no e-mail address: it holds a space", FORM),
    (r".*@\[.*\]", "names a computer by its number", "write the name of its domain"),
    (r"[^@]+@[^@.]+", "has no full domain behind the @", "write it as name@domain.example"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """`email` is what people read, `address` what a server takes: its domain in ASCII (IDNA 2008).

    `key` tells people apart: the domain in ASCII, the case folded. `smtputf8` says that the part before
    the @ is not ASCII, which not every server takes (RFC 6531).
    """

    email: str
    address: str
    key: str
    smtputf8: bool

    @property
    def domain(self) -> str:
        """What stands behind the @, in ASCII."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address with the name that is shown beside it; the name is empty where none was written."""

    name: str
    address: Address


class AddressError(ValueError):
    """A text is no address: what is wrong with it, and what to do."""

    def __init__(self, what: str, advice: str = FORM) -> None:
        """Keep both for a problem; together they are the message."""
        self.what, self.advice = what, advice
        super().__init__(f"{what}; {advice}")


@lru_cache(maxsize=4096)
def parsed(text: str) -> Address:
    """Read `ann@halden.example`; AddressError where it is no address, or none that a header may hold."""
    if refused := refused_characters(text):
        raise AddressError(f"holds {refused[0]}", "delete it")
    if len(text.encode()) > LONGEST:
        raise AddressError(f"is longer than {LONGEST} bytes")
    for pattern, what, advice in _FAULTS:
        if re.fullmatch(pattern, text):
            raise AddressError(what, advice)
    if len(text.rpartition("@")[0].encode()) > LONGEST_LOCAL:
        raise AddressError(f"has more than {LONGEST_LOCAL} bytes before the @")
    return _validated(text)


def mailbox(text: str) -> Mailbox:
    """Read `Halden Research <research@halden.example>` or a bare address; AddressError as in `parsed`."""
    match = _MAILBOX.fullmatch(text)
    if match is None:
        return Mailbox("", parsed(text))
    name = match["plain"] if match["quoted"] is None else re.sub(r"\\(.)", r"\1", match["quoted"])
    if refused := refused_characters(name):
        raise AddressError(f"holds {refused[0]}", "delete it")
    return Mailbox(name, parsed(match["address"]))


def _validated(text: str) -> Address:
    import email_validator

    try:
        found = email_validator.validate_email(
            text, check_deliverability=False, strict=True, test_environment=True
        )
    except email_validator.EmailNotValidError as error:
        if "special-use" in str(error):
            raise AddressError("has a domain that is never on the internet") from None
        raise AddressError("is no e-mail address") from None
    address = f"{found.local_part}@{found.ascii_domain}"
    key = unicodedata.normalize("NFC", address.casefold())
    return Address(found.normalized, address, key, found.smtputf8)
