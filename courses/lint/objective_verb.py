"""An objective says what people can do afterwards, with a verb that others could observe.

„Verstehen“, „wissen“ and „kennen“ happen inside a head; nobody can see whether they were reached. Write what shows
it: erklären, nennen, auswählen, anwenden. In English the verb comes first; in German it stands first or last.

PASS 02-ziele.md:
    ---
    titel: Ziele
    lernziele:
      - erklären, wie ein Gespräch beginnt
      - Die drei Funktionen nennen
    dauer: 10 min
    ---
    Text.

FAIL 02-ziele.md:
    ---
    titel: Ziele
    lernziele:
      - Die Rolle verstehen
    dauer: 10 min
    ---
    Text.

FAIL 02-ziele.md:
    ---
    titel: Aims
    sprache: en
    lernziele:
      - understand the role
    dauer: 10 min
    ---
    Text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from courses.lint.language import is_english, is_german, words
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import fold

NAME = "objective-verb"
_GERMAN = frozenset(
    """
    verstehen wissen kennen kennenlernen lernen begreifen nachvollziehen verinnerlichen wertschaetzen ueberblicken
    sensibilisieren auseinandersetzen befassen beschaeftigen bewusstmachen versteht weiss kennt lernt begreift
    """.split()
)
_ENGLISH = frozenset(
    "understand know learn appreciate grasp realise realize comprehend familiarise familiarize".split()
)


def check(site: Site) -> Iterator[Problem]:
    """Objectives whose verb nobody can observe."""
    for page in site.pages:
        for number, text in enumerate(page.head.objectives, 1):
            vague = _vague(text, _GERMAN, last=True) if is_german(page) else None
            vague = _vague(text, _ENGLISH, last=False) if is_english(page) else vague
            if vague and "objectives" in page.head.lines:
                message = Message(
                    "Objective %(n)s: nobody can observe “%(verb)s”. "
                    "What shows it? For example: explain, name, choose.",
                    {"n": number, "verb": vague},
                )
                yield warning(page.path, page.head.lines["objectives"], 1, NAME, message)


def _vague(text: str, verbs: frozenset[str], *, last: bool) -> str | None:
    """The verb that nobody can observe, where it leads or ends a part of the objective."""
    for part in re.split(r"[,;:–]", text):
        said = words(part)
        ends = [said[0], *(said[-1:] if last else ())] if said else []
        found: str | None = next((word for word in ends if fold(word) in verbs), None)
        if found:
            return found
    return None
