"""Markdown becomes the forms that our pages have, and nothing an author types hangs or harms."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from courses.content.load import load_course
from courses.content.markdown import render
from lms.web.html import sanitise
from tests.courses.content.folders import FILES, HEAD, body_html, course, errors, html, load_body, where

FIGURE = (
    '![Ein Kreis](bilder/kreis.svg "Der Kreis")\nQuelle: eigene Darstellung\nBeschreibung: Oben beginnt\nder Kreis.\n'
)


@pytest.mark.parametrize(
    ("first", "label", "bad"),
    [
        ("[!NOTE]", "Hinweis", False),
        ("[!HINWEIS]", "Hinweis", False),
        ("[!TIPP]", "Tipp", False),
        ("[!WICHTIG]", "Wichtig", False),
        ("[!WARNUNG]", "Warnung", True),
        ("[!caution]", "Vorsicht", True),
        ("[!NOTE] Aus *Musterstadt*", "Aus Musterstadt", False),
    ],
)
def test_a_callout_is_an_aside_with_a_name(first: str, label: str, bad: bool) -> None:
    shown = render(f"> {first}\n> Der Text\n> geht weiter.")
    assert f'aria-label="{label}"' in shown
    assert ("lms-note--bad" in shown) == bad
    assert "<p>Der Text\ngeht weiter.</p>" in shown
    assert "[!" not in shown


def test_a_callout_without_text_below_its_first_line_has_no_empty_paragraph() -> None:
    assert "<p></p>" not in render("> [!TIP]\n>\n> - a")


def test_a_quotation_stays_a_quotation_and_an_obsidian_callout_folds() -> None:
    assert render("> So ist es.").startswith("<blockquote>")
    assert render("> [!note]- Mehr\n> Text").startswith('<details class="lms-note">')


def test_a_picture_with_its_lines_is_a_figure() -> None:
    shown = body_html(FIGURE)
    assert shown.startswith('<figure class="lms-figure"><img src="../files/')
    assert '<details class="lms-fold"><summary>Beschreibung</summary><p>Oben beginnt der Kreis.</p></details>' in shown
    assert "<figcaption>Der Kreis<br>" in shown
    assert "Lizenz: CC-BY-4.0" in shown


def test_a_film_is_played_with_its_captions() -> None:
    shown = body_html("[Am Schalter](material/film.mp4)\nUntertitel: material/film.vtt\nQuelle: eigene Aufnahme\n")
    assert '<video controls="" preload="metadata" src="../files/' in shown
    assert '<track kind="captions" src="../files/' in shown
    assert "film.vtt" in shown


def test_a_decorative_picture_has_an_empty_alternative() -> None:
    assert 'alt=""' in body_html("![Schmuckbild](bilder/kreis.svg)\nQuelle: eigene")


def test_tables_are_regions_with_named_columns_and_rows() -> None:
    shown = body_html("## Ebenen\n\n| Ebene | Wert |\n|---|--:|\n| Amt | 1 |\n| Team | 2 |\n")
    assert '<div class="lms-table" role="region" tabindex="0" aria-label="Ebenen">' in shown
    assert '<th class="kern-table__header" scope="row">Amt</th>' in shown
    assert '<td class="kern-table__cell kern-table__cell--numeric">2</td>' in shown


def test_a_first_column_that_names_nothing_is_no_heading() -> None:
    assert 'scope="row"' not in render("| a | b |\n|---|---|\n| x | 1 |\n| x | 2 |\n")


def test_task_lists_are_shown_and_cannot_be_ticked() -> None:
    shown = render("- [ ] offen\n- [x] getan\n")
    assert '<span role="img" aria-label="offen">☐</span> offen' in shown
    assert '<span role="img" aria-label="erledigt">☑</span> getan' in shown
    assert "<input" not in shown


@pytest.mark.parametrize("text", ["5 $ und 10 $", "$5 und $10", "ein $ allein"])
def test_prices_are_no_formulas(text: str) -> None:
    assert "<math" not in render(text)


def test_formulas_become_mathml_and_definitions_lists() -> None:
    assert "<mfrac>" in render("$\\frac{a}{b}$")
    assert 'display="block"' in render("$$\nx^2\n$$")
    assert render("Begriff\n: Erklärung") == "<dl>\n<dt>Begriff</dt>\n<dd>Erklärung</dd>\n</dl>"


def test_code_is_coloured_by_classes_only() -> None:
    shown = render("```python\ndef f(): pass\n```")
    assert '<span class="k">def</span>' in shown
    assert "style" not in shown


def test_words_that_are_added_follow_the_language_of_the_text() -> None:
    assert 'aria-label="Note"' in render("> [!HINWEIS]\n> x", language="en")


def test_inline_leaves_out_the_paragraph_around_one_line_only() -> None:
    assert render("ein *Wort*", inline=True) == "ein <em>Wort</em>"
    assert render("eins\n\nzwei", inline=True) == "<p>eins</p>\n<p>zwei</p>"
    assert render("![Kreis](a.svg)", inline=True) == '<img src="a.svg" alt="Kreis" loading="lazy">'


def test_of_html_only_a_few_tags_and_two_attributes_stay() -> None:
    shown = render('<span lang="en" onclick="x()" class="lms-sign">Job</span> <kbd>A</kbd> <b>fett</b> <!-- nie -->')
    assert shown == '<p><span lang="en">Job</span> <kbd>A</kbd> fett </p>'
    assert "alert" not in render("<script>\nalert(1)\n</script>\n\nText")
    assert render("<details>\n<summary>Mehr</summary>\n\nText\n\n</details>").startswith("<details>")


def test_footnotes_stand_below_the_section_that_names_them() -> None:
    body = "## Eins\n\nA[^1]\n\n## Zwei\n\nB[^2] und C[^1]\n\n[^1]: Erste\n[^2]: Zweite\n"
    text = course(load_body(body)).units[0].text
    assert "Erste" in html(text, 1)
    assert "Zweite" not in html(text, 1)
    assert '<li id="fn-2-1" value="1">' in html(text, 2)
    assert '<li id="fn-2-2" value="2">' in html(text, 2)


HARD = [
    "[" * 20_000,
    "![[" * 5_000,
    "> " * 300 + "x",
    "\n".join("  " * level + "- x" for level in range(300)),
    "*a_" * 6_000,
    "`" * 20_000,
    "<a" * 10_000,
    "[a](<" * 5_000,
    "$" * 20_000,
    "<!--" * 5_000,
    "[^1" * 5_000,
    "&#x" * 5_000,
]


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:6].strip())
def test_nothing_hangs(text: str) -> None:
    began = time.perf_counter()
    render(text)
    assert time.perf_counter() - began < 8


def test_what_is_nested_too_deep_is_reported_and_not_swallowed() -> None:
    loaded = load_body("\n".join("  " * level + "- x" for level in range(300)))
    assert where(loaded, "file-limit")


def test_publishing_costs_little_more_than_parsing_and_sanitising() -> None:
    """What must be done anyway is the floor; everything we add to it is at most a third."""
    body = "\n\n".join(
        f"## Teil {n}\n\n" + "Ein **Satz** mit [Link](https://example.org) und `Code`. " * 20 for n in range(20)
    )
    data = {"a.md": (HEAD + body).encode(), **FILES}
    bare = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    floor, ours = [], []
    for _ in range(7):
        floor.append(_seconds(lambda: [sanitise(part) for part in bare.render(body).split("<h2>")]))
        ours.append(_seconds(lambda: load_course(data, ())))
    assert min(ours) < 1.35 * min(floor)


def _seconds(work: Callable[[], object]) -> float:
    """The processor's time, which does not depend on what else the machine does."""
    began = time.process_time()
    work()
    return time.process_time() - began


def test_a_text_without_faults_has_no_errors() -> None:
    assert not errors(load_body(FIGURE + "\n## Eins\n\nText\n"))
