"""Which machine this is: a ledger that wakes up on another one may not know what was sent meanwhile."""

from __future__ import annotations

import platform
import uuid
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

#: machine-id(5), and where it lies on older systems.
SESSION = Path("/proc/sys/kernel/random/boot_id")
FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine, by a digest: its number itself is nobody's business (machine-id(5)).

    `session` is the time since it was started, by a digest as well; empty where it cannot be told.
    """

    identity: str
    session: str = ""


def this_machine() -> Machine:
    """The machine we run on: by its machine-id, where it has none by its network card and name."""
    for file in FILES:
        if file.is_file() and (number := file.read_text("ascii").strip()):
            return Machine(_digest(number), _session())
    return Machine(_digest(f"{uuid.getnode():x} {platform.node()}"), _session())


def _session() -> str:
    """Linux draws a number at each start (random(4)); elsewhere nothing is certain."""
    return _digest(SESSION.read_text("ascii").strip()) if SESSION.is_file() else ""


def _digest(number: str) -> str:
    return sha256(f"reportgen ledger {number}".encode()).hexdigest()[:32]
