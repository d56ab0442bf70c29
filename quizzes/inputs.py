"""Questions with several fields as they stand on the page: a list for each pair or step, a field for each gap."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.core.message import Message
from quizzes.core.data import question_from
from quizzes.core.fields import asked, chosen
from quizzes.core.gaps import TOKEN
from quizzes.core.model import partners

FITS = Message("Fits")
FITS_NOT = Message("Does not fit yet")


@dataclass(frozen=True, slots=True)
class Field:
    """One list or text field: what to choose from (value, text), what is chosen or typed, and whether it fits.

    ``label`` and ``more`` are the row's HTML; a gap has its number ``n`` instead.
    """

    id: str
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    label: str = ""
    more: str = ""
    n: int = 0
    of: int = 0
    number: bool = False
    size: int = 12
    mark: Message | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text with gaps, and the gap behind it."""

    html: str
    field: Field | None = None


def row_fields(
    name: str, data: Mapping[str, Any], shown: Sequence[str], marks: Mapping[int, bool], luck: random.Random
) -> tuple[Field, ...]:
    """The lists of pairs or steps: partners, or the steps themselves, never stand in the right order."""
    if not data.get("rows"):
        return ()
    question, given = question_from(data), chosen(shown)
    rows = list(asked(question))
    if question.kind == "ordering":
        rows = _shuffled(rows, luck)
        choices = [(n, str(n + 1)) for n in range(len(rows))]
    else:
        places = list(dict.fromkeys(partners(question.rows)))
        choices = [(n, question.rows[n].partner) for n in _shuffled(places, luck)]
    return tuple(
        Field(
            id=f"{name}-{row}",
            options=tuple((f"{row}:{choice}", text) for choice, text in choices),
            value=f"{row}:{given[row]}" if row in given else "",
            label=question.rows[row].text,
            more=question.rows[row].more,
            mark=_mark(marks, row),
        )
        for row in rows
    )


def _shuffled(places: Sequence[int], luck: random.Random) -> list[int]:
    """Places in another order than their own."""
    found = list(places)
    luck.shuffle(found)
    return [*found[1:], found[0]] if len(found) > 1 and found == list(places) else found


def gap_parts(name: str, data: Mapping[str, Any], shown: Sequence[str], marks: Mapping[int, bool]) -> tuple[Part, ...]:
    """The text of a question with gaps, cut at them."""
    if not data.get("gaps"):
        return ()
    pieces = TOKEN.split(data["cloze"])
    fields = [_gap(name, data["gaps"], int(n), shown, marks) for n in pieces[1::2]]
    return tuple(Part(html, field) for html, field in zip(pieces[::2], [*fields, None], strict=True))


def _gap(
    name: str, gaps: Sequence[Mapping[str, Any]], n: int, shown: Sequence[str], marks: Mapping[int, bool]
) -> Field:
    gap = gaps[n]
    choices = gap["texts"] if gap["right"] is not None else ()
    longest = max((len(text) for text in gap["texts"]), default=4)
    return Field(
        id=f"{name}-{n}",
        options=tuple((str(place), text) for place, text in enumerate(choices)),
        value=shown[n] if n < len(shown) else "",
        n=n + 1,
        of=len(gaps),
        number=bool(gap["ranges"]),
        size=min(24, max(6, 4 * (longest // 4 + 1))),
        mark=_mark(marks, n),
    )


def _mark(marks: Mapping[int, bool], place: int) -> Message | None:
    return (FITS if marks[place] else FITS_NOT) if place in marks else None
