"""Taking a text apart into sections, blocks, headings and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from courses.content.authorhtml import refused
from courses.content.blocks import read_block, twin_keys
from courses.content.headings import Anchors, Heading, read_heading, repeats
from courses.content.links import Link, find_links
from courses.content.markdown import MAX_LEVELS, parse, parser
from courses.content.model import Head
from courses.content.page import Draft, Page, Raw
from courses.content.report import Report
from courses.content.source import Source, place
from courses.content.tokens import inlines
from courses.content.vocabulary import Types
from lms.core.activity import Block
from lms.core.message import Message, plural
from lms.core.values import fold

MAX_BLOCKS = 200
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t\u00a0]*([^\s`]*)")
_MARKER = re.compile(r"\s*(?:[(\[][^()\[\]\n]{0,6}[)\]](?=\s)|!?=(?=\s)|>{1,2}|!(?=\s)|->|[0-9]+[.)]|#(?=\s))?[ \t]*")


def read_page(source: Source, *, unit: str, language: str, head: Head, types: Types, report: Report) -> Page:
    """Takes the body of a file apart; ``unit`` is the unit's key or ``kurs``."""
    tokens = parse(source.body, language)
    footnotes = _footnotes(tokens)
    reader = _Reader(source, unit, head, types, report)
    reader.read(tokens)
    drafts = tuple(draft for draft in reader.drafts if not draft.is_empty)
    links = [(number, link) for number, draft in enumerate(drafts, 1) for link in _links(draft, source)]
    notes = [token for found in footnotes.values() for token in found]
    links += [(1, link) for link in find_links(notes, source.lines, source.body_line)]
    return Page(
        source=source,
        unit=unit,
        language=language,
        head=head,
        drafts=drafts,
        tokens=tuple(tokens),
        headings=tuple(reader.headings),
        links=tuple(links),
        html=(*_raw([*tokens, *notes], source), *_raw_in_blocks(drafts)),
        footnotes=footnotes,
    )


def _footnotes(tokens: list[Token]) -> dict[int, list[Token]]:
    """Takes the footnotes off the end of a text; each keeps the tokens that show it."""
    start = next((n for n, token in enumerate(tokens) if token.type == "footnote_block_open"), None)
    if start is None:
        return {}
    found: dict[int, list[Token]] = {}
    for token in tokens[start + 1 : -1]:
        if token.type == "footnote_open":
            found[token.meta["id"]] = []
        found[max(found)].append(token)
    del tokens[start:]
    return found


def _links(draft: Draft, source: Source) -> Iterator[Link]:
    yield from find_links(draft.tokens, source.lines, source.body_line)
    for block in draft.blocks:
        yield from find_links([inside(block)], source.lines, block.body_line)


def inside(block: Block) -> Token:
    """The text of a block as one inline token: enough to find links, pictures and HTML in its place."""
    code = ""
    lines = []
    for line in block.body.split("\n"):
        fence = _FENCE.match(line.strip())
        if fence and (not code or line.strip().startswith(code)):
            code = "" if code else fence[1]
        lines.append("" if code or fence else _MARKER.sub("", line, count=1))
    token = parser().parseInline("\n".join(lines), {})[0]
    token.map = [0, len(lines)]
    return token


def _raw(tokens: Sequence[Token], source: Source) -> Iterator[Raw]:
    for token in tokens:
        if token.type == "html_block":
            first = source.body_line + (token.map or [0])[0]
            for offset, what in refused(token.content):
                line, column = place(token.content, offset)
                yield Raw(what, first + line - 1, column)
    for inline in inlines(tokens):
        first = source.body_line + (inline.map or [0])[0]
        yield from _raw_inline(inline, first)


def _raw_in_blocks(drafts: Sequence[Draft]) -> Iterator[Raw]:
    for draft in drafts:
        for block in draft.blocks:
            yield from _raw_inline(inside(block), block.body_line)


def _raw_inline(inline: Token, first: int) -> Iterator[Raw]:
    cursor = 0
    for child in inline.children or ():
        if child.type == "html_inline":
            cursor = max(inline.content.find(child.content, cursor), 0)
            for offset, what in refused(child.content):
                line, column = place(inline.content, cursor + offset)
                yield Raw(what, first + line - 1, column)
            cursor += len(child.content)


@dataclass(slots=True)
class _Reader:
    """Walks once through the tokens of a text."""

    source: Source
    unit: str
    head: Head
    types: Types
    report: Report
    drafts: list[Draft] = field(default_factory=lambda: [Draft()])
    headings: list[Heading] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)
    too_deep: bool = False

    def read(self, tokens: list[Token]) -> None:
        skip = 0
        for index, token in enumerate(tokens):
            if skip:
                skip -= 1
            elif token.type == "heading_open":
                skip = self._heading(tokens, index)
            elif token.type == "fence":
                self._fence(token)
            else:
                self.drafts[-1].add(token)
            if token.level >= MAX_LEVELS - 2 and not self.too_deep:
                self._deep(token)
        self._check_blocks()

    def _line(self, token: Token) -> int:
        return self.source.body_line + (token.map[0] if token.map else 0)

    def _deep(self, token: Token) -> None:
        self.too_deep = True
        message = Message("Lists and quotations are nested too deep here; what is inside is not read.")
        self.report.error("file-limit", self._line(token), 1, message)

    def _heading(self, tokens: list[Token], index: int) -> int:
        """Takes in a heading and says how many of the following tokens it used up."""
        opening, inline = tokens[index], tokens[index + 1]
        first = not self.headings
        if first and opening.meta.get("level") == 1 and repeats(inline.content, self.head.title):
            return 2
        heading = read_heading(opening, inline, self._line(opening), self.anchors)
        self.headings.append(heading)
        if heading.level == 2 and opening.level == 0:
            self.drafts.append(Draft(heading, inline, anchors=[heading]))
            return 2
        opening.attrs["id"] = heading.anchor
        self.drafts[-1].anchors.append(heading)
        self.drafts[-1].add(opening)
        return 0

    def _fence(self, token: Token) -> None:
        line = self._line(token)
        word = fold((token.info.split() or [""])[0])
        known = word in self.types
        if token.level and known:
            message = Message(
                "The block “%(word)s” stands in a list or quotation. Activities begin at the left margin.",
                {"word": word},
            )
            self.report.error("block-nested", line, 1, message)
            return
        if not token.level:
            self._closing(token, line, word)
        block = None if token.level else self._block(token, line)
        if block:
            self.drafts[-1].runs.append(block)
        elif not known:
            self.drafts[-1].add(token)

    def _block(self, token: Token, line: int) -> Block | None:
        opening = self.source.lines[line - 1]
        return read_block(
            token.info,
            token.content,
            path=self.source.path,
            unit=self.unit,
            line=line,
            body_line=line + 1,
            types=self.types,
            problems=self.report.problems,
            column=opening.find(token.markup) + len(token.markup) + 1,
        )

    def _closing(self, token: Token, line: int, word: str) -> None:
        """Reports a fence that is not closed, or that is closed by the end of the next block."""
        end = self.source.body_line + (token.map or [0, 1])[1] - 1
        last = self.source.lines[min(end, len(self.source.lines)) - 1].strip()
        closed = end > line and set(last) == {token.markup[0]} and len(last) >= len(token.markup)
        if not closed:
            message = Message("The block “%(word)s” is not closed.", {"word": word or token.markup})
            self.report.error("block-open", line, 1, message)
        for number, inner in enumerate(token.content.split("\n"), line + 1):
            found = _FENCE.match(inner)
            if found and found[1].startswith(token.markup) and fold(found[2]) in self.types:
                message = Message(
                    "The block “%(word)s” is not closed: in line %(line)s the next one begins.",
                    {"word": word or token.markup, "line": number},
                )
                self.report.error("block-open", line, 1, message)

    def _check_blocks(self) -> None:
        blocks = [block for draft in self.drafts for block in draft.blocks]
        self.report.problems.extend(twin_keys(blocks))
        if len(blocks) > MAX_BLOCKS:
            message = Message("A unit has at most %(most)s blocks. Split it.", {"most": MAX_BLOCKS})
            self.report.error("file-limit", blocks[MAX_BLOCKS].line, 1, message)
        known = len(self.head.objectives)
        for block in blocks:
            beyond = [n for n in block.objectives if n > known]
            if beyond and known:
                message = plural(
                    "There is no objective %(beyond)s; the head names one.",
                    "There is no objective %(beyond)s; the head names %(n)s.",
                    known,
                    beyond=beyond[0],
                )
                self.report.error("block-attribute", block.line, 1, message)
