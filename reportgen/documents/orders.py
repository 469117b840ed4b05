"""What passes between the program and the process that prints: one order a document, one answer an order.

Both are lines of JSON, since a process that reads pages of unknown origin is not believed more than text.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from reportgen.documents import Attachment

#: How a printing can end that did not run to its end.
Ending = Literal["", "memory", "size", "nesting", "failure"]


@dataclass(frozen=True, slots=True)
class Order:
    """A document to print: its HTML, the folders its addresses lie in, what to attach, where to put it."""

    html: str
    folders: tuple[Path, ...]
    attachments: tuple[Attachment, ...]
    result: str

    def line(self) -> bytes:
        """The order as one line of text."""
        told: dict[str, Any] = {
            "html": self.html,
            "folders": [str(folder) for folder in self.folders],
            "attachments": [_attachment(attachment) for attachment in self.attachments],
            "result": self.result,
        }
        return json.dumps(told).encode() + b"\n"

    @staticmethod
    def read(line: bytes) -> Order:
        """The order of a line."""
        told = json.loads(line)
        return Order(
            told["html"],
            tuple(map(Path, told["folders"])),
            tuple(
                Attachment(**{**attachment, "content": b64decode(attachment["content"])})
                for attachment in told["attachments"]
            ),
            told["result"],
        )


def _attachment(attachment: Attachment) -> dict[str, str]:
    return {**asdict(attachment), "content": b64encode(attachment.content).decode()}


@dataclass(frozen=True, slots=True)
class Answer:
    """How an order ended: what was refused, what was complained about, and why it stopped where it did."""

    refused: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    ending: Ending = ""
    detail: str = ""

    def line(self) -> bytes:
        """The answer as one line of text."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def read(line: bytes) -> Answer:
        """The answer of a line; raises ValueError where it is none."""
        told = json.loads(line)
        try:
            answer = Answer(
                tuple(map(str, told["refused"])), tuple(map(str, told["complaints"])),
                told["ending"], str(told["detail"]),
            )  # fmt: skip
        except (TypeError, KeyError) as error:
            raise ValueError("no answer") from error
        return answer
