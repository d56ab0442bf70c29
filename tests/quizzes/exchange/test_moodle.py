"""Moodle XML out and in: the same questions with their points, units and pictures."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given

from lms.core.errors import LmsError
from quizzes.core.model import Option, Question, Quiz, Solution
from quizzes.exchange.moodle_read import import_moodle
from quizzes.exchange.moodle_write import TYPES, export_moodle
from quizzes.exchange.reading import read_xml
from tests.quizzes.core.strategies import TYPED, quizzes
from tests.quizzes.exchange.meaning import content, meaning, read_back


def imported(questions):
    return import_moodle({"fragen.xml": f"<quiz>{questions}</quiz>".encode()})


def only_question(question):
    [(quiz, _)] = read_back(imported(question))
    [found] = quiz.questions
    return found


def dropped(question):
    """Settings that a type of Moodle's has not."""
    names = [] if question.kind == "text" else ["exact"]
    return names if question.options or question.rows else [*names, "shuffle"]


@given(quizzes())
def test_questions_that_go_out_come_back_with_the_same_meaning(quiz):
    wanted = [meaning(q, dropped=dropped(q)) for q in quiz.questions if q.kind in TYPES]
    if not wanted:
        return
    [(again, problems)] = read_back(import_moodle({"x.xml": export_moodle(content(quiz)).data}))
    assert {problem.rule for problem in problems if problem.severity == "error"} <= {"answer-duplicate"}
    assert [meaning(q, dropped=dropped(q)) for q in again.questions] == wanted
    assert again.case == quiz.case


@given(TYPED, TYPED)
def test_any_solution_survives(first, second):
    question = Question("a", "text", "Was?", solutions=(Solution(1.0, (first, second), explanation="so"),), exact=True)
    [(again, _)] = read_back(import_moodle({"x.xml": export_moodle(content(Quiz((question,)))).data}))
    assert again.questions[0].solutions[0].texts == (first, second)


def test_what_moodle_has_no_place_for_is_named():
    question = Question("a", "text", "Was?", solutions=(Solution(1.0, ("so",)),), typos=2, objectives=(1,))
    lost = export_moodle(content(Quiz((question,)))).lost
    assert [(item.place, str(item.reason)) for item in lost] == [
        ("01-rolle.md:2 (rolle/check#a)", "The setting “ziel” is left out."),
        ("01-rolle.md:2 (rolle/check#a)", "The setting “tippfehler” is left out."),
    ]


def test_pictures_travel_inside():
    picture = b"\x89PNG\r\n\x1a\nbild"
    options = (Option("eins", 1.0, "ja"), Option("zwei", 0.0, "nein"))
    quiz = Quiz((Question("a", "single", "Was zeigt ![Kreis](bilder/kreis.png)?", options=options),))
    exported = export_moodle(replace(content(quiz), files={"bilder/kreis.png": picture}))
    again = import_moodle({"x.xml": exported.data})
    assert again.files["bilder/kreis.png"] == picture
    assert b"![Kreis](bilder/kreis.png)" in again.files["01-quiz.md"]
    assert not exported.lost


def test_files_of_teachers_are_understood():
    question = only_question(
        '<question type="multichoice"><name><text>Wer hilft</text></name><questiontext format="html">'
        "<text><![CDATA[<p>Wer <b>hilft</b>?</p>]]></text></questiontext><single>true</single>"
        '<answer fraction="100" format="html"><text>&lt;p&gt;Anna&lt;/p&gt;</text>'
        "<feedback><text>ja</text></feedback></answer>"
        '<answer fraction="0"><text>Ben</text><feedback><text>nein</text></feedback></answer></question>'
    )
    assert (question.key, question.text) == ("wer-hilft", "Wer **hilft**?")
    assert [(o.text, o.share) for o in question.options] == [("Anna", 1.0), ("Ben", 0.0)]


def test_true_and_false_become_two_options():
    question = only_question(
        '<question type="truefalse"><name><text>a</text></name><questiontext><text>Rund?</text></questiontext>'
        '<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>'
    )
    assert [(o.text, o.share) for o in question.options] == [("Richtig", 0.0), ("Falsch", 1.0)]


def test_every_question_that_stays_behind_is_named_with_its_line():
    good = (
        '<question type="shortanswer"><questiontext><text>A</text></questiontext>'
        '<answer fraction="100"><text>b</text></answer></question>'
    )
    found = imported(f'\n<question type="essay"/>\n<question type="calculated"/>\n{good}')
    assert [item.place for item in found.lost][:2] == ["fragen.xml:2", "fragen.xml:3"]
    assert str(found.lost[1].reason) == "This format has no place for calculated. The question is left out."


BOMB = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>"""


@pytest.mark.parametrize(
    "data",
    [BOMB, OUTSIDE, BOMB.decode().encode("utf-16"), b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>"],
    ids=["growing entity", "entity from outside", "in another encoding", "nested deeply"],
)
def test_hostile_xml_is_refused_with_a_sentence(data):
    with pytest.raises(LmsError, match="can do harm and are not read"):
        import_moodle({"x.xml": data})


@pytest.mark.parametrize(
    "data", [b"", b"<quiz>", b"<quiz>&x;</quiz>", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="x"?><quiz/>']
)
def test_broken_xml_is_refused_with_a_sentence(data):
    with pytest.raises(LmsError, match="is not well-formed XML"):
        read_xml(data, "x.xml")


def test_a_file_in_a_question_cannot_leave_its_folder():
    data = base64.b64encode(b"x").decode()
    question = (
        '<question type="shortanswer"><questiontext><text>A</text>'
        f'<file name="../../etc/x.png" path="/" encoding="base64">{data}</file></questiontext>'
        '<answer fraction="100"><text>b</text></answer></question>'
    )
    assert set(imported(question).files) == {"kurs.md", "01-quiz.md", "bilder/x.png"}


def test_script_in_a_question_is_left_out_and_named():
    question = (
        '<question type="shortanswer"><questiontext format="html"><text>&lt;script&gt;alert(1)&lt;/script&gt;A</text>'
        '</questiontext><answer fraction="100"><text>b</text></answer></question>'
    )
    found = imported(question)
    assert b"alert" not in found.files["01-quiz.md"]
    assert "“<script>” is left out." in [str(item.reason) for item in found.lost]
