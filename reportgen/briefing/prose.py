"""The analyst's prose: Markdown with figures in it, checked before it is set.

Names are looked up in the figures, so a sentence cannot outlive its number; digits that do not come
from a figure are refused. All faults of a text are told at once, with file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.briefing import prose_bounds, typed_against, typed_text
from reportgen.briefing.printed import linked
from reportgen.briefing.shown import Names, known_attributes
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it import MarkdownIt

#: Heading in briefing.md -> whether it must be there.
SECTIONS = {
    "Key takeaways": True,
    "Key facts": True,
    "Comparison": False,
    "Analysis": True,
    "What to watch": True,
    "Exhibits": False,
    "Method": False,
}
#: What a sentence of a user's can raise when it is filled in.
FAULTS = (
    TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError,
)  # fmt: skip
HOUSE_OPEN, HOUSE_CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True)
class Prose:
    """A briefing.md that has been filled in: its title, standfirst and sections, still Markdown."""

    title: str
    standfirst: str
    sections: Mapping[str, str]
    warnings: tuple[Problem, ...] = ()
    """What is not wrong and should be known, such as a waiver that nothing needs."""

    def html(self, section: str) -> tuple[Markup, ...]:
        """The blocks of a section as markup, one each."""
        return tuple(blocks(self.sections.get(section, "")))

    def items(self, section: str) -> tuple[Markup, ...]:
        """The points of a section's list, as inline markup."""
        return tuple(_items(self.sections.get(section, "")))

    @cached_property
    def exhibits(self) -> Mapping[str, tuple[str, str]]:
        """Chart name -> its title and its note, as the analyst wrote them."""
        parts = re.split(r"^### +(\w+)\s*$", self.sections.get("Exhibits", ""), flags=re.MULTILINE)
        texts = (part.strip().partition("\n") for part in parts[2::2])
        return {
            name: (title.strip(), note.strip())
            for name, (title, _, note) in zip(parts[1::2], texts, strict=True)
        }


def fill(text: str, path: str, names: Names, *, linted: bool = True) -> Prose:
    """Check a briefing's text and put its figures in; raises ProblemsError with every fault found.

    Without `linted` figures may be typed: what was once written is read, not judged.
    """
    prose_bounds.refuse_too_long(text, path)
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    try:
        tree = environment.parse(text)
        template = environment.from_string(tree)
    except TemplateSyntaxError as error:
        problem = Problem(
            Position(path, error.lineno), "", f"the template tag is wrong: {error.message}",
            advice="tags are {{ name }} and {% if name > 0 %} … {% endif %}", stage="syntax",
        )  # fmt: skip
        raise ProblemsError([problem]) from error
    except RecursionError as error:
        deep = Problem(
            Position(path), "", "a tag is nested too deeply to be read", stage="syntax",
            advice="print a figure with {{ name }}",
        )  # fmt: skip
        raise ProblemsError([deep]) from error
    faults = [
        *prose_bounds.forbidden_tags(tree, path), *_missing_sections(text, path), *_uneven_rows(text, path),
        *_unknown_names(tree, path, names), *(_typed_figures(text, tree, path, names) if linted else ()),
    ]  # fmt: skip
    if any(fault.severity == "error" for fault in faults):
        raise ProblemsError(faults)
    wanted = {node.name for node in tree.find_all(nodes.Name)}
    filled = _filled(template, path, names.context(wanted))
    if astray := list(prose_bounds.bad_links(filled, text, path)):
        raise ProblemsError([*faults, *astray])
    return replace(_split(filled), warnings=tuple(faults))


def _filled(template: Template, path: str, context: Mapping[str, Any]) -> str:
    try:
        return template.render(context)
    except FAULTS as error:
        frames = _frames(error)
        known = getattr(error, "lineno", None) or 1
        line = max((n for name, n in frames if name == "<template>"), default=known)
        advice = "ask {% if figure.known %} before comparing a figure that can be n/a"
        problem = Problem(
            Position(path, line), "", f"cannot be filled in: {error}", advice=advice,
            stage="references",
        )  # fmt: skip
        raise ProblemsError([problem]) from error


def _frames(error: BaseException) -> list[tuple[str, int]]:
    trace, found = error.__traceback__, []
    while trace is not None:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found


def _missing_sections(text: str, path: str) -> Iterator[Problem]:
    headings: dict[str, int] = {}
    for match in re.finditer(r"^## +(.+)$", text, re.MULTILINE):
        line, heading = text[: match.start()].count("\n") + 1, match[1].strip()
        if heading in headings:
            yield Problem(Position(path, line), "", "a section stands twice", f"'{heading}'",
                          f"the first is in line {headings[heading]}")  # fmt: skip
        headings.setdefault(heading, line)
    if not re.search(r"^# +\S", text, re.MULTILINE):
        yield Problem(Position(path), "", "there is no title", advice="begin with '# Title'")
    for heading, line in headings.items():
        if heading not in SECTIONS:
            yield Problem(Position(path, line), "", "unknown section", f"'{heading}'",
                          nearest(heading, tuple(SECTIONS)))  # fmt: skip
    for heading, needed in SECTIONS.items():
        if needed and heading not in headings:
            yield Problem(Position(path, text.count("\n") + 1), "", f"the section '{heading}' is missing",
                          advice=f"add '## {heading}'")  # fmt: skip


def _uneven_rows(text: str, path: str) -> Iterator[Problem]:
    """Rows of a table with another number of cells than its head: a cell would silently move."""
    cells = 0
    for line, written in enumerate(text.splitlines(), start=1):
        if not written.lstrip().startswith("|"):
            cells = 0
            continue
        count = len(re.sub(r"\{\{.*?\}\}", "", written.strip()).strip("|").split("|"))
        cells = cells or count
        if count != cells or not written.rstrip().endswith("|"):
            yield Problem(Position(path, line), "", f"a row of the table should have {cells} cells",
                          f"'{written.strip()[:60]}'", "write | before, between and after cells")  # fmt: skip


def _unknown_names(tree: nodes.Template, path: str, names: Names) -> Iterator[Problem]:
    inner = {id(node.node) for node in tree.find_all(nodes.Getattr)}
    for node in tree.find_all((nodes.Getattr, nodes.Name)):
        if id(node) not in inner:
            yield from _misnamed(_dotted(node), path, node.lineno, names)


def _dotted(node: nodes.Node) -> tuple[str, ...]:
    """A name with what follows its dots; what hangs on anything but a name begins with nothing."""
    if isinstance(node, nodes.Getattr):
        return (*_dotted(node.node), node.attr)
    return (node.name,) if isinstance(node, nodes.Name) else ("",)


def _misnamed(dotted: tuple[str, ...], path: str, line: int, names: Names) -> Iterator[Problem]:
    head, *rest = dotted
    if head in names.groups:
        group = names.groups[head]
        named = [n for n in range(len(rest), 0, -1) if ".".join(rest[:n]) in group]
        if not rest:
            yield Problem(
                Position(path, line), "", "names a group of figures and none of them",
                f"'{head}'", f"write {head}. and the figure's name", "references",
            )  # fmt: skip
        elif not named:
            known = tuple(f"{head}.{name}" for name in group)
            yield _unknown(path, line, ".".join(dotted), known)
        rest = rest[named[0] :] if named else []
    elif head and head not in names:
        yield _unknown(path, line, head, names.all_names)
    if rest and (len(rest) > 1 or rest[0] not in known_attributes):
        yield _unknown(path, line, f".{rest[0]}", known_attributes)


def _unknown(path: str, line: int, name: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        Position(path, line), "", "no figure or input of this name", f"'{name}'",
        nearest(name, known), "references",
    )  # fmt: skip


def _typed_figures(text: str, tree: nodes.Template, path: str, names: Names) -> Iterator[Problem]:
    """Figures that are typed, waivers that are wrong, and warnings of those that are not needed."""
    read = typed_text.words_of(text, path, Environment())  # noqa: S701 - only read, never filled in
    yield from read.problems
    yield from typed_against.problems_of(read, names)
    yield from typed_against.idle_waivers(read)
    for constant in _printed_constants(tree):
        alone = typed_text.Words(path)
        alone.add(constant.data, constant.lineno)
        yield from typed_against.problems_of(alone, names)


def _printed_constants(tree: nodes.Template) -> Iterator[nodes.TemplateData]:
    """What `{{ 74 }}` or `{{ "74%" if … }}` would print is prose as well."""
    for output in tree.find_all(nodes.Output):
        printed = [*output.nodes]
        for node in printed:
            if isinstance(node, nodes.CondExpr):
                printed += [node.expr1, *([node.expr2] if node.expr2 else [])]
            elif isinstance(node, nodes.Const):
                yield nodes.TemplateData(str(node.value), lineno=node.lineno)


def _split(text: str) -> Prose:
    head, *rest = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)
    title = re.search(r"^# +(.+)$", head, re.MULTILINE)
    quote = " ".join(
        line.lstrip("> ").strip() for line in head.splitlines() if line.startswith(">")
    )
    sections = {
        name.strip(): body.strip() for name, body in zip(rest[::2], rest[1::2], strict=True)
    }
    return Prose(title[1].strip() if title else "", quote, sections)


def reader_of_markdown() -> MarkdownIt:
    """The library, set up as the house writes; a check that finds nothing to set does without it."""
    from reportgen.briefing.markdown import house

    return house()


def blocks(text: str) -> Iterator[Markup]:
    """Top-level blocks of Markdown, each as markup."""
    reader = reader_of_markdown()
    tokens = reader.parse(text)
    start, depth = 0, 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield _marked(reader.renderer.render(tokens[start : index + 1], reader.options, {}))
            start = index + 1


def _items(text: str) -> Iterator[Markup]:
    tokens = reader_of_markdown().parse(text)
    inside = 0
    for token in tokens:
        inside += (token.type == "list_item_open") - (token.type == "list_item_close")
        if inside and token.type == "inline":
            yield inline(token.content)


def inline(text: str) -> Markup:
    """One line of Markdown as markup without a paragraph around it."""
    return _marked(reader_of_markdown().renderInline(text))


def plain(text: str) -> str:
    """One line of Markdown as text."""
    return Markup(inline(text)).striptags()


def table(text: str) -> tuple[tuple[Markup, ...], ...]:
    """The rows of a Markdown table, heads first, each cell as markup."""
    rows: list[list[Markup]] = []
    for token in reader_of_markdown().parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(inline(token.content))
    return tuple(map(tuple, rows))


def _marked(html: Any) -> Markup:  # noqa: ANN401 - markdown-it's renderer returns text
    opened = str(html).replace(HOUSE_OPEN, '<span class="house">').replace(HOUSE_CLOSE, "</span>")
    return Markup(linked(opened).strip())
