"""A translation says what differs, repeats the keys of blocks, and lets the original speak for the rest."""

from __future__ import annotations

import pytest

from courses.content.model import Block, Place, Text
from courses.content.names import lang, read_language, read_name
from courses.content.translations import fingerprint
from lms.core.errors import BadValue
from tests.courses.content.folders import COURSE, HEAD, course, errors, html, load, where

BODY = "## Eins\n\n```quiz a bestehen=80% titel=Fragen\nFrage?\n```\n\n## Zwei\n\n```diskussion b\nFrage?\n```\n"
ENGLISH = "---\ntitle: The role\nobjectives:\n  - Describe the role\n  - See limits\n---\n"


def blocks(text: Text, number: int) -> list[Block]:
    return [part.block for part in text.sections[number - 1].parts if isinstance(part, Place)]


def test_a_translation_is_the_same_unit_in_another_language() -> None:
    body = "## One\n\n```quiz a\nFrage (question)?\n```\n\n## Two\n\n```discussion b\nFrage?\n```\n"
    loaded = load(
        {
            "01-rolle.md": HEAD + BODY,
            "01-rolle.en.md": ENGLISH + body,
            "kurs.en.md": "---\ntitle: Mentoring\n---\nHello",
        }
    )
    whole = course(loaded)
    (unit,) = whole.units
    assert not loaded.problems
    assert (whole.head.title, whole.texts["en"].head.title) == ("Begleiten", "Mentoring")
    assert list(unit.texts) == ["de", "en"]
    assert unit.texts["en"].head.objectives == ("Describe the role", "See limits")
    assert unit.texts["en"].head.minutes == 30
    assert unit.texts["en"].head.authors == ("Anna Roth",)
    (quiz,) = blocks(unit.texts["en"], 1)
    assert quiz.body == "Frage (question)?\n"
    assert quiz.attributes["pass"] == 0.8
    assert quiz.title == "Fragen"
    assert quiz.path == "01-rolle.en.md"


def test_a_block_that_is_not_translated_appears_in_the_original() -> None:
    loaded = load(
        {"01-rolle.md": HEAD + BODY, "01-rolle.en.md": ENGLISH + "## One\n\n## Two\n\n```discussion b\nFrage?\n```"}
    )
    assert [problem.rule for problem in loaded.problems] == ["translation-missing"]
    (quiz,) = blocks(course(loaded).units[0].texts["en"], 1)
    assert (quiz.key, quiz.path) == ("a", "01-rolle.md")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("```quiz a\nFrage?\n```\n\n```quiz x\nFrage?\n```\n\n```discussion b\nFrage?\n```\n", "translation-foreign"),
        ("```discussion a\nFrage?\n```\n\n```discussion b\nFrage?\n```\n", "translation-shape"),
        ("```discussion b\nFrage?\n```\n\n```quiz a\nFrage?\n```\n", "translation-shape"),
    ],
)
def test_blocks_that_differ_from_the_original_are_errors(body: str, rule: str) -> None:
    loaded = load({"01-rolle.md": HEAD + BODY, "01-rolle.en.md": ENGLISH + body})
    assert [problem.rule for problem in errors(loaded)] == [rule]


@pytest.mark.parametrize(
    ("line", "fine"),
    [("duration: 30 min", True), ("duration: 31 min", False), ("language: en", True), ("translator: Alex", True)],
)
def test_a_translation_may_repeat_the_original_but_not_contradict_it(line: str, fine: bool) -> None:
    head = ENGLISH.replace("objectives", f"{line}\nobjectives")
    loaded = load({"01-rolle.md": HEAD, "01-rolle.en.md": head})
    assert bool(where(loaded, "translation-head")) != fine


def test_a_translation_has_as_many_objectives_as_the_original() -> None:
    loaded = load({"01-rolle.md": HEAD, "01-rolle.en.md": ENGLISH.replace("  - See limits\n", "")})
    assert where(loaded, "translation-head") == [("01-rolle.en.md", 3)]


def test_a_translation_that_remembers_its_original_notices_a_change() -> None:
    seen = fingerprint(HEAD + BODY)
    body = BODY.replace("diskussion", "discussion")

    def outdated(original: str) -> bool:
        english = ENGLISH.replace("objectives", f"original: {seen}\nobjectives")
        return bool(where(load({"01-rolle.md": original, "01-rolle.en.md": english + body}), "translation-outdated"))

    assert not outdated(HEAD + BODY)
    assert outdated(HEAD + BODY.replace("Zwei", "Drei"))


def test_links_lead_to_the_section_of_the_version_they_name() -> None:
    loaded = load({"01-rolle.md": HEAD + BODY, "kurs.md": COURSE + "[z](01-rolle.md#zwei)"})
    assert html(course(loaded).text) == '<p><a href="rolle/2#zwei">z</a></p>\n'


def test_languages_are_known_ones_and_simple_language_has_its_own_tag() -> None:
    assert [read_language(tag) for tag in ("de", "EN", "en-gb", "de-Einfach")] == ["de", "en", "en-GB", "de-einfach"]
    assert (lang("de-leicht"), lang("en")) == ("de-simple", "en")
    with pytest.raises(BadValue, match="Write de"):
        read_language("Deutsch")
    with pytest.raises(BadValue):
        read_language("v2")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("01-rolle.md", (1, "rolle", "")),
        ("01-rolle.en.md", (1, "rolle", "en")),
        ("03 Führung üben.de-einfach.md", (3, "Führung üben", "de-einfach")),
        ("rolle.md", (None, "rolle", "")),
        ("5.md", (5, "5", "")),
        ("2026-plan.md", (2026, "plan", "")),
    ],
)
def test_a_file_name_is_number_name_and_language(name: str, parts: tuple[int | None, str, str]) -> None:
    found = read_name(name)
    assert (found.number, found.stem, found.language) == parts
