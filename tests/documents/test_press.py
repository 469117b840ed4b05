"""The process that prints: bounded, told apart from the program, gone when it is not needed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from reportgen.documents import Attachment, PrintError
from reportgen.documents.limits import Limits
from reportgen.documents.orders import Answer
from reportgen.documents.pdf import Press, print_pdf
from tests.documents.small_pages import FOLDERS, small_page, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.documents.worker import Worker

ADVICE = (
    "look for very many table cells, very deep nesting or a drawing that repeats itself, in the prose and in"
    " the templates"
)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
FAN = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
#: Nine times ten copies of ten copies of a dot.
ENDLESS = small_page(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Fan</title><defs>'
    f'<g id="a0"><rect width="1" height="1"/></g>{FAN}</defs><use href="#a9"/></svg>'
)


@pytest.fixture(name="press")
def _press() -> Iterator[Press]:
    with Press() as press:
        yield press


def worker_of(press: Press) -> Worker:
    worker = press._worker  # noqa: SLF001 - what a user never sees is what is tested here
    assert worker is not None
    return worker


def number_of(worker: Worker) -> int:
    return worker._process.pid  # noqa: SLF001


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends_soon(process: int) -> bool:
    for _ in range(100):
        if not is_running(process):
            return True
        time.sleep(0.05)
    return False


# One process, many documents


def test_a_second_document_is_the_one_of_a_fresh_process(press: Press) -> None:
    first = small_page("<p>One, with <i>its</i> own</p>", "<style>@page { size: A5 }</style>")
    second = small_page("<p>Two</p>", "<style>p { font-size: 14pt }</style>")
    for html in (first, second, first):
        assert press.print(html, folders=FOLDERS) == print_pdf(html, folders=FOLDERS)


def test_documents_of_one_process_share_no_font(press: Press) -> None:
    """The family of the first page is another font in the second, and in the third it is unknown."""
    named = "fonts/SourceSerif4-Regular.ttf"
    inter = small_page().replace(named, "fonts/Inter-Regular.ttf")
    serif, sans = press.print(small_page(), folders=FOLDERS), press.print(inter, folders=FOLDERS)
    assert serif != sans
    assert sans == print_pdf(inter, folders=FOLDERS)
    with pytest.raises(PrintError, match="no font"):
        press.print(small_page().replace("@font-face", "@media screen"), folders=FOLDERS)


def test_a_page_that_fails_does_not_hinder_the_next(press: Press) -> None:
    with pytest.raises(PrintError):
        press.print(small_page('<img alt="x" src="https://example.com/x.png">'), folders=FOLDERS)
    assert "Text" in texts_of(press.print(small_page(), folders=FOLDERS))[0]


# How a printing can end


@pytest.mark.parametrize(
    ("html", "limits", "message"),
    [
        (ENDLESS, Limits(seconds=2), "the page took more than 2 s to print and was stopped"),
        (ENDLESS, Limits(processor_seconds=2), "the page took more than 2 s of the processor to print"),
        (
            small_page('<table><tr><td colspan="100000000">x</td></tr></table>'),
            Limits(memory=600_000_000), "the page needs more than 600 MB of memory to print",
        ),
        (
            small_page("<div>" * 3000 + "x" + "</div>" * 3000), Limits(),
            "the page is nested too deeply to be printed",
        ),
        (
            small_page('<p style="font-size: 1e9px">x</p>'), Limits(),
            "the page could not be laid out: ZeroDivisionError: float division by zero",
        ),
    ],
    ids=["clock", "processor", "memory", "nesting", "failure"],
)  # fmt: skip
def test_each_bound_has_its_message(html: str, limits: Limits, message: str) -> None:
    with Press(limits) as press:
        with pytest.raises(PrintError) as error:
            press.print(html, folders=FOLDERS)
        assert str(error.value).startswith(message)
        assert str(error.value).endswith(f"; {ADVICE}")
        assert press.print(small_page(), folders=FOLDERS).startswith(b"%PDF-")


def test_a_file_beyond_measure_is_not_written() -> None:
    """Noise is as large in the file as it is by itself."""
    content = Random(7).randbytes(3_000_000)  # noqa: S311 - noise, no secret
    noise = Attachment("noise.bin", content, "application/octet-stream", "", "Data")
    with Press(Limits(file_size=2_000_000)) as press:
        with pytest.raises(PrintError, match="the printed file is larger than 2 MB; look for"):
            press.print(small_page(), folders=FOLDERS, attachments=[noise])
        assert press.print(small_page(), folders=FOLDERS).startswith(b"%PDF-")


def test_a_process_that_is_killed_is_told_and_replaced(press: Press) -> None:
    os.kill(number_of(worker_of(press)), signal.SIGSEGV)
    with pytest.raises(PrintError, match=r"the process that prints broke down \(SIGSEGV\)"):
        press.print(small_page(), folders=FOLDERS)
    assert press.print(small_page(), folders=FOLDERS).startswith(b"%PDF-")


def test_what_native_libraries_write_is_a_complaint(press: Press) -> None:
    """Pango and GLib know no other way to complain."""
    with (worker_of(press).folder / "complaints.txt").open("a") as log:
        log.write("Pango-CRITICAL **: assertion failed\n\n")
    with pytest.raises(PrintError) as error:
        press.print(small_page(), folders=FOLDERS)
    assert error.value.messages == ("Pango-CRITICAL **: assertion failed",)


@pytest.mark.parametrize("line", [b"{}", b"[]", b"Hello", b'{"refused": 1}'])
def test_an_answer_that_is_none(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Answer.read(line)


# What the process knows, and what it leaves


@ON_LINUX
def test_the_environment_is_the_same_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of this user")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with Press() as press:
        press.print(small_page(), folders=FOLDERS)  # so that it has come to be
        told = Path(f"/proc/{number_of(worker_of(press))}/environ").read_text("utf-8")
    variables = dict(line.split("=", 1) for line in told.split("\0") if line)
    assert set(variables) == {
        "HOME", "LC_ALL", "PYTHONHASHSEED", "PYTHONPATH", "PYTHONUTF8", "TMPDIR", "TZ",
    }  # fmt: skip
    assert variables["LC_ALL"] == "C.UTF-8"
    assert variables["TZ"] == "UTC"


@ON_LINUX
def test_the_bounds_cannot_be_raised_again() -> None:
    with Press(Limits(memory=1_000_000_000, open_files=100)) as press:
        press.print(small_page(), folders=FOLDERS)
        told = Path(f"/proc/{number_of(worker_of(press))}/limits").read_text("utf-8").splitlines()
    bounds = {line[:26].strip(): line[26:].split()[:2] for line in told}
    assert bounds["Max address space"] == ["1000000000"] * 2
    assert bounds["Max file size"] == ["50000000"] * 2
    assert bounds["Max open files"] == ["100"] * 2
    assert bounds["Max core file size"] == ["0"] * 2
    assert 60 <= int(bounds["Max cpu time"][0]) <= 62


@ON_LINUX
@pytest.mark.parametrize("stop", [None, KeyboardInterrupt, ValueError])
def test_nothing_is_left_of_it(stop: type[BaseException] | None) -> None:
    seen: list[Worker] = []
    try:
        with Press() as press:
            seen.append(worker_of(press))
            press.print(small_page(), folders=FOLDERS)
            assert is_running(number_of(seen[0]))
            if stop:
                raise stop
    except (KeyboardInterrupt, ValueError):
        assert stop
    assert not is_running(number_of(seen[0]))
    assert not seen[0].folder.exists()


@ON_LINUX
def test_it_dies_with_the_program_even_in_the_middle_of_a_page() -> None:
    program = (
        "from tests.documents.test_press import *\n"
        "with Press() as press:\n"
        "    print(number_of(worker_of(press)), flush=True)\n"
        "    press.print(ENDLESS, folders=FOLDERS)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(1.5)
        assert is_running(child)
        parent.kill()
    assert ends_soon(child)
