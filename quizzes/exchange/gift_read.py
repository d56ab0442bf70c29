"""Questions from GIFT: each becomes one of ours or is named with its line and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from lms.core.exchange import Imported, Lost
from lms.core.message import Message
from quizzes.core.model import Option, Question, Range, Row, Solution
from quizzes.exchange.common import marked, merged, number, unsupported
from quizzes.exchange.markdown import from_html, from_plain, from_unknown, tidy
from quizzes.exchange.reading import only_file, text_of
from quizzes.exchange.unit import Pile, first_words, folder_of, too_many

_ESCAPED = re.compile(r"\\[~=#{}:n\\]")
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_TAGGED = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_WEIGHT = re.compile(r"\s*%(-?[0-9]+(?:\.[0-9]+)?)%")
_BOOLEAN = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?=#|$)", re.IGNORECASE)
_NUMBER = r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,2})?"
_SPAN = re.compile(rf"\s*(?:({_NUMBER})\s*\.\.\s*({_NUMBER})|({_NUMBER})(?:\s*:\s*({_NUMBER}))?)\s*")
GAP = "…………"


@dataclass(frozen=True, slots=True)
class Entry:
    """A run of lines between two blank lines, without its comments."""

    line: int
    text: str
    id: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its sign, its weight in per cent (if one is written), its text and its feedback, still escaped."""

    sign: str
    weight: float | None
    text: str
    feedback: str


def import_gift(files: Mapping[str, bytes]) -> Imported:
    """A GIFT file as a course folder."""
    name, data = only_file(files)
    lost: list[Lost] = []
    return folder_of(name, read_gift(text_of(data), name, lost), lost)


def read_gift(text: str, name: str, lost: list[Lost]) -> list[Pile]:
    """The questions of a GIFT text by category."""
    piles = [Pile()]
    for entry in _entries(text):
        if entry.text.startswith("$CATEGORY:"):
            piles.append(Pile(title=_category(entry.text)))
            continue
        _Reading(entry, f"{name}:{entry.line}", lost).into(piles[-1])
    return piles


def _category(text: str) -> str:
    path = text.removeprefix("$CATEGORY:").strip().replace("$course$/", "").removeprefix("top/")
    return path.rpartition("/")[2] or path


def _entries(text: str) -> Iterator[Entry]:
    lines: list[str] = []
    start, ids = 1, {"id": "", "tag": ""}
    for n, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("//"):
            ids |= {key: re.sub(r"\\(.)", r"\1", value) for key, value in _TAGGED.findall(line)}
        elif line.strip().startswith("$CATEGORY:"):
            yield Entry(n, line.strip())
        elif line.strip():
            start = start if lines else n
            lines.append(line)
        elif lines:
            yield Entry(start, "\n".join(lines), ids["id"], ids["tag"])
            lines, ids = [], {"id": "", "tag": ""}


def _mask(text: str) -> str:
    """Text of the same length in which escaped signs are hidden."""
    return _ESCAPED.sub("\0\0", text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[0] == "\\n" else found[0][1], text)


class _Reading:
    """Reads one entry."""

    def __init__(self, entry: Entry, place: str, lost: list[Lost]) -> None:
        self.entry, self.place, self.lost = entry, place, lost
        self.format = "moodle"

    def into(self, pile: Pile) -> None:
        """Puts the question where it belongs, or says why it cannot."""
        name, rest = self._head()
        hidden = _mask(rest)
        start, end = hidden.find("{"), hidden.rfind("}")
        if start < 0 or end < start:
            self._description(rest, pile)
            return
        text = self._gapped(rest[:start], rest[end + 1 :])
        question = self._question(rest[start + 1 : end])
        if question is None or too_many(question, self.place, self.lost):
            return
        key = self.entry.id.rpartition("#")[2] or name or first_words(text)
        pile.questions.append(replace(question, key=key, text=text, topic=self.entry.topic))

    def _head(self) -> tuple[str, str]:
        text, name = self.entry.text, ""
        if (found := _NAME.match(_mask(text))) is not None:
            name, text = _plain(text[found.start(1) : found.end(1)]).strip(), text[found.end() :]
        if (form := _FORMAT.match(text)) is not None:
            self.format, text = form[1], text[form.end() :]
        return name, text

    def _description(self, text: str, pile: Pile) -> None:
        """A text without a question: the case, where it comes first and alone."""
        if pile.questions or pile.case:
            message = Message("A text without a question stands between questions. It is left out.")
            self.lost.append(Lost(self.place, message))
        else:
            pile.case = self._markdown(text)

    def _gapped(self, before: str, after: str) -> str:
        return self._markdown(f"{before}{GAP}{after}" if after.strip() else before)

    def _markdown(self, text: str) -> str:
        """A text as Markdown, by its own format or the question's."""
        form = _FORMAT.match(text)
        kind, text = (form[1], text[form.end() :]) if form else (self.format, text)
        bare = _plain(text)
        if kind == "markdown":
            return tidy(bare)
        if kind == "html":
            return from_html(bare, self.place, self.lost)
        return from_plain(bare) if kind == "plain" else from_unknown(bare, self.place, self.lost)

    def _question(self, body: str) -> Question | None:
        cut = _mask(body).find("####")
        explanation = self._markdown(body[cut + 4 :]) if cut >= 0 else ""
        body = body[:cut] if cut >= 0 else body
        found = self._answered(body)
        return replace(found, explanation=explanation) if found else None

    def _answered(self, body: str) -> Question | None:
        if not body.strip():
            return self._refuse(unsupported("open"))
        if body.lstrip().startswith("#"):
            return self._numbers(body.lstrip()[1:])
        if (found := _BOOLEAN.match(body)) is not None:
            return self._boolean(found[1][0].upper() == "T", body[found.end() :])
        answers = self._answers(body)
        if not answers:
            return self._refuse(Message("There is no answer in the braces. The question is left out."))
        if any(answer.sign == "~" for answer in answers):
            return self._choice(answers)
        if any("->" in _mask(answer.text) for answer in answers):
            return self._pairs(answers)
        return self._texts(answers)

    def _refuse(self, reason: Message) -> Question | None:
        self.lost.append(Lost(self.place, reason))
        return None

    def _answers(self, body: str) -> list[Answer]:
        hidden = _mask(body)
        starts = [found.start() for found in re.finditer("[~=]", hidden)]
        return [self._answer(body[start:end]) for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]

    def _answer(self, text: str) -> Answer:
        sign, text = text[0], text[1:]
        weight = _WEIGHT.match(text)
        text = text[weight.end() :] if weight else text
        cut = _mask(text).find("#")
        bare, feedback = (text[:cut], text[cut + 1 :]) if cut >= 0 else (text, "")
        return Answer(sign, float(weight[1]) if weight else None, bare.strip(), feedback.strip())

    def _boolean(self, true: bool, feedback: str) -> Question:
        """True or false: the first feedback is for the wrong choice, the second for the right one."""
        cuts = [found.start() for found in re.finditer("#", _mask(feedback))]
        parts = [feedback[start + 1 : end] for start, end in pairwise([*cuts, len(feedback)])]
        said = [*map(self._markdown, parts), "", ""]
        wrong, right = said[0], said[1]
        return Question(
            "", "single", "",
            options=(
                Option("Richtig", float(true), right if true else wrong),
                Option("Falsch", float(not true), wrong if true else right),
            ),
        )  # fmt: skip

    def _choice(self, answers: list[Answer]) -> Question:
        single = any(answer.sign == "=" for answer in answers)
        options = [Option(self._markdown(a.text), 0.0, self._markdown(a.feedback)) for a in answers]
        weights = [100.0 if a.weight is None and a.sign == "=" else a.weight or 0.0 for a in answers]
        kind = "single" if single else "multiple"
        return Question("", kind, "", options=marked(options, weights, single=single))  # type: ignore[arg-type]

    def _texts(self, answers: list[Answer]) -> Question | None:
        solutions = []
        for answer in answers:
            share = (100.0 if answer.weight is None else answer.weight) / 100
            explanation = self._markdown(answer.feedback)
            text = " ".join(_plain(answer.text).split())
            if text == "*":
                solutions.append(Solution(0.0, explanation=explanation, rest=True))
                self._note_rest(share)
                continue
            if re.search(r"(?<!\\)\*", text):
                self.lost.append(Lost(self.place, Message("“*” stands for any letters there and for itself here.")))
            solutions.append(_text_solution(text.replace("\\*", "*"), share, explanation))
        return Question("", "text", "", solutions=merged(solutions))

    def _note_rest(self, share: float) -> None:
        if share:
            self.lost.append(Lost(self.place, Message("Points for any other answer are left out.")))

    def _numbers(self, body: str) -> Question | None:
        answers = self._answers(body) if _mask(body).lstrip().startswith(("=", "~")) else [self._answer("=" + body)]
        solutions = []
        for answer in answers:
            share = (0.0 if answer.sign == "~" else 100.0 if answer.weight is None else answer.weight) / 100
            explanation = self._markdown(answer.feedback)
            if answer.sign == "~" or answer.text in ("*", ""):
                solutions.append(Solution(0.0, explanation=explanation, rest=True))
                self._note_rest(share)
                continue
            span = _span(_plain(answer.text))
            if span is None:
                return self._refuse(
                    Message("“%(text)s” is not a number. The question is left out.", {"text": answer.text})
                )
            solutions.append(Solution(share, ranges=(span,), explanation=explanation, percent=share not in (0.0, 1.0)))
        return Question("", "number", "", solutions=merged(solutions))

    def _pairs(self, answers: list[Answer]) -> Question | None:
        rows = []
        for answer in answers:
            text, arrow, partner = answer.text.partition("->")
            if not arrow or not text.strip() or not partner.strip():
                return self._refuse(Message("A pair needs both sides: “= a -> b”. The question is left out."))
            rows.append(Row(self._markdown(text.strip()), self._markdown(partner.strip())))
        return Question("", "matching", "", rows=tuple(rows))


def _text_solution(text: str, share: float, explanation: str) -> Solution:
    return Solution(share, texts=(text,), explanation=explanation, percent=share not in (0.0, 1.0))


def _span(text: str) -> Range | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    if found[1]:
        low, high = float(found[1]), float(found[2])
    else:
        middle, around = float(found[3]), abs(float(found[4] or 0))
        low, high = middle - around, middle + around
    return span_of(min(low, high), max(low, high))


def span_of(low: float, high: float, unit: str = "") -> Range:
    """A range of numbers as an author writes it."""
    low, high = round(low, 9), round(high, 9)
    first, last = number(low).replace(".", ","), number(high).replace(".", ",")
    written = f"{first} {unit}".strip() if low == high else f"{first} bis {last} {unit}".strip()
    return Range(low, high, unit, written)
