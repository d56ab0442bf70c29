"""Aiken comes in."""

import pytest

from lms.core.errors import LmsError
from quizzes.exchange.aiken import detects_aiken, import_aiken
from tests.quizzes.exchange.meaning import read_back

TEXT = b"Wer hilft?\nA. Anna\nB) Ben [x]\nANSWER: B\n\nOhne Antwort?\nA. ja\n\nWer noch?\nA. Cem\nANSWER: C\n"


def test_questions_are_read_and_the_others_named():
    found = import_aiken({"fragen.txt": TEXT})
    [(quiz, _)] = read_back(found)
    [question] = quiz.questions
    assert [(o.text, o.share) for o in question.options] == [("Anna", 0.0), (r"Ben \[x\]", 1.0)]
    assert [item.place for item in found.lost][:2] == ["fragen.txt:6", "fragen.txt:9"]


def test_a_file_is_known_by_its_answers():
    assert detects_aiken({"fragen.txt": TEXT})
    assert not detects_aiken({"fragen.txt": b"Nur Text."})


def test_a_file_without_questions_is_refused():
    with pytest.raises(LmsError, match="holds no question"):
        import_aiken({"fragen.txt": b"Nur Text."})
