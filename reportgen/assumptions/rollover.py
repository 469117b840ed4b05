"""The next quarter's edition, made from the last: what has to be looked up anew is owed.

Comments and the order of keys stay. A reported value moves into `was` and becomes null, its day is
blanked; a judgement of the house's is carried over, to be confirmed or changed. Forecasts stay behind.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter

from reportgen.assumptions.quarters import is_quarter
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.assumptions.yaml_document import dotted, parse_yaml
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from reportgen.assumptions.yaml_document import Document, Path

#: Sections whose bare values are the house's own judgement.
_JUDGEMENTS = (
    "house", "silicon", "one_time", "outlook", "market_path", "justified", "cash_flow", "parts",
)  # fmt: skip
#: Sections of named mappings, and what there is to confirm in each.
_CONFIRMED = {"events": "state", "overrides": "value", "scenarios": "probability"}
#: What one edition expects of later ones is not what the next expects.
_LEFT_BEHIND = "forecasts"
#: What belongs to the old value only.
_OUTDATED = ("as_of", "period", "derived", "locator")


class NextEdition(NamedTuple):
    """The text of the new edition.yaml, and what it still owes, by dotted key."""

    text: str
    owed: list[str]


class Started(NamedTuple):
    """The files written for a new edition, and what is still owed in them."""

    written: tuple[FilePath, ...]
    owed: list[str]


def roll_over(workspace: Workspace, edition: str, origin: str = "") -> Started:
    """Write the files of a new edition, such as amazon/2026Q3, from an earlier one."""
    company, _, quarter = edition.strip("/").partition("/")
    old = workspace.find(f"{company}/{origin}" if origin else company)
    new = EditionName(old.company, quarter)
    folder, old_folder = workspace.edition_folder(new), workspace.edition_folder(old)
    if not is_quarter(quarter):
        raise _refused(
            edition, "names no quarter", "write company and quarter, such as amazon/2026Q3"
        )
    if quarter <= old.quarter:
        raise _refused(edition, f"is not after {old}", "name a later quarter, or an earlier --from")
    if folder.exists():
        raise _refused(workspace.shown(folder), "is already there", "nothing was changed")
    source = old_folder / "edition.yaml"
    made = edition_for_next_quarter(
        read_text(source, workspace.shown(source)), quarter, old.quarter, workspace.shown(source)
    )
    briefing = read_text(old_folder / "briefing.md", workspace.shown(old_folder / "briefing.md"))
    part = folder.with_name(f".{quarter}.part")  # the folder appears whole or not at all
    part.mkdir(exist_ok=True)
    (part / "edition.yaml").write_text(made.text, "utf-8")
    (part / "briefing.md").write_text(briefing, "utf-8")
    part.rename(folder)
    written = folder / "edition.yaml", folder / "briefing.md"
    return Started(
        written, [*made.owed, f"briefing.md: every sentence is still that of {old.quarter}"]
    )


def edition_for_next_quarter(
    text: str, new_quarter: str, previous_quarter: str, shown: str = "edition.yaml"
) -> NextEdition:
    """Turn the text of an edition.yaml into that of the next quarter's."""
    document = parse_yaml(text, shown)  # what our own reader refuses is told in our own words
    text = _without(_LEFT_BEHIND, text, document)
    yaml = _yaml(text)
    edition: CommentedMap = yaml.load(text)
    turning = _Turning()
    for key, value in (
        ("as_of", None),
        ("reviewer", None),
        ("status", "draft"),
        ("quarter", new_quarter),
    ):
        edition[key] = value
    edition["previous"] = previous_quarter
    turning.owed.append("as_of: the moment the edition speaks for, with its offset")
    for section, content in edition.items():
        turning.section(section, content)
    if (_LEFT_BEHIND,) in document.keys:
        left = f"{_LEFT_BEHIND}: those of {previous_quarter} stay there"
        turning.owed.append(f"{left}; what does this edition expect of later ones?")
    stream = io.StringIO()
    yaml.dump(edition, stream)
    return NextEdition(stream.getvalue(), turning.owed)


def _without(section: str, text: str, document: Document) -> str:
    """The text less a section, but with the comments that stand before the next one."""
    if (section,) not in document.keys:
        return text
    lines = text.splitlines(keepends=True)
    starts = sorted(place.line - 1 for path, place in document.keys.items() if len(path) == 1)
    start = document.keys[section,].line - 1
    end = next((line for line in starts if line > start), len(lines))
    while end > start + 1 and (lines[end - 1].startswith("#") or not lines[end - 1].strip()):
        end -= 1
    # The blank line below goes with it.
    end += end < len(lines) and not lines[end].strip()
    return "".join(lines[:start] + lines[end:])


@dataclass(slots=True)
class _Turning:
    """Walks through an edition, changes it and notes what is owed."""

    owed: list[str] = field(default_factory=list)

    def section(self, name: str, content: object) -> None:
        """One section of the file."""
        if name in _CONFIRMED and isinstance(content, CommentedMap):
            for key, inner in content.items():
                self._confirm((name, key, _CONFIRMED[name]), inner.get(_CONFIRMED[name]))
        elif name == "catalysts" and isinstance(content, CommentedMap):
            for key, catalyst in content.items():
                self._catalyst((name, key), catalyst)
        elif name == "simulation" and isinstance(content, CommentedMap):
            for key, uncertain in (content.get("inputs") or {}).items():
                self._confirm((name, "inputs", key), uncertain.get("distribution"))
        elif name == "sensitivity":
            self._confirm((name,), "ranges")
        elif isinstance(content, (CommentedMap, CommentedSeq)):
            self._content((name,), content)

    def _content(self, path: Path, content: object) -> None:
        if isinstance(content, CommentedMap) and "value" in content:
            self._value(path, content)
        elif isinstance(content, CommentedMap):
            for key, inner in content.items():
                self._content((*path, key), inner)
        elif isinstance(content, CommentedSeq) and any(
            isinstance(e, CommentedMap) for e in content
        ):
            for number, inner in enumerate(content):
                self._content((*path, number), inner)
        elif path[0] in _JUDGEMENTS:
            self._confirm(path, content)

    def _value(self, path: Path, content: CommentedMap) -> None:
        if content.get("source") is None:
            self._confirm(path, content["value"])
            return
        was = content["value"]
        # Keys are blanked, not removed: what is written below a last key would go with it.
        for key in ("value", *_OUTDATED):
            if key in content:
                content[key] = None
        if "was" in content:
            content["was"] = was
        elif was is not None:
            last = list(content)[-1] == "value"
            content.insert(list(content).index("value") + (not last), "was", was)
        before = f"was {_plain(was)}" if was is not None else "was not known"
        self.owed.append(f"{dotted((*path, 'value'))}: {before}, source {content['source']}")

    def _catalyst(self, path: Path, catalyst: CommentedMap) -> None:
        was = catalyst.get("date")
        catalyst["date"] = None
        before = "was not known" if was is None else f"was {was}"
        self.owed.append(f"{dotted((*path, 'date'))}: {before}; what comes next?")

    def _confirm(self, path: Path, value: object) -> None:
        self.owed.append(f"{dotted(path)}: {_plain(value)}, confirm or change")


class _Representer(RoundTripRepresenter):
    """Writes null as a word: an empty value looks forgotten."""

    def represent_nothing(self, data: object) -> Any:  # noqa: ANN401 - a node of the library's
        """The word null."""
        del data
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_Representer.add_representer(type(None), _Representer.represent_nothing)


def _yaml(text: str) -> YAML:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 10_000
    # Dashes stand under their key or are indented: whichever the file does.
    indented = re.search(r"^( *)\S.*:\s*(?:#.*)?\n\1 +- ", text, re.MULTILINE)
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    return yaml


def _plain(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return "null" if value is None else str(value)


def _refused(where: str, what: str, advice: str) -> ProblemsError:
    return ProblemsError([Problem(Position(where), "", what, advice=advice, stage="file")])
