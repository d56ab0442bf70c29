"""The activity type of discussions: how its block is checked, compiled, shown and completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from forum.core.question import check, read_question
from forum.core.terms import ATTRIBUTES, KINDS, RULES, TYPE, Terms, taken_part
from forum.forms import post_form
from forum.service.state import State, load
from lms.core.activity import ActivityType, Block, Render, Slot
from lms.core.message import Message


def compile_question(block: Block, render: Render) -> Mapping[str, Any]:
    """The question and the trainer's first post as HTML, and the question as one line."""
    question = read_question(block.body)
    return {
        "ask": render(question.ask, inline=True) if question.ask else "",
        "name": question.name if question.ask else block.title or question.name,
        "more": render(question.more) if question.more else "",
        "opening": render(question.opening) if question.opening else "",
        "opening_text": question.opening or "",
    }


def show(slot: Slot, state: State | None) -> str:
    """The question in its place in the unit, with a form while one's own answer is missing."""
    unit, _, key = slot.ref.key.partition("/")
    where = {"course": slot.ref.course, "unit": unit, "key": key}
    values = {"slot": slot, "state": state or State(), "terms": Terms.of(slot.attributes), "where": where, "key": key}
    return render_template("forum/slot.html", form=post_form(), **values)


DISCUSSION = ActivityType(
    name=TYPE,
    words=("diskussion", "discussion"),
    label=Message("Discussion"),
    kinds=KINDS,
    criterion=taken_part,
    render=show,
    attributes=ATTRIBUTES,
    rules=RULES,
    check=check,
    compile=compile_question,
    load=load,
    endpoint="forum.question",
    class_endpoint="forum.discussed",
    in_class=lambda slot: Terms.of(slot.attributes).in_class,
)
