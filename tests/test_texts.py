"""Every text of the product is in German too, and the German fits the English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house import FEATURES, KERNEL, ROOT

PACKAGES = [name for name in (KERNEL, *FEATURES) if (ROOT / name).is_dir()]
KEYWORDS = {
    "Message": None,
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "pgettext": ((1, "c"), 2),
}
VALUES = re.compile(r"%\((\w+)\)[sd]")


def extracted(package: str) -> dict[str | tuple[str, ...], str]:
    """Every text in the code and the templates of a package, with the place where it stands first.

    A text of nothing but values, such as ``%(text)s``, is the same in every language.
    """
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str | tuple[str, ...], str] = {}
    for path, line, text, _, _ in extract_from_dir(ROOT / package, methods, options, keywords=KEYWORDS):
        if has_words(text):
            found.setdefault(text, f"{package}/{path}:{line}")
    return found


def has_words(text: str | tuple[str, ...]) -> bool:
    return bool(re.search(r"[^\W\d]", VALUES.sub("", " ".join(text) if isinstance(text, tuple) else text)))


def catalogue(package: str) -> Catalog:
    path = ROOT / package / "translations/de/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale="de")


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def sources(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_has_a_german_one(package: str) -> None:
    known = {message.id: message for message in catalogue(package) if message.id}
    missing = [
        f"{where}: {text!r}"
        for text, where in extracted(package).items()
        if text not in known or known[text].fuzzy or not all(strings(known[text]))
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_translation_is_left_over(package: str) -> None:
    texts = extracted(package)
    left = [
        str(message.id)
        for message in catalogue(package)
        if message.id and message.id not in texts and has_words(message.id)
    ]
    assert not left, "\n".join(left)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_translation_names_only_values_that_the_text_has(package: str) -> None:
    wrong = [
        f"{message.id!r}: {text!r}"
        for message in catalogue(package)
        if message.id
        for text in strings(message)
        if not set(VALUES.findall(text)) <= set(VALUES.findall(" ".join(sources(message))))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_german_speaks_as_the_house_does(package: str) -> None:
    """No exclamation marks, no straight quotes, no “leider”, no “ungültig”."""
    loud = re.compile(r"\w!|\"|\bleider\b|\bungültig", re.IGNORECASE)
    found = [
        f"{message.id!r}: {text!r}"
        for message in catalogue(package)
        for text in strings(message)
        if message.id and loud.search(re.sub(r"<[^>]*>", "", text))
    ]
    assert not found, "\n".join(found)


def test_extraction_finds_texts_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("{{ _('From a template') }}{% trans %}A block{% endtrans %}")
    (tmp_path / "views.py").write_text('Message("From code", {})\nplural("One of these:", "%(n)s of these:", n)\n')
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = {text for _, _, text, _, _ in extract_from_dir(tmp_path, methods, options, keywords=KEYWORDS)}
    assert found == {"From a template", "A block", "From code", ("One of these:", "%(n)s of these:")}
