"""A head is read entry by entry: every value by its type, every error once, with its place."""

from __future__ import annotations

import pytest

from courses.content.head import Written, read_head
from courses.content.model import Head
from courses.content.report import Report
from courses.content.source import split

GOOD = "titel: x\nlernziele: [a]\ndauer: 30 min\n"


def read(head: str, where: str = "u") -> tuple[Written, list[tuple[int, int, str]]]:
    report = Report("a.md")
    source = split("a.md", f"---\n{head}\n---\n", report)
    written = read_head(source, where, report)
    return written, [(problem.line, problem.column, problem.rule) for problem in report.problems]


def test_german_and_english_words_mean_the_same() -> None:
    german, _ = read("titel: Grenzen\nlernziele:\n  - a\ndauer: 1 Stunde\nformat: Selbstlernen\npflicht: nein")
    english, _ = read("title: Grenzen\nobjectives:\n  - a\nduration: 1 hour\nformat: self-paced\nrequired: no")
    assert german.values == english.values
    assert german.values["minutes"] == 60
    assert german.values["required"] is False


@pytest.mark.parametrize("name", ["Uebersetzt-von", "übersetzt von", "UEBERSETZT_VON"])
def test_names_may_be_written_with_hyphen_underscore_or_blank(name: str) -> None:
    written, problems = read(f"titel: x\n{name}: Alex", "cut")
    assert written.values["translator"] == "Alex"
    assert not problems


def test_no_value_turns_into_something_else() -> None:
    written, problems = read(GOOD + "kurz: 2026-11-21\nautor: [no, 007]\nzielgruppe: 1.10")
    assert not problems
    assert written.values["summary"] == "2026-11-21"
    assert written.values["authors"] == ("no", "007")
    assert written.values["audience"] == "1.10"


def test_objectives_may_contain_colons_and_go_on_in_the_next_line() -> None:
    written, problems = read(
        'titel: x\ndauer: 1 h\nlernziele:\n  - Die Funktionen nennen: Führung, Beratung: alle\n    drei\n  - "a: b"'
    )
    assert not problems
    assert written.values["objectives"] == ("Die Funktionen nennen: Führung, Beratung: alle drei", "a: b")


def test_commas_separate_keys_and_fixed_words_but_not_names() -> None:
    written, _ = read(GOOD + "bewertung: Q&A, Quiz\nautor: Fachstelle PE, Musterstadt\nschlagworte: a, b")
    assert written.values["assessment"] == ("q&a", "quiz")
    assert written.values["authors"] == ("Fachstelle PE, Musterstadt",)
    assert written.values["keywords"] == ("a", "b")


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        ("kurz: Eins: zwei", "head-syntax", 11),
        ("kurz: 'offen", "head-syntax", 13),
        ("kurz: [a, b", "head-syntax", 1),
        ("kurz: *a", "head-syntax", 7),
        ("kurz: &a b", "head-syntax", 7),
        ("kurz: !!str b", "head-syntax", 7),
        ("kurz: @a", "head-syntax", 7),
        ("kurz Text", "head-syntax", 1),
        ("kurz:Text", "head-syntax", 6),
        ("bewertung:\n\t- Quiz", "head-indent", 1),
        ("bewertung:\n  - Quiz\n - Q&A", "head-indent", 1),
        ("autor:\n  -Anna", "head-value", 3),
        ("lizens: MIT", "head-unknown-key", 1),
        ("slug: x", "head-unknown-key", 1),
        ("einheiten: [a]", "head-unknown-key", 1),
        ("titel: y", "head-duplicate-key", 1),
        ("title: y", "head-duplicate-key", 1),
        ("dauer: 90", "head-value", 8),
        ("pflicht: vielleicht", "head-value", 10),
        ("sprache: Deutsch", "head-value", 10),
        ("lizenz: CC-BY", "head-value", 9),
        ("format: Seminarr", "head-value", 9),
        ("bewertung: Quiz, Quizz", "head-value", 18),
        ("kennung: erste_frage", "key-invalid", 10),
        ("kurz:", "head-value", 1),
        ("kurz: [a, b]", "head-value", 7),
        ("autor: Anna # Roth", "head-comment", 13),
    ],
)
def test_what_is_wrong_is_named_with_its_place(line: str, rule: str, column: int) -> None:
    others = GOOD.replace("dauer: 30 min\n", "") if line.startswith("dauer") else GOOD
    _, problems = read(others + line)
    assert problems == [(len((others + line).splitlines()) + 1, column, rule)]


def test_one_broken_entry_hides_no_other_and_is_not_missing_too() -> None:
    _, problems = read("titel: a: b\nlernziel:\n  - c\ndauer: 12:30\nlizens: MIT")
    assert [rule for _, _, rule in problems] == ["head-syntax", "head-unknown-key", "head-value", "head-unknown-key"]


def test_a_misspelt_key_gets_a_suggestion_in_its_own_language() -> None:
    report = Report("a.md")
    read_head(split("a.md", "---\nlizens: MIT\nlicense_: MIT\n---\n", report), "u", report)
    assert "Did you mean “lizenz”?" in str(report.problems[0].message)


def test_every_missing_key_of_a_unit_is_named() -> None:
    report = Report("a.md")
    read_head(split("a.md", "---\n---\n", report), "u", report)
    assert [problem.rule for problem in report.problems] == ["head-missing-key"] * 3
    assert "write “title: …”" in str(report.problems[0].message)


def test_a_duplicate_deep_inside_is_found() -> None:
    _, problems = read("titel: x\nzertifikat:\n  titel: a\n  titel: b", "c")
    assert problems == [(5, 3, "head-duplicate-key")]


def test_names_with_x_are_left_alone() -> None:
    assert read(GOOD + "x-anything: [1, {a: b}]")[1] == []


def test_too_many_levels_are_refused() -> None:
    _, problems = read(GOOD + "abschluss: " + "[" * 40 + "]" * 40)
    assert [rule for _, _, rule in problems] == ["file-limit"]


def test_a_unit_inherits_what_the_course_says() -> None:
    above = Head(authors=("Anna",), licence="CC-BY-4.0", title="Kurs", language="en")
    written, _ = read(GOOD + "lizenz: CC0-1.0")
    head = written.head(above)
    assert (head.authors, head.licence, head.language, head.title) == (("Anna",), "CC0-1.0", "en", "x")
