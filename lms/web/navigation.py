"""What stands in the header and the footer of every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request, url_for

from lms.core.message import Message
from lms.web.texts import say


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its label in the reader's language."""

    label: str
    address: str
    current: bool = False


KERNEL_ITEMS: tuple[tuple[Message, str, frozenset[str], int], ...] = (
    (Message("Start"), "progress.start", frozenset(), 0),
    (Message("My progress"), "progress.overview", frozenset(), 40),
    (Message("Authoring"), "author.courses", frozenset({"trainer"}), 60),
    (Message("Desk"), "desk.certified", frozenset({"coordinator"}), 70),
)


def main_items() -> list[Link]:
    """The main navigation of the person who is asking; it depends on the page and the roles alone."""
    person = g.get("viewer")
    if person is None:
        return []
    features = current_app.extensions["lms"].features
    items = [*KERNEL_ITEMS, *((i.label, i.endpoint, i.roles, i.order) for f in features for i in f.navigation)]
    chapter = (request.endpoint or "").split(".")[0]
    found = []
    for label, endpoint, roles, _ in sorted(items, key=lambda item: item[3]):
        if endpoint in current_app.view_functions and (not roles or roles & person.role_names):
            exact = request.endpoint == endpoint or (chapter == endpoint.split(".")[0] and chapter != "progress")
            found.append(Link(say(label), url_for(endpoint), exact))
    return found


FOOTER: tuple[tuple[Message, str], ...] = (
    (Message("Accessibility"), "pages.accessibility"),
    (Message("Report a barrier"), "notices.report_barrier"),
    (Message("Easy language"), "pages.plain_language"),
    (Message("Privacy"), "pages.privacy"),
    (Message("Imprint"), "pages.imprint"),
)


def footer_items() -> list[Link]:
    """The legal links that stand on every page."""
    return [Link(say(label), url_for(endpoint)) for label, endpoint in FOOTER if endpoint in current_app.view_functions]
