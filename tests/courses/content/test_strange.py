"""Whatever somebody gives it, the loader answers in bounded time, with sentences and never with an exception."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.content.load import load_course
from lms.features import Features, built_in
from tests.courses.content.folders import COURSE, FILES, HEAD

TYPES = list(Features(built_in()).types.values())
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = st.sampled_from(
    "---\n;titel: ;lernziele:\n  - ;```quiz a\n;```\n;~~~\n;# k\n;(x) ;[ ] ;= 4 ± ;> ;{#a};](;![;[[;<span ;$$"
    ";| a |\n|---|\n;[^1];[^1]: ;- ;    ;\t;\x00;\r;&;*;!!;ziel=;war=;„;“;½;\ufeff;\u202e;ß;e\u0301;1.;->;{a|b"
    ";___\n".split(";")
)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    for path in ("kurs.md", "01-rolle.md", "01-rolle.en.md", "fragen.md", "bild.svg"):
        load_course({"kurs.md": COURSE.encode(), path: data}, TYPES)


@QUICK
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + "```quiz q\n" + text + "\n```\n", "---\n" + text + "\n---\n"):
        files = {"kurs.md": COURSE.encode(), **FILES, "01-rolle.md": whole.encode()}
        loaded = load_course(files, TYPES)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in loaded.problems)


@QUICK
@given(st.dictionaries(st.text(min_size=1, max_size=12).map(lambda name: name + ".md"), st.just(HEAD), max_size=4))
def test_any_names_are_read(names: dict[str, str]) -> None:
    load_course({name: text.encode() for name, text in names.items()}, TYPES)


LARGE = {
    "a file of 50 MB": ("Wort " * 10_000_000, True),
    "a table of 10,000 rows": ("| a | b |\n|---|---|\n" + "| c | d |\n" * 10_000, True),
    "a table of 6,000 rows": ("| a | b |\n|---|---|\n" + "| c | d |\n" * 6_000, False),
    "5,000 nested lists": ("".join("  " * min(n, 1_900) + "- a\n" for n in range(5_000))[:900_000], True),
    "lists in one line": ("- " * 1_900 + "a\n", True),
    "a million brackets": ("[" * 1_000_000, True),
    "brackets in lines": (("[" * 100 + "\n") * 190, False),
    "quotations in quotations": ("> " * 1_900 + "a\n", True),
    "stars and lines": ("*_" * 1_900 + "\n" + "**a *b " * 500 + "\n", False),
    "open tags": ("<a " * 15_000, True),
    "a quiz of 2,000 questions": ("```quiz q\n" + "# k\nWas?\n(x) a\n( ) b\n\n" * 2_000 + "```\n", True),
    "formulas": ("$a$ " * 900 + "\n", False),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_things_end_in_bounded_time_and_memory_with_a_sentence(name: str) -> None:
    text, is_told = LARGE[name]
    data = (HEAD + text).encode()
    files = {"kurs.md": COURSE.encode(), "01-rolle.md": data}
    start = time.process_time()
    loaded = load_course(files, TYPES)
    assert time.process_time() - start < 20
    told = [problem for problem in loaded.problems if problem.severity == "error"]
    assert bool(told) == is_told
    assert len(loaded.problems) <= 110


def test_a_file_that_is_too_large_is_not_even_decoded() -> None:
    data = b"a" * 50_000_000
    tracemalloc.start()
    load_course({"kurs.md": COURSE.encode(), "01-rolle.md": data}, TYPES)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
