"""A comparison for other programs: every headline figure with its bridge, and all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.comparison.told import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.changes.bridge import Bridge
    from reportgen.changes.edits import Edit
    from reportgen.comparison.comparing import Side
    from reportgen.comparison.told import Told


def as_data(every: Sequence[Told]) -> dict[str, Any]:
    """The whole as mappings and lists; the contributions of a figure sum to its change."""
    return {
        "headline_figures": [_bridge(told, each) for told in every for each in told.comparison.bridges],
        "editions": [_edition(told) for told in every],
    }


def _bridge(told: Told, bridge: Bridge) -> dict[str, Any]:
    first, last = bridge.ends
    model, (before, after) = told.model_change(bridge), told.ends(bridge)
    change = told.change(bridge)
    started = first if model is None else model.then
    return {
        "edition": told.comparison.edition, "figure": bridge.name, "label": bridge.after.label,
        "unit": bridge.after.unit, "from": started,
        "to": last if change is None or started is None else started + change,
        "from_printed": before, "to_printed": after, "change": change,
        "method": "sampled" if bridge.orders else "exact", "orders": bridge.orders,
        "rounding_residual": bridge.residual, "reason": bridge.reason,
        "contributions": [*_contributions(told, bridge)],
    }  # fmt: skip


def _contributions(told: Told, bridge: Bridge) -> Iterator[dict[str, Any]]:
    if model := told.model_change(bridge):
        yield {
            "edit": "formulas", "path": "reportgen/formulas", "from": model.then, "to": model.now,
            "value": model.value, "standard_error": 0.0, "cause": "model",
        }  # fmt: skip
    for part in bridge.contributions:
        yield {
            "edit": named(part), **_described(part.edits[0]), "value": part.value,
            "standard_error": part.error, "together": [edit.key for edit in part.edits[1:]],
        }  # fmt: skip
    for edit in bridge.unmoving:
        yield {"edit": edit.key, **_described(edit), "value": 0.0, "standard_error": 0.0}


def _described(edit: Edit) -> dict[str, Any]:
    place = edit.position
    return {
        "path": f"{edit.file}:{edit.key}", "from": edit.before, "to": edit.after, "cause": edit.cause,
        "file": place.path if place else edit.file, "line": place.line if place else None,
    }  # fmt: skip


def _edition(told: Told) -> dict[str, Any]:
    comparison = told.comparison
    return {
        "edition": comparison.edition, "earlier": comparison.earlier,
        "before": _side(comparison.before), "after": _side(comparison.after),
        "assumptions": [_assumption(told, edit) for edit in comparison.edits],
        "restatements": [edit.key for edit in comparison.restatements],
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
        "other_formulas": bool(side.formulas),
    }  # fmt: skip


def _assumption(told: Told, edit: Edit) -> dict[str, Any]:
    author = told.author(edit)
    made = author and {
        "commit": author.commit, "author": author.author, "subject": author.subject,
        "day": author.day.isoformat() if author.day else None, "state": author.state,
        "reason": author.reason,
    }  # fmt: skip
    return {"edit": edit.key, **_described(edit), "made": made}
