"""The sanitiser lets through what our pages are made of, and nothing that runs, frames or lies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.web.html import CONTENT, POST, paragraphs, sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<iframe src=https://example.org></iframe>",
    '<p style="position:fixed">x</p>',
    "<form action=/desk><input name=x></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<details ontoggle=alert(1) open>x</details>",
    '<base href="https://example.org">',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "<object data=x></object><embed src=x>",
]
TAG = re.compile(r"<([a-z0-9]+)((?:\s[^\s=]+=\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r"\s([^\s=]+)=\"([^\"]*)\"")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack: str) -> None:
    shown = sanitise(f"<p>davor</p>{attack}<p>danach</p>")
    assert len(TAG.findall(shown)) == len(re.findall("<[a-z]", shown))
    for tag, rest in TAG.findall(shown):
        assert tag in CONTENT.tags
        for name, value in ATTRIBUTE.findall(rest):
            assert CONTENT.allows(tag, name, value)
            assert name not in ("href", "src") or not re.match(r"\s*(javascript|data):", value)
    assert "davor" in shown
    assert "danach" in shown


@pytest.mark.parametrize(
    "html",
    [
        '<aside class="lms-note" aria-label="Hinweis"><p class="lms-note__label">Hinweis</p></aside>',
        '<div class="lms-table" role="region" tabindex="0" aria-label="Ebenen"><table></table></div>',
        '<table><tbody><tr><th class="kern-table__header" scope="row">A</th><td>B</td></tr></tbody></table>',
        '<p><span lang="en">Job Shadowing</span> <abbr title="zum Beispiel">z. B.</abbr></p>',
        '<p><math display="inline"><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>',
        '<figure><img src="../files/ab/kreis.svg" alt="Kreis"><figcaption>Kreis</figcaption></figure>',
    ],
)
def test_what_our_pages_are_made_of_stays_as_it_is(html: str) -> None:
    assert sanitise(html) == html


def test_relative_links_stay_relative_and_links_that_leave_say_so() -> None:
    assert sanitise('<p><a href="../rolle/2#fall">Fall</a></p>') == '<p><a href="../rolle/2#fall">Fall</a></p>'
    assert 'rel="noopener noreferrer"' in sanitise('<p><a href="https://example.org">Stadt</a></p>')


def test_bare_addresses_become_links_but_file_names_and_code_do_not() -> None:
    shown = sanitise(
        "<p>Siehe https://example.org/a_(b), amt@example.org und kurs.md.</p><pre>https://example.org</pre>"
    )
    assert '<a href="https://example.org/a_(b)" rel="noopener noreferrer">' in shown
    assert '<a href="mailto:amt@example.org">' in shown
    assert shown.count("<a ") == 2


def test_a_post_has_no_pictures_headings_or_classes() -> None:
    shown = sanitise('<h2 class="x" id="y">Titel</h2><p class="lms-sign">Text <img src="a.png" alt="b"></p>', POST)
    assert shown == "Titel<p>Text </p>"


def test_plain_text_keeps_its_paragraphs_and_its_signs() -> None:
    assert paragraphs("a < b\r\nc\r\n\r\n<b>d</b>") == "<p>a &lt; b<br>c</p><p>&lt;b&gt;d&lt;/b&gt;</p>"
    assert paragraphs(" \n ") == ""


@given(st.text(alphabet="<>\"'=/ abcimgsrxonep&;:!-#\n", max_size=60))
def test_what_was_cleaned_once_stays_as_it_is(text: str) -> None:
    once = sanitise(text)
    assert sanitise(once) == once
