"""Keeping the index, and finding in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import delete, or_, select

from lms.db import db, writing
from lms.features import Feature, Features
from lms.search.folding import fold_for_search, words
from lms.search.models import Entry
from lms.signals import course_published

LIMIT = 50
AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found, with the words around the first match: before, match, after."""

    kind: str
    title: str
    address: str
    before: str = ""
    match: str = ""
    after: str = ""


def reindex(feature: Feature) -> int:
    """Writes the entries of a feature anew; how many there are."""
    db.session.execute(delete(Entry).where(Entry.feature == feature.name))
    count = 0
    for count, found in enumerate(feature.documents() if feature.documents else (), 1):  # noqa: B007 the last number
        db.session.add(
            Entry(
                feature=feature.name,
                kind=found.kind,
                key=found.key,
                scope=found.scope,
                title=found.title,
                address=found.address,
                text=found.text,
                folded=fold_for_search(found.title, found.text),
            )
        )
    db.session.flush()
    return count


def reindex_all(features: Features) -> int:
    """Writes the whole index anew."""
    return sum(reindex(feature) for feature in features if feature.documents)


def find(query: str, scopes: Collection[str]) -> list[Hit]:
    """What holds every word of a query, or words that begin so; titles before texts.

    ``scopes`` are the courses whose texts the asking person may read.
    """
    wanted = words(query)[:10]
    if not wanted:
        return []
    statement = select(Entry).where(or_(Entry.scope == "", Entry.scope.in_(scopes)))
    for word in wanted:
        statement = statement.where(Entry.folded.contains(f" {word}", autoescape=True))
    rows = db.session.scalars(statement.order_by(Entry.title, Entry.id).limit(LIMIT)).all()
    ranked = sorted(rows, key=lambda row: not all(f" {word}" in fold_for_search(row.title) for word in wanted))
    return [_hit(row, wanted) for row in ranked]


def _hit(row: Entry, wanted: list[str]) -> Hit:
    for found in re.finditer(r"[^\W_]+", row.text):
        word = found.group()
        if any(form.strip().startswith(tuple(wanted)) for form in fold_for_search(word).split()):
            start, end = found.span()
            before = row.text[max(0, start - AROUND) : start].partition(" ")[2] if start > AROUND else row.text[:start]
            after = row.text[end : end + AROUND].rpartition(" ")[0]
            return Hit(row.kind, row.title, row.address, before, word, after)
    return Hit(row.kind, row.title, row.address)


@course_published.connect
def keep_up(sender: object, **news: object) -> None:
    """Writes the index anew after something was published."""
    features: Features = current_app.extensions["lms"].features
    with writing():
        reindex_all(features)
