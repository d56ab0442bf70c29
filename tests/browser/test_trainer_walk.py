"""The trainer's whole way: taking a course in, looking at it, publishing it, and ticking who was there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import samples
from tests.browser.conftest import people_by_role
from tests.browser.hands import Mouse
from tests.browser.walking import Way


@pytest.fixture
def workshop(way: Way) -> Iterator[tuple[Page, Mouse]]:
    """The trainer among the courses."""
    with way.app.app_context():
        trainer = people_by_role()["trainer"]
    with way.device(trainer) as (page, hands):
        hands.press(page.get_by_role("link", name="Werkstatt"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Kurse")
        yield page, hands


def test_a_trainer_takes_a_course_in_and_publishes_it(workshop: tuple[Page, Mouse], way: Way) -> None:
    page, hands = workshop
    key, title = ("am-schalter", "Am Schalter") if way.keys else ("am-empfang", "Am Empfang")
    send(page, hands, samples.named(samples.with_problems(), key, title))
    problems = page.get_by_role("alert")
    expect(problems.get_by_role("heading")).to_contain_text("Nicht aufgenommen: 2 Fehler")
    expect(problems.locator("li")).to_contain_text([
        f"01-der-erste-satz.md, Zeile {samples.line_of('dauer: lange')}",
        f"01-der-erste-satz.md, Zeile {samples.line_of('( ) Sofort die Rechtslage')}",
    ])  # fmt: skip
    expect(page.locator("main .lms-rows__name", has_text=title)).to_have_count(0)
    send(page, hands, samples.named(samples.FILES, key, title))
    expect(page.get_by_role("status")).to_contain_text("Lernende sehen ihn noch nicht.")
    look_at(page, hands)
    hands.write(page.get_by_label("Was ist neu?"), "Die erste Fassung.")
    hands.press(page.get_by_role("button", name="Version 1 veröffentlichen"))
    expect(page.get_by_role("status")).to_contain_text("Version 1 ist veröffentlicht.")
    expect(page.locator("section", has=page.get_by_role("heading", name="Versionen"))).to_contain_text(
        "Die erste Fassung."
    )


def test_a_trainer_ticks_who_discussed_a_question_in_class(workshop: tuple[Page, Mouse], way: Way) -> None:
    page, hands = workshop
    names = ("Groß, Heinz", "Jäger, Käthe") if way.keys else ("Koç, Emre", "Löwe, Anke")
    hands.press(page.get_by_role("link", name="Ein Q-SER Mentor werden"))
    hands.press(page.get_by_role("link", name="Teilnehmende, Haken und Bestätigungen"))
    expect(page.locator("main")).not_to_contain_text("Punkte")
    hands.press(page.get_by_role("link", name="Abhaken, wer dabei war: Welche Eigenschaft"))
    for name in names:
        hands.choose(page.get_by_label(name))
    hands.press(page.get_by_role("button", name="Teilnahme speichern"))
    expect(page.get_by_role("status")).to_contain_text("Für 2 Personen ist die Teilnahme festgehalten.")
    hands.press(page.get_by_role("button", name=f"Das Kreuz bei {names[0]} zurücknehmen"))
    expect(page.get_by_role("status")).to_contain_text("Das Kreuz ist zurückgenommen.")
    expect(page.get_by_label(names[0])).not_to_be_checked()
    expect(page.get_by_label(names[1], exact=True)).to_have_count(0)


def send(page: Page, hands: Mouse, files: dict[str, bytes]) -> None:
    """Sends a course as a ZIP file."""
    hands.attach(page.get_by_label("ZIP-Datei oder Markdown-Datei"), "kurs.zip", samples.zipped(files))
    with page.expect_navigation():
        hands.press(page.get_by_role("button", name="Datei prüfen und als Entwurf speichern"))


def look_at(page: Page, hands: Mouse) -> None:
    """Sees the draft as learners will, with what is for trainers only."""
    hands.press(page.get_by_role("link", name="Ansehen wie Lernende"))
    expect(page.get_by_role("status")).to_contain_text("Das ist ein Entwurf.")
    hands.press(page.get_by_role("link", name="Der erste Satz"))
    expect(page.locator("main")).to_contain_text("Wer aufgebracht ist, hört noch nicht zu.")
    hands.press(page.get_by_role("button", name="Weiter zu Abschnitt 2"))
    expect(page.locator("main")).to_contain_text("Für die Moderation")
    hands.press(page.get_by_role("link", name="Zurück zur Werkstatt"))
    expect(page.get_by_role("button", name="Version 1 veröffentlichen")).to_be_visible()
