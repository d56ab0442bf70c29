"""QR codes as drawings of their own: nothing in them needs an inline style or a script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

import segno


def qr_svg(address: str, label: str = "") -> str:
    """The QR code of an address as SVG; with a label it is a named image, without one it is decoration.

    It brings no quiet zone: the white paper around it is one.
    """
    code = segno.make_qr(address, error="m")
    size = len(code.matrix)
    meaning = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    drawing = "".join(path for y, row in enumerate(code.matrix) for path in _bars(row, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lms-qr" viewBox="0 0 {size} {size}" {meaning} '
        f'focusable="false" shape-rendering="crispEdges"><path fill="#000" d="{drawing}"/></svg>'
    )


def _bars(row: bytearray, y: int) -> Iterator[str]:
    """Every run of dark modules in a row as one rectangle."""
    x = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
