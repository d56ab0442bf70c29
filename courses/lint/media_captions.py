"""Films have captions, recordings have a transcript, for everybody who cannot hear them.

PASS:
    [Ein Gespräch am Schalter](material/film.mp4)
    Untertitel: material/film.vtt
    Quelle: eigene Aufnahme

FAIL:
    [Ein Gespräch am Schalter](material/film.mp4)
    Quelle: eigene Aufnahme
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "media-captions"


def check(site: Site) -> Iterator[Problem]:
    """Films without captions and sounds without a transcript."""
    for page in site.pages:
        for media in page.media():
            if media.kind == "video" and "captions" not in media.labels and "transcript" not in media.labels:
                message = Message("Who cannot hear the film needs captions. Write below it “Captions: film.vtt”.")
                yield warning(page.path, page.line_of(media), 1, NAME, message)
            elif media.kind == "audio" and not media.text("transcript"):
                message = Message("Who cannot hear the recording needs its text. Write below it “Transcript: …”.")
                yield warning(page.path, page.line_of(media), 1, NAME, message)
