"""Which way out a plan takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.delivery.transports.folder import Folder
from reportgen.delivery.transports.maildir import MaildirFolder
from reportgen.delivery.transports.mbox import MboxFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.delivery.transports import Transport

WAYS: Mapping[str, Callable[[Path], Transport]] = {
    "eml": Folder,
    "maildir": MaildirFolder,
    "mbox": MboxFile,
}


def by_file(way: str) -> Transport:
    """The way out that a plan's `eml:FOLDER`, `maildir:FOLDER` or `mbox:FILE` names."""
    form, _, place = way.partition(":")
    return WAYS[form](Path(place))
