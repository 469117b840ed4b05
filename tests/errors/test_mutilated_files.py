"""Whatever bytes stand in a file, reading it either works or tells problems; it never breaks down."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from error_cases import COMPANY, HERE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.assumptions.reading import read_editions
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = (
    "company.yaml",
    "sources.yaml",
    "history.csv",
    "disclosures.csv",
    "market.csv",
    "2025Q4/edition.yaml",
    "2026Q1/edition.yaml",
    "2026Q1/briefing.md",
)
#: Bytes and words that mean something to a reader of YAML, CSV or numbers.
AWKWARD = st.sampled_from(
    [
        *(
            b"\t",
            b"\n",
            b"\r",
            b"\0",
            b"'",
            b'"',
            b"\\",
            b":",
            b": ",
            b"- ",
            b"? ",
            b"#",
            b"%",
            b"@",
            b"`",
        ),
        *(
            b"|",
            b">",
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b";",
            b"---\n",
            b"...\n",
            b"<<: ",
            b"&a ",
            b"*a",
            b"!",
        ),
        *(b"!!map ", b".nan", b"1e999", b"null", b"true", b"0x", b"-", b"=", b"9" * 50),
        *(b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc3\xbc", b"\xef\xbc\x91"),
    ]
)
Slip = tuple[str, float, bytes]
SLIPS = st.lists(
    st.tuples(
        st.sampled_from(("insert", "replace", "delete", "cut", "double")),
        st.floats(0, 1),
        AWKWARD | st.binary(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def mutilated(data: bytes, slips: list[Slip]) -> bytes:
    """The bytes of a file after some slips of the hand."""
    for kind, where, new in slips:
        at = int(where * len(data))
        after: dict[str, bytes] = {
            "insert": data[:at] + new + data[at:],
            "replace": data[:at] + new + data[at + len(new) :],
            "delete": data[:at] + data[at + len(new) :],
            "cut": data[:at],
            "double": data[:at] + data[at : at + 40] * 2 + data[at + 40 :],
        }
        data = after[kind]
    return data


@pytest.fixture(scope="module")
def read_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], None]:
    """Reads the company of base/ with other bytes in one of its files."""
    folder: Path = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(HERE / "base", folder / COMPANY)

    def read(file: str, data: bytes) -> None:
        path = folder / COMPANY / file
        before = path.read_bytes()
        path.write_bytes(data)
        try:
            read_editions(Workspace(folder), EditionName("lykke", "2026Q1"))
        except ProblemsError as error:
            told = [str(problem) for problem in error.problems]
        else:
            told = ["nothing"]
        finally:
            path.write_bytes(before)
        assert all(told)

    return read


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.sampled_from(FILES), slips=SLIPS)
def test_slips_of_the_hand_never_break_reading_down(
    read_with: Callable[[str, bytes], None], file: str, slips: list[Slip]
) -> None:
    read_with(file, mutilated((HERE / "base" / file).read_bytes(), slips))


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.sampled_from(FILES), data=st.binary(max_size=200))
def test_arbitrary_bytes_never_break_reading_down(
    read_with: Callable[[str, bytes], None], file: str, data: bytes
) -> None:
    read_with(file, data)
