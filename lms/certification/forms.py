"""The form with which anybody verifies a certificate."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError

from lms.certification.number import is_well_formed


class VerifyForm(FlaskForm):  # type: ignore[misc]  # it ships no types
    """Number and surname, as they stand on the certificate."""

    number = StringField(render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 64})
    surname = StringField(render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 200})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number.label.text = _("Number")
        self.surname.label.text = _("Surname")

    def validate_number(self, field: StringField) -> None:
        """A slip in typing is noticed before anybody is asked."""
        if not (field.data or "").strip():
            raise ValidationError(_("Please enter the number of the certificate."))
        if not is_well_formed(field.data):
            raise ValidationError(_("A sign in this number is not right. Please compare it with the certificate."))

    def validate_surname(self, field: StringField) -> None:
        """Without the name nobody learns anything."""
        if not (field.data or "").strip():
            raise ValidationError(_("Please enter the surname on the certificate."))
