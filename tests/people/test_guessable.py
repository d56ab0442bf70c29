from __future__ import annotations

import time

import pytest

from lms.people.guessable import is_guessable


@pytest.mark.parametrize(
    "password",
    [
        "Passwort1234", "P@ssw0rt2026!", "Sommer2026!!", "Willkommen123!", "Lernlotse2026", "Rathaus-2026!",
        "qwertzuiop123", "1qay2wsx3edc", "poiuztrewqlk", "123456789012", "20261121!!!!", "19871987198719",
        "aaaaaaaaaaaa", "hallohallohallo", "abcabcabcabc", "MuellerMueller12", "Müller-Petra-1",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_guessable(password: str) -> None:
    assert is_guessable(password, "Petra Müller", "petra@lernlotse.example")


@pytest.mark.parametrize(
    "password",
    [
        "vier Birnen tanzen langsam",
        "xK9#mQ2$vL7p",
        "zwölf grüne Äpfel",
        "84629105738264",
        "correct horse battery staple",
    ],
)
def test_a_phrase_or_a_random_password_is_not(password: str) -> None:
    assert not is_guessable(password, "Petra Müller", "petra@lernlotse.example")


def test_the_own_name_counts_like_an_everyday_word() -> None:
    assert is_guessable("Đorđević-2026", "Clara Đorđević")
    assert not is_guessable("Đorđević-2026", "Petra Müller")


def test_repeating_a_guessable_password_does_not_improve_it() -> None:
    assert is_guessable("Sommer2026!!" * 5)


def test_a_very_long_text_is_answered_quickly() -> None:
    begun = time.perf_counter()
    assert not is_guessable("xq7" * 300 + "".join(chr(0x400 + n) for n in range(100)))
    assert time.perf_counter() - begun < 2
