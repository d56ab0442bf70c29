from __future__ import annotations

import time

import pytest
from flask import Flask

from lms.core.errors import LmsError
from lms.db import db
from lms.people.passwords import check_password, hash_password, link_token, matches, person_of_link
from lms.people.service import add_person, deactivate, set_password
from lms.testing import MONDAY, MakeApp

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(scope="module")
def database_url() -> str:
    """Hashing and signing are the same on every database."""
    return ""


def test_a_password_matches_its_hash_and_nothing_else() -> None:
    kept = hash_password("vier Birnen tanzen")
    assert kept.startswith("$argon2id$")
    assert matches("vier Birnen tanzen", kept)
    assert not matches("vier Birnen tanzen ", kept)


def test_it_does_not_matter_how_a_keyboard_composes_letters() -> None:
    kept = hash_password("zwölf grüne Äpfel")
    assert matches("zwo\u0308lf gru\u0308ne A\u0308pfel", kept)


def test_nobody_matches_and_it_takes_as_long() -> None:
    kept = hash_password("vier Birnen tanzen")
    assert not matches("nobody has this password", None)

    def best(hashed: str | None) -> float:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            matches("falsch", hashed)
            times.append(time.perf_counter() - begun)
        return min(times)

    assert best(None) > best(kept) / 2


def test_the_hash_outlives_a_change_of_the_signing_key(make: MakeApp) -> None:
    kept = hash_password("vier Birnen tanzen")
    with make(secret_key="another").app_context():
        assert matches("vier Birnen tanzen", kept)


@pytest.mark.parametrize(
    ("password", "why"),
    [("kurz", "at least 12"), ("x" * 1001, "too long"), ("Passwort1234", "easy to guess"), ("Petra-Weiß-2026", "easy")],
)
def test_a_weak_password_is_refused_in_one_sentence_at_its_field(password: str, why: str) -> None:
    with pytest.raises(LmsError, match=why) as refused:
        check_password(password, "Petra Weiß")
    assert refused.value.field == "password"


def test_length_counts_characters_as_people_see_them() -> None:
    with pytest.raises(LmsError, match="at least 12"):
        check_password("a\u0308" * 11)


def test_a_link_leads_to_its_person_until_the_password_changes() -> None:
    person = add_person("a@stadt.example", given="Ayşe", at=MONDAY).person
    token = link_token(person, "invitation")
    assert person_of_link(token, "invitation") == (person, False)
    set_password(person, "hash")
    assert person_of_link(token, "invitation") == (None, True)


def test_a_link_serves_one_purpose_only() -> None:
    person = add_person("a@stadt.example", given="Ayşe", at=MONDAY).person
    assert person_of_link(link_token(person, "invitation"), "reset") == (None, False)


def test_a_link_of_somebody_who_left_is_over() -> None:
    person = add_person("a@stadt.example", given="Ayşe", at=MONDAY).person
    token = link_token(person, "reset")
    deactivate(person, at=MONDAY)
    assert person_of_link(token, "reset")[0] is None


def test_a_link_is_over_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    person = add_person("a@stadt.example", given="Ayşe", at=MONDAY).person
    invitation, reset = link_token(person, "invitation"), link_token(person, "reset")
    present = time.time()
    monkeypatch.setattr(time, "time", lambda: present + 61 * 60)
    assert person_of_link(reset, "reset") == (None, True)
    assert person_of_link(invitation, "invitation") == (person, False)
    monkeypatch.setattr(time, "time", lambda: present + 15 * 24 * 3600)
    assert person_of_link(invitation, "invitation") == (None, True)


def test_a_forged_link_is_not_even_old() -> None:
    assert person_of_link("WyJ4Il0.aaaaaa.bbbbbbbb", "reset") == (None, False)


def test_nothing_of_flask_security_runs_with_a_page(app: Flask) -> None:
    hash_password("vier Birnen tanzen")
    assert not hasattr(app, "login_manager")
    assert "security" not in app.extensions
    assert db.session.get_bind() is not None
