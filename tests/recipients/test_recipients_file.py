"""A recipients file is taken whole, or everything that is wrong with it is told with its place."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.assumptions.addresses import mailbox, parsed
from reportgen.assumptions.text_files import as_text
from reportgen.delivery.recipients.cells import MOST_FAULTS, CellReader
from reportgen.delivery.recipients.reading import MOST_PROBLEMS, list_of, read_list, read_recipients
from reportgen.delivery.recipients.rehearsal import rehearsed
from reportgen.problems import ProblemsError
from tests.recipients.whole_files import WholeFile, cases

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.recipients import Recipient
    from reportgen.problems import Problem

COLUMNS = ("firm",)
#: Letters that look Latin and are Cyrillic: a capital A, and the word raura.
A_OF_OTHERS, RAURA = "\u0410", "\u0440\u0430\u0443\u0440\u0430"
CASES = cases("recipients.cases")


def told(text: str) -> list[str]:
    try:
        list_of(text, "r.csv", COLUMNS)
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_wrong_file_tells_its_mistakes_and_nothing_else(case: WholeFile, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_bytes(case.content)
    with pytest.raises(ProblemsError) as caught:
        read_recipients(file, file.name, COLUMNS)
    in_file_order = sorted(caught.value.problems, key=lambda problem: problem.position)
    assert [str(problem) for problem in in_file_order] == case.told


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"recipients\.csv:1:1: is missing; create it"):
        read_recipients(tmp_path / "recipients.csv", "recipients.csv", ())


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien", "Doe, Jane", 'Jane "JJ" Doe', "back\\slash", "Zoë", "王小明", "فاطمة", "נועם",
        "山田\N{IDEOGRAPHIC SPACE}太郎", "Ann 😀", "❤️", "👩\u200d💻", "ශ්\u200dරී",
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "葛\U000e0100城", "=1+1", "@handle", "-", "n" * 200, "王" * 200,
    ],
)  # fmt: skip
def test_names_that_people_have_come_through_as_they_are(name: str) -> None:
    quoted = name.replace('"', '""')
    (recipient,) = list_of(f'email,name\nann@halden.example,"{quoted}"\n', "r.csv", ()).recipients
    assert recipient.name == name


def test_a_name_may_have_200_characters_and_no_more() -> None:
    assert told(f"email,name\nann@halden.example,{'n' * 201}\n") == [
        "r.csv:2:20: name: is too long, found 201 characters; write 200 or fewer"
    ]


def test_a_person_is_what_the_line_says() -> None:
    text = 'name,email,firm,tags\n"Doe, Zoë",Zoë@MÜNCHEN.example,Halden AG,Board; uk BOARD\n'
    (zoe,) = list_of(text, "r.csv", COLUMNS).recipients
    assert zoe.name == "Doe, Zoë"
    assert zoe.email == "Zoë@münchen.example"
    assert zoe.address == "Zoë@xn--mnchen-3ya.example"
    assert zoe.key == "zoë@xn--mnchen-3ya.example"
    assert zoe.smtputf8
    assert zoe.tags == {"board", "uk"}
    assert zoe.fields == {"firm": "Halden AG"}
    assert str(zoe.position) == "r.csv:2:12"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_and_old_macs_may_have_written_it(
    line_end: str, mark: bytes, tmp_path: Path
) -> None:
    lines = ("email,name", "ann@halden.example,Ann", "", "bob@halden.example,Bob")
    file = tmp_path / "r.csv"
    file.write_bytes(mark + line_end.join(lines).encode())
    found = read_recipients(file, "r.csv", ())
    assert [(each.name, each.position.line) for each in found] == [("Ann", 2), ("Bob", 4)]


def test_people_of_one_mailbox_with_different_tags_behind_the_plus_are_different() -> None:
    text = "email,name\nann+a@halden.example,Ann\nann+b@halden.example,Ann\n"
    assert len(list_of(text, "r.csv", ()).recipients) == 2


def test_letters_of_another_alphabet_are_told_and_do_not_stop_anything() -> None:
    text = (
        f"email,name\nann@halden.example,{A_OF_OTHERS}nn\nbob@{RAURA}.example,Bob\n"
        "yuki@halden.example,田中ユキ Yuki\nolga@почта.example,Ольга\n"
    )
    reading = list_of(text, "r.csv", ())
    assert len(reading.recipients) == 4
    assert [str(warning).partition(";")[0] for warning in reading.warnings] == [
        f"r.csv:2:20: warning: name: mixes letters of several alphabets in a word, found '{A_OF_OTHERS}nn'",
        f"r.csv:3:1: warning: email: has a domain of letters that only look Latin, found '{RAURA}'",
    ]


def test_an_address_for_tests_is_taken_and_told() -> None:
    reading = list_of("email,name\nann@halden.test,Ann\n", "r.csv", ())
    assert len(reading.recipients) == 1
    (warning,) = map(str, reading.warnings)
    assert warning == (
        "r.csv:2:1: warning: email: is an address for tests (RFC 6761), to which nobody gets mail over the "
        "internet, found 'ann@halden.test'; make sure who it is"
    )


def test_of_too_many_mistakes_the_first_are_told_and_the_rest_counted() -> None:
    found = told("email,name\n" + "ann@,Ann\n" * (MOST_PROBLEMS + 7))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1] == (
        f"r.csv:{MOST_PROBLEMS + 2}:1: is where more is wrong, found 7 more problems; "
        "mend what is told, then check again"
    )


def test_a_file_of_nothing_but_open_quotes_is_given_up_early() -> None:
    reader = CellReader('"x\n' * 300_000)
    assert list(reader.rows()) == []
    assert len(reader.faults) == MOST_FAULTS


# Any bytes at all


def names_and_addresses() -> st.SearchStrategy[list[tuple[str, str]]]:
    local = st.text("abcdefgh0123456789._+-äß", min_size=1, max_size=12)
    name = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
    return st.lists(st.tuples(local, name), min_size=1, max_size=6)


def as_csv(people: list[tuple[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("email", "name"))
    writer.writerows((f"{local}@halden.example", name) for local, name in people)
    return out.getvalue()


@given(names_and_addresses())
@example([("ann", 'Ann "A" Doe, =?')])
@example([("ann", "Ann"), ("ANN", "Ann")])
@settings(max_examples=150, deadline=None)
def test_what_a_spreadsheet_writes_is_refused_with_a_place_or_comes_back_equal(
    people: list[tuple[str, str]],
) -> None:
    """Equal in the list, and in the headers of a message that is written and read again."""
    text = as_text(data := as_csv(people).encode(), "r.csv", len(data))
    found, problems = read(text)
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.position.line <= len(lines)
        assert 1 <= problem.position.column <= len(lines[problem.position.line - 1]) + 1
    if not problems:
        keys = [parsed(f"{local}@halden.example").key for local, _ in people]
        assert [each.name for each in found] == [name for _, name in people]
        assert [each.key for each in found] == keys
        assert len(set(keys)) == len(keys)
        assert list(rehearsed(found, mailbox("research@halden.example"))) == []


@given(st.binary(max_size=80) | st.text('",\n\r ae@.\0', max_size=60).map(str.encode))
@example(b'email,name\n"a@b.example,"x"')
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_in_people_or_in_problems_inside_the_file(data: bytes) -> None:
    found, problems = read_bytes(b"email,name\n" + data)
    assert bool(found) != bool(problems)
    for problem in problems:
        assert 1 <= problem.position.line <= data.count(b"\n") + data.count(b"\r") + 2
        assert "\n" not in str(problem)


def read_bytes(data: bytes) -> tuple[list[Recipient], list[Problem]]:
    try:
        return read(as_text(data, "r.csv", len(data)))
    except ProblemsError as error:
        return [], error.problems


def read(text: str) -> tuple[list[Recipient], list[Problem]]:
    try:
        return list_of(text, "r.csv", ()).recipients, []
    except ProblemsError as error:
        return [], error.problems


@given(st.lists(st.lists(st.text('ab",\n', max_size=6), min_size=1, max_size=4), max_size=5))
@settings(max_examples=200, deadline=None)
def test_cells_are_those_that_the_standard_library_reads(rows: list[list[str]]) -> None:
    """Only the places are ours: what is in a cell, RFC 4180 says."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    reader = CellReader(out.getvalue())
    ours = [[cell.text for cell in row] for row in reader.rows()]
    theirs = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert reader.faults == []
    assert ours == [row for row in theirs if any(row)]


def test_a_list_is_read_with_its_doubts_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("email,name,x\nann@halden.example,Ann,1\n", "utf-8")
    assert [each.name for each in read_list(file, "r.csv", None).recipients] == ["Ann"]
