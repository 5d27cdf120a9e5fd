"""Every environment variable, read here and nowhere else. `.env.example` explains them to people."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# Bolt reads these from the environment by itself and then changes its mode of authorisation
# (slack_bolt/app/async_app.py), so they are taken out once they have been read.
_TAKEN_FROM_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET")


class Settings(BaseSettings):
    """How this copy of Steward is run. Values come from the environment, then from `.env`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    public_url: str | None = None
    database_url: str = "sqlite:///data/steward.sqlite3"
    encryption_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    log_level: str = "INFO"
    log_format: str = Field(default="text", pattern="^(text|json)$")
    support_contact: str = "the person who installed Steward"
    pace: timedelta = timedelta(seconds=1)
    delivery_lease: timedelta = timedelta(seconds=60)
    tick: timedelta = timedelta(seconds=1)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _one_or_more_keys(cls, value: object) -> object:
        return (
            tuple(key.strip() for key in value.split(",") if key.strip()) if isinstance(value, str) else value
        )

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None where the database is PostgreSQL."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme == "sqlite" else None


def read() -> Settings:
    """Read the settings and take from the environment what Bolt would act on by itself.

    Raises pydantic.ValidationError naming the variable that cannot be understood.
    """
    settings = Settings()
    for name in _TAKEN_FROM_BOLT:
        os.environ.pop(name, None)
    return settings
