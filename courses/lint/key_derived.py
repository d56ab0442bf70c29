"""A course says its key itself, so that it stays the same course when its folder is renamed.

PASS kurs.md:
    ---
    titel: Begleiten
    kennung: begleiten
    ---

FAIL kurs.md:
    ---
    titel: Begleiten
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "key-derived"
ACROSS = True


def check(site: Site) -> Iterator[Problem]:
    """A course whose key is its folder's name."""
    if site.key_is_derived:
        message = Message(
            "The course is called “%(key)s” after its folder or file. Write “key: …” so that it stays the same course "
            "when that is renamed.",
            {"key": site.course},
        )
        yield warning(site.head_path, 1, 1, NAME, message)
