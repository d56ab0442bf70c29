"""Questions as Moodle XML."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

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

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "text": "shortanswer",
    "number": "numerical",
    "matching": "matching",
}
_PICTURE = re.compile(r"(!?\[[^\]]*\]\()([^()\s:]+)((?:\s+\"[^\"]*\")?\))")
_NEVER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_moodle(content: Content) -> Exported:
    """All questions of a course, one category for each quiz."""
    lost: list[Lost] = []
    root = Element("quiz")
    for group in groups(content, lost):
        _Writer(root, group, content.files, lost).all()
    indent(root)
    return Exported(b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8"), tuple(lost))


class _Writer:
    """Writes the questions of one quiz."""

    def __init__(self, root: Element, group: Group, files: Mapping[str, bytes], lost: list[Lost]) -> None:
        self.root, self.group, self.files, self.lost = root, group, files, lost

    def all(self) -> None:
        """The category, the case and each question."""
        category = SubElement(self.root, "question", type="category")
        _text(SubElement(category, "category"), f"$course$/{self.group.address}")
        if self.group.quiz.case:
            case = SubElement(self.root, "question", type="description")
            _text(SubElement(case, "name"), "case")
            self._formatted(case, "questiontext", self.group.quiz.case, self.group.path)
        for question in self.group.quiz.questions:
            self._question(question)

    def _question(self, question: Question) -> None:
        place = self.group.place(question)
        if question.kind not in TYPES:
            self.lost.append(Lost(place, unsupported(question.kind)))
            return
        kept = ["punkte", "genau"] if question.kind == "text" else ["punkte"]
        kept += ["mischen"] if question.options or question.rows else []
        note_attributes(question, place, self.lost, kept=kept)
        element = SubElement(self.root, "question", type=TYPES[question.kind])
        _text(SubElement(element, "name"), question.key)
        self._formatted(element, "questiontext", whole_text(question), place)
        if question.explanation:
            self._formatted(element, "generalfeedback", question.explanation, place)
        _put(element, "defaultgrade", number(question.points))
        _put(element, "idnumber", f"{self.group.address}#{question.key}")
        self._answers(element, question, place)
        if question.topic:
            _text(SubElement(SubElement(element, "tags"), "tag"), question.topic)

    def _answers(self, element: Element, question: Question, place: str) -> None:
        if question.options or question.rows:
            shuffled = question.shuffle is not False
            if question.shuffle is not None:
                _put(element, "shuffleanswers", "true" if shuffled else "false")
        if question.options:
            self._options(element, question, place)
        elif question.rows:
            self._rows(element, question, place)
        elif question.kind == "text":
            _put(element, "usecase", "1" if question.exact else "0")
            for solution in question.solutions:
                texts = ["*"] if solution.rest else [text.replace("*", "\\*") for text in solution.texts]
                for text in texts:
                    self._answer(element, text, solution, place)
        else:
            self._numbers(element, question, place)

    def _options(self, element: Element, question: Question, place: str) -> None:
        _put(element, "single", "true" if question.kind == "single" else "false")
        _put(element, "answernumbering", "none")
        for option, weight in zip(question.options, percentages(question), strict=True):
            answer = self._formatted(element, "answer", option_text(option), place)
            answer.set("fraction", number(round(weight, 7)))
            self._formatted(answer, "feedback", option.explanation, place)

    def _rows(self, element: Element, question: Question, place: str) -> None:
        for row in question.rows:
            if row.explanation:
                message = Message("The explanation of the pair “%(pair)s” is left out.", {"pair": row.text})
                self.lost.append(Lost(place, message))
            pair = self._formatted(element, "subquestion", row.text, place)
            _text(SubElement(pair, "answer"), row.partner)

    def _numbers(self, element: Element, question: Question, place: str) -> None:
        spans = [span for solution in question.solutions for span in solution.ranges]
        units = list(dict.fromkeys(span.unit for span in spans if span.unit))
        for solution in question.solutions:
            if solution.rest:
                self._answer(element, "*", solution, place)
            for span in solution.ranges:
                low, high = Decimal(repr(span.low)), Decimal(repr(span.high))
                answer = self._answer(element, _decimal((low + high) / 2), solution, place)
                _put(answer, "tolerance", _decimal((high - low) / 2))
        if units:
            unit = SubElement(SubElement(element, "units"), "unit")
            _put(unit, "multiplier", "1")
            _put(unit, "unit_name", units[0])
        for other in units[1:]:
            self.lost.append(Lost(place, Message("A second unit, “%(unit)s”, is left out.", {"unit": other})))

    def _answer(self, element: Element, text: str, solution: Solution, place: str) -> Element:
        answer = SubElement(element, "answer", fraction=number(round(solution.share * 100, 7)))
        _text(answer, text)
        self._formatted(answer, "feedback", solution.explanation, place)
        return answer

    def _formatted(self, parent: Element, tag: str, text: str, place: str) -> Element:
        """A text in Markdown with the files that it shows."""
        element = SubElement(parent, tag, format="markdown")
        found: dict[str, bytes] = {}
        _text(element, _PICTURE.sub(lambda link: self._embedded(link, found, place), text))
        for name, data in found.items():
            file = SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(data).decode()
        return element

    def _embedded(self, link: re.Match[str], found: dict[str, bytes], place: str) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.group.path), unquote(link[2])))
        if path not in self.files or path.endswith(".md"):
            message = Message(
                "The link to “%(path)s” leads into the course and does not work there.", {"path": link[2]}
            )
            self.lost.append(Lost(place, message))
            return link[0]
        name = posixpath.basename(path)
        while found.get(name, self.files[path]) != self.files[path]:
            name = "x" + name
        found[name] = self.files[path]
        return f"{link[1]}@@PLUGINFILE@@/{name}{link[3]}"


def _text(element: Element, text: str) -> None:
    SubElement(element, "text").text = _NEVER.sub("", text)


def _put(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NEVER.sub("", text)


def _decimal(value: Decimal) -> str:
    return f"{value:f}"
