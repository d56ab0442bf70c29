"""The visibility matrix: each route declares its cell, and a cell says which roles it answers.

A cell is the first gate only: which course, which org unit and whose data is decided in the view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

EVERYBODY = frozenset({"visitor"})
SIGNED_IN = frozenset({"learner"})
TRAINERS = frozenset({"trainer"})
COORDINATORS = frozenset({"coordinator"})

CELLS: Mapping[str, frozenset[str]] = {
    "public": EVERYBODY,  # legal pages, verification, sign-in, files of the design
    "own": SIGNED_IN,  # one's own steps, answers, certificates, data
    "content": SIGNED_IN,  # published courses and what belongs to them
    "content.draft": TRAINERS,  # drafts, imports, publishing of one's own courses
    "course.participation": TRAINERS,  # who is enrolled in one's own course; ticks in class
    "people.status": COORDINATORS,  # enrolled, completed, certificate valid until
    "people.enrol": COORDINATORS,
    "people.confirm": COORDINATORS | TRAINERS,  # confirming and waiving where the course provides for it
    "system": frozenset({"admin"}),
}


def cell(name: str) -> Callable[[View], View]:
    """Declares the cell of a view; a view that declares none answers nobody."""

    def declare(view: View) -> View:
        view._lms_cell = name  # type: ignore[attr-defined]
        return view

    return declare


def cell_of(view: object) -> str | None:
    """The cell that a view declared."""
    name: str | None = getattr(view, "_lms_cell", None)
    return name


def answers(roles: frozenset[str], name: str | None, cells: Mapping[str, frozenset[str]]) -> bool:
    """Whether a cell answers somebody with these roles."""
    return name is not None and not cells[name].isdisjoint(roles)
