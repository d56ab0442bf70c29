"""Where content comes from: the kernel asks a source, and never knows what kind of content it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.core.goals import Goals


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that learners enrol in, such as a course; ``version`` is the newest published one."""

    key: str
    title: str
    version: int
    minutes: int = 0
    open: bool = False  # whether people may enrol themselves


@dataclass(frozen=True, slots=True)
class Step:
    """Where a learner goes on: the address, its name, the minutes it takes, and the course's route."""

    address: str
    title: str
    kicker: str = ""
    minutes: int = 0
    action: str = ""
    route: tuple[tuple[str, str, str, str], ...] = ()  # (state, title, note, address)
    minutes_left: int = 0
    minutes_all: int = 0


class Source(Protocol):
    """A store of published content, addressed by subject, version and reference."""

    def subjects(self) -> list[Subject]:
        """Every published subject, by title, in one statement."""

    def subject(self, key: str) -> Subject | None:
        """One published subject."""

    def goals(self, key: str, version: int) -> Goals:
        """What can be completed in a version; the same version always has the same goals."""

    def slot(self, ref: ActivityRef, version: int, language: str) -> Slot | None:
        """An activity as published in a version, in a language or else in the original's."""

    def slots(self, key: str, version: int, type: str, language: str) -> list[Slot]:
        """All activities of one type in a version, in the author's order."""

    def address(self, ref: ActivityRef) -> str | None:
        """The path of the page where something is done or read."""

    def step(self, learner: int, key: str, version: int) -> Step | None:
        """The place where a learner stopped reading."""
