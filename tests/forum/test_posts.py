"""Writing: what counts, what is refused, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.models import Post, PostVersion, Thread
from forum.service.posts import edit_post, post_answer, reply
from forum.service.threads import open_thread, open_threads
from lms.core.errors import LmsError
from lms.db import db
from lms.progress.log import open_enrolment, progress_of
from lms.progress.models import EvidenceRow
from lms.testing import MONDAY, People
from tests.forum.course import COURSE, LIMIT, OPEN, QUALITY, Memory, slot_of

DAY = timedelta(days=1)


@pytest.fixture
def thread(app: Flask, people: People) -> Iterator[Thread]:
    with app.app_context():
        yield open_thread(slot_of(QUALITY), at=MONDAY)


def kinds(person: int) -> list[str]:
    rows = select(EvidenceRow.kind).where(EvidenceRow.person_id == person).order_by(EvidenceRow.id)
    return list(db.session.scalars(rows))


def met(person: int) -> list[bool]:
    enrolment = open_enrolment(person, COURSE)
    assert enrolment
    return [line.met for line in progress_of(enrolment).lines]


def opening(thread: Thread) -> Post:
    return db.session.scalars(select(Post).where(Post.thread_id == thread.id, Post.opening)).one()


def test_a_thread_begins_with_the_trainers_first_post(thread: Thread) -> None:
    first = opening(thread)
    assert (first.author_id, first.by_trainer) == (None, True)
    assert first.html == "<p>Verlässlichkeit.</p>\n<p>Und für Sie?</p>\n"
    assert (thread.ask, thread.answers) == ("Welche Eigenschaft ist Ihnen am wichtigsten? Warum?", 0)


def test_a_question_has_one_thread_however_often_it_is_opened(thread: Thread) -> None:
    assert open_thread(slot_of(QUALITY, version=2, language="en"), at=MONDAY + DAY).id == thread.id
    assert db.session.scalar(select(func.count(Post.id))) == 1


def test_an_answer_and_a_reply_meet_the_condition(thread: Thread, people: People) -> None:
    theirs = post_answer(thread, "Geduld.", by=people.colleague, at=MONDAY, token="a")
    post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="b")
    assert met(people.learner)[0] is False
    reply(theirs, "Das sehe ich auch so.", by=people.learner, at=MONDAY, token="c")
    assert met(people.learner) == [True, False, False]
    assert met(people.colleague)[0] is False
    db.session.refresh(thread)
    assert (thread.answers, thread.replies) == (2, 1)


def test_a_reply_to_the_trainers_first_post_counts(thread: Thread, people: People) -> None:
    reply(opening(thread), "Ja.", by=people.learner, at=MONDAY, token="a")
    assert kinds(people.learner) == ["replied"]


def test_a_reply_to_oneself_is_published_and_does_not_count(thread: Thread, people: People) -> None:
    own = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    reply(own, "Nachtrag.", by=people.learner, at=MONDAY, token="b")
    assert kinds(people.learner) == ["posted"]


def test_a_reply_to_a_reply_stands_below_the_same_answer(thread: Thread, people: People) -> None:
    own = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    back = reply(own, "Warum?", by=people.colleague, at=MONDAY, token="b")
    again = reply(back, "Darum.", by=people.learner, at=MONDAY, token="c")
    assert (again.parent_id, again.answer_id) == (back.id, own.id)
    assert kinds(people.learner) == ["posted", "replied"]


def test_a_second_answer_counts_where_two_are_asked_for(app: Flask, people: People) -> None:
    with app.app_context():
        open_one = open_thread(slot_of(OPEN), at=MONDAY)
        post_answer(open_one, "Eins.", by=people.learner, at=MONDAY, token="a")
        assert met(people.learner)[2] is False
        post_answer(open_one, "Zwei.", by=people.learner, at=MONDAY, token="b")
        assert met(people.learner)[2] is True


@pytest.mark.parametrize(
    "text",
    ["", "   \n\t", "\u200b\u200d\ufeff", "\u3164\u2800", "***", "> ", "\x00\x07", "\u0301", "[](http://a.example)"],
)
def test_a_text_that_shows_nothing_is_no_post(thread: Thread, people: People, text: str) -> None:
    with pytest.raises(LmsError) as refused:
        post_answer(thread, text, by=people.learner, at=MONDAY, token="a")
    assert refused.value.field == "text"
    assert kinds(people.learner) == []


@pytest.mark.parametrize("text", ["👍", "?", "是", "نعم", "1"])
def test_one_sign_that_can_be_seen_is_a_post(thread: Thread, people: People, text: str) -> None:
    assert post_answer(thread, text, by=people.learner, at=MONDAY, token="a").text == text


def test_a_text_that_is_too_long_is_refused_with_the_number(thread: Thread, people: People) -> None:
    with pytest.raises(LmsError, match="is 5 characters too long"):
        post_answer(thread, "a" * 10_005, by=people.learner, at=MONDAY, token="a")


def test_a_form_that_is_sent_twice_makes_one_post(thread: Thread, people: People) -> None:
    first = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="same")
    second = post_answer(thread, " Neugier.\r\n", by=people.learner, at=MONDAY, token="same")
    db.session.refresh(thread)
    assert (first.id, thread.answers, kinds(people.learner)) == (second.id, 1, ["posted"])


def test_a_reply_that_is_sent_twice_counts_once(thread: Thread, people: People) -> None:
    for _ in range(2):
        reply(opening(thread), "Ja.", by=people.learner, at=MONDAY, token="same")
    assert kinds(people.learner) == ["replied"]


def test_a_form_that_comes_back_with_other_words_loses_nothing(thread: Thread, people: People) -> None:
    post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="same")
    with pytest.raises(LmsError, match="was sent before"):
        post_answer(thread, "Neugier und Mut.", by=people.learner, at=MONDAY, token="same")


def test_nobody_gets_at_a_post_by_its_token(thread: Thread, people: People) -> None:
    post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="same")
    with pytest.raises(LmsError, match="was sent before"):
        post_answer(thread, "Neugier.", by=people.colleague, at=MONDAY, token="same")


def test_posts_know_a_little_markdown_and_nothing_dangerous(thread: Thread, people: People) -> None:
    text = (
        "# Kein Titel\n\n**Mut** und\nZeit\n\n- eins\n\n<script>alert(1)</script> [Klick](javascript:alert(1))\n\n"
        "![Bild](https://a.example/zaehler.png) https://b.example/x"
    )
    html = post_answer(thread, text, by=people.learner, at=MONDAY, token="a").html
    assert "<strong>Mut</strong> und<br>" in html
    assert "<li>eins</li>" in html
    assert ">Bild</a>" in html
    assert '<a href="https://b.example/x" rel="noopener noreferrer">' in html
    for forbidden in ("<h1", "<script", "<img", 'href="javascript'):
        assert forbidden not in html


def test_a_change_within_a_day_keeps_what_was_said_before(thread: Thread, people: People) -> None:
    post = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    edit_post(post, "Neugier und Mut.", by=people.learner, at=MONDAY + DAY)
    assert (post.html, post.edited_at) == ("<p>Neugier und Mut.</p>\n", MONDAY + DAY)
    [before] = db.session.scalars(select(PostVersion))
    assert (before.post_id, before.text) == (post.id, "Neugier.")
    assert kinds(people.learner) == ["posted"]


def test_sending_the_same_words_again_changes_nothing(thread: Thread, people: People) -> None:
    post = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    assert edit_post(post, "Neugier.  ", by=people.learner, at=MONDAY).edited_at is None


def test_after_a_day_a_post_stays_as_it_is(thread: Thread, people: People) -> None:
    post = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    with pytest.raises(LmsError, match="24 hours"):
        edit_post(post, "Mut.", by=people.learner, at=MONDAY + DAY + timedelta(seconds=1))


def test_only_its_author_changes_a_post_and_never_to_nothing(thread: Thread, people: People) -> None:
    post = post_answer(thread, "Neugier.", by=people.learner, at=MONDAY, token="a")
    with pytest.raises(LmsError, match="wrote yourself"):
        edit_post(post, "Mut.", by=people.colleague, at=MONDAY)
    with pytest.raises(LmsError, match="no text yet"):
        edit_post(post, " ", by=people.learner, at=MONDAY)
    assert post.text == "Neugier."


def test_publishing_a_course_opens_its_questions_and_takes_over_new_words(
    app: Flask, people: People, source: Memory
) -> None:
    with app.app_context():
        first = open_threads(COURSE, "de", at=MONDAY)
        assert [thread.title for thread in first] == [QUALITY.title, LIMIT.title, OPEN.title]
        changed = slot_of(QUALITY).ref
        source.blocks[changed] = type(QUALITY)(
            "discussion", "eigenschaft", "rolle", "Welche Eigenschaft zählt?\n\n! Mut.", title="Neu",
            attributes=QUALITY.attributes,
        )  # fmt: skip
        open_threads(COURSE, "de", at=MONDAY + DAY)
        again = db.session.get_one(Thread, first[0].id)
        assert (again.title, again.ask, opening(again).text) == ("Neu", "Welche Eigenschaft zählt?", "Mut.")
        assert db.session.scalar(select(func.count(Thread.id))) == 3


def test_two_requests_at_the_same_moment_make_one_post(app: Flask, people: People) -> None:
    with app.app_context():
        open_thread(slot_of(QUALITY), at=MONDAY)
        db.session.commit()
    together, made = Barrier(2), []

    def send() -> None:
        with app.app_context():
            together.wait()
            found = db.session.scalars(select(Thread)).one()
            made.append(post_answer(found, "Neugier.", by=people.learner, at=MONDAY, token="same").id)
            db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(send), pool.submit(send)]:
            one.result(timeout=30)
    with app.app_context():
        assert made[0] == made[1]
        assert kinds(people.learner) == ["posted"]
        assert db.session.scalars(select(Thread.answers)).one() == 1
