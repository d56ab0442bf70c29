"""Certificates as accessible files that keep: PDF/UA-1 and PDF/A-2a in one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lms.certification.document import CertificateDocument, Say, wording
from lms.certification.latin import in_ascii, in_latin, plain
from lms.core.errors import LmsError
from lms.core.message import Message

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FAMILIES = ("Fira Sans", "Noto Sans")
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="2.5 4.5 27 25"><g stroke-width="2.25" stroke-linejoin="round">'
    '<path fill="#fff" stroke="#004860" d="M4 6.2 15 9.6V27.4L4 24Z"/>'
    '<path fill="#e3420a" stroke="#e3420a" d="M17.5 9.6 28 6.2V24L17.5 27.4Z"/></g></svg>'
)
_lock = threading.Lock()  # a compiler serves one caller at a time


def render_pdf(document: CertificateDocument, say: Say = str) -> bytes:
    """The certificate as PDF; the same document always gives the same bytes. Keep it out of write transactions.

    What no typeface can show is transliterated, and a note says so.
    """
    for show in (plain, in_latin):
        try:
            return _compile(_values(document, say, show), document.issued_on)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return _compile(_values(document, say, in_ascii), document.issued_on)


def _values(document: CertificateDocument, say: Say, show: Callable[[str], str]) -> dict[str, Any]:
    """Everything that the template prints, as data."""
    words = asdict(wording(document, say))
    changed = show(document.name) != plain(document.name)
    return {
        "words": {name: _shown(value, show) for name, value in words.items()},
        "name": show(document.name),
        "title": show(document.title),
        "issuer": show(document.issuer),
        "criteria": [show(text) for text in document.criteria],
        "text": [show(text) for text in document.text],
        "number": document.number,
        "address": document.verify_address,
        "note": words["transliterated"] if changed else "",
        "language": document.language,
        "date": {"year": document.issued_on.year, "month": document.issued_on.month, "day": document.issued_on.day},
        "qr": document.qr,
        "mark": document.mark or MARK,
    }


def _shown(value: Any, show: Callable[[str], str]) -> Any:
    return show(value) if isinstance(value, str) else [_shown(part, show) for part in value]


def _compile(values: dict[str, Any], issued_on: date) -> bytes:
    with _lock:
        made, warnings = _compiler().compile_with_warnings(
            sys_inputs={"data": json.dumps(values)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime.combine(issued_on, time(), UTC),
        )
    if warnings:
        raise RuntimeError(f"typst warns: {warnings[0].message}")
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    """A compiler that knows our typefaces and no others; it stays warm."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    if not set(FAMILIES) <= set(fonts.families()):
        raise LmsError(Message("The typefaces for certificates are not built yet. Run “make install”."))
    return typst.Compiler(HERE / "certificate.typ", root=HERE, font_paths=fonts)
