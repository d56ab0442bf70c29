"""Sentences say who does something. Told when more than a third of ten or more sentences hide it.

PASS:
    Das Amt prüft den Antrag. Der Antrag wird dann abgelegt.

FAIL:
    Der Antrag wird geprüft. Er wird abgelegt. Er wird verschickt. Er wird gelesen. Er wird beantwortet.
    Er wird genehmigt. Er wird kopiert. Er wird bezahlt. Er wird geschlossen. Er wird vernichtet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from courses.lint.language import is_english, is_german, sentences
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "passive-voice"
_ENOUGH, _SHARE = 10, 1 / 3
_GERMAN = re.compile(
    r"\b(?:wird|werden|wurden?|worden)\b(?=.*?\b(?:\w*ge\w+(?:t|en)|(?:be|ver|er|ent|zer)\w+(?:t|en)|\w+iert)\b)"
)
_ENGLISH = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+ed\b")


def check(site: Site) -> Iterator[Problem]:
    """Pages on which things happen by themselves."""
    for page in site.pages:
        pattern = _GERMAN if is_german(page) else _ENGLISH if is_english(page) else None
        found = [(line, text) for line, text in sentences(page)] if pattern else []
        hidden = [line for line, text in found if pattern and pattern.search(text.replace("\n", " "))]
        if len(found) >= _ENOUGH and len(hidden) > len(found) * _SHARE:
            message = Message(
                "%(n)s of %(all)s sentences do not say who acts. Write for example “The office decides” "
                "instead of “It is decided”.",
                {"n": len(hidden), "all": len(found)},
            )
            yield warning(page.path, hidden[0], 1, NAME, message)
