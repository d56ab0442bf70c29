"""Verbs say what happens. A sentence with four nouns such as „Durchführung“ hides it.

PASS:
    Das Amt prüft, ob die Förderung möglich ist.

FAIL:
    Die Durchführung der Prüfung erfolgt nach Feststellung der Zuständigkeit und der Berechtigung.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from courses.lint.language import is_english, is_german, sentences
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "nouns-heavy"
_MOST = 3
_GERMAN = re.compile(r"\b[A-ZÄÖÜ]\w{2,}(?:ung|ungen|heit|heiten|keit|keiten|tät|täten|ierung)\b")
_ENGLISH = re.compile(r"\b\w{3,}(?:tion|tions|ness|ity|ities|isation|ization)\b")


def check(site: Site) -> Iterator[Problem]:
    """Sentences in which nouns do the work of verbs."""
    for page in site.pages:
        pattern = _GERMAN if is_german(page) else _ENGLISH if is_english(page) else None
        for line, sentence in sentences(page) if pattern else ():
            found = pattern.findall(sentence) if pattern else []
            if len(set(found)) > _MOST:
                message = Message(
                    "Many nouns in one sentence: %(nouns)s. Say it with verbs.", {"nouns": ", ".join(found)}
                )
                yield warning(page.path, line, 1, NAME, message)
