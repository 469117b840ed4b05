"""A run killed before each of its steps on the disk, and in the middle of each write; then another one.

`python -m tests.ways_out.killing WAY FOLDER` prints, as JSON, what was there after each kill. It is a
process of its own because it forks, which only a process without threads may do.
"""

from __future__ import annotations

import contextlib
import json
import mailbox
import os
import signal
import sys
from collections import Counter
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.delivery.message.attachment import Attached
from reportgen.delivery.message.body import Body
from reportgen.delivery.outcomes import Outcome
from reportgen.delivery.states import State
from reportgen.delivery.transports.folder import Folder
from reportgen.delivery.transports.maildir import Maildir
from reportgen.delivery.transports.mbox import Mbox
from tests.message.letters import letter, person

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.delivery.message import Message
    from reportgen.delivery.transports import Transport


class Careless(Folder):
    """What our ways out must not be: it writes under the file's own name, and commits afterwards."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        handle = os.open(self.folder / f"{message.sha256}.eml", os.O_WRONLY | os.O_CREAT)
        os.write(handle, message.content)
        os.fsync(handle)
        os.close(handle)
        committing()
        return Outcome(State.ACCEPTED)


WAYS: dict[str, Callable[[Path], Transport]] = {
    "eml": Folder,
    "maildir": Maildir,
    "mbox": Mbox,
    "careless": Careless,
}
#: Larger than what a file system takes at a time, with lines in it that begin a message elsewhere.
BODY = Body("From here on.\n\n.\n" * 300, "<p>From here on.</p>\n")
MESSAGES = tuple(
    letter(person(name, f"{name}@x.example"), body=BODY, attached=Attached.of("a.pdf", b"x" * 99))
    for name in ("ann", "bo")
)
STEPS = ("open", "write", "fsync", "rename", "ftruncate", "unlink", "mkdir")
REAL = {name: getattr(os, name) for name in STEPS}
FINISHED = 10_000


class Kill(NamedTuple):
    """Which of the steps is the last one."""

    step: int


class Ledger:
    """The words of a ledger, one file a message, each on the disk before the next step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def note(self, number: int, state: State) -> None:
        handle = REAL["open"](self.folder / str(number), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        REAL["write"](handle, f"{state}\n".encode())
        os.close(handle)

    def state(self, number: int) -> str:
        file = self.folder / str(number)
        return file.read_text().split()[-1] if file.exists() else "planned"


def kill_at(last: int) -> None:
    """Have this process killed at a step; a write is two, for it may be cut off in the middle."""
    steps = iter(range(last + 1))

    def step() -> None:
        if next(steps, last) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(name: str, *arguments: object, **named: object) -> object:
        step()
        if name == "write":
            handle, content = arguments
            assert isinstance(content, bytes | memoryview)
            half = REAL[name](handle, content[: len(content) // 2])
            step()
            return half + REAL[name](handle, content[half:])
        return REAL[name](*arguments, **named)

    for name in STEPS:
        setattr(os, name, partial(watched, name))


def run(way: str, place: Path, ledger: Ledger, last: int) -> None:
    """One run in a process of its own, over everybody who is not accepted yet."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    with contextlib.suppress(BaseException):
        kill_at(last)
        transport = WAYS[way](place)
        transport.open()
        for number, message in enumerate(MESSAGES):
            if ledger.state(number) != State.ACCEPTED:
                ledger.note(number, State.SENDING)
                outcome = transport.deliver(message, partial(ledger.note, number, State.COMMITTING))
                ledger.note(number, outcome.state)
        transport.close()
        (ledger.folder / "ended").touch()
    os._exit(0)


def seen(way: str, place: Path) -> list[str]:
    """The digests of the messages that somebody sees who looks there now, with the line ends of mail."""
    if way in {"eml", "careless"}:
        found = [file.read_bytes() for file in place.glob("*.eml")]
    elif not (place / "cur" if way == "maildir" else place).exists():
        found = []
    else:
        box = mailbox.Maildir(place) if way == "maildir" else mailbox.mbox(place)
        with contextlib.closing(box):
            found = [box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.keys()]  # noqa: SIM118
    return [sha256(content).hexdigest() for content in found]


def after(way: str, folder: Path, kills: tuple[int, ...]) -> dict[str, object]:
    """What is there after some killed runs; then after an `open` and `close`; then after a whole run."""
    place, ledger = folder / "out", Ledger(folder / "ledger")
    ledger.folder.mkdir(parents=True)
    for last in kills:
        run(way, place, ledger, last)
    ended = (ledger.folder / "ended").exists()
    states = [ledger.state(number) for number in range(len(MESSAGES))]
    told = {"kills": kills, "ended": ended, "states": states, "killed": counted(way, place)}
    transport = WAYS[way](place)
    with contextlib.suppress(FileNotFoundError):
        transport.open()
        transport.close()
    told["opened"] = counted(way, place)
    run(way, place, ledger, FINISHED)
    return told | {
        "again": counted(way, place),
        "left": [file.name for file in folder.rglob("*.part")],
    }


def counted(way: str, place: Path) -> dict[str, int]:
    """How often each message is there; whatever is none of them counts as `torn`."""
    names = {message.sha256: str(number) for number, message in enumerate(MESSAGES)}
    return dict(Counter(names.get(digest, "torn") for digest in seen(way, place)))


def main(way: str, folder: Path) -> None:
    """Kill at every step until a run ends by itself; then kill the run after it too, at some of them."""
    results = []
    for last in range(FINISHED):
        results.append(after(way, folder / str(last), (last,)))
        if results[-1]["ended"]:
            break
    points = len(results)
    for last in range(points - 1):
        again = range(last % 6, points, 6)
        results += [after(way, folder / f"{last}-{then}", (last, then)) for then in again]
    print(json.dumps(results))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
