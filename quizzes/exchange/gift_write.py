"""Questions as GIFT, the text format that Moodle and many others read."""

from __future__ import annotations

import re

from lms.core.exchange import Content, Exported, Lost
from lms.core.message import Message
from quizzes.core.model import Question, Solution
from quizzes.exchange.common import (
    Group,
    groups,
    note_attributes,
    number,
    option_text,
    percentages,
    unsupported,
    whole_text,
)

_SPECIAL = re.compile(r"[\\~=#{}:]")


def export_gift(content: Content) -> Exported:
    """All questions of a course, one category for each quiz."""
    lost: list[Lost] = []
    parts = [_group(group, lost) for group in groups(content, lost)]
    text = f"// {' '.join(content.title.split())} ({content.key})\n\n" + "\n".join(parts)
    return Exported(text.encode(), tuple(lost))


def _group(group: Group, lost: list[Lost]) -> str:
    lines = [f"$CATEGORY: {group.address}", ""]
    if group.quiz.case:
        lines += [f"::case::[markdown]{escaped(group.quiz.case)}", ""]
    for question in group.quiz.questions:
        written = _question(question, group, lost)
        if written:
            lines += [written, ""]
    return "\n".join(lines)


def _question(question: Question, group: Group, lost: list[Lost]) -> str:
    place = group.place(question)
    answers = _answers(question, place, lost)
    if not answers:
        return ""
    note_attributes(question, place, lost)
    tag = f" [tag:{_in_brackets(question.topic)}]" if question.topic else ""
    head = f"// [id:{group.address}#{question.key}]{tag}\n::{question.key}::[markdown]{escaped(whole_text(question))}"
    explanation = f"####{escaped(question.explanation)}" if question.explanation else ""
    return f"{head}{{{answers}{explanation}}}"


def _answers(question: Question, place: str, lost: list[Lost]) -> str:
    """What stands in the braces, or nothing where the format has no place for it."""
    if question.options:
        return "".join(_choices(question))
    if question.kind == "number":
        _note_units(question, place, lost)
        return "#" + "".join(_numbers(solution) for solution in question.solutions)
    if question.kind == "text":
        if any("->" in text for solution in question.solutions for text in solution.texts):
            message = Message("A solution holds “->”, which means something else in GIFT. The question is left out.")
            lost.append(Lost(place, message))
            return ""
        return "".join(_texts(solution) for solution in question.solutions)
    if question.kind == "matching":
        return _pairs(question, place, lost)
    lost.append(Lost(place, unsupported(question.kind)))
    return ""


def _choices(question: Question) -> list[str]:
    found = []
    for option, weight in zip(question.options, percentages(question), strict=True):
        if question.kind == "single":
            sign = "=" if weight >= 100 else f"~%{number(weight)}%" if weight else "~"
        else:
            sign = f"~%{number(weight)}%"
        found.append(f"{sign}[markdown]{escaped(option_text(option))}{_feedback(option.explanation)}")
    return found


def _texts(solution: Solution) -> str:
    texts = ["*"] if solution.rest else [escaped(text.replace("*", "\\*")) for text in solution.texts]
    weight = f"%{number(solution.share * 100)}%"
    return "".join(f"={weight}{text}{_feedback(solution.explanation)}" for text in texts)


def _numbers(solution: Solution) -> str:
    spans = ["*"] if solution.rest else [f"{number(span.low)}..{number(span.high)}" for span in solution.ranges]
    weight = f"%{number(solution.share * 100)}%"
    return "".join(f"={weight}{span}{_feedback(solution.explanation)}" for span in spans)


def _pairs(question: Question, place: str, lost: list[Lost]) -> str:
    found = []
    for row in question.rows:
        if row.explanation:
            lost.append(Lost(place, Message("The explanation of the pair “%(pair)s” is left out.", {"pair": row.text})))
        if not row.text:
            message = Message("“%(text)s”, which fits nothing, is left out.", {"text": row.partner})
            lost.append(Lost(place, message))
        elif "->" in row.text + row.partner:
            lost.append(Lost(place, Message("A pair holds “->” as text. The question is left out.")))
            return ""
        else:
            found.append(f"={escaped(row.text)} -> {escaped(row.partner)}")
    return "".join(found)


def _note_units(question: Question, place: str, lost: list[Lost]) -> None:
    units = {span.unit for solution in question.solutions for span in solution.ranges} - {""}
    lost.extend(
        Lost(place, Message("The unit “%(unit)s” is left out; name it in the question.", {"unit": unit}))
        for unit in sorted(units)
    )


def _feedback(text: str) -> str:
    return f"#{escaped(text)}" if text else ""


def _in_brackets(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]")


def escaped(text: str) -> str:
    """Text in which nothing is a sign."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")
