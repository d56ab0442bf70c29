"""Prints questions the way an author writes them; reading them again gives the same questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.core.attributes import QUOTES
from quizzes.core.gaps import TOKEN
from quizzes.core.model import Gap, Option, Question, Quiz, Row, Solution

INDENT = "    "


def write(quiz: Quiz) -> str:
    """The body of a block."""
    parts = [quiz.case] if quiz.case else []
    return "\n\n".join([*parts, *(write_question(question) for question in quiz.questions)]) + "\n"


def write_question(question: Question) -> str:
    """One question with its head, answers and explanations."""
    lines = [f"# {question.key}" + "".join(f" {word}" for word in _attributes(question))]
    parts = (question.intro, question.text, question.more, _with_gaps(question))
    lines.append("\n\n".join(part for part in parts if part))
    for option in question.options:
        lines.extend(_option(question, option))
    for solution in question.solutions:
        lines.extend(_solution(solution))
    if question.rows:
        lines.append("")
    for n, row in enumerate(question.rows, 1):
        lines.extend(_row(row, n))
    if question.explanation:
        lines.extend(_marked(">>", question.explanation, ""))
    return "\n".join(lines)


def _attributes(question: Question) -> Iterator[str]:
    if question.points != 1:
        yield f"punkte={_number(question.points)}"
    if question.objectives:
        yield "ziel=" + ",".join(str(number) for number in question.objectives)
    if question.topic:
        yield f'thema="{question.topic}"'
    if question.exact:
        yield "genau=ja"
    if question.typos:
        yield f"tippfehler={question.typos}"
    if question.shuffle is not None:
        yield f"mischen={'ja' if question.shuffle else 'nein'}"
    if question.formerly:
        yield f"war={question.formerly}"


def _option(question: Question, option: Option) -> Iterator[str]:
    opening, closing = "()" if question.kind == "single" else "[]"
    mark = f"{_number(option.share * 100)} %" if option.percent else "x" if option.right else " "
    text = "\n\n".join(part for part in (option.text, option.more) if part)
    yield from _below(f"{opening}{mark}{closing} ", text)
    yield from _marked(">", option.explanation, INDENT)


def _solution(solution: Solution) -> Iterator[str]:
    sign = "=" if solution.share else "!="
    share = f"({_number(solution.share * 100)} %) " if solution.percent else ""
    texts = [_quoted(text) for text in solution.texts] or [span.written for span in solution.ranges]
    yield f"{sign} {share}" + ("*" if solution.rest else " | ".join(texts))
    yield from _marked(">", solution.explanation, INDENT)


def _row(row: Row, n: int) -> Iterator[str]:
    if row.partner:
        yield f"{row.text} -> {row.partner}".lstrip()
    else:
        yield from _below(f"{n}. ", "\n\n".join(part for part in (row.text, row.more) if part))
    yield from _marked(">", row.explanation, INDENT)


def _with_gaps(question: Question) -> str:
    """The text of a question with its gaps as an author writes them."""
    return TOKEN.sub(lambda found: _gap(question.gaps[int(found[1])]), question.cloze)


def _gap(gap: Gap) -> str:
    if gap.ranges:
        return "{= " + " | ".join(span.written for span in gap.ranges) + "}"
    if gap.right is None:
        return "{" + "|".join(_quoted(text) for text in gap.texts) + "}"
    marks = ("x" if n == gap.right else " " for n in range(len(gap.texts)))
    return "{" + "|".join(f"({mark}) {_plain(text)}" for mark, text in zip(marks, gap.texts, strict=True)) + "}"


def _plain(text: str) -> str:
    return re.sub(r"([\\`$|\"„“”{}])", r"\\\1", text)


def _quoted(text: str) -> str:
    """A text solution, in quotation marks or with backslashes where it would be read as something else."""
    plain = re.fullmatch(r"[^\W\d][\w ,.:;?-]*", text) and "  " not in text
    if plain:
        return text
    for opening, closing in QUOTES[:3]:
        if opening not in text and closing not in text:
            return opening + re.sub(r"([\\`$|{}])", r"\\\1", text) + closing
    return "\\" + re.sub(r"(?<!^)([\\`$|\"„“”{}])", r"\\\1", text)


def _marked(sign: str, text: str, indent: str) -> Iterator[str]:
    return _below(f"{indent}{sign} ", text, indent + INDENT) if text else iter(())


def _below(start: str, text: str, indent: str = INDENT) -> Iterator[str]:
    """A text behind a sign, its further lines indented below."""
    first, *rest = text.split("\n")
    yield start + first
    yield from (indent + line if line else "" for line in rest)


def _number(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")
