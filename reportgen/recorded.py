"""A manifest read back out of a PDF: nothing in it is taken on trust."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any, get_args

from reportgen.assumptions.cuts import Cut, Entries, Rows, Whole
from reportgen.assumptions.quarters import is_quarter
from reportgen.manifest import FORMAT, MEDIA_TYPES, NAME, Listed, Making, Manifest, Paper
from reportgen.revisions import Revision, State

if TYPE_CHECKING:
    from collections.abc import Iterable

#: One name of a file or folder: nothing hidden, nothing that leads elsewhere.
_NAME = r"(?!\.)[^/\\\x00-\x1f\x7f:]{1,120}"
_PATH = re.compile(rf"assumptions/{_NAME}/(?:{_NAME}/)?{_NAME}")
_COMMIT = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})?")
_HEXADECIMAL = re.compile(r"[0-9a-f]{32,128}")
MOST_FILES = 1000
LONGEST = 500


class ManifestError(ValueError):
    """The manifest cannot be used; the message says why."""


def parse(content: bytes) -> Manifest:
    """Read a manifest, or raise ManifestError with what is wrong with it."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestError("is no JSON") from error
    if not isinstance(told, dict):
        raise ManifestError("is no mapping")
    number = told.get("manifest")
    if isinstance(number, int) and number > FORMAT:
        by = told.get("reportgen")
        raise ManifestError(f"was written by a newer reportgen ({str(by)[:20]}): install that one")
    if number != FORMAT:
        raise ManifestError("does not say which form it has")
    making = _making(told)
    files = tuple(_listed(entry, making) for entry in _list(told, "files"))
    _refuse_twice(file.path for file in files)
    _refuse_twice(file.attachment for file in files)
    return Manifest(
        making, _hexadecimal(told, "digest"), _revision(_mapping(told, "revision")), files
    )


def _making(told: dict[str, Any]) -> Making:
    edition = _text(told, "edition")
    company, _, quarter = edition.partition("/")
    if not re.fullmatch(_NAME, company) or not is_quarter(quarter):
        raise ManifestError(f"names no edition: {edition!r}")
    versions = _mapping(told, "versions")
    return Making(
        document=_one_of(told, "document", ("briefing", "workings")),
        edition=edition,
        company=_text(told, "company"),
        as_of=_text(told, "as_of"),
        paper="letter" if _one_of(told, "paper", get_args(Paper)) == "letter" else "a4",
        templates=_hexadecimal(told, "templates"),
        theme=_text(told, "theme"),
        reportgen=_text(told, "reportgen"),
        code=_hexadecimal(told, "code"),
        versions=tuple((name[:LONGEST], _text(versions, name)) for name in versions),
    )


def _listed(told: object, making: Making) -> Listed:
    if not isinstance(told, dict):
        raise ManifestError("lists a file that is no mapping")
    path, attachment = _text(told, "path"), _text(told, "attachment")
    company = making.edition.partition("/")[0]
    if not _PATH.fullmatch(path) or not path.startswith(f"assumptions/{company}/"):
        raise ManifestError(f"lists a file that is none of this company: {path!r}")
    if not re.fullmatch(_NAME, attachment) or attachment == NAME:
        raise ManifestError(f"lists an attachment of no proper name: {attachment!r}")
    if not attachment.endswith(tuple(MEDIA_TYPES)):
        raise ManifestError(f"lists an attachment of a kind that is not used: {attachment!r}")
    lines = told.get("lines")
    if not isinstance(lines, int):
        raise ManifestError(f"does not say how many lines {path!r} has")
    revision = _revision(_mapping(told, "revision"))
    return Listed(path, attachment, _hexadecimal(told, "sha256"), lines, _cut(told), revision)


def _cut(told: dict[str, Any]) -> Cut:
    seen = told.get("seen")
    if seen == "whole":
        return Whole()
    if isinstance(seen, dict) and "column" in seen:
        return Rows(_text(seen, "column"), _day(_text(seen, "until")))
    if isinstance(seen, dict) and "entries" in seen:
        keys = _list(seen, "entries")
        return Entries(frozenset(str(key) for key in keys))
    raise ManifestError("does not say what was seen of a file")


def _revision(told: dict[str, Any]) -> Revision:
    commit, day = str(told.get("commit", "")), told.get("day")
    if not _COMMIT.fullmatch(commit):
        raise ManifestError(f"names no commit: {commit[:70]!r}")
    state = _one_of(told, "state", get_args(State))
    reason = str(told.get("reason", ""))[:LONGEST]
    return Revision(commit, _day(str(day)) if day else None, state, reason)  # type: ignore[arg-type]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ManifestError(f"holds no day where one belongs: {text[:40]!r}") from error


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ManifestError(f"holds no proper text under {key!r}")
    return value


def _hexadecimal(told: dict[str, Any], key: str) -> str:
    value = _text(told, key)
    if not _HEXADECIMAL.fullmatch(value):
        raise ManifestError(f"holds no digest under {key!r}")
    return value


def _one_of(told: dict[str, Any], key: str, allowed: Iterable[str]) -> str:
    value = told.get(key)
    if value not in tuple(allowed):
        raise ManifestError(f"holds none of {', '.join(allowed)} under {key!r}")
    return str(value)


def _mapping(told: dict[str, Any], key: str) -> dict[str, Any]:
    value = told.get(key)
    if not isinstance(value, dict):
        raise ManifestError(f"holds no mapping under {key!r}")
    return value


def _list(told: dict[str, Any], key: str) -> list[Any]:
    value = told.get(key)
    if not isinstance(value, list) or len(value) > MOST_FILES:
        raise ManifestError(f"holds no proper list under {key!r}")
    return value


def _refuse_twice(names: Iterable[str]) -> None:
    found = list(names)
    if len(set(found)) < len(found):
        raise ManifestError("lists a file twice")
