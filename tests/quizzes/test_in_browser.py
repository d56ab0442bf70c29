"""Answering with keyboard and mouse, with and without scripts, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms.core.activity import Slot
from lms.testing import People
from quizzes.activities import QUIZ, REFLECTION, SELFCHECK
from tests.browser.harness import WIDE, Visitor, served
from tests.quizzes.course import BODY, Memory
from tests.quizzes.test_several_fields import BODY as FIELDS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("quiz")]

Open = Callable[..., AbstractContextManager[Visitor]]


@pytest.fixture
def database_url() -> str:
    """What a browser sees does not depend on the database."""
    return ""


@pytest.fixture
def visit(app: Flask, people: People, browser: Browser) -> Iterator[Open]:
    """Opens the page of the course as the learner: ``with visit(scripts=False) as visitor``."""
    with served(app) as address:

        @contextmanager
        def open_page(*, scripts: bool = True) -> Iterator[Visitor]:
            context = browser.new_context(locale="de-DE", viewport=WIDE, java_script_enabled=scripts)
            visitor = Visitor(context.new_page(), address, app).sign_in(people.learner)
            visitor.go("/probe")
            yield visitor
            context.close()
            assert visitor.faults == []

        yield open_page


def send(page: Page, question: str) -> None:
    page.locator(f"#frage-check-{question} button[type=submit]").click()


def test_with_a_script_the_page_stays_and_the_focus_moves_to_the_explanation(visit: Open) -> None:
    with visit() as visitor:
        page = visitor.page
        page.evaluate("window.stayed = true")
        page.get_by_label("Vorgeben").check()
        send(page, "hilfe")
        expect(page.locator("#erklaerung-check-hilfe")).to_be_focused()
        assert "Das passt noch nicht." in page.locator("#erklaerung-check-hilfe").inner_text()
        assert page.evaluate("window.stayed")
        page.get_by_label("Fragen").check()
        send(page, "hilfe")
        expect(page.locator("#erklaerung-check-hilfe")).to_contain_text("Das stimmt.")
        expect(page.locator("#erklaerung-check-hilfe")).to_be_focused()
        visitor.check()


def test_with_a_script_a_missing_answer_is_said_where_the_focus_goes(visit: Open) -> None:
    with visit() as visitor:
        page = visitor.page
        page.locator("#check-zahl-typed").fill("viele")
        page.locator("#check-zahl-typed").press("Enter")
        expect(page.locator("#erklaerung-check-zahl")).to_be_focused()
        assert page.locator("#check-zahl-typed").input_value() == "viele"
        visitor.check()


def test_without_a_script_the_page_comes_back_at_the_explanation(visit: Open) -> None:
    with visit(scripts=False) as visitor:
        page = visitor.page
        page.get_by_label("Vorgeben").check()
        send(page, "hilfe")
        assert page.url.endswith("/probe#erklaerung-check-hilfe")
        assert page.locator("#erklaerung-check-hilfe").evaluate(
            "element => element === document.querySelector(':target')"
        )
        send(page, "wort")
        assert "Schreiben Sie zuerst eine Antwort." in page.locator("#erklaerung-check-wort").inner_text()


def test_all_questions_at_once_a_self_check_and_a_reflection(visit: Open, source: Memory, quiz: Slot) -> None:
    source.put(QUIZ, "check", BODY, feedback="end")
    source.put(SELFCHECK, "selbstcheck")
    source.put(REFLECTION, "montag", "Was machen Sie am Montag anders?")
    with visit() as visitor:
        page = visitor.page
        page.get_by_label("Vorgeben").check()
        page.get_by_role("button", name="Antworten prüfen").click()
        expect(page.locator("#stand-check")).to_be_focused()
        assert "3 Fragen sind noch offen." in page.locator("#stand-check").inner_text()
        page.locator("#selbstcheck-0-yes").check()
        page.get_by_role("button", name="Selbstcheck speichern").click()
        expect(page.locator("#stand-selbstcheck")).to_be_focused()
        page.get_by_label("Ihre Gedanken").fill("Zuerst fragen.")
        page.get_by_role("button", name="Text speichern").click()
        expect(page.locator("#stand-montag")).to_be_focused()
        page.get_by_role("button", name="Text löschen").click()
        expect(page.locator("#stand-montag")).to_contain_text("gelöscht")
        assert page.get_by_label("Ihre Gedanken").input_value() == ""
        visitor.check()


def test_pairs_steps_and_gaps_by_keyboard_on_a_narrow_page(visit: Open, source: Memory, quiz: Slot) -> None:
    source.put(QUIZ, "check", FIELDS)
    with visit() as visitor:
        page = visitor.page
        page.set_viewport_size({"width": 320, "height": 720})
        page.get_by_label("Führung").focus()
        page.keyboard.press("O")
        page.keyboard.press("Tab")
        page.keyboard.press("z")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#erklaerung-check-paare")).to_be_focused()
        expect(page.locator("#erklaerung-check-paare")).to_contain_text("Das stimmt.")
        page.get_by_label("Lücke 1 von 3").fill("fragen")
        page.get_by_label("Lücke 2 von 3").select_option("anbieten")
        page.get_by_label("Lücke 3 von 3, eine Zahl").press("Enter")
        expect(page.locator("#erklaerung-check-satz")).to_contain_text("Füllen Sie zuerst alle Lücken.")
        expect(page.locator("#erklaerung-check-satz")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        visitor.check()
