"""`reportgen mail preview`: what would leave now, to somebody made up or to a recipient; nothing is sent."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from reportgen.cli import group, pictures
from tests.conftest import COMPANIES
from tests.letter.letter_reading import numbers, visible, without_numerals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

MAIL = """\
sender: Halden Research <research@halden.example>
note: We speak about it on Thursday.
recipients: people/all.csv
columns: [fund]
browser_address: https://halden.example/{company}/{quarter}.html
unsubscribe:
  mailto: leave@halden.example?subject={token}
server:
  host: mail.halden.example
  tls: starttls
"""
PEOPLE = """\
email,name,fund
ann@reader.example,Ann Smith,North
bo@reader.example,Bo Berg,South
"""


@dataclass(frozen=True)
class Told:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@dataclass(frozen=True)
class Office:
    """A workspace with one company, whose PDF is printed once for all of these tests."""

    root: Path

    def run(self, *words: str) -> Told:
        """Run `reportgen mail preview` here."""
        line = ["mail", "preview", "nordvind/2025Q4", "--workspace", str(self.root), *words]
        found = CliRunner().invoke(group, line, prog_name="reportgen", catch_exceptions=False)
        return Told(found.stdout, found.stderr, found.exit_code)

    @property
    def folder(self) -> Path:
        """Where previews lie."""
        return self.root / "output" / "nordvind" / "2025Q4" / "mail"

    def text(self, name: str) -> str:
        """One of its files."""
        return (self.folder / name).read_text("utf-8")

    @property
    def message(self) -> EmailMessage:
        """The message, read by the standard library."""
        return email.message_from_bytes(
            (self.folder / "message.eml").read_bytes(), policy=email.policy.default
        )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(COMPANIES["nordvind"], root / "assumptions" / "nordvind")
    return root


@pytest.fixture
def office(printed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """No mail.yaml, no recipients, and no browser on the path."""
    monkeypatch.setenv("HOME", str(printed / "home"))
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pictures, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(pictures, "APPLICATIONS", ())
    yield Office(printed)
    (printed / "mail.yaml").unlink(missing_ok=True)
    shutil.rmtree(printed / "output" / "nordvind" / "2025Q4" / "mail", ignore_errors=True)


@pytest.fixture
def furnished(office: Office) -> Office:
    """With mail.yaml and two recipients."""
    (office.root / "mail.yaml").write_text(MAIL, "utf-8")
    (office.root / "people").mkdir(exist_ok=True)
    (office.root / "people" / "all.csv").write_text(PEOPLE, "utf-8")
    return office


def test_before_anything_is_set_up_a_made_up_reader_gets_it(office: Office) -> None:
    told = office.run()
    assert told.code == 0
    assert "subject  Nordvind Q4 2025: Nordvind: storage carries more of the case\n" in told.err
    assert "from     Your firm <you@firm.example>\n" in told.err
    assert "to       Ann Example <ann@reader.example>\n" in told.err
    assert "; Gmail shows 100 KB\n" in told.err
    assert "No mail.yaml here: sender and link are made up" in told.err
    assert "The edition is a draft, and its letter says so." in told.err
    assert (
        "No pictures: they need Chromium or Chrome, on Debian and Ubuntu: apt install" in told.out
    )
    assert sorted(path.name for path in office.folder.iterdir()) == [
        "mail.html", "mail.txt", "message.eml",
    ]  # fmt: skip


def test_a_preview_leaves_nothing_where_delivery_keeps_its_things(office: Office) -> None:
    office.run()
    assert not (office.root / "home" / ".local").exists()


def test_the_message_is_whole_and_its_parts_are_the_files_beside_it(office: Office) -> None:
    office.run()
    message = office.message
    text, html, pdf = (part for part in message.walk() if not part.is_multipart())
    assert text.get_content().splitlines() == office.text("mail.txt").splitlines()
    assert html.get_content().splitlines() == office.text("mail.html").splitlines()
    assert pdf.get_filename() == "nordvind-2025Q4.pdf"
    assert pdf.get_content() == (office.folder.parent / "nordvind-2025Q4.pdf").read_bytes()
    assert message["Subject"] == "Nordvind Q4 2025: Nordvind: storage carries more of the case"


def test_every_number_stands_in_the_pdf_that_is_attached(office: Office) -> None:
    """Read from the PDF itself; beside them stand its own name, pages and size only."""
    office.run()
    document = pypdfium2.PdfDocument(office.folder.parent / "nordvind-2025Q4.pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    of_itself = {str(pages), "2025", *numbers(f"{_size(office)} kB")}
    for read in (visible(office.text("mail.html")), without_numerals(office.text("mail.txt"))):
        without_links = re.sub(r"https?://\S+", "", read)
        assert set(numbers(without_links)) - set(numbers(words)) <= of_itself


def _size(office: Office) -> int:
    size = (office.folder.parent / "nordvind-2025Q4.pdf").stat().st_size
    return int(size / 1000 + 0.5)


def test_the_letter_is_opened_only_where_that_is_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    office.run()
    assert opened == []
    office.run("--open")
    assert opened == [str(office.folder / "mail.html")]


def test_it_is_written_where_the_user_wants_it(office: Office, tmp_path: Path) -> None:
    assert office.run("--out", str(tmp_path / "look")).code == 0
    assert (tmp_path / "look" / "message.eml").is_file()
    assert not office.folder.exists()


def test_a_recipient_is_named_by_his_place_or_by_his_address(furnished: Office) -> None:
    assert furnished.run("--row", "2").code == 0
    assert "Dear Bo Berg,\n\nWe speak about it on Thursday.\n" in furnished.text("mail.txt")
    told = furnished.run("--to", "Ann@READER.example")
    assert "to       Ann Smith <ann@reader.example>\n" in told.err
    assert "from     Halden Research <research@halden.example>\n" in told.err
    assert furnished.message["To"] == "Ann Smith <ann@reader.example>"
    assert "https://halden.example/nordvind/2025Q4.html" in furnished.text("mail.txt")
    assert "No unsubscribing at one click" in told.err
    assert "bo@" not in (furnished.folder / "message.eml").read_text("utf-8").lower()


def test_who_is_made_up_has_the_columns_of_mail_yaml(furnished: Office) -> None:
    told = furnished.run()
    assert "to       Ann Example <ann@reader.example>\n" in told.err
    assert "No mail.yaml" not in told.err


def test_a_preview_names_a_reader_so_only_its_owner_may_read_it(furnished: Office) -> None:
    furnished.run("--row", "1")
    assert furnished.folder.stat().st_mode & 0o777 == 0o700
    assert {f.stat().st_mode & 0o777 for f in furnished.folder.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--row", "3"], "--row 3: the recipients file names 2"),
        (["--row", "0"], "0 is not in the range x>=1"),
        (["--row", "1", "--to", "ann@reader.example"], "--row and --to both name the reader"),
    ],
)
def test_wrong_usage_is_told(words: list[str], told: str, furnished: Office) -> None:
    found = furnished.run(*words)
    assert (found.code, told in found.err) == (2, True)
    assert not furnished.folder.exists()


def test_a_recipient_needs_mail_yaml(office: Office) -> None:
    found = office.run("--row", "1")
    assert (found.code, "--row and --to need mail.yaml" in found.err) == (2, True)


def test_a_stranger_is_told_as_one(furnished: Office) -> None:
    found = furnished.run("--to", "carl@reader.example")
    assert (found.code, "carl@reader.example" in found.err) == (1, True)


def test_what_is_wrong_with_mail_yaml_is_told_with_its_line(furnished: Office) -> None:
    (furnished.root / "mail.yaml").write_text(MAIL.replace("note:", "noet:"), "utf-8")
    found = furnished.run()
    assert found.code == 1
    assert found.err.startswith("mail.yaml:2:")


def test_a_firm_s_own_template_with_a_fault_stops_it(furnished: Office) -> None:
    own = furnished.root / "templates"
    own.mkdir()
    (own / "mail.txt.j2").write_text("Hello\n{{ person.fields.find }}\n", "utf-8")
    found = furnished.run("--row", "1")
    shutil.rmtree(own)
    assert found.code == 1
    assert found.err.startswith("templates/mail.txt.j2:2:1: the letter")


def test_pictures_of_four_windows_are_cut_below_the_letter(tmp_path: Path) -> None:
    """A page that is blue by day and says so in the dark, 300 pixels high but for the margin."""
    program = next(filter(None, map(shutil.which, pictures.NAMES)), None)
    if program is None:
        pytest.skip("no Chromium here: install Debian's package chromium to run this test")
    page = tmp_path / "page.html"
    page.write_text(
        "<style>body { margin: 0 } p { margin: 0; height: 300px; width: 100vw; background: #0000ff }"
        "@media (prefers-color-scheme: dark) { body { background: #000 } p { background: #00ff00 } }"
        "@media (max-width: 480px) { p { height: 200px } }</style><p></p>",
        "utf-8",
    )
    found = {}
    for file in pictures.take(program, page, tmp_path):
        with Image.open(file) as image:
            found[file.name] = (image.size, image.getpixel((50, 100)))
    assert found == {
        "mail-600-light.png": ((600, 324), (0, 0, 255)),
        "mail-600-dark.png": ((600, 324), (0, 255, 0)),
        "mail-375-light.png": ((375, 224), (0, 0, 255)),
        "mail-375-dark.png": ((375, 224), (0, 255, 0)),
    }


def test_a_browser_that_takes_no_picture_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    false = tmp_path / "chromium"
    false.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    false.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(pictures, "NAMES", ("chromium",))
    told = office.run()
    assert told.code == 0
    assert f"No pictures: {false} was asked, but it ended with 3\n" in told.out
