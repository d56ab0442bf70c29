"""A section takes 8 to 12 minutes: long enough for a thought, short enough for a break.

Every ``##`` begins a section with its own page. Told are sections with more than 12 minutes of words, at 180 a
minute; planned ones (``## Einstieg (25 min)``) of more than 20, because trying something out takes time; and crumbs
in units of more than 24 minutes.

PASS:
    ## Einstieg (10 min)
    Ein Gespräch beginnt.

FAIL:
    ## Einstieg (25 min)
    Ein Gespräch beginnt.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.building import WORDS_A_MINUTE, words_of
from courses.content.page import Draft, Page
from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "section-length"
_MOST, _MOST_PLANNED, _LEAST, _LONG_UNIT = 12, 20, 3, 24


def check(site: Site) -> Iterator[Problem]:
    """Sections that are too long for one sitting, and crumbs in a long unit."""
    for page in site.pages:
        if page.unit != "kurs" and "minutes" in page.head.lines:
            yield from _page(page)


def _page(page: Page) -> Iterator[Problem]:
    taken = [(draft, _minutes(draft)) for draft in page.drafts]
    is_long = sum(minutes for _, minutes in taken) > _LONG_UNIT
    for draft, minutes in taken:
        line = draft.heading.line if draft.heading else page.source.body_line
        most = _MOST_PLANNED if draft.heading and draft.heading.minutes else _MOST
        if round(minutes) > most:
            message = Message(
                "This section takes about %(n)s min; 8 to 12 are good. Divide it with ##.", {"n": round(minutes)}
            )
            yield warning(page.path, line, 1, NAME, message)
        elif is_long and draft.heading and minutes < _LEAST:
            message = Message(
                "This section takes about %(n)s min; 8 to 12 are good. Join it with the next one.",
                {"n": max(1, round(minutes))},
            )
            yield warning(page.path, line, 1, NAME, message)


def _minutes(draft: Draft) -> float:
    planned = draft.heading.minutes if draft.heading else None
    return planned or words_of(draft) / WORDS_A_MINUTE
