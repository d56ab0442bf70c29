"""Discussions and Q&A: questions of a course that learners answer and talk about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from forum import onlooker
from forum.activity import DISCUSSION
from forum.demo import begin_conversation
from forum.service.personal import DATA
from lms.core.message import Message
from lms.features import Feature, NavItem

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = ["feature", "onlooker"]


def _blueprints() -> Sequence[Blueprint]:
    from forum.views import blueprint

    return (blueprint,)


feature = Feature(
    name="forum",
    activity_types=(DISCUSSION,),
    blueprints=_blueprints,
    navigation=(NavItem(Message("Forum"), "forum.index", order=30),),
    migrations=Path(__file__).parent / "migrations",
    translations=Path(__file__).parent / "translations",
    personal_data=DATA,
    demo=begin_conversation,
)
