"""A plan: an edition's messages frozen into a ledger. Planned again with the same content it is the same."""

from __future__ import annotations

import datetime as dt
import secrets
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.campaigns.content import content_of, warnings_of
from reportgen.campaigns.messages import sealed
from reportgen.delivery import settings
from reportgen.delivery.freezing import drawer
from reportgen.delivery.ledger.book import stamp
from reportgen.delivery.ledger.campaign import Campaign
from reportgen.delivery.listing import by_mark, of_tags
from reportgen.delivery.reconciling import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.building import Order
    from reportgen.campaigns.content import Content
    from reportgen.delivery.errand import Desk
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.planning import Planned
    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Wish:
    """What to plan: `file` as the user would type it and all whom it names, which `tags` were asked for.

    `way` is how messages leave; `supersede` takes the place of another content of the same edition.
    """

    order: Order
    mail: MailFile
    file: str
    recipients: Sequence[Recipient]
    tags: tuple[str, ...] = ()
    way: str = "smtp"
    supersede: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it stands in its ledger, and what planning did."""

    campaign: Campaign
    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    planned: Planned
    is_new: bool
    warnings: tuple[Problem, ...] = ()


def plan(
    desk: Desk, key: Key, wish: Wish,
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Plan:  # fmt: skip
    """Freeze an edition's messages.

    Raises ProblemsError with all that is wrong with the edition, the letter or a recipient, PrintError
    where a page is not clean, RefusedError where this is not what was sent of the edition already.
    """
    content = content_of(wish.order, wish.mail, desk.clock(), progress)
    with drawer(desk, key, _head(desk, key, wish, content), supersede=wish.supersede) as found:
        ledger = found.ledger
        people = by_mark(of_tags(wish.recipients, found.tags), key)
        date = dt.datetime.fromisoformat(ledger.campaign.date)
        dated = replace(content, heading=replace(content.heading, date=date))
        drafts = sealed(dated, people, ledger.rows(), key, progress)
        with progress("Freezing"):
            planned = found.freeze(drafts, tuple(people))
        heaviest = max((each.message.size for each in drafts), default=0)
        return Plan(
            ledger.campaign, ledger.rows(), ledger.counts(), planned, found.is_new,
            tuple(warnings_of(content, heaviest)),
        )  # fmt: skip


def _head(desk: Desk, key: Key, wish: Wish, content: Content) -> Campaign:
    """The head of the ledger, if it is a new one."""
    return Campaign(
        identity=content.identity, edition=content.edition, subject=content.heading.subject,
        sender=wish.mail.sender, date=content.heading.date.isoformat(timespec="seconds"),
        planned=stamp(desk.clock()),
        pdf=desk.workspace.shown(wish.order.documents["briefing"]),
        pdf_sha256=sha256(content.pdf).hexdigest(), settings=settings.content_of(wish.mail),
        way=wish.way, recipients=wish.file, tags=" ".join(sorted(map(str.casefold, wish.tags))),
        ledger=secrets.token_hex(8), machine=desk.machine.identity, place="",
        key_mark=key.person(KEY), workspace=str(desk.workspace.root.resolve()),
    )  # fmt: skip
