"""E-mail addresses as people type them. Whether one is right only a mail can tell."""

from __future__ import annotations

import re
import unicodedata

from lms.core.errors import BadValue
from lms.core.message import Message

# domains of an internal network (.local, .intern) are as good as others; signs that could end a header are not
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+@[^\W_](?:[\w.-]*[^\W_])?")
_UNPRINTABLE = ("Cc", "Cf", "Zl", "Zp")


def email_address(text: str, field: str | None = "email") -> str:
    """The address in lower case; refuses what cannot be one."""
    address = unicodedata.normalize("NFC", text).strip().lower()
    name = {"value": text.strip()[:80]}
    if "@" not in address:
        raise BadValue(Message("The e-mail address needs an @ sign. For example: name@stadt.example"), field)
    if len(address) > 254 or ".." in address or not _ADDRESS.fullmatch(address) or _odd(address):
        raise BadValue(
            Message("“%(value)s” is not an e-mail address. One looks like this: name@stadt.example", name), field
        )
    return address


def _odd(text: str) -> bool:
    return any(unicodedata.category(char) in _UNPRINTABLE for char in text)
