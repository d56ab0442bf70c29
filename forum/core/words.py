"""Whether somebody has written anything."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 10_000
"""So many characters a post may have."""

_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs that show nothing
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy(text: str) -> str:
    """Text as it is kept: NFC, plain line ends, no control characters, nothing blank around it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).strip()


def says_something(text: str) -> bool:
    """Whether a text has a letter, digit or sign that can be seen."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _INVISIBLE for sign in text)
