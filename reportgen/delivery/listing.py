"""The recipients of a plan, read from their file and told apart by their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery.recipients.reading import read_recipients

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.assumptions.workspace import Workspace
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.campaign import Campaign
    from reportgen.delivery.recipients import Recipient


def people_in(
    workspace: Workspace, campaign: Campaign, mail: MailFile, key: Key
) -> Mapping[str, Recipient]:
    """Whom a plan's recipients file names today; ProblemsError where it is wrong or gone."""
    file = workspace.root / campaign.recipients
    recipients = read_recipients(file, campaign.recipients, mail.columns)
    return by_mark(of_tags(recipients, campaign.tags), key)


def of_tags(recipients: Sequence[Recipient], tags: str) -> list[Recipient]:
    """Those with one of a plan's tags, even if nobody has some of them any more; all where it has none."""
    wanted = frozenset(tags.split())
    return [one for one in recipients if not wanted or wanted & one.tags]


def by_mark(recipients: Sequence[Recipient], key: Key) -> Mapping[str, Recipient]:
    """People by the marks that stay."""
    return {key.person(recipient.key): recipient for recipient in recipients}
