"""A quiz in a package that another program plays: its questions as HTML that a script of ours scores."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from lms.core.activity import Offline, Slot
from lms.core.message import Message
from quizzes.exchange.common import unsupported

PLAYED = frozenset({"single", "multiple", "text", "number"})
_LABELS = {
    "right": Message("Right."),
    "partly": Message("Partly right."),
    "wrong": Message("Not right yet."),
    "missing": Message("Choose or type an answer first."),
}

Say = Callable[[Message], str]
Data = Mapping[str, Any]


def render(slot: Slot, say: Say) -> str:
    """The quiz as HTML; what decides about answers stands in attributes."""
    labels = {f"data-say-{name}": say(text) for name, text in _LABELS.items()}
    passing = slot.attributes.get("pass")
    given = {
        "class": "lms-offline-quiz",
        "data-ref": slot.ref.key,
        "data-required": "1" if slot.required else "",
        "data-pass": "" if passing is None else f"{passing:g}",
        **labels,
    }
    case = f'<div class="lms-prose">{slot.data["case"]}</div>' if slot.data.get("case") else ""
    played = [question for question in slot.data["questions"] if question["kind"] in PLAYED]
    parts = [_question(question, n, len(played), slot, say) for n, question in enumerate(played, 1)]
    return f"<div{_attributes(given)}>{case}{''.join(parts)}</div>"


def lost(slot: Slot) -> Iterator[Message]:
    """The questions that cannot be played, and the settings that do not hold there."""
    for question in slot.data["questions"]:
        if question["kind"] not in PLAYED:
            name = Message(
                "Question “%(key)s”: %(why)s", {"key": question["key"], "why": unsupported(question["kind"])}
            )
            yield name
    if any(slot.attributes.get(name) for name in ("attempts", "time", "draw")):
        yield Message("Limits of attempts and time do not hold in the package.")


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())


def _question(question: Data, n: int, of: int, slot: Slot, say: Say) -> str:
    name = say(Message("Question %(n)s of %(of)s", {"n": n, "of": of}))
    id = f"q-{slot.ref.key.replace('/', '-')}-{n}"
    given = {
        "class": "lms-question lms-sheet lms-offline-question",
        "aria-label": name,
        "data-key": question["key"],
        "data-kind": question["kind"],
        "data-points": f"{question['points']:g}",
        "data-exact": "1" if question["exact"] else "",
        "data-typos": str(question["typos"]),
        "data-marks": json.dumps(_marks(question), ensure_ascii=False),
    }
    above = "".join(f'<div class="lms-prose">{question[part]}</div>' for part in ("intro",) if question[part])
    more = f'<div class="lms-prose">{question["more"]}</div>' if question["more"] else ""
    fields = "".join(_fields(question, id, say))
    check = escape(say(Message("Check answer")))
    return (
        f'<section{_attributes(given)}><p class="lms-question__kicker"><span>{escape(name)}</span></p><form>{above}'
        f'<fieldset class="kern-fieldset"><legend class="kern-label">{question["text"] or escape(name)}</legend>{more}'
        f'<div class="kern-fieldset__body">{fields}</div></fieldset>'
        f'<div class="lms-explain" role="status" tabindex="-1" hidden><p><b class="lms-offline-verdict"></b></p>'
        f"{''.join(_explanations(question))}</div>"
        f'<div class="lms-actions"><button class="kern-btn kern-btn--primary" type="submit">'
        f'<span class="kern-label">{check}</span></button></div></form></section>'
    )


def _marks(question: Data) -> dict[str, Any]:
    """What each answer is worth, as the script reads it."""
    if question["options"]:
        percent = any(option["percent"] for option in question["options"])
        return {"shares": [option["share"] for option in question["options"]], "percent": percent}
    return {
        "solutions": [
            {
                "share": solution["share"],
                "rest": solution["rest"],
                "texts": list(solution["texts"]),
                "ranges": [[span["low"], span["high"], span["unit"]] for span in solution["ranges"]],
            }
            for solution in question["solutions"]
        ]
    }


def _fields(question: Data, id: str, say: Say) -> Iterator[str]:
    kind = "radio" if question["kind"] == "single" else "checkbox"
    for n, option in enumerate(question["options"]):
        more = f'<div class="lms-prose">{option["more"]}</div>' if option["more"] else ""
        yield (
            f'<div class="kern-form-check lms-option"><input class="kern-form-check__{kind}" type="{kind}" name="{id}" '
            f'value="{n}" id="{id}-{n}"><label class="kern-label" for="{id}-{n}">{option["text"]}</label></div>{more}'
        )
    if not question["options"]:
        label = escape(say(Message("Your answer")))
        yield (
            f'<div class="kern-form-input"><label class="kern-label" for="{id}-typed">{label}</label>'
            f'<input class="kern-form-input__input" type="text" id="{id}-typed" maxlength="500" autocomplete="off">'
            "</div>"
        )


def _explanations(question: Data) -> Iterator[str]:
    answers = [*question["options"], *question["solutions"]]
    for n, answer in enumerate(answers):
        if answer["explanation"]:
            yield f'<div data-explains="{n}" hidden>{answer["explanation"]}</div>'
    if question["explanation"]:
        yield f"<div>{question['explanation']}</div>"


OFFLINE = Offline(render, Path(__file__).parent / "offline.js", lost)
