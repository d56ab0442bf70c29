"""Every objective has a question, a discussion or a reflection that serves it (``ziel=2``).

An objective that nothing serves is a promise that nobody keeps. Told in units in which a block or a question names
objectives.

PASS:
    ```reflexion rolle ziel=1,2
    Was nehmen Sie mit?
    ```

FAIL:
    ```reflexion rolle ziel=1
    Was nehmen Sie mit?
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.page import Page
from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "objective-untested"
_HEAD = re.compile(
    r"^ {0,3}#[ \t\u00a0].*?[ \t\u00a0](?:ziele?|objectives?)=[\"„“]?([0-9, ]+)", re.MULTILINE | re.IGNORECASE
)


def check(site: Site) -> Iterator[Problem]:
    """Objectives that no block and no question names."""
    for page in site.pages:
        if page.unit != "kurs" and "minutes" in page.head.lines:
            yield from _page(page)


def _page(page: Page) -> Iterator[Problem]:
    served = {n for block in page.blocks for n in block.objectives}
    served |= {
        int(n) for block in page.blocks for text in _HEAD.findall(block.body) for n in re.findall("[0-9]+", text)
    }
    if not served:
        return
    for number in range(1, len(page.head.objectives) + 1):
        if number not in served:
            message = Message(
                "For objective %(n)s there is no question, discussion or reflection (objective=%(n)s).", {"n": number}
            )
            yield warning(page.path, page.head.lines.get("objectives", 1), 1, NAME, message)
