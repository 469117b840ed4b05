"""What of mail.yaml is part of the message: a change of it after the plan is a change of content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.assumptions.mail_file import MailFile

#: How fast and by which server it leaves, and to whom tests go, may change at any time.
FREE = frozenset(("server", "imap", "test_to", "recipients", "columns", "max_message_mb"))


def content_of(mail: MailFile) -> str:
    """These settings as JSON, the same text for the same settings."""
    return json.dumps(mail.model_dump(mode="json", exclude=set(FREE)), sort_keys=True)
