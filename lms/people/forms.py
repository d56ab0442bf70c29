"""Forms of signing in."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password; the rest says where to go on."""

    email = StringField(
        lazy_gettext("Work e-mail address"),
        [InputRequired(lazy_gettext("Please enter your e-mail address.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Please enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
