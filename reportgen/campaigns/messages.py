"""The messages of a campaign, one for each recipient: his letter, his copy of the PDF, his marks."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import parsed
from reportgen.briefing.letter import Person
from reportgen.campaigns.content import MAIL
from reportgen.delivery.message.assembly import assembled
from reportgen.delivery.message.attachment import Attached
from reportgen.delivery.message.body import Body
from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.heading import for_a_test
from reportgen.delivery.message.weight import too_heavy
from reportgen.delivery.planning import Sealed, is_settled, numbers
from reportgen.problems import Collector, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from reportgen.briefing.letter import Writing
    from reportgen.campaigns.content import Content
    from reportgen.delivery.identity import Key, Marks
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.message import Message
    from reportgen.delivery.message.heading import Heading
    from reportgen.delivery.recipients import Recipient


def sealed(
    content: Content,
    people: Mapping[str, Recipient],
    known: Sequence[Row],
    key: Key,
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> tuple[Sealed, ...]:
    """The messages of all who need one: who is new, and whose bytes never left this machine.

    `people` are by their marks, `known` is the ledger as it stands. ProblemsError tells of everybody
    whose message cannot be made.
    """
    copies = numbers(known, people)
    settled = {row.person for row in known if is_settled(row)}
    wanted = {person: people[person] for person in people if person not in settled}
    attached = _copies(content, {copies[p]: r for p, r in wanted.items()}, progress)
    collector, found = Collector(), []
    with progress("Writing to everybody"):
        for person, recipient in wanted.items():
            marks = key.marks(content.identity, recipient.key, content.domain)
            try:
                message = _message(content, recipient, marks, next(attached))
            except MessageError as error:
                collector.add(error.problem)
                continue
            found.append(Sealed(copies[person], person, recipient, marks, message))
    heaviest = max((each.message.size for each in found), default=0)
    if problem := too_heavy(heaviest, content.max_message_mb, Position(MAIL)):
        collector.add(problem)
    collector.stop_if_any()
    return tuple(found)


def single(content: Content, recipient: Recipient, number: int, marks: Marks) -> Message:
    """One message that is in no ledger: a preview, or a test."""
    attached = next(_copies(content, {number: recipient}, nullcontext))
    return _message(content, recipient, marks, attached)


def _message(content: Content, recipient: Recipient, marks: Marks, attached: Attached) -> Message:
    letter = written(content, recipient, marks)
    body = Body(letter.text, letter.html)
    message = assembled(content.heading, marks, recipient, body, attached)
    if content.signer is None:
        return message
    from reportgen.delivery.message.signature import signed

    return signed(message, content.signer)


def _copies(
    content: Content,
    recipients: Mapping[int, Recipient],
    progress: Callable[[str], AbstractContextManager[object]],
) -> Iterator[Attached]:
    """The PDF for each recipient, by the number of his copy: one for all, or stamped with his name."""
    shared = Attached.of(content.filename, content.pdf)
    if not content.stamped:
        return iter([shared] * len(recipients))
    from reportgen.documents.stamp import Stamp
    from reportgen.documents.stamp.machine_fonts import machine_fonts
    from reportgen.documents.stamp.stamping import Stampable
    from reportgen.documents.stamp.strips import strips

    with progress("Stamping"):
        wanted = {Stamp(r.name, number): r.position for number, r in recipients.items()}
        made = strips(wanted, content.theme, machine_fonts())
    stampable = Stampable.of(content.pdf)
    return (shared.copy(content.pdf, stampable.stamped(strip)) for strip in made)


def person_of(recipient: Recipient, heading: Heading, marks: Marks) -> Person:
    """A recipient as the letter greets him."""
    ways = heading.ways_to_leave(marks.token)
    return Person(
        recipient.name, recipient.fields,
        next((way for way in ways if way.startswith("https:")), ""),
        next((way for way in ways if way.startswith("mailto:")), ""),
    )  # fmt: skip


def written(content: Content, recipient: Recipient, marks: Marks) -> Writing:
    """The letter to one recipient."""
    return content.writer.written(person_of(recipient, content.heading, marks))


def test_message(content: Content, reader: Recipient, number: int, to: str, key: Key) -> Message:
    """A reader's copy as it would be, but to somebody else, marked as a test and with marks of its own."""
    address = parsed(to)
    somebody = replace(
        reader, email=to, address=address.address, key=address.key, smtputf8=address.smtputf8
    )
    marks = key.marks(content.identity, address.key, content.domain, test=True)
    return single(replace(content, heading=for_a_test(content.heading)), somebody, number, marks)
