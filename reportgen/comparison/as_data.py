"""A comparison for other programs: every headline figure with its bridge, and all the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from reportgen.comparison.told import named, note_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.changes.edits import Edit
    from reportgen.comparison.headlines import Headline
    from reportgen.comparison.sides import Side
    from reportgen.comparison.told import Report, Told


def as_data(report: Report) -> dict[str, Any]:
    """The whole as mappings and lists; the contributions of a figure sum to its change."""
    return {
        "headline_figures": [
            _headline(told, each) for told in report.every for each in told.comparison.headlines
        ],
        "editions": [_edition(told) for told in report.every],
        "templates": [*report.templates],
        "renamed": [{"from": old, "to": new} for new, old in report.renamed.items()],
        "moves_a_printed_figure": any(told.comparison.moves_print for told in report.every),
    }


def _headline(told: Told, headline: Headline) -> dict[str, Any]:
    before, after = headline.ends
    printed, bridge = headline.printed, headline.bridge
    return {
        "edition": str(told.comparison.match.after), "figure": headline.name,
        "label": headline.told.label, "unit": headline.told.unit,
        "from": _finite(before), "to": _finite(after), "change": _finite(headline.change),
        "from_printed": printed[0], "to_printed": printed[1],
        "method": ("sampled" if bridge.orders else "exact") if bridge else "none",
        "orders": bridge.orders if bridge else 0,
        "rounding_residual": bridge.residual if bridge else 0.0, "reason": headline.reason,
        "contributions": [*_contributions(headline)] if headline.change is not None else [],
    }  # fmt: skip


def _finite(value: float | None) -> float | None:
    """A number that JSON has a word for."""
    return value if value is not None and math.isfinite(value) else None


def _contributions(headline: Headline) -> Iterator[dict[str, Any]]:
    """Every edit, once in each figure's list; of those that cannot be parted the first holds the value."""
    if headline.model_change is not None and headline.bridge:
        yield {
            "edit": "formulas", "path": "reportgen/formulas", "from": None, "to": None,
            "value": headline.model_change, "standard_error": 0.0, "cause": "model",
        }  # fmt: skip
    for part in headline.contributions:
        yield {
            "edit": named(part), **_described(part.edits[0]), "value": part.value,
            "standard_error": part.error, "together": [_path(edit) for edit in part.edits[1:]],
        }  # fmt: skip
    for edit in headline.unmoving:
        yield {"edit": edit.key, **_described(edit), "value": 0.0, "standard_error": 0.0,
               "together": []}  # fmt: skip


def _path(edit: Edit) -> str:
    return f"{edit.file}:{edit.key}"


def _described(edit: Edit) -> dict[str, Any]:
    place = edit.position
    return {
        "path": _path(edit), "from": edit.before, "to": edit.after, "cause": edit.cause,
        "file": place.path if place else edit.file, "line": place.line if place else None,
    }  # fmt: skip


def _edition(told: Told) -> dict[str, Any]:
    comparison = told.comparison
    match = comparison.match
    return {
        "edition": str(match.after), "earlier": str(match.before), "new": match.new,
        "before": _side(comparison.before), "after": _side(comparison.after),
        "assumptions": [_assumption(told, edit) for edit in comparison.edits],
        "restatements": [_path(edit) for edit in comparison.restatements],
        "figures": [
            {"figure": m.name, "label": m.label, "document": m.document, "from": m.before,
             "to": m.after, "change": m.change, "core": m.core}
            for m in comparison.movements
        ],
        "sentences": [
            {"section": s.section, "from": s.before, "to": s.after} for s in comparison.rewordings
        ],
        "tripwires": [
            {"tripwire": f.key, "name": f.name, "from": f.before, "to": f.after}
            for f in comparison.flips
        ],
        "moves_a_printed_figure": comparison.moves_print,
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "words": side.words, "absent": side.absent, "problems": [str(p) for p in side.problems],
        "other_formulas": bool(side.formulas), "untold": side.untold,
    }  # fmt: skip


def _assumption(told: Told, edit: Edit) -> dict[str, Any]:
    author = told.author(edit)
    made = author and {
        "commit": author.commit, "author": author.author, "subject": author.subject,
        "day": author.day.isoformat() if author.day else None, "state": author.state,
        "reason": author.reason,
    }  # fmt: skip
    note = note_of(told.comparison, edit)
    return {"edit": edit.key, **_described(edit), "note": note, "made": made}
