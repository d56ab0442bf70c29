"""When something is complete: small conditions and the groups that join them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from lms.core.evidence import COMPLETED, ActivityRef, Evidence
from lms.core.message import Message, plural


@runtime_checkable
class Criterion(Protocol):
    """A condition over evidence. Met means ``progress`` is 1; it never goes down as evidence grows."""

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """How far it is met, from 0 to 1."""

    def describe(self) -> Message:
        """A sentence for the learner: what to do."""


@dataclass(frozen=True, slots=True)
class Always:
    """Met from the start; stands in for what a coordinator waived."""

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """Always 1."""
        return 1.0

    def describe(self) -> Message:
        """There is nothing to do."""
        return Message("Nothing is left to do here.")


@dataclass(frozen=True, slots=True)
class Never:
    """Cannot be met: stands in for an activity whose feature is gone, until somebody waives it."""

    what: str

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """Always 0."""
        return 0.0

    def describe(self) -> Message:
        """Says that the activity is not available."""
        return Message("“%(what)s” is not available at the moment. Your coordinator can waive it.", {"what": self.what})


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``n`` pieces of evidence of one of the ``kinds``."""

    kinds: frozenset[str]
    sentence: Message
    n: int = 1

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """The share of the pieces that are there."""
        return min(1.0, sum(row.kind in self.kinds for row in evidence) / self.n)

    def describe(self) -> Message:
        """The sentence it was made with."""
        return self.sentence


@dataclass(frozen=True, slots=True)
class Score:
    """A score of ``at_least`` (0 to 1) in the best, or the latest, piece of evidence that has one."""

    at_least: float
    sentence: Message
    latest: bool = False

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """0 for no attempt, 0.5 for tried, 1 for met: a score itself is never shown as progress."""
        scores = [row.score for row in evidence if row.score is not None]
        if not scores:
            return 0.0
        score = scores[-1] if self.latest else max(scores)
        return 1.0 if score >= self.at_least - 1e-9 else 0.5

    def describe(self) -> Message:
        """The sentence it was made with."""
        return self.sentence


def completed(sentence: Message) -> Count:
    """The criterion that a goal elsewhere is complete."""
    return Count(frozenset({COMPLETED}), sentence)


@dataclass(frozen=True, slots=True)
class On:
    """A condition that looks at one activity only. The leaves of a rule are all of this kind."""

    ref: ActivityRef
    criterion: Criterion

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """The inner condition over this activity's evidence."""
        return self.criterion.progress(row for row in evidence if row.activity == self.ref)

    def describe(self) -> Message:
        """The inner condition's sentence."""
        return self.criterion.describe()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``n`` of the parts."""

    n: int
    parts: tuple[Criterion, ...]

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """The mean of the ``n`` parts that are furthest."""
        if not self.n:
            return 1.0
        rows = list(evidence)
        best = sorted((part.progress(rows) for part in self.parts), reverse=True)[: self.n]
        return sum(best) / self.n

    def describe(self) -> Message:
        """How many of the parts are needed."""
        if self.n == len(self.parts):
            return Message("All of these:")
        return plural("One of these:", "%(n)s of these:", self.n)


def all_of(parts: Sequence[Criterion]) -> Criterion:
    """All of the parts; a single part stands for itself, and no part is met from the start."""
    return parts[0] if len(parts) == 1 else AtLeast(len(parts), tuple(parts)) if parts else Always()


def any_of(parts: Sequence[Criterion]) -> Criterion:
    """At least one of the parts."""
    return parts[0] if len(parts) == 1 else AtLeast(1, tuple(parts))


def leaves(criterion: Criterion) -> Iterator[On]:
    """Every condition on an activity inside a criterion, in the author's order."""
    if isinstance(criterion, On):
        yield criterion
    elif isinstance(criterion, AtLeast):
        for part in criterion.parts:
            yield from leaves(part)


def reads(criterion: Criterion) -> frozenset[ActivityRef]:
    """The activities whose evidence a criterion looks at."""
    return frozenset(leaf.ref for leaf in leaves(criterion))


def waive(criterion: Criterion, waived: frozenset[ActivityRef]) -> Criterion:
    """The criterion with everything on waived activities met."""
    if isinstance(criterion, On):
        return Always() if criterion.ref in waived else criterion
    if isinstance(criterion, AtLeast) and waived:
        return replace(criterion, parts=tuple(waive(part, waived) for part in criterion.parts))
    return criterion
