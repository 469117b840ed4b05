"""Which way out a plan takes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.delivery.transports.folder import Folder
from reportgen.delivery.transports.maildir import Maildir
from reportgen.delivery.transports.mbox import Mbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.assumptions.mail_file import Server
    from reportgen.delivery.secret import Secret
    from reportgen.delivery.transports import Transport
    from reportgen.delivery.transports.smtp import Smtp

WAYS: Mapping[str, Callable[[Path], Transport]] = {
    "eml": Folder,
    "maildir": Maildir,
    "mbox": Mbox,
}


def by_file(way: str) -> Transport:
    """The way out that a plan's `eml:FOLDER`, `maildir:FOLDER` or `mbox:FILE` names."""
    form, _, place = way.partition(":")
    return WAYS[form](Path(place))


def by_smtp(
    server: Server, secret: Callable[[], Secret | None], root: Path, *, cleartext: bool = False
) -> Smtp:
    """A line to mail.yaml's server, whose paths begin at `root`; `secret` is asked at each login."""
    from reportgen.delivery.transports.smtp import Smtp

    return Smtp(server, secret, root, time.monotonic, cleartext=cleartext)
