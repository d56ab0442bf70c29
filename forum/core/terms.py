"""The terms of a discussion, as its author wrote them, and what completes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forum.core.question import read_question
from lms.core.activity import Attribute, Block, RuleWord
from lms.core.criteria import Count, Criterion, all_of, any_of, leaves
from lms.core.errors import BadValue
from lms.core.evidence import ActivityRef, Evidence
from lms.core.goals import Goals
from lms.core.message import Message, plural
from lms.core.values import choice, read_count, read_yes_no

TYPE = "discussion"
POSTED, REPLIED, DISCUSSED = "posted", "replied", "discussed"
KINDS = frozenset({POSTED, REPLIED, DISCUSSED})
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def _under_a_name(text: str) -> bool:
    if read_yes_no(text):
        raise BadValue(Message("“%(text)s” is not available yet: posts carry the writer's name.", {"text": text}))
    return False


ATTRIBUTES = (
    Attribute("posts", ("beitraege", "posts"), lambda text: read_count(text, least=1, most=20), 1),
    Attribute("replies", ("antworten", "replies"), lambda text: read_count(text, most=20), 0),
    Attribute("first", ("zuerst", "first"), read_yes_no, True),
    Attribute(
        "discussed",
        ("besprochen", "discussed"),
        choice({"trainer": ("trainer",), "participants": ("teilnehmende", "participants"), "no": ("nein", "no")}),
        "trainer",
    ),
    Attribute("pseudonym", ("rollenname", "pseudonym"), _under_a_name, False),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How many answers and replies are asked for, who may tick “discussed”, and whether one answers first."""

    posts: int = 1
    replies: int = 0
    first: bool = True
    discussed: str = "trainer"

    @classmethod
    def of(cls, attributes: Mapping[str, Any]) -> Terms:
        """The terms in a block's or slot's attributes."""
        return cls(*(attributes.get(name, getattr(_USUAL, name)) for name in cls.__slots__))

    @property
    def in_class(self) -> bool:
        """Whether talking in class is a way."""
        return self.discussed != "no"


_USUAL = Terms()


@dataclass(frozen=True, slots=True)
class Worded:
    """A criterion with one sentence for all of it."""

    criterion: Criterion
    sentence: Message

    def progress(self, evidence: Iterable[Evidence]) -> float:
        """How far the criterion is met."""
        return self.criterion.progress(evidence)

    def describe(self) -> Message:
        """The sentence."""
        return self.sentence


def taken_part(block: Block) -> Criterion:
    """The answers and replies that the author asks for, or a talk in class."""
    terms, name = Terms.of(block.attributes), _name(block)
    sentence = _to_write(terms, name)
    written = all_of(
        [
            Count(frozenset({POSTED}), sentence, terms.posts),
            *([Count(frozenset({REPLIED}), sentence, terms.replies)] if terms.replies else []),
        ]
    )
    if not terms.in_class:
        return Worded(written, sentence)
    either = any_of([written, Count(frozenset({DISCUSSED}), sentence)])
    return Worded(either, Message("%(write)s Or discuss it in class.", {"write": sentence}))


def talked_about(block: Block) -> Criterion:
    """A talk in class, and nothing else."""
    terms, name = Terms.of(block.attributes), _name(block)
    if not terms.in_class:
        raise BadValue(
            Message("“%(name)s” has besprochen=nein: nobody could tick it. Remove that attribute.", {"name": name})
        )
    return Count(frozenset({DISCUSSED}), Message("Discuss “%(name)s” in class.", {"name": name}))


RULES = (
    RuleWord(("diskussion", "discussion"), lambda block, threshold: taken_part(block)),
    RuleWord(("besprochen", "discussed"), lambda block, threshold: talked_about(block)),
)


def _name(block: Block) -> str:
    return block.title or read_question(block.body).name


def _to_write(terms: Terms, name: str) -> Message:
    if not terms.replies:
        return plural("Answer “%(name)s”.", "Write %(n)s answers to “%(name)s”.", terms.posts, name=name)
    if terms.posts == 1:
        return plural(
            "Answer “%(name)s” and reply to another answer.",
            "Answer “%(name)s” and write %(n)s replies to other answers.",
            terms.replies,
            name=name,
        )
    return plural(
        "Write %(posts)s answers to “%(name)s” and reply to another answer.",
        "Write %(posts)s answers to “%(name)s” and %(n)s replies to other answers.",
        terms.replies,
        name=name,
        posts=terms.posts,
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways meet what the course asks for; ``asked`` is whether the course asks for it at all."""

    writing: bool
    talking: bool
    asked: bool = True


def ways(goals: Goals, ref: ActivityRef, terms: Terms) -> Ways:
    """Tries both ways on every condition that names the discussion."""
    found: list[Criterion] = [leaf for goal in goals for leaf in leaves(goal.criterion) if leaf.ref == ref]
    own = goals.get(ref)
    if own:
        found.append(own.criterion)
    written = [_row(ref, POSTED)] * terms.posts + [_row(ref, REPLIED)] * terms.replies
    completed = [_row(ref, "completed")] if own else []
    return Ways(
        all(criterion.progress([*written, *completed]) >= 1 for criterion in found),
        terms.in_class and all(criterion.progress([_row(ref, DISCUSSED), *completed]) >= 1 for criterion in found),
        bool(found),
    )


def _row(ref: ActivityRef, kind: str) -> Evidence:
    return Evidence(0, ref, kind, _LONG_AGO)
