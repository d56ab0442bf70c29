"""Reading the body of a discussion."""

from __future__ import annotations

import pytest

from forum.core.question import check, plain, read_question
from tests.forum.course import block


def test_what_stands_before_the_mark_is_the_question_and_after_it_the_first_post() -> None:
    found = read_question("Was hilft?\n\nUnd warum?\n\n! Mir hilft **Ruhe**.\n\n  Und Zeit.\n")
    assert (found.text, found.opening) == ("Was hilft?\n\nUnd warum?", "Mir hilft **Ruhe**.\n\nUnd Zeit.")
    assert (found.ask, found.more) == ("Was hilft?", "Und warum?")


def test_lines_that_follow_the_first_post_directly_belong_to_it() -> None:
    found = read_question("Was hilft?\n! Mir hilft Ruhe\nund Zeit.")
    assert found.opening == "Mir hilft Ruhe\nund Zeit."
    assert found.strays == ()


def test_the_indentation_of_a_list_in_the_first_post_is_kept() -> None:
    assert read_question("Was?\n\n! So:\n\n  - eins\n    - zwei").opening == "So:\n\n- eins\n  - zwei"


@pytest.mark.parametrize("body", ["![Ein Kreis](kreis.svg)", "Wirklich! Warum?", "Das ist\n!wichtig"])
def test_an_exclamation_mark_elsewhere_begins_no_post(body: str) -> None:
    assert read_question(body).opening is None


def test_notes_for_authors_are_left_out_and_lines_still_count() -> None:
    found = read_question("<!-- erst\nüberlegen -->\nWas hilft?\n! Ruhe.")
    assert (found.text, found.opening_line) == ("Was hilft?", 3)


def test_a_question_that_begins_with_a_list_has_no_first_paragraph() -> None:
    found = read_question("- eins\n- zwei")
    assert (found.ask, found.more, found.name) == ("", "- eins\n- zwei", "eins zwei")


@pytest.mark.parametrize(
    ("markdown", "read_aloud"),
    [
        ("Welche **Eigenschaft** zählt?", "Welche Eigenschaft zählt?"),
        ("Lesen Sie [den Fall](02-fall.md).\nUnd dann?", "Lesen Sie den Fall. Und dann?"),
        ('Was heißt <span lang="en">_Job Shadowing_</span>?', "Was heißt Job Shadowing?"),
        ("Ist 3 < 5 und a_b ein Name?", "Ist 3 < 5 und a_b ein Name?"),
    ],
)
def test_a_question_is_read_aloud_without_its_marks(markdown: str, read_aloud: str) -> None:
    assert plain(markdown) == read_aloud


def places(body: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message.text[:24]) for problem in check(block("frage", body))]


def test_a_block_with_a_question_is_fine() -> None:
    assert places("Was hilft?\n\n! Ruhe.") == []


def test_a_first_post_without_a_question_is_refused_where_the_block_begins() -> None:
    assert places("! Ruhe.") == [(2, "The question is missing:")]


def test_an_empty_first_post_is_refused_where_it_stands() -> None:
    assert places("Was hilft?\n\n! ") == [(4, "Behind “! ” stands the t")]


def test_lines_that_belong_to_nothing_are_named_each() -> None:
    body = "Was hilft?\n\n! Ruhe.\n\nNoch eine Frage?\n! Noch ein Beitrag."
    assert places(body) == [(6, "This line belongs to no "), (7, "This line belongs to no ")]
