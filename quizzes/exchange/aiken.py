"""Questions from Aiken: a question, lines with letters, and a line that names the right one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lms.core.exchange import Imported, Lost
from lms.core.message import Message
from quizzes.core.model import Option, Question
from quizzes.exchange.markdown import from_plain
from quizzes.exchange.reading import only_file, text_of
from quizzes.exchange.unit import Pile, first_words, folder_of, too_many

_CHOICE = re.compile(r"([A-Z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*", re.IGNORECASE)

_UNANSWERED = Message("The line “ANSWER: …” is missing. The question is left out.")


def import_aiken(files: Mapping[str, bytes]) -> Imported:
    """An Aiken file as a course folder."""
    name, data = only_file(files)
    lost: list[Lost] = []
    pile = Pile(questions=_questions(text_of(data), name, lost))
    return folder_of(name, [pile], lost)


def detects_aiken(files: Mapping[str, bytes]) -> bool:
    """Whether a text file names a right answer by its letter."""
    return len(files) == 1 and all(
        path.lower().endswith(".txt") and re.search(rb"(?m)^ANSWER:\s*[A-Z]\s*$", data) for path, data in files.items()
    )


def _questions(text: str, name: str, lost: list[Lost]) -> list[Question]:
    found: list[Question] = []
    asked: list[str] = []
    choices: dict[str, str] = {}
    start = 1
    for n, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if answer := _ANSWER.fullmatch(bare):
            question = _question(asked, choices, answer[1].upper(), f"{name}:{start}", lost)
            found.extend([question] if question else [])
            asked, choices = [], {}
        elif asked and (choice := _CHOICE.fullmatch(bare)):
            choices[choice[1]] = choice[2]
        elif bare:
            if choices:
                lost.append(Lost(f"{name}:{start}", _UNANSWERED))
                asked, choices = [], {}
            start = start if asked else n
            asked.append(bare)
    if asked:
        lost.append(Lost(f"{name}:{start}", _UNANSWERED))
    return found


def _question(
    asked: list[str], choices: Mapping[str, str], right: str, place: str, lost: list[Lost]
) -> Question | None:
    if not asked or right not in choices:
        lost.append(Lost(place, Message("“ANSWER: %(letter)s” names no answer above it.", {"letter": right})))
        return None
    text = "\n".join(asked)
    options = tuple(Option(from_plain(choice), float(letter == right)) for letter, choice in choices.items())
    question = Question(first_words(text), "single", from_plain(text), options=options)
    return None if too_many(question, place, lost) else question
