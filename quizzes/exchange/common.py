"""What all formats of questions share: the questions of a course, what a format drops, and marks as percentages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lms.core.activity import Block
from lms.core.exchange import Chapter, Content, Lost
from lms.core.message import Message
from quizzes.core.model import Option, Question, Quiz, Solution
from quizzes.core.parse import parse

NEAR = 1e-3
"""Weights that differ by less, in per cent, are the same: programs round thirds differently."""

KINDS = {
    "matching": Message("matching pairs"),
    "ordering": Message("putting steps in order"),
    "cloze": Message("gaps in a text"),
    "open": Message("an open question"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one block, with its address (``unit/block``) and the file it stands in."""

    address: str
    title: str
    path: str
    quiz: Quiz

    def place(self, question: Question) -> str:
        """Where a question stands, for people."""
        return f"{self.path}:{question.line} ({self.address}#{question.key})"


def groups(content: Content, lost: list[Lost]) -> Iterator[Group]:
    """Every quiz of a course; what never becomes a question is noted."""
    for chapter in content.chapters:
        for block in chapter.blocks:
            if block.type == "quiz":
                yield _group(block, chapter, lost)


def _group(block: Block, chapter: Chapter, lost: list[Lost]) -> Group:
    place = f"{block.path}:{block.line} ({block.address})"
    lost.extend(
        Lost(place, Message("The translation “%(language)s” is left out.", {"language": language}))
        for language in chapter.translations
    )
    set_up = [name for name, value in block.attributes.items() if value and name in ("attempts", "pass", "time")]
    if set_up:
        message = Message("Attempts, pass mark and time are settings of the other program; set them there.")
        lost.append(Lost(place, message))
    return Group(block.address, block.title, block.path, parse(block)[0])


def unsupported(kind: str) -> Message:
    """Says that a kind of question has no place in a format."""
    return Message("This format has no place for %(kind)s. The question is left out.", {"kind": KINDS.get(kind, kind)})


def note_attributes(question: Question, place: str, lost: list[Lost], *, kept: Sequence[str] = ()) -> None:
    """Notes which settings of a question a format drops."""
    found = {
        "punkte": question.points != 1,
        "ziel": bool(question.objectives),
        "genau": question.exact,
        "tippfehler": bool(question.typos),
        "mischen": question.shuffle is not None,
        "war": bool(question.formerly),
    }
    for name, there in found.items():
        if there and name not in kept:
            lost.append(Lost(place, Message("The setting “%(name)s” is left out.", {"name": name})))


def whole_text(question: Question) -> str:
    """All that stands above the answers."""
    return "\n\n".join(part for part in (question.intro, question.text, question.more) if part)


def option_text(option: Option) -> str:
    """All that an option says."""
    return "\n\n".join(part for part in (option.text, option.more) if part)


def percentages(question: Question) -> list[float]:
    """What each option of a question is worth, in per cent."""
    options = question.options
    if question.kind == "single" or any(option.percent for option in options):
        return [option.share * 100 for option in options]
    right = sum(option.right for option in options) or 1
    return [(100 if option.right else -100) / right for option in options]


def marked(options: Sequence[Option], weights: Sequence[float], *, single: bool) -> tuple[Option, ...]:
    """Options with the marks that weights in per cent stand for: ``x`` and blank where they follow our rule."""
    right = sum(weight > 0 for weight in weights) or 1
    rule = not single and all(abs(abs(weight) - 100 / right) < NEAR for weight in weights)
    if rule:
        return tuple(replace(o, share=1.0 if w > 0 else 0.0) for o, w in zip(options, weights, strict=True))
    return tuple(_weighed(option, weight, single) for option, weight in zip(options, weights, strict=True))


def _weighed(option: Option, weight: float, single: bool) -> Option:
    """An option worth some per cent; where one may be chosen, nothing is worth less than nothing."""
    share = round(max(weight, 0.0) if single else weight, 5) / 100
    return replace(option, share=share, percent=share not in (0.0, 1.0))


def merged(solutions: Sequence[Solution]) -> tuple[Solution, ...]:
    """Solutions in lines: neighbours that are worth the same for the same reason share one."""
    found: list[Solution] = []
    for solution in solutions:
        last = found[-1] if found else None
        if last and not (last.rest or solution.rest) and _alike(last, solution):
            found[-1] = replace(last, texts=last.texts + solution.texts, ranges=last.ranges + solution.ranges)
        else:
            found.append(solution)
    return tuple(found)


def _alike(one: Solution, other: Solution) -> bool:
    return (one.share, one.explanation, bool(one.texts)) == (other.share, other.explanation, bool(other.texts))


def number(value: float) -> str:
    """A number with a decimal point, without an exponent."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
