"""A text taken apart: its sections, blocks, headings, links and pictures, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from courses.content.headings import Heading
from courses.content.links import Link
from courses.content.media import Media
from courses.content.model import Head
from courses.content.source import Source
from lms.core.activity import Block

_COMMENT = re.compile(r"<!--.*?(-->|$)", re.DOTALL)


@dataclass(slots=True)
class Draft:
    """A section while it is read: its heading, and runs of tokens and blocks in order."""

    heading: Heading | None = None
    inline: Token | None = None
    runs: list[list[Token] | Block] = field(default_factory=list)
    anchors: list[Heading] = field(default_factory=list)

    def add(self, token: Token) -> None:
        """Adds a token to the last run."""
        last = self.runs[-1] if self.runs else None
        if isinstance(last, list):
            last.append(token)
        else:
            self.runs.append([token])

    @property
    def tokens(self) -> list[Token]:
        """All tokens outside blocks, the heading's included."""
        runs = [token for run in self.runs if isinstance(run, list) for token in run]
        return [self.inline, *runs] if self.inline else runs

    @property
    def blocks(self) -> list[Block]:
        """The blocks, in order."""
        return [run for run in self.runs if isinstance(run, Block)]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but comments."""
        return not self.heading and not self.blocks and all(_is_comment(token) for token in self.tokens)


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and not _COMMENT.sub("", token.content).strip()


@dataclass(frozen=True, slots=True)
class Raw:
    """A piece of HTML that an author wrote and that is not allowed."""

    what: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Page:
    """One language version of a unit or of the course page, read but not yet rendered.

    ``unit`` is its key, or ``kurs``; ``links`` are pictures too, each with the number of its section.
    ``footnotes`` holds the tokens that show each footnote. ``texts`` are the inline tokens outside blocks.
    """

    source: Source
    unit: str
    language: str
    head: Head
    drafts: tuple[Draft, ...]
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    links: tuple[tuple[int, Link], ...]
    html: tuple[Raw, ...]
    footnotes: dict[int, list[Token]]

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.source.path

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order."""
        return tuple(block for draft in self.drafts for block in draft.blocks)

    def line(self, token: Token) -> int:
        """The line of the file where a token begins."""
        return self.source.body_line + (token.map[0] if token.map else 0)

    def line_of(self, media: Media) -> int:
        """The line of the file where a picture or file stands."""
        return self.source.body_line + media.line

    def media(self) -> Iterator[Media]:
        """The pictures and files that stand alone in their paragraph."""
        for token in self.tokens:
            if token.type == "figure":
                yield token.meta["media"]
