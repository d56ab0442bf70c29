"""Names in letters that our typefaces have, for paper only: the award itself keeps the name as it is."""

from __future__ import annotations

import unicodedata

from anyascii import anyascii

OURS = ("LATIN ", "GREEK ", "CYRILLIC ", "COMBINING ", "MODIFIER LETTER ")


def plain(text: str) -> str:
    """The text composed (NFC) and without control signs, which no typeface shows."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in composed)


def in_latin(text: str) -> str:
    """The text with letters of foreign scripts transliterated; Latin, Greek and Cyrillic ones stay."""
    return " ".join(_word(word) for word in plain(text).split())


def in_ascii(text: str) -> str:
    """The text in the letters A to Z, which every typeface has."""
    return " ".join(_transliterated(word) for word in plain(text).split())


def _word(word: str) -> str:
    return word if all(map(_is_ours, word)) else _transliterated(word)


def _is_ours(sign: str) -> bool:
    name = unicodedata.name(sign, "")
    return sign.isascii() or unicodedata.category(sign)[0] in "PZ" or name.startswith(OURS)


def _transliterated(word: str) -> str:
    """Scripts without capitals give small letters; a name begins with a capital all the same."""
    ascii_word = anyascii(word) or "?"
    return ascii_word.capitalize() if ascii_word.islower() and not word.isascii() else ascii_word
