"""The QR code on the page is the code of the address, and the content policy lets it pass."""

import re
from xml.etree import ElementTree

import segno

from lms.certification.qr import qr_svg

ADDRESS = "https://lernen.musterstadt.example/certificates/LL-7K4M-92XQ-H3TK"
BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def drawn(svg: str) -> set[tuple[int, int]]:
    path = ElementTree.fromstring(svg)[0].attrib["d"]
    bars = [tuple(map(int, bar)) for bar in BAR.findall(path)]
    assert BAR.sub("", path) == ""
    return {(x + step, y) for x, y, length, _ in bars for step in range(length)}


def test_the_drawing_holds_exactly_the_dark_modules() -> None:
    matrix = segno.make_qr(ADDRESS, error="m").matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    svg = qr_svg(ADDRESS)
    assert drawn(svg) == dark
    assert f'viewBox="0 0 {len(matrix)} {len(matrix)}"' in svg


def test_a_label_makes_it_a_named_image() -> None:
    root = ElementTree.fromstring(qr_svg(ADDRESS, 'Prüfen: "A" & <B>'))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Prüfen: "A" & <B>'
    assert "aria-hidden" not in root.attrib


def test_without_a_label_it_is_hidden_from_readers() -> None:
    assert ElementTree.fromstring(qr_svg(ADDRESS)).attrib["aria-hidden"] == "true"


def test_nothing_in_it_needs_an_inline_style_or_script() -> None:
    svg = qr_svg(ADDRESS, "QR")
    assert "style" not in svg
    assert "script" not in svg
