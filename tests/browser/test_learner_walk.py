"""The learner's whole way to a certificate: by keyboard alone, without scripts, and a glance at it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from forum.demo import ANSWERS
from tests.browser.audit import audit
from tests.browser.hands import Keyboard, Mouse
from tests.browser.harness import WIDE, Visitor
from tests.browser.newcomers import PASSWORD, Newcomer, newcomer
from tests.browser.pages import COURSE, READER, UNIT
from tests.browser.walking import Way

WRONG, WHY = "Sie schreibt in den letzten Wochen alles auf", "Aufschreiben lassen sich vor allem Regeln."
RIGHT = "Sie begleitet ein Jahr lang zwei jüngere Kollegen"


@pytest.fixture
def person(way: Way) -> Newcomer:
    """Somebody with a password, enrolled and without a single deed."""
    if way.keys:
        return newcomer(way.app, "Zoë", "Ångström-Łukasz", "zoe@stadt.example")
    return newcomer(way.app, "Ğizem", "Þórsdóttir", "gizem@stadt.example")


@contextmanager
def at_home(way: Way, person: Newcomer) -> Iterator[tuple[Page, Mouse]]:
    """A new device, signed in with the password."""
    with way.device() as (page, hands):
        hands.write(page.get_by_label("E-Mail-Adresse"), person.email)
        hands.write(page.get_by_label("Passwort", exact=True), PASSWORD)
        hands.press(page.get_by_role("button", name="Anmelden"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Ihr nächster Schritt")
        yield page, hands


def test_a_learner_goes_from_the_first_section_to_a_certificate(way: Way, person: Newcomer) -> None:
    with at_home(way, person) as (page, hands):
        begin(page, hands)
        answer_wrongly_and_then_rightly(page, hands)
        answer_all(page, hands)
        go_on(page, hands, 3)
    with at_home(way, person) as (page, hands):
        expect(page.locator("main .kern-btn--primary")).to_have_text("Weiter bei Abschnitt 3")
        hands.press(page.locator("main .kern-btn--primary"))
        see_what_is_missing(page, hands)
        page.goto(f"{way.address}{READER}/3")
        for n in (4, 5, 6):
            answer_all(page, hands)
            go_on(page, hands, n)
        answer_all(page, hands)
        hands.press(page.get_by_role("button", name="Einheit zu Ende gelesen"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Was fehlt noch?")
        discuss(page, hands, ANSWERS[0], "Verlässlichkeit, weil sie Vertrauen schafft.")
        expect(page.get_by_role("heading", name="Diese Bedingung ist erfüllt")).to_be_visible()
        assert certificates(page, way) == []
        page.goto(f"{way.address}/me/progress/{COURSE}")
        discuss(page, hands, ANSWERS[1], "Ich frage zurück, bis die Lage klar ist.")
        number = read_certificate(page, hands, way, person)
    verify(way, person, number)


def test_what_was_written_outlives_the_session(way: Way) -> None:
    person = newcomer(way.app, "Noor", "de Vries", f"noor{way.keys:d}@stadt.example")
    with way.device(person.id) as (page, hands):
        page.goto(f"{way.address}/forum/{COURSE}/{UNIT}/grenze")
        hands.write(page.get_by_label("Ihre Antwort"), "Ich frage zurück.")
        page.context.clear_cookies()
        hands.press(page.get_by_role("button", name="Antwort veröffentlichen"))
        expect(page.get_by_text("Sie waren abgemeldet")).to_be_visible()
        hands.write(page.get_by_label("E-Mail-Adresse"), person.email)
        hands.write(page.get_by_label("Passwort", exact=True), PASSWORD)
        hands.press(page.get_by_role("button", name="Anmelden"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Text ist noch da")
        expect(page.locator("main")).to_contain_text("Ich frage zurück.")
        if way.keys:  # axe waits for a clock that a browser without scripts does not have
            assert audit(page) == []
        hands.press(page.locator("main .kern-btn--primary"))
        expect(page.locator(".lms-post--mine")).to_contain_text("Ich frage zurück.")
        hands.press(page.locator(".lms-menu summary"))
        hands.press(page.get_by_role("button", name="Abmelden"))
        expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()


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


def certificates(page: Page, way: Way) -> list[str]:
    """The numbers that somebody holds."""
    page.goto(f"{way.address}/me/certificates")
    links = page.locator("main .lms-rows__name").all()
    return [str(link.get_attribute("href")).rpartition("/")[2] for link in links]


def read_certificate(page: Page, hands: Mouse, way: Way, person: Newcomer) -> str:
    """The last condition has made the certificate; it can be read and kept. Returns its number."""
    hands.press(page.get_by_role("link", name="Mein Stand"))
    hands.press(page.get_by_role("link", name="Zum Zertifikat"))
    hands.press(page.get_by_role("link", name="Q-SER-Mentorin / Q-SER-Mentor"))
    expect(page.locator(".lms-cert__name")).to_have_text(f"{person.given} {person.family}")
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="PDF herunterladen"))
    assert download.value.path().read_bytes().startswith(b"%PDF")
    [number] = certificates(page, way)
    return number


def verify(way: Way, person: Newcomer, number: str) -> None:
    """Anybody learns whether it is valid, which one it is and its dates, and never whose."""
    with way.device() as (page, hands):
        page.goto(f"{way.address}/verify")
        hands.write(page.get_by_label("Nummer"), number.lower())
        hands.write(page.get_by_label("Familienname"), person.family.upper())
        hands.press(page.get_by_role("button", name="Zertifikat prüfen"))
        result = page.get_by_role("status")
        for said in ("Gültig", "Q-SER-Mentorin / Q-SER-Mentor", number):
            expect(result).to_contain_text(said)
        source = page.content()
        assert person.given not in source
        assert person.family not in source


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


def test_the_way_in_english_begins_with_a_button_of_the_demo(browser: Browser, address: str, site_app: Flask) -> None:
    context = browser.new_context(locale="en-GB", viewport=WIDE)
    window = Visitor(context.new_page(), address, site_app)
    page, hands = window.go("/"), Keyboard(window.page)
    hands.press(page.get_by_role("button", name="Ayşe Yıldırım"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your next step")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main .kern-btn--primary")).to_have_text("Continue with section 3")
    hands.press(page.locator("main .kern-btn--primary"))
    hands.press(page.get_by_role("link", name="Back to section 2"))
    explained = page.locator("#erklaerung-warum-ruhestand")
    hands.choose(page.locator("#frage-warum-ruhestand input[type=radio]").first)
    hands.press(page.locator("#frage-warum-ruhestand").get_by_role("button"))
    expect(explained).to_contain_text("That does not fit yet.")
    expect(explained).to_contain_text("What can be written down is mainly rules.")
    hands.press(page.get_by_role("link", name="My progress"))
    hands.press(page.get_by_role("link", name="Ein Q-SER Mentor werden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What is still missing?")
    hands.press(page.get_by_role("link", name="Deutsch"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Was fehlt noch?")
    context.close()
    assert window.faults == []
