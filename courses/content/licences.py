"""Licences as people write them, read as SPDX identifiers."""

from __future__ import annotations

import re

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import fold, trim

ALL_RIGHTS = "all-rights-reserved"
"""What “alle Rechte vorbehalten” is read as."""

_FIXED = {
    "alle rechte vorbehalten": ALL_RIGHTS,
    "all rights reserved": ALL_RIGHTS,
    ALL_RIGHTS: ALL_RIGHTS,
    "cc0": "CC0-1.0",
    "cc0 1.0": "CC0-1.0",
    "gemeinfrei": "CC-PDDC",
    "public domain": "CC-PDDC",
    "cc-pddc": "CC-PDDC",
    "dl-de/by-2-0": "DL-DE-BY-2.0",
    "dl-de/zero-2-0": "DL-DE-ZERO-2.0",
    "mit": "MIT",
    "unlicense": "Unlicense",
    "isc": "ISC",
    "zlib": "Zlib",
}
_CREATIVE = re.compile(r"cc[ -](by(?:[ -](?:nc|sa|nd))*)(?:[ -](\d\.\d))?(?:[ -]([a-z]{2,3}))?(?: (?:int.*|deed))?")
_SPDX = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*-\d[A-Za-z0-9.+-]*|LicenseRef-[A-Za-z0-9.-]+")


def read_licence(text: str) -> str:
    """A licence: an SPDX identifier, ``CC BY 4.0``, or all rights reserved."""
    bare = trim(text)
    folded = fold(bare)
    if folded in _FIXED:
        return _FIXED[folded]
    if found := _CREATIVE.fullmatch(folded):
        name = "CC-" + found[1].replace(" ", "-").upper()
        if not found[2]:
            raise BadValue(
                Message("“%(text)s” without a version: write %(name)s-4.0.", {"text": bare, "name": name}),
            )
        return "-".join(part for part in (name, found[2], (found[3] or "").upper()) if part)
    if _SPDX.fullmatch(bare):
        return bare
    raise BadValue(
        Message(
            "“%(text)s” is not a licence that is known here. Examples: CC-BY-4.0 · CC0-1.0 · all rights reserved.",
            {"text": bare},
        )
    )
