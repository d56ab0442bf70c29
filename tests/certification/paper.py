"""Reads a PDF as a screen reader does: structure, and text in its order with replacement texts honoured."""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf

CHARS = re.compile(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>\n")


def text_of(made: bytes) -> str:
    """The text of all pages, one line for each marked piece, in composed letters."""
    with pikepdf.open(io.BytesIO(made)) as file:
        return unicodedata.normalize("NFC", "".join(part for page in file.pages for part in _pieces(page)))


def tags(made: bytes) -> list[tuple[str, str]]:
    """Every structure element with its alternative text, in reading order."""
    with pikepdf.open(io.BytesIO(made)) as file:
        return list(_elements(file.Root.StructTreeRoot))


def _elements(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for part in node:  # type: ignore[attr-defined]
            yield from _elements(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        yield from _elements(node.get("/K"))


def _pieces(page: Any) -> Iterator[str]:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[str, str] = {}
    marked: list[bool] = []  # for every open mark: whether it replaces the text inside
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                replacement = operands[1].get("/ActualText") if isinstance(operands[1], pikepdf.Dictionary) else None
                marked.append(replacement is not None)
                yield "\n" if replacement is None else str(replacement)
            case "BMC":
                marked.append(False)
            case "EMC":
                marked.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ" if not any(marked):
                runs = operands[0] if str(operator) == "TJ" else operands
                yield "".join(_decoded(bytes(run), letters) for run in runs if isinstance(run, pikepdf.String))


def _decoded(codes: bytes, letters: dict[str, str]) -> str:
    return "".join(letters[codes[at : at + 2].hex()] for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[str, str]:
    """What each two-byte code of a font means."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {code.lower(): bytes.fromhex(letter).decode("utf-16-be") for code, letter in CHARS.findall(table)}
