"""Questions to type an answer to: a text, or a number in a range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import BLANKS, AmbiguousNumber, read_number, read_percent, trim
from quizzes.core.answers import Answer
from quizzes.core.attributes import QUOTES, unquote
from quizzes.core.choice import NO_RIGHT
from quizzes.core.lines import mask, unescape
from quizzes.core.model import MAX_ANSWERS, Question, Range, Solution
from quizzes.core.problems import Problems
from quizzes.core.text import body, normal

_B = f"[{BLANKS}]"
_SHARE = re.compile(rf"\(([^()]*(?:%|prozent|percent){_B}*)\){_B}+(?=\S)", re.IGNORECASE)
_NUMBER = rf"[-+−]?[0-9][0-9.,]*(?:{_B}[0-9]{{3}}(?![0-9]))*(?:[.,][0-9]+)?"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER}?){_B}*(?:(?P<word>bis|to)\b|\.\.|…){_B}*(?P<high>{_NUMBER})(?P<unit>(?!{_B}*[0-9]).*)",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"(?P<number>{_NUMBER})(?:{_B}*(?:±|\+-|\+/-){_B}*(?P<around>{_NUMBER}))?(?P<unit>.*)")
_UNIT = re.compile(rf"(?:{_B}*[^0-9{BLANKS}.,;:()+−±–-]\S*(?:{_B}\S+)*)?")
_ESCAPED = re.compile(r"[-+−]?[0-9]*\\")
_QUOTED = re.compile("|".join(f"{re.escape(opening)}[^{closing}]*{re.escape(closing)}" for opening, closing in QUOTES))


@dataclass(frozen=True, slots=True)
class Piece:
    """One solution as typed: its text, whether it was quoted, and how far into the line it stands."""

    text: str
    quoted: bool
    offset: int

    @property
    def numeric(self) -> bool:
        """Whether it begins like a number."""
        return not self.quoted and bool(re.match(r"[-+−]?[0-9]", self.text))


def read_value(question: Question, found: Sequence[Answer], problems: Problems) -> Question:
    """The question with its solutions; the first one decides whether they are numbers or texts."""
    pieces = [list(islice(_pieces(answer), MAX_ANSWERS + 1)) for answer in found]
    for answer, parts in zip(found, pieces, strict=True):
        if len(parts) > MAX_ANSWERS:
            message = Message("This line has too many solutions; at most %(most)s are allowed.", {"most": MAX_ANSWERS})
            problems.error(answer.line.place, "file-limit", message)
    right = [parts for parts, answer in zip(pieces, found, strict=True) if answer.marker.mark == "=" and parts]
    first = right[0][0] if right else next((part for parts in pieces for part in parts), None)
    kind = "number" if first and first.numeric else "text"
    reader = _Reader(kind, problems)
    solutions = tuple(reader.solution(answer, parts) for answer, parts in zip(found, pieces, strict=True))
    question = replace(question, kind="number" if kind == "number" else "text", solutions=solutions)
    _check_duplicates(question, found, problems)
    return question


def check_solutions(question: Question, place: tuple[int, int], problems: Problems) -> None:
    """Reports a question that nothing answers rightly, and one without any explanation."""
    if not any(solution.share >= 1 for solution in question.solutions):
        problems.error(place, "question-no-right", NO_RIGHT)
    ask_explanation(question, place, problems)


def ask_explanation(question: Question, place: tuple[int, int], problems: Problems) -> None:
    """Asks for an explanation where a question has none at all."""
    parts = [solution.explanation for solution in question.solutions] + [row.explanation for row in question.rows]
    if not question.explanation and not any(parts):
        message = Message("Write “>> …” at the end of the question, so that learners get to know why.")
        problems.warning(place, "explanation-question", message)


def _pieces(answer: Answer) -> Iterator[Piece]:
    """The solutions of a line."""
    text = body(answer.lines).replace("\n", " ")
    share = _SHARE.match(text) if answer.marker.mark == "=" else None
    return cut(text, share.end() if share else 0)


def cut(text: str, start: int = 0) -> Iterator[Piece]:
    """The solutions in a text, cut at bars that are neither escaped nor quoted nor code."""
    hidden = mask(text[start:])
    hidden = _QUOTED.sub(lambda found: found[0].replace("|", "\0"), hidden)
    offset = start
    for part in hidden.split("|"):
        typed = text[offset : offset + len(part)]
        bare = typed.strip(BLANKS)
        plain, quoted = unquote(bare)
        lead = len(typed) - len(typed.lstrip(BLANKS))
        yield Piece(unescape(plain), quoted or bool(_ESCAPED.match(bare)), offset + lead)
        offset += len(part) + 1


class _Reader:
    """Reads the solutions of one question, all of one kind."""

    def __init__(self, kind: str, problems: Problems) -> None:
        self.kind = kind
        self.problems = problems

    def solution(self, answer: Answer, pieces: Sequence[Piece]) -> Solution:
        """One line of solutions."""
        explanation = body(answer.explanation)
        share, percent = self._share(answer)
        if answer.marker.mark == "!=" and pieces and pieces[0].text == "*" and not pieces[0].quoted:
            return Solution(0.0, explanation=explanation, rest=True, line=answer.line.n)
        texts: list[str] = []
        ranges: list[Range] = []
        for piece in pieces:
            place = answer.line.at(answer.marker.start + piece.offset)
            if not piece.text:
                message = Message("Between two bars a solution is missing. A bar as text is written \\|.")
                self.problems.error(place, "answer-spelling", message)
            elif self.kind == "text":
                self._check_text(piece, place)
                texts.append(piece.text)
            elif (found := self._range(piece, place)) is not None:
                ranges.append(found)
        return Solution(share, tuple(texts), tuple(ranges), explanation, percent, line=answer.line.n)

    def _share(self, answer: Answer) -> tuple[float, bool]:
        if answer.marker.mark == "!=":
            return 0.0, False
        typed = _SHARE.match(answer.lines[0])
        if not typed:
            return 1.0, False
        try:
            return read_percent(typed[1]), True
        except BadValue as error:
            self.problems.bad_value(answer.line.at(answer.marker.start), error, "answer-spelling")
            return 1.0, True

    def _check_text(self, piece: Piece, place: tuple[int, int]) -> None:
        if piece.numeric:
            message = Message(
                "The other answers are texts. A text that begins with a digit is quoted: “%(text)s”.",
                {"text": piece.text},
            )
            self.problems.error(place, "question-mixed", message)

    def _range(self, piece: Piece, place: tuple[int, int]) -> Range | None:
        if not piece.numeric:
            message = Message("The first answer is a number, so “%(text)s” must be one as well.", {"text": piece.text})
            self.problems.error(place, "question-mixed", message)
            return None
        try:
            return read_range(piece.text)
        except BadValue as error:
            self.problems.bad_value(place, error, "answer-spelling")
            return None


def read_range(text: str) -> Range:
    """A numeric solution: ``21``, ``21 ± 2,5 %``, ``4 bis 6 km``, ``4..6``."""
    bare = trim(text)
    if (found := _RANGE.fullmatch(bare)) and _UNIT.fullmatch(found["unit"]):
        low, high = _number(found["low"]), _number(found["high"])
        if low > high:
            raise BadValue(Message("“%(text)s”: a range begins with the smaller number.", {"text": bare}))
        return Range(low, high, trim(found["unit"]), bare)
    found = _EXACT.fullmatch(bare)
    if found is None or not _UNIT.fullmatch(found["unit"]):
        raise BadValue(
            Message(
                "“%(text)s” is not a number. Examples: 21 · 21 ± 2,5 %% · 4 to 6 km. A text is quoted: “%(text)s”.",
                {"text": bare},
            )
        )
    number, around = _number(found["number"]), abs(_number(found["around"] or "0"))
    return Range(number - around, number + around, trim(found["unit"]), bare)


def _number(text: str) -> float:
    digits = text.strip().lstrip("-+−")
    if re.match("0[0-9]", digits):
        raise AmbiguousNumber(
            Message("“%(text)s” begins with 0. If it is a text, quote it: “%(text)s”.", {"text": text.strip()})
        )
    return read_number(text)


def _check_duplicates(question: Question, found: Sequence[Answer], problems: Problems) -> None:
    """Reports solutions that stand in the question twice."""
    seen: dict[object, int] = {}
    for answer, solution in zip(found, question.solutions, strict=True):
        keys: list[object] = [text if question.exact else normal(text) for text in solution.texts]
        keys.extend((span.low, span.high, span.unit) for span in solution.ranges)
        for key in ["*"] if solution.rest else keys:
            if key in seen:
                message = Message("This answer stands already in line %(line)s.", {"line": seen[key]})
                problems.error(answer.line.place, "answer-duplicate", message)
            seen.setdefault(key, answer.line.n)
