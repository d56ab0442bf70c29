"""Ties a translated quiz to its original: texts from the translation, marks and everything else from the original."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.core.data import question_from
from quizzes.core.model import Question, row_marks

_TEXTS = ("text", "intro", "more", "cloze", "explanation")


def translated_quiz(original: Mapping[str, Any], translation: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The data of a translated quiz; a question without a fitting translation stays in the original's ``language``."""
    theirs = {question["key"]: question for question in translation["questions"]}
    return {
        **original,
        "case": translation["case"] or original["case"],
        "title": translation.get("title") or original.get("title", ""),
        "questions": [_question(mine, theirs.get(mine["key"]), language) for mine in original["questions"]],
    }


def _question(mine: Mapping[str, Any], theirs: Mapping[str, Any] | None, language: str) -> Mapping[str, Any]:
    if theirs is None or not fits(question_from(mine), question_from(theirs)):
        return {**mine, "language": language}
    return {
        **mine,
        **{name: theirs.get(name, "") for name in _TEXTS},
        "options": [
            {**option, **{name: other[name] for name in ("text", "more", "explanation")}}
            for option, other in zip(mine["options"], theirs["options"], strict=True)
        ],
        "solutions": [
            {**solution, **{name: other[name] for name in ("texts", "ranges", "explanation")}}
            for solution, other in zip(mine["solutions"], theirs["solutions"], strict=True)
        ],
        "rows": theirs.get("rows", []),
        "gaps": theirs.get("gaps", []),
    }


def fits(mine: Question, theirs: Question) -> bool:
    """Whether both have the same kind, the same number of answers and the same marks."""
    return mine.kind == theirs.kind and _marks(mine) == _marks(theirs)


def _marks(question: Question) -> list[object]:
    options = [option.share for option in question.options]
    solutions = [(s.share, s.rest, [(r.low, r.high) for r in s.ranges]) for s in question.solutions]
    return [options, solutions, row_marks(question.kind, question.rows), [gap.marks for gap in question.gaps]]


def translated_check(original: Mapping[str, Any], translation: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The data of a translated self-check, if it has as many statements."""
    same = len(original["statements"]) == len(translation["statements"])
    return {**translation, "statements": translation["statements"] if same else original["statements"]}
