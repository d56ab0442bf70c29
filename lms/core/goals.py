"""What can be completed, and the one function that decides that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from lms.core.certificate import Certificate
from lms.core.criteria import AtLeast, Criterion, On, reads, waive
from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, SWITCHED, WAIVED, ActivityRef, Evidence, standing
from lms.core.message import Message


@dataclass(frozen=True, slots=True)
class Goal:
    """Anything that can be completed: what it is, which evidence it reads, what completes it.

    ``title`` is the author's name for it. A goal with a ``certificate`` issues it on completion.
    ``reads`` is what the criterion names, unless a criterion of a plug-in reads more.
    """

    ref: ActivityRef
    criterion: Criterion
    title: str = ""
    reads: frozenset[ActivityRef] = frozenset()
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        if not self.reads:
            object.__setattr__(self, "reads", reads(self.criterion) or frozenset({self.ref}))


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals of one version of a subject: an acyclic graph, found by what they read.

    ``editions`` holds the author's ``fassung`` of activities that must be answered again, ``renamed``
    the present address of activities that had another one (``war``).
    """

    goals: tuple[Goal, ...] = ()
    editions: Mapping[ActivityRef, int] = field(default_factory=dict)
    renamed: Mapping[ActivityRef, ActivityRef] = field(default_factory=dict)
    _by_ref: Mapping[ActivityRef, Goal] = field(init=False, repr=False, compare=False)
    _readers: Mapping[ActivityRef, tuple[Goal, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_ref = {goal.ref: goal for goal in self.goals}
        if len(by_ref) < len(self.goals):
            raise LmsError(Message("Two goals have one address."))
        graph = {goal.ref: {ref for ref in goal.reads if ref in by_ref and ref != goal.ref} for goal in self.goals}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = " → ".join(ref.key for ref in error.args[1])
            raise LmsError(Message("These goals wait for each other: %(circle)s.", {"circle": circle})) from error
        readers: dict[ActivityRef, list[Goal]] = defaultdict(list)
        for goal in self.goals:
            for ref in goal.reads:
                readers[ref].append(goal)
        object.__setattr__(self, "_by_ref", by_ref)
        object.__setattr__(self, "_readers", {ref: tuple(found) for ref, found in readers.items()})

    def __iter__(self) -> Iterator[Goal]:
        return iter(self.goals)

    def get(self, ref: ActivityRef) -> Goal | None:
        """The goal at an address."""
        return self._by_ref.get(ref)

    def reading(self, ref: ActivityRef) -> tuple[Goal, ...]:
        """The goals that evidence on ``ref`` may complete."""
        return self._readers.get(ref, ())


def settle(
    log: Iterable[Evidence], goals: Goals, new: Iterable[Evidence] = (), *, learner: int, at: datetime
) -> list[Evidence]:
    """``new`` and every completion that follows from it, in order.

    With ``new`` empty it finds what follows from changed goals. The log is one enrolment's, oldest first.
    """
    fresh = list(new)
    state = Standing([*log, *fresh], goals)
    touched = {row.activity for row in fresh}
    if not fresh or any(row.kind == WAIVED for row in fresh):
        queue = list(goals)
    else:
        queue = [goal for goal in goals if goal.reads & touched]
    result = fresh
    while queue:
        goal = queue.pop(0)
        if not state.completes(goal):
            continue
        row = Evidence(learner, goal.ref, COMPLETED, at)
        state.add(row)
        result.append(row)
        queue.extend(goals.reading(goal.ref))
    return result


class Standing:
    """The rows of a log that count, and what they make of the goals."""

    def __init__(self, log: Iterable[Evidence], goals: Goals) -> None:
        self.rows = standing(log, goals.editions, goals.renamed)
        self.goals = goals
        self.waived = frozenset(row.activity for row in self.rows if row.kind == WAIVED)
        self.completed = {row.activity: row for row in self.rows if row.kind == COMPLETED}

    def add(self, row: Evidence) -> None:
        """Takes in a completion."""
        self.rows.append(row)
        self.completed[row.activity] = row

    def progress(self, criterion: Criterion, on: frozenset[ActivityRef]) -> float:
        """How far a criterion is met by the evidence on some activities, waivers included."""
        return waive(criterion, self.waived).progress([row for row in self.rows if row.activity in on])

    def completes(self, goal: Goal) -> bool:
        """Whether a goal is met now and was not complete before."""
        if goal.ref in self.completed:
            return False
        return goal.ref in self.waived or self.progress(goal.criterion, goal.reads) >= 1

    def since(self, ref: ActivityRef) -> datetime | None:
        """When an activity or goal was completed, or else when the newest thing happened in it."""
        done = self.completed.get(ref)
        return done.at if done else max((row.at for row in self.rows if row.activity == ref), default=None)

    def met(self, leaf: On) -> bool:
        """Whether a single condition is met."""
        return leaf.ref in self.waived or self.progress(leaf, frozenset({leaf.ref})) >= 1


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of “what is still missing”: a sentence, whether it is met, where to go, and what it consists of."""

    ref: ActivityRef | None
    text: Message
    met: bool
    waived: bool = False
    at: datetime | None = None
    parts: tuple[Condition, ...] = ()

    @property
    def id(self) -> str:
        """A name that stays the same between calls."""
        return str(self.ref) if self.ref else "group"


def conditions(goal: Goal, state: Standing) -> tuple[Condition, ...]:
    """What completes a goal, as the learner reads it; goals inside it that join several conditions are opened up."""
    criterion = goal.criterion
    if isinstance(criterion, AtLeast) and criterion.n == len(criterion.parts):
        return tuple(_condition(part, state, goal.ref) for part in criterion.parts)
    return (_condition(criterion, state, goal.ref),)


def _condition(criterion: Criterion, state: Standing, own: ActivityRef) -> Condition:
    if isinstance(criterion, AtLeast):
        parts = tuple(_condition(part, state, own) for part in criterion.parts)
        met = sum(part.met for part in parts) >= criterion.n
        return Condition(None, criterion.describe(), met, parts=parts)
    ref = criterion.ref if isinstance(criterion, On) else own
    leaf = criterion if isinstance(criterion, On) else On(ref, criterion)
    waived = ref in state.waived
    inner = state.goals.get(ref) if ref != own and not waived else None
    if inner and inner.reads == {ref}:
        inner = None
    met = state.met(leaf)
    parts = conditions(inner, state) if inner else ()
    return Condition(ref, leaf.describe(), met, waived, state.since(ref) if met else None, parts)


def open_leaves(found: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions not yet met that a learner can act on, in order."""
    for condition in found:
        if not condition.met:
            yield from list(open_leaves(condition.parts)) or [condition]


def replay(log: Iterable[Evidence], versions: Mapping[int, Goals], first: int, *, learner: int) -> set[ActivityRef]:
    """What a log completes when it is played again from its start under version ``first``.

    Completions in the log of goals that no version has (another course's) are taken as given.
    """
    own = {goal.ref for goals in versions.values() for goal in goals}
    goals = versions[first]
    played: list[Evidence] = []
    for row in log:
        if row.kind == COMPLETED and row.activity in own:
            continue
        if row.kind == SWITCHED:
            goals = versions[int(row.note)]
        new = () if row.kind == SWITCHED else (row,)
        if row.kind == SWITCHED:
            played.append(row)
        played.extend(settle(played, goals, new, learner=learner, at=row.at))
    return {row.activity for row in played if row.kind == COMPLETED and row.activity in own}
