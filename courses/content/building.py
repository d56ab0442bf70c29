"""From a text taken apart to what publishing stores: sections of sanitised HTML and blocks, rendered once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it.token import Token

from courses.content.links import Here, Map, Target, find_links
from courses.content.markdown import render, to_html
from courses.content.model import Course, Html, Place, Section, Text
from courses.content.page import Draft, Page
from courses.content.tokens import inlines, plain
from lms.core.activity import Block, Render

WORDS_A_MINUTE = 180


def target(page: Page) -> Target:
    """What links can lead to on a page."""
    anchors: dict[str, tuple[int, str]] = {}
    for names in (False, True):  # other names never hide an anchor
        for number, draft in enumerate(page.drafts, 1):
            for heading in draft.anchors:
                for name in heading.aliases if names else (heading.anchor,):
                    anchors.setdefault(name, (number, heading.anchor))
    return Target(page.unit, anchors)


def build(page: Page) -> Text:
    """A page, whose links lead where they should, as publishing stores it."""
    sections = tuple(_section(page, draft, number) for number, draft in enumerate(page.drafts, 1))
    spoken = [text for draft in page.drafts if (text := _spoken(draft))]
    return Text(
        language=page.language,
        path=page.path,
        source=page.source.text,
        head=page.head,
        sections=sections or _nothing(page),
        words=sum(_words(text) for text in spoken),
        search="\n".join(spoken),
    )


def _nothing(page: Page) -> tuple[Section, ...]:
    """A unit without text is one empty section; a course page without text has none."""
    return () if page.unit == "kurs" else (Section(1, page.head.title, 1, ()),)


def _section(page: Page, draft: Draft, number: int) -> Section:
    parts = [Place(run) if isinstance(run, Block) else Html(_html(page, run, number)) for run in draft.runs]
    notes = _notes(page, draft)
    if notes:
        parts.append(Html(_html(page, notes, number)))
    heading = draft.heading
    return Section(
        n=number,
        title=heading.title if heading else page.head.title,
        minutes=(heading.minutes if heading else None) or _estimate(draft),
        parts=tuple(part for part in parts if isinstance(part, Place) or part.html.strip()),
        anchors=tuple(item.anchor for item in draft.anchors),
        heading=_html(page, [draft.inline], number).strip() if draft.inline else "",
        anchor=heading.anchor if heading else "",
        aliases={name: item.anchor for item in draft.anchors for name in item.aliases},
    )


def _html(page: Page, tokens: Sequence[Token], number: int) -> str:
    return to_html(list(tokens), language=page.language, scope=str(number), licence=page.head.licence)


def _notes(page: Page, draft: Draft) -> list[Token]:
    """The footnotes of a section, those named in its footnotes included."""
    wanted = _named(draft.tokens)
    for number in wanted:  # grows while it is read
        wanted += [other for other in _named(page.footnotes[number]) if other not in wanted]
    if not wanted:
        return []
    body = [token for number in sorted(wanted) for token in page.footnotes[number]]
    return [Token("footnote_block_open", "", 1), *body, Token("footnote_block_close", "", -1)]


def _named(tokens: Sequence[Token]) -> list[int]:
    children = (child for inline in inlines(tokens) for child in inline.children or ())
    return list(dict.fromkeys(child.meta["id"] for child in children if child.type == "footnote_ref"))


def _spoken(draft: Draft) -> str:
    """What a section says, without its blocks."""
    return "\n".join(text for inline in inlines(draft.tokens) if (text := plain(inline.children or ()).strip()))


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def words_of(draft: Draft) -> int:
    """How many words a section has, those in its blocks included."""
    return _words(_spoken(draft)) + sum(_words(block.body) for block in draft.blocks)


def _estimate(draft: Draft) -> int:
    return max(1, round(words_of(draft) / WORDS_A_MINUTE))


def renderer(course: Course, text: Text) -> Render:
    """Renders the Markdown of a text's blocks; its links lead on from the pages of the unit it belongs to."""
    known = _map_of(course)
    here = Here(text.path, known.pages[text.path].unit)

    def relink(tokens: list[Token]) -> None:
        for link in find_links(tokens, [""], 1):
            link.lead_to(known.way(link.href, here, image=link.is_image).url)

    language = text.language

    def render_block(text: str, *, inline: bool = False) -> str:
        return render(text, inline=inline, language=language, relink=relink)

    return render_block


def _map_of(course: Course) -> Map:
    pages = {text.path: Target("kurs", _anchors(text)) for text in course.texts.values()}
    pages |= {text.path: Target(unit.key, _anchors(text)) for unit in course.units for text in unit.texts.values()}
    return Map(course.key, pages, course.files)


def _anchors(text: Text) -> Mapping[str, tuple[int, str]]:
    own = {name: (section.n, name) for section in text.sections for name in section.anchors}
    others = {name: (section.n, anchor) for section in text.sections for name, anchor in section.aliases.items()}
    return {**others, **own}
