"""Whether a message's headers can name each person: tried before a plan, with the real thing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen.delivery.identity import KEY_BYTES, Key
from reportgen.delivery.message.assembly import assembled
from reportgen.delivery.message.attachment import Attached
from reportgen.delivery.message.body import Body
from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.heading import Heading, Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions import addresses
    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Problem


def rehearsed(recipients: Sequence[Recipient], sender: addresses.Mailbox) -> Iterator[Problem]:
    """What stops a message to any of them; a letter of one word stands for the real one."""
    box = Mailbox(sender.name, sender.address.address)
    moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    heading = Heading(box, "Rehearsal", moment, f"rehearsal.{sender.address.domain}")
    body, attached = Body("Rehearsal", "<p>Rehearsal</p>"), Attached.of("rehearsal.pdf", b"%PDF")
    key = Key(bytes(KEY_BYTES))  # nobody's: a rehearsal leaves no mark
    for recipient in recipients:
        marks = key.marks("rehearsal", recipient.key, sender.address.domain)
        try:
            assembled(heading, marks, recipient, body, attached)
        except MessageError as error:
            yield error.problem
