"""The C parser reads a text as the thorough one does, to the last column, or leaves it to that one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.assumptions.text_files import invisible
from reportgen.assumptions.yaml_document import Document, parse_yaml, quickly, thoroughly
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PROJECT = Path(__file__).parents[2]
SHIPPED = sorted((PROJECT / "assumptions").rglob("*.yaml"))
OF_TESTS = sorted(
    path
    for folder in ("tests/companies", "tests/errors/base")
    for path in (PROJECT / folder).rglob("*.yaml")
)


def assert_both_read_the_same(text: str) -> bool:
    """Whether the quick way took the text; if so it must give what the other gives, places included."""
    quick = quickly(text, "a.yaml")
    if quick is None:
        return False
    thorough = thoroughly(text, "a.yaml")
    assert quick == thorough
    assert list(quick.keys.items()) == list(thorough.keys.items())
    assert list(quick.values.items()) == list(thorough.values.items())
    assert repr(quick.value) == repr(thorough.value)  # True is 1, and 1.0 is Decimal("1.0")
    return True


@pytest.mark.parametrize("path", [*SHIPPED, *OF_TESTS], ids=lambda p: "/".join(p.parts[-3:]))
def test_files_are_read_quickly_and_alike(path: Path) -> None:
    """A file that the gate held back would cost a twentieth of a second."""
    assert assert_both_read_the_same(path.read_text("utf-8"))


def test_lines_of_broken_files_are_read_alike() -> None:
    """Each line that a case of a broken file puts in or takes out, alone, below a key, and all of them."""
    cases = sorted((PROJECT / "tests/errors").glob("*.cases"))
    written = [line for path in cases for line in path.read_text("utf-8").splitlines()]
    lines = [line[2:] for line in written if line.startswith(("+ ", "- "))]
    below = [f"above: 1\nkey:\n  {line}\nbelow: 2\n" for line in lines]
    quick = [assert_both_read_the_same(text) for text in (*lines, *below, "\n".join(lines))]
    assert sum(quick) > len(quick) / 2


@pytest.mark.parametrize(
    "text",
    [
        "key:\tvalue\n", "key: value\t\n", "? key\n: value\n", "[a?, b]\n", "key: |2\n   text\n",
        "key: |# no comment\n  text\n", "key:\n|+\n\n  text\n", "--- a: 1\n", "a: 1\n...\n",
        "%YAML 1.1\n---\na: 1\n", "a: \n", "a: {b: , c}\n", "a: &anchor 1\nb: *anchor\n", "a: !!str 1\n",
        "a: 1\na: 2\n", "a: [1, 2\n", "a: 'x\n", "a: \x85b\n", "a: b\N{LINE SEPARATOR}c\n", "<<: {a: 1}\n",
        "\N{ZERO WIDTH NO-BREAK SPACE}a: 1\n", "- a\n", "text\n", "", "a: .inf\n", 'a: "\\x07"\n',
    ],
)  # fmt: skip
def test_what_the_two_may_see_otherwise_is_left_to_the_thorough_one(text: str) -> None:
    assert quickly(text, "a.yaml") is None


@pytest.mark.parametrize(
    "text",
    [
        "note: >-\n  one: two\n\n  three # no comment\n    deep\nnext: 1\n", "é: 😀 漢 z  # comment\nb: 1\n",
        "'quoted key': 'it''s'\n\"other\": \"\\n \\u00e9\"\n", "a: {b: [1, {c: x y}], d: 'e'}\n",
        "list:\n- a\n-   - b\n    - c\n", "a: long\n  text: no\n", "a: text\n  that goes on\n\n  and on\n",
        "rule: '>= 24%'\nurl: https://example.org/a?b#c\n", "# only\n\na: 1 # one\n",
    ],
)  # fmt: skip
def test_places_are_the_same_in_all_that_people_write(text: str) -> None:
    try:
        thoroughly(text, "a.yaml")
    except ProblemsError:
        assert quickly(text, "a.yaml") is None
    else:
        assert assert_both_read_the_same(text)


PIECES = (
    ": ", ":\n", "\n", "\n  ", "\n    ", "\n- ", "  - ", "[", "]", "{", "}", ", ", ",", "'", '"', "''", "\\n",
    "#", " #", " # c\n", "a", "b", "key", "1", "12%", "é", "😀", "漢", "\xa0", ">-\n", "|-\n", ">-\n    x\n",
    "?", "? ", "%", "@", "`", "!", "&a", "*a", "<<", "---", "...", "~", "null", "-", " ", "\t", "a:b",
    "a: b\n", "a #b", "http://x", "\n\n", "[a, b]", "{a: 1}", "- a\n", "\\/", "\\x41",
    "=", "2026-03-10", "0x1F", ".5",
)  # fmt: skip


def pieced() -> SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


def edited() -> SearchStrategy[str]:
    """A stretch of a real file in which some characters were replaced by a piece."""
    texts = [path.read_text("utf-8") for path in [*SHIPPED, *OF_TESTS]]
    place = st.integers(0, 700)
    edits = st.lists(st.tuples(place, st.integers(0, 4), st.sampled_from(PIECES)), max_size=3)

    def edit(text: str, line: int, changes: list[tuple[int, int, str]]) -> str:
        lines = text.splitlines(keepends=True)
        part = "".join(lines[line % len(lines) :][:20])
        for start, length, piece in changes:
            part = part[:start] + piece + part[start + length :]
        return part

    return st.builds(edit, st.sampled_from(texts), place, edits)


@settings(max_examples=600, deadline=None)
@given(st.one_of(pieced(), edited(), st.text(max_size=30)))
def test_any_text_is_read_alike(text: str) -> None:
    """And what is told of it comes from the thorough one, word for word."""
    if invisible(text):
        return
    assert_both_read_the_same(text)
    assert told(text, quick=True) == told(text, quick=False)


def told(text: str, *, quick: bool) -> Document | list[str]:
    try:
        return parse_yaml(text, "a.yaml") if quick else thoroughly(text, "a.yaml")
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]


def test_without_the_c_parser_everything_is_read_thoroughly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    text = "without: the C parser\n"
    assert quickly(text, "a.yaml") is None
    assert parse_yaml(text, "a.yaml").value == {"without": "the C parser"}
