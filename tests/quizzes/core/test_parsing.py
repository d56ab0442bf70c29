"""How questions are written, and what is said when they are not."""

import time

import pytest

from lms.core.activity import Block
from quizzes.core.lines import HIDDEN, mask
from quizzes.core.parse import parse

HELP = """# hilfe ziel=1
Was hilft?
(x) Nach Ideen fragen
    > Richtig.
(50 %) Von einem Fall erzählen, als Anregung
    und nicht als Vorbild
    > Teilweise.
( ) Vorgeben
    > Nein.
"""


def quiz_of(body, **attributes):
    return parse(Block("quiz", "k", "u", body, "u.md", 10, 11, attributes=attributes))[0]


def problems_of(body, **attributes):
    return parse(Block("quiz", "k", "u", body, "u.md", 10, 11, attributes=attributes))[1]


def rules_of(body, **attributes):
    return [(problem.rule, problem.line, problem.column) for problem in problems_of(body, **attributes)]


def choice(key="a", first="(x) Eins", second="( ) Zwei"):
    return f"# {key}\nFrage?\n{first}\n    > Ja.\n{second}\n    > Nein.\n"


def test_a_single_choice_keeps_marks_continuations_and_explanations():
    (question,) = quiz_of(HELP).questions
    assert (question.key, question.kind, question.text, question.objectives) == ("hilfe", "single", "Was hilft?", (1,))
    assert [option.share for option in question.options] == [1.0, 0.5, 0.0]
    assert question.options[1].text == "Von einem Fall erzählen, als Anregung\nund nicht als Vorbild"
    assert [option.explanation for option in question.options] == ["Richtig.", "Teilweise.", "Nein."]
    assert problems_of(HELP) == ()


def test_text_above_the_first_question_is_the_case():
    quiz = quiz_of("Frau Demir ruft an.\n\nZum dritten Mal.\n\n" + HELP)
    assert quiz.case == "Frau Demir ruft an.\n\nZum dritten Mal."
    assert len(quiz.questions) == 1


def test_a_quiz_with_one_question_needs_no_key():
    body = "Frage?\n[x] Eins\n> Ja.\n[ ] Zwei\n> Nein.\n>> Darum."
    (question,) = quiz_of(body).questions
    assert (question.key, question.kind, question.explanation, question.keyed) == ("1", "multiple", "Darum.", False)
    assert problems_of(body) == ()


def test_dashes_begin_a_question_and_several_want_keys():
    body = "Eins?\n(x) A\n> a\n( ) B\n> b\n---\nZwei?\n(x) A\n> a\n( ) B\n> b\n---\n# drei\nDrei?\n= x\n> y"
    assert [question.key for question in quiz_of(body).questions] == ["1", "2", "drei"]
    assert rules_of(body) == [("question-without-key", 11, 1)]
    assert "2 of 3 questions" in str(problems_of(body)[0].message)


def test_all_attributes_of_a_question_are_read():
    body = (
        "# f punkte=2,5 ziel=1,3 thema=„Grenzen setzen“ genau=ja tippfehler=2 mischen=nein war=alt\nWas?\n= Ja\n> So."
    )
    (question,) = quiz_of(body).questions
    assert (question.points, question.objectives, question.topic) == (2.5, (1, 3), "Grenzen setzen")
    assert (question.exact, question.typos, question.shuffle, question.formerly) == (True, 2, False, "alt")
    english = body.replace("punkte", "points").replace("ziel", "objective").replace("tippfehler", "typos")
    assert quiz_of(english).questions == quiz_of(body).questions


@pytest.mark.parametrize(
    ("head", "rule", "column", "words"),
    [
        ("# Erste Frage", "question-head", 9, "key of one word"),
        ("#hilfe", "question-head", 1, "“# hilfe”"),
        ("## hilfe", "question-head", 1, "“# hilfe”"),
        ("#", "question-head", 1, "“# question-1”"),
        ("# erste_frage", "key-invalid", 3, "is not a key"),
        ("# f punkt=2", "block-attribute", 5, "Do you mean “punkte”?"),
        ("# f punkte = 2", "block-attribute", 5, "punkte=2 without blanks"),
        ("# f punkte=viele", "block-attribute", 5, "not a number"),
        ("# f punkte=1.500", "number-ambiguous", 5, "could mean"),
        ("# f punkte=2 points=3", "block-attribute", 14, "twice"),
    ],
)
def test_a_head_that_cannot_be_read_is_named_with_its_place(head, rule, column, words):
    (problem,) = problems_of(f"{head}\nFrage?\n(x) A\n> a\n( ) B\n> b")
    assert (problem.rule, problem.path, problem.line, problem.column) == (rule, "u.md", 11, column)
    assert words in str(problem.message)


def test_foreign_but_harmless_spellings_are_accepted():
    body = "# f\nFrage?\n- [X] Eins\n  > Ja.\n-\u00a0[\u00a0]\u00a0Zwei\n  > Nein.\n* [50%] Drei\n  > Halb.\n"
    (question,) = quiz_of(body).questions
    assert [(option.text, option.share) for option in question.options] == [("Eins", 1), ("Zwei", 0), ("Drei", 0.5)]
    assert problems_of(body) == ()


def test_statutes_lists_arrows_and_braces_in_a_question_are_text():
    text = "§ 5 sagt:\n\n(1) Die Beschäftigten {lernen}.\n\n- a -> b\n1. c\n\nWer lernt?"
    (question,) = quiz_of(f"# f\n{text}\n(x) Alle\n> a\n( ) Keine\n> b").questions
    assert question.text == "Wer lernt?"
    assert question.intro == text.removesuffix("\n\nWer lernt?")


def test_a_backslash_code_and_formulas_make_markers_text():
    text = "\\( ) ist ein Zeichen.\n`( ) x` auch, und $( ) y$ ebenso:\n~~~\n( ) Code\n# kein Kopf\n~~~\n\nWas?"
    body = f"# f\n{text}\n(x) A\n> a\n( ) B\n> b"
    assert len(quiz_of(body).questions) == 1
    assert [option.text for option in quiz_of(body).questions[0].options] == ["A", "B"]
    assert problems_of(body) == ()


def test_an_answer_may_hold_indented_markdown():
    body = "# f\nFrage?\n(x) So:\n\n    - eins\n    - zwei\n    ~~~\n    ( ) Code\n    ~~~\n    > Ja.\n( ) B\n    > b"
    option = quiz_of(body).questions[0].options[0]
    assert (option.text, option.more) == ("So:", "- eins\n- zwei\n~~~\n( ) Code\n~~~")
    assert problems_of(body) == ()


def test_comments_are_notes_for_authors():
    body = "# f <!-- schwer -->\nFrage?\n(x) A <!-- gut -->\n> a\n<!-- ( ) weg\n> weg -->\n( ) B\n> b"
    assert [option.text for option in quiz_of(body).questions[0].options] == ["A", "B"]
    assert problems_of(body) == ()


def test_values_are_texts_unless_the_first_begins_like_a_number():
    text = quiz_of('# a\nFrage?\n= Job Shadowing | "01069" | „1. Mai“ | a\\|b\n> gut\n!= Praktikum\n> nein\n!= *\n')
    (question,) = text.questions
    assert question.kind == "text"
    assert question.solutions[0].texts == ("Job Shadowing", "01069", "1. Mai", "a|b")
    assert (question.solutions[1].share, question.solutions[2].rest) == (0.0, True)
    number = quiz_of("# a\nFrage?\n= 21 ± 2,5 % | 4 bis 6 km\n= (50 %) 1 000..2000\n> gut\n").questions[0]
    spans = [(span.low, span.high, span.unit) for solution in number.solutions for span in solution.ranges]
    assert number.kind == "number"
    assert spans == [(18.5, 23.5, "%"), (4, 6, "km"), (1000, 2000, "")]
    assert number.solutions[1].share == 0.5


@pytest.mark.parametrize("typed", ["4 +- 1", "3..5", "3…5", "3 to 5", "3 BIS 5", "4±1"])
def test_ranges_may_be_written_in_several_ways(typed):
    (span,) = quiz_of(f"# a\nFrage?\n= {typed}\n> gut\n").questions[0].solutions[0].ranges
    assert (span.low, span.high) == (3, 5)


@pytest.mark.parametrize(
    ("answers", "rule", "line", "column"),
    [
        ("( ) A\n> a\n( ) B\n> b", "question-no-right", 11, 1),
        ("[ ] A\n> a\n[ ] B\n> b", "question-no-right", 11, 1),
        ("[30 %] A\n> a\n[30 %] B\n> b", "question-no-right", 11, 1),
        ("= (50 %) Amt\n> a", "question-no-right", 11, 1),
        ("!= Amt\n> a", "question-no-right", 11, 1),
        ("(x) A\n> a\n(x) B\n> b", "question-two-right", 15, 1),
        ("(x) A\n> a\n[ ] B\n> b", "question-mixed", 15, 1),
        ("= Amt | 5\n> a", "question-mixed", 13, 9),
        ("= 5 | Amt\n> a", "question-mixed", 13, 7),
        ("(x) A\n> a\n( ) B", "explanation-missing", 15, 1),
        ("(x) A\n> a\n( )  a\n> b", "answer-duplicate", 15, 6),
        ("= Amt | amt.\n> a", "answer-duplicate", 13, 1),
        ("(x) A\n> a\n()  B\n> b", "answer-spelling", 15, 1),
        ("(x) A\n> a\n( )B\n> b", "answer-spelling", 15, 1),
        ("(×) A\n> a\n( ) B\n> b", "answer-spelling", 13, 1),
        ("[✓] A\n> a\n[ ] B\n> b", "answer-spelling", 13, 1),
        ("[x]A\n> a\n[] B\n> b\n[x] C\n> c", "answer-spelling", 13, 1),
        ("=21\n> a", "answer-spelling", 13, 1),
        ("(x) A\n> a\n( )\n> b", "answer-spelling", 15, 1),
        ("(x) A\n> a\n(50) B\n> b", "percent-sign", 15, 1),
        ("(x) A\n> a\n(150 %) B\n> b", "answer-spelling", 15, 1),
        ("= 1.500\n> a", "number-ambiguous", 13, 3),
        ("= 01069\n> a", "number-ambiguous", 13, 3),
        ("= 2018-2020\n> a", "answer-spelling", 13, 3),
        ("= 6 bis 4\n> a", "answer-spelling", 13, 3),
        ("= 1. Mai\n> a", "answer-spelling", 13, 3),
        ("= Amt ||  Rat\n> a", "answer-spelling", 13, 8),
        ("= Amt", "explanation-question", 11, 1),
        ("(x) A\n> a\n( ) B ( ) C\n> b", "answer-marker-inside", 15, 7),
        ("(x) A\n> a\n  ( ) B\n> b", "answer-marker-inside", 15, 3),
        ("(x) A\n> a\n( ) B\n> b\nNoch was", "answer-loose-text", 17, 1),
        ("(x) A\n> a\n( ) B\n> b\n>> Darum\nUnd nun?", "questions-merged", 18, 1),
        ("(x) A\n> a\n( ) B\n> b\n>> Darum\n( ) C\n> c\n(x) D\n> d", "questions-merged", 18, 1),
        ("Nur Text.", "question-no-answer", 11, 1),
        ("[[x]] A\n[[ ]] B", "foreign-syntax", 13, 1),
        ("[(x)] A\n[( )] B", "foreign-syntax", 13, 1),
        ("[[Lösung]]", "foreign-syntax", 13, 1),
        ("a) A\n*b) B", "foreign-syntax", 14, 1),
        ("A. Eins\nB. Zwei\nANSWER: B", "foreign-syntax", 15, 1),
        ("Es ist {=a ~b}.", "foreign-syntax", 13, 8),
        ("Es ist {1:SHORTANSWER:=a}.", "foreign-syntax", 13, 8),
        ("(x) A\n> a\n~~~\noffen", "block-inner-fence", 15, 1),
    ],
)
def test_what_is_wrong_with_a_question_is_said_once_and_exactly(answers, rule, line, column):
    found = rules_of(f"# f\nFrage?\n{answers}")
    assert (rule, line, column) in found
    assert {name for name, _, _ in found} <= {rule, "answer-loose-text"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("___\n! Muster", "Open questions"),
    ],
)
def test_kinds_that_come_later_are_named_in_one_sentence(answers, words):
    (problem,) = problems_of(f"# f\nFrage:\n{answers}\n>> Darum.")
    assert problem.rule == "question-kind"
    assert words in str(problem.message)


def test_drawing_from_a_pool_comes_later():
    (problem,) = problems_of("# ziehe=3 aus=fragen/pool ziel=2\n" + HELP)
    assert (problem.rule, problem.line) == ("question-kind", 11)


def test_a_line_between_question_and_pairs_must_be_clear():
    found = rules_of("# f\nWas gehört\nzusammen\nA -> B\nC -> D\n")
    assert found == [("explanation-question", 11, 1), ("answer-line-break", 13, 1)]


def test_a_question_without_its_text_is_named():
    assert rules_of("# f\n(x) A\n> a\n( ) B\n> b") == [("block-empty", 12, 1)]


def test_a_block_without_questions_is_named_at_its_fence():
    assert rules_of("\n\n") == [("block-empty", 10, 1)]


def test_a_key_may_stand_only_once():
    assert rules_of(choice("a") + choice("b", "( ) A", "(x) B") + choice("a")) == [("key-duplicate", 23, 1)]


def test_the_number_of_a_question_may_be_taken_by_a_key():
    body = choice("2") + "---\nFrage?\n(x) A\n> a\n( ) B\n> b"
    assert ("key-duplicate", 18, 1) in rules_of(body)


def test_an_answer_that_is_always_first_or_longest_is_noticed():
    first = "".join(choice(key, "(x) A", "( ) B") for key in "abc")
    assert rules_of(first) == [("right-always-first", 13, 1)]
    assert rules_of(first, shuffle="answers") == []
    longest = "".join(choice(key, "( ) A", "(x) Lang") for key in "abc")
    assert rules_of(longest) == [("right-always-longest", 13, 1)]
    assert rules_of(choice("a", "(x) A", "( ) B") + choice("b", "(x) A", "( ) B")) == []


def test_a_lost_head_is_noticed_and_what_follows_is_still_checked():
    body = choice("a") + "Zweite Frage?\n( ) C\n    > c\n( ) D\n"
    assert rules_of(body) == [
        ("answer-loose-text", 17, 1),
        ("question-no-right", 17, 1),
        ("explanation-missing", 20, 1),
    ]


def test_all_problems_of_a_quiz_are_found_at_once():
    body = "# a\nFrage?\n( ) A\n( ) B\n> b\n\n# b x=1\nFrage?\n= Amt"
    assert [rule for rule, _, _ in rules_of(body)] == [
        "question-no-right",
        "explanation-missing",
        "explanation-question",
        "block-attribute",
    ]


def test_a_block_may_hold_only_so_many_questions_and_answers():
    many = "".join(f"# f{n}\nFrage?\n= Amt\n> a\n" for n in range(501))
    assert rules_of(many) == [("file-limit", 10, 1)]
    assert rules_of("# f\nFrage?\n= " + " | ".join(f"a{n}" for n in range(51)) + "\n> a") == [("file-limit", 13, 1)]
    options = "".join(f"[x] A{n}\n> a\n" for n in range(51))
    assert rules_of("# f\nFrage?\n" + options) == [("file-limit", 11, 1)]


def test_windows_line_ends_count_as_one_line():
    assert rules_of("# f\r\nFrage?\r\n( ) A\r\n> a") == [("question-no-right", 11, 1)]


def test_the_question_is_the_last_paragraph_or_the_first_before_a_list():
    last = quiz_of("# f\nEin Fall.\n\nUnd die Frage?\n= A\n> a").questions[0]
    assert (last.intro, last.text, last.more) == ("Ein Fall.", "Und die Frage?", "")
    first = quiz_of("# f\nWas fehlt hier?\n\n- eins\n- zwei\n= A\n> a").questions[0]
    assert (first.intro, first.text, first.more) == ("", "Was fehlt hier?", "- eins\n- zwei")


def test_the_shape_follows_the_marks_and_not_the_words():
    shape = quiz_of(choice()).questions[0].shape
    assert quiz_of(choice("a", "(x) Anders", "( ) Ganz")).questions[0].shape == shape
    assert quiz_of(choice("a", "( ) Eins", "(x) Zwei")).questions[0].shape != shape


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a `( ) b` c", "a ####### c"),
        ("``a ` b`` c", "######### c"),
        ("`a b", "`a b"),
        ("\\` a `b`", "## a ###"),
        ("$x$ und 5 $ und $y", "### und 5 $ und $y"),
        ("\\{a\\|", "##a##"),
    ],
)
def test_code_formulas_and_escaped_signs_are_hidden(text, hidden):
    assert mask(text).replace(HIDDEN, "#") == hidden


def test_strange_lines_are_read_in_a_moment():
    begun = time.perf_counter()
    for line in ("= " + "a|" * 1900, "".join("`" * n + "a" for n in range(1, 85)), "( ) " * 900, "{" * 3900):
        parse(Block("quiz", "k", "u", "# k\nFrage\n" + "\n".join([line] * 50)))
    assert time.perf_counter() - begun < 10
