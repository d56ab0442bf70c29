"""The duration in the head fits the text, read at 180 words a minute.

Learners plan their day by it. Counted are units for self-study from 300 words on, with their questions; pictures,
films and thinking take time of their own, so only a large difference is told.

PASS:
    Ein kurzer Text, zu dem 30 Minuten gehören, weil jemand etwas ausprobiert.

FAIL 02-lang.md:
    ---
    titel: Lang
    lernziele:
      - Worte zählen
    dauer: 1 min
    ---
    WORDS
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.building import WORDS_A_MINUTE, words_of
from courses.content.page import Page
from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "duration-words"
_ENOUGH = 300
_SLOW, _FAST = 4.0, 0.8


def check(site: Site) -> Iterator[Problem]:
    """Units whose duration is far from what reading them takes."""
    for page in site.pages:
        if "minutes" in page.head.lines and page.head.minutes and page.head.format == "self-paced" and page.drafts:
            yield from _page(page, page.head.minutes)


def _page(page: Page, minutes: int) -> Iterator[Problem]:
    count = sum(words_of(draft) for draft in page.drafts)
    reading = count / WORDS_A_MINUTE
    if count < _ENOUGH or reading * _FAST <= minutes <= reading * _SLOW:
        return
    message = Message(
        "The unit has %(words)s words, about %(reading)s min of reading; the head says %(minutes)s min. "
        "Does the duration fit?",
        {"words": count, "reading": round(reading), "minutes": minutes},
    )
    yield warning(page.path, page.head.lines["minutes"], 1, NAME, message)
