"""Two small activity types, so that reading a course is tested without any feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courses.content.blocks import default_types
from lms.core.activity import ActivityType, Attribute, Block, RuleWord, Slot, Threshold
from lms.core.criteria import Count, Criterion, Score
from lms.core.errors import BadValue, Problem
from lms.core.message import Message
from lms.core.values import choice, read_count, read_percent


def _quiz(block: Block, threshold: Threshold | None) -> Criterion:
    if threshold and threshold.unit == "passed" and block.attributes["pass"] is None:
        raise BadValue(Message("This quiz has no pass mark."))
    share = threshold.amount if threshold and threshold.unit == "share" else block.attributes["pass"]
    if share is None:
        return Count(frozenset({"submitted"}), Message("Answer the questions of “%(title)s”.", {"title": block.title}))
    sentence = Message("Reach %(share)s in “%(title)s”.", {"title": block.title, "share": round(share * 100)})
    return Score(share, sentence)


def _discussion(block: Block, threshold: Threshold | None = None) -> Criterion:
    return Count(frozenset({"posted", "discussed"}), Message("Write in “%(title)s”.", {"title": block.title}))


def _discussed(block: Block, threshold: Threshold | None) -> Criterion:
    return Count(frozenset({"discussed"}), Message("Talk about “%(title)s”.", {"title": block.title}))


def _three_questions(block: Block) -> Iterator[Problem]:
    if "Frage" not in block.body:
        message = Message("There is no question.")
        yield Problem(block.path, block.body_line, 1, "question-no-answer", "error", message)


def _no_html(slot: Slot, state: object) -> str:
    return ""


QUIZ = ActivityType(
    "quiz",
    ("quiz",),
    Message("Questions"),
    frozenset({"submitted"}),
    lambda block: _quiz(block, None),
    _no_html,
    attributes=(
        Attribute("attempts", ("versuche", "attempts"), read_count),
        Attribute("pass", ("bestehen", "pass"), read_percent),
        Attribute("shuffle", ("mischen", "shuffle"), choice({"no": ("nein", "no"), "all": ("alles", "all")}), "no"),
    ),
    rules=(RuleWord(("quiz",), _quiz, frozenset({"share", "points", "passed", "submitted"})),),
    check=_three_questions,
)
DISCUSSION = ActivityType(
    "discussion",
    ("diskussion", "discussion"),
    Message("Discussion"),
    frozenset({"posted", "discussed"}),
    _discussion,
    _no_html,
    rules=(RuleWord(("diskussion", "discussion"), _discussion), RuleWord(("besprochen", "discussed"), _discussed)),
)
REFLECTION = ActivityType(
    "reflection",
    ("reflexion", "reflection"),
    Message("Reflection"),
    frozenset({"saved"}),
    lambda block: Count(frozenset({"saved"}), Message("Note something.")),
    _no_html,
    counts=False,
)
SHEET = ActivityType(
    "moderation",
    ("moderation", "facilitation"),
    Message("For the facilitator"),
    frozenset(),
    lambda block: Count(frozenset({"none"}), Message("Nothing.")),
    _no_html,
    keyed=False,
    counts=False,
)
KINDS: Sequence[ActivityType] = (QUIZ, DISCUSSION, REFLECTION, SHEET)
TYPES = default_types(KINDS)
