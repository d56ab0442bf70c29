"""Bytes become text, whatever editor wrote them, and what does not belong into a text is named with its place."""

from __future__ import annotations

import pytest

from courses.content.report import MOST, Report, bounded
from courses.content.source import MAX_BYTES, MAX_LINE, read_text, split
from lms.core.errors import Problem
from lms.core.message import Message


def read(data: bytes) -> tuple[str, list[tuple[str, int, int]]]:
    report = Report("a.md")
    text = read_text(data, report)
    return text, [(problem.rule, problem.line, problem.column) for problem in report.problems]


@pytest.mark.parametrize("data", [b"a\r\nb", b"a\rb", b"a\nb", b"\xef\xbb\xbfa\nb"])
def test_every_line_ending_and_the_byte_order_mark_are_read(data: bytes) -> None:
    assert read(data) == ("a\nb", [])


def test_letters_with_loose_marks_are_put_together() -> None:
    assert read("gu\u0308ltig".encode())[0] == "gültig"


def test_a_byte_that_is_not_utf8_is_reported_with_the_letter_it_was_and_reading_goes_on() -> None:
    report = Report("a.md")
    text = read_text("eins\r\nf\u00fcr dich".encode("cp1252"), report)
    assert text == "eins\nfür dich"
    (problem,) = report.problems
    assert (problem.rule, problem.line, problem.column) == ("file-encoding", 2, 2)
    assert problem.message.values == {"letter": "ü"}


def test_control_characters_and_hidden_changes_of_direction_are_named() -> None:
    assert read("a\x07b\n\u202ec".encode()) == ("a b\n c", [("file-character", 1, 2), ("file-character", 2, 1)])


def test_other_separators_of_lines_do_not_end_a_line() -> None:
    text, found = read("a\u2028b\x85\nc\x07".encode())
    assert [place for place in found if place[0] == "file-character"][-1] == ("file-character", 2, 2)
    assert text.count("\n") == 1


def test_too_long_files_and_lines_are_errors() -> None:
    assert read(b"a" * (MAX_BYTES + 1)) == ("", [("file-limit", 1, 1)])
    assert read(b"ok\n" + b"a" * (MAX_LINE + 1))[1] == [("file-limit", 2, MAX_LINE + 1)]
    assert read(b"a" * MAX_LINE)[1] == []


@pytest.mark.parametrize("mark", ["[", "|", "<"])
def test_more_marks_than_a_text_needs_are_not_read(mark: str) -> None:
    assert read(f"{mark * 2000}\n".encode() * 10)[1] == []
    assert read(f"{mark * 2000}\n".encode() * 11) == ("", [("file-limit", 1, 1)])


def test_head_and_body_keep_their_lines() -> None:
    source = split("a.md", "---\ntitel: x\n---\n\nText", Report("a.md"))
    assert (source.head, source.head_line) == ("titel: x", 2)
    assert source.lines[source.body_line] == "Text"


def test_a_missing_head_and_an_open_one_are_told_apart() -> None:
    missing, opened = Report("a.md"), Report("b.md")
    split("a.md", "Text", missing)
    source = split("b.md", "---\ntitel: x\n\n## Text", opened)
    assert [(problem.rule, problem.line) for problem in missing.problems] == [("head-missing", 1)]
    assert [(problem.rule, problem.line) for problem in opened.problems] == [("head-open", 3)]
    assert (source.head, source.body) == ("titel: x", "\n## Text")


def test_problems_are_sorted_and_after_a_hundred_they_are_counted() -> None:
    many = [Problem("b.md", n, 1, "x", "warning", Message("x")) for n in range(MOST + 5, 0, -1)]
    one = Problem("a.md", 3, 1, "x", "error", Message("x"))
    found = bounded([*many, one, one])
    assert found[0] == one
    assert [problem.line for problem in found[1:]] == [*range(1, MOST + 1), MOST + 1]
    assert str(found[-1].message) == "There are 5 more problems in this file."
