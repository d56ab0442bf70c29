"""The pages of the forum, as people see them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.terms import RULES
from forum.models import Post
from lms.core.criteria import On
from lms.db import db
from lms.testing import MONDAY, People, count_queries
from tests.forum.conftest import QUESTION, Browser
from tests.forum.course import COURSE, LIMIT, OPEN, QUALITY, Memory, ref

SECOND, THIRD = f"/forum/{COURSE}/{LIMIT.address}", f"/forum/{COURSE}/{OPEN.address}"


def last_post(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(Post.id).order_by(Post.id.desc())).first() or 0


def test_before_ones_own_answer_the_others_are_not_sent_to_the_browser(learner: Browser, colleague: Browser) -> None:
    colleague.answer("Geduld, vor allem.")
    before = learner.read(QUESTION)
    assert "Geduld, vor allem." not in before
    assert "Verlässlichkeit" not in before
    assert "Eine Antwort ist schon da" in before
    learner.answer("Neugier.")
    after = learner.read(QUESTION)
    assert after.index("Neugier.") < after.index("Geduld, vor allem.") < after.index("Verlässlichkeit")


def test_both_ways_and_what_comes_after_stand_on_the_page(learner: Browser) -> None:
    page = learner.read(QUESTION)
    assert "Danach erwidern Sie etwas auf eine andere Antwort." in page
    assert "Besprechen Sie die Frage im Kurs. Das zählt genauso." in page


def test_where_the_course_counts_only_a_talk_the_page_says_so(learner: Browser, source: Memory) -> None:
    source.rule = On(ref(QUALITY), RULES[1].criterion(QUALITY, None))
    page = learner.read(QUESTION)
    assert "Das verlangt Ihr Kurs. Hier zu schreiben ist freiwillig." in page
    assert "Danach erwidern" not in page
    learner.answer("Neugier.")
    assert "Noch ein Schritt" not in learner.read(QUESTION)


def test_reading_a_question_writes_nothing(app: Flask, learner: Browser) -> None:
    assert learner.read(QUESTION)
    assert last_post(app) == 0


def test_where_the_author_hides_nothing_others_are_read_first(learner: Browser, colleague: Browser) -> None:
    colleague.answer("Ein Gedanke.", THIRD)
    assert "Ein Gedanke." in learner.read(THIRD)


def test_after_answer_and_reply_the_condition_is_met(app: Flask, learner: Browser, colleague: Browser) -> None:
    colleague.answer("Geduld.")
    theirs = last_post(app)
    learner.answer("Neugier.")
    between = learner.read(QUESTION)
    assert "Noch ein Schritt" in between
    assert "Ihre Erwiderung an Björn Weiß" in between
    assert learner.reply(theirs, "Ja, und Zeit.").status_code == 302
    after = learner.read(QUESTION)
    assert "Diese Bedingung ist erfüllt" in after
    assert "Noch ein Schritt" not in after
    assert "Ja, und Zeit." in colleague.read(QUESTION)


def test_an_empty_answer_comes_back_with_a_sentence(app: Flask, learner: Browser) -> None:
    back = learner.answer(" \u200b ")
    assert back.status_code == 422
    assert "Hier steht noch kein Text. Ein Satz genügt." in back.text
    assert last_post(app) == 0


def test_a_text_that_cannot_be_published_stays_in_the_field(learner: Browser) -> None:
    back = learner.answer("Lang " * 2_001)
    assert back.status_code == 422
    assert "Der Text ist 4 Zeichen zu lang." in back.text
    assert "Lang Lang Lang" in back.text


def test_a_double_click_makes_one_answer(app: Flask, learner: Browser) -> None:
    token = learner.token(QUESTION)
    for _ in range(2):
        assert learner.answer("Neugier.", token=token).status_code == 302
    with app.app_context():
        assert len(db.session.scalars(select(Post).where(Post.author_id.is_not(None))).all()) == 1


def test_after_a_double_click_other_words_are_kept_with_a_new_form(learner: Browser) -> None:
    token = learner.token(QUESTION)
    learner.answer("Neugier.", token=token)
    back = learner.answer("Neugier und Mut.", token=token)
    assert back.status_code == 422
    assert "Neugier und Mut.</textarea>" in back.text
    assert token not in back.text


def test_nobody_replies_before_their_own_answer(app: Flask, learner: Browser, colleague: Browser) -> None:
    colleague.answer("Geduld.")
    refused = learner.reply(last_post(app), "Schön.")
    assert refused.status_code == 400
    assert "Bitte beantworten Sie zuerst selbst die Frage." in refused.text


def test_an_empty_reply_comes_back_below_its_post(app: Flask, learner: Browser, colleague: Browser) -> None:
    colleague.answer("Geduld.")
    theirs = last_post(app)
    learner.answer("Neugier.")
    back = learner.reply(theirs, " ")
    assert back.status_code == 422
    assert f'action="/forum/reply/{theirs}?page=1"' in back.text
    assert "Hier steht noch kein Text." in back.text


def test_ones_own_answer_is_changed_on_a_page_of_its_own(app: Flask, learner: Browser) -> None:
    learner.answer("Neugier.")
    address = f"/forum/edit/{last_post(app)}"
    assert "Neugier.</textarea>" in learner.read(address)
    assert learner.client.post(address, data={"text": "\u200b"}).status_code == 422
    assert learner.client.post(address, data={"text": "Neugier und Mut."}).status_code == 302
    assert "Neugier und Mut." in learner.read(QUESTION)


def test_the_post_of_somebody_else_has_no_page_for_changes(app: Flask, learner: Browser, colleague: Browser) -> None:
    learner.answer("Neugier.")
    address = f"/forum/edit/{last_post(app)}"
    assert colleague.client.get(address).status_code == 404
    assert colleague.client.post(address, data={"text": "Böse."}).status_code == 404


def test_the_trainer_reads_everything_and_is_marked(app: Flask, learner: Browser, trainer: Browser) -> None:
    learner.answer("Neugier.")
    answer = last_post(app)
    page = trainer.read(QUESTION)
    assert "Neugier." in page
    assert 'name="text"' not in page
    trainer.reply(answer, "Woran merkt man das?")
    assert "Lehrkraft · " in learner.read(QUESTION)


def test_a_person_outside_the_course_is_told_whose_page_it_is(app: Flask, learner: Browser, outsider: Browser) -> None:
    learner.answer("Neugier.")
    for address in (QUESTION, "/forum/1"):
        refused = outsider.client.get(address)
        assert refused.status_code == 403
        assert "Ein Q-SER Mentor werden" in refused.text
        assert "Neugier." not in refused.text
    assert outsider.client.post(QUESTION, data={"text": "Hallo"}).status_code == 403
    assert outsider.reply(last_post(app), "Hallo").status_code == 403


@pytest.mark.parametrize(
    "address", ["/forum/99", "/forum/fremd/rolle/eigenschaft", f"/forum/{COURSE}/rolle/nichts", "/forum/edit/99"]
)
def test_what_does_not_exist_is_not_found(learner: Browser, address: str) -> None:
    assert learner.client.get(address).status_code == 404


def test_a_question_that_the_course_asks_no_more_stays_readable(learner: Browser, source: Memory) -> None:
    learner.answer("Neugier.")
    source.blocks.pop(ref(QUALITY))
    page = learner.read("/forum/1")
    assert "Der Kurs stellt diese Frage nicht mehr." in page
    assert "Neugier." in page
    assert 'name="text"' not in page
    assert learner.client.post(QUESTION, data={"text": "Noch etwas"}).status_code == 400


def test_a_hidden_post_shows_no_words(app: Flask, learner: Browser, colleague: Browser) -> None:
    colleague.answer("Das gehört hier nicht her.")
    with app.app_context():
        db.session.get_one(Post, last_post(app)).hidden = True
        db.session.commit()
    learner.answer("Neugier.")
    page = learner.read(QUESTION)
    assert "Das gehört hier nicht her." not in page
    assert "Dieser Beitrag ist ausgeblendet." in page


def test_participants_tick_for_themselves_where_the_course_says_so(learner: Browser) -> None:
    assert learner.client.post(f"{SECOND}/talked").status_code == 302
    page = learner.read(SECOND)
    assert "Diese Bedingung ist erfüllt" in page
    assert learner.client.post(f"{SECOND}/talked", data={"undo": "1"}).status_code == 302
    assert "Diese Bedingung ist erfüllt" not in learner.read(SECOND)
    assert learner.client.post(f"{QUESTION}/talked").status_code == 403


def test_the_list_shows_ones_own_courses_only(learner: Browser, trainer: Browser, outsider: Browser) -> None:
    learner.answer("Neugier.")
    assert "Sie haben geantwortet" in learner.read("/forum/")
    assert "1 Antwort" in trainer.read("/forum/")
    nothing = outsider.read("/forum/")
    assert QUALITY.title not in nothing
    assert "Noch gibt es keine Fragen zu besprechen" in nothing


def test_the_list_puts_the_newest_activity_first(learner: Browser, app: Flask) -> None:
    learner.answer("Neugier.")
    learner.answer("Am Ende.", SECOND)
    with app.app_context():
        from forum.models import Thread

        db.session.get_one(Thread, 1).last_at = MONDAY.replace(year=2099)
        db.session.commit()
    page = learner.read("/forum/")
    assert page.index(QUALITY.title) < page.index(LIMIT.title)


def test_pages_ask_the_database_a_fixed_number_of_questions(app: Flask, people: People, learner: Browser) -> None:
    from forum.models import Thread

    def ask(address: str) -> int:
        with count_queries(app) as statements:
            assert learner.client.get(address).status_code == 200
        return len(statements)

    learner.answer("Neugier.")
    few = ask("/forum/"), ask("/forum/1")
    with app.app_context():
        for n in range(60):
            db.session.add(
                Thread(
                    course=COURSE,
                    key=f"rolle/{n}",
                    title=f"{n}",
                    ask="?",
                    question="?",
                    opened_at=MONDAY,
                    last_at=MONDAY,
                )
            )
            db.session.add(Post(thread_id=1, author_id=people.colleague, text="x", html="<p>x</p>", at=MONDAY))
        db.session.get_one(Thread, 1).answers = 61
        db.session.commit()
    assert (ask("/forum/"), ask("/forum/1")) == few
    assert few[0] <= 8
    assert "/forum/?page=2" in learner.read("/forum/")
    assert learner.read("/forum/1?page=2").count("<article") == 1 + 11
