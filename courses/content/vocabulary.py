"""The words of blocks and rules: those of the activity types at hand, and those of features that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pygments.lexers import get_all_lexers

from lms.core.activity import ActivityType
from lms.core.values import fold

Types = Mapping[str, ActivityType]
"""Activity types by their folded words."""

_FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "quizzes": {
        "quiz": ("quiz",),
        "gift": ("gift",),
        "pool": ("vorrat", "pool"),
        "reflection": ("reflexion", "reflection"),
        "selfcheck": ("selbstcheck", "selfcheck"),
    },
    "forum": {"discussion": ("diskussion", "discussion", "besprochen", "discussed")},
    "programmes": {"event": ("termin", "event", "teilgenommen", "attended")},
}
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    word: (feature, kind) for feature, kinds in _FEATURES.items() for kind, words in kinds.items() for word in words
}
"""Words of the format that a feature brings: the feature and the activity type."""


def default_types(types: Iterable[ActivityType]) -> Types:
    """Activity types by each of their words, folded."""
    return {fold(word): kind for kind in types for word in kind.words}


@cache
def code_languages() -> frozenset[str]:
    """The names of programming languages, which open ordinary code blocks."""
    aliases = {alias.lower() for _, names, _, _ in get_all_lexers(plugins=False) for alias in names}
    return frozenset(aliases | {"txt", "mermaid", "math", "csv", "plain"})
