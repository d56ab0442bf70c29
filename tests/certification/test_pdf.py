"""The certificate on paper: accessible, made to keep, and right in every letter of a name."""

import dataclasses
import io
import re
import time
import unicodedata
from datetime import date
from functools import partial
from typing import Any

import pikepdf
import pytest

from lms.certification.document import CertificateDocument, duration, wording
from lms.certification.latin import in_ascii, in_latin
from lms.certification.pdf import render_pdf
from lms.certification.qr import qr_svg
from tests.certification.paper import tags, text_of

ADDRESS = "https://lernen.musterstadt.example"
DOCUMENT = CertificateDocument(
    name="Ayşe Yıldırım",
    title="Q-SER-Mentorin / Q-SER-Mentor",
    course="Mentoring im Q-SER-Modell",
    version=2,
    issued_on=date(2026, 11, 24),
    valid_until=date(2028, 11, 24),
    number="LL-7K4M-92XQ-H3TK",
    minutes=90,
    criteria=("Einheit gelesen", "Zwei offene Fragen mit anderen besprochen"),
    issuer="Stadt Musterstadt",
    verify_address=f"{ADDRESS}/verify",
    qr=qr_svg(f"{ADDRESS}/certificates/LL-7K4M-92XQ-H3TK"),
    text=("Bescheinigung nach § 5 TVöD",),
)

SEQUENCES = (
    "A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ K͟H K͟h "
    "L̂ L̥ L̥̄ L̦ M̀ M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ S̀ S̄ S̛̄ S̱ T̀ T̄ T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ Z̧ "
    "a̋ c̀ c̄ c̆ c̈ c̕ c̣ c̦ c̨̆ d̂ f̀ f̄ g̀ h̄ h̦ ẖ j́ ǰ k̀ k̂ k̄ k̇ k̕ k̛ k̦ k͟h "
    "l̂ l̥ l̥̄ l̦ m̀ m̂ m̆ m̐ n̂ n̄ n̆ n̦ p̀ p̄ p̕ p̣ r̆ r̥ r̥̄ s̀ s̄ s̛̄ s̱ t̀ t̄ ẗ t̕ t̛ u̇ z̀ z̄ z̆ z̈ z̧"
).split()


# typst sets a raised mark as a text of its own, so a reader meets these letters again, but never none of them
AGAIN = "C̨̆ K̛ L̥̄ M̐ R̥̄ S̛̄ T̛ c̕ d̂ f̀ f̄ h̄ j́ k̀ k̂ k̄ k̇ k̕ k̛ l̂ l̥̄ p̕ p̣ s̛̄ t̀ t̄ t̕ t̛".split()


def letters(first: int, last: int) -> str:
    found = map(chr, range(first, last + 1))
    return "".join(sign for sign in found if unicodedata.category(sign)[0] == "L")


def named(name: str, **changes: Any) -> bytes:
    return render_pdf(dataclasses.replace(DOCUMENT, name=name, **changes))


def test_it_says_that_it_is_accessible_and_made_to_keep() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(DOCUMENT))) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.Lang == "de"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        meta = file.open_metadata()
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["dc:title"] == "Certificate: Q-SER-Mentorin / Q-SER-Mentor"


def test_its_structure_has_headings_a_list_and_described_images() -> None:
    found = tags(render_pdf(DOCUMENT))
    kinds = [kind for kind, _ in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 1
    assert kinds.count("/LI") == len(DOCUMENT.criteria)
    assert [alt for kind, alt in found if kind == "/Figure"] == [
        "Mark of Stadt Musterstadt",
        "QR code to the page that verifies number LL-7K4M-92XQ-H3TK",
    ]


def test_every_font_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(DOCUMENT))) as file:
        fonts = [file.get_object(*font.objgen) for font in file.pages[0].Resources.Font.values()]
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_everything_that_an_award_promises_is_on_it() -> None:
    text = text_of(render_pdf(DOCUMENT))
    for part in (
        "Stadt Musterstadt confirms that",
        "Ayşe Yıldırım",
        "Q-SER-Mentorin / Q-SER-Mentor",
        "24.11.2026",
        "24.11.2028",
        "1 hour 30 minutes",
        "Mentoring im Q-SER-Modell, version 2",
        "Einheit gelesen",
        "Zwei offene Fragen mit anderen besprochen",
        "LL-7K4M-92XQ-H3TK",
        "lernen.musterstadt.example/verify",
        "Bescheinigung nach § 5 TVöD",
    ):
        assert part in text


@pytest.mark.parametrize(
    "part",
    [
        letters(0xC0, 0xFF),
        letters(0x100, 0x148) + letters(0x14A, 0x17E),
        "ƏəƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǢǣǤǥǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȆȇȒȓȘșȚțȞȟȧȨȩȪȫȬȭȮȯȰȱȲȳ",
        letters(0x1E00, 0x1E99).translate({0x1E9A: None}) + "ẞ",
        letters(0x1EA0, 0x1EF9),
        "ẞşŞğĞłŁđĐțȚșȘ",
        letters(0x386, 0x3CE).replace("Ϗϐϑϒϓϔϕϖϗ", ""),
        letters(0x410, 0x44F),
    ],
)
def test_every_letter_of_the_standard_is_printed_and_can_be_copied(part: str) -> None:
    """DIN 91379: a person has a right to the right name."""
    assert part in text_of(named(part)).replace("\n", "")


def test_letters_with_combining_marks_are_printed_and_can_be_copied() -> None:
    for start in range(0, len(SEQUENCES), 10):
        some = SEQUENCES[start : start + 10]
        text = text_of(named("".join(f"({letter})" for letter in some))).replace("\n", "")
        for letter in map(partial(unicodedata.normalize, "NFC"), some):
            assert re.search(rf"\(({letter}){'+' if letter in AGAIN else ''}\)", text)


@pytest.mark.parametrize("name", ["Γιώργος Παπαδόπουλος", "Đorđević Łukasz", "Groẞ", "Ṭāʾif ʿAlī", "O’Neill", "Цветан"])
def test_names_of_people_here_stay_as_they_are(name: str) -> None:
    text = text_of(named(name)).replace("\n", "")
    assert name in text
    assert "Latin letters" not in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王 小明", "Wang XiaoMing"), ("გიორგი Müller", "Giorgi Müller"), ("😀 Öz", ":grinning: Öz"), ("Ꟁ Öz", "O Oz")],
)
def test_a_name_that_no_typeface_shows_is_transliterated_with_a_note(name: str, shown: str) -> None:
    text = text_of(named(name))
    assert shown in text
    assert "it stands here in Latin letters" in text


def test_a_criterion_in_a_foreign_script_needs_no_note_about_the_name() -> None:
    text = text_of(named("Ayşe", criteria=("読む",)))
    assert "Du" in text or "Yomu" in text
    assert "Latin letters" not in text


def test_a_transliterated_word_begins_with_a_capital_and_none_vanishes() -> None:
    assert in_latin("გიორგი de Vries") == "Giorgi de Vries"
    assert in_latin("Ömer") == "Ömer"
    assert in_ascii("Ömer ß") == "Omer Ss"
    assert in_ascii("\ue000 Öz") == "? Oz"


@pytest.mark.parametrize(
    "name", ['#panic("x")', '"; read("/etc/passwd")', "*fett* _kursiv_ $x$ @ref", "a\x00b\nc", "\\"]
)
def test_a_name_is_data_and_never_source(name: str) -> None:
    shown = "".join(max(sign, " ") for sign in name)
    assert shown.replace(" ", "") in text_of(named(name)).replace(" ", "").replace("\n", "")


def test_a_long_name_and_many_criteria_lose_nothing() -> None:
    criteria = tuple(
        f"Bedingung {n} mit einem Satz, der so lang ist, dass er in die nächste Zeile läuft" for n in range(40)
    )
    name = "Maximiliane-Antoinette Hohenstein-Weißenberger zu Schwarzburg-Rudolstadt"
    text = text_of(named(name, criteria=criteria)).replace("\n", " ").replace("  ", " ")
    assert "Weißenberger zu Schwarzburg-Rudolstadt" in text
    assert all(f"Bedingung {n} mit" in text for n in range(40))
    assert "LL-7K4M-92XQ-H3TK" in text


def test_the_words_follow_the_language_of_the_award() -> None:
    english = named("Ayşe", language="en", valid_until=None)
    assert "24 November 2026" in text_of(english)
    assert "without limit" in text_of(english)
    with pikepdf.open(io.BytesIO(english)) as file:
        assert file.Root.Lang == "en"


def test_the_words_are_said_by_the_caller() -> None:
    text = text_of(render_pdf(DOCUMENT, lambda message: f"<{message}>"))
    assert "<Stadt Musterstadt confirms that>" in text
    assert "<Issued on>" in text


def test_the_same_award_gives_the_same_file() -> None:
    assert render_pdf(DOCUMENT) == render_pdf(DOCUMENT)
    assert render_pdf(DOCUMENT) != named("Ayşe Yildirim")


def test_without_a_learning_time_none_is_claimed() -> None:
    facts = wording(dataclasses.replace(DOCUMENT, minutes=0), str).facts
    assert "Learning time" not in [term for term, _ in facts]


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes")]
)
def test_learning_time_reads_like_a_sentence(minutes: int, words: str) -> None:
    assert duration(minutes, str) == words


def test_what_cannot_be_drawn_is_an_error_and_no_reason_to_change_letters() -> None:
    with pytest.raises(Exception, match=r"(?i)svg"):
        render_pdf(dataclasses.replace(DOCUMENT, qr="no drawing"))


def test_a_warm_certificate_takes_less_than_50_ms() -> None:
    render_pdf(DOCUMENT)
    taken = []
    for n in range(10):
        start = time.perf_counter()
        named(f"Ayşe {n}")
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.05
