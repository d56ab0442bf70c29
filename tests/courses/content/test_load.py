"""From files to a course: sections, blocks, order and keys, and everything wrong at once."""

from __future__ import annotations

import pytest

from courses.content.load import load_course
from courses.content.model import Place
from tests.courses.content.folders import COURSE, FILES, HEAD, KINDS, course, errors, html, load, load_body, where

SECTIONS = """# Die Rolle

Ein Vorwort.

## Einstieg (10 min)

Text davor.

```quiz start
Frage?
```

Text danach.

### Näher

## Ende
"""


def test_a_good_course_has_no_problems() -> None:
    loaded = load({"01-rolle.md": HEAD + SECTIONS, "02-grenzen.md": HEAD.replace("Die Rolle", "Grenzen")})
    assert not loaded.problems
    assert loaded.ok


def test_sections_begin_at_second_level_headings_and_text_before_them_is_one_too() -> None:
    text = course(load_body(SECTIONS)).units[0].text
    assert [(section.n, section.title, section.heading, section.anchor) for section in text.sections] == [
        (1, "Die Rolle", "", ""),
        (2, "Einstieg", "Einstieg", "einstieg"),
        (3, "Ende", "Ende", "ende"),
    ]
    assert html(text) == "<p>Ein Vorwort.</p>\n"
    assert text.sections[1].minutes == 10
    assert text.sections[1].anchors == ("einstieg", "näher")


def test_blocks_stand_in_their_place_with_their_lines() -> None:
    unit = course(load_body(SECTIONS)).units[0]
    before, place, after = unit.text.sections[1].parts
    assert isinstance(place, Place)
    assert (place.block.address, place.block.body, unit.blocks) == ("rolle/start", "Frage?\n", (place.block,))
    lines = unit.text.source.split("\n")
    assert lines[place.block.line - 1] == "```quiz start"
    assert lines[place.block.body_line - 1] == "Frage?"
    assert before != after


def test_a_unit_without_headings_is_one_section_and_minutes_are_estimated() -> None:
    (section,) = course(load_body("Wort " * 540)).units[0].text.sections
    assert (section.title, section.minutes) == ("Die Rolle", 3)
    assert course(load_body("")).units[0].text.sections[0].minutes == 1


def test_a_heading_keeps_its_markup_and_loses_what_is_not_shown() -> None:
    section = course(load_body('## Ein <span lang="en">Job</span> (1½ h) {#job}\n')).units[0].text.sections[0]
    assert (section.title, section.heading) == ("Ein Job", 'Ein <span lang="en">Job</span>')
    assert (section.minutes, section.anchor) == (90, "job")
    assert course(load_body("## Heute (nur Montag)\n")).units[0].text.sections[0].title == "Heute (nur Montag)"


def test_what_is_only_a_comment_is_no_section_and_a_block_in_it_does_not_exist() -> None:
    unit = course(load_body("<!--\n```quiz a\nFrage?\n```\n-->\n\n## Eins\n")).units[0]
    assert [section.title for section in unit.text.sections] == ["Eins"]
    assert unit.blocks == ()


def test_units_are_ordered_by_number_and_keys_come_from_names() -> None:
    names = ("10-zehn.md", "2-zwei.md", "03 Führung üben.md", "anhang.md")
    loaded = load({name: HEAD.replace("Die Rolle", name) for name in names})
    assert [unit.key for unit in course(loaded).units] == ["zwei", "fuehrung-ueben", "zehn", "anhang"]


def test_the_head_may_name_the_order_and_then_every_unit() -> None:
    files = {"1-a.md": HEAD, "2-b.md": HEAD, "3-c.md": HEAD}
    head = COURSE.replace("autor", "einheiten: {}\nautor", 1)
    good = load({"kurs.md": head.replace("{}", "[c, a, b]"), **files})
    bad = load({"kurs.md": head.replace("{}", "[c, a, x]"), **files})
    assert [unit.key for unit in course(good).units] == ["c", "a", "b"]
    assert not errors(good)
    assert [str(problem.message) for problem in errors(bad)] == [
        "The unit “b” is missing in this list.",
        "There is no unit “x”.",
    ]


def test_in_a_fixed_order_each_unit_requires_the_one_before() -> None:
    head = COURSE.replace("autor", "reihenfolge: fest\nautor", 1)
    units = course(load({"kurs.md": head, "1-a.md": HEAD, "2-b.md": HEAD, "3-c.md": HEAD})).units
    assert [unit.requires for unit in units] == [(), ("a",), ("b",)]


def test_minutes_of_a_course_are_the_sum_unless_its_head_says_otherwise() -> None:
    assert course(load({"1-a.md": HEAD, "2-b.md": HEAD})).minutes == 60
    assert course(load({"kurs.md": COURSE.replace("autor", "dauer: 2 h\nautor"), "1-a.md": HEAD})).minutes == 120


def test_one_markdown_file_is_a_whole_course() -> None:
    head = HEAD.replace("---\ntitel", "---\nautor: Anna\nlizenz: MIT\nkennung: rolle\ntitel", 1)
    loaded = load_course({"x.md": (head + SECTIONS).encode()}, KINDS)
    whole = course(loaded)
    assert not loaded.problems
    assert (whole.key, whole.head.title, whole.text.sections) == ("rolle", "Die Rolle", ())
    assert [(unit.key, len(unit.text.sections)) for unit in whole.units] == [("rolle", 3)]


def test_a_folder_without_kurs_md_says_what_is_missing() -> None:
    loaded = load_course({"1-a.md": HEAD.encode(), "2-b.md": HEAD.encode()}, KINDS)
    assert loaded.course is None
    assert where(loaded, "head-missing") == [("kurs.md", 1)]


def test_what_git_and_editors_leave_behind_is_not_read() -> None:
    loaded = load({"01-a.md": HEAD, "README.md": "x", "_entwurf.md": "y", ".hidden.md": "z", "LICENSE.md": "l"})
    assert not loaded.problems


def test_a_subfolder_with_its_own_kurs_md_is_another_course_and_other_texts_are_not_read() -> None:
    loaded = load({"01-a.md": HEAD, "mehr/kurs.md": "kaputt", "mehr/01-b.md": "kaputt", "texte/c.md": "c"})
    assert [(problem.rule, problem.path) for problem in loaded.problems] == [("file-in-subfolder", "texte/c.md")]


@pytest.mark.parametrize(
    ("files", "rule", "path"),
    [
        ({"01-a.v2.md": HEAD}, "file-name", "01-a.v2.md"),
        ({"programm.md": HEAD}, "file-name", "programm.md"),
        ({"01-a.md": HEAD, "01-a.de.md": HEAD}, "file-duplicate", "01-a.de.md"),
        ({"01-a.md": HEAD, "02-a.md": HEAD}, "key-duplicate", "02-a.md"),
        ({"01-a_.md": HEAD.replace("titel", "kennung: a--b\ntitel", 1)}, "key-invalid", "01-a_.md"),
        ({"01-a.en.md": HEAD}, "translation-foreign", "01-a.en.md"),
        ({"01-a.md": HEAD.encode("cp1252") + "ü".encode("cp1252")}, "file-encoding", "01-a.md"),
        ({"01-a.md": "Nur Text"}, "head-missing", "01-a.md"),
        ({"01-a.md": HEAD[:-4] + "## Text"}, "head-open", "01-a.md"),
    ],
)
def test_what_is_wrong_with_files_is_named(files: dict[str, str | bytes], rule: str, path: str) -> None:
    loaded = load(files)
    assert path in [found for found, _ in where(loaded, rule)]
    assert not loaded.ok


@pytest.mark.parametrize(
    ("body", "rule", "line"),
    [
        ("```quiz a\nFrage?\n", "block-open", 1),
        ("```quiz a\nFrage?\n```quiz b\nFrage?\n```\n", "block-open", 1),
        ("- x\n\n  ```quiz a\n  Frage?\n  ```\n", "block-nested", 3),
        ("> ```quiz a\n> Frage?\n> ```\n", "block-nested", 1),
        ("```quizz a\nFrage?\n```\n", "block-unknown", 1),
        ("```quiz a\nFrage?\n```\n\n~~~diskussion a\nFrage?\n~~~\n", "key-duplicate", 5),
        ("```quiz a ziel=3\nFrage?\n```\n", "block-attribute", 1),
        ("```{quiz} a\nFrage?\n```\n", "foreign-syntax", 1),
    ],
)
def test_what_is_wrong_with_blocks_is_named(body: str, rule: str, line: int) -> None:
    assert where(load_body(body), rule) == [("01-rolle.md", HEAD.count("\n") + line)]


@pytest.mark.parametrize(
    "body",
    [
        "````markdown\n```quiz a\nFrage?\n```\n````\n",
        "~~~markdown\n```quiz a\nFrage?\n```\n~~~\n",
        "```python\nx = 1\n```\n",
        "```quiz a\n~~~python\nFrage?\n~~~\n```\n",
        "    ```quiz a\n    Frage?\n    ```\n",
    ],
)
def test_an_example_of_the_syntax_is_no_block_and_no_problem(body: str) -> None:
    assert not load_body(body).problems


def test_all_problems_of_all_files_come_at_once() -> None:
    loaded = load(
        {"kurs.md": "---\ntitel: a: b\nlizens: x\n---\n[x](y.md)", "01-a.md": "---\ndauer: 90\n---\n![](x.png)"}
    )
    assert {problem.rule for problem in errors(loaded)} == {
        "head-syntax",
        "head-unknown-key",
        "link-broken",
        "head-missing-key",
        "head-value",
        "image-alternative",
    }


def test_prerequisites_that_turn_in_a_circle_are_found() -> None:
    first = HEAD.replace("dauer", "voraussetzung: [b]\ndauer")
    second = HEAD.replace("dauer", "voraussetzung: [a]\ndauer")
    assert where(load({"1-a.md": first, "2-b.md": second}), "prerequisite-circle")


def test_a_course_with_errors_can_be_previewed_and_not_published() -> None:
    loaded = load_body("Text [x](nirgends.md)")
    assert not loaded.ok
    assert html(course(loaded).units[0].text) == "<p>Text <a>x</a></p>\n"


def test_the_words_for_the_search_leave_out_blocks() -> None:
    text = course(load_body("Ein *Wort*.\n\n```quiz a\nFrage geheim?\n```\n")).units[0].text
    assert (text.search, text.words) == ("Ein Wort.", 2)


def test_files_for_tests_are_as_the_tests_say() -> None:
    assert set(FILES) >= {"bilder/kreis.svg", "material/leitfaden.pdf"}
