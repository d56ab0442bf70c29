"""Reads the body of a quiz block into questions and finds everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lms.core.activity import Block
from lms.core.errors import Problem
from lms.core.message import Message
from quizzes.core.answers import Answers, read_answers
from quizzes.core.checks import check_quiz
from quizzes.core.choice import check_marks, read_choice
from quizzes.core.lines import Line, scan
from quizzes.core.model import MAX_ANSWERS, MAX_QUESTIONS, Question, Quiz
from quizzes.core.other import LATER, RULE
from quizzes.core.problems import Problems
from quizzes.core.sections import Section, split
from quizzes.core.text import body, question_parts, source
from quizzes.core.unmarked import read_unmarked
from quizzes.core.value import check_solutions, read_value


def parse(block: Block) -> tuple[Quiz, tuple[Problem, ...]]:
    """The questions of a block, as far as they can be understood, and its problems by place."""
    shuffled = block.attributes.get("shuffle") in ("answers", "all")
    return _parse(block.body, block.path, block.body_line, block.line, shuffled)


@lru_cache(maxsize=64)
def _parse(text: str, path: str, body_line: int, line: int, shuffled: bool) -> tuple[Quiz, tuple[Problem, ...]]:
    # Checking, compiling and each rule that asks for the points read the same block.
    problems = Problems(path)
    lines = scan(Block("quiz", "", "", text, path, line, body_line), problems)
    case, sections = split(lines, problems)
    if len(sections) > MAX_QUESTIONS:
        message = Message(
            "This block has %(n)s questions; at most %(most)s are allowed. Divide it.",
            {"n": len(sections), "most": MAX_QUESTIONS},
        )
        problems.error((line, 1), "file-limit", message)
        return Quiz(), problems.sorted()
    questions = [question for n, section in enumerate(sections, 1) for question in _questions(section, n, problems)]
    if not sections:
        problems.error((line, 1), "block-empty", Message("This quiz has no question. Write “# key” and below it one."))
    check_quiz(questions, shuffled, problems)
    return Quiz(tuple(questions), source(case)), problems.sorted()


def _questions(section: Section, number: int, problems: Problems) -> list[Question]:
    """The question of a section, if it can be understood."""
    if section.draw:
        problems.error(section.line.place, RULE, LATER["draw"])
        return []
    answers = read_answers(section.lines, problems)
    question = _question(section, number, answers, problems)
    if answers.rest:
        _check_rest(answers.rest, problems)
    return [question] if question else []


def _question(section: Section, number: int, answers: Answers, problems: Problems) -> Question | None:
    """A question whose answers are sorted; what only makes sense once all are understood is checked last."""
    start = _first(section)
    question = _bare(section, number, answers)
    if not answers.found:
        return None if answers.broken else read_unmarked(question, section.lines, start.place, problems)
    if answers.found[0].marker.family == "open":
        problems.error(answers.found[0].line.place, RULE, LATER["open"])
        return None
    if not (question.text or question.intro):
        message = Message("The question itself is missing above these answers.")
        problems.error(answers.found[0].line.place, "block-empty", message)
    return _answered(question, start.place, answers, problems)


def _answered(question: Question, place: tuple[int, int], answers: Answers, problems: Problems) -> Question:
    if len(answers.found) > MAX_ANSWERS:
        message = Message(
            "This question has %(n)s answers; at most %(most)s are allowed.",
            {"n": len(answers.found), "most": MAX_ANSWERS},
        )
        problems.error(place, "file-limit", message)
        answers.found = answers.found[:MAX_ANSWERS]
    if answers.found[0].marker.family == "value":
        question = read_value(question, answers.found, problems)
        check = check_solutions
    else:
        question = read_choice(question, answers.found, problems)
        check = check_marks
    if not answers.broken:
        check(question, place, problems)
    return question


def _bare(section: Section, number: int, answers: Answers) -> Question:
    """A question with all but its answers."""
    intro, text, more = question_parts(source(answers.text))
    given = section.attributes
    return Question(
        key=section.key or str(number),
        kind="single",
        text=text,
        intro=intro,
        more=more,
        explanation=body(answers.explanation),
        points=given["points"],
        objectives=given["objectives"],
        topic=given["topic"],
        exact=given["exact"],
        typos=given["typos"],
        shuffle=given["shuffle"],
        formerly=given["formerly"],
        keyed=section.headed,
        line=_first(section).n,
    )


def _first(section: Section) -> Line:
    """The line where a question begins: its head, or else its first line of text."""
    if section.headed:
        return section.line
    return next((line for line in section.lines if not line.blank), section.line)


def _check_rest(lines: Sequence[Line], problems: Problems) -> None:
    """Checks what follows a question without a head of its own, whose absence is already reported."""
    while lines:
        answers = read_answers(lines, problems)
        if answers.found and answers.found[0].marker.family != "open":
            section = Section(lines[0], lines=tuple(lines))
            _answered(_bare(section, 0, answers), lines[0].place, answers, problems)
        lines = answers.rest
