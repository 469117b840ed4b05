"""Keys of mail.yaml that would hold a secret: told with their lines, never with what stands behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reportgen.assumptions.fields import Entry
from reportgen.assumptions.mail_file import MailFile
from reportgen.assumptions.text_files import place
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Document, Path

WHAT = "is a secret, which has no place in this file"
ADVICE = (
    "delete it here and give it by REPORTGEN_{0}_PASSWORD or REPORTGEN_{0}_TOKEN, the system's keyring "
    "(keyring:) or a program (token_command:); where the file was committed, change the secret as well"
)
_WORDS = re.compile(
    r"pass(?:word|wd|phrase)|secret|token|api[\W_]?key|access[\W_]?key|credential"
    r"|\A(?:pass|pwd|pw|auth|bearer)(?![^\W_])"
)
#: A key in the text of a file that is no YAML: behind the line's beginning, a dash, a brace or a comma.
_KEY = re.compile(
    r"""(?:^|[{\[,\-?'"])[ \t]*["']?([\w.-]+(?: key)?)["']?[ \t]*[:=]""", re.MULTILINE
)


def is_secret(key: str) -> bool:
    """Whether a key's name says that a secret stands behind it; keys that mail.yaml has do not."""
    return key not in _known() and _WORDS.search(key.casefold()) is not None


def problems(document: Document) -> Iterator[Problem]:
    """The secrets in a file, at their keys."""
    for path, position in document.keys.items():
        *way, key = path
        if isinstance(key, str) and is_secret(key) and not _inside_another(tuple(way)):
            server = "IMAP" if path[0] == "imap" else "SMTP"
            yield _problem(position, dotted((*way, _name(key))), server)


def in_text(text: str, shown: str) -> list[Problem]:
    """The secrets in a text that could not be read as YAML."""
    found = [match for match in _KEY.finditer(text) if is_secret(match[1])]
    return [
        _problem(Position(shown, *place(text, match.start(1))), _name(match[1]), "SMTP")
        for match in found
    ]


def kept(problem: Problem) -> Problem | None:
    """What may be told of another problem of a file with a secret in it: nothing that was read there."""
    steps = re.split(r"\.|(?:\[\d+\])", problem.key)
    known = all(step in _known() for step in steps if step)
    return replace(problem, found="") if known else None


def _problem(position: Position, key: str, server: str) -> Problem:
    return Problem(position, key, WHAT, advice=ADVICE.format(server))


def _name(key: str) -> str:
    """A key up to the word that says what it is: behind that the secret itself may stand."""
    match = _WORDS.search(key.casefold())
    return key[: match.end()] if match else ""


def _inside_another(way: Path) -> bool:
    return any(isinstance(step, str) and is_secret(step) for step in way)


@cache
def _known() -> frozenset[str]:
    return frozenset(_fields(MailFile))


def _fields(model: type[Entry]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in _entries(field.annotation):
            yield from _fields(inner)


def _entries(annotation: object) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _entries(argument)
