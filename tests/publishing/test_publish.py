"""`reportgen publish` records what is printed from which inputs, and refuses what is not fit for it."""

from __future__ import annotations

import shlex
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.publication import read_published
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.documents.attached import attachments
from reportgen.recorded import parse
from tests.evidence.conftest import Repository
from tests.publishing.conftest import RECORD, House

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.publication import Published

pytestmark = pytest.mark.slow

PDF = "output/nordvind/2025Q3/nordvind-2025Q3.pdf"


def published(house: House) -> Published:
    found = read_published(Workspace(house.root), EditionName("nordvind", "2025Q3"))
    assert found is not None
    return found[1]


def test_the_record_holds_what_the_pdf_says_of_itself(first: House) -> None:
    content = (first.root / PDF).read_bytes()
    manifest = parse(attachments(content)["manifest.json"])
    last = published(first).last
    assert (last.number, last.published, last.tag) == (1, "2026-03-02", "nordvind/2025Q3")
    assert last.documents[0].sha256 == sha256(content).hexdigest()
    assert last.digest == manifest.digest
    assert last.files == {file.path: file.sha256 for file in manifest.files}
    assert (last.commit, last.history) == (manifest.revision.commit, "committed")
    assert last.theme == manifest.making.theme
    assert {name: figure.printed for name, figure in last.headline.items()} == {
        "required_upside": "58%",
        "implied_price": "SEK\N{NO-BREAK SPACE}484.55",
        "parts_equity_value": "n/a",
        "market_cap": "SEK\N{NO-BREAK SPACE}127B",
    }
    assert last.headline["required_upside"].value == "0.5762311902421204"


def test_publishing_and_committing_the_record_leaves_the_pdf_as_it_was(one: House) -> None:
    before = (one.root / PDF).read_bytes()
    (one.root / PDF).unlink()
    assert one.reportgen("build", "nordvind/2025Q3").code == 0
    assert (one.root / PDF).read_bytes() == before


def test_the_commands_that_are_proposed_work_and_are_not_run(fresh: House) -> None:
    answer = fresh.publish("nordvind/2025Q3")
    assert fresh.repository.git("tag") == ""
    assert fresh.repository.git("status", "--short") == f"?? {RECORD}"
    commands = [shlex.split(line) for line in answer.out.splitlines() if line.startswith("  git ")]
    assert [words[3] for words in commands] == ["add", "commit", "tag"]
    for words in commands:
        fresh.repository.git(*words[1:])
    assert fresh.repository.git("tag") == "nordvind/2025Q3"
    assert fresh.repository.git("log", "-1", "--format=%s") == "publish: nordvind/2025Q3"
    assert fresh.repository.git("status", "--short") == ""
    assert fresh.repository.git("show", f"nordvind/2025Q3:{RECORD}").startswith("# What has been")


def test_the_same_inputs_are_not_published_twice(one: House) -> None:
    before = one.file("2025Q3/published.yaml").read_bytes()
    answer = one.reportgen("publish", "nordvind/2025Q3")
    assert answer.code == 0
    assert answer.out == (
        "nordvind/2025Q3 is published with these inputs already: number 1, on 2026-03-02.\n"
    )
    assert one.file("2025Q3/published.yaml").read_bytes() == before


def test_a_corrected_edition_is_published_under_the_next_number(one: House) -> None:
    """The record of the first publication stays, to the last character."""
    before = one.file("2025Q3/published.yaml").read_text("utf-8")
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    one.note(one.covers(one.check()))
    one.commit()
    answer = one.reportgen("publish", "nordvind/2025Q3", "--date", "2026-03-10")
    assert answer.code == 0, answer.err
    after = one.file("2025Q3/published.yaml").read_text("utf-8")
    assert after.startswith(before)
    assert published(one).last.number == 2
    assert published(one).last.corrections == ("backlog",)
    assert "tag -a nordvind/2025Q3.2 -m" in answer.out
    assert one.check() == ["nordvind/2025Q3, nordvind/2025Q4: all is well."]


def test_a_pdf_is_told_from_the_one_that_was_published(one: House) -> None:
    assert one.reportgen("verify", str(one.root / PDF)).out.splitlines()[-1] == (
        "It was published as number 1 of nordvind/2025Q3, on 2026-03-02."
    )
    assert one.reportgen("build", "nordvind/2025Q3", "--paper", "letter").code == 0
    letter = one.root / PDF.replace(".pdf", "-letter.pdf")
    told = one.reportgen("verify", str(letter)).out.splitlines()[-1]
    assert told == "It is no PDF that was published of nordvind/2025Q3."


# What is refused


def refused(house: House, *more: str) -> list[str]:
    """What keeps 2025Q3 from being published; nothing may have been written then."""
    before = house.repository.git("status", "--short", "--ignored")
    answer = house.publish("nordvind/2025Q3", *more)
    assert answer.code == 1
    assert answer.out == ""
    assert house.repository.git("status", "--short", "--ignored") == before
    return answer.err.replace("assumptions/nordvind/", "").splitlines()[:-1]


def test_a_draft_is_refused(fresh: House) -> None:
    fresh.replace("2025Q3/edition.yaml", "status: approved", "status: draft")
    fresh.commit()
    assert refused(fresh) == [
        (
            "2025Q3/edition.yaml:6:9: status: is a draft; write status: approved, and who reviewed it as "
            "reviewer, once it is"
        )
    ]


def test_an_edition_that_nobody_reviewed_is_refused(fresh: House) -> None:
    fresh.replace("2025Q3/edition.yaml", "reviewer: Nils Berg", "reviewer: null")
    fresh.commit()
    assert refused(fresh) == [
        "2025Q3/edition.yaml:5:11: reviewer: names nobody; write who approved it: reviewer: …"
    ]


def test_files_that_are_in_no_commit_are_refused_by_name(fresh: House) -> None:
    fresh.replace("2025Q3/briefing.md", "# ", "# Once more: ")
    fresh.replace("company.yaml", "name: ", "name: The ")
    fresh.repository.git("rm", "--quiet", "--cached", "assumptions/nordvind/market.csv")
    fresh.repository.git("commit", "--quiet", "--message", "x")
    assert refused(fresh) == [
        "2025Q3/briefing.md:1:1: has changes that are in no commit; commit it first, then publish",
        "company.yaml:1:1: has changes that are in no commit; commit it first, then publish",
        "market.csv:1:1: is in no commit; commit it first, then publish",
    ]


def test_a_change_that_the_edition_does_not_see_is_none_of_its_business(fresh: House) -> None:
    fresh.replace("2025Q4/briefing.md", "# ", "# Once more: ")
    assert fresh.publish("nordvind/2025Q3").code == 0


def test_files_with_problems_are_refused(fresh: House) -> None:
    fresh.replace("2025Q3/edition.yaml", "share_price: {value: ", "share_price: {value: -")
    assert "must be greater than zero" in refused(fresh)[0]


def test_a_day_before_the_as_of_day_is_refused(fresh: House) -> None:
    assert refused(fresh, "--date", "2025-11-04") == [
        (
            "2025Q3/edition.yaml:2:8: as_of: is after the day of publication, 2025-11-04; name a later day: "
            "--date …"
        )
    ]


def test_a_changed_edition_without_a_note_is_refused(one: House) -> None:
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    one.commit()
    (told,) = refused(one)
    assert "undo it, or say what was corrected and why in" in told


# What git cannot tell


def test_without_git_it_is_recorded_that_nobody_can_tell_the_commit(fresh: House) -> None:
    subprocess.run(["rm", "-rf", ".git"], cwd=fresh.root, check=True)  # noqa: S607 - the test's own folder
    answer = fresh.publish("nordvind/2025Q3")
    assert answer.code == 0
    last = published(fresh).last
    assert (last.commit, last.history) == (None, "unknown: the folder is in no git repository")
    assert "There is no git history here" in answer.out
    assert "git tag" not in answer.out


def test_on_a_detached_head_the_commit_is_known(fresh: House) -> None:
    commit = fresh.repository.git("rev-parse", "HEAD")
    fresh.repository.git("checkout", "--quiet", "--detach")
    assert fresh.publish("nordvind/2025Q3").code == 0
    assert published(fresh).last.commit == commit


@pytest.fixture
def shallow(fresh: House, tmp_path: Path) -> House:
    """A clone without the past."""
    fresh.write("2025Q3/notes.txt", "a second commit\n")
    fresh.commit()
    fresh.repository.git(
        "clone", "--quiet", "--depth=1", f"file://{fresh.root}", str(tmp_path / "c")
    )
    return House(Repository(tmp_path / "c"))


def test_in_a_shallow_clone_it_is_recorded_that_the_commit_is_unknown(shallow: House) -> None:
    answer = shallow.publish("nordvind/2025Q3")
    assert answer.code == 0
    last = published(shallow).last
    assert last.commit is None
    assert "shallow clone" in last.history
    assert "git" in answer.out


def test_in_a_shallow_clone_uncommitted_files_are_refused_as_well(shallow: House) -> None:
    shallow.replace("2025Q3/briefing.md", "# ", "# Once more: ")
    assert refused(shallow) == [
        "2025Q3/briefing.md:1:1: has changes that are in no commit; commit it first, then publish"
    ]
