"""Self-checks and reflections: seen by nobody but the learner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.core.activity import Block
from lms.db import db
from lms.testing import People
from quizzes.activities import REFLECTION, SELFCHECK
from quizzes.core.selfcheck import statements
from quizzes.models import Reflection, SelfCheck
from tests.quizzes.conftest import Browser, element, evidence
from tests.quizzes.course import COURSE, UNIT, Memory

CHECK = f"/quizzes/selfcheck/{COURSE}/{UNIT}/selbstcheck"
TEXT = f"/quizzes/reflection/{COURSE}/{UNIT}/montag"


@pytest.fixture(autouse=True)
def blocks(source: Memory) -> None:
    source.put(SELFCHECK, "selbstcheck")
    source.put(REFLECTION, "montag", "Was machen Sie am Montag anders?", lines=7)


def count(app: Flask, table: type[SelfCheck | Reflection]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_self_check_without_statements_asks_for_the_objectives(learner: Browser) -> None:
    page = learner.page()
    assert '<legend class="kern-label">Grenzen erkennen</legend>' in page
    assert '<legend class="kern-label">Fragen stellen</legend>' in page
    assert "Das kann ich zum Teil" in page


def test_a_self_check_may_ask_for_some_objectives_or_its_own_statements(source: Memory, learner: Browser) -> None:
    source.put(SELFCHECK, "selbstcheck", objectives=(2,))
    assert "Grenzen erkennen" not in learner.page()
    source.put(SELFCHECK, "selbstcheck", "- Ich frage **ihr**\n- Ich höre\n  zu\n")
    page = learner.page()
    assert "Ich frage <strong>ihr</strong>" in page
    assert "Fragen stellen" not in page


def test_statements_are_lines_with_a_dash() -> None:
    block = Block("selfcheck", "s", "u", "- Eins\n  und mehr\n* Zwei\nDrei", "u.md", 5, 6)
    assert statements(block) == ["Eins\nund mehr", "Zwei"]
    (problem,) = SELFCHECK.check(block)
    assert (problem.rule, problem.line) == ("answer-loose-text", 9)


def test_a_filled_self_check_is_kept_and_recorded_once(app: Flask, people: People, learner: Browser) -> None:
    learner.client.post(CHECK, data={"mark-0": "yes", "next": "/probe"})
    assert evidence(app, people.learner) == []
    assert "checked" in learner.page()
    for mark in ("no", "partly"):
        response = learner.client.post(CHECK, data={"mark-0": "yes", "mark-1": mark, "next": "/probe"})
        assert response.location == "/probe#stand-selbstcheck"
    assert [kind for _, kind, _ in evidence(app, people.learner)] == ["filled", "completed"]
    assert count(app, SelfCheck) == 1
    assert 'value="partly" id="selbstcheck-1-partly" checked' in learner.page()


def test_an_empty_self_check_gets_a_sentence(app: Flask, learner: Browser) -> None:
    fetch = {"X-Requested-With": "fetch"}
    assert "Wählen Sie" in learner.client.post(CHECK, data={"mark-0": "bad"}, headers=fetch).text
    assert "Eine Aussage ist noch offen." in learner.client.post(CHECK, data={"mark-1": "no"}, headers=fetch).text
    assert count(app, SelfCheck) == 1


def test_a_reflection_is_kept_changed_and_deleted(app: Flask, people: People, learner: Browser) -> None:
    for text in ("Ich frage <mehr>.", "Ich frage zuerst.\r\nDann höre ich zu."):
        learner.client.post(TEXT, data={"text": text, "next": "/probe"})
    page = learner.page()
    assert "Ich frage zuerst.\nDann höre ich zu.</textarea>" in page
    assert 'rows="7"' in page
    assert [kind for _, kind, _ in evidence(app, people.learner)] == ["saved", "completed"]
    assert learner.client.post(TEXT, data={"erase": "1", "next": "/probe"}).status_code == 303
    assert count(app, Reflection) == 0
    assert "Ich frage" not in learner.page()


@pytest.mark.parametrize(("text", "sentence"), [("  \n", "Schreiben Sie zuerst etwas."), ("x" * 20001, "zu lang")])
def test_a_reflection_without_text_or_with_too_much_is_not_kept(
    app: Flask, learner: Browser, text: str, sentence: str
) -> None:
    page = learner.client.post(TEXT, data={"text": text}, headers={"X-Requested-With": "fetch"}).text
    assert sentence in element(page, "stand-montag")[1]
    assert text.strip() in page
    assert count(app, Reflection) == 0


def test_nobody_else_sees_or_writes_them(
    app: Flask, people: People, learner: Browser, browse: Callable[[int], Browser]
) -> None:
    learner.client.post(TEXT, data={"text": "Geheimes", "next": "/probe"})
    learner.client.post(CHECK, data={"mark-0": "yes", "mark-1": "no", "next": "/probe"})
    for name, person in people.everybody().items():
        if name != "learner":
            page = browse(person).page()
            assert "Geheimes" not in page, name
            assert "checked" not in page, name
    assert browse(people.outsider).client.post(TEXT, data={"text": "Fremd"}).status_code == 403
    trainer = browse(people.trainer)
    assert trainer.client.post(TEXT, data={"text": "Probe", "next": "/probe"}).status_code == 303
    assert trainer.client.post(CHECK, data={"mark-0": "yes", "next": "/probe"}).status_code == 303
    assert (count(app, Reflection), count(app, SelfCheck)) == (1, 1)
    assert "Geheimes" in learner.page()


def test_neither_counts_unless_an_author_asks_for_it() -> None:
    assert not SELFCHECK.counts
    assert not REFLECTION.counts
