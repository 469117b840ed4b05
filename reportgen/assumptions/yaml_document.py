"""A YAML 1.2 file as plain values, together with the place of every key and value.

Only what an assumption file needs is let in: one document of mappings, lists and scalars. Anchors,
aliases, merge keys and tags are refused rather than expanded, so that what a reader sees in a line
is what is used, and no file can grow while it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import YAMLError

from reportgen.assumptions.text_files import invisible, read_text
from reportgen.assumptions.yaml_events import NotPlainError, quick_events, thorough_events
from reportgen.assumptions.yaml_scalars import ScalarError, resolve
from reportgen.assumptions.yaml_syntax import syntax_problem
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.yaml_events import Event

#: The way from the top of a document to a value: keys, and numbers for the entries of lists.
Path = tuple[str | int, ...]

DEEPEST = 20
#: After so many problems of one file the rest would not be read anyway.
MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a file and where they stand."""

    shown: str
    value: object
    keys: Mapping[Path, Position]
    values: Mapping[Path, Position]
    text: str = field(default="", repr=False)
    """The file as it was read."""

    def position(self, path: Path) -> Position:
        """Where a value stands; for one that is missing, where the mapping around it stands."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Position(self.shown)

    def key_position(self, path: Path) -> Position:
        """Where the key of a value stands, or that of the nearest mapping around it."""
        while path:
            if path in self.keys:
                return self.keys[path]
            path = path[:-1]
        return Position(self.shown)


def read_yaml(path: pathlib.Path, shown: str) -> Document:
    """Read a YAML file; whatever is wrong with its form is told at once."""
    return parse_yaml(read_text(path, shown), shown)


@lru_cache(maxsize=64)
def parse_yaml(text: str, shown: str) -> Document:
    """Turn YAML text into values and places; nobody may change what is handed out.

    The library takes its time, so a text that was read before, as in a preview, is not read again.
    """
    return quickly(text, shown) or thoroughly(text, shown)


def quickly(text: str, shown: str) -> Document | None:
    """Read a text by the C parser; None where it is not plain or anything is wrong with it."""
    events = quick_events(text)
    if events is None:
        return None
    composer = _Composer(shown, events)
    try:
        value = composer.document()
    except (_EnoughError, NotPlainError, *_LIBRARY_ERRORS):
        return None
    return None if composer.problems else composer.read(value, text)


def thoroughly(text: str, shown: str) -> Document:
    """Read any text, or raise everything that is wrong with it."""
    composer = _Composer(shown, thorough_events(text))
    value: object = None
    try:
        value = composer.document()
    except _EnoughError:
        pass
    except _LIBRARY_ERRORS as error:
        composer.problems.append(syntax_problem(error, shown))
    if composer.problems:
        raise ProblemsError(composer.problems)
    return composer.read(value, text)


#: The library lets slip other errors than its own on bytes that nobody would write.
_LIBRARY_ERRORS = (
    YAMLError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NotImplementedError,
)


class _EnoughError(Exception):
    """Reading on would tell nothing new."""


@dataclass(slots=True)
class _Composer:
    """Builds values from the events of the parser; values are only made where nothing is wrong."""

    shown: str
    events: Iterator[Event]
    problems: list[Problem] = field(default_factory=list)
    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)

    def read(self, value: object, text: str) -> Document:
        """The document that a value was read from."""
        return Document(self.shown, value, self.keys, self.values, text)

    def document(self) -> object:
        """The value of the one document there is; a mapping, or the file is not one of ours."""
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml_events.StreamEndEvent):
            self.problems.append(Problem(Position(self.shown), "", "is empty", stage="file"))
            return None
        if start.version is not None or start.tags:
            self.problems.append(
                Problem(
                    Position(self.shown),
                    "",
                    "directives are not used here",
                    advice="delete the line that begins with '%'",
                    stage="syntax",
                )
            )
        value = self._node(next(self.events), ())
        next(self.events)
        if isinstance(after := next(self.events), yaml_events.DocumentStartEvent):
            self._report(
                after, (), "a second document begins here", advice="keep one a file: delete '---'"
            )
        elif not isinstance(value, dict) and not self.problems:
            self._report(start, (), "must hold keys and values", advice="write 'key: value' lines")
        return value

    def _node(self, event: Event, path: Path) -> object:
        if isinstance(event, yaml_events.AliasEvent):
            self._report(
                event,
                path,
                "aliases are not used here",
                f"*{event.anchor}",
                advice="write the value out",
            )
            return None
        self._refuse_decoration(event, path)
        if isinstance(event, yaml_events.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= DEEPEST:
            self._report(
                event,
                path,
                f"is nested deeper than {DEEPEST} levels",
                advice="is a bracket too many open?",
            )
            raise _EnoughError
        if isinstance(event, yaml_events.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _scalar(self, event: Event, path: Path) -> object:
        if found := invisible(event.value):  # an escape sequence made it: the file was seen before
            self._report(
                event, path, "holds an invisible control character", found, advice="delete it"
            )
            return None
        if event.style is not None:
            return event.value
        try:
            return resolve(event.value)
        except ScalarError as error:
            self._report(event, path, str(error), found=event.value[:40], stage="schema")
            return None

    def _sequence(self, path: Path) -> list[object]:
        entries: list[object] = []
        while not isinstance(event := next(self.events), yaml_events.SequenceEndEvent):
            entry = (*path, len(entries))
            self.keys[entry] = self.values[entry] = self._place(event)
            entries.append(self._node(event, entry))
        return entries

    def _mapping(self, path: Path) -> dict[str, object]:
        entries: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml_events.MappingEndEvent):
            key = self._key(event, path)
            entry = (*path, key)
            if key in entries:
                self._report_twice(event, entry)
            here = self._place(event)
            value_event = next(self.events)
            block = getattr(value_event, "flow_style", True) is False
            # The block under a key begins a line below it: the key is the line to look at.
            self.keys[entry] = here
            self.values[entry] = here if block else self._place(value_event)
            entries[key] = self._node(value_event, entry)
        return entries

    def _key(self, event: Event, path: Path) -> str:
        advice = "put the key in quotes or rename it"
        if not isinstance(event, (yaml_events.ScalarEvent, yaml_events.AliasEvent)):
            # A key that is itself a mapping or a list can be nested as deep as the file is long.
            self._report(event, path, "a key must be text", advice=advice)
            raise _EnoughError
        value = self._node(event, path)
        if not isinstance(value, str):
            self._report(event, path, "a key must be text", advice=advice)
        elif value == "<<" and event.style is None:
            self._report(event, path, "merge keys are not used here", "<<", advice="write them out")
        return str(value)

    def _refuse_decoration(self, event: Event, path: Path) -> None:
        if event.anchor is not None:
            self._report(
                event, path, "anchors are not used here", f"&{event.anchor}", advice="delete it"
            )
        if event.tag is not None:
            self._report(
                event,
                path,
                "tags are not used here",
                str(event.tag).replace("tag:yaml.org,2002:", "!!")[:40],
                advice="delete it, or quote the value",
            )

    def _report_twice(self, event: Event, path: Path) -> None:
        first = self.keys[path].line
        self._report(
            event,
            path,
            f"stands here a second time (first on line {first})",
            advice="keep one of the two",
        )

    def _place(self, event: Event) -> Position:
        return Position(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(  # noqa: PLR0913 - the fields of a problem
        self,
        event: Event,
        path: Path,
        what: str,
        found: str = "",
        *,
        advice: str = "",
        stage: str = "syntax",
    ) -> None:
        key = dotted(path)
        self.problems.append(Problem(self._place(event), key, what, found, advice, stage=stage))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _EnoughError


def dotted(path: Path) -> str:
    """The name of a value in messages: `market.options[0].strike`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
