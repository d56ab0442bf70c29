"""A sentence has at most 30 words; in Einfache and Leichte Sprache 15.

PASS:
    Wer zuhört, erfährt mehr. Wer fragt, hilft.

FAIL:
    Wer zuhört, der erfährt, weil das Gegenüber merkt, dass jemand da ist, der sich Zeit nimmt und nicht sofort
    eine Antwort geben will, die zwar richtig sein mag, aber die niemandem in diesem Augenblick wirklich weiter hilft.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from courses.lint.language import sentences, words
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "sentence-length"
_MOST, _MOST_SIMPLE = 30, 15
_SIMPLE = frozenset({"de-einfach", "de-leicht"})


def check(site: Site) -> Iterator[Problem]:
    """Sentences that are hard to follow."""
    for page in site.pages:
        most = _MOST_SIMPLE if page.language in _SIMPLE else _MOST
        for line, sentence in sentences(page):
            count = len(words(sentence))
            if count > most:
                message = Message(
                    "This sentence has %(n)s words; up to %(most)s are easy to follow. Make two of it.",
                    {"n": count, "most": most},
                )
                yield warning(page.path, line, 1, NAME, message)
