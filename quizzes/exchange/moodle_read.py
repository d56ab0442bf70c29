"""Questions from Moodle XML: each becomes one of ours or is named with its line and the reason."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from lms.core.exchange import Imported, Lost
from lms.core.message import Message
from lms.core.values import fold
from quizzes.core.model import Option, Question, Row, Solution
from quizzes.exchange.common import marked, merged, unsupported
from quizzes.exchange.gift_read import span_of
from quizzes.exchange.markdown import from_html, from_plain, from_unknown, tidy
from quizzes.exchange.reading import LINE, only_file, read_xml
from quizzes.exchange.unit import Pile, first_words, folder_of, too_many

_NAMES = {"essay": "open", "match": "matching", "gapselect": "cloze", "ddwtos": "cloze", "multianswer": "cloze"}
_SAFE_NAME = re.compile(r"[^\w.-]+")


def import_moodle(files: Mapping[str, bytes]) -> Imported:
    """A Moodle XML file as a course folder, with the pictures it brings."""
    name, data = only_file(files)
    reader = _Reader(name)
    piles = reader.all(read_xml(data, name))
    made = folder_of(name, piles, reader.lost)
    return Imported({**made.files, **reader.files}, made.lost)


class _Reader:
    """Reads one file; ``files`` are the pictures in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lost: list[Lost] = []
        self.files: dict[str, bytes] = {}
        self.place = name

    def all(self, root: Element) -> list[Pile]:
        """The questions by category."""
        piles = [Pile()]
        for element in root.iter("question"):
            self.place = f"{self.name}:{element.get(LINE)}"
            kind = element.get("type", "")
            if kind == "category":
                path = _inner(element.find("category")).replace("$course$/", "").removeprefix("top/").strip("/")
                piles.append(Pile(title=path.rpartition("/")[2] or path))
            elif kind == "description" and not (piles[-1].questions or piles[-1].case):
                piles[-1].case = self._formatted(element.find("questiontext"))
            else:
                self._add(element, kind, piles[-1])
        return piles

    def _add(self, element: Element, kind: str, pile: Pile) -> None:
        read = self._kinds().get(kind)
        if read is None:
            self._note(unsupported(_NAMES.get(kind, kind)))
            return
        question = read(element)
        if question is None or too_many(question, self.place, self.lost):
            return
        text = self._formatted(element.find("questiontext"))
        name = _inner(element.find("name"))
        key = (element.findtext("idnumber") or "").rpartition("#")[2] or name or first_words(text)
        pile.questions.append(
            replace(
                question,
                key=key,
                text=text,
                explanation=self._formatted(element.find("generalfeedback")),
                points=self._points(element),
                topic=self._topic(element),
            )
        )

    def _kinds(self) -> Mapping[str, Callable[[Element], Question | None]]:
        return {
            "multichoice": self._choice,
            "truefalse": self._boolean,
            "shortanswer": self._texts,
            "numerical": self._numbers,
            "matching": self._pairs,
        }

    def _note(self, reason: Message) -> None:
        self.lost.append(Lost(self.place, reason))

    def _points(self, element: Element) -> float:
        points = _number(element.findtext("defaultgrade") or "1")
        if points is None or not 0 < points <= 1000:
            self._note(Message("The points are left out; they lie between 0 and 1000."))
            return 1.0
        return points

    def _topic(self, element: Element) -> str:
        tags = [_inner(tag) for tag in element.iterfind("tags/tag")]
        for tag in tags[1:]:
            self._note(Message("A second tag, “%(tag)s”, is left out.", {"tag": tag}))
        return tags[0] if tags else ""

    def _choice(self, element: Element) -> Question | None:
        answers = element.findall("answer")
        single = (element.findtext("single") or "true").strip() in ("true", "1")
        weights = self._weights(answers)
        if weights is None:
            return None
        options = [Option(self._formatted(a), 0.0, self._formatted(a.find("feedback"))) for a in answers]
        self._note_further(element)
        return Question(
            "",
            "single" if single else "multiple",
            "",
            options=marked(options, weights, single=single),
            shuffle=_shuffle(element),
        )

    def _boolean(self, element: Element) -> Question | None:
        answers = element.findall("answer")
        weights = self._weights(answers)
        if weights is None:
            return None
        words = {"true": "Richtig", "false": "Falsch"}
        options = [
            Option(words.get(fold(_inner(a)).strip(), _inner(a)), 0.0, self._formatted(a.find("feedback")))
            for a in answers
        ]
        return Question("", "single", "", options=marked(options, weights, single=True))

    def _note_further(self, element: Element) -> None:
        """What Moodle says about a whole answer has no place here."""
        for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            if _inner(element.find(tag)).strip():
                self._note(Message("The text “%(name)s” is left out.", {"name": tag}))
        if element.find("hint") is not None:
            self._note(Message("The hints for further tries are left out."))

    def _weights(self, answers: list[Element]) -> list[float] | None:
        found = [_number(answer.get("fraction", "")) for answer in answers]
        weights = [weight for weight in found if weight is not None]
        if not weights or len(weights) < len(found):
            self._note(Message("An answer has no weight (fraction). The question is left out."))
            return None
        return weights

    def _texts(self, element: Element) -> Question | None:
        answers = element.findall("answer")
        weights = self._weights(answers)
        if weights is None:
            return None
        solutions = []
        for answer, weight in zip(answers, weights, strict=True):
            text, said = " ".join(_inner(answer).split()), self._formatted(answer.find("feedback"))
            if text == "*":
                solutions.append(self._rest(weight, said))
                continue
            if re.search(r"(?<!\\)\*", text):
                self._note(Message("“*” stands for any letters there and for itself here."))
            share = weight / 100
            bare = text.replace("\\*", "*")
            solutions.append(Solution(share, texts=(bare,), explanation=said, percent=share not in (0.0, 1.0)))
        exact = (element.findtext("usecase") or "0").strip() == "1"
        return Question("", "text", "", solutions=merged(solutions), exact=exact)

    def _rest(self, weight: float, said: str) -> Solution:
        if weight:
            self._note(Message("Points for any other answer are left out."))
        return Solution(0.0, explanation=said, rest=True)

    def _numbers(self, element: Element) -> Question | None:
        answers = element.findall("answer")
        weights = self._weights(answers)
        if weights is None:
            return None
        unit = self._unit(element)
        solutions = []
        for answer, weight in zip(answers, weights, strict=True):
            text, said = _inner(answer).strip(), self._formatted(answer.find("feedback"))
            if text == "*":
                solutions.append(self._rest(weight, said))
                continue
            middle, around = _number(text), _number(answer.findtext("tolerance") or "0")
            if middle is None or around is None:
                self._note(Message("“%(text)s” is not a number. The question is left out.", {"text": text}))
                return None
            span = span_of(middle - abs(around), middle + abs(around), unit)
            share = weight / 100
            solutions.append(Solution(share, ranges=(span,), explanation=said, percent=share not in (0.0, 1.0)))
        return Question("", "number", "", solutions=merged(solutions))

    def _unit(self, element: Element) -> str:
        names = [(unit.findtext("unit_name") or "").strip() for unit in element.iterfind("units/unit")]
        for name in names[1:]:
            self._note(Message("A second unit, “%(unit)s”, is left out.", {"unit": name}))
        return names[0] if names else ""

    def _pairs(self, element: Element) -> Question | None:
        rows = tuple(
            Row(" ".join(self._formatted(pair).split()), " ".join(_inner(pair.find("answer")).split()))
            for pair in element.iterfind("subquestion")
        )
        return Question("", "matching", "", rows=rows, shuffle=_shuffle(element))

    def _formatted(self, element: Element | None) -> str:
        """A text as Markdown, by the format that its element names."""
        if element is None:
            return ""
        text = _inner(element).replace("@@PLUGINFILE@@/", "bilder/")
        self._keep_files(element)
        form = element.get("format", "moodle_auto_format")
        if form == "markdown":
            return tidy(text)
        if form == "html":
            return from_html(text, self.place, self.lost)
        return from_plain(text) if form == "plain_text" else from_unknown(text, self.place, self.lost)

    def _keep_files(self, element: Element) -> None:
        for file in element.findall("file"):
            name = _SAFE_NAME.sub("-", file.get("name", "").rpartition("/")[2]).lstrip(".-_")
            try:
                data = base64.b64decode(file.text or "", validate=False)
            except (binascii.Error, ValueError):
                data = b""
            if not name or not data:
                self._note(Message("The file “%(name)s” cannot be read.", {"name": file.get("name", "")[:80]}))
                continue
            if self.files.setdefault(f"bilder/{name}", data) != data:
                self._note(Message("There are two files called “%(name)s”. The first one is kept.", {"name": name}))


def _inner(element: Element | None) -> str:
    """The content of an element's ``text``."""
    return (element.findtext("text") or "") if element is not None else ""


def _shuffle(element: Element) -> bool | None:
    said = element.findtext("shuffleanswers")
    return None if said is None else said.strip() in ("true", "1")


def _number(text: str) -> float | None:
    try:
        value = float(text.strip())
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None
