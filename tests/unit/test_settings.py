"""Settings: sensible without a word, each of them settable, all mistakes told at once and no secret with them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.entrypoints.settings import Settings, SettingsError, for_demo, load

TOKEN = "1234567890:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
DEFAULTS = {
    "telegram_bot_token": SecretStr(TOKEN),
    "telegram_api_url": "https://api.telegram.org",
    "tabys_api_url": "http://localhost:8000",
    "tabys_api_timeout": 30,
    "media_url": "",
    "redis_url": "redis://localhost:6379/0",
    "redis_session_ttl": 86_400,
    "session_check_interval": 300,
    "login_rate_limit": 5,
    "login_failure_limit": 100,
    "general_rate_limit": 30,
    "button_rate_limit": 120,
    "inline_rate_limit": 60,
    "alerts_interval": 60,
    "default_language": Language.RU,
    "timezone": "Asia/Almaty",
    "log_level": "INFO",
    "debug": False,
    "heartbeat_file": "/tmp/tabys-bot.heartbeat",  # noqa: S108  the setting's own default
}
CHANGED: dict[str, tuple[str, Any]] = {
    "TELEGRAM_BOT_TOKEN": ("987654321:zzzzzzzzzzzzzzzzzzzz", SecretStr("987654321:zzzzzzzzzzzzzzzzzzzz")),
    "TELEGRAM_API_URL": ("http://telegram.local:8081", "http://telegram.local:8081"),
    "TABYS_API_URL": ("https://tabys.example/", "https://tabys.example"),
    "TABYS_API_TIMEOUT": ("2.5", 2.5),
    "MEDIA_URL": ("https://media.tabys.example/", "https://media.tabys.example"),
    "REDIS_URL": ("rediss://bot:pa%40ss@redis.local:6380/3", "rediss://bot:pa%40ss@redis.local:6380/3"),
    "REDIS_SESSION_TTL": ("3600", 3600),
    "SESSION_CHECK_INTERVAL": ("60", 60),
    "LOGIN_RATE_LIMIT": ("3", 3),
    "LOGIN_FAILURE_LIMIT": ("50", 50),
    "GENERAL_RATE_LIMIT": ("10", 10),
    "BUTTON_RATE_LIMIT": ("40", 40),
    "INLINE_RATE_LIMIT": ("20", 20),
    "ALERTS_INTERVAL": ("5", 5),
    "DEFAULT_LANGUAGE": ("kk", Language.KK),
    "TIMEZONE": ("Europe/Berlin", "Europe/Berlin"),
    "LOG_LEVEL": ("WARNING", "WARNING"),
    "DEBUG": ("true", True),
    "HEARTBEAT_FILE": ("/run/heartbeat", "/run/heartbeat"),
}
WRONG: list[tuple[str, str]] = [
    ("TELEGRAM_BOT_TOKEN", "hello"),
    ("TELEGRAM_BOT_TOKEN", "123456:short"),
    ("TELEGRAM_BOT_TOKEN", TOKEN + " extra"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "memory://"),
    ("TELEGRAM_API_URL", "https://"),
    ("TELEGRAM_API_URL", "http://[::1"),
    ("TABYS_API_URL", "ftp://tabys.example"),
    ("TABYS_API_URL", "http:tabys.example"),
    ("TABYS_API_URL", "http:///api"),
    ("TABYS_API_URL", "http://tabys.example:port"),
    ("TABYS_API_URL", "http://tabys.example:99999"),
    ("TABYS_API_URL", "memory://tabys"),
    ("TABYS_API_TIMEOUT", "0"),
    ("TABYS_API_TIMEOUT", "nan"),
    ("TABYS_API_TIMEOUT", "inf"),
    ("TABYS_API_TIMEOUT", "soon"),
    ("MEDIA_URL", "media.tabys.example"),
    ("MEDIA_URL", "memory://"),
    ("MEDIA_URL", "https://"),
    ("MEDIA_URL", "file:///srv/uploads"),
    ("MEDIA_URL", "https://media.tabys.example:port"),
    ("REDIS_URL", "http://localhost:6379"),
    ("REDIS_URL", "redis:localhost"),
    ("REDIS_URL", "redis://localhost:port/0"),
    ("REDIS_URL", "redis://localhost:99999/0"),
    ("REDIS_URL", "memory:///"),
    ("REDIS_URL", "memory://here"),
    ("REDIS_SESSION_TTL", "0"),
    ("REDIS_SESSION_TTL", "-1"),
    ("REDIS_SESSION_TTL", "1.5"),
    ("SESSION_CHECK_INTERVAL", "0"),
    ("LOGIN_RATE_LIMIT", "0"),
    ("LOGIN_FAILURE_LIMIT", "none"),
    ("GENERAL_RATE_LIMIT", "0"),
    ("BUTTON_RATE_LIMIT", "1e9"),
    ("ALERTS_INTERVAL", "4"),
    ("ALERTS_INTERVAL", "3601"),
    ("DEFAULT_LANGUAGE", "de"),
    ("TIMEZONE", "Mars/Olympus"),
    ("TIMEZONE", "Asia"),
    ("TIMEZONE", "../../etc/passwd"),
    ("LOG_LEVEL", "LOUD"),
    ("DEBUG", "maybe"),
]


@contextmanager
def environment(variables: Mapping[str, str], dotenv: bytes | None = None) -> Iterator[None]:
    """Only these variables, and this `.env`, for a while."""
    before = dict(os.environ)
    if dotenv is not None:
        Path(".env").write_bytes(dotenv)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path) -> Iterator[None]:
    """In an empty directory, without the `.env` of whoever runs the tests."""
    with chdir(tmp_path):
        yield


def loaded(variables: Mapping[str, str], dotenv: bytes | None = None) -> Settings:
    with environment(variables, dotenv):
        return load()


def refused(variables: Mapping[str, str], dotenv: bytes | None = None) -> str:
    with environment(variables, dotenv), pytest.raises(SettingsError) as raised:
        load()
    return str(raised.value)


def test_a_token_is_enough() -> None:
    assert loaded({"TELEGRAM_BOT_TOKEN": TOKEN}).model_dump() == DEFAULTS


def test_every_setting_can_be_set() -> None:
    assert {name.upper() for name in Settings.model_fields} == set(CHANGED)
    expected = {name.lower(): value for name, (_, value) in CHANGED.items()}
    assert loaded({name: text for name, (text, _) in CHANGED.items()}).model_dump() == expected


def test_every_setting_can_stand_in_the_env_file() -> None:
    lines = "".join(f"{name}={text}\n" for name, (text, _) in CHANGED.items())
    expected = {name.lower(): value for name, (_, value) in CHANGED.items()}
    assert loaded({}, f"# Настройки\n{lines}UNKNOWN=x\n".encode()).model_dump() == expected


def test_the_environment_wins_over_the_env_file() -> None:
    settings = loaded({"TELEGRAM_BOT_TOKEN": TOKEN, "LOGIN_RATE_LIMIT": "3"}, b"LOGIN_RATE_LIMIT=4\nDEBUG=1\n")
    assert settings.model_dump() == DEFAULTS | {"login_rate_limit": 3, "debug": True}


def test_empty_values_count_as_unset() -> None:
    variables = dict.fromkeys(CHANGED, "") | {"TELEGRAM_BOT_TOKEN": TOKEN}
    assert loaded(variables).model_dump() == DEFAULTS
    assert loaded({}, "".join(f"{name}={value}\n" for name, value in variables.items()).encode()).model_dump() == (
        DEFAULTS
    )


def test_an_empty_token_is_a_missing_token() -> None:
    assert refused({"TELEGRAM_BOT_TOKEN": ""}) == "  TELEGRAM_BOT_TOKEN: is not set"


def test_memory_stands_for_redis_and_for_tabys() -> None:
    settings = loaded({"TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "memory://", "TABYS_API_URL": "memory://"})
    assert settings.model_dump() == DEFAULTS | {"redis_url": "memory://", "tabys_api_url": "memory://"}


def test_a_socket_of_redis_is_an_address_too() -> None:
    settings = loaded({"TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "unix:///run/redis.sock?db=2"})
    assert settings.redis_url == "unix:///run/redis.sock?db=2"


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str) -> None:
    told = refused({"TELEGRAM_BOT_TOKEN": TOKEN, name: value})
    assert [line.partition(":")[0] for line in told.splitlines()] == [f"  {name}"]


def test_everything_wrong_is_told_at_once() -> None:
    told = refused({name: "§" for name in CHANGED if name != "HEARTBEAT_FILE"})
    assert [line.partition(":")[0].strip() for line in told.splitlines()] == [
        name.upper() for name in Settings.model_fields if name != "heartbeat_file"
    ]


def test_what_is_wrong_is_said_in_words() -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": "x", "TABYS_API_URL": "x", "REDIS_SESSION_TTL": "5", "DEFAULT_LANGUAGE": "de"}
    assert refused(wrong).splitlines() == [
        "  TELEGRAM_BOT_TOKEN: must be the token that @BotFather gave, such as 123456:ABC-DEF…",
        "  TABYS_API_URL: must be an address that begins with http://, https://, memory://",
        "  REDIS_SESSION_TTL: Input should be greater than or equal to 60",
        "  DEFAULT_LANGUAGE: Input should be 'kk', 'ru' or 'en'",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "1234567890:hunter2"),
        ("REDIS_URL", "http://:hunter2@localhost"),
        ("REDIS_URL", "redis://:hunter2@localhost:port"),
        ("TABYS_API_URL", "ftp://me:hunter2@tabys.example"),
        ("TELEGRAM_API_URL", "https://me:hunter2@[::1"),
    ],
)
def test_no_refusal_repeats_a_secret(name: str, value: str) -> None:
    with environment({"TELEGRAM_BOT_TOKEN": TOKEN, name: value}), pytest.raises(SettingsError) as raised:
        load()
    assert "hunter2" not in str(raised.value)
    assert TOKEN not in str(raised.value)
    assert raised.value.__suppress_context__


def test_the_token_is_not_in_the_settings_as_printed() -> None:
    settings = loaded({"TELEGRAM_BOT_TOKEN": TOKEN})
    assert TOKEN not in f"{settings!r} {settings}"


def test_an_env_file_in_another_encoding_is_told_as_such() -> None:
    told = refused({"TELEGRAM_BOT_TOKEN": TOKEN}, "# Настройки\nDEBUG=1\n".encode("cp1251"))
    assert "UTF-8" in told


def test_limits_and_spans_follow_the_settings() -> None:
    settings = loaded({name: text for name, (text, _) in CHANGED.items()})
    assert settings.limits == Limits(messages=10, buttons=40, sign_ins=3, failed_sign_ins=50, inline=20)
    assert (settings.session_lifetime, settings.check_interval) == (timedelta(hours=1), timedelta(minutes=1))
    assert settings.watch_interval == timedelta(seconds=5)


def test_the_demo_needs_nothing_and_reads_nothing() -> None:
    with environment({"REDIS_URL": "redis://elsewhere", "TIMEZONE": "Mars/Olympus"}, b"TABYS_API_URL=http://x\n"):
        settings = for_demo()
    assert (settings.redis_url, settings.tabys_api_url, settings.timezone) == ("memory://", "memory://", "Asia/Almaty")
    assert settings.default_language is Language.RU
