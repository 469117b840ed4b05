"""Which lines an edition sees of a file, and that nothing else it could be given changes them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.cuts import Entries, Rows, Whole, blocks, entries_of
from reportgen.assumptions.seen import seen_file
from reportgen.assumptions.yaml_document import parse_yaml
from reportgen.problems import Position

LAST = dt.date(2026, 3, 31)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
WORDS = st.text("ab,\n\" #:'", max_size=8)


def test_rows_are_seen_up_to_a_day_and_keep_their_every_character() -> None:
    text = "day , note\n2026-03-31, 'a' \n2026-04-01,b\n2020-01-01,c"
    cut = Rows("day", LAST)
    assert cut.of(text) == "day , note\n2026-03-31, 'a' \n2020-01-01,c\n"
    assert cut.lines(text) == (1, 2, 4)


def test_a_row_may_run_over_several_lines() -> None:
    text = 'day,note\n2026-01-01,"one\n2026-12-31,two"\n2026-04-01,"three\nfour"\n'
    assert Rows("day", LAST).lines(text) == (1, 2, 3)


def test_blank_lines_are_not_seen_and_a_missing_line_end_is_no_change() -> None:
    cut = Rows("day", LAST)
    assert cut.of("day\n\n2026-01-01\n,,\n") == cut.of("day\n2026-01-01") == "day\n2026-01-01\n"


@pytest.mark.parametrize(
    "text",
    ["", "date,x\n2026-01-01,1\n", 'day\n"open\n', "day,note\n1 May 2026,x\n"],
    ids=["empty", "no such column", "quote left open", "another way to write days"],
)
def test_a_table_that_cannot_be_cut_is_seen_whole(text: str) -> None:
    assert Rows("day", LAST).of(text) == text


def written(rows: list[tuple[dt.date, str]]) -> str:
    lines = (f'{day},"{note.replace(chr(34), chr(34) * 2)}"\n' for day, note in rows)
    return "day,note\n" + "".join(lines)


@given(st.lists(st.tuples(DAYS, WORDS)), st.lists(st.tuples(DAYS, WORDS)), st.data())
def test_later_rows_put_anywhere_change_nothing_and_earlier_ones_do(
    rows: list[tuple[dt.date, str]], more: list[tuple[dt.date, str]], data: st.DataObject
) -> None:
    together = list(rows)
    for row in more:
        together.insert(data.draw(st.integers(0, len(together))), row)
    before, after = (Rows("day", LAST).of(written(each)) for each in (rows, together))
    assert (before == after) == all(day > LAST for day, _ in more)


ENTRIES = """\
# All sources.
one:
  title: One
  # Inside.

  note: |
    Two lines,

    and a third.

# About two.
"two.b":   # here
  title: 'Two:
    three'

three: {title: Three}
"""


def test_entries_are_seen_with_their_comments_and_not_what_lies_between_them() -> None:
    cut = Entries(frozenset({"one", "three", "absent"}))
    seen = cut.of(ENTRIES)
    assert seen.splitlines() == [*ENTRIES.splitlines()[1:9], "three: {title: Three}"]
    assert parse_yaml(seen, "x").value == {
        key: value for key, value in parse_yaml(ENTRIES, "x").value.items() if key in cut.keys  # type: ignore[attr-defined]
    }  # fmt: skip


def test_an_entry_added_anywhere_changes_nothing() -> None:
    cut = Entries(frozenset({"one", "three"}))
    before = cut.of(ENTRIES)
    assert cut.of(f"zero:\n  title: 0\n\n{ENTRIES}\nfour:\n  title: 4\n") == before
    assert cut.of(ENTRIES.replace("# About two.", "\n\nnew: {title: N}\n# x")) == before
    assert cut.of(ENTRIES.replace("Inside", "Changed")) != before


@pytest.mark.parametrize(
    "text",
    [
        "{one: {title: 1}, two: {title: 2}}\n",
        "one: {title: 1,\ntitles: 2\n}\n",
        "? one\n: {title: 1}\n",
    ],
    ids=["in braces", "braces over lines", "a key with a sign"],
)
def test_entries_that_do_not_begin_their_own_lines_make_the_file_seen_whole(text: str) -> None:
    assert entries_of(parse_yaml(text, "x"), frozenset({"one"})) == Whole()
    if blocks(text) is None:
        assert Entries(frozenset({"one"})).of(text) == text


def test_a_place_is_told_in_the_text_that_was_seen() -> None:
    text = "day\n2026-05-01\n2026-01-01\n2026-06-01\n2026-02-01\n2026-07-01\n"
    file = seen_file("x.csv", text, Rows("day", LAST))
    assert file.lines == (1, 3, 5)
    places = [file.place(Position("x.csv", line, 7)).line for line in range(1, 7)]
    assert places == [1, 1, 2, 2, 3, 3]
    assert file.place(Position("x.csv", 5, 7)).column == 7


def test_a_place_does_not_move_when_rows_come_before_it() -> None:
    before = seen_file("x.csv", "day\n2026-01-01\n", Rows("day", LAST))
    after = seen_file("x.csv", "day\n2026-05-01\n2026-01-01\n", Rows("day", LAST))
    assert before.place(Position("x.csv", 2)) == after.place(Position("x.csv", 3))
    assert before.digest == after.digest
