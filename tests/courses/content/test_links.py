"""Links lead from page to page wherever the product is mounted, and every wrong one is named with its place."""

from __future__ import annotations

import pytest

from courses.content.building import renderer
from courses.content.links import Here, Map, Target
from tests.courses.content.folders import HEAD, SVG, course, html, load, load_body, where

PAGES = {
    "kurs.md": Target("kurs"),
    "01-rolle.md": Target("rolle", {"aufgaben": (2, "aufgaben")}),
    "02-grenzen.md": Target("grenzen", {"ein-fall": (3, "ein-fall"), "für-alle": (4, "für-alle")}),
}
KNOWN = Map("begleiten", PAGES, {"bilder/ein kreis.svg": b"x", "liste.pdf": b"y"}, {"nachbar"})
UNIT = Here("01-rolle.md", "rolle", 1)
COURSE = Here("kurs.md", "kurs", 1)


@pytest.mark.parametrize(
    ("href", "from_unit", "from_course"),
    [
        ("02-grenzen.md", "../grenzen/1", "grenzen/1"),
        ("02-grenzen.md#ein-fall", "../grenzen/3#ein-fall", "grenzen/3#ein-fall"),
        ("02-grenzen.md#fuer-alle", "../grenzen/4#f%C3%BCr-alle", "grenzen/4#f%C3%BCr-alle"),
        ("./02-grenzen.md", "../grenzen/1", "grenzen/1"),
        ("01-rolle.md#aufgaben", "2#aufgaben", "rolle/2#aufgaben"),
        ("kurs.md", "../", "./"),
        ("begleiten:grenzen", "../grenzen/1", "grenzen/1"),
        ("nachbar:einheit", "../../nachbar/einheit/1", "../nachbar/einheit/1"),
        ("../nachbar/03-x.md#a", "../../nachbar/x/1#a", "../nachbar/x/1#a"),
        ("../nachbar/kurs.md", "../../nachbar/", "../nachbar/"),
        ("bilder/ein%20kreis.svg", "../files/2d711642b726/ein%20kreis.svg", "files/2d711642b726/ein%20kreis.svg"),
        ("https://example.org/ä", "https://example.org/%C3%A4", "https://example.org/%C3%A4"),
        ("mailto:amt@example.org", "mailto:amt@example.org", "mailto:amt@example.org"),
    ],
)
def test_a_link_leads_to_the_page_from_wherever_it_stands(href: str, from_unit: str, from_course: str) -> None:
    assert KNOWN.way(href, UNIT).url == from_unit
    assert KNOWN.way(href, COURSE).url == from_course


def test_an_anchor_of_the_same_section_stays_on_the_page() -> None:
    assert KNOWN.way("#aufgaben", Here("01-rolle.md", "rolle", 2)).url == "#aufgaben"
    assert KNOWN.way("#aufgaben", UNIT).url == "2#aufgaben"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/desk",
        "\\\\server\\x",
    ],
)
def test_refused_addresses_lead_nowhere(href: str) -> None:
    way = KNOWN.way(href, UNIT)
    assert (way.rule, way.url) == ("link-refused", "")


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("03-x.md", ""),
        ("02-grenze.md", "02-grenzen.md"),
        ("02-grenzen.md#ein-fal", "ein-fall"),
        ("nachbr:einheit", "nachbar"),
        ("begleiten:grenze", "grenzen"),
        ("list.pdf", "liste.pdf"),
        ("../../x.md", ""),
        ("../bilder/x.png", ""),
    ],
)
def test_a_broken_link_says_what_was_probably_meant(href: str, hint: str) -> None:
    way = KNOWN.way(href, UNIT)
    assert (way.rule, way.url) == ("link-broken", "")
    assert (f"Did you mean “{hint}”?" in str(way.message)) == bool(hint)


def test_other_courses_are_taken_on_trust_where_none_are_known() -> None:
    assert Map("a", PAGES, {}).way("fremd:einheit", UNIT).url == "../../fremd/einheit/1"


def test_a_picture_is_a_file_of_the_course() -> None:
    assert KNOWN.way("https://example.org/a.png", UNIT, image=True).rule == "link-refused"
    assert KNOWN.way("liste.pdf", UNIT, image=True).rule == "link-broken"


def test_broken_links_are_found_in_texts_tables_footnotes_and_blocks_with_their_lines() -> None:
    body = (
        "[a](a.md)\nText [b](b.md)\n\n| x |\n|---|\n| [c](c.md) |\n\nd[^1]\n\n[^1]: [d](d.md)\n\n"
        "```quiz q\nFrage?\n( ) [e](e.md)\n    > ![f](f.png)\n```\n"
    )
    first = HEAD.count("\n") + 1
    assert where(load_body(body), "link-broken") == [("01-rolle.md", first + offset) for offset in (0, 1, 5, 9, 13, 14)]


def test_headings_are_found_by_every_name_they_have() -> None:
    links = "[a](#einstieg) [b](#einstieg-10-min) [c](#los) [d](#los-gehts)"
    loaded = load_body(f"{links}\n\n## Einstieg (10 min)\n\n## Los geht's {{#los}}\n")
    text = course(loaded).units[0].text
    assert not where(loaded, "link-broken")
    assert [section.anchor for section in text.sections] == ["", "einstieg", "los"]
    assert html(text).count('href="2#einstieg"') == 2
    assert html(text).count('href="3#los"') == 2


def test_two_headings_alike_have_two_ids_and_none_takes_an_id_of_the_page() -> None:
    text = course(load_body("## Fall\n\n### Fall\n\n## Inhalt\n")).units[0].text
    assert [anchor for section in text.sections for anchor in section.anchors] == ["fall", "fall-1", "inhalt-1"]


def test_only_files_that_something_links_to_belong_to_the_course() -> None:
    assert set(course(load_body("![Kreis](bilder/kreis.svg)\nQuelle: eigene")).files) == {"bilder/kreis.svg"}


def test_the_text_of_a_block_has_the_same_links_when_it_is_rendered_later() -> None:
    body = "## Eins\n\n```quiz q\nFrage?\n```\n\n## Zwei\n"
    whole = course(
        load({"01-rolle.md": HEAD + body + "\n![K](bilder/kreis.svg)", "02-grenzen.md": HEAD.replace("Die Rolle", "G")})
    )
    render = renderer(whole, whole.units[0].text)
    assert render("[x](02-grenzen.md) [y](#zwei)", inline=True) == '<a href="../grenzen/1">x</a> <a href="2#zwei">y</a>'
    assert "../files/" in render("![Kreis](bilder/kreis.svg)")


def test_paths_are_compared_in_one_normal_form() -> None:
    loaded = load({"01-rolle.md": HEAD + "![K](bilder/größe.svg)", "bilder/gro\u0308ße.svg": SVG})
    assert not where(loaded, "link-broken")
