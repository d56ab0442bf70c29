"""What holds for every quiz, whoever wrote it."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lms.core.activity import Block
from quizzes.core.data import question_from, to_data
from quizzes.core.grade import grade, read_answer
from quizzes.core.matching import distance, matches
from quizzes.core.model import Question, Quiz, Solution, mean, partners
from quizzes.core.parse import parse
from quizzes.core.write import write
from tests.quizzes.core.strategies import TYPED, questions, quizzes


def read(text):
    return parse(Block("quiz", "k", "u", text, body_line=1))


def without_lines(quiz):
    """The same quiz as if nobody had typed it."""
    return Quiz(
        tuple(
            replace(
                question,
                line=0,
                options=tuple(replace(option, line=0) for option in question.options),
                solutions=tuple(replace(solution, line=0) for solution in question.solutions),
                rows=tuple(replace(row, line=0) for row in question.rows),
            )
            for question in quiz.questions
        ),
        quiz.case,
    )


@given(quizzes())
def test_a_quiz_that_is_printed_reads_back_the_same(quiz):
    again, problems = read(write(quiz))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert without_lines(again) == quiz


@given(TYPED, TYPED)
def test_any_text_can_be_written_as_a_solution(first, second):
    question = Question("a", "text", "Was?", solutions=(Solution(1.0, (first, second), explanation="so"),), exact=True)
    again = read(write(Quiz((question,))))[0].questions[0]
    assert again.solutions[0].texts == (first, second)


@given(questions(), st.sets(st.integers(0, 4)), TYPED)
def test_a_score_lies_between_0_and_1(question, chosen, typed):
    places = [str(n) for n in chosen if n < len(question.options)]
    if question.rows:
        places = [f"{row}:{len(question.rows) - row - 1}" for row in range(len(question.rows))]
    score = grade(question, places if question.options or question.rows else [typed]).score
    assert 0 <= score <= 1


def lowest(span):
    return f"{span.low:.10g} {span.unit}".replace(".", ",")


def right_word(gap):
    if gap.ranges:
        return lowest(gap.ranges[0])
    return gap.texts[0] if gap.right is None else str(gap.right)


@given(questions())
def test_marking_all_right_options_gives_all_points(question):
    if question.kind == "single":
        answer = [str(n) for n, option in enumerate(question.options) if option.share == 1]
    elif question.kind == "multiple":
        answer = [str(n) for n, option in enumerate(question.options) if option.right]
    elif question.kind == "matching":
        answer = [f"{n}:{right}" for n, right in enumerate(partners(question.rows)) if question.rows[n].text]
    elif question.kind == "ordering":
        answer = [f"{n}:{n}" for n in range(len(question.rows))]
    elif question.kind == "cloze":
        answer = [right_word(gap) for gap in question.gaps]
    elif question.kind == "text":
        answer = [question.solutions[0].texts[0]]
    else:
        answer = [lowest(question.solutions[0].ranges[0])]
    found = grade(question, read_answer(question, answer))
    assert found.right
    assert found.score == 1


@given(questions())
def test_once_solved_every_explanation_is_shown(question):
    right = [n for n, option in enumerate(question.options) if option.share == 1]
    if question.kind == "multiple":
        shown = grade(question, [str(n) for n in right]).explanations
        assert {explanation.of for explanation in shown} - {None} == set(range(len(question.options)))


@given(quizzes())
def test_a_published_question_is_graded_like_the_written_one(quiz):
    data = json.loads(json.dumps(to_data(quiz, lambda text, inline=False: text)))
    assert [question_from(question) for question in data["questions"]] == list(quiz.questions)


@given(st.text(max_size=400))
def test_no_text_is_too_strange_to_be_read(text):
    quiz, problems = read(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(0 <= problem.line <= lines and problem.column >= 1 for problem in problems)
    assert quiz.questions or problems


@given(quizzes(), st.data())
def test_a_typing_error_never_breaks_the_reader(quiz, data):
    text = write(quiz)
    place = data.draw(st.integers(0, len(text) - 1))
    read(text[:place] + text[place + 1 :])


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways_and_zero_only_for_the_same(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


@given(st.text("abcdefgh", min_size=6, max_size=12), st.data())
def test_one_slip_in_a_long_word_is_forgiven_where_one_is_allowed(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    slip = word[:place] + word[place + 1 :]
    assert matches(slip, word, typos=1)
    assert not matches(slip, word)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.5, 1.0, 3.0])), min_size=1))
def test_the_score_of_a_quiz_lies_between_its_worst_and_best_answer(scores):
    found = mean(scores)
    assert min(score for score, _ in scores) - 1e-9 <= found <= max(score for score, _ in scores) + 1e-9
