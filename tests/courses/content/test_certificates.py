"""What a head says about its certificate, and what it says by saying nothing."""

from __future__ import annotations

import pytest

from courses.content.certificates import read_certificate, with_defaults
from lms.core.certificate import Certificate, Validity
from lms.core.errors import Problem
from tests.courses.content.building import course, node, unit


def read(yaml: str) -> tuple[Certificate | None, list[Problem]]:
    problems: list[Problem] = []
    certificate = read_certificate(node(yaml), path="kurs.md", problems=problems)
    return certificate, problems


def good(yaml: str) -> Certificate:
    certificate, problems = read(yaml)
    assert not problems
    assert certificate is not None
    return certificate


FULL = """
titel: Q-SER-Mentorin / Q-SER-Mentor
kennung: mentor
gültig: 24 Monate
stunden: 8 UE
text:
  - kann Grenzen erkennen
  - 'kann: zuhören'
bestätigung: koordination
auffrischung: q-ser-auffrischung
""".strip()
ENGLISH = """
title: Q-SER-Mentorin / Q-SER-Mentor
key: mentor
valid: 2 years
hours: 6 h
text: [kann Grenzen erkennen, 'kann: zuhören']
confirmation: coordinator
refresher: {course: q-ser-auffrischung}
""".strip()


@pytest.mark.parametrize("yaml", [FULL, ENGLISH, FULL.replace("ü", "ue").replace("ä", "ae")])
def test_every_key_is_read_in_both_languages(yaml: str) -> None:
    found = good(yaml)
    assert (found.key, found.title) == ("mentor", "Q-SER-Mentorin / Q-SER-Mentor")
    assert (found.validity, found.minutes) == (Validity(months=24), 360)
    assert found.confirmation == "coordinator"
    assert len(found.text) == 2


def test_a_refresher_may_say_from_when() -> None:
    found = good("titel: X\ngueltig: bis 31.01.\nauffrischung:\n  kurs: auffrischung\n  ab: 6 Wochen")
    assert (found.refresher, found.refresh) == ("auffrischung", Validity(days=42))


def test_what_is_left_out_is_the_courses() -> None:
    whole = course(unit("rolle"), unit("grenzen"), certificate="titel: X\ngueltig: 1 Jahr")
    found = with_defaults(good("titel: X\ngueltig: 1 Jahr"), whole)
    assert (found.key, found.minutes, found.text) == ("k", 60, ("Grenzen erkennen",))
    assert (found.refresher, found.refresh) == ("k", Validity(months=3))


def test_a_certificate_without_end_needs_no_refresher() -> None:
    found = with_defaults(good("titel: X"), course(unit("rolle")))
    assert (found.validity, found.refresher) == (Validity(), None)


@pytest.mark.parametrize(
    ("yaml", "rule", "place", "hint"),
    [
        ("gueltig: 1 Jahr", "head-missing-key", (5, 1), "title: …"),
        ("titel: X\ngueltig: 24", "head-value", (6, 10), "24 months"),
        ("titel: X\nstunden: 8", "head-value", (6, 10), "8 UE or 8 h"),
        ("titel: X\nbestaetigung: Chef", "head-value", (6, 15), "koordination (coordinator)"),
        ("titel: X\nkennung: Q SER", "head-value", (6, 10), "not a key"),
        ("titel: X\ntext: eine Zeile", "head-value", (6, 7), "each line begins"),
        ("titel: X\ngueltigg: 1 Jahr", "head-unknown-key", (6, 1), "“gültig”"),
        ("titel: X\ntitle: Y", "head-duplicate-key", (6, 1), "line 5"),
        ("titel: X\nauffrischung: anderer", "head-value", (6, 15), "no effect"),
        ("titel: X\ngueltig: 1 Jahr\nauffrischung: {ab: bis 31.01.}", "head-value", (7, 20), "3 months"),
        ("titel: X\ngueltig: 1 Jahr\nauffrischung: [a]", "head-value", (7, 15), "the key of a course"),
        ("titel: [X]", "head-value", (5, 8), "on one line"),
        (f"titel: {'x' * 301}", "head-value", (5, 8), "301"),
        ("ein Text", "head-value", (5, 1), "belong lines"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_a_way_out(
    yaml: str, rule: str, place: tuple[int, int], hint: str
) -> None:
    _, problems = read(yaml)
    assert len(problems) == 1, problems
    assert (problems[0].rule, (problems[0].line, problems[0].column)) == (rule, place)
    assert hint in str(problems[0].message)


def test_all_errors_of_a_certificate_are_told_at_once() -> None:
    _, problems = read("titel: X\ngueltig: 24\nstunden: 8\nbestaetigung: Chef")
    assert [problem.line for problem in problems] == [6, 7, 8]
