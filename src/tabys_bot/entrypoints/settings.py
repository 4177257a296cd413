"""The settings: from the environment and `.env`, all checked before anything starts."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError
from redis.asyncio.connection import parse_url

from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits

MEMORY: Final = "memory://"
_SECRETS = Path("/run/secrets")  # where Docker puts them, a file each
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,}")


class SettingsError(Exception):
    """What is wrong with the settings, a line each; never with a value, for it may be a secret."""


def _token(secret: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError("must be the token that @BotFather gave, such as 123456:ABC-DEF…")
    return secret


def without_secrets(url: str) -> str:
    """An address as a log may show it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()


def _is_address(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
        place = parts.path if parts.scheme == "unix" else parts.hostname
        odd = parts.fragment or re.search(r"\s", url) or (parts.query and parts.scheme.startswith("http"))
        return parts.scheme in schemes and parts.scheme != "memory" and bool(place) and parts.port != 0 and not odd
    except ValueError:  # a port that is none
        return False


def _redis(url: str) -> str:
    if url != MEMORY:
        try:
            parse_url(url)
        except ValueError:
            raise ValueError("has options that Redis does not know") from None
        path = urlsplit(url).path.strip("/")
        if not url.startswith("unix:") and path and not path.isdigit():
            raise ValueError("must end in the number of a database; special characters of a password as %XX")
    return url


def _address(*schemes: str, or_none: bool = False) -> AfterValidator:
    def check(url: str) -> str:
        if (url == MEMORY and "memory" in schemes) or (or_none and not url):
            return url
        if not _is_address(url, schemes):
            raise ValueError(f"must be an address that begins with {', '.join(f'{s}://' for s in schemes)}")
        return url.rstrip("/") if url.startswith("http") else url

    return AfterValidator(check)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ValueError("must be the name of a time zone, such as Asia/Almaty") from None
    return name


class Settings(BaseSettings):
    """Every setting of the bot; the README lists them."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        secrets_dir=_SECRETS if _SECRETS.is_dir() else None,
        extra="ignore",
        hide_input_in_errors=True,
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)]
    telegram_api_url: Annotated[str, _address("http", "https")] = "https://api.telegram.org"
    tabys_api_url: Annotated[str, _address("http", "https", "memory")] = "http://localhost:8000"
    tabys_api_timeout: Annotated[float, Field(gt=0, le=300)] = 30
    media_url: Annotated[str, _address("http", "https", or_none=True)] = ""
    redis_url: Annotated[str, _address("redis", "rediss", "unix", "memory"), AfterValidator(_redis)] = (
        "redis://localhost:6379/0"
    )
    redis_session_ttl: Annotated[int, Field(ge=60, le=31_536_000)] = 86_400
    session_check_interval: Annotated[int, Field(ge=1, le=86_400)] = 300
    login_rate_limit: Annotated[int, Field(ge=1, le=1000)] = 5
    login_failure_limit: Annotated[int, Field(ge=1, le=1_000_000)] = 100
    general_rate_limit: Annotated[int, Field(ge=1, le=10_000)] = 30
    button_rate_limit: Annotated[int, Field(ge=1, le=10_000)] = 120
    inline_rate_limit: Annotated[int, Field(ge=1, le=10_000)] = 60
    alerts_interval: Annotated[int, Field(ge=5, le=3_600)] = 60
    default_language: Annotated[Language, BeforeValidator(str.lower)] = Language.RU
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Almaty"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)] = "INFO"
    debug: bool = False
    heartbeat_file: str = "/tmp/tabys-bot.heartbeat"  # noqa: S108  one file, written by us only, for the health check

    @property
    def limits(self) -> Limits:
        return Limits(
            messages=self.general_rate_limit,
            buttons=self.button_rate_limit,
            sign_ins=self.login_rate_limit,
            failed_sign_ins=self.login_failure_limit,
            inline=self.inline_rate_limit,
        )

    @property
    def session_lifetime(self) -> timedelta:
        return timedelta(seconds=self.redis_session_ttl)

    @property
    def watch_interval(self) -> timedelta:
        return timedelta(seconds=self.alerts_interval)

    @property
    def check_interval(self) -> timedelta:
        return timedelta(seconds=self.session_check_interval)


def load() -> Settings:
    """The settings of this process; raises SettingsError that lists everything that is wrong with them."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError("  .env: must be a text file in UTF-8") from None
    except (OSError, SourceError):
        raise SettingsError(f"  .env or a file in {_SECRETS} cannot be read by this user (try chmod 644)") from None
    except ValidationError as error:
        lines = []
        for item in error.errors(include_input=False, include_url=False):
            name = str(item["loc"][0]).upper() if item["loc"] else "settings"
            wrong = "is not set" if item["type"] == "missing" else item["msg"].removeprefix("Value error, ")
            lines.append(f"  {name}: {wrong}")
        raise SettingsError("\n".join(lines)) from None


def for_demo() -> Settings:
    """Settings that need nothing from outside; the environment and `.env` are not read."""
    return Settings.model_construct(
        tabys_api_url=MEMORY, redis_url=MEMORY, button_rate_limit=600, general_rate_limit=300
    )
