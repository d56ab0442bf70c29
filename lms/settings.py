"""Every setting: its name, its default and what it means. The list makes the documentation and ``lms settings``."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from lms.core.errors import LmsError
from lms.core.message import Message


class Settings(BaseSettings):
    """The settings of an installation: ``settings.toml`` in the data folder, overruled by ``LMS_*`` variables."""

    model_config = SettingsConfigDict(env_prefix="LMS_", extra="forbid", frozen=True)

    data: Path = Field(Path("lms-data"), description="Folder that holds everything of this installation.")
    database_url: str = Field("", description="Database; empty means lms.sqlite3 in the data folder.")
    secret_key: str = Field("", description="Signs sessions; empty means a key made once in the data folder.")
    public_url: str = Field("http://127.0.0.1:8000", description="Base of every address in mails, QR codes, badges.")
    allowed_hosts: tuple[str, ...] = Field((), description="Host names that are answered; empty means any.")
    trusted_proxies: int = Field(0, description="How many proxies in front set X-Forwarded-For and X-Forwarded-Proto.")
    secure_cookies: bool = Field(False, description="Send cookies over HTTPS only; true wherever HTTPS is used.")
    organisation: str = Field("Lernlotse", description="Name of the organisation, shown in the footer and on papers.")
    product_name: str = Field("Lernlotse", description="Name in the header.")
    issuer: str = Field("", description="Who issues certificates; empty means the organisation.")
    locale: str = Field("de", description="Language of people who chose none: de or en.")
    timezone: str = Field("Europe/Berlin", description="Zone in which dates and times are shown.")
    session_days: int = Field(14, description="Days until a sign-in ends by itself.")
    password_length: int = Field(12, ge=8, description="Fewest characters of a password.")
    sign_in_tries: int = Field(20, ge=3, description="Wrong tries within 15 minutes until signing in is slowed down.")
    invitation_days: int = Field(14, ge=1, description="Days during which an invitation can be accepted.")
    reset_minutes: int = Field(60, ge=5, description="Minutes during which a link for a new password works.")
    mail_host: str = Field("", description="SMTP server; empty means that mails wait in the outbox.")
    mail_port: int = Field(25, description="Port of the SMTP server.")
    mail_user: str = Field("", description="User name at the SMTP server; empty means none.")
    mail_password: str = Field("", description="Password at the SMTP server.")
    mail_tls: bool = Field(False, description="Use STARTTLS with the SMTP server.")
    mail_from: str = Field("lernlotse@localhost", description="Sender of mails: a functional mailbox.")
    import_limit_mb: int = Field(200, description="Largest unpacked size of an import, in MB.")
    lint_severity: dict[str, str] = Field(
        {}, description="Rules of the linter that ask, changed: name = error, warning or off."
    )
    gender_signs: Literal["warn", "allow"] = Field(
        "warn", description="Signs inside words, as in Kolleg*innen: the linter warns, or allows them."
    )
    contact_email: str = Field("", description="Where questions about the platform go.")
    contact_phone: str = Field("", description="Telephone for questions about the platform.")
    imprint: str = Field("", description="Text of the imprint (Markdown).")
    privacy_contact: str = Field("", description="Name and address of the data protection officer.")
    accessibility_date: str = Field("", description="Date of the accessibility statement, such as 21.11.2026.")
    accessibility_law: str = Field(
        "§§ 9 bis 9e des Niedersächsischen Behindertengleichstellungsgesetzes (NBGG)",
        description="Law by which the platform must be accessible; it differs between the Länder.",
    )
    accessibility_gaps: tuple[str, ...] = Field((), description="Known parts that are not yet accessible, with reason.")
    accessibility_body: str = Field("", description="Arbitration board (Schlichtungsstelle): name, address, link.")
    barrier_days: int = Field(14, description="Days within which a reported barrier is answered.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values win over the environment, the environment over ``settings.toml``."""
        folder = Path(init_settings().get("data") or os.environ.get("LMS_DATA") or "lms-data")
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, folder / "settings.toml")

    @property
    def database(self) -> str:
        """The database's address for SQLAlchemy."""
        if not self.database_url:
            return f"sqlite:///{(self.data / 'lms.sqlite3').absolute()}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def signing_key(self) -> str:
        """The key that signs sessions; made once, readable by the owner only."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "secret-key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text()


def load_settings(given: Mapping[str, Any] | None = None) -> Settings:
    """The settings from values, environment and file; unknown names are refused in one sentence."""
    _check_environment()
    try:
        return Settings(**{**_from_files(), **(given or {})})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise LmsError(
            Message("The setting “%(name)s” cannot be used: %(why)s.", {"name": name, "why": first["msg"]})
        ) from error


def _check_environment() -> None:
    known = {f"LMS_{name.upper()}" for name in Settings.model_fields}
    for name in os.environ:
        if name.startswith("LMS_") and name not in known and name.removesuffix("_FILE") not in known:
            raise LmsError(Message("There is no setting “%(name)s”. Run “lms settings” to see all.", {"name": name}))


def _from_files() -> dict[str, str]:
    """Secrets given as ``LMS_<NAME>_FILE``."""
    names = (name for name in os.environ if name.startswith("LMS_") and name.endswith("_FILE"))
    return {name[4:-5].lower(): Path(os.environ[name]).read_text().strip() for name in names}
