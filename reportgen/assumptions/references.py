"""Rules on names: whatever one file names must exist where it is said to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.assumptions.company import EventTripwire, MetricTripwire
from reportgen.assumptions.entries import citations
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Document, Path


#: What stands before a dot in the prose and is no peer.
_RESERVED = ("previous", "disclosed", "change", "scenario", "parts", "stakes", "swing")


def sources_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """Every source that is cited stands in sources.yaml."""
    known = list(assumptions.sources)
    for citation in citations(assumptions):
        if citation.source not in assumptions.sources:
            yield Problem(
                citation.position,
                citation.key,
                "is not in sources.yaml",
                f"'{citation.source}'",
                nearest(citation.source, known).replace("remove it", "add it there"),
                stage="references",
            )


def sources_are_used(assumptions: Assumptions) -> Iterator[Problem]:
    """A source that no edition and no row cites is one too many."""
    cited = {citation.source for citation in citations(assumptions)}
    unused = [key for key in assumptions.sources if key not in cited]
    if not unused:
        return
    # Other editions are searched as text: to parse them all would take longer than everything else.
    elsewhere = set(re.findall(r"[a-z0-9][a-z0-9._-]*", _text_of_editions(assumptions)))
    document = assumptions.company_files.sources_document
    for key in unused:
        if key not in elsewhere:
            yield Problem(
                document.key_position((key,)),
                key,
                "is cited nowhere",
                advice="cite it or delete it",
                stage="references",
            )


def other_columns_are_printed(assumptions: Assumptions) -> Iterator[Problem]:
    """A column that the company declares for its prose is printed by some edition of it."""
    document = assumptions.company_document
    printed = set(re.findall(r"[a-z][a-z0-9_]*", _text_of_editions(assumptions)))
    for column in assumptions.company.other_columns:
        if not any(name == column or name.startswith(f"{column}_") for name in printed):
            yield Problem(
                document.key_position(("other_columns", column)),
                f"other_columns.{column}",
                "is an input that no briefing prints",
                advice="print it, or take it out of company.yaml and history.csv",
                stage="references",
            )


def growth_driver_is_a_segment(assumptions: Assumptions) -> Iterator[Problem]:
    """The segment that carries the growth is one of the segments."""
    company = assumptions.company
    yield from _unknown(
        assumptions.company_document,
        ("growth_driver",),
        company.growth_driver,
        company.segments,
        "is no segment of this company",
    )


def benchmark_is_a_peer(assumptions: Assumptions) -> Iterator[Problem]:
    """The peer that charts set beside the company is one of the peers."""
    company = assumptions.company
    if company.benchmark:
        yield from _unknown(
            assumptions.company_document,
            ("benchmark",),
            company.benchmark,
            company.peers,
            "is no peer of this company",
        )


def edition_names_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """The peers and events of an edition are those of the company."""
    company, edition = assumptions.company, assumptions.edition
    events = [k for k, wire in company.tripwires.items() if isinstance(wire, EventTripwire)]
    document = assumptions.edition_document
    for key in edition.peers:
        yield from _unknown(
            document, ("peers", key), key, company.peers, "is no peer in company.yaml"
        )
    for key in edition.events:
        what = "is no tripwire of kind event in company.yaml"
        yield from _unknown(document, ("events", key), key, events, what)


def next_events_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """The catalyst at which a tripwire is read next is in the edition."""
    catalysts = list(assumptions.edition.catalysts)
    for key, wire in assumptions.company.tripwires.items():
        if (
            isinstance(wire, MetricTripwire)
            and wire.next_event
            and wire.next_event not in catalysts
        ):
            path = ("tripwires", key, "next_event")
            yield Problem(
                assumptions.company_document.position(path),
                dotted(path),
                f"is no catalyst of {assumptions.name}",
                f"'{wire.next_event}'",
                nearest(wire.next_event, catalysts),
                stage="references",
                severity="warning",
            )


def events_have_a_state(assumptions: Assumptions) -> Iterator[Problem]:
    """An event tripwire without a state in the edition prints as unknown."""
    for key, wire in assumptions.company.tripwires.items():
        if isinstance(wire, EventTripwire) and key not in assumptions.edition.events:
            yield Problem(
                assumptions.edition_document.key_position(("events", key)),
                f"events.{key}",
                "has no state in this edition and prints as unknown",
                advice="add state: watch, triggered or cleared",
                stage="references",
                severity="warning",
            )


def names_do_not_clash(assumptions: Assumptions) -> Iterator[Problem]:
    """Columns and peers of the company's own do not hide names that formulas and prose use."""
    company, document = assumptions.company, assumptions.company_document
    for key in company.peers:
        if key in _RESERVED:
            yield _taken(document, ("peers", key), key)
    columns: list[tuple[Path, str]] = [
        (("other_columns", key), key) for key in company.other_columns
    ]
    columns += [
        (("segments", name, part), getattr(segment, part))
        for name, segment in company.segments.items()
        for part in ("sales", "operating_income", "backlog")
    ]
    for path, column in columns:
        given = assumptions.inputs.get(column)
        if given and given.position.path in (document.shown, assumptions.edition_document.shown):
            yield _taken(document, path, column)


def _taken(document: Document, path: Path, name: str) -> Problem:
    position = document.key_position(path)
    what = "is a name that means something else here"
    return Problem(position, dotted(path), what, f"'{name}'", "choose another", "references")


def chip_metrics_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """The metrics that feed the chip figures are stated somewhere in disclosures.csv."""
    chips = assumptions.company.chips
    metrics = sorted({row.metric for row in assumptions.company_files.disclosures})
    for name in type(chips).model_fields if chips else ():
        metric = getattr(chips, name)
        if name != "name" and metric and metric not in metrics:
            path = ("chips", name)
            what = "is no metric in disclosures.csv"
            yield from _unknown(assumptions.company_document, path, metric, metrics, what)


def _unknown(
    document: Document, path: Path, name: str, known: Iterable[str], what: str
) -> Iterator[Problem]:
    names: Sequence[str] = list(known)
    if name not in names:
        # Where the name is itself the key, the key is the place to look at.
        position = document.key_position(path) if path[-1] == name else document.position(path)
        yield Problem(position, dotted(path), what, f"'{name}'", nearest(name, names), "references")


def _text_of_editions(assumptions: Assumptions) -> str:
    files = assumptions.company_files
    folder = files.workspace.company_folder(files.name)
    paths = sorted(folder.glob("*/edition.yaml")) + sorted(folder.glob("*/briefing.md"))
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in paths)
