"""What a field of a recipients file may hold: what is wrong with it, what was found, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.addresses import AddressError, parsed
from reportgen.assumptions.look_alikes import look_alikes, looks_latin
from reportgen.assumptions.refused_characters import refused_characters
from reportgen.assumptions.validation import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters. A header's line has 998 at most, and a name is printed on each page of a stamped copy.
LONGEST_NAME, LONGEST_FIELD, LONGEST_TAG = 200, 500, 40
_TAG = re.compile(r"[\w.+-]+")

FOR_TESTS = ".test"


class Fault(NamedTuple):
    """What is wrong with a field."""

    what: str
    found: str = ""
    advice: str = ""


def faults(column: str, text: str) -> Iterator[Fault]:
    """Everything that is wrong with a field of a column; nothing where all is well."""
    if not text.strip():
        if column in {"email", "name"}:
            yield Fault("is empty", advice="fill it in")
    elif refused := refused_characters(text):
        for each in refused:
            yield Fault("holds what no message may", each, "delete it")
    elif text != text.strip():
        yield Fault("has a space at its beginning or end", shown(text), "delete it")
    else:
        yield from _RULES.get(column, _of_field)(text)


def tags(text: str) -> frozenset[str]:
    """The tags in a field, separated by spaces or semicolons; capitals do not tell them apart."""
    return frozenset(tag.casefold() for tag in re.split(r"[ ;]+", text) if tag)


def doubts(column: str, text: str) -> Iterator[Fault]:
    """What is allowed and still looks as if somebody posed as another."""
    if column not in {"email", "name"}:
        return
    sure = "make sure who it is"
    if word := look_alikes(text):
        yield Fault("mixes letters of several alphabets in a word", f"'{word}'", sure)
    elif column == "email" and text.endswith(FOR_TESTS):
        what = "is an address for tests (RFC 6761), to which nobody gets mail over the internet"
        yield Fault(what, f"'{text}'", sure)
    elif column == "email":
        *labels, top = text.rpartition("@")[2].split(".")
        for label in labels if top.isascii() else ():
            if looks_latin(label):
                yield Fault("has a domain of letters that only look Latin", f"'{label}'", sure)


def shown(text: str) -> str:
    """A text as a message shows it, with nothing in it that a terminal would act on."""
    return quoted("".join(sign if sign.isprintable() else "�" for sign in text))


def _of_email(text: str) -> Iterator[Fault]:
    try:
        parsed(text)
    except AddressError as error:
        yield Fault(error.what, shown(text), error.advice)


def _of_name(text: str) -> Iterator[Fault]:
    if len(text) > LONGEST_NAME:
        yield _too_long(text, LONGEST_NAME)


def _of_field(text: str) -> Iterator[Fault]:
    if len(text) > LONGEST_FIELD:
        yield _too_long(text, LONGEST_FIELD)


def _of_tags(text: str) -> Iterator[Fault]:
    for tag in sorted(tags(text)):
        if not _TAG.fullmatch(tag):
            yield Fault("is no tag", shown(tag), "write words with spaces or ; between them")
        elif len(tag) > LONGEST_TAG:
            yield _too_long(tag, LONGEST_TAG)


def _too_long(text: str, most: int) -> Fault:
    return Fault("is too long", f"{len(text)} characters", f"write {most} or fewer")


_RULES = {"email": _of_email, "name": _of_name, "tags": _of_tags}
