"""The coordinator's whole way: who is certified on a day, files of it, people, waiving, confirming, enrolling."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from lms.certification.models import Award
from lms.core.clock import now
from lms.db import db
from lms.people.models import Person
from lms.people.service import add_person
from lms.progress.service import enrol
from tests.browser import samples
from tests.browser.conftest import people_by_role
from tests.browser.hands import Mouse
from tests.browser.walking import Way

FORMULAS = ("=1+1", "+49", "-2", "@SUMME(A1)")
MANY = 48
"""So many more people hold a certificate that the list has a second page."""


@pytest.fixture(scope="module")
def office(site_app: Flask) -> int:
    """A town with two pages of certificates, some of them for people with dangerous names. Returns the coordinator."""
    with site_app.app_context():
        samples.take(samples.FILES)
        pattern = db.session.scalars(select(Award).join(Person).where(Person.family == "Aydın")).one()
        values = {
            column.name: getattr(pattern, column.name) for column in Award.__table__.columns if column.name != "id"
        }
        for n in range(MANY):
            family = FORMULAS[n] if n < len(FORMULAS) else f"Muster{n:02}"
            person, _ = add_person(f"muster{n}@musterstadt.example", given="Kim", family=family, at=now())
            own = {"number": f"LL-0000-0000-{n:04}", "person_id": person.id, "family": family, "given": "Kim"}
            db.session.add(Award(**{**values, **own, "enrolment_id": 10_000 + n}))
        db.session.commit()
        return people_by_role()["coordinator"]


@pytest.fixture
def desk(way: Way, office: int) -> Iterator[tuple[Page, Mouse]]:
    """The coordinator at her desk."""
    with way.device(office) as (page, hands):
        hands.press(page.get_by_role("link", name="Schreibtisch"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Wer ist zertifiziert?")
        yield page, hands


def test_a_coordinator_finds_who_is_certified_on_a_day(desk: tuple[Page, Mouse]) -> None:
    page, hands = desk
    hands.pick(page.get_by_label("Organisation"), "Stadt Musterstadt/Dezernat II/Sozialamt")
    hands.pick(page.get_by_label("Status"), "gültig oder läuft bald ab")
    show(page, hands)
    expect(names(page)).to_have_text(["Großmann-Öztürk, Fatma"])
    expect(page.locator("tbody")).to_contain_text("läuft bald ab")
    hands.pick(page.get_by_label("Status"), "abgelaufen")
    hands.write(page.get_by_label("Am Tag"), f"{now() + timedelta(days=90):%d.%m.%Y}")
    show(page, hands)
    expect(names(page)).to_have_text(["Großmann-Öztürk, Fatma", "Łukasik, Katarzyna"])
    hands.write(page.get_by_label("Am Tag"), "31.02.2026")
    show(page, hands)
    expect(page.get_by_label("Am Tag")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#day-error")).to_be_visible()


def test_the_list_is_sorted_and_has_pages(desk: tuple[Page, Mouse]) -> None:
    page, hands = desk
    all_of_them = int(re.sub(r"\D", "", page.locator("#list").inner_text()))
    assert all_of_them > MANY
    expect(names(page)).to_have_count(50)
    hands.press(page.get_by_role("link", name="Nächste Seite"))
    expect(names(page)).to_have_count(all_of_them - 50)
    for order in ("ascending", "descending"):
        hands.press(page.get_by_role("link", name="Gültig bis"))
        expect(page.locator(f"th[aria-sort={order}]")).to_have_text("Gültig bis")
        days = [day(text) for text in page.locator("tbody tr td:nth-of-type(2)").all_inner_texts()]
        assert days == sorted(days, reverse=order == "descending")
        assert len(set(days)) > 2


def test_the_list_leaves_as_a_file_once_its_purpose_is_said(desk: tuple[Page, Mouse]) -> None:
    page, hands = desk
    hands.press(page.get_by_role("button", name="CSV für Excel"))
    expect(page.locator("main")).to_contain_text("wofür Sie die Liste brauchen")
    page.go_back()
    data = download(page, hands, "CSV für Excel")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Familienname;Vorname;")
    cells = [cell.strip('"') for line in lines for cell in line.split(";")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert set(FORMULAS) <= {cell.removeprefix("'") for cell in cells}
    assert {"Öztürk", "Großmann-Öztürk", "Łukasik"} & set(cells)
    assert any(re.fullmatch(r"\d\d\.\d\d\.\d{4}", cell) for cell in cells)
    found = json.loads(download(page, hands, "JSON"))
    assert found["count"] == len(found["people"]) == len(lines) - 1


def test_a_coordinator_waives_with_a_reason_and_confirms(desk: tuple[Page, Mouse], way: Way) -> None:
    page, hands = desk
    email = "zeynep.guenes@musterstadt.example" if way.keys else "dimitra.vlachou@musterstadt.example"
    with way.app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        enrol(person.id, samples.COURSE, by=None, at=now())
        db.session.commit()
        listed, name = person.listed_name, person.name
    find(page, hands, "gunes" if way.keys else "vlachou", listed)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).not_to_contain_text("%")
    waive(page, hands, "")
    expect(page.get_by_role("alert")).to_contain_text("Bitte schreiben Sie, warum")
    waive(page, hands, "Der Termin ist ausgefallen.")
    expect(page.get_by_role("status")).to_contain_text("Erlassen:")
    expect(page.locator("main")).to_contain_text("erlassen")
    line = page.locator("li", has_text="Gespräch geübt").last
    hands.press(line.locator("summary"))
    hands.press(line.get_by_role("button", name="Bestätigen", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Bestätigt:")


def test_a_coordinator_enrols_one_person_and_a_list(desk: tuple[Page, Mouse], way: Way) -> None:
    page, hands = desk
    person = "wolfgang.boehm@musterstadt.example" if way.keys else "guelsen.dogan@musterstadt.example"
    others = ["stanislaw.zrebiec", "sevgi.isik"] if way.keys else ["hans-juergen.uebelacker", "thorsten.suess"]
    hands.press(page.get_by_role("link", name="Anmeldungen"))
    one, many = page.locator("form[action$=one]"), page.locator("form[action$=list]")
    hands.write(one.get_by_label("E-Mail-Adresse"), person)
    hands.pick(one.get_by_label("Kurs", exact=True), "Ein Q-SER Mentor werden")
    hands.write(one.get_by_label("Frist"), "31.12.2026")
    hands.press(one.get_by_role("button"))
    expect(page.get_by_role("status")).to_contain_text("ist angemeldet")
    expect(page.locator("main")).to_contain_text("31.12.2026")
    hands.press(page.get_by_role("link", name="Anmeldungen"))
    rows = [f"{name}@musterstadt.example" for name in others]
    send_list(page, hands, many, [*rows, "niemand@musterstadt.example;", f"{person};31.02.2027"])
    expect(page.locator("main")).to_contain_text("In 2 Zeilen stehen Fehler")
    expect(page.get_by_role("button", name="Alle anmelden")).to_have_count(0)
    send_list(page, hands, many, rows)
    expect(page.locator("main")).to_contain_text("2 Personen werden angemeldet. Noch ist nichts gespeichert.")
    hands.press(page.get_by_role("button", name="Alle anmelden"))
    expect(page.get_by_role("status")).to_contain_text("2 Personen sind neu angemeldet.")


def show(page: Page, hands: Mouse) -> None:
    """Narrows the list."""
    with page.expect_navigation():
        hands.press(page.get_by_role("button", name="Liste anzeigen"))


def names(page: Page) -> Locator:
    """The names in the list."""
    return page.locator("tbody th")


def day(text: str) -> date:
    """A day as the list writes it."""
    return date(*(int(part) for part in reversed(text.split("."))))


def download(page: Page, hands: Mouse, button: str) -> bytes:
    """Says what the list is for, and takes it."""
    hands.write(page.get_by_label("Wofür brauchen Sie die Liste?"), "Bericht an das Dezernat")
    hands.write(page.get_by_label("Wer bekommt die Liste?"), "Dezernat II")
    with page.expect_download() as file:
        hands.press(page.get_by_role("button", name=button))
    return file.value.path().read_bytes()


def find(page: Page, hands: Mouse, typed: str, listed: str) -> None:
    """Finds somebody, however their name is typed."""
    hands.press(page.get_by_role("link", name="Personen", exact=True))
    hands.write(page.get_by_label("Name oder E-Mail-Adresse"), typed)
    hands.press(page.get_by_role("button", name="Finden"))
    hands.press(page.get_by_role("link", name=listed))


def waive(page: Page, hands: Mouse, reason: str) -> None:
    """Waives the first open condition of the course that ends in a certificate."""
    course = page.locator("section", has=page.locator("h2", has_text="Ein Q-SER Mentor werden"))
    line = course.locator("details").first
    hands.press(line.locator("summary"))
    hands.write(line.get_by_label("Warum wird sie erlassen?"), reason)
    with page.expect_navigation():
        hands.press(line.get_by_role("button", name="Bedingung erlassen"))


def send_list(page: Page, hands: Mouse, form: Locator, rows: list[str]) -> None:
    """Asks what a list would do."""
    hands.write(form.get_by_label("oder fügen Sie die Liste hier ein"), "\n".join(rows))
    hands.pick(form.get_by_label("Kurs", exact=True), "Ein Q-SER Mentor werden")
    with page.expect_navigation():
        hands.press(form.get_by_role("button", name="Vorschau anzeigen"))
