"""Folding text so that “sukru dordevic” finds “Şükrü Đorđević”, and “mueller” and “muller” find “Müller”."""

from __future__ import annotations

import re
import unicodedata

# letters that Unicode does not take apart (DIN 91379 lists them among the Latin letters of names)
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th",
        "ł": "l", "ħ": "h", "ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t", "ĳ": "ij", "ŀ": "l", "ŉ": "n", "ſ": "s",
        "ς": "σ",
    }
)  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The base letters of a text: lower case, no marks, ß as ss; ä becomes a."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTERS)


def fold_umlauts(text: str) -> str:
    """As :func:`fold`, but ä becomes ae, as people without umlauts write it."""
    return fold(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))


def words(text: str) -> list[str]:
    """The folded words of what somebody typed."""
    return _WORDS.findall(fold(text))


def fold_for_search(*parts: str) -> str:
    """What is kept beside a row to find it: every word in both foldings, each with a blank before it."""
    found: dict[str, None] = {}
    for part in parts:
        for word in [*_WORDS.findall(fold(part)), *_WORDS.findall(fold_umlauts(part))]:
            found[word] = None
    return " " + " ".join(found) if found else ""


def sort_key(*parts: str) -> str:
    """A key that sorts after DIN 5007-1: ä as a, ß as ss, other marks ignored."""
    return " ".join(" ".join(_WORDS.findall(fold(part))) for part in parts).strip()
