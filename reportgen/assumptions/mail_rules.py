"""What mail.yaml must keep beyond its shape, each fault told at the line of its value.

A rule looks at what is written, not at what was validated, so that one slip does not hide the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.assumptions import mail_links, mail_server, mail_texts
from reportgen.assumptions.addresses import AddressError, parsed
from reportgen.assumptions.mail_file import RESERVED_COLUMNS
from reportgen.assumptions.mail_texts import Fault
from reportgen.assumptions.validation import quoted
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.assumptions.yaml_document import Document, Path

#: Each server, with how one logs in there unless said.
SERVERS = {"server": "none", "imap": "password"}
#: The rule for each text.
TEXTS: Mapping[Path, Callable[[str], Iterator[Fault]]] = {
    ("sender",): mail_texts.sender,
    ("reply_to",): mail_texts.sender,
    ("bounce_address",): mail_texts.bounce,
    ("list_id",): mail_texts.list_id,
    ("subject",): mail_links.subject,
    ("browser_address",): mail_links.browser_address,
    ("unsubscribe", "https"): mail_links.one_click,
    ("unsubscribe", "mailto"): mail_links.mailto,
    ("idempotency_header",): mail_texts.header_name,
    ("server", "rate"): mail_server.rate,
    **{(name, "host"): mail_server.host for name in SERVERS},
    **{(name, "user"): mail_texts.safe for name in SERVERS},
}


def contradictions(document: Document, folder: pathlib.Path) -> Iterator[Problem]:
    """Everything that is wrong with texts in themselves and beside each other; paths begin at `folder`."""
    for path, rule in TEXTS.items():
        text = _at(document.value, path)
        if isinstance(text, str) and text:
            yield from (_told(document, path, fault) for fault in rule(text))
    for name in SERVERS:
        server = _at(document.value, (name,))
        if isinstance(server, Mapping):
            yield from _of_server(document, name, server, folder)
    yield from _repeated(document, "columns", _column_key)
    yield from _reserved(document)
    for path, text in _entries(document, "test_to"):
        yield from (_told(document, path, fault) for fault in mail_texts.person(text))
    yield from _repeated(document, "test_to", _address_key)
    yield from _home(document)


def _at(value: object, path: Path) -> object:
    """What stands at a place, None where nothing does."""
    for step in path:
        value = value.get(str(step)) if isinstance(value, Mapping) else None
    return value


def _of_server(
    document: Document, name: str, server: Mapping[str, object], folder: pathlib.Path
) -> Iterator[Problem]:
    for key, fault in mail_server.together(server, server.get("login", SERVERS[name])):
        yield _told(document, (name, key), fault)
    certificates = server.get("ca_file")
    if isinstance(certificates, str) and certificates and not (folder / certificates).is_file():
        advice = "paths begin at the folder of mail.yaml"
        yield _told(document, (name, "ca_file"), Fault("names no file", advice), "references")


def _reserved(document: Document) -> Iterator[Problem]:
    for path, text in _entries(document, "columns"):
        if text in RESERVED_COLUMNS:
            yield _told(
                document,
                path,
                Fault("is a column that every recipients file may have", "delete it"),
            )


def _repeated(
    document: Document, key: str, spelling: Callable[[str], str | None]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, text in _entries(document, key):
        same = spelling(text)
        if same in seen:
            yield _told(document, path, Fault("stands here a second time", "delete it"))
        elif same:
            seen.add(same)


def _column_key(text: str) -> str:
    return text


def _address_key(text: str) -> str | None:
    try:
        return parsed(text).key
    except AddressError:
        return None


def _home(document: Document) -> Iterator[Problem]:
    """No shell reads this file, so nobody replaces the sign of the home folder."""
    files = ("recipients",), ("dkim", "key_file"), *((name, "ca_file") for name in SERVERS)
    for path in files:
        text = _at(document.value, path)
        if isinstance(text, str) and text.startswith("~"):
            advice = "write the whole path, or one from the folder of mail.yaml"
            yield _told(document, path, Fault("begins with ~, which means nothing here", advice))


def _entries(document: Document, key: str) -> Sequence[tuple[Path, str]]:
    value = _at(document.value, (key,))
    rows = enumerate(value if isinstance(value, list) else [])
    return [((key, number), text) for number, text in rows if isinstance(text, str)]


def _told(document: Document, path: Path, fault: Fault, stage: str = "schema") -> Problem:
    hidden = not fault.shown or path[-1] == "token_command"
    found = "" if hidden else quoted(_at_entry(document.value, path))
    place = document.position(path)
    return Problem(place, dotted(path), fault.what, found, fault.advice, stage, fault.severity)


def _at_entry(value: object, path: Path) -> object:
    """What stands at a place that may be an entry of a list."""
    *way, last = path
    if isinstance(last, int):
        entries = _at(value, tuple(way))
        return entries[last] if isinstance(entries, list) else None
    return _at(value, path)
