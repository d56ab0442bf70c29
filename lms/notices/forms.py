"""Forms of accounts and reports."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.core.errors import BadValue
from lms.people.addresses import email_address
from lms.web.texts import say

LONGEST_REPORT = 20_000


def is_address(form: FlaskForm, field: Field) -> None:
    """Refuses what cannot be an e-mail address."""
    try:
        field.data = email_address(field.data or "")
    except BadValue as error:
        raise ValidationError(say(error.message)) from error


class ForgotForm(FlaskForm):  # type: ignore[misc]
    """Where the link for a new password goes."""

    email = StringField(
        lazy_gettext("Work e-mail address"),
        [InputRequired(lazy_gettext("Please enter your e-mail address.")), is_address],
        render_kw={"type": "email", "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password. It is typed once: who mistypes it gets a new link, and everybody may paste."""

    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Please choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    """The old password and the new one."""

    current_password = PasswordField(
        lazy_gettext("Present password"),
        [InputRequired(lazy_gettext("Please enter your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Please choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )


class BarrierForm(FlaskForm):  # type: ignore[misc]
    """What somebody cannot read, hear or operate."""

    class Meta:
        """Needs no token: it works without an account, so there is nobody whose rights it could misuse."""

        csrf = False

    page = StringField(
        lazy_gettext("On which page?"), [Optional(), Length(max=2000, message=lazy_gettext("The address is too long."))]
    )
    text = TextAreaField(
        lazy_gettext("What does not work?"),
        [
            DataRequired(
                lazy_gettext("Describe what does not work. For example: “I cannot reach the button by keyboard.”")
            ),
            Length(
                max=LONGEST_REPORT, message=lazy_gettext("This is longer than %(max)d characters. Please shorten it.")
            ),
        ],
        render_kw={"rows": 5},
    )
    email = StringField(
        lazy_gettext("Your e-mail address"),
        [Optional(), is_address],
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "none"},
    )
