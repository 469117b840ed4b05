"""A page of the preview: the edition as browsers get it, a bar with the state of its PDFs, what is wrong.

The page keeps the policy that it was written with. It is widened by the bar's own style sheet and script,
each named by its digest, and by the one address that this script asks.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.problems import Problem


def _digest(text: str) -> str:
    """How a policy names a script or a style sheet."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


SCRIPT = Path(__file__).with_name("live.js").read_text("utf-8")
SHEET = Path(__file__).with_name("panel.css").read_text("utf-8")
#: How every page's own policy begins.
POLICY = "default-src 'none'; style-src "
WIDER_POLICY = (
    f"default-src 'none'; script-src {_digest(SCRIPT)}; connect-src 'self'; "
    f"style-src {_digest(SHEET)} "
)
#: Where there is no edition to show yet.
BLANK = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Preview</title>
</head>
<body>
<main>
<h1>There is no page yet</h1>
<p>It will stand here as soon as the files can be read.</p>
</main>
</body>
</html>
"""
NAMES = {"briefing": "Briefing", "workings": "Workings"}


@dataclass(frozen=True, slots=True)
class Faults:
    """Why the newest files give no page: problems of the files, other complaints, a fault of ours."""

    problems: tuple[Problem, ...] = ()
    complaints: tuple[str, ...] = ()
    trace: str = ""

    @property
    def stop(self) -> bool:
        """Whether there is no page because of them; warnings alone do not stop one."""
        wrong = any(problem.severity == "error" for problem in self.problems)
        return wrong or bool(self.complaints or self.trace)

    @property
    def summary(self) -> str:
        """What there is, in a few words."""
        if self.trace:
            return "The page could not be set"
        wrong = [problem for problem in self.problems if problem.severity == "error"]
        count = len(wrong) + len(self.complaints)
        return f"{count} problem{'s' if count != 1 else ''}"


def framed(page: str, name: str, title: str, faults: Faults, documents: Iterable[str]) -> str:
    """The page with the preview's bar; `page` is the last one that could be set, or '' where none could.

    Raises ValueError where the page has no policy that could be widened.
    """
    behind, page = bool(page), page or BLANK
    if POLICY not in page:
        raise ValueError("the page has no policy of the expected form")
    page = page.replace(POLICY, WIDER_POLICY, 1)
    head = f'<meta name="preview" content="{escape(name)}">\n<style>{SHEET}</style>\n</head>'
    page = page.replace("</head>", head, 1)
    before, _, after = page.rpartition("</body>")
    bar = _bar(title, faults, documents, behind=behind)
    return f"{before}{bar}<script>{SCRIPT}</script>\n</body>{after}"


def _bar(title: str, faults: Faults, documents: Iterable[str], *, behind: bool) -> str:
    told = "".join(_told(faults, behind=behind))
    marked = " data-problems" if faults.stop else ""
    return (
        f'<aside id="preview" aria-label="Preview"{marked}>\n{told}'
        f'<p class="states" role="status"><b>Preview of {escape(title)}</b>\n{_states(documents)}'
        "<span data-connection hidden>The preview has stopped: what stands here may be old.</span></p>\n"
        "</aside>\n"
    )


def _states(documents: Iterable[str]) -> str:
    return "".join(
        f'<span><a href="/{name}.pdf">{NAMES[name]} as PDF</a>: <span data-print="{name}"></span></span>\n'
        for name in documents
    )


def _told(faults: Faults, *, behind: bool) -> Iterator[str]:
    """What is wrong, first what stops the page."""
    if faults.stop:
        yield f"<h2>{faults.summary}</h2>\n"
    if faults.problems:
        listed = _list(map(_problem, faults.problems))
        warnings = f"{len(faults.problems)} warning{'s'[: len(faults.problems) > 1]}"
        yield (
            listed if faults.stop else f"<details><summary>{warnings}</summary>{listed}</details>\n"
        )
    if faults.complaints:
        yield _list(map(escape, faults.complaints))
    if faults.trace:
        yield (
            "<p>This is a fault of reportgen, not of your files; please report the lines below.</p>\n"
            f"<details><summary>{escape(faults.trace.strip().splitlines()[-1])}</summary>"
            f"<pre>{escape(faults.trace)}</pre></details>\n"
        )
    if faults.stop and behind:
        yield "<p>Behind this stands the page as it was before.</p>\n"


def _list(items: Iterable[str]) -> str:
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>\n"


def _problem(problem: Problem) -> str:
    """The same words as `check` prints, the place on a line of its own."""
    place = str(problem.position)
    return f"<code>{escape(place)}</code> {escape(str(problem).removeprefix(f'{place}: '))}"


def name_of(page: str, faults: Faults) -> str:
    """A name that changes whenever what is seen does: browsers that have another one fetch the page again."""
    told: Sequence[str] = (page, repr(faults))
    return sha256("\0".join(told).encode()).hexdigest()[:20]
