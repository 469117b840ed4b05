"""The files of one side with some edits of the other made in them, put together and read anew."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.assumptions.company import Company
from reportgen.assumptions.company_files import EditionFile
from reportgen.assumptions.edition import Edition
from reportgen.assumptions.history_inputs import history_inputs
from reportgen.assumptions.reading import put_together
from reportgen.assumptions.validation import validated
from reportgen.assumptions.yaml_document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.assumptions.company_files import CompanyFiles
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Path
    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit

#: Sections of company.yaml that say which columns the history has.
_COLUMNS = ("segments", "other_columns")


def blended(compared: Compared, taken: Iterable[Edit]) -> Assumptions:
    """The older side with some edits made; ProblemsError where that is no edition that can be read."""
    before, after, taken = compared.before, compared.after, tuple(taken)
    old, new = before.company_files, after.company_files
    company = _with(old.document, new.document, taken)
    edition = _with(before.edition_document, after.edition_document, taken, tables=_of_tables(taken))
    side = new if _of_tables(taken) else old
    read = validated(company, Company)
    sources = {**old.sources, **new.sources}
    shared = replace(
        old, company=read, document=company, sources=sources, history=side.history,
        history_inputs=history_inputs(read, side.history, sources, side.history_inputs.last_line.path),
        disclosures=side.disclosures, _editions=dict(old._editions),
    )  # fmt: skip
    name = before.name
    own = EditionFile(name, before.company_files.workspace.edition_folder(name) / "edition.yaml",
                      edition, validated(edition, Edition))  # fmt: skip
    shared._editions[name.quarter] = own
    return put_together(shared, own, before.briefing_text)


def _of_tables(taken: Iterable[Edit]) -> bool:
    """Whether rows have to be those of the newer side: one of them is taken, or their columns are."""
    return any(edit.file.endswith(".csv") or edit.path[0] in _COLUMNS for edit in taken)


def _with(old: Document, new: Document, taken: Iterable[Edit], *, tables: bool = False) -> Document:
    """A document in which the values of some edits stand as in the newer one, with their places."""
    paths = [edit.path for edit in taken if edit.file == new.shown]
    if tables and isinstance(new.value, dict) and "as_of" in new.value:
        # Rows of the newer side are seen on its day.
        paths.append(("as_of",))
    if not paths:
        return old
    value, values = deepcopy(old.value), dict(old.values)
    for path in paths:
        _set(value, new.value, path)
        values = {place: where for place, where in values.items() if place[: len(path)] != path}
        values |= {place: where for place, where in new.values.items() if place[: len(path)] == path}
    return replace(old, value=value, values=values)


def _set(value: Any, new: Any, path: Path) -> None:  # noqa: ANN401 - values of YAML
    *way, last = path
    for part in way:
        if not isinstance(value[part], (dict, list)):
            # A number written alone becomes an entry that has more to say.
            value[part] = {"value": value[part]}
        value, new = value[part], _inside(new, part)
    found = _inside(new, last)
    if found is _GONE:
        value.pop(last, None)
    else:
        value[last] = deepcopy(found)


_GONE = object()


def _inside(value: Any, part: str | int) -> Any:  # noqa: ANN401 - values of YAML
    if isinstance(value, list):
        return value[int(part)]
    if isinstance(value, dict):
        return value.get(part, _GONE)
    return value if part == "value" and value is not _GONE else _GONE
