"""Static files travel compressed to whoever takes that, and plain to whoever does not."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from lms.web.assets import BUILT, manifest

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def database_url() -> str:
    """No test here looks at the database."""
    return ""


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", ""), ("br;q=0, gzip", "gzip")],
)
def test_a_stylesheet_is_the_same_however_it_travels(client: FlaskClient, accepted: str, encoding: str) -> None:
    file = manifest()["lms.css"].file
    with client.get(f"/built/{file}", headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding", "") == encoding
        assert UNPACK[encoding](answer.data) == (BUILT / file).read_bytes()
        assert answer.mimetype == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_font_is_not_compressed_twice(client: FlaskClient) -> None:
    file = manifest()["fira-sans-400-latin.woff2"].file
    with client.get(f"/built/{file}", headers={"Accept-Encoding": "br"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.data[:4] == b"wOF2"


@pytest.mark.parametrize("path", ["../manifest.json", "..%2f..%2fsettings.py", "manifest.json.gz"])
def test_nothing_else_is_reached_through_the_compressed_twins(client: FlaskClient, path: str) -> None:
    assert client.get(f"/built/{path}", headers={"Accept-Encoding": "gzip"}).status_code == 404
