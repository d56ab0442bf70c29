"""The activity types of this feature: quiz, self-check, reflection, and the blocks that come later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lms.core.activity import ActivityType, Attribute, Block, Render, Slot
from lms.core.criteria import Count, Criterion, Never
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import read_count
from quizzes import rendering
from quizzes.core.changing import check_questions, check_translated
from quizzes.core.checks import check_draw
from quizzes.core.completion import ATTRIBUTES, QUIZ_RULE, SUBMITTED, quiz_criterion
from quizzes.core.data import to_data
from quizzes.core.other import LATER, RULE
from quizzes.core.parse import parse
from quizzes.core.problems import Problems
from quizzes.core.selfcheck import check_selfcheck, statements
from quizzes.core.translating import translated_check, translated_quiz
from quizzes.exchange.offline import OFFLINE
from quizzes.private import FILLED, SAVED


def _check_quiz(block: Block) -> Iterator[Problem]:
    quiz, found = parse(block)
    yield from found
    problems = Problems(block.path)
    check_draw(len(quiz.questions), block.attributes.get("draw") or 0, (block.line, 1), problems)
    yield from problems.sorted()


def _compile_quiz(block: Block, render: Render) -> Mapping[str, Any]:
    return {**to_data(parse(block)[0], render), "title": block.title}


def _compile_check(block: Block, render: Render) -> Mapping[str, Any]:
    return {"title": block.title, "statements": [render(text, inline=True) for text in statements(block)]}


def _check_criterion(block: Block) -> Criterion:
    return Count(frozenset({FILLED}), Message("Fill in the self-check."))


def _compile_text(block: Block, render: Render) -> Mapping[str, Any]:
    return {"title": block.title, "html": render(block.body), "lines": block.attributes.get("lines", 5)}


def _text_criterion(block: Block) -> Criterion:
    return Count(frozenset({SAVED}), Message("Write down your thoughts; only you can read them."))


def _later(name: str) -> Callable[[Block], Iterator[Problem]]:
    def check(block: Block) -> Iterator[Problem]:
        yield Problem(block.path, block.line, 1, RULE, "error", LATER[name])

    return check


def _nothing(slot: Slot, state: object) -> str:
    return ""


def _never(block: Block) -> Criterion:
    return Never(block.title or block.key)


QUIZ = ActivityType(
    name="quiz",
    words=("quiz",),
    label=Message("Quiz"),
    kinds=frozenset({SUBMITTED}),
    criterion=quiz_criterion,
    render=rendering.render_quiz,
    attributes=ATTRIBUTES,
    rules=(QUIZ_RULE,),
    check=_check_quiz,
    compile=_compile_quiz,
    translate=translated_quiz,
    check_change=check_questions,
    check_translation=check_translated,
    load=rendering.load_quizzes,
    offline=OFFLINE,
)
SELFCHECK = ActivityType(
    name="selfcheck",
    words=("selbstcheck", "selfcheck"),
    label=Message("Self-check"),
    kinds=frozenset({FILLED}),
    criterion=_check_criterion,
    render=rendering.render_check,
    check=check_selfcheck,
    compile=_compile_check,
    translate=translated_check,
    load=rendering.load_checks,
    counts=False,
    needs_body=False,
)
REFLECTION = ActivityType(
    name="reflection",
    words=("reflexion", "reflection"),
    label=Message("Reflection"),
    kinds=frozenset({SAVED}),
    criterion=_text_criterion,
    render=rendering.render_text,
    attributes=(Attribute("lines", ("zeilen", "lines"), lambda text: read_count(text, least=1, most=50), 5),),
    compile=_compile_text,
    load=rendering.load_texts,
    counts=False,
)
GIFT = ActivityType(
    name="gift",
    words=("gift",),
    label=Message("Quiz in GIFT"),
    kinds=frozenset({SUBMITTED}),
    criterion=_never,
    render=_nothing,
    attributes=ATTRIBUTES,
    check=_later("gift"),
    counts=False,
)
POOL = ActivityType(
    name="pool",
    words=("vorrat", "pool"),
    label=Message("Pool of questions"),
    kinds=frozenset(),
    criterion=_never,
    render=_nothing,
    check=_later("pool"),
    counts=False,
)
TYPES = (QUIZ, SELFCHECK, REFLECTION, GIFT, POOL)
