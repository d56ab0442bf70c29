"""Parts of pages that are the same for everybody are drawn once, and never for the wrong page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g, render_template_string

PAGE = "{% keep key, 'name' %}{{ draw() }} {{ _('Start') }}{% endkeep %}"


@pytest.fixture
def drawn() -> Iterator[int]:
    """A number that is another one each time."""
    return iter(range(1, 100))


def page(app: Flask, key: object, drawn: Iterator[int], *, root: str = "", language: str = "en") -> str:
    headers = {"Accept-Language": language}
    template = app.jinja_env.from_string(PAGE)
    with app.test_request_context("/", headers=headers, environ_overrides={"SCRIPT_NAME": root}):
        return template.render(key=key, draw=lambda: next(drawn))


def test_a_part_is_drawn_once_for_a_key(app: Flask, drawn: Iterator[int]) -> None:
    assert page(app, "one", drawn) == "1 Start"
    assert page(app, "one", drawn) == "1 Start"
    assert page(app, "two", drawn) == "2 Start"


def test_every_language_and_mount_point_has_its_own(app: Flask, drawn: Iterator[int]) -> None:
    found = [page(app, "one", drawn, language=name, root=root) for name in ("en", "de") for root in ("", "/lernen")]
    assert [text.split()[0] for text in found] == ["1", "2", "3", "4"]


def test_nothing_is_kept_without_a_key(app: Flask, drawn: Iterator[int]) -> None:
    assert page(app, None, drawn) == "1 Start"
    assert page(app, None, drawn) == "2 Start"


def test_applications_share_nothing(make: object, drawn: Iterator[int]) -> None:
    assert callable(make)
    one, two = make(), make()
    assert page(one, "one", drawn) == "1 Start"
    assert page(two, "one", drawn) == "2 Start"


def test_what_is_kept_is_not_escaped_again(app: Flask) -> None:
    with app.test_request_context("/"):
        for _ in range(2):
            shown = render_template_string("{% keep 'tag' %}<b>{{ text }}</b>{% endkeep %}", text="a < b")
            assert shown == "<b>a &lt; b</b>"


def test_too_many_parts_begin_anew(app: Flask, drawn: Iterator[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.fragments.KEPT", 2)
    for key in ("one", "two", "three"):
        page(app, key, drawn)
    assert page(app, "three", drawn) == "3 Start"
    assert page(app, "one", drawn) == "4 Start"


def test_a_request_asks_for_its_language_once(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        render_template_string("{% keep 'a' %}x{% endkeep %}")
        assert g.fragments == ("de", "")
