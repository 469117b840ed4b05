"""What our own mail server wrote down of our messages: in the logs of Postfix, Exim and Sendmail.

A line that only names a message proves nothing: Postfix writes the Message-ID while the message is still
coming in. Proof is what a server writes of a message that is its own: queued, on its way, out, returned.
That a log does not name a message proves nothing at all: it may be the wrong one, or cut off.
"""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reportgen.delivery.outcomes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: A line that is longer is read up to here; no server writes such.
LONGEST_LINE = 64 * 1024
GZIP = b"\x1f\x8b"
#: Postfix: `…/cleanup[7]: 4XyZ: message-id=<…>`; Sendmail: `…[7]: 5AN1x: from=…, msgid=<…>`.
_NAMES = re.compile(
    r"cleanup\[\d+\]: (?P<postfix>\w+): (?:resent-)?message-id="
    r"|\[\d+\]: (?P<sendmail>\w+): from=.*\bmsgid="
)
_NAMED = re.compile(r"(?<![\w.])(?P<message>rg\.[0-9a-f]{8}\.[0-9a-f]{24}@[A-Za-z0-9.\-]+)")
#: Exim's main log: `… 1tEabc-0001Xy-2B <= sender … id=…`, written when the message is Exim's.
_EXIM_HOLDS = re.compile(rf" [\w-]{{16,23}} <= .* id={_NAMED.pattern}(?: |$)")
#: A queue number of Postfix begins a new life.
_BEGINS = re.compile(r"(?:smtpd|pickup)\[\d+\]: (?P<queue>\w+): (?:client|uid)=")
#: Postfix's other programs on a queue number, then Sendmail: what a filter of Sendmail's refused has a line
#: of that kind as well, with the filter's words for its state.
_HOLDS = re.compile(
    r"(?:qmgr|smtp|lmtp|local|virtual|pipe|error|discard|relay)[\w/-]*\[\d+\]: (?P<queue>\w+): "
    r"(?:to=<[^>]*>,.* status=(?P<status>sent|bounced|deferred|expired|undeliverable)\b(?P<why>.*)"
    r"|from=<[^>]*>, size=\d+, nrcpt=\d+ \(queue active\)"
    r"|from=<[^>]*>, status=(?P<ended>expired|force-expired)\b"
    r"|(?P<removed>removed)$)"
    r"|\[\d+\]: (?P<sendmail>\w+): to=.*\bstat=(?P<stat>Sent|queued|Deferred)\b"
)
_SENDMAIL = {"Sent": "sent", "queued": "queued", "Deferred": "deferred"}


class Line(NamedTuple):
    """A line of a log and its place, as people look it up."""

    place: str
    text: str


@dataclass(slots=True)
class Traced:
    """What the logs say of one message: where it is named, and where the server shows that it took it."""

    named: str = ""
    taken: str = ""
    status: str = ""
    """The last that is said: queued, sent, deferred, bounced, expired."""
    said: str = ""


@dataclass(slots=True)
class _Trail:
    """Queue numbers come again: each belongs to the message that was named with it last."""

    wanted: frozenset[str]
    found: dict[str, Traced] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def follow(self, line: Line) -> None:
        """Most lines of a log are about other mail: they are told by a word and left."""
        if "message-id=" in line.text or "msgid=" in line.text:
            self._begin(line)
        elif " <= " in line.text and (exim := _EXIM_HOLDS.search(line.text)):
            if message := self._named(exim, line):
                self._take(message, line, "queued", "")
        elif self.owners and (match := _BEGINS.search(line.text)):
            self.owners.pop(match["queue"], None)
        elif self.owners and (match := _HOLDS.search(line.text)):
            self._hold(match, line)
        else:
            self._named(_NAMED.search(line.text), line)

    def _begin(self, line: Line) -> None:
        """A queue number and the message it stands for from now on, ours or not."""
        if number := _NAMES.search(line.text):
            queue = number["postfix"] or number["sendmail"]
            self.owners.pop(queue, None)
            if message := self._named(_NAMED.search(line.text, number.end()), line):
                self.owners[queue] = message

    def _hold(self, match: re.Match[str], line: Line) -> None:
        message = self.owners.get(match["queue"] or match["sendmail"])
        if message is None:
            return
        if match["removed"]:
            del self.owners[match["queue"]]
        status = match["status"] or match["ended"] or _SENDMAIL.get(match["stat"] or "", "")
        self._take(message, line, status, match["why"] or "")

    def _named(self, match: re.Match[str] | None, line: Line) -> str:
        """The message of ours that a line names, or nothing."""
        message = f"<{match['message']}>" if match else ""
        if message not in self.wanted:
            return ""
        known = self.found.setdefault(message, Traced())
        known.named = known.named or line.place
        return message

    def _take(self, message: str, line: Line, status: str, said: str) -> None:
        known = self.found[message]
        known.taken = known.taken or line.place
        known.status = status or known.status or "queued"
        known.said = said.strip() or known.said


def traced(lines: Iterable[Line], message_ids: Iterable[str]) -> Mapping[str, Traced]:
    """What lines of logs, oldest first, say of our messages; one they do not name is missing here."""
    trail = _Trail(frozenset(message_ids))
    for line in lines:
        trail.follow(line)
    return trail.found


def lines_of(logs: Iterable[tuple[Path, str]]) -> Iterator[Line]:
    """The lines of log files, packed ones as well (.gz), the file changed longest ago first.

    RefusedError where one cannot be read.
    """
    for path, shown in sorted(logs, key=lambda log: (log[0].stat().st_mtime_ns, log[1])):
        try:
            with _opened(path) as file:
                for number, text in enumerate(_lines(file), start=1):
                    yield Line(f"{shown}:{number}", text)
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise RefusedError(f"{shown}: cannot be read to its end: {reason}") from error


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    return gzip.open(path) if packed else path.open("rb")


def _lines(file: BinaryIO | gzip.GzipFile) -> Iterator[str]:
    """Each line once, the end of a much too long one left out."""
    whole = True
    while line := file.readline(LONGEST_LINE):
        if whole:
            yield line.decode("utf-8", "replace").rstrip("\r\n")
        whole = line.endswith(b"\n")
