"""What completes a quiz: all questions answered, or enough of them answered rightly."""

from __future__ import annotations

from lms.core.activity import Attribute, Block, RuleWord, Threshold
from lms.core.criteria import Count, Criterion, Score
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import choice, fold, read_count, read_duration, read_percent, read_yes_no, trim
from quizzes.core.model import MAX_QUESTIONS
from quizzes.core.parse import parse

SUBMITTED = "submitted"


def _attempts(text: str) -> int | None:
    if fold(trim(text)) in ("unbegrenzt", "unlimited"):
        return None
    return read_count(text, least=1, most=1000)


def _draw(text: str) -> int:
    return read_count(text, least=1, most=MAX_QUESTIONS)


ATTRIBUTES = (
    Attribute("attempts", ("versuche", "attempts"), _attempts),
    Attribute("pass", ("bestehen", "pass"), read_percent),
    Attribute(
        "grading", ("wertung", "grading"), choice({"best": ("beste", "best"), "latest": ("letzte", "latest")}), "best"
    ),
    Attribute(
        "feedback",
        ("rueckmeldung", "feedback"),
        choice({"now": ("sofort", "now", "immediate"), "end": ("ende", "end")}),
        "now",
    ),
    Attribute(
        "shuffle",
        ("mischen", "shuffle"),
        choice(
            {
                "none": ("nein", "no"),
                "answers": ("antworten", "answers"),
                "questions": ("fragen", "questions"),
                "all": ("alles", "all"),
            }
        ),
        "none",
    ),
    Attribute("draw", ("ziehe", "draw"), _draw),
    Attribute("minutes", ("zeit", "time"), read_duration),
    Attribute("recall", ("wiederholen", "recall"), read_yes_no, True),
)
"""The words of a quiz block, with what they are without being written."""


def quiz_criterion(block: Block) -> Criterion:
    """Submitted, or passed where the block says what that takes."""
    return _criterion(block, None)


def _criterion(block: Block, asked: Threshold | None) -> Criterion:
    """What a rule asks of a quiz: ``mindestens 80 %``, ``mindestens 5 Punkte``, ``bestanden``, ``abgegeben``."""
    share = block.attributes.get("pass")
    if asked and asked.unit == "share":
        share = asked.amount
    elif asked and asked.unit == "points":
        share = _share_of_points(block, asked.amount)
    elif asked and asked.unit == "passed" and share is None:
        raise BadValue(Message("This quiz says nothing about passing. Write “at least 80 %”, or pass=80 % there."))
    elif asked and asked.unit == "submitted":
        share = None
    return _submitted(block) if share is None else _passed(block, share)


def _share_of_points(block: Block, points: float) -> float:
    if block.attributes.get("draw"):
        raise BadValue(Message("This quiz draws its questions, so its points differ. Write “at least 80 %” instead."))
    whole = parse(block)[0].points
    if points > whole:
        raise BadValue(Message("This quiz has only %(n)s points.", {"n": f"{whole:g}"}))
    return points / whole


def _name(block: Block) -> str:
    """What a sentence calls the quiz, if it has a title or a key of its own."""
    return block.title or ("" if block.key == "quiz" else block.key)


def _submitted(block: Block) -> Criterion:
    sentence = Message("Answer all questions of the quiz.")
    if name := _name(block):
        sentence = Message("Answer all questions of “%(title)s”.", {"title": name})
    return Count(frozenset({SUBMITTED}), sentence)


def _passed(block: Block, share: float) -> Criterion:
    values = {"percent": f"{share * 100:.3g}", "title": _name(block)}
    sentence = Message("Answer the questions of the quiz with at least %(percent)s %% right.", values)
    if values["title"]:
        sentence = Message("Answer the questions of “%(title)s” with at least %(percent)s %% right.", values)
    return Score(share, sentence, latest=block.attributes.get("grading") == "latest")


QUIZ_RULE = RuleWord(("quiz",), _criterion, frozenset({"share", "points", "passed", "submitted"}))
