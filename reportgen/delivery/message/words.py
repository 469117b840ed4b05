"""Names and subjects as header values: refused where they could mislead, else the same when read back."""

from __future__ import annotations

import re
from email.header import Header

from reportgen.assumptions.refused_characters import refused_characters

CRLF = "\r\n"
#: A line of a header should end here (RFC 5322, 2.1.1).
LINE = 78
#: An encoded word is no longer than this (RFC 2047, 2).
ENCODED_WORD = 75
#: ASCII words longer than this are encoded: encoded words fold without a trace.
UNFOLDED = 60
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
#: What needs no quotes in a display name: atoms (RFC 5322, 3.2.3) with single spaces between them.
_ATOMS = re.compile(f"{_ATOM}(?: {_ATOM})*")
_PRINTABLE = re.compile(r"[!-~]+(?: [!-~]+)*")


def unfit(words: str) -> str:
    """What must not stand in a header, in words that name it; empty where nothing is wrong.

    A reader decodes what looks encoded, and may find the end of a header in it (CVE-2024-6923).
    """
    found = refused_characters(words)
    if found:
        return ", ".join(found)
    if not words:
        return "nothing"
    return "a space at its beginning or end" if words != words.strip() else ""


def phrase(name: str, header: str) -> str:
    """A display name as the header takes it: as it is, in quotes, or as encoded words (RFC 2047)."""
    if len(name) > UNFOLDED or not _PRINTABLE.fullmatch(name):
        return _encoded(name, header)
    if _ATOMS.fullmatch(name):
        return name
    escaped = name.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def unstructured(words: str, header: str) -> str:
    """A subject as the header takes it."""
    plain = len(words) <= UNFOLDED and _PRINTABLE.fullmatch(words)
    return words if plain else _encoded(words, header)


def mailbox(name: str, address: str, header: str) -> str:
    """A person as the header takes him, the address on a line of its own where both are too long for one."""
    if not name:
        return address
    shown = phrase(name, header)
    last = len(shown.rpartition(CRLF)[2]) + (0 if CRLF in shown else len(f"{header}: "))
    gap = " " if last + len(f" <{address}>") <= LINE else f"{CRLF} "
    return f"{shown}{gap}<{address}>"


def _encoded(words: str, header: str) -> str:
    written = Header(words, "utf-8", maxlinelen=ENCODED_WORD, header_name=header)
    return written.encode(linesep=CRLF)
