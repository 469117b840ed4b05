"""Hostile words in the files of an edition: refused with file and line, or printed as the words they are."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen import pipeline
from reportgen.problems import ProblemsError
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BRIEFING, COMPANY, SOURCES = (
    "nordvind/2025Q4/briefing.md", "nordvind/company.yaml", "nordvind/sources.yaml",
)  # fmt: skip


def put(desk: Desk, file: str, pattern: str, words: str) -> int:
    """Replace the first match of a pattern; the line on which it stands."""
    text = desk.file(file).read_text("utf-8")
    match = re.search(pattern, text, re.MULTILINE)
    assert match is not None
    changed = text[: match.start()] + words + text[match.end() :]
    desk.file(file).write_text(changed, "utf-8")
    return text[: match.start()].count("\n") + 1


def refusal(desk: Desk) -> str:
    """What is said about the newest edition; told at the stage of checking, before anything is made."""
    try:
        problems, _ = pipeline.check(desk.read("nordvind"))
    except ProblemsError as error:
        problems = error.problems
    told = [str(problem) for problem in problems if problem.severity == "error"]
    assert told, "nothing was wrong"
    return told[0]


# Prose


@pytest.fixture(name="prose")
def _prose(desk: Callable[..., Desk]) -> Callable[[str], str]:
    """Add words to the first takeaway and hear what is said of them; the line is told as HERE."""

    def said(words: str) -> str:
        files = desk("nordvind")
        text = files.file(BRIEFING).read_text("utf-8")
        first = re.search(r"^- .*$", text, re.MULTILINE)
        assert first is not None
        line = put(files, BRIEFING, r"^- .*$", f"{first[0]} {words}")
        return refusal(files).replace(f"assumptions/{BRIEFING}:{line}:", "HERE:")

    return said


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("[x](javascript:alert)", "javascript:alert"),
        ("[x](JaVaScRiPt:alert)", "JaVaScRiPt:alert"),
        ("[x](java&#115;cript:alert)", "javascript:alert"),
        ("[x](<javascript:alert>)", "javascript:alert"),
        ("<javascript:alert>", "javascript:alert"),
        ("<vbscript:x>", "vbscript:x"),
        ("[x](data:text/html,x)", "data:text/html,x"),
        ("[x](file:///etc/passwd)", "file:///etc/passwd"),
        ("[x](http://example.com)", "http://example.com"),
        ("[x](//example.com)", "//example.com"),
        ("[x](other.md)", "other.md"),
        ("[x](#appendix)", "#appendix"),
    ],
)
def test_a_link_of_prose_leads_to_https_or_mail(
    prose: Callable[[str], str], words: str, address: str
) -> None:
    assert prose(words) == (
        f"HERE:1: not an address that readers may be led to, found '{address}';"
        " write https://… or mailto:…"
    )


def test_a_link_whose_address_stands_elsewhere(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    put(files, BRIEFING, r"^- ", "- [Read][more] ")
    line = files.append(BRIEFING, "\n[more]: javascript:alert\n")
    assert refusal(files).startswith(f"assumptions/{BRIEFING}:{line + 1}:1: not an address")


@pytest.mark.parametrize("address", ["https://example.com/x.png", "file:///etc/passwd", "logo.svg"])
def test_prose_sets_no_picture(prose: Callable[[str], str], address: str) -> None:
    told = f"HERE:1: prose cannot set a picture, found '{address}'; delete it"
    assert prose(f"![x]({address})") == told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("{{ 'x' * 'y' }}", "*"), ("{{ market_cap ** market_cap }}", "**"), ("{{ 'a' ~ 'b' }}", "~"),
        ("{% for a in market_cap %}{% endfor %}", "{% for %}"), ("{% set market_cap = 'x' %}", "{% set %}"),
        ("{% include '/etc/passwd' %}", "{% include %}"), ("{% import 'os' as market_cap %}", "{% import %}"),
        ("{% macro market_cap() %}{% endmacro %}", "{% macro %}"),
        ("{{ market_cap|attr('__class__') }}", "|"), ("{{ market_cap['__class__'] }}", "[ ]"),
        ("{{ market_cap.words.format() }}", "Call"), ("{{ [market_cap] }}", "List"),
        ("{% raw %}{% endraw %}{{ 'a' % 'b' }}", "%"),
    ],
)  # fmt: skip
def test_a_tag_computes_nothing(prose: Callable[[str], str], words: str, found: str) -> None:
    assert prose(words) == (
        f"HERE:1: a tag may hold names and comparisons, nothing else, found '{found}';"
        " print a figure with {{ name }}, choose a sentence with {% if name > 0 %}"
    )


@pytest.mark.parametrize(
    "words",
    ["{{ market_cap.__class__ }}", "{{ ''.__class__ }}", "{{ cycler.__init__.__globals__ }}",
     "{{ self }}", "{{ lipsum() }}", "{{ range(9) }}", "{{ namespace(market_cap) }}", "{{ dict() }}"],
)  # fmt: skip
def test_a_name_is_a_figure(prose: Callable[[str], str], words: str) -> None:
    assert "HERE:1: no figure or input of this name" in prose(words)


def test_a_tag_is_not_nested_for_ever(prose: Callable[[str], str]) -> None:
    told = prose("{{ " + "(" * 20_000 + "market_cap" + ")" * 20_000 + " }}")
    assert told.startswith(f"assumptions/{BRIEFING}:1:1: a tag is nested too deeply to be read")


def test_a_text_that_would_take_hours_to_read_is_not_read(prose: Callable[[str], str]) -> None:
    told = prose("[" * 60_000)
    assert told.startswith(f"assumptions/{BRIEFING}:1:1: is longer than 60,000 characters")


# Characters that nobody sees


UNSEEN = (
    "\0", "\a", "\x1b", "\x85", "\xad", "\u061c", "\u200b", "\u200f", "\u202a", "\u202e", "\u2066",
    "\u2028", "\ufeff", "\ue000", "\ufffe", "\U000e0041", "\U0010fffd",
)  # fmt: skip


@pytest.mark.parametrize("character", UNSEEN, ids=[f"U+{ord(c):04X}" for c in UNSEEN])
@pytest.mark.parametrize("file", [BRIEFING, COMPANY, SOURCES, "nordvind/history.csv"])
def test_what_nobody_sees_is_in_no_file(
    desk: Callable[..., Desk], file: str, character: str
) -> None:
    files = desk("nordvind")
    line = files.append(file, f"# a{character}b\n")
    assert refusal(files) == (
        f"assumptions/{file}:{line}:4: holds an invisible control character,"
        f" found U+{ord(character):04X}; delete it"
    )


@pytest.mark.parametrize(
    ("escape", "found"),
    [(r"\u202E", "U+202E"), (r"\0", "U+0000"), (r"\a", "U+0007"), (r"\x9B", "U+009B"),
     (r"\uD800", "U+D800"), (r"\uE000", "U+E000"), (r"\U000E0041", "U+E0041")],
)  # fmt: skip
def test_nor_is_it_written_in_another_way(
    desk: Callable[..., Desk], escape: str, found: str
) -> None:
    files = desk("nordvind")
    line = put(files, COMPANY, r"^name: .*$", f'name: "Nord{escape}vind"')
    assert refusal(files).endswith(
        f"company.yaml:{line}:7: name: holds an invisible control character, found {found};"
        " delete it"
    )


# Addresses of sources


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.com", "somewhere",
     "https://example.com/a b", r"https://example.com/\njavascript:x", " javascript:x"],
)  # fmt: skip
def test_a_source_stands_at_an_address(desk: Callable[..., Desk], address: str) -> None:
    files = desk("nordvind")
    line = put(files, SOURCES, r"address: .*$", f'address: "{address}"')
    told = refusal(files)
    assert told.startswith(f"assumptions/{SOURCES}:{line}:")
    assert "address: is not an address, found '" in told


# Words that are harmless where they are only words


SCRIPT = "<script>alert()</script>"
RULE = '"; } p { background: url(file:///etc/passwd) } x { content: "'
TEMPLATE = "{{ page }} {% include 'x' %}"
HANDLER = "\" onmouseover='alert()' x=\""
STYLE = "<style>p { display: none }</style>"


def yaml(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nordvind with hostile words wherever a file has room for words, built by the command."""
    files = Desk(tmp_path_factory.mktemp("hostile"))
    shutil.copytree(COMPANIES["nordvind"], files.root / "assumptions" / "nordvind")
    put(files, COMPANY, r"^name: .*$", f"name: {yaml(SCRIPT)}")
    put(files, COMPANY, r"^short_name: .*$", f"short_name: {yaml('N' + TEMPLATE)}")
    put(files, SOURCES, r"title: .*$", f"title: {yaml('T' + RULE)}")
    put(files, SOURCES, r"publisher: .*$", f"publisher: {yaml('P' + HANDLER)}")
    put(
        files,
        SOURCES,
        r"address: .*$",
        f"address: {yaml('https://example.com/' + HANDLER.replace(' ', ''))}",
    )
    put(files, BRIEFING, r"^# .*$", f"# Title {SCRIPT} & more")
    put(files, BRIEFING, r"^- ", f"- {STYLE} {SCRIPT} ")
    command = [sys.executable, "-m", "reportgen", "build", "nordvind"]
    done = subprocess.run(command, cwd=files.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return files.root / "output" / "nordvind" / "2025Q4"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("“”‘’", "\"\"''"))


@pytest.mark.slow
def test_hostile_words_are_printed_as_words(built: Path) -> None:
    document = pypdfium2.PdfDocument(built / "nordvind-2025Q4.pdf")
    text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    title = document.get_metadata_dict()["Title"]
    document.close()
    assert title == f"Title {SCRIPT} & more"
    for words in (SCRIPT, TEMPLATE, STYLE):
        assert squeezed(words) in text, words


@pytest.mark.slow
def test_hostile_words_stay_words_in_a_browser(built: Path) -> None:
    page = (built / "nordvind-2025Q4.html").read_text("utf-8")
    for markup in ("<script", "onmouseover='", 'onmouseover="', "display: none }</style>"):
        assert markup not in page
    assert "&lt;script&gt;" in page


def test_a_refusal_ends_the_command_without_a_trace_and_without_a_file(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    put(files, BRIEFING, r"^- ", "- [x](javascript:alert) ")
    command = [sys.executable, "-m", "reportgen", "build", "nordvind"]
    done = subprocess.run(command, cwd=files.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "not an address that readers may be led to" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(files.root.glob("output/**/*.pdf"))
