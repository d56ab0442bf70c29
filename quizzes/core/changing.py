"""Questions beside what they were: results stay with a question only while its key and its marks do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from lms.core.activity import Block
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import fold, nearest
from quizzes.core.model import Question
from quizzes.core.parse import parse
from quizzes.core.problems import Problems
from quizzes.core.translating import fits

CLOSE = 0.5
"""How much of their wording two questions with the same answers share if they are one."""


def check_questions(before: Block, now: Block) -> Iterator[Problem]:
    """Questions of the published block that have another key now, or other marks."""
    old, new = _by_key(before), _by_key(now)
    problems = Problems(now.path)
    former = {question.formerly: question for question in new.values() if question.formerly}
    for key, question in old.items():
        same = former.get(key) or new.get(key)
        if same and _alike(question, same):
            _check_shape(question, same, problems)
            continue
        other = _moved(question, old, new)
        if other:
            rule = "question-slipped" if same else "question-renamed"
            message = Message(
                "This question was called “%(old)s” until now. Keep the key, or write “# %(key)s formerly=%(old)s”.",
                {"old": key, "key": other.key if other.key not in old else "…"},
            )
            problems.error((other.line, 1), rule, message)
        elif same:
            _check_shape(question, same, problems)
    yield from problems.sorted()


def _by_key(block: Block) -> Mapping[str, Question]:
    return {question.key: question for question in parse(block)[0].questions}


def _moved(question: Question, old: Mapping[str, Question], new: Mapping[str, Question]) -> Question | None:
    """Where a question stands now under another key, which it did not have before."""
    for key, other in new.items():
        was = old.get(key)
        if key != question.key and not other.formerly and _alike(question, other) and not (was and _alike(was, other)):
            return other
    return None


def _alike(one: Question, other: Question) -> bool:
    """Whether two questions are the same one: asked alike, with at least half of the answers."""
    mine, theirs = _answers(one), _answers(other)
    if _asked(one) == _asked(other):
        return not mine or 2 * len(set(mine) & set(theirs)) >= len(set(mine))
    return mine == theirs and SequenceMatcher(None, _asked(one), _asked(other)).ratio() >= CLOSE


def _asked(question: Question) -> str:
    return " ".join(fold(f"{question.intro} {question.text} {question.cloze}").split())


def _answers(question: Question) -> list[str]:
    texts = [option.text for option in question.options] + [f"{row.text} {row.partner}" for row in question.rows]
    typed = [(found.texts, found.ranges) for found in question.solutions]
    typed += [(gap.texts, gap.ranges) for gap in question.gaps]
    for words, ranges in typed:
        texts += [*words, *(span.written for span in ranges)]
    return [" ".join(fold(text).split()) for text in texts]


def _check_shape(before: Question, now: Question, problems: Problems) -> None:
    if before.shape != now.shape:
        message = Message("The answers of “%(key)s” have changed; its statistics begin anew.", {"key": now.key})
        problems.warning((now.line, 1), "question-reshaped", message)


def check_translated(original: Block, translation: Block) -> Iterator[Problem]:
    """Questions of a translation that the original does not have, or has with other marks, and missing ones."""
    mine, theirs = _by_key(original), _by_key(translation)
    problems = Problems(translation.path)
    for key, question in theirs.items():
        place = (question.line, 1)
        if key not in mine:
            problems.error(place, "translation-foreign", _foreign(key, nearest(key, mine)))
        elif not fits(mine[key], question):
            message = Message(
                "The answers of “%(key)s” do not fit the original (line %(line)s): "
                "they need the same number, order and marks.",
                {"key": key, "line": mine[key].line},
            )
            problems.error(place, "translation-shape", message)
    for key in mine:
        if key not in theirs:
            message = Message(
                "The question “%(key)s” is not translated and appears in the original's language.", {"key": key}
            )
            problems.warning((translation.line, 1), "translation-missing", message)
    yield from problems.sorted()


def _foreign(key: str, meant: str | None) -> Message:
    if meant:
        values = {"key": key, "meant": meant}
        return Message("The original has no question “%(key)s”. Do you mean “%(meant)s”?", values)
    return Message("The original has no question “%(key)s”.", {"key": key})
