"""The manifest: written, read back, and refused where anything in it is not as we write it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from reportgen.assumptions.cuts import Entries, Rows, Whole
from reportgen.assumptions.seen import Seen, seen_file
from reportgen.briefing import evidence
from reportgen.documents.native import native_versions
from reportgen.manifest import NAME, Making, Manifest, as_json, attached, manifest
from reportgen.recorded import ManifestError, parse
from reportgen.revisions import Revision, Revisions

FOLDER = "assumptions/acme"
UNTIL = dt.date(2026, 3, 31)
SEEN = Seen(
    (
        seen_file(f"{FOLDER}/2026Q1/edition.yaml", "quarter: 2026Q1\n", Whole()),
        seen_file(f"{FOLDER}/market.csv", "date\n2026-03-31\n2026-04-01\n", Rows("date", UNTIL)),
        seen_file(f"{FOLDER}/sources.yaml", "a:\n  b: 1\nc:\n  d: 1\n", Entries(frozenset("a"))),
    )
)
COMMIT = Revision("3f2a91c0de" + "0" * 30, dt.date(2026, 8, 14), "committed")
CHANGED = Revision(COMMIT.commit, COMMIT.day, "changed")
REVISIONS = Revisions(
    COMMIT,
    {
        f"{FOLDER}/2026Q1/edition.yaml": COMMIT,
        f"{FOLDER}/market.csv": CHANGED,
        f"{FOLDER}/sources.yaml": Revision(state="untracked"),
    },
)
MAKING = Making(
    document="briefing", edition="acme/2026Q1", company="Acme — “A” & Söhne", paper="letter",
    as_of="2026-03-31T16:00:00+02:00", templates="ab" * 16, theme="cd" * 16, **Making.here(),
)  # fmt: skip
MADE = manifest(MAKING, SEEN, REVISIONS)


def written(made: Manifest) -> bytes:
    return next(a.content for a in attached(made, SEEN) if a.name == NAME)


def test_what_is_written_is_read_back_without_a_loss() -> None:
    assert parse(written(MADE)) == MADE
    assert parse(written(MADE)).revisions == REVISIONS


def test_the_texts_travel_under_flat_names_that_tell_what_they_are() -> None:
    files = {a.name: a for a in attached(MADE, SEEN)}
    assert list(files) == ["2026Q1-edition.yaml", "market.csv", "sources.yaml", "manifest.json"]
    assert files["market.csv"].content == b"date\n2026-03-31\n"
    told = [(a.relationship, a.media_type, a.description) for a in files.values()]
    assert told[0] == ("Source", "application/yaml", f"{FOLDER}/2026Q1/edition.yaml")
    assert told[1][2] == f"{FOLDER}/market.csv, without rows whose date is after 2026-03-31"
    assert told[2][2] == f"{FOLDER}/sources.yaml, only the entries that are cited"
    assert told[3][:2] == ("Supplement", "application/json")


def test_it_names_versions_and_digests_and_no_place_of_this_machine() -> None:
    told = as_json(MADE)
    assert {"weasyprint", "numpy", "pango", "harfbuzz", "fontconfig"} <= set(told["versions"])
    assert "unknown" not in native_versions().values()
    assert [file["lines"] for file in told["files"]] == [1, 2, 2]
    text = written(MADE).decode()
    assert "/home" not in text
    assert "/work" not in text
    assert "/tmp" not in text  # noqa: S108 - it must not stand there


@pytest.mark.parametrize(
    ("where", "value", "why"),
    [
        (("manifest",), 2, "was written by a newer reportgen"),
        (("manifest",), None, "does not say which form"),
        (("edition",), "acme/../etc", "names no edition"),
        (("edition",), "../2026Q1", "names no edition"),
        (("paper",), "a0", "none of a4, letter"),
        (("code",), "<b>", "no digest under 'code'"),
        (("versions",), [], "no mapping under 'versions'"),
        (("digest",), 5, "no proper text under 'digest'"),
        (("company",), "x" * 1000, "no proper text under 'company'"),
        (("files",), {}, "no proper list under 'files'"),
        (("files",), [{}] * 2000, "no proper list under 'files'"),
        (("files", 0), 7, "no mapping"),
        (("files", 0, "path"), "/etc/passwd", "none of this company"),
        (("files", 0, "path"), f"{FOLDER}/../../../etc/passwd", "none of this company"),
        (("files", 0, "path"), f"{FOLDER}/..", "none of this company"),
        (("files", 0, "path"), f"{FOLDER}/.git/config", "none of this company"),
        (("files", 0, "path"), "assumptions/other/company.yaml", "none of this company"),
        (("files", 0, "path"), f"{FOLDER}/a\\b.yaml", "none of this company"),
        (("files", 0, "path"), f"{FOLDER}/market.csv", "lists a file twice"),
        (("files", 0, "attachment"), "manifest.json", "no proper name"),
        (("files", 0, "attachment"), "../x.yaml", "no proper name"),
        (("files", 0, "attachment"), "x.exe", "kind that is not used"),
        (("files", 0, "sha256"), "none", "no digest under 'sha256'"),
        (("files", 0, "lines"), "1", "how many lines"),
        (("files", 0, "seen"), "some", "what was seen"),
        (("files", 1, "seen", "until"), "yesterday", "no day"),
        (("files", 2, "seen", "entries"), "a", "no proper list under 'entries'"),
        (("revision", "commit"), "HEAD; rm", "names no commit"),
        (("revision", "state"), "fine", "under 'state'"),
        (("revision", "day"), "2026-13-01", "no day"),
    ],
)  # fmt: skip
def test_what_we_would_not_write_is_refused(
    where: tuple[str | int, ...], value: object, why: str
) -> None:
    told: Any = as_json(MADE)
    inner = told
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    with pytest.raises(ManifestError, match=why):
        parse(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b"7"])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ManifestError):
        parse(content)


def test_the_page_prints_the_commit_and_a_digest_where_no_commit_has_it() -> None:
    digest = SEEN.digest[:12]
    assert evidence.revision(SEEN, REVISIONS) == "3f2a91c0de (14 Aug 2026)"
    assert evidence.revision(SEEN, Revisions(CHANGED)) == (
        f"3f2a91c0de (14 Aug 2026) and changes, digest {digest}"
    )
    assert evidence.revision(SEEN, Revisions(Revision(state="untracked"))) == digest
    assert evidence.revision(SEEN, Revisions(Revision(state="unknown"))) == digest


def test_each_file_has_its_row() -> None:
    rows = evidence.files(SEEN, REVISIONS)
    assert [(r.mark, r.revision, r.day, r.rows) for r in rows] == [
        ("F1", "3f2a91c0de", "14 Aug 2026", "all"),
        ("F2", "3f2a91c0de with uncommitted changes", "14 Aug 2026", "1 row up to 31 Mar 2026"),
        ("F3", f"digest {SEEN.files[2].digest[:12]}", "", "1 entry"),
    ]
