"""What can be completed in a course: its blocks, its units, the course itself and its certificate."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from courses.content.certificates import with_defaults
from courses.content.changes import renames
from courses.content.model import Course
from courses.content.naming import COURSE_PAGE, Part, parts
from courses.content.rules import Rules, block_ref, reading, whole_unit
from courses.content.vocabulary import Types
from lms.core.activity import ActivityType, Block
from lms.core.certificate import Certificate
from lms.core.criteria import Count, Criterion, Never, On, all_of, completed, leaves
from lms.core.errors import Problem
from lms.core.evidence import CONFIRMED, ActivityRef
from lms.core.goals import Goal, Goals
from lms.core.message import Message


def course_goals(course: Course, types: Types) -> Goals:
    """The goals of a course; what its rules name wrongly stands in them as unmeetable."""
    return _Goals(course, types, []).all()


def prerequisites(course: Course, types: Types) -> Mapping[str, Criterion]:
    """What must be complete before a unit begins, by unit key; under ``kurs`` what the course requires."""
    return _Goals(course, types, []).prerequisites()


def check_rules(course: Course, types: Types) -> list[Problem]:
    """Everything wrong with the rules of a course, prerequisites that go round in circles included."""
    problems: list[Problem] = []
    goals = _Goals(course, types, problems)
    goals.all()
    goals.check_circles(goals.prerequisites())
    return problems


class _Goals:
    def __init__(self, course: Course, types: Types, problems: list[Problem]) -> None:
        self.course = course
        self.types: Mapping[str, ActivityType] = {kind.name: kind for kind in types.values()}
        self.rules = Rules(course, types, problems)
        self.problems = problems

    def all(self) -> Goals:
        page, *units = parts(self.course)
        goals = [self._of_block(block) for block in self.rules.blocks.values()]
        goals += [self._of_unit(part) for part in units]
        goals.append(self._of_course(page))
        if self.course.head.certificate:
            goals.append(self._of_certificate(with_defaults(self.course.head.certificate, self.course)))
        editions = {self._ref(block): block.edition for block in self.rules.blocks.values() if block.edition > 1}
        return Goals(tuple(goals), editions, renames(self.course))

    def _ref(self, block: Block) -> ActivityRef:
        return block_ref(self.course.key, block)

    def _condition(self, block: Block) -> On:
        kind = self.types.get(block.type)
        return On(self._ref(block), kind.criterion(block) if kind else Never(block.title))

    def _of_block(self, block: Block) -> Goal:
        return Goal(self._ref(block), self._condition(block), block.title)

    def _required(self, part: Part) -> list[Criterion]:
        """The conditions of the blocks that count without being named."""
        titled = (self.rules.blocks[block.address] for block in part.blocks if block.key)
        return [self._condition(block) for block in titled if self._counts(block)]

    def _counts(self, block: Block) -> bool:
        kind = self.types.get(block.type)
        return block.required if block.required is not None else kind is None or kind.counts

    def _of_unit(self, part: Part) -> Goal:
        rule = part.text.head.completion
        if rule:
            criterion = self.rules.completion(part, rule)
        else:
            criterion = all_of([reading(self.course.key, part.key, part.title), *self._required(part)])
        return Goal(ActivityRef(self.course.key, "unit", part.key), criterion, part.title)

    def _of_course(self, page: Part) -> Goal:
        rule = self.course.head.completion
        ref = ActivityRef(self.course.key, "course", self.course.key)
        if rule and not self._is_single_file():
            return Goal(ref, self.rules.completion(page, rule), page.title)
        units = [unit for unit in self.course.units if unit.head.required]
        found: list[Criterion] = [whole_unit(self.course.key, unit.key, unit.head.title) for unit in units]
        found += self._required(page)
        if not found:
            self._nothing_required()
            found = [On(ref, Never(page.title))]
        return Goal(ref, all_of(found), page.title)

    def _is_single_file(self) -> bool:
        """Whether course and unit share one head, whose rule then speaks of the unit."""
        return any(unit.text.path == self.course.text.path for unit in self.course.units)

    def _nothing_required(self) -> None:
        message = Message("Nothing in this course is required, so nobody could complete it. Write “completion: …”.")
        line = self.course.head.lines.get("title", 1)
        self.problems.append(Problem(self.course.text.path, line, 1, "rule-unmeetable", "error", message))

    def _of_certificate(self, certificate: Certificate) -> Goal:
        course = self.course
        ref = ActivityRef(course.key, "certificate", certificate.key)
        done = completed(Message("Complete the course “%(title)s”.", {"title": course.head.title}))
        wanted: list[Criterion] = [On(ActivityRef(course.key, "course", course.key), done)]
        if certificate.confirmation != "none":
            wanted.append(On(ref, Count(frozenset({CONFIRMED}), _release(certificate))))
        return Goal(ref, all_of(wanted), certificate.title, certificate=certificate)

    def prerequisites(self) -> dict[str, Criterion]:
        titles = self.rules.units()
        before = {unit.key: unit.requires for unit in self.course.units}
        found: dict[str, Criterion] = {}
        for part in parts(self.course):
            wanted = [whole_unit(self.course.key, key, titles[key]) for key in before.get(part.key, ())]
            node = part.text.head.prerequisites
            rule = [self.rules.prerequisites(part, node)] if node and not self._shared(part) else []
            if wanted or rule:
                found[part.key] = all_of([*wanted, *rule])
        return found

    def _shared(self, part: Part) -> bool:
        """Whether the head is the course's, where a key alone means another course."""
        return part.key != COURSE_PAGE and part.text.path == self.course.text.path

    def check_circles(self, found: Mapping[str, Criterion]) -> None:
        """Notes units that wait for each other."""
        units = {unit.key for unit in self.course.units}
        graph = {key: _units_in(rule, self.course.key, units) for key, rule in found.items() if key in units}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            head = next(unit for unit in self.course.units if unit.key == circle[0]).text
            message = Message("These prerequisites go round in a circle: %(circle)s.", {"circle": " → ".join(circle)})
            line = head.head.lines.get("prerequisites", 1)
            self.problems.append(Problem(head.path, line, 1, "prerequisite-circle", "error", message))


def _units_in(rule: Criterion, course: str, units: set[str]) -> set[str]:
    """The units that a rule names; lines that were not understood name none."""
    named = [leaf.ref for leaf in leaves(rule) if not isinstance(leaf.criterion, Never)]
    return units & {ref.key.partition("/")[0] for ref in named if ref.course == course}


def _release(certificate: Certificate) -> Message:
    if certificate.confirmation == "trainer":
        return Message("Your trainer confirms the certificate.")
    return Message("Your coordinator confirms the certificate.")
