"""Taking one text apart and checking it by itself: all that needs no other file, so that it can be remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from courses.content.gather import Sheet
from courses.content.links import Link
from courses.content.page import Draft, Page
from courses.content.reading import read_page
from courses.content.report import Report
from courses.content.vocabulary import Types
from courses.lint.engine import check_page
from lms.core.errors import Problem

_FAR = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)

Examined = tuple[Page, list[Problem]]
"""A page, and what is wrong with it as far as it can be told without the others."""

Readers = Callable[[Sequence[Sheet]], Sequence[Examined]]
"""Takes texts apart; the pages come in the order of the texts."""


def examine(sheet: Sheet, types: Types) -> Examined:
    """Takes a text apart and checks it."""
    report = Report(sheet.path)
    page = read_page(
        sheet.source, unit=sheet.unit, language=sheet.head.language, head=sheet.head, types=types, report=report
    )
    return page, [*report.problems, *check_page(page, frozenset(types))]


def outline(page: Page) -> Page:
    """The page without its text: enough for what looks across pages, and small enough to keep a thousand."""
    return replace(
        page,
        drafts=tuple(_bare(draft) for draft in page.drafts),
        tokens=(),
        links=tuple((number, _aim(link)) for number, link in page.links if link.is_image or not _FAR.match(link.href)),
        footnotes={},
    )


def _bare(draft: Draft) -> Draft:
    return Draft(draft.heading, None, [*draft.blocks], draft.anchors)


def _aim(link: Link) -> Link:
    """A link that still says where it leads, and nothing else."""
    return replace(link, token=Token(link.token.type, link.token.tag, link.token.nesting))
