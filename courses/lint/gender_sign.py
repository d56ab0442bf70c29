"""Words carry no signs inside: neutral words or both forms can be read aloud and translated.

The setting ``gender_signs`` allows them where an organisation has decided so.

PASS:
    Die Lehrkräfte und alle Kolleginnen und Kollegen kommen um 9:30 Uhr.

FAIL:
    Die Kolleg*innen kommen.

FAIL:
    Die Kolleg:innen und der/die Leiter/in kommen.

FAIL:
    Die KollegInnen kommen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from courses.lint.language import is_german, said
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "gender-sign"
_SIGN = re.compile(r"\b[A-ZÄÖÜ]\w*[a-zäöüß](?:(?:\\?[*_:·]|/-?)in(?:nen)?|In(?:nen)?)\b")


def check(site: Site) -> Iterator[Problem]:
    """Words with signs inside, in German texts."""
    for page in site.pages:
        for line, text in said(page) if is_german(page) else ():
            for found in _SIGN.finditer(text):
                message = Message("“%(word)s”: write a neutral word or both forms.", {"word": found[0]})
                yield warning(page.path, line, found.start() + 1, NAME, message)
