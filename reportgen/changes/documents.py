"""Edits of the YAML files: values that are other values, entries that came or went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.changes.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Document, Path
    from reportgen.changes.edits import Cause

#: Entries that hold words or days of statements: no figure is computed from them.
WORDS = frozenset(
    (
        *("name", "short_name", "note", "source", "locator", "as_of", "period", "confidence"),
        *("scope", "basis", "derived", "was", "story", "statement", "why", "action"),
        *("what", "when", "role", "since", "author", "reviewer", "status", "quarter"),
        *("previous", "kind", "title", "publisher", "date", "address", "tier", "reason"),
    )
)  # fmt: skip
WORDY_SECTIONS = frozenset(("catalysts", "events", "forecasts", "disclosures", "sources"))
MARKET = frozenset(("share_price", "quoted_market_cap", "dividend_yield"))
_ABSENT = object()
#: Longer texts are cut where they are shown.
LONGEST = 80


def differences(before: Document, after: Document) -> Iterator[Edit]:
    """Every value that differs, in the order of the newer file; what came or went as a whole is one edit."""
    for path, old, new in _walk(before.value, after.value, ()):
        yield Edit(
            after.shown, path, _written(old), _written(new), cause_of(path, before, after),
            None if old is _ABSENT else before.position(path),
            None if new is _ABSENT else after.position(path),
        )  # fmt: skip


def whole(document: Document, *, gone: bool = False) -> Iterator[Edit]:
    """The edits of a file that came, or is gone, as a whole: one for each of its sections."""
    nothing = replace(document, value={})
    yield from differences(document, nothing) if gone else differences(nothing, document)


def _walk(old: object, new: object, path: Path) -> Iterator[tuple[Path, object, object]]:
    old, new = _alike(old, new), _alike(new, old)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _walk(old.get(key, _ABSENT), new.get(key, _ABSENT), (*path, key))
    elif _entries(old) and _entries(new) and len(old) == len(new):  # type: ignore[arg-type]
        for index, (past, value) in enumerate(zip(old, new, strict=True)):  # type: ignore[call-overload]
            yield from _walk(past, value, (*path, index))
    elif old is _ABSENT or new is _ABSENT or old != new:
        yield path, old, new


def _alike(value: object, other: object) -> object:
    """A number written alone is the same as an entry that holds it: `4%` and `{value: 4%}`."""
    plain = not isinstance(value, dict) and value is not _ABSENT
    return {"value": value} if plain and isinstance(other, dict) and "value" in other else value


def _entries(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _written(value: object) -> str | None:
    """What stands there in one line; of an entry the number in it, else its keys."""
    if value is _ABSENT:
        return None
    if isinstance(value, dict):
        inside = value.get("value", _ABSENT)
        return ", ".join(map(str, value)) if inside is _ABSENT else _written(inside)
    if isinstance(value, list):
        return "[" + ", ".join(str(_written(entry)) for entry in value) + "]"
    return "null" if value is None else str(value)


def cause_of(path: Path, before: Document, after: Document) -> Cause:
    """Why the value at a path is another one."""
    names = [str(part) for part in path]
    if names == ["as_of"]:
        return "time"
    if names[0] in WORDY_SECTIONS or names[-1] in WORDS:
        return "words"
    entry = next((name for name in reversed(names) if name not in ("value", "low", "high")), "")
    if entry in MARKET:
        return "market"
    if names[0] == "consensus" or entry.startswith("forward_"):
        return "consensus"
    return "reported" if _cites(path, after) or _cites(path, before) else "house"


def _cites(path: Path, document: Document) -> bool:
    """Whether a value, the entry that holds it, or a part of it names a source."""
    value: object = document.value
    around: object = None
    for part in path:
        around = value
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
        else:
            return False
    return (isinstance(around, dict) and "source" in around) or _names_source(value)


def _names_source(value: object) -> bool:
    if isinstance(value, dict):
        return "source" in value or any(map(_names_source, value.values()))
    return isinstance(value, list) and any(map(_names_source, value))
