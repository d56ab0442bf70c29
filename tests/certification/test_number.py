"""Numbers of awards can be read aloud, and a slip in typing is noticed."""

import string

from hypothesis import given
from hypothesis import strategies as st

from lms.certification.number import ALPHABET, EXAMPLE, LENGTH, is_well_formed, new_number, normalise

numbers = st.builds(new_number)
signs = st.sampled_from(ALPHABET)


def body(number: str) -> str:
    return number.removeprefix("LL-").replace("-", "")


def test_a_number_has_three_groups_behind_the_prefix() -> None:
    prefix, *groups = new_number().split("-")
    assert prefix == "LL"
    assert [len(group) for group in groups] == [4, 4, 4]


def test_numbers_do_not_repeat() -> None:
    assert len({new_number() for _ in range(2000)}) == 2000


def test_every_sign_turns_up_in_every_random_place() -> None:
    drawn = [body(new_number()) for _ in range(3000)]
    for place in range(LENGTH):
        assert {number[place] for number in drawn} == set(ALPHABET)


def test_no_two_signs_look_alike() -> None:
    for alike in ("0O", "1IL", "8B", "5S", "2Z", "UV"):
        assert len(set(alike) & set(ALPHABET)) == 1


def test_the_example_on_the_form_is_a_number() -> None:
    assert is_well_formed(EXAMPLE)
    assert normalise(EXAMPLE) == EXAMPLE


@given(numbers)
def test_a_number_is_written_as_it_is_normalised(number: str) -> None:
    assert is_well_formed(number)
    assert normalise(number) == number


@given(numbers, st.sampled_from(["", " ", " – ", "-", "\u00a0", ".", "\u2011"]))
def test_case_and_separators_do_not_matter(number: str, separator: str) -> None:
    assert normalise(number.lower().replace("-", separator)) == number


@given(numbers)
def test_the_prefix_may_be_left_out(number: str) -> None:
    assert normalise(body(number)) == number
    assert is_well_formed(body(number))


@given(numbers)
def test_look_alikes_are_read_as_what_was_meant(number: str) -> None:
    typed = body(number).translate(str.maketrans("018525V", "OIBSZSU"))
    assert normalise(typed) == number
    assert normalise("11" + body(number)) == number


@given(numbers, st.integers(0, LENGTH - 1), signs)
def test_one_wrong_sign_is_noticed(number: str, place: int, sign: str) -> None:
    right = body(number)
    wrong = right[:place] + sign + right[place + 1 :]
    assert is_well_formed(wrong) == (wrong == right)


@given(numbers, st.integers(0, LENGTH - 2))
def test_two_exchanged_neighbours_are_noticed(number: str, place: int) -> None:
    right = body(number)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert is_well_formed(wrong) == (wrong == right)


@given(numbers, st.integers(0, LENGTH - 1))
def test_a_sign_too_few_or_too_many_is_noticed(number: str, place: int) -> None:
    right = body(number)
    assert not is_well_formed(right[:place] + right[place + 1 :])
    assert not is_well_formed(right[:place] + "7" + right[place:])


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    if is_well_formed(text):
        assert set(body(once)) <= set(string.ascii_uppercase + string.digits)
