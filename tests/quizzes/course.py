"""A course that lives in memory, whose blocks a test writes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from lms.core.activity import ActivityType, Block, Slot
from lms.core.certificate import Certificate
from lms.core.criteria import On, completed
from lms.core.evidence import ActivityRef
from lms.core.goals import Goal, Goals
from lms.core.message import Message
from lms.core.source import Step, Subject
from lms.features import Feature
from quizzes.activities import QUIZ, REFLECTION, SELFCHECK

COURSE = "probe"
UNIT = "rolle"

BODY = """Frau Demir ruft an.

# hilfe
Was hilft **ihr**?
(x) Fragen
    > Sie findet selbst eine Lösung.
(50 %) Erzählen
    > Nur als Anregung.
( ) Vorgeben
    > Das nimmt ihr die Entscheidung ab.
>> Wer fragt, führt.

# aussagen punkte=2
Was stimmt?
[x] Freiwillig
    > Ja, immer.
[ ] Bezahlt
    > Nein, nie.

# wort tippfehler=1
Wie heißt es?
= Hospitation
    > So heißt es.
!= Praktikum
    > Das dauert länger.

# zahl
Wie viel Prozent?
= 21 ± 2 %
    > Es waren 21.
"""
RIGHT = {"hilfe": ["0"], "aussagen": ["0"], "wort": ["Hospitation"], "zahl": ["21"]}


def to_html(text: str, *, inline: bool = False) -> str:
    """Markdown for tests: paragraphs, and stars become bold."""
    bold = text.replace("**ihr**", "<strong>ihr</strong>")
    return bold if inline else f"<p>{bold}</p>"


def block(kind: ActivityType, key: str, body: str, **values: Any) -> Block:
    """A block as the reader of courses makes it."""
    defaults = {attribute.name: attribute.default for attribute in kind.attributes}
    own = {name: values.pop(name) for name in list(values) if name in defaults}
    return Block(kind.name, key, UNIT, body, f"{UNIT}.md", attributes={**defaults, **own}, **values)


def slot_of(kind: ActivityType, made: Block) -> Slot:
    """A block as it was published."""
    assert [problem for problem in kind.check(made) if problem.severity == "error"] == []
    return Slot(
        ActivityRef(COURSE, kind.name, made.address),
        made.title or str(kind.label),
        version=1,
        edition=made.edition,
        objectives=made.objectives,
        objectives_text=("Grenzen erkennen", "Fragen stellen"),
        attributes=made.attributes,
        data=kind.compile(made, to_html),
    )


@dataclass
class Memory:
    """The source of the one course; blocks may be changed or added."""

    blocks: dict[str, tuple[ActivityType, Block]] = field(default_factory=dict)
    version: int = 1

    def put(self, kind: ActivityType, key: str, body: str = "", **values: Any) -> Slot:
        """Writes a block."""
        self.blocks[key] = (kind, block(kind, key, body, **values))
        return slot_of(*self.blocks[key])

    def subjects(self) -> list[Subject]:
        """The one course."""
        return [Subject(COURSE, "Probe", self.version)]

    def subject(self, key: str) -> Subject | None:
        """The course, if it is asked for."""
        return self.subjects()[0] if key == COURSE else None

    def goals(self, key: str, version: int) -> Goals:
        """Every block completes itself; the first quiz completes the course, which has a certificate."""
        own = [
            Goal(ActivityRef(COURSE, kind.name, made.address), kind.criterion(made))
            for kind, made in self.blocks.values()
        ]
        done = completed(Message("Do it."))
        first = next((goal.ref for goal in own if goal.ref.type == "quiz"), ActivityRef(COURSE, "quiz", "no/quiz"))
        unit = ActivityRef(COURSE, "unit", UNIT)
        award = ActivityRef(COURSE, "certificate", COURSE)
        editions = {ActivityRef(COURSE, kind.name, made.address): made.edition for kind, made in self.blocks.values()}
        ends = [
            Goal(unit, On(first, done)),
            Goal(ActivityRef(COURSE, "course", COURSE), On(unit, done)),
            Goal(award, On(unit, done), certificate=Certificate(COURSE, "Probe")),
        ]
        return Goals((*own, *ends), editions)

    def slot(self, ref: ActivityRef, version: int, language: str) -> Slot | None:
        """A block by its address."""
        kind, made = self.blocks.get(ref.key.partition("/")[2], (None, None))
        if kind is None or made is None or kind.name != ref.type or made.address != ref.key:
            return None
        return replace(slot_of(kind, made), version=version)

    def slots(self, key: str, version: int, type: str, language: str) -> list[Slot]:
        """All blocks of a type."""
        return [slot_of(kind, made) for kind, made in self.blocks.values() if kind.name == type]

    def address(self, ref: ActivityRef) -> str | None:
        """All is on one page."""
        return "/probe"

    def step(self, learner: int, key: str, version: int) -> Step | None:
        """There is nothing to read."""
        return None


def course_feature(source: Memory) -> Feature:
    """The feature that brings the course and a page that shows all of its blocks."""
    return Feature("probe", source=source, blueprints=lambda: (page_of(source),))


def page_of(source: Memory) -> Any:
    """A page with all blocks, drawn as the reader of courses draws them."""
    from flask import Blueprint, render_template_string

    from lms.people.current import the_viewer
    from lms.privacy.matrix import cell

    blueprint = Blueprint("probe", __name__)

    @blueprint.get("/probe")
    @cell("own")
    def page() -> str:
        parts = []
        for kind in (QUIZ, SELFCHECK, REFLECTION):
            slots = source.slots(COURSE, 1, kind.name, "de")
            states = kind.load(slots, the_viewer().id)
            parts += [kind.render(slot, states.get(slot.ref)) for slot in slots]
        return render_template_string(
            '{% extends "lms/layout.html" %}{% block heading %}Probe{% endblock %}'
            "{% block content %}{{ body|safe }}{% endblock %}",
            body="\n".join(parts),
        )

    return blueprint
