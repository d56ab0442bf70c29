"""The learner's whole way to a certificate: by keyboard alone, without scripts, and a glance at it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from forum.demo import ANSWERS
from tests.browser.hands import Keyboard, Mouse
from tests.browser.harness import WIDE, Visitor
from tests.browser.newcomers import PASSWORD, Newcomer, newcomer
from tests.browser.pages import COURSE, READER

WRONG, WHY = "Sie schreibt in den letzten Wochen alles auf", "Aufschreiben lassen sich vor allem Regeln."
RIGHT = "Sie begleitet ein Jahr lang zwei jüngere Kollegen"


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's way, on as many devices as they like."""

    browser: Browser
    address: str
    app: Flask
    person: Newcomer
    hands: type[Mouse]
    scripts: bool

    @contextmanager
    def device(self) -> Iterator[tuple[Page, Mouse]]:
        """A browser in which nobody is signed in yet; nothing may have gone wrong in it at the end."""
        context = self.browser.new_context(locale="de-DE", viewport=WIDE, java_script_enabled=self.scripts)
        window = Visitor(context.new_page(), self.address, self.app)
        yield window.page, self.hands(window.page)
        context.close()
        assert window.faults == []

    @contextmanager
    def at_home(self) -> Iterator[tuple[Page, Mouse]]:
        """A new device, signed in with the password."""
        with self.device() as (page, hands):
            page.goto(f"{self.address}/")
            hands.write(page.get_by_label("E-Mail-Adresse"), self.person.email)
            hands.write(page.get_by_label("Passwort", exact=True), PASSWORD)
            hands.press(page.get_by_role("button", name="Anmelden"))
            expect(page.get_by_role("heading", level=1)).to_have_text("Ihr nächster Schritt")
            yield page, hands


@pytest.fixture(params=["keyboard", "no scripts"])
def walk(request: pytest.FixtureRequest, browser: Browser, address: str, site_app: Flask) -> Walk:
    """A new person, who works with the keyboard only, or in a browser without scripts."""
    keys = request.param == "keyboard"
    name = ("Zoë", "Ångström-Łukasz", "zoe@stadt.example") if keys else ("Ğizem", "Þórsdóttir", "gizem@stadt.example")
    person = newcomer(site_app, *name)
    return Walk(browser, address, site_app, person, Keyboard if keys else Mouse, scripts=keys)


def test_a_learner_goes_from_the_first_section_to_a_certificate(walk: Walk) -> None:
    with walk.at_home() as (page, hands):
        begin(page, hands)
        answer_wrongly_and_then_rightly(page, hands)
        answer_all(page, hands)
        go_on(page, hands, 3)
    with walk.at_home() as (page, hands):
        expect(page.locator("main .kern-btn--primary")).to_have_text("Weiter bei Abschnitt 3")
        hands.press(page.locator("main .kern-btn--primary"))
        see_what_is_missing(page, hands)
        page.goto(f"{walk.address}{READER}/3")
        for n in (4, 5, 6):
            answer_all(page, hands)
            go_on(page, hands, n)
        answer_all(page, hands)
        hands.press(page.get_by_role("button", name="Einheit zu Ende gelesen"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Was fehlt noch?")
        discuss(page, hands, ANSWERS[0], "Verlässlichkeit, weil sie Vertrauen schafft.")
        expect(page.get_by_role("heading", name="Diese Bedingung ist erfüllt")).to_be_visible()
        assert certificates(page, walk) == []
        page.goto(f"{walk.address}/me/progress/{COURSE}")
        discuss(page, hands, ANSWERS[1], "Ich frage zurück, bis die Lage klar ist.")
        number = read_certificate(page, hands, walk)
    verify(walk, number)


def begin(page: Page, hands: Mouse) -> None:
    """The start page names one step; the unit says what it is before it begins."""
    expect(page.locator("main .kern-btn--primary")).to_have_count(1)
    hands.press(page.locator("main .kern-btn--primary"))
    expect(page).to_have_url(re.compile(f"{READER}/1$"))
    facts = page.locator(".lms-facts")
    for fact in ("den Kreislauf des Mentorings auf das eigene Amt anwenden", "1 Stunde", "Workshop", "Quiz"):
        expect(facts).to_contain_text(fact)
    assert top(facts) < top(page.locator(".lms-prose").first)
    before = minutes_left(page)
    go_on(page, hands, 2)
    assert 0 < minutes_left(page) < before


def go_on(page: Page, hands: Mouse, n: int) -> None:
    """On to the next section."""
    hands.press(page.get_by_role("button", name=f"Weiter zu Abschnitt {n}"))
    expect(page).to_have_url(re.compile(f"/{n}$"))
    page.wait_for_load_state()


def answer_wrongly_and_then_rightly(page: Page, hands: Mouse) -> None:
    """The explanation comes at once and has the focus; one may answer again."""
    question, explained = page.locator("#frage-warum-ruhestand"), page.locator("#erklaerung-warum-ruhestand")
    page.evaluate("window.stayed = true")
    hands.choose(question.get_by_label(WRONG))
    hands.press(question.get_by_role("button", name="Antwort prüfen"))
    expect(explained).to_be_focused()
    expect(explained).to_contain_text("Das passt noch nicht.")
    expect(explained).to_contain_text(WHY)
    expect(question.locator(".lms-option--chosen")).to_contain_text("Ihre Antwort")
    if page.evaluate("!window.stayed"):
        expect(page).to_have_url(re.compile("#erklaerung-warum-ruhestand$"))
    hands.choose(question.get_by_label(RIGHT))
    hands.press(question.get_by_role("button", name="Noch einmal antworten"))
    expect(explained).to_contain_text("Das stimmt.")
    expect(explained).to_be_focused()


def answer_all(page: Page, hands: Mouse) -> None:
    """Answers every question of a section somehow: what counts is that it is answered."""
    for question in page.locator("section[id^=frage-]:not(:has(.lms-explain))").all()[::-1]:
        explained = page.locator(f"#{question.get_attribute('id')} .lms-explain")
        options = question.locator("input[type=radio], input[type=checkbox]")
        if options.count():
            hands.choose(options.first)
        else:
            hands.write(question.locator("input[type=text]"), "4")
        hands.press(question.get_by_role("button", name="Antwort prüfen"))
        expect(explained).to_be_visible()


def see_what_is_missing(page: Page, hands: Mouse) -> None:
    """Every open line leads to the place where it is met."""
    hands.press(page.get_by_role("link", name="Mein Stand"))
    hands.press(page.get_by_role("link", name="Ein Q-SER Mentor werden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Was fehlt noch?")
    expect(page.locator(".lms-lead")).to_contain_text("7 von 8 Bedingungen")
    links = page.locator("main .lms-route--l li:not([data-state=done]) a")
    assert links.count() == 7
    for address in [str(link.get_attribute("href")) for link in links.all()]:
        answer = page.goto(f"{page.url.partition('/me/')[0]}{address}")
        assert answer
        assert answer.status == 200
        if "#" in address:
            expect(page.locator(f"#{address.partition('#')[2]}")).to_be_in_viewport()
        page.go_back()


def discuss(page: Page, hands: Mouse, others: tuple[str, ...], text: str) -> None:
    """The own answer comes first; what the others wrote is not even in the page before. Then a reply."""
    hands.press(page.locator("main .lms-route--l li[data-state=here] a"))
    expect(page.get_by_label("Ihre Antwort")).to_be_visible()
    for other in others:
        assert other not in page.content()
    hands.write(page.get_by_label("Ihre Antwort"), text)
    hands.press(page.get_by_role("button", name="Antwort veröffentlichen"))
    expect(page.locator("article").first).to_contain_text(text)
    for other in others:
        expect(page.locator("main")).to_contain_text(other)
    hands.write(page.get_by_label("Ihre Erwiderung"), "Woran merken Sie das im Alltag?")
    hands.press(page.get_by_role("button", name="Erwiderung veröffentlichen"))
    expect(page.locator("main")).to_contain_text("Woran merken Sie das im Alltag?")


def certificates(page: Page, walk: Walk) -> list[str]:
    """The numbers that somebody holds."""
    page.goto(f"{walk.address}/me/certificates")
    links = page.locator("main .lms-rows__name").all()
    return [str(link.get_attribute("href")).rpartition("/")[2] for link in links]


def read_certificate(page: Page, hands: Mouse, walk: Walk) -> str:
    """The last condition has made the certificate; it can be read and kept. Returns its number."""
    hands.press(page.get_by_role("link", name="Mein Stand"))
    hands.press(page.get_by_role("link", name="Zum Zertifikat"))
    hands.press(page.get_by_role("link", name="Q-SER-Mentorin / Q-SER-Mentor"))
    expect(page.locator(".lms-cert__name")).to_have_text(f"{walk.person.given} {walk.person.family}")
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="PDF herunterladen"))
    assert download.value.path().read_bytes().startswith(b"%PDF")
    [number] = certificates(page, walk)
    return number


def verify(walk: Walk, number: str) -> None:
    """Anybody learns whether it is valid, which one it is and its dates, and never whose."""
    with walk.device() as (page, hands):
        page.goto(f"{walk.address}/verify")
        hands.write(page.get_by_label("Nummer"), number.lower())
        hands.write(page.get_by_label("Familienname"), walk.person.family.upper())
        hands.press(page.get_by_role("button", name="Zertifikat prüfen"))
        result = page.get_by_role("status")
        for said in ("Gültig", "Q-SER-Mentorin / Q-SER-Mentor", number):
            expect(result).to_contain_text(said)
        source = page.content()
        assert walk.person.given not in source
        assert walk.person.family not in source


def top(place: Locator) -> float:
    """How far down a page something stands."""
    box = place.bounding_box()
    assert box
    return box["y"]


def minutes_left(page: Page) -> int:
    """The minutes that the reader says are still ahead."""
    said = page.locator("label[for=left]").inner_text()
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    return numbers[0] * 60 + sum(numbers[1:]) if "Stunde" in said else numbers[0]
