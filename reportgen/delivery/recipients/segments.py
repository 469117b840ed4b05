"""Some of the recipients: by tag, or by address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import AddressError, parsed
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.delivery.recipients import Recipient


def selected(recipients: Sequence[Recipient], tags: Sequence[str]) -> list[Recipient]:
    """Those who have one of the tags, in their order; all of them where no tag is asked for.

    ProblemsError where nobody has a tag that is asked for: it was misspelt, and somebody would be missed.
    """
    wanted = {tag.casefold(): tag for tag in tags}
    known = sorted({tag for recipient in recipients for tag in recipient.tags})
    unknown = [word for tag, word in wanted.items() if tag not in known]
    if unknown:
        place = _file(recipients)
        raise ProblemsError(
            Problem(place, "tags", "is a tag that nobody has", f"'{tag}'", _advice(tag, known))
            for tag in unknown
        )
    return [r for r in recipients if not wanted or not r.tags.isdisjoint(wanted)]


def only(recipients: Sequence[Recipient], addresses: Sequence[str]) -> list[Recipient]:
    """Those with these addresses, however they are written, in the recipients' order.

    ProblemsError tells every address that is none, or that nobody has.
    """
    known = [recipient.key for recipient in recipients]
    if problems := list(_unknown(_file(recipients), known, addresses)):
        raise ProblemsError(problems)
    keys = {parsed(address).key for address in addresses}
    return [recipient for recipient in recipients if recipient.key in keys]


def by_tag(recipients: Sequence[Recipient]) -> dict[str, int]:
    """How many have each tag, by its name."""
    tags = sorted(tag for recipient in recipients for tag in recipient.tags)
    return {tag: tags.count(tag) for tag in dict.fromkeys(tags)}


def _unknown(place: Position, known: Sequence[str], addresses: Sequence[str]) -> Iterator[Problem]:
    for address in addresses:
        try:
            key = parsed(address).key
        except AddressError as error:
            yield Problem(place, "email", error.what, f"'{address}'", error.advice)
            continue
        if key not in known:
            advice = _advice(key, sorted(known))
            yield Problem(place, "email", "is nobody's address here", f"'{address}'", advice)


def _advice(word: str, known: Sequence[str]) -> str:
    """The nearest one; a list of everybody's addresses has no place in a message."""
    told = nearest(word, known) if known else ""
    if told.startswith("did you mean"):
        return told
    return "look it up in the recipients file"


def _file(recipients: Sequence[Recipient]) -> Position:
    return Position(recipients[0].position.path if recipients else "recipients.csv")
