"""Whether a PDF is what its files make: read its manifest, compare the files, make it again.

It is made again from the texts that it carries, in a folder of its own; these are compared with the
files of the workspace. So two questions get two answers: whether the PDF is true to its own texts, and
whether these are still the texts of the workspace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen import building
from reportgen.assumptions.reading import read_editions
from reportgen.assumptions.seen import seen_by
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.documents import PrintError
from reportgen.documents.attached import UnreadableError, attachments
from reportgen.documents.compared import differences
from reportgen.documents.stamp import comparing
from reportgen.documents.stamp.unstamping import unstamped
from reportgen.manifest import NAME, Listed, Making, Manifest
from reportgen.problems import ProblemsError
from reportgen.recorded import ManifestError, parse
from reportgen.revisions import History

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.documents.stamp.comparing import Restamp
    from reportgen.documents.stamp.unstamping import Copy
    from reportgen.theme import Theme

#: Makes the document that a manifest names out of the files of a workspace.
Make = Callable[[Workspace, EditionName, Manifest], bytes]
#: Places in one file that are told.
MOST_TOLD = 5
LONGEST = 60


class UnverifiableError(ValueError):
    """Nothing can be said of the file; the message says why."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a PDF carries: its manifest, the texts that this names by their paths, and its bytes."""

    manifest: Manifest
    texts: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; each tuple holds sentences and is empty where all is well."""

    manifest: Manifest
    inputs: tuple[str, ...]
    """Where the workspace's files say otherwise than the texts in the PDF."""
    made_with: tuple[str, ...]
    """What it was made with that is not what is here: versions, templates, code."""
    differences: tuple[str, ...]
    """Where the PDF is not what its own texts make."""
    copy: Copy | None = None
    """The PDF taken apart where it bears a stamp; all else is said of the document without it."""

    @property
    def same(self) -> bool:
        """Whether the PDF is, byte for byte, what the workspace makes."""
        return not (self.inputs or self.differences)


def verify(
    content: bytes, workspace: Workspace | None, make: Make, restamp: Restamp | None = None
) -> Verdict:
    """Compare a PDF with the workspace, where there is one, and with what its own texts make.

    The stamp of a copy is taken away before, and held against what `restamp` makes of it. Raises
    UnverifiableError where the PDF cannot be read or carries no usable manifest.
    """
    copy = _copy(content)
    if copy is None:
        return _verdict(content, workspace, make)
    found = _verdict(copy.document, workspace, make)
    stamp = tuple(comparing.differences(content, copy, restamp)) if restamp else ()
    return replace(found, copy=copy, differences=(*found.differences, *stamp))


def _copy(content: bytes) -> Copy | None:
    try:
        return unstamped(content)
    except UnreadableError as error:
        raise UnverifiableError(str(error)) from error


def _verdict(content: bytes, workspace: Workspace | None, make: Make) -> Verdict:
    evidence = read_evidence(content)
    inputs = tuple(_inputs(evidence, workspace)) if workspace else ()
    forged = tuple(_forged(evidence))
    try:
        made = make_again(evidence, make)
    except (ProblemsError, PrintError) as error:
        first = next(iter(str(error).splitlines()), "")
        untold = f"it cannot be made again: {first}"
        return Verdict(evidence.manifest, inputs, tuple(_here(evidence)), (*forged, untold))
    made_with = tuple(_made_with(evidence.manifest.making, read_evidence(made).manifest.making))
    found = tuple(_compared(content, made))
    if made_with and len(found) == 1 and found[0].startswith(f"attached file {NAME}:"):
        found = (f"attached file {NAME}: says that it was made with something else",)
    return Verdict(evidence.manifest, inputs, made_with, (*forged, *found))


def maker(templates: Path, theme: Theme) -> Make:
    """Makes documents in this look, on the paper and at the revisions that a manifest records."""

    def make(workspace: Workspace, name: EditionName, manifest: Manifest) -> bytes:
        making = manifest.making
        order = building.Order(
            workspace, name, building.Look.of(templates, theme), making.paper,
            workings=making.document == "workings",
            history=History.fixed("", manifest.revisions), agreeing=False,
        )  # fmt: skip
        building.build(order)
        return next(p for d, p in order.documents.items() if d == making.document).read_bytes()

    return make


def read_evidence(content: bytes) -> Evidence:
    """What a PDF carries; raises UnverifiableError where it carries no usable manifest."""
    try:
        carried = attachments(content)
        if NAME not in carried:
            raise UnverifiableError(
                "carries no manifest: reportgen did not make it, or it was lost"
            )
        manifest = parse(carried[NAME])
    except UnreadableError as error:
        raise UnverifiableError(str(error)) from error
    except ManifestError as error:
        raise UnverifiableError(f"carries a manifest that {error}") from error
    texts = {
        file.path: carried[file.attachment].decode("utf-8", "replace")
        for file in manifest.files
        if file.attachment in carried
    }
    return Evidence(manifest, texts, content)


def make_again(evidence: Evidence, make: Make) -> bytes:
    """Lay the texts out in a folder of their own and make the document there."""
    with TemporaryDirectory(prefix="reportgen-verify-") as folder:
        workspace = Workspace(Path(folder))
        for path, text in evidence.texts.items():
            target = workspace.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        return make(workspace, _name(evidence.manifest), evidence.manifest)


def _name(manifest: Manifest) -> EditionName:
    return EditionName(*manifest.making.edition.split("/", 1))


def _compared(content: bytes, made: bytes) -> list[str]:
    try:
        return differences(content, made)
    except UnreadableError as error:
        return [str(error)]


def _forged(evidence: Evidence) -> Iterator[str]:
    for file in evidence.manifest.files:
        text = evidence.texts.get(file.path)
        if text is None:
            yield f"attached file {file.attachment}: is missing"
        elif sha256(text.encode()).hexdigest() != file.sha256:
            yield f"attached file {file.attachment}: is not the text that the manifest names"


# The workspace's files


def _inputs(evidence: Evidence, workspace: Workspace) -> Iterator[str]:
    name = _name(evidence.manifest)
    if name.quarter not in workspace.editions(name.company):
        yield f"there is no edition {name} here"
        return
    for file in evidence.manifest.files:
        yield from _changes(file, evidence.texts.get(file.path, ""), workspace)
    yield from _unknown_then(evidence.manifest, workspace)


def _changes(file: Listed, seen: str, workspace: Workspace) -> Iterator[str]:
    """Each place at which the file, cut in the same way, is other than the text in the PDF."""
    try:
        today = read_text(workspace.root / file.path, file.path)
    except ProblemsError as error:
        yield from (str(problem) for problem in error.problems)
        return
    numbers, now, then = file.cut.lines(today), file.cut.of(today), seen
    if now == then:
        return
    before, after = then.splitlines(), now.splitlines()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    for _, old, old_end, new, new_end in changed[:MOST_TOLD]:
        line = numbers[min(new, len(numbers) - 1)] if numbers else 1
        yield f"{file.path}:{line}: {_change(before[old:old_end], after[new:new_end])}"
    if not changed:
        yield f"{file.path}: ends otherwise"
    if len(changed) > MOST_TOLD:
        yield f"{file.path}: and {len(changed) - MOST_TOLD} more places"


def _change(before: list[str], after: list[str]) -> str:
    """What became of some lines; of two long ones only the part where they begin to differ."""
    if not before:
        return f"{_lines(after)} new: '{_short(after[0])}'"
    if not after:
        return f"{_lines(before)} gone: '{_short(before[0])}'"
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before[0], after[0], strict=False))
    at = sum(1 for _ in alike)
    return f"is '{_short(after[0], at)}', was '{_short(before[0], at)}'"


def _lines(lines: list[str]) -> str:
    return "1 line is" if len(lines) == 1 else f"{len(lines)} lines are"


def _short(line: str, at: int = 0) -> str:
    start = max(0, at - LONGEST // 2) if len(line) > LONGEST else 0
    end = start + LONGEST
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if line[end:] else ''}"


def _unknown_then(manifest: Manifest, workspace: Workspace) -> Iterator[str]:
    """Files that the edition rests on today and did not rest on then, such as an earlier edition."""
    known = {file.path for file in manifest.files}
    try:
        today = seen_by(read_editions(workspace, _name(manifest), agreeing=False))
    except ProblemsError as error:
        yield from (str(problem) for problem in error.problems)
        return
    for file in today.files:
        if file.path not in known:
            yield f"{file.path}: was not there when this was printed"


# What it was made with


def _here(evidence: Evidence) -> Iterator[str]:
    """What can be compared where nothing was made."""
    then = evidence.manifest.making
    here = Making.here()
    yield from _versions(dict(then.versions), dict(here["versions"]))
    if then.code != here["code"]:
        yield "the program: its code is not the same"


def _made_with(then: Making, now: Making) -> Iterator[str]:
    if then.reportgen != now.reportgen:
        yield f"reportgen: {then.reportgen} then, {now.reportgen} here"
    elif then.code != now.code:
        yield "reportgen: other code of the same version"
    if then.templates != now.templates:
        yield "templates: not the same files"
    if then.theme != now.theme:
        yield "theme: not the same"
    yield from _versions(dict(then.versions), dict(now.versions))


def _versions(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for library in sorted({*then, *now}):
        old, new = then.get(library, "none"), now.get(library, "none")
        if old != new:
            yield f"{library}: {old} then, {new} here"
