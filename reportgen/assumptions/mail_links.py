"""Rules for the links of mail.yaml, and for the {words} that stand for something in its texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportgen.assumptions.addresses import AddressError, parsed
from reportgen.assumptions.mail_texts import TOKEN, Fault, safe
from reportgen.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECT_WORDS = ("company", "quarter", "title")
EDITION_WORDS = ("company", "quarter")
_URL = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%{}-]+")


def subject(text: str) -> Iterator[Fault]:
    """A subject, in which words in braces stand for the edition's."""
    yield from safe(text)
    yield from _braces(text, SUBJECT_WORDS)


def browser_address(text: str) -> Iterator[Fault]:
    """Where an edition lies as a web page."""
    yield from _web(text, EDITION_WORDS)


def one_click(text: str) -> Iterator[Fault]:
    """The address that takes RFC 8058's POST; without the token it could not tell who leaves."""
    faults = list(_web(text, ("token",)))
    yield from faults
    if not faults and "{token}" not in text:
        yield Fault(
            "has no {token}, so that nobody could tell who leaves", "write it as https://…/{token}"
        )


def mailto(text: str) -> Iterator[Fault]:
    """An address to write to, with a subject if wanted (RFC 6068)."""
    address, _, query = text.partition("?")
    if text.lower().startswith("mailto:"):
        yield Fault("begins with mailto:", "write the address only, such as leave@halden.example")
        return
    try:
        found = parsed(address.replace("{token}", TOKEN))
    except AddressError as error:
        yield Fault(error.what, error.advice)
        return
    if found.smtputf8:
        advice = "write an address that every server takes"
        yield Fault("has other letters than ASCII before the @", advice)
        return
    if query and not re.fullmatch(
        r"(?:subject|body)=[^&=?#]+(?:&(?:subject|body)=[^&=?#]+)*", query
    ):
        yield Fault(
            "has something else than a subject behind the ?", "write it as ?subject={token}"
        )
    yield from _characters(text, ("token",))


def _web(text: str, words: tuple[str, ...]) -> Iterator[Fault]:
    if re.match(r"(?i)[a-z]*:?/*[^/?#]*@", text):
        advice = "delete what stands before the @: every recipient would see it"
        yield Fault("holds a login", advice, shown=False)
    elif not text.lower().startswith("https://"):
        advice = "write the address of a page that is sent encrypted"
        yield Fault("does not begin with https://", advice)
    elif not _host(text):
        yield Fault("names no host", "write it as https://host/…")
    else:
        yield from _characters(text, words)


def _host(text: str) -> bool:
    try:
        return bool(urlsplit(text).hostname and urlsplit(text).port != 0)
    except ValueError:
        return False


def _characters(text: str, words: tuple[str, ...]) -> Iterator[Fault]:
    strange = re.sub(_URL, "", text)
    if strange:
        sign = "a space" if strange[0].isspace() else f"'{strange[0]}'"
        yield Fault(f"holds {sign}, which no link does", "write it percent-encoded")
    else:
        yield from _braces(text, words)


def _braces(text: str, words: tuple[str, ...]) -> Iterator[Fault]:
    for word in re.findall(r"\{(\w+)\}", text):
        if word not in words:
            yield Fault(f"has {{{word}}}, which stands for nothing here", nearest(word, words))
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)):
        known = ", ".join(f"{{{word}}}" for word in words)
        yield Fault("has a brace that stands for nothing", f"only these do: {known}")
