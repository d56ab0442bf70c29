"""Questions without signs for answers: gaps in the text, pairs, steps, and what is none of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lms.core.message import Message
from quizzes.core.gaps import has_gap, join, read_gaps
from quizzes.core.lines import Line
from quizzes.core.model import Question
from quizzes.core.other import foreign
from quizzes.core.problems import Problems
from quizzes.core.rows import find_rows, read_rows
from quizzes.core.text import body
from quizzes.core.value import ask_explanation


def read_unmarked(
    question: Question, lines: Sequence[Line], place: tuple[int, int], problems: Problems
) -> Question | None:
    """The question that its text alone makes: the first of gaps, pairs and steps that it has."""
    own, explanation = _explained(lines, problems)
    question = replace(question, explanation=explanation)
    if found := foreign(own):
        problems.error(found[0], "foreign-syntax", found[1])
        return None
    joined = join(own)
    if has_gap(joined):
        question = read_gaps(question, joined, problems)
        if not question.gaps:
            return None
    elif rows := find_rows(own):
        question = read_rows(question, rows[0], own, rows[1], problems)
        if not (question.text or question.intro):
            message = Message("The question itself is missing above these answers.")
            problems.error((question.rows[0].line, 1), "block-empty", message)
    else:
        message = Message("This question has no answer. Write below it “(x) …” and “( ) …”, “[x] …” or “= …”.")
        problems.error(place, "question-no-answer", message)
        return None
    ask_explanation(question, place, problems)
    return question


def _explained(lines: Sequence[Line], problems: Problems) -> tuple[list[Line], str]:
    """The lines without the question's explanation, and that."""
    start = next((n for n, line in enumerate(lines) if not line.literal and line.text.startswith(">>")), len(lines))
    said: list[str] = []
    for line in lines[start:]:
        if line.text.startswith(">>") and not line.literal:
            said.append(line.text[2:].strip())
        elif line.blank or line.literal or line.indent >= 2:
            said.append(" " * line.indent + line.text)
        else:
            message = Message("“>>” ends a question, but text goes on here. Is a line “# key” missing above it?")
            problems.error(line.place, "questions-merged", message)
            break
    return list(lines[:start]), body(said)
