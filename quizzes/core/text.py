"""Runs of lines as Markdown: indentation taken off, paragraphs told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.core.values import BLANKS, fold, trim
from quizzes.core.attributes import QUOTES
from quizzes.core.lines import Line

_NO_PARAGRAPH = re.compile(
    rf"[#>|~`!]|[-*+](?:[{BLANKS}]|$)|[0-9]{{1,9}}[.)](?:[{BLANKS}]|$)|\$\$|\[\^|={{2,}}|-{{2,}}|<"
)


def dedent(lines: Sequence[str]) -> str:
    """Lines below a first one, without their common indentation and the blank lines around them."""
    depths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    least = min(depths, default=0)
    return "\n".join(line[least:] if line.strip() else "" for line in lines).strip("\n")


def body(lines: Sequence[str]) -> str:
    """An answer or explanation: its first line and what is indented below it."""
    if not lines:
        return ""
    return f"{lines[0]}\n{dedent(lines[1:])}".strip()


def source(lines: Sequence[Line]) -> str:
    """Lines as they were written."""
    return dedent([" " * line.indent + line.text for line in lines])


def head_and_more(text: str) -> tuple[str, str]:
    """The first paragraph, as one that fits a label, and what follows it."""
    head, _, more = text.partition("\n\n")
    simple: list[str] = []
    rest = head.split("\n")
    while rest and (not simple or is_simple(rest[0])):
        simple.append(rest.pop(0))
    return "\n".join(simple), "\n".join([*rest, "", more]).strip("\n")


def question_parts(text: str) -> tuple[str, str, str]:
    """What stands before the question, the question as one paragraph, and what stands behind it.

    The question is the last paragraph; where that is a list, picture or code, it is the first.
    """
    parts = paragraphs(text)
    if parts and is_paragraph(parts[-1]):
        return "\n\n".join(parts[:-1]), parts[-1], ""
    if parts and is_paragraph(parts[0]):
        return "", parts[0], "\n\n".join(parts[1:])
    return text, "", ""


def paragraphs(text: str) -> list[str]:
    """Text cut at blank lines, but not inside code."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        bare = line.strip()
        if fence:
            fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
        elif found := re.match("~{3,}|`{3,}", bare):
            fence = found[0]
        if not bare and not fence:
            parts.append([])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts if part]


def is_paragraph(text: str) -> bool:
    """Whether a part is nothing but a paragraph of running text."""
    return all(is_simple(line) for line in text.split("\n"))


def is_simple(line: str) -> bool:
    """Whether a line is running text and begins nothing of its own, such as a list."""
    return bool(line.strip()) and not line.startswith("    ") and not _NO_PARAGRAPH.match(line.lstrip(" "))


def normal(text: str) -> str:
    """Text as answers are compared: folded, without outer quotation marks and a final full stop."""
    bare = fold(trim(text)).replace("\u2019", "'")
    bare = bare.rstrip(".").strip() or bare
    for opening, closing in QUOTES:
        if len(bare) > 2 and bare[0] == opening and bare[-1] == closing:
            bare = bare[1:-1].strip()
    return bare.rstrip(".").strip() or bare
