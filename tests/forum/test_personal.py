"""What the forum keeps about people, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import feature
from forum.models import Post, PostVersion
from forum.onlooker import show_questions
from forum.service.posts import edit_post, post_answer
from forum.service.threads import find_thread, open_thread
from lms.db import db
from lms.people.models import Person
from lms.testing import MONDAY, People
from tests.forum.conftest import QUESTION, Browser
from tests.forum.course import COURSE, QUALITY, ref, slot_of

DATA = feature.personal_data
assert DATA is not None
EXPORT, FORGET = DATA.export, DATA.forget
NAMES, VERSIONS = DATA.retention


@pytest.fixture
def written(app: Flask, people: People) -> int:
    """A post that was changed once."""
    with app.app_context():
        post = post_answer(open_thread(slot_of(QUALITY), at=MONDAY), "Mut.", by=people.learner, at=MONDAY, token="a")
        edit_post(post, "Neugier.", by=people.learner, at=MONDAY)
        db.session.commit()
        return post.id


def test_the_export_holds_every_word_and_what_it_was_before(app: Flask, people: People, written: int) -> None:
    with app.app_context():
        [post] = EXPORT(people.learner)["posts"]
        assert (post["course"], post["text"], post["reply"]) == (COURSE, "Neugier.", False)
        assert post["before"] == [{"text": "Mut.", "until": MONDAY.isoformat()}]
        assert EXPORT(people.colleague) == {"posts": []}


def test_who_is_forgotten_leaves_words_without_a_name(
    app: Flask, people: People, written: int, colleague: Browser
) -> None:
    assert FORGET is not None
    with app.app_context():
        FORGET(people.learner)
        db.session.commit()
        assert db.session.scalars(select(PostVersion)).all() == []
    colleague.answer("Geduld.")
    page = colleague.read(QUESTION)
    assert "Neugier." in page
    assert "Ehemalige Person" in page
    assert "Öztürk" not in page


def test_names_go_when_the_account_has_ended_long_enough(app: Flask, people: People, written: int) -> None:
    with app.app_context():
        db.session.get_one(Person, people.learner).left_at = MONDAY
        db.session.flush()
        assert NAMES.delete(MONDAY, False) == 0
        assert NAMES.delete(MONDAY + timedelta(days=1), True) == 1
        assert db.session.get_one(Post, written).author_id == people.learner
        assert NAMES.delete(MONDAY + timedelta(days=1), False) == 1
        db.session.expire_all()
        assert db.session.get_one(Post, written).author_id is None


def test_earlier_versions_go_after_their_period(app: Flask, people: People, written: int) -> None:
    with app.app_context():
        assert VERSIONS.delete(MONDAY, False) == 0
        assert VERSIONS.delete(MONDAY + timedelta(days=1), True) == 1
        assert VERSIONS.delete(MONDAY + timedelta(days=1), False) == 1
        assert db.session.scalars(select(PostVersion)).all() == []


def test_a_published_course_shows_its_questions_in_the_forum(app: Flask, people: People) -> None:
    with app.app_context():
        show_questions(app, course=COURSE)
        thread = find_thread(ref(QUALITY))
        assert thread is not None
        assert thread.title == QUALITY.title
