"""Writes letters: an edition's words and one reader's into the templates, the style sheet into the HTML.

The templates are compiled once for all readers. Users may have written them, so they run in a sandbox,
and a fault in them is a problem with file and line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from css_inline import CSSInliner
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen import formats, shipped
from reportgen.briefing.letter import Writing, faults, plain_text
from reportgen.briefing.letter.markup import plain
from reportgen.briefing.letter.sheet import FILE as SHEET
from reportgen.briefing.letter.sheet import coloured
from reportgen.briefing.prose import FAULTS
from reportgen.briefing.shown import as_typed
from reportgen.briefing.template_faults import position_of
from reportgen.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.letter import Cover, Letter, Person
    from reportgen.theme import Theme

HTML, TEXT = "mail.html.j2", "mail.txt.j2"
SUBJECT: Final = "{company} {quarter}: {title}"
_PLACE = re.compile(r"\{(company|quarter|title)\}")
MEGABYTE: Final = 1_000_000
#: At most one empty line between two paragraphs of the plain text.
_EMPTY_LINES = re.compile(r"\n{3,}")


class Writer:
    """Writes one edition's letters; what a reader gets depends on the letter, the look and him alone."""

    def __init__(self, letter: Letter, cover: Cover, templates: Path, theme: Theme) -> None:
        """Get ready: `templates` is the workspace's folder; what it does not have is the house's.

        `neutral` is the letter to nobody, what all have in common. ProblemsError tells what is wrong with
        the templates and the style sheet.
        """
        self._folders = (templates, shipped.templates())
        self._environment = _environment(self._folders)
        self._inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
        self.letter = letter
        self._subject = subject_of(letter, cover)
        self._values = {
            "letter": letter, "cover": cover, "theme": theme, "subject": self._subject,
            "style": Markup(coloured(_first(self._folders, SHEET), theme)),
        }  # fmt: skip
        self._judged: set[bool] = set()
        self.neutral = self.written(None)

    def written(self, person: Person | None) -> Writing:
        """The letter to a reader; to nobody it is what all have in common.

        ProblemsError where a template cannot be filled, or where mail programs would not show the letter.
        """
        html = _style_last(self._inliner.inline(self._filled(HTML, person)))
        text = _EMPTY_LINES.sub("\n\n", self._filled(TEXT, person)).strip() + "\n"
        self._judge(html, personal=person is not None)
        return Writing(self._subject, text, html)

    def _judge(self, html: str, *, personal: bool) -> None:
        """Each letter for its size; for all else the first of a kind, for what is personal adds no markup."""
        found = [*faults.sizes(html)]
        if personal not in self._judged:
            self._judged.add(personal)
            found += faults.contents(html)
        if any(problem.severity == "error" for problem in found):
            raise ProblemsError(found)

    def _filled(self, template: str, person: Person | None) -> str:
        try:
            return self._environment.get_template(template).render(self._values, person=person)
        except (*FAULTS, MemoryError) as error:
            whom = f" for {person.name}" if person else ""
            what = f"the letter{whom} cannot be filled: {error}"
            place = position_of(error, self._folders, template)
            raise ProblemsError(
                [Problem(place, "", what, advice="correct the template", stage="references")]
            ) from error


def written(
    letter: Letter, person: Person | None, cover: Cover, templates: Path, theme: Theme
) -> Writing:
    """One letter; who writes to many keeps a `Writer`."""
    return Writer(letter, cover, templates, theme).written(person)


def subject_of(letter: Letter, cover: Cover) -> str:
    """The subject, the edition's words in their places, on one line."""
    words = {"company": letter.short_name, "quarter": letter.edition, "title": letter.title}
    filled = _PLACE.sub(lambda place: words[place[1]], cover.subject or SUBJECT)
    return " ".join(filled.split())


def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=_is_markup, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["typed"] = as_typed
    named: dict[str, Callable[..., object]] = {
        "plain": plain, "wrapped": plain_text.wrapped, "underlined": plain_text.underlined,
        "aligned": plain_text.aligned, "paragraphs": _paragraphs,
        "kilobytes": _kilobytes,
    }  # fmt: skip
    environment.filters.update(named)
    return environment


def _is_markup(template: str | None) -> bool:
    """Whatever is not expressly plain text is escaped, what other templates take in as well."""
    return template is None or not template.endswith(".txt.j2")


def _paragraphs(words: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", words) if part.strip()]


def _kilobytes(size: int) -> str:
    """Bytes as mail programs show the size of a file: `536 kB`, `1.2 MB`."""
    if size < MEGABYTE:
        return f"{formats.number(max(size / 1000, 1), 0)}\N{NO-BREAK SPACE}kB"
    return f"{formats.number(size / MEGABYTE, 1)}\N{NO-BREAK SPACE}MB"


def _first(folders: tuple[Path, ...], name: str) -> str:
    """The text of the first file of that name."""
    files = (folder / name for folder in folders)
    return next(file for file in files if file.is_file()).read_text("utf-8", errors="replace")


def _style_last(html: str) -> str:
    """The kept rules at the end of the head, where inlining has put them before the character set."""
    before, opened, rest = html.partition("<head><style>")
    rules, closed, after = rest.partition("</style>")
    if not opened or not closed:
        return html
    head, closed, body = after.partition("</head>")
    return f"{before}<head>{head}<style>{rules}</style>{closed}{body}"
