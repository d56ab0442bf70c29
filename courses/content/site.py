"""A course read and not yet built: every page with where its links lead, for rules that look across pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.content.links import Here, Link, Map, Way
from courses.content.page import Page


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a course, originals and translations, and what their links lead to.

    ``key_is_derived`` tells that no head says the course's key, so that the folder's name stands in for it.
    ``words`` are the words of blocks, folded.
    """

    course: str
    head_path: str
    key_is_derived: bool
    pages: tuple[Page, ...]
    known: Map
    ways: tuple[tuple[Page, Link, Way], ...]
    words: frozenset[str] = frozenset()

    @property
    def used(self) -> Mapping[str, bytes]:
        """The files that something links to."""
        return {way.file: self.known.files[way.file] for _, _, way in self.ways if way.file}


def find_ways(pages: Sequence[Page], known: Map) -> tuple[tuple[Page, Link, Way], ...]:
    """Where every link leads; each link is given its address on the page."""
    found = []
    for page in pages:
        for number, link in page.links:
            way = known.way(link.href, Here(page.path, page.unit, number), image=link.is_image)
            link.lead_to(way.url)
            found.append((page, link, way))
    return tuple(found)
