"""A question in its place in a unit."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.activity import DISCUSSION
from forum.service.posts import post_answer, reply
from forum.service.threads import open_thread
from forum.service.ticks import tick_discussed
from lms.core.activity import Slot
from lms.db import db
from lms.testing import MONDAY, People, count_queries
from tests.forum.course import LIMIT, OPEN, QUALITY, block, ref, render, slot_of


def shown(app: Flask, slot: Slot, person: int) -> str:
    with app.test_request_context():
        state = DISCUSSION.load([slot], person)[slot.ref]
        return DISCUSSION.render(slot, state)


def test_the_form_stands_there_until_one_has_answered(app: Flask, people: People) -> None:
    slot = slot_of(QUALITY)
    with app.app_context():
        thread = open_thread(slot, at=MONDAY)
        first = post_answer(thread, "Geduld.", by=people.colleague, at=MONDAY, token="a")
        db.session.commit()
        first_id = first.id
    before = shown(app, slot, people.learner)
    assert 'action="/forum/mentor/rolle/eigenschaft"' in before
    assert "Welche <strong>Eigenschaft</strong> ist Ihnen" in before
    assert "Geduld." not in before
    with app.app_context():
        thread = open_thread(slot, at=MONDAY)
        post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="b")
        db.session.commit()
    between = shown(app, slot, people.learner)
    assert "<form" not in between
    assert "Beantwortet, eine Erwiderung fehlt noch" in between
    with app.app_context():
        from forum.models import Post

        reply(db.session.get_one(Post, first_id), "Ja.", by=people.learner, at=MONDAY, token="c")
        db.session.commit()
    assert "Erfüllt" in shown(app, slot, people.learner)


def test_who_discussed_it_in_class_need_not_write(app: Flask, people: People) -> None:
    with app.app_context():
        tick_discussed(ref(QUALITY), [people.learner], by=people.trainer, at=MONDAY)
        db.session.commit()
    page = shown(app, slot_of(QUALITY), people.learner)
    assert "Im Kurs besprochen" in page
    assert "<form" not in page


def test_a_page_without_any_state_can_be_drawn(app: Flask) -> None:
    with app.test_request_context():
        assert "<form" in DISCUSSION.render(slot_of(OPEN), None)


def test_all_questions_of_a_page_are_loaded_in_two_statements(app: Flask, people: People) -> None:
    with app.app_context():
        db.session.rollback()
        with count_queries(app) as statements:
            found = DISCUSSION.load([slot_of(QUALITY), slot_of(LIMIT), slot_of(OPEN)], people.learner)
    assert len(found) == 3
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


@pytest.mark.parametrize(
    ("body", "ask", "name", "more"),
    [
        ("Was **hilft**?", "Was <strong>hilft</strong>?", "Was hilft?", ""),
        ("Was?\n\nUnd wie?", "Was?", "Was?", "<p>Und wie?</p>\n"),
        ("- eins", "", "Ein Titel", "<ul>\n<li>eins</li>\n</ul>\n"),
    ],
)
def test_a_question_is_turned_into_html_once(body: str, ask: str, name: str, more: str) -> None:
    data = DISCUSSION.compile(block("frage", body, "Ein Titel"), render)
    assert (data["ask"], data["name"], data["more"], data["opening"]) == (ask, name, more, "")
