"""Answering questions in the browser, without a script and with one."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.db import db
from lms.progress.service import begin_again
from lms.testing import MONDAY, MakeApp, People, count_queries, sign_in
from quizzes.activities import QUIZ
from quizzes.models import Answer
from tests.quizzes.conftest import Browser, element, evidence
from tests.quizzes.course import BODY, COURSE, RIGHT, UNIT, Memory

pytestmark = pytest.mark.usefixtures("quiz")


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Answer)) or 0


def test_a_page_shows_every_question_as_a_form_of_its_own(learner: Browser) -> None:
    page = learner.page()
    assert page.count('<form method="post" action="/quizzes/probe/rolle/check/') == 4
    assert "Frau Demir ruft an." in page
    assert '<legend class="kern-label">Was hilft <strong>ihr</strong>?</legend>' in page
    assert "Frage 1 von 4" in page
    assert "Sie können beliebig oft antworten." in page
    assert "Das nimmt ihr die Entscheidung ab." not in page


def test_a_wrong_answer_is_explained_below_the_question(app: Flask, learner: Browser) -> None:
    response = learner.answer("hilfe", "2")
    assert (response.status_code, response.location) == (303, "/probe#erklaerung-check-hilfe")
    tag, text = element(learner.page(), "erklaerung-check-hilfe")
    assert tag is not None
    assert tag["tabindex"] == "-1"
    assert tag["class"] == "lms-explain"
    assert text == "Das passt noch nicht. Das nimmt ihr die Entscheidung ab. Wer fragt, führt."
    assert element(learner.page(), "frage-check-hilfe")[1].count("Ihre Antwort") == 1
    assert "Noch einmal antworten" in element(learner.page(), "frage-check-hilfe")[1]
    assert rows(app) == 1


def test_once_solved_all_explanations_are_shown_with_their_options(learner: Browser) -> None:
    learner.answer("hilfe", "0")
    text = element(learner.page(), "erklaerung-check-hilfe")[1]
    assert text.startswith("Das stimmt. Sie findet selbst eine Lösung. Erzählen Nur als Anregung. Vorgeben")


def test_a_partly_right_answer_is_called_so(learner: Browser) -> None:
    learner.answer("hilfe", "1")
    assert element(learner.page(), "erklaerung-check-hilfe")[1].startswith("Das stimmt zum Teil.")


def test_answers_may_be_given_again_and_again(app: Flask, learner: Browser) -> None:
    for turn, place in enumerate("2121", 1):
        learner.answer("hilfe", place, turn=turn)
    assert rows(app) == 4
    assert 'value="1" id="check-hilfe-1" checked' in learner.page()


def test_a_form_that_is_sent_twice_is_graded_once(app: Flask, learner: Browser) -> None:
    for _ in range(2):
        assert learner.answer("hilfe", "2", turn=1).status_code == 303
    assert rows(app) == 1
    learner.answer("hilfe", "2", turn=2)
    assert rows(app) == 2


@pytest.mark.parametrize(
    ("question", "sent", "sentence"),
    [
        ("hilfe", [], "Wählen Sie zuerst eine Antwort."),
        ("aussagen", [], "Wählen Sie zuerst mindestens eine Antwort."),
        ("wort", ["  "], "Schreiben Sie zuerst eine Antwort."),
        ("zahl", ["viele <b>"], "Schreiben Sie hier eine Zahl."),
        ("hilfe", ["9"], "Diese Antwort gehört nicht zur Frage."),
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_is_kept_in_its_field(
    app: Flask, learner: Browser, question: str, sent: list[str], sentence: str
) -> None:
    response = learner.answer(question, *sent)
    assert response.location == f"/probe#erklaerung-check-{question}"
    page = learner.page()
    tag, text = element(page, f"erklaerung-check-{question}")
    assert tag is not None
    assert (tag["class"], tag["tabindex"]) == ("kern-error", "-1")
    assert text.startswith(sentence)
    if "viele" in "".join(sent):
        assert 'value="viele &lt;b&gt;"' in page
    assert rows(app) == 0
    assert element(learner.page(), f"erklaerung-check-{question}")[0] is None


def test_a_quiz_is_recorded_once_all_of_it_is_answered_and_when_it_gets_better(
    app: Flask, people: People, learner: Browser
) -> None:
    for question, given in [("hilfe", "2"), ("aussagen", "0"), ("wort", "Hospitatoin")]:
        learner.answer(question, given)
    assert evidence(app, people.learner) == []
    learner.answer("zahl", "50")
    assert evidence(app, people.learner)[0] == ("quiz", "submitted", 0.6)
    assert [kind for _, kind, _ in evidence(app, people.learner)].count("completed") == 4
    learner.answer("zahl", "60", turn=2)
    assert len(evidence(app, people.learner)) == 5
    learner.answer("zahl", "20 %", turn=3)
    assert evidence(app, people.learner)[-1] == ("quiz", "submitted", 0.8)


def test_a_pass_mark_decides_what_completes_a_quiz(
    app: Flask, people: People, source: Memory, learner: Browser
) -> None:
    source.put(QUIZ, "check", BODY, **{"pass": 0.9})
    learner.answer_all(RIGHT | {"zahl": ["3"]})
    assert [kind for _, kind, _ in evidence(app, people.learner)] == ["submitted"]
    learner.answer("zahl", "21", turn=2)
    assert ("quiz", "completed", None) in evidence(app, people.learner)


def test_with_the_latest_answer_counting_a_score_may_fall(
    app: Flask, people: People, source: Memory, learner: Browser
) -> None:
    source.put(QUIZ, "check", BODY, grading="latest")
    learner.answer_all(RIGHT)
    learner.answer("zahl", "3", turn=2)
    scores = [score for _, kind, score in evidence(app, people.learner) if kind == "submitted"]
    assert scores == [1.0, 0.8]


def test_all_answers_of_a_quiz_can_be_sent_at_once(app: Flask, people: People, learner: Browser) -> None:
    response = learner.answer_all(RIGHT)
    assert response.location == "/probe#stand-check"
    assert rows(app) == 4
    assert evidence(app, people.learner)[0] == ("quiz", "submitted", 1.0)


def test_a_limit_of_attempts_is_told_and_kept(app: Flask, source: Memory, learner: Browser) -> None:
    source.put(QUIZ, "check", BODY, attempts=2)
    learner.answer("hilfe", "2", turn=1)
    assert "Sie können noch einmal antworten." in element(learner.page(), "frage-check-hilfe")[1]
    learner.answer("hilfe", "1", turn=2)
    text = element(learner.page(), "frage-check-hilfe")[1]
    assert "Noch einmal antworten" not in text
    learner.answer("hilfe", "0", turn=3)
    assert rows(app) == 2


def test_feedback_at_the_end_waits_for_all_answers(source: Memory, learner: Browser) -> None:
    source.put(QUIZ, "check", BODY, feedback="end")
    assert learner.page().count('<form method="post" action="/quizzes/probe/rolle/check"') == 1
    learner.answer_all({"hilfe": ["2"], "wort": ["Praktikum"]})
    page = learner.page()
    assert "2 Fragen sind noch offen." in page
    assert 'lms-explain" id=' not in page
    assert 'value="Praktikum"' in page
    learner.answer_all(RIGHT)
    page = learner.page()
    assert page.count("Das stimmt.") == 4
    assert "noch offen" not in page


def test_all_questions_sent_without_an_answer_are_asked_for(app: Flask, source: Memory, learner: Browser) -> None:
    source.put(QUIZ, "check", BODY, feedback="end")
    learner.answer_all({})
    page = learner.page()
    assert "4 Fragen sind noch offen." in page
    assert "Wählen Sie zuerst eine Antwort." in page
    assert rows(app) == 0


def test_options_are_shuffled_the_same_way_whenever_somebody_comes_back(source: Memory, learner: Browser) -> None:
    body = "# f\nWas?\n(x) A0\n> a\n" + "".join(f"( ) A{n}\n> a\n" for n in range(1, 12))
    source.put(QUIZ, "check", body, shuffle="answers")
    order = re.findall(r'value="(\d+)" id="check-f-', learner.page())
    assert sorted(order, key=int) == [str(n) for n in range(12)]
    assert order != sorted(order, key=int)
    learner.answer("f", "0")
    assert re.findall(r'value="(\d+)" id="check-f-', learner.page()) == order
    assert element(learner.page(), "erklaerung-check-f")[1].startswith("Das stimmt.")


def test_a_script_gets_only_the_question_back(learner: Browser) -> None:
    response = learner.answer("hilfe", "2", headers={"X-Requested-With": "fetch"})
    assert (response.status_code, response.headers["X-Fragment"]) == (200, "1")
    assert response.text.strip().startswith('<section class="lms-question lms-sheet" id="frage-check-hilfe"')
    assert response.text.count("<form") == 1
    assert 'name="next" value="/probe"' in response.text
    refused = learner.answer("zahl", "x", headers={"X-Requested-With": "fetch"})
    assert "kern-error" in refused.text
    assert 'value="x"' in refused.text
    assert "kern-error" not in learner.page()


def test_the_script_is_asked_for_once_and_may_be_kept(learner: Browser) -> None:
    (address,) = re.findall(r'<script type="module" src="([^"]+)"', learner.page())
    response = learner.client.get(address)
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.mimetype == "text/javascript"


def test_nobody_sees_the_answers_of_others(people: People, learner: Browser, browse: Callable[[int], Browser]) -> None:
    learner.answer("wort", "Praktikum")
    for other in (people.colleague, people.trainer, people.coordinator, people.manager):
        page = browse(other).page()
        assert "Praktikum" not in page
        assert "lms-option--chosen" not in page
        assert "lms-explain" not in page


def test_only_enrolled_people_answer_and_only_what_exists(
    app: Flask, people: People, learner: Browser, browse: Callable[[int], Browser]
) -> None:
    for other in (people.outsider, people.manager, people.coordinator):
        response = browse(other).answer("hilfe", "0")
        assert response.status_code == 403
        assert "nicht angemeldet" in response.text
    assert learner.answer("gibtesnicht", "0").status_code == 404
    assert learner.answer("hilfe", "0", block="anders").status_code == 404
    assert learner.client.post(f"/quizzes/fremd/{UNIT}/check/hilfe").status_code == 404
    assert app.test_client().post(f"/quizzes/{COURSE}/{UNIT}/check/hilfe").status_code == 401
    assert rows(app) == 0


def test_a_trainer_tries_questions_and_nothing_is_kept(
    app: Flask, people: People, browse: Callable[[int], Browser]
) -> None:
    trainer = browse(people.trainer)
    trainer.answer("hilfe", "2")
    page = trainer.page()
    assert "Das nimmt ihr die Entscheidung ab." in page
    assert "Das ist eine Vorschau." in page
    assert "lms-explain" not in trainer.page()
    assert (rows(app), evidence(app, people.trainer)) == (0, [])


def test_answers_need_the_token_of_their_form(make: MakeApp, features: tuple, people: People) -> None:
    strict = make(features, WTF_CSRF_ENABLED=True)
    client = sign_in(strict.test_client(), people.learner)
    refused = client.post(f"/quizzes/{COURSE}/{UNIT}/check/hilfe", data={"answer-hilfe": "0"})
    assert refused.status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/probe").text)
    assert token
    data = {"answer-hilfe": "0", "csrf_token": token[1], "next": "/probe"}
    assert client.post(f"/quizzes/{COURSE}/{UNIT}/check/hilfe", data=data).status_code == 303


def test_the_way_back_leads_to_our_own_pages_only(learner: Browser) -> None:
    for foreign in ("https://example.org/", "//example.org", "/\\example.org", ""):
        data = {"answer-hilfe": "0", "next": foreign}
        response = learner.client.post(f"/quizzes/{COURSE}/{UNIT}/check/hilfe", data=data)
        assert response.location.startswith(("/probe#", "/quizzes/probe/rolle/check/hilfe#")), foreign


def test_a_page_with_many_quizzes_asks_the_database_once_for_them(app: Flask, source: Memory, learner: Browser) -> None:
    learner.page()
    with count_queries(app) as few:
        learner.page()
    for n in range(5):
        source.put(QUIZ, f"quiz-{n}", BODY)
    with count_queries(app) as many:
        learner.page()
    assert len(many) == len(few)
    assert sum("quiz_answer" in statement for statement in many) == 1


def test_a_raised_edition_asks_again(app: Flask, people: People, source: Memory, learner: Browser) -> None:
    learner.answer_all(RIGHT)
    source.put(QUIZ, "check", BODY, edition=2)
    assert "lms-explain" not in learner.page()
    learner.answer_all(RIGHT)
    assert [kind for _, kind, _ in evidence(app, people.learner)].count("submitted") == 2


def test_a_question_with_other_marks_begins_anew_and_a_renamed_one_goes_on(source: Memory, learner: Browser) -> None:
    learner.answer_all({"hilfe": ["2"], "wort": ["Praktikum"]})
    changed = BODY.replace("(x) Fragen", "(20 %) Fragen").replace("( ) Vorgeben", "(x) Vorgeben")
    source.put(QUIZ, "check", changed.replace("# wort", "# begriff war=wort"))
    page = learner.page()
    assert element(page, "erklaerung-check-hilfe")[0] is None
    assert "Das dauert länger." in element(page, "erklaerung-check-begriff")[1]
    learner.answer("hilfe", "2")
    assert element(learner.page(), "erklaerung-check-hilfe")[1].startswith("Das stimmt.")


def test_a_refresher_begins_without_answers(app: Flask, people: People, learner: Browser) -> None:
    learner.answer_all(RIGHT)
    with app.app_context():
        begin_again(people.learner, COURSE, by=None, at=MONDAY)
        db.session.commit()
    assert "lms-explain" not in learner.page()
    learner.answer_all(RIGHT)
    assert [kind for _, kind, _ in evidence(app, people.learner)].count("submitted") == 2


def test_the_last_two_answers_at_the_same_moment_complete_the_quiz(
    app: Flask, people: People, learner: Browser, browse: Callable[[int], Browser]
) -> None:
    learner.answer_all({"hilfe": ["0"], "aussagen": ["0"]})
    tabs = [(browse(people.learner), "wort", "Hospitation"), (browse(people.learner), "zahl", "21")]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda tab: tab[0].answer(tab[1], tab[2]).status_code, tabs))
    assert found == [303, 303]
    submitted = [row for row in evidence(app, people.learner) if row[1] == "submitted"]
    assert submitted == [("quiz", "submitted", 1.0)]


def test_the_same_form_at_the_same_moment_is_kept_once(
    app: Flask, people: People, browse: Callable[[int], Browser]
) -> None:
    tabs = [browse(people.learner) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda tab: tab.answer("hilfe", "2", turn=1).status_code, tabs))
    assert found == [303] * 4
    assert rows(app) == 1


def test_a_quiz_in_another_language_says_which_words_are_ours(quiz: Slot, learner: Browser) -> None:
    learner.client.get("/language/en")
    page = learner.page()
    assert "Check answer" in page
    assert '<p class="lms-question__kicker" lang="en">' in page
    assert quiz.ref == ActivityRef(COURSE, "quiz", f"{UNIT}/check")
