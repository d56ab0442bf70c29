"""The forms of the forum."""

from __future__ import annotations

import secrets

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from lms.core.errors import LmsError
from lms.web.texts import say


class PostForm(FlaskForm):  # type: ignore[misc]
    """A text, and the token by which a form that is sent twice makes one post."""

    text = TextAreaField(lazy_gettext("Your answer"), render_kw={"rows": 9})
    token = HiddenField()

    def refuse(self, error: LmsError) -> None:
        """Says what is wrong at the field; what was typed stays, and the form may be sent anew."""
        self.text.errors = [say(error.message)]
        self.token.data = new_token()


def new_token() -> str:
    """A token for one form."""
    return secrets.token_urlsafe(16)


def post_form(text: str = "", label: str = "", prefix: str = "") -> PostForm:
    """An empty form, or one with the text to be changed."""
    form = PostForm(formdata=None, text=text, token=new_token())
    if label:
        form.text.label.text = label
    return form
