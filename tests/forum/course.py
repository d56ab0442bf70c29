"""A course with three questions, held in memory: the forum is tested without any feature that reads courses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt

from forum.activity import DISCUSSION
from lms.core.activity import Block, Slot
from lms.core.certificate import Certificate
from lms.core.criteria import Criterion, On, all_of
from lms.core.evidence import ActivityRef
from lms.core.goals import Goal, Goals
from lms.core.source import Step, Subject
from lms.features import Feature
from lms.web.html import sanitise

COURSE = "mentor"
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def block(key: str, body: str, title: str = "", unit: str = "rolle", **own: Any) -> Block:
    """A block as the reader of courses makes it: every attribute is there, by default or as given."""
    values = {attribute.name: attribute.default for attribute in DISCUSSION.attributes}
    return Block("discussion", key, unit, body, title=title or f"Frage {key}", attributes={**values, **own})


QUALITY = block(
    "eigenschaft",
    "Welche **Eigenschaft** ist Ihnen am wichtigsten? Warum?\n\n! Verlässlichkeit.\n\n  Und für Sie?",
    "Frage 1: Eigenschaften",
    replies=1,
)
LIMIT = block("grenze", "Wo endet die Beratung?", "Frage 2: Grenzen", discussed="participants")
OPEN = block("offen", "- Ein Gedanke\n- Noch einer", "Frage 3: Offenes", discussed="no", first=False, posts=2)


def render(text: str, *, inline: bool = False) -> str:
    """Markdown as courses turn it into HTML, without what only pages have."""
    return sanitise(_MARKDOWN.renderInline(text) if inline else _MARKDOWN.render(text))


def ref(one: Block) -> ActivityRef:
    """The address of a block."""
    return ActivityRef(COURSE, "discussion", one.address)


class Memory:
    """A source that holds one course; ``blocks`` are its questions, ``rule`` what completes its unit."""

    def __init__(self, *blocks: Block, rule: Criterion | None = None) -> None:
        self.blocks = {ref(one): one for one in blocks}
        self.rule = rule
        self.version = 1

    def subjects(self) -> list[Subject]:
        return [Subject(COURSE, "Ein Q-SER Mentor werden", self.version, 60)]

    def subject(self, key: str) -> Subject | None:
        return self.subjects()[0] if key == COURSE else None

    def goals(self, key: str, version: int) -> Goals:
        rule = self.rule or all_of([On(at, DISCUSSION.criterion(one)) for at, one in self.blocks.items()])
        unit = ActivityRef(COURSE, "unit", "rolle")
        editions = {at: one.edition for at, one in self.blocks.items()}
        whole = Goal(ActivityRef(COURSE, "course", COURSE), rule, "Kurs", certificate=Certificate("mentor", "Mentorin"))
        return Goals((Goal(unit, rule, "Die Rolle"), whole), editions)

    def slot(self, ref: ActivityRef, version: int, language: str) -> Slot | None:
        one = self.blocks.get(ref)
        return self._slot(ref, one) if one else None

    def _slot(self, ref: ActivityRef, one: Block) -> Slot:
        return Slot(
            ref,
            one.title,
            "Die Rolle",
            self.version,
            edition=one.edition,
            attributes=one.attributes,
            data=DISCUSSION.compile(one, render),
        )

    def slots(self, key: str, version: int, type: str, language: str) -> list[Slot]:
        return [self._slot(at, one) for at, one in self.blocks.items() if at.type == type]

    def address(self, ref: ActivityRef) -> str | None:
        return f"/courses/{ref.course}/{ref.key}" if ref.type in ("unit", "course") else None

    def step(self, learner: int, key: str, version: int) -> Step | None:
        return None


def course_feature(source: Memory) -> Feature:
    """The feature that brings the course."""
    return Feature("memory", source=source)


def slot_of(one: Block, **more: Any) -> Slot:
    """A question as published."""
    data: Mapping[str, Any] = DISCUSSION.compile(one, render)
    return Slot(ref(one), one.title, "Die Rolle", attributes=one.attributes, data=data, **more)
