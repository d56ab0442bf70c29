"""Questions of LiaScript, text2qti, Aiken, GIFT and Moodle in our form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File, change

_LIA = re.compile(r"(\s*)(?:[-*+]\s+)?\[(?:\(([ xX]?)\)|\[([ xX]?)\])\]\s*(\S.*)")
_LIA_TEXT = re.compile(r"(\s*)\[\[([^\[\]]{2,})\]\]\s*")
_OPTION = re.compile(r"\s*(\*?)[a-zA-Z]\)\s+(\S.*)")
_CHECK = re.compile(r"\s*\[(\*?)\]\s*[a-z]\)\s*(\S.*)")
_ANSWER = re.compile(r"\s*ANSWER:\s*([A-Z])\s*")
_AIKEN = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")
_GIFT = re.compile(r"(.*?)(?<!\\)\{([^{}]*)\}(.*)")
_CLOZE = re.compile(r"\{[0-9]*:([A-Z_]+):([^{}]*)\}")
_PART = re.compile(r"([=~])((?:\\.|[^=~\\])*)")
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def quiz_edits(file: File, number: int) -> Iterator[Edit]:
    """The edits for a foreign line in a quiz, and for the answers around it."""
    line = file.line(number)
    if _LIA.fullmatch(line) or _LIA_TEXT.fullmatch(line):
        yield from (change(n, _lia(file.line(n))) for n in _run(file, number, (_LIA, _LIA_TEXT)))
    elif _OPTION.fullmatch(line) or _CHECK.fullmatch(line):
        yield from (change(n, _option(file.line(n))) for n in _run(file, number, (_OPTION, _CHECK)))
    elif found := _ANSWER.fullmatch(line):
        yield from _aiken(file, number, found[1])
    elif _CLOZE.search(line):
        yield change(number, _CLOZE.sub(_cloze, line))
    elif found := _GIFT.fullmatch(line):
        yield from _gift(number, found)


def _run(file: File, number: int, patterns: tuple[re.Pattern[str], ...]) -> range:
    """The numbers of the lines around one that are written like it."""

    def fits(at: int) -> bool:
        return any(pattern.fullmatch(file.line(at)) for pattern in patterns)

    first, last = number, number
    while first > 1 and fits(first - 1):
        first -= 1
    while last < len(file.lines) and fits(last + 1):
        last += 1
    return range(first, last + 1)


def _lia(line: str) -> str:
    if found := _LIA_TEXT.fullmatch(line):
        return f"{found[1]}= {found[2].strip()}"
    found = _LIA.fullmatch(line)
    assert found
    mark = "x" if (found[2] or found[3] or "").strip() else " "
    sign = f"({mark})" if found[2] is not None else f"[{mark}]"
    return f"{found[1]}{sign} {found[4]}"


def _option(line: str) -> str:
    if found := _CHECK.fullmatch(line):
        return f"[{'x' if found[1] else ' '}] {found[2]}"
    found = _OPTION.fullmatch(line)
    assert found
    return f"({'x' if found[1] else ' '}) {found[2]}"


def _aiken(file: File, number: int, right: str) -> Iterator[Edit]:
    above = _run(file, number - 1, (_AIKEN,))
    options = [(n, found) for n in above if (found := _AIKEN.fullmatch(file.line(n)))]
    if any(found[1] == right for _, found in options):
        for n, found in options:
            yield change(n, f"({'x' if found[1] == right else ' '}) {found[2]}")
        yield Edit(number, 1, ())


def _cloze(found: re.Match[str]) -> str:
    """A gap of Moodle as one of ours."""
    kind, parts = found[1], _PART.findall(found[2])
    if kind in ("NUMERICAL", "NM") and len(parts) == 1:
        value, _, tolerance = parts[0][1].partition("#")[0].partition(":")
        spread = f" ± {tolerance.strip()}" if tolerance.strip(" 0.") else ""
        return f"{{= {value.strip()}{spread}}}"
    texts = [(sign, text.partition("#")[0].strip()) for sign, text in parts]
    if kind.startswith(("SHORTANSWER", "SA", "MW")):
        return "{" + "|".join(text for sign, text in texts if sign == "=") + "}"
    if not kind.startswith(("MULTICHOICE", "MC")):
        return str(found[0])
    return "{" + "|".join(f"({'x' if sign == '=' else ' '}) {text}" for sign, text in texts) + "}"


def _gift(number: int, found: re.Match[str]) -> Iterator[Edit]:
    """Answers in braces, as lines below the question; weights and pairs are left for their author."""
    before, inside, after = found[1].strip(), found[2].strip(), found[3].strip()
    parts = [(sign, *text.strip().partition("#")[::2]) for sign, text in _PART.findall(inside)]
    if inside.upper() in _TRUE:
        right = _TRUE[inside.upper()]
        answers = [f"({'x' if right else ' '}) Richtig", f"({' ' if right else 'x'}) Falsch"]
    elif inside.startswith("#") and re.fullmatch(r"#[-0-9.]+(?::[0-9.]+)?", inside):
        answers = ["= " + inside[1:].replace(":", " ± ")]
    elif not parts or "%" in inside or "->" in inside:
        return
    elif all(sign == "=" for sign, _, _ in parts):
        answers = ["= " + " | ".join(text.strip() for _, text, _ in parts)]
    else:
        answers = []
        for sign, text, why in parts:
            answers.append(f"({'x' if sign == '=' else ' '}) {text.strip()}")
            answers += [f"    > {why.strip()}"] if why.strip() else []
    if after and len(parts) > 0:
        yield change(number, f"{before} {{{'|'.join(_in_gap(parts))}}} {after}".strip())
    elif before:
        yield Edit(number, 1, (before, *answers))
    else:
        yield Edit(number, 1, tuple(answers))


def _in_gap(parts: list[tuple[str, str, str]]) -> list[str]:
    if all(sign == "=" for sign, _, _ in parts):
        return [text.strip() for _, text, _ in parts]
    return [f"({'x' if sign == '=' else ' '}) {text.strip()}" for sign, text, _ in parts]
