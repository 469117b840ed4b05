"""A YAML document in which some values stand as in another one."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.assumptions.yaml_document import Document, Path

_GONE = object()


def spliced(old: Document, new: Document, paths: Sequence[Path]) -> Document:
    """The older document with the newer one's values at some paths, and their places; itself without any."""
    if not paths:
        return old
    value, values = deepcopy(old.value), dict(old.values)
    for path in paths:
        _set(value, new.value, path)
        values = {place: where for place, where in values.items() if place[: len(path)] != path}
        values |= {
            place: where for place, where in new.values.items() if place[: len(path)] == path
        }
    return replace(old, value=value, values=values)


def _set(value: Any, new: Any, path: Path) -> None:  # noqa: ANN401 - values of YAML
    *way, last = path
    for part in way:
        if (
            isinstance(part, str)
            and not isinstance(value[part], dict)
            and not _entries(value[part])
        ):
            # A number or a range written alone becomes an entry that has more to say.
            value[part] = {"value": value[part]}
        value, new = value[part], _inside(new, part)
    found = _inside(new, last)
    if found is _GONE:
        value.pop(last, None)
    else:
        value[last] = deepcopy(found)


def _entries(value: Any) -> bool:  # noqa: ANN401 - values of YAML
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _inside(value: Any, part: str | int) -> Any:  # noqa: ANN401 - values of YAML
    if isinstance(part, int):
        return value[part]
    if isinstance(value, dict):
        return value.get(part, _GONE)
    return value if part == "value" and value is not _GONE else _GONE
