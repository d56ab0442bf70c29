"""From CommonMark to our own pages: callouts, tables, task lists, in the tokens and before rendering."""

from __future__ import annotations

import re

from markdown_it.token import Token

from courses.content.media import figures
from courses.content.tokens import close_of, plain
from courses.content.words import words
from lms.core.values import fold

_CALLOUT = re.compile(r"\[!([^\]\s]+)\]([+-]?)[ \t]*")
_TASK = re.compile(r"\[([ xX])\][ \u00a0]+(?=\S)")
KINDS = {
    "note": "note",
    "hinweis": "note",
    "tip": "tip",
    "tipp": "tip",
    "important": "important",
    "wichtig": "important",
    "warning": "warning",
    "warnung": "warning",
    "caution": "caution",
    "vorsicht": "caution",
}


def shape(tokens: list[Token], language: str) -> list[Token]:
    """The same text in the forms that our pages have."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"  # the page's own title is the only h1
            token.meta = {"level": 1}
    _callouts(tokens, language)
    _tasks(tokens, language)
    _tables(tokens, language)
    return figures(tokens)


def _callouts(tokens: list[Token], language: str) -> None:
    for index, token in enumerate(tokens):
        if token.type != "blockquote_open" or index + 2 >= len(tokens) or tokens[index + 1].type != "paragraph_open":
            continue
        inline = tokens[index + 2]
        found = _CALLOUT.match(inline.content)
        kind = KINDS.get(fold(found[1])) if found else None
        if found and kind:
            end = tokens[close_of(tokens, index)]
            _callout(token, end, inline, kind, bool(found[2]), language)
            tokens[index + 1].hidden = tokens[index + 3].hidden = not inline.children


def _callout(token: Token, end: Token, inline: Token, kind: str, folds: bool, language: str) -> None:
    """Makes an aside of a quotation; its first line becomes the label, the rest of the paragraph stays."""
    title, rest = _first_line(inline)
    label = words(language)[kind]
    token.type, end.type = "note_open", "note_close"
    token.tag = end.tag = "details" if folds else "aside"
    token.attrs = {"class": "lms-note lms-note--bad" if kind in ("warning", "caution") else "lms-note"}
    if not folds:
        token.attrs["aria-label"] = plain(title).strip() or label
    token.meta = {"title": title, "label": label, "folds": folds}
    inline.children = rest


def _first_line(inline: Token) -> tuple[list[Token], list[Token]]:
    children = list(inline.children or ())
    cut = next((n for n, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), len(children))
    title, rest = children[:cut], children[cut + 1 :]
    text = "".join(child.content for child in title if child.type == "text")
    skip = len((_CALLOUT.match(text) or [""])[0])
    for child in title:
        if child.type == "text" and skip:
            taken = min(skip, len(child.content))
            child.content, skip = child.content[taken:], skip - taken
    return title, rest


def _tasks(tokens: list[Token], language: str) -> None:
    for index in range(2, len(tokens)):
        token = tokens[index]
        if token.type != "inline" or tokens[index - 2].type != "list_item_open" or not token.children:
            continue
        first = token.children[0]
        found = _TASK.match(first.content) if first.type == "text" else None
        if found:
            first.content = first.content[found.end() :]
            box = Token("task", "span", 0, content="☐" if found[1] == " " else "☑")
            box.meta = {"label": words(language)["open" if found[1] == " " else "done"]}
            token.children.insert(0, box)
            tokens[index - 2].attrSet("class", "lms-task")


def _tables(tokens: list[Token], language: str) -> None:
    heading = ""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = plain(tokens[index + 1].children or ()).strip()
        elif token.type == "table_open":
            token.attrs = {"class": "kern-table kern-table--small"}
            token.meta = {"label": heading or words(language)["table"]}
            _cells(tokens[index : close_of(tokens, index)])


def _cells(table: list[Token]) -> None:
    leads = _names_rows(table)
    column = 0
    for index, token in enumerate(table):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            right = "right" in str(token.attrGet("style") or "")
            token.attrs = {}
            if token.type == "th_open":
                token.attrs = {"class": "kern-table__header", "scope": "col"}
            elif column == 0 and leads:
                token.tag = table[index + 2].tag = "th"
                token.attrs = {"class": "kern-table__header", "scope": "row"}
            else:
                token.attrs = {"class": "kern-table__cell kern-table__cell--numeric" if right else "kern-table__cell"}
            column += 1


def _names_rows(table: list[Token]) -> bool:
    """Whether the first column can name its rows: every cell in it says something, and nothing twice."""
    rows = [
        [
            table[cell + 1].content.strip()
            for cell in range(start, close_of(table, start))
            if table[cell].type == "td_open"
        ]
        for start, token in enumerate(table)
        if token.type == "tr_open"
    ]
    names = [cells[0] for cells in rows if cells]
    wide = max((len(cells) for cells in rows), default=0) > 1
    return wide and all(names) and len(set(names)) == len(names)
