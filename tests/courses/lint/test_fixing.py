"""What is mended reads as it was meant, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.content.load import load_course
from courses.content.model import Course, Loaded
from courses.content.translations import fingerprint
from courses.lint.fixing import REVEALED, fix, fixable
from lms.features import Features, built_in
from tests.courses.content.folders import COURSE, FILES, HEAD
from tests.courses.lint.test_pages import examples

TYPES = list(Features(built_in()).types.values())
QUIZ = "```quiz rolle\n%s\n```\n"
GOOD = "Was hilft?\n(x) Zuhören\n    > Ja.\n( ) Vorgeben\n    > Nein.\n"


def check(files: Mapping[str, bytes]) -> Loaded:
    return load_course(files, TYPES, name="begleiten")


def whole(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {
        "kurs.md": COURSE.encode(),
        **FILES,
        **{path: text.encode() if isinstance(text, str) else text for path, text in files.items()},
    }


def mended(text: str | bytes, path: str = "01-rolle.md", *, rewrite: bool = False, **more: str) -> str:
    files = whole({"01-rolle.md": HEAD, path: text, **more})
    changed = fix(files, check, rewrite=rewrite)
    assert fix({**files, **changed}, check, rewrite=rewrite) == {}, "mending twice changes nothing"
    return changed.get(path, files[path]).decode()


def body(text: str, *, rewrite: bool = False) -> str:
    return mended(HEAD + text, rewrite=rewrite).removeprefix(HEAD)


def test_windows_letters_become_utf_8() -> None:
    assert mended((HEAD + "Gespräche – „gut“").encode("cp1252")) == HEAD + "Gespräche – „gut“"


def test_a_second_colon_is_put_into_quotation_marks() -> None:
    head = HEAD.replace("titel: Die Rolle", 'titel: Die Rolle: ein "Fall"')
    assert 'titel: "Die Rolle: ein \\"Fall\\""\n' in mended(head + "Text.")
    assert "dauer: 30 min\n" in mended(HEAD.replace("dauer: ", "dauer:"))


def test_a_course_gets_its_key_in_the_language_of_its_head() -> None:
    german = mended(COURSE.replace("kennung: begleiten\n", ""), "kurs.md")
    assert german.startswith("---\ntitel: Begleiten\nkennung: begleiten\n")
    english = mended("---\ntitle: Begleiten\nauthor: A\nlicence: CC0-1.0\n---\n", "kurs.md")
    assert english.startswith("---\ntitle: Begleiten\nkey: begleiten\n")


def test_what_cannot_be_mended_holds_nothing_else_back() -> None:
    files = {"kurs.md": b"---\ntitel: Ein Kurs: neu\n---\n", "01-rolle.md": HEAD.encode()}
    changed = fix(files, lambda files: load_course(files, TYPES, name="kurs"))
    assert changed == {"kurs.md": b'---\ntitel: "Ein Kurs: neu"\n---\n'}


def test_questions_get_the_number_they_are_called_by() -> None:
    found = body(QUIZ % f"{GOOD}\n---\n{GOOD}\n# eigen\n{GOOD}\n---\n{GOOD}")
    assert [line for line in found.split("\n") if line.startswith("#")] == ["# 1", "# 2", "# eigen", "# 4"]
    assert "---" not in found


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("() Vorgeben", "( ) Vorgeben"), ("( )Vorgeben", "( ) Vorgeben"), ("(✗) Vorgeben", "( ) Vorgeben")],
)
def test_signs_of_answers_are_spelt_as_they_are_read(wrong: str, right: str) -> None:
    assert body(QUIZ % GOOD.replace("( ) Vorgeben", wrong)) == QUIZ % GOOD.replace("( ) Vorgeben", right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('!!! warning "Achtung"\n    Erst lesen.\n\nDann.\n', "> [!WARNING] Achtung\n> Erst lesen.\n\nDann.\n"),
        ("??? note\n    Erst lesen.\n", "> [!NOTE]-\n> Erst lesen.\n"),
        ("::: callout\nErst lesen.\n:::\n", "> [!NOTE]\n> Erst lesen.\n"),
        (":::{.tip}\nErst lesen.\n:::\n", "> [!TIP]\n> Erst lesen.\n"),
        ("```{reflexion} eins\nWas?\n```\n", "```reflexion eins\nWas?\n```\n"),
        ("```{.reflexion #eins}\nWas?\n```\n", "```reflexion eins\nWas?\n```\n"),
        ("Mehr in [[Rolle]].\n", "Mehr in [Rolle](01-rolle.md).\n"),
        ("Mehr in [[Rolle|dort oben]].\n", "Mehr in [dort oben](01-rolle.md).\n"),
        (
            "![[kreis.svg|Ein Kreis]]\nQuelle: eigene Darstellung\n",
            "![Ein Kreis](bilder/kreis.svg)\nQuelle: eigene Darstellung\n",
        ),
    ],
)
def test_habits_of_other_systems_become_ours(wrong: str, right: str) -> None:
    assert body(wrong) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Was?\n[(x)] Ja\n[( )] Nein", "Was?\n(x) Ja\n( ) Nein"),
        ("Was?\n[[x]] Ja\n[[ ]] Nein", "Was?\n[x] Ja\n[ ] Nein"),
        ("Was?\n[[Zuhören]]", "Was?\n= Zuhören"),
        ("Was?\na) Nein\n*b) Ja", "Was?\n( ) Nein\n(x) Ja"),
        ("Was?\nA. Nein\nB. Ja\nANSWER: B", "Was?\n( ) Nein\n(x) Ja"),
        ("Was? {=Ja ~Nein#Nicht ganz.}", "Was?\n(x) Ja\n( ) Nein\n    > Nicht ganz."),
    ],
)
def test_quizzes_of_other_systems_become_ours(wrong: str, right: str) -> None:
    assert body(QUIZ % wrong) == QUIZ % right


def test_what_cannot_be_mended_with_certainty_stays() -> None:
    for text in ("Mehr in [[Nirgends]].\n", "Code `[[Rolle]]`.\n", QUIZ % "Was? {=a -> b =c -> d}"):
        assert body(text) == text


def test_a_translation_loses_what_the_original_says_and_remembers_it() -> None:
    found = mended("---\ntitle: The role\ndauer: 20 min\nlernziele:\n  - a\n  - b\n---\nText.", "01-rolle.en.md")
    assert found == f"---\ntitle: The role\nlernziele:\n  - a\n  - b\noriginal: {fingerprint(HEAD)}\n---\nText."


def test_a_translation_that_is_out_of_date_is_not_called_fresh() -> None:
    text = "---\ntitle: The role\noriginal: 00000000\n---\nText."
    assert mended(text, "01-rolle.en.md") == text


def test_a_translation_follows_an_original_that_was_only_mended() -> None:
    original = HEAD + "!!! note\n    Erst lesen.\n"
    text = f"---\ntitle: The role\noriginal: {fingerprint(original)}\n---\nText."
    files = whole({"01-rolle.md": original, "01-rolle.en.md": text})
    changed = fix(files, check)
    new = fingerprint(changed["01-rolle.md"].decode())
    assert f"original: {new}\n" in changed["01-rolle.en.md"].decode()


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    text = b"\xef\xbb\xbf" + (HEAD + "!!! note\n    Erst lesen.\n").replace("\n", "\r\n").encode()
    found = fix(whole({"01-rolle.md": text}), check)["01-rolle.md"]
    assert found.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"> [!NOTE]\r\n> Erst lesen.\r\n" in found
    assert b"\n" not in found.replace(b"\r\n", b"")


def test_accepted_spellings_change_on_request_only() -> None:
    text = QUIZ % GOOD.replace("(x)", "- (X)").replace("( )", "* ( )")
    assert body(text) == text
    assert body(text, rewrite=True) == QUIZ % GOOD
    code = QUIZ % GOOD.replace("Was hilft?", "Was tut das?\n~~~\n- [x] a\n~~~")
    assert body(code, rewrite=True) == code


def test_a_rule_over_two_lines_becomes_a_sentence_on_request() -> None:
    head = HEAD.replace("dauer", "abschluss:\n  - quiz: rolle\n    mindestens: 80 %\ndauer")
    assert "  - quiz rolle mindestens 80 %\n" in mended(head + QUIZ % GOOD, rewrite=True)


def outcome(course: Course | None) -> list[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """What learners and results see of a course: its units with their blocks."""
    units = course.units if course else ()
    return [(unit.key, tuple((block.type, block.key, block.body) for block in unit.blocks)) for unit in units]


def test_every_example_of_the_manual_is_better_or_the_same_afterwards() -> None:
    for example in examples():
        files = whole({"01-rolle.md": HEAD, **example.files})
        changed = fix(files, check)
        before, now = check(files), check({**files, **changed})
        old = [problem.rule for problem in before.problems if problem.rule not in REVEALED]
        new = [problem.rule for problem in now.problems if problem.rule not in REVEALED]
        assert len(new) <= len(old), example.rule
        assert fix({**files, **changed}, check) == {}, example.rule
        if not any(problem.rule in fixable() for problem in before.problems):
            assert outcome(before.course) == outcome(now.course)


PIECES = st.sampled_from(
    "(x) a|() b|( )c|[[x]] d|- [x] e|[] f|    > g|Was?||---|# k|#|```quiz q|```|~~~|!!! note|    text|::: tip|:::"
    "|[[Rolle]]|{=a ~b}|ANSWER: A|A. x|*a) y|___".split("|")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_mending_is_done_once_and_makes_nothing_worse(lines: list[str]) -> None:
    files = whole({"01-rolle.md": HEAD + "\n".join(lines)})
    changed = fix(files, check)
    fresh = {**files, **changed}
    assert fix(fresh, check) == {}
    before, now = check(files), check(fresh)
    if changed:
        mendable = [sum(problem.rule in fixable() for problem in loaded.problems) for loaded in (before, now)]
        assert mendable[1] < mendable[0]
