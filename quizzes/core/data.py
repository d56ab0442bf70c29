"""Questions as JSON: written once at publishing, with all texts as sanitised HTML, and read for grading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from html import unescape
from typing import Any

from lms.core.activity import Render
from quizzes.core.model import Gap, Option, Question, Quiz, Range, Row, Solution


def to_data(quiz: Quiz, render: Render) -> dict[str, Any]:
    """All that is needed to show and grade a quiz without its Markdown."""
    questions = [_rendered(question, render) for question in quiz.questions]
    return {
        "case": _block(quiz.case, render),
        "questions": [{**asdict(question), "shape": question.shape} for question in questions],
    }


def _rendered(question: Question, render: Render) -> Question:
    """A question whose Markdown has become HTML; what may be typed stays as it is."""
    return replace(
        question,
        text=render(question.text, inline=True),
        intro=_block(question.intro, render),
        more=_block(question.more, render),
        explanation=_block(question.explanation, render),
        options=tuple(_option(option, render) for option in question.options),
        solutions=tuple(
            replace(solution, explanation=_block(solution.explanation, render)) for solution in question.solutions
        ),
        rows=tuple(_row(row, render) for row in question.rows),
        cloze=_block(question.cloze, render),
    )


def _option(option: Option, render: Render) -> Option:
    return replace(
        option,
        text=render(option.text, inline=True),
        more=_block(option.more, render),
        explanation=_block(option.explanation, render),
    )


def _row(row: Row, render: Render) -> Row:
    """A row; its partner is chosen from a list, which holds nothing but plain text."""
    partner = unescape(re.sub("<[^>]*>", "", render(row.partner, inline=True))) if row.partner else ""
    return replace(
        row,
        text=render(row.text, inline=True) if row.text else "",
        partner=" ".join(partner.split()),
        more=_block(row.more, render),
        explanation=_block(row.explanation, render),
    )


def _block(text: str, render: Render) -> str:
    return render(text) if text else ""


def question_from(data: Mapping[str, Any]) -> Question:
    """A question as it was published."""
    given = {name: value for name, value in data.items() if name not in ("shape", "language")}
    return Question(
        **{
            **given,
            "options": tuple(Option(**option) for option in data["options"]),
            "solutions": tuple(_solution(solution) for solution in data["solutions"]),
            "rows": tuple(Row(**row) for row in data.get("rows", ())),
            "gaps": tuple(_gap(gap) for gap in data.get("gaps", ())),
            "objectives": tuple(data["objectives"]),
        }
    )


def _gap(data: Mapping[str, Any]) -> Gap:
    ranges = tuple(Range(**span) for span in data["ranges"])
    return Gap(tuple(data["texts"]), ranges, data["right"])


def _solution(data: Mapping[str, Any]) -> Solution:
    ranges = tuple(Range(**span) for span in data["ranges"])
    return Solution(**{**data, "texts": tuple(data["texts"]), "ranges": ranges})
