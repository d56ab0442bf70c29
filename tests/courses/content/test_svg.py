"""An SVG file is a picture only if it does nothing and fetches nothing."""

from __future__ import annotations

import time

import pytest

from courses.content.svg import refused
from tests.courses.content.folders import HEAD, load, where

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x()"/>',
        "<foreignObject/>",
        '<image href="https://example.org/a.png"/>',
        '<use xlink:href="other.svg#a"/>',
        '<a href="javascript:alert(1)"/>',
        '<rect style="fill:url(https://example.org/x)"/>',
        "<style>@import 'x.css';</style>",
        "<style>rect{fill:url( 'https://example.org' )}</style>",
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<set attributeName="href" to="javascript:x"/>',
        "<g>" * 300 + "</g>" * 300,
        "<g>",
    ],
)
def test_what_a_picture_may_not_hold_is_found(inside: str) -> None:
    assert list(refused(f"{OPEN}{inside}</svg>".encode()))


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/><rect fill="url(#b)" style="stroke:url(#c)"/>',
        "<style>rect{fill:red}</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        "<title>Ein Kreis</title><desc>Sechs Stationen</desc>",
    ],
)
def test_an_ordinary_picture_passes(inside: str) -> None:
    assert not list(refused(f'<?xml version="1.0"?><!DOCTYPE svg>{OPEN}{inside}</svg>'.encode()))


def test_entities_are_refused_before_they_grow() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{lines}]>{OPEN}&a9;</svg>'
    began = time.perf_counter()
    assert len(list(refused(bomb.encode()))) == 1
    assert time.perf_counter() - began < 1


def test_the_file_is_named_in_the_problem() -> None:
    loaded = load(
        {"01-rolle.md": HEAD + "![Kreis](bilder/x.svg)\nQuelle: eigene", "bilder/x.svg": f"{OPEN}\n<script/></svg>"}
    )
    assert where(loaded, "html-refused") == [("bilder/x.svg", 2)]
