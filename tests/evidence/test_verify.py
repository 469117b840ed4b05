"""`reportgen verify`: a PDF made again is the same, or it is told what differs."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from reportgen import fingerprint
from reportgen.cli import group
from reportgen.documents.attached import attachments
from tests.conftest import COMPANIES
from tests.evidence.conftest import Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

COMPANY = "assumptions/nordvind"


@dataclass(frozen=True, slots=True)
class Answer:
    out: str
    err: str
    code: int


def reportgen(*words: object) -> Answer:
    told = CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)
    return Answer(told.stdout, told.stderr, told.exit_code)


def build(root: Path, edition: str, *more: str) -> Path:
    answer = reportgen("build", edition, "--workspace", root, *more)
    assert answer.code == 0, answer.err
    return root / f"output/nordvind/{edition}/nordvind-{edition}{'-letter' if more else ''}.pdf"


def verify(pdf: Path, root: Path, *more: str) -> Answer:
    return reportgen("verify", pdf, "--workspace", root, *more)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a company, of which an edition is built; nobody may change it."""
    made = Repository(tmp_path_factory.mktemp("first"))
    made.git("init", "--quiet")
    shutil.copytree(COMPANIES["nordvind"], made.root / COMPANY)
    made.write(".gitignore", "output/\n")
    made.commit()
    build(made.root, "2025Q3")
    return made.root


@pytest.fixture
def copy(first: Path, tmp_path: Path) -> Repository:
    """A copy of it to change."""
    return Repository(shutil.copytree(first, tmp_path / "copy"), days=10)


def printed(root: Path) -> Path:
    return root / "output/nordvind/2025Q3/nordvind-2025Q3.pdf"


def change(root: Path, file: str, old: str, new: str) -> int:
    path = root / COMPANY / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_pdf_made_again_is_the_same_and_nothing_in_output_is_touched(first: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    answer = verify(printed(first), first)
    commit = Repository(first).git("rev-parse", "HEAD")[:10]
    assert answer == Answer(
        f"same: {printed(first)} (nordvind/2025Q3, briefing on a4, revision {commit})\n", "", 0
    )
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*")} == before


def test_it_carries_the_texts_the_figures_and_the_manifest(first: Path) -> None:
    carried = attachments(printed(first).read_bytes())
    assert list(carried) == [
        "2025Q3-briefing.md", "2025Q3-edition.yaml", "company.yaml", "figures.csv", "figures.json",
        "history.csv", "manifest.json", "market.csv", "sources.yaml",
    ]  # fmt: skip
    whole = (first / COMPANY / "company.yaml").read_bytes()
    assert carried["company.yaml"] == whole
    figures = json.loads(carried["figures.json"])
    assert (
        len(figures) == carried["figures.csv"].decode().count("\n") - 1
        or b'"' in carried["figures.csv"]
    )
    places = {figure["position"].split(":")[0] for figure in figures if figure["position"]}
    assert f"{COMPANY}/history.csv" in places


def test_the_page_prints_the_revision(first: Path) -> None:
    commit = Repository(first).git("rev-parse", "HEAD")[:10]
    assert f"Revision {commit} (2 Jan 2026)" in text_of(printed(first))


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_without_files_to_compare_with_it_is_made_again_from_its_own_texts(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = reportgen("verify", printed(first))
    assert (answer.code, answer.out[:5]) == (0, "same:")
    assert answer.err == "There are no assumption files here to compare with.\n"


def test_later_work_leaves_the_bytes_of_an_edition_alone(copy: Repository) -> None:
    before = printed(copy.root).read_bytes()
    with (copy.root / COMPANY / "market.csv").open("a") as file:
        file.write("2026-05-04,NORDV,350,,,,stockholm-closes\n")
    sources = (copy.root / COMPANY / "sources.yaml").read_text("utf-8")
    copy.write(f"{COMPANY}/sources.yaml", f"aaa:\n  title: A\n  publisher: A\n  date: null\n"
               f"  address: null\n  tier: house\n\n{sources}")  # fmt: skip
    change(copy.root, "2025Q4/edition.yaml", "stockholm-closes, as_of: 2026-02-18, was", "aaa, was")
    copy.commit()
    copy.write("README.md", "x\n")
    copy.commit()
    assert verify(printed(copy.root), copy.root).code == 0
    printed(copy.root).unlink()
    assert build(copy.root, "2025Q3").read_bytes() == before


def test_a_line_that_has_changed_is_told_and_that_the_pdf_is_true_to_its_own(
    copy: Repository,
) -> None:
    line = change(copy.root, "market.csv", "304.60", "304.70")
    gone = change(copy.root, "history.csv", "409.8,310,", "409.8,311,")
    answer = verify(printed(copy.root), copy.root)
    assert answer.code == 1
    told = answer.out.splitlines()
    assert told[0].startswith("differs: ")
    assert told[1:] == [
        "These files are not what it was made from:",
        (
            f"  {COMPANY}/history.csv:{gone}: "
            "is '…-04,7427,493,330,0.81,409.8,311,512,,5210,812,91,,1405,7873,…', "
            "was '…-04,7427,493,330,0.81,409.8,310,512,,5210,812,91,,1405,7873,…'"
        ),
        (
            f"  {COMPANY}/market.csv:{line}: "
            "is '2025-09-30,NORDV,304.70,410100000,2025-09-30,,stockholm-clos…', "
            "was '2025-09-30,NORDV,304.60,410100000,2025-09-30,,stockholm-clos…'"
        ),
        "Made again from the texts it carries, it is the same.",
    ]  # fmt: skip


def test_lines_that_came_or_went_and_files_that_are_gone_are_told(copy: Repository) -> None:
    path = copy.root / COMPANY / "market.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(
        "".join([rows[0], *rows[2:], "2025-10-01,NORDV,305,,,,stockholm-closes\n"]), "utf-8"
    )
    (copy.root / COMPANY / "company.yaml").unlink()
    told = json.loads(verify(printed(copy.root), copy.root, "--format", "json").out)
    assert told["same"] is False
    assert told["differences"] == []
    assert [line.split(": ", 1)[1] for line in told["inputs"] if "market.csv" in line] == [
        f"1 line is gone: '{rows[1][:60]}…'",
        "1 line is new: '2025-10-01,NORDV,305,,,,stockholm-closes'",
    ]  # fmt: skip
    assert any("company.yaml:1:1: is missing" in line for line in told["inputs"])


def test_an_earlier_edition_that_came_since_is_told(copy: Repository) -> None:
    folder = shutil.copytree(copy.root / COMPANY / "2025Q3", copy.root / COMPANY / "2025Q2")
    text = (folder / "edition.yaml").read_text("utf-8")
    (folder / "edition.yaml").write_text(
        text.replace("quarter: 2025Q3", "quarter: 2025Q2"), "utf-8"
    )
    told = json.loads(verify(printed(copy.root), copy.root, "--format", "json").out)
    assert told["inputs"] == [
        f"{COMPANY}/2025Q2/briefing.md: was not there when this was printed",
        f"{COMPANY}/2025Q2/edition.yaml: was not there when this was printed",
    ]


def test_a_workspace_that_has_no_such_edition_says_so_and_the_pdf_is_judged_by_its_own(
    first: Path, tmp_path: Path
) -> None:
    shutil.copytree(COMPANIES["skarv"], tmp_path / "assumptions" / "skarv")
    answer = verify(printed(first), tmp_path)
    assert answer.code == 1
    assert "there is no edition nordvind/2025Q3 here" in answer.out
    assert "Made again from the texts it carries, it is the same." in answer.out


def forged(pdf: Path, to: Path, forge: Callable[[pikepdf.Pdf], None]) -> Path:
    with pikepdf.open(pdf) as opened:
        forge(opened)
        opened.save(to, deterministic_id=True)
    return to


def _a_number(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    kept = list(pikepdf.parse_content_stream(page))
    last = max(n for n, one in enumerate(kept) if str(one.operator) in {"TJ", "Tj"})
    del kept[last]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _the_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Forged"


def _a_text(pdf: pikepdf.Pdf) -> None:
    file = pdf.attachments["market.csv"].obj.EF.F
    file.write(file.read_bytes().replace(b"304.60", b"404.60"))


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (_a_number, ["  page 1: after '"]),
        (_the_title, ["  metadata: Title is 'Forged' where '"]),
        (_a_text, [f"{COMPANY}/market.csv:3: is '2025-09-30,NORDV,304.60",
                   "  attached file market.csv: is not the text that the manifest names"]),
    ],
)  # fmt: skip
def test_what_was_forged_is_told(
    first: Path, tmp_path: Path, forge: Callable[[pikepdf.Pdf], None], told: list[str]
) -> None:
    answer = verify(forged(printed(first), tmp_path / "forged.pdf", forge), first)
    assert answer.code == 1
    assert [line for line in told if line not in answer.out] == []
    assert "it is the same" not in answer.out


def test_bytes_put_behind_the_end_are_told(first: Path, tmp_path: Path) -> None:
    longer = tmp_path / "longer.pdf"
    longer.write_bytes(printed(first).read_bytes() + b"\n%%EOF\n")
    answer = verify(longer, first)
    assert answer.code == 1
    assert "7 bytes were added behind the end of the document" in answer.out


def test_another_version_of_a_library_is_named(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {**fingerprint.library_versions(), "weasyprint": "99.1"}
    monkeypatch.setattr(fingerprint, "library_versions", lambda: versions)
    told = json.loads(verify(printed(first), first, "--format", "json").out)
    assert told["made_with"] == [f"weasyprint: {version('weasyprint')} then, 99.1 here"]
    assert told["differences"] == [
        "attached file manifest.json: says that it was made with something else"
    ]
    assert told["same"] is False


def test_letter_is_made_again_on_letter(copy: Repository) -> None:
    pdf = build(copy.root, "2025Q3", "--paper", "letter")
    told = json.loads(verify(pdf, copy.root, "--format", "json").out)
    assert (told["same"], told["paper"]) == (True, "letter")


def test_changes_that_are_not_committed_are_printed_and_committing_them_prints_the_commit(
    copy: Repository,
) -> None:
    change(copy.root, "2025Q3/edition.yaml", "author:", "# who wrote it\nauthor:")
    pdf = build(copy.root, "2025Q3")
    assert "(2 Jan 2026) and changes, digest " in text_of(pdf)
    assert verify(pdf, copy.root).code == 0
    commit = copy.commit()
    assert verify(pdf, copy.root).code == 0, (
        "the texts are the same; the revision is the recorded one"
    )
    assert f"Revision {commit[:10]} (12 Jan 2026)" in text_of(build(copy.root, "2025Q3"))


def _no_manifest(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["manifest.json"]


def _newer(pdf: pikepdf.Pdf) -> None:
    file = pdf.attachments["manifest.json"].obj.EF.F
    told: dict[str, Any] = json.loads(file.read_bytes())
    file.write(json.dumps({**told, "manifest": 99, "reportgen": "9.9"}).encode())


def test_what_cannot_be_verified_ends_with_2_and_one_sentence(first: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no PDF", "utf-8")
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(printed(first).read_bytes()[:5000])
    bare = forged(printed(first), tmp_path / "bare.pdf", _no_manifest)
    newer = forged(printed(first), tmp_path / "newer.pdf", _newer)
    assert {path.name: verify(path, first) for path in (text, cut, bare, newer)} == {
        "text.pdf": Answer("", f"{text} is not a PDF\n", 2),
        "cut.pdf": Answer("", f"{cut} is damaged\n", 2),
        "bare.pdf": Answer(
            "", f"{bare} carries no manifest: reportgen did not make it, or it was lost\n", 2
        ),
        "newer.pdf": Answer(
            "", f"{newer} carries a manifest that was written by a newer reportgen (9.9): "
            "install that one\n", 2
        ),
    }  # fmt: skip
    assert verify(tmp_path / "none.pdf", first).code == 2


def test_an_edition_between_others_is_made_again_from_its_own_texts(tmp_path: Path) -> None:
    """It sees the edition before it, and nothing of the ones after it."""
    shutil.copytree(COMPANIES["amazon"], tmp_path / "assumptions" / "amazon")
    answer = reportgen("build", "amazon/2025Q4", "--workspace", tmp_path)
    assert answer.code == 0, answer.err
    pdf = tmp_path / "output/amazon/2025Q4/amazon-2025Q4.pdf"
    told = json.loads(verify(pdf, tmp_path, "--format", "json").out)
    assert (told["same"], told["commit"], told["state"]) == (True, None, "unknown")
    paths = {
        file["path"] for file in json.loads(attachments(pdf.read_bytes())["manifest.json"])["files"]
    }
    editions = {path.split("/")[2] for path in paths if path.endswith("edition.yaml")}
    assert editions == {"2025Q3", "2025Q4"}
