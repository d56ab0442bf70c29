"""Values mean one thing or are an error with a way out; German typing is normal typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from lms.core import values
from lms.core.certificate import Validity
from lms.core.errors import BadValue

NBSP, NARROW = "\u00a0", "\u202f"


def refusal(read: Callable[[str], object], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("word", ["gültig", "gueltig", "Gültig", "GU\u0308LTIG", "gu\u0308ltig"])
def test_umlauts_case_and_composition_do_not_matter_in_words(word: str) -> None:
    assert values.fold(word) == "gueltig"


def test_folding_writes_out_sharp_s_and_drops_other_marks() -> None:
    assert values.fold("Straße à Égaleo") == "strasse a egaleo"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", 6),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("164 374", 164_374),
        (f"164{NARROW}374", 164_374),
        (f"1{NBSP}234,5", 1234.5),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        (" 7 ", 7),
    ],
)
def test_a_number_has_a_decimal_comma_or_point_and_blanks_between_thousands(text: str, value: float) -> None:
    assert values.read_number(text) == value


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("1.000", ("1000", "1,0")),
        ("1,234", ("1234", "1,234")),
        ("1.500", ("1500", "1,5")),
        ("1.234,5", ("1234,5",)),
        ("1,234.5", ("1234.5",)),
        ("1.234.567", ("1234567",)),
    ],
)
def test_a_number_with_two_meanings_is_refused_and_both_are_named(text: str, ways: tuple[str, ...]) -> None:
    error = refusal(values.read_number, text)
    assert values.rule_of(error, "head-value") == "number-ambiguous"
    assert all(way in str(error.message) for way in ways)


@pytest.mark.parametrize("text", ["", "x", "164 37", "1 2", "1,", ",5", "½", "1e3", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert values.rule_of(refusal(values.read_number, text), "head-value") == "head-value"


@pytest.mark.parametrize("text", ["9" * 400 + " h", "PT" + "9" * 5000 + "H", "9" * 5000 + "½ h"])
def test_absurd_lengths_are_refused_like_anything_else(text: str) -> None:
    refusal(values.read_duration, text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("80 %", 0.8), ("80%", 0.8), (f"80{NBSP}%", 0.8), ("12,5 Prozent", 0.125), ("100 percent", 1), ("0 %", 0)],
)
def test_a_percentage_is_a_share(text: str, share: float) -> None:
    assert values.read_percent(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["0,8", "80", "0.8"])
def test_a_percentage_needs_its_sign(text: str) -> None:
    error = refusal(values.read_percent, text)
    assert values.rule_of(error, "") == "percent-sign"
    assert "80 %" in str(error.message)


@pytest.mark.parametrize("text", ["120 %", "-1 %", "1.000 %", "% 80", "%"])
def test_a_share_lies_between_nothing_and_all(text: str) -> None:
    refusal(values.read_percent, text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 min", 90),
        ("90min", 90),
        ("45 Minuten", 45),
        ("1 Stunde", 60),
        ("1,5 h", 90),
        ("2.5 hours", 150),
        ("½ h", 30),
        ("1½ Stunden", 90),
        ("1 ½ Std.", 90),
        ("1 h 30 min", 90),
        ("1h30min", 90),
        ("1 h 30", 90),
        ("1 Tag 2 h", 600),
        ("8 UE", 360),
        ("PT1H30M", 90),
        ("PT45M", 45),
        ("PT2H", 120),
        ("1 500 min", 1500),
        (f"90{NBSP}min", 90),
    ],
)
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    assert values.read_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("90", "90 min"),
        ("12:30", "12 h 30 min"),
        ("1.500 min", "1500"),
        ("zwei Stunden", "90 min"),
        ("PT", "90 min"),
        ("", "90 min"),
        ("1 min 30", "90 min"),
        ("90 sec", "90 min"),
        ("h", "90 min"),
    ],
)
def test_a_duration_without_a_clear_unit_is_refused(text: str, remedy: str) -> None:
    assert remedy in str(refusal(values.read_duration, text).message)


@pytest.mark.parametrize("text", ["21.11.2026", "2026-11-21", "21. November 2026", "21 november 2026", "21. 11. 2026"])
def test_a_day_may_be_written_in_three_ways(text: str) -> None:
    assert values.read_date(text) == date(2026, 11, 21)


def test_months_are_known_with_and_without_umlaut_and_in_english() -> None:
    days = [values.read_date(text) for text in ("1. März 2026", "1. Maerz 2026", "1 March 2026")]
    assert days == [date(2026, 3, 1)] * 3


@pytest.mark.parametrize("text", ["21.11.26", "11/21/2026", "31.02.2026", "2026-13-01", "21. Brumaire 2026", "morgen"])
def test_a_doubtful_day_is_refused(text: str) -> None:
    refusal(values.read_date, text)


def test_a_two_digit_year_is_told_to_have_four() -> None:
    assert "four digits" in str(refusal(values.read_date, "21.11.26").message)


@pytest.mark.parametrize(
    ("text", "validity"),
    [
        ("unbegrenzt", Validity()),
        ("unlimited", Validity()),
        ("24 Monate", Validity(months=24)),
        ("P24M", Validity(months=24)),
        ("2 Jahre", Validity(months=24)),
        ("P2Y", Validity(months=24)),
        ("6 Wochen", Validity(days=42)),
        ("30 days", Validity(days=30)),
        ("bis 31.01.", Validity(yearly=(1, 31))),
        ("bis zum 31. Januar", Validity(yearly=(1, 31))),
        ("until 29.02.", Validity(yearly=(2, 29))),
        ("bis 31.01.2028", Validity(until=date(2028, 1, 31))),
    ],
)
def test_a_validity_is_a_span_a_day_or_unlimited(text: str, validity: Validity) -> None:
    assert values.read_validity(text) == validity


def test_until_a_day_of_the_year_means_the_next_one_after_the_award() -> None:
    validity = values.read_validity("bis 31.01.")
    assert validity.end(date(2026, 1, 30)) == date(2026, 1, 31)
    assert validity.end(date(2026, 1, 31)) == date(2027, 1, 31)


@pytest.mark.parametrize("text", ["24", "0 Monate", "1201 months", "bis 30.02.", "bis morgen", "P24", "24 Mnate", ""])
def test_a_validity_that_is_none_is_refused(text: str) -> None:
    refusal(values.read_validity, text)


def test_a_key_is_folded() -> None:
    assert values.read_key("Führung-üben") == "fuehrung-ueben"


@pytest.mark.parametrize("text", ["Q SER", "erste_frage", "-a", "a--b", "", "kurs", "Questions", "a" * 61, "rolle/x"])
def test_what_cannot_be_a_key_is_refused(text: str) -> None:
    refusal(values.read_key, text)


def test_a_key_of_sixty_letters_is_the_longest() -> None:
    assert values.read_key("a" * 60) == "a" * 60


def test_a_count_is_a_whole_number_within_its_bounds() -> None:
    assert [values.read_count(text) for text in ("0", "3", "1 000")] == [0, 3, 1000]
    for text in ("-1", "2,5", "x", "1.500", "99 999 999"):
        refusal(values.read_count, text)
    refusal(lambda text: values.read_count(text, least=1), "0")


def test_yes_and_no_are_known_in_both_languages() -> None:
    assert [values.read_yes_no(text) for text in ("ja", "Yes", "nein", "NO")] == [True, True, False, False]
    refusal(values.read_yes_no, "vielleicht")


def test_a_choice_knows_german_and_english_and_lists_its_words() -> None:
    read = values.choice({"free": ("frei", "free"), "fixed": ("fest", "fixed"), "workshop": ("Workshop",)})
    assert [read("Frei"), read("fixed"), read("WORKSHOP")] == ["free", "fixed", "workshop"]
    assert "frei (free), fest (fixed), Workshop" in str(refusal(read, "streng").message)


@pytest.mark.parametrize(
    ("word", "meant"), [("lizens", "Lizenz"), ("gelsen", "gelesen"), ("quizz", "quiz"), ("python", None)]
)
def test_a_typing_error_finds_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert values.nearest(word, ["titel", "Lizenz", "gelesen", "quiz"]) == meant
