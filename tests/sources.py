"""A source of content that lives in memory: subjects, versions and goals made by a test."""

from __future__ import annotations

from dataclasses import dataclass, field

from lms.core.activity import Slot
from lms.core.certificate import Certificate, Validity
from lms.core.criteria import Count, On, Score, all_of, completed
from lms.core.evidence import ActivityRef
from lms.core.goals import Goal, Goals
from lms.core.message import Message
from lms.core.source import Step, Subject

SAY = Message("Do it.")
COURSE = "probe"
TEXT = ActivityRef(COURSE, "read", "rolle")
QUIZ = ActivityRef(COURSE, "quiz", "rolle/check")
TALK = ActivityRef(COURSE, "discussion", "rolle/frage")
UNIT = ActivityRef(COURSE, "unit", "rolle")
WHOLE = ActivityRef(COURSE, "course", COURSE)
AWARD = ActivityRef(COURSE, "certificate", COURSE)


def did(*kinds: str, n: int = 1) -> Count:
    """The criterion of ``n`` pieces of evidence of some kinds."""
    return Count(frozenset(kinds), SAY, n)


def course_goals(*, mark: float = 0.8, with_talk: bool = True, edition: int = 1, confirmed: bool = False) -> Goals:
    """The goals of a small course: read, answer, talk; then unit, course and certificate."""
    activities = [TEXT, QUIZ, TALK] if with_talk else [TEXT, QUIZ]
    own = {TEXT: did("read"), QUIZ: Score(mark, SAY), TALK: did("posted", "discussed")}
    last = [On(WHOLE, completed(SAY)), *([On(AWARD, did("confirmed"))] if confirmed else [])]
    goals = [
        *(Goal(ref, On(ref, own[ref])) for ref in activities),
        Goal(UNIT, all_of([On(ref, completed(SAY)) for ref in activities]), "Rolle"),
        Goal(WHOLE, all_of([On(UNIT, completed(SAY))]), "Probe"),
        Goal(AWARD, all_of(last), certificate=Certificate(COURSE, "Probe-Zertifikat", Validity(24), 60)),
    ]
    return Goals(tuple(goals), {QUIZ: edition})


@dataclass
class MemorySource:
    """Versions of one subject, by number."""

    versions: dict[int, Goals] = field(default_factory=lambda: {1: course_goals()})
    key: str = COURSE

    def subjects(self) -> list[Subject]:
        """The one subject."""
        return [Subject(self.key, "Probe", max(self.versions), 60)]

    def subject(self, key: str) -> Subject | None:
        """The subject, if it is asked for by its key."""
        return self.subjects()[0] if key == self.key else None

    def goals(self, key: str, version: int) -> Goals:
        """The goals of a version."""
        return self.versions[version]

    def slot(self, ref: ActivityRef, version: int, language: str) -> Slot | None:
        """There are no places to show."""
        return None

    def slots(self, key: str, version: int, type: str, language: str) -> list[Slot]:
        """There are no places to show."""
        return []

    def address(self, ref: ActivityRef) -> str | None:
        """Everything is done at one address."""
        return f"/probe/{ref.key}"

    def step(self, learner: int, key: str, version: int) -> Step | None:
        """There is nothing to read."""
        return None
