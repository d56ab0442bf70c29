"""Questions in translated units and in new versions, looked at by the type of their block."""

from __future__ import annotations

from dataclasses import replace

from courses.content.changes import check_changes
from courses.content.load import load_course
from courses.content.model import Course
from lms.core.errors import Problem
from quizzes.activities import QUIZ, TYPES

HEAD = "---\ntitel: Probe\nautor: A\nlizenz: CC0\ndauer: 1 h\n---\n"
QUESTIONS = "# eins\nWas?\n(x) A\n> a\n( ) B\n> b\n\n# zwei\nWie?\n= wort\n>> So.\n"


def unit(questions: str, fence: str = "quiz check") -> bytes:
    return f"---\ntitel: Rolle\nlernziele:\n  - Fragen stellen\n---\n## Teil\n\n```{fence}\n{questions}```\n".encode()


def loaded(questions: str, english: str | None = None, fence: str = "quiz check") -> tuple[Course, list[Problem]]:
    files = {"kurs.md": HEAD.encode(), "01-rolle.md": unit(questions, fence)}
    if english is not None:
        files["01-rolle.en.md"] = b"---\ntitle: Role\n---\n## Part\n\n```quiz check\n" + english.encode() + b"```\n"
    found = load_course(files, TYPES, name="probe")
    assert found.course
    return found.course, list(found.problems)


def rules(problems: list[Problem], path: str) -> list[tuple[str, int]]:
    return [(problem.rule, problem.line) for problem in problems if problem.path == path]


def test_a_question_of_a_translation_is_compared_with_its_original() -> None:
    found = rules(
        loaded(QUESTIONS, QUESTIONS.replace("( ) B", "( ) B\n> b\n( ) C").replace("# zwei", "# zwo"))[1],
        "01-rolle.en.md",
    )
    assert ("translation-shape", 7) in found
    assert [rule for rule, _ in found if rule.startswith("translation-")].count("translation-foreign") == 1


def test_a_fitting_translation_is_left_alone() -> None:
    found = rules(loaded(QUESTIONS, QUESTIONS.replace("Was?", "What?"))[1], "01-rolle.en.md")
    assert not [rule for rule, _ in found if rule in ("translation-shape", "translation-foreign")]


def test_a_renamed_question_stops_a_version_only_where_there_are_results() -> None:
    old, _ = loaded(QUESTIONS)
    new, _ = loaded(QUESTIONS.replace("# eins", "# erste"))
    types = {kind.name: kind for kind in TYPES}
    assert [problem.rule for problem in check_changes(old, new, None, types)] == ["question-renamed"]
    assert [problem.rule for problem in check_changes(old, new, {("quiz", "rolle/check")}, types)] == [
        "question-renamed"
    ]
    assert list(check_changes(old, new, set(), types)) == []


def test_a_new_edition_begins_without_results() -> None:
    old, _ = loaded(QUESTIONS)
    new, _ = loaded(QUESTIONS.replace("# eins", "# erste"), fence="quiz check fassung=2")
    assert list(check_changes(old, new, None, {QUIZ.name: QUIZ})) == []


def test_questions_are_compared_in_a_block_with_another_key() -> None:
    old, _ = loaded(QUESTIONS)
    new, _ = loaded(QUESTIONS.replace("# eins", "# erste"), fence="quiz probe war=check")
    assert [problem.rule for problem in check_changes(old, new, None, {QUIZ.name: QUIZ})] == ["question-renamed"]
    kept = replace(new, units=old.units)
    assert list(check_changes(old, kept, None, {QUIZ.name: QUIZ})) == []
