"""Logs: one line an event, and no secret in any of them."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.entrypoints import logs

log = logging.getLogger("tests.logs")

url_safe = st.sampled_from(ascii_letters + digits + "_-")
words = st.text(url_safe, min_size=16, max_size=60)
codes = st.text(st.sampled_from("ABCDEFGHJKMNPQRSTUVWXYZ23456789"), min_size=8, max_size=8)
tokens = st.builds("{}:{}".format, st.integers(100, 10**15), st.text(url_safe, min_size=20, max_size=50))
jwts = st.builds("eyJ{}.eyJ{}.{}".format, words, words, words)
passwords = st.text(st.sampled_from(ascii_letters + digits + "_-.~!$&'()*+,;=:%"), min_size=8, max_size=30)
around = st.sampled_from(["", " ", "'", '"', "\n", "…", "(", "/"])
separators = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@contextmanager
def written(level: str = "INFO", *, debug: bool = False) -> Iterator[io.StringIO]:
    """What is logged meanwhile, as it would stand in stderr; the loggers are put back afterwards."""
    root = logging.getLogger()
    handlers, root_level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "aiogram.event", "asyncio")}
    for handler in handlers:
        root.removeHandler(handler)
    text = io.StringIO()
    try:
        with redirect_stderr(text):
            logs.configure(level, debug=debug)
        yield text
    finally:
        root.handlers[:] = handlers
        root.setLevel(root_level)
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)


def logged(message: str, *arguments: object) -> str:
    with written() as text:
        log.info(message, *arguments)
    return text.getvalue()


def failed(message: str, error: str) -> str:
    """A logged exception that was caused by another."""
    with written() as text:
        try:
            _fail(error)
        except ValueError:
            log.exception(message)
    return text.getvalue()


def _fail(error: str) -> None:
    try:
        int(error, base=1)
    except ValueError as cause:
        raise ValueError(error) from cause


def everywhere(text: str) -> str:
    """The text in a message, as an argument, within a structure, and in a traceback."""
    return "".join([logged(text.replace("%", "%%")), logged("%s", text), logged("%r", [text]), failed("failed", text)])


def test_an_event_is_one_line_with_time_level_and_origin() -> None:
    line = logged("signed in user=%s", 7)
    time, _, rest = line.partition(" ")
    assert rest == "INFO tests.logs: signed in user=7\n"
    assert len(time) == len("2026-11-22T09:00:00+0000")


@given(tokens, around, around)
def test_no_bot_token_is_logged(token: str, before: str, after: str) -> None:
    assert token.partition(":")[2] not in everywhere(f"{before}{token}{after}")


@given(tokens)
def test_no_bot_token_is_logged_within_an_address(token: str) -> None:
    lines = everywhere(f"POST https://api.telegram.org/bot{token}/getUpdates")
    assert token.partition(":")[2] not in lines
    assert "https://api.telegram.org/bot<bot>/getUpdates" in lines


@given(jwts, around, around)
def test_no_access_token_is_logged(jwt: str, before: str, after: str) -> None:
    lines = everywhere(f"{before}{jwt}{after}")
    assert [part for part in jwt.split(".") if part in lines] == []


@given(words, st.sampled_from(["Bearer", "bearer", "BEARER"]), st.sampled_from([" ", "  "]))
def test_no_authorization_header_is_logged(secret: str, scheme: str, space: str) -> None:
    assert secret not in everywhere(f"{{'Authorization': '{scheme}{space}{secret}'}}")


@given(words, st.sampled_from(["search", "keyword", "full_name", "reason"]), st.sampled_from("?&"))
def test_no_words_that_were_typed_are_logged_as_a_part_of_an_address(secret: str, name: str, mark: str) -> None:
    assert secret not in everywhere(f"HTTP Request: PUT http://tabys/x?a=1{mark}{name}={secret}&type=add")


@given(
    codes,
    st.sampled_from(
        [
            "/login {}",
            "/login@tabys_bot {}",
            "/login  {}",
            "/LOGIN {}",
            "/login: {}",
            "/login\n{}",
            "/start {}",
            "/start login_{}",
        ]
    ),
)
def test_no_code_is_logged_with_its_command(code: str, command: str) -> None:
    assert code not in everywhere(command.format(code))


@given(
    codes,
    st.sampled_from(["/login", "/login@tabys_bot", "/LOGIN", "/login:", "/start"]),
    st.sampled_from([" ", "  ", "\t"]),
)
def test_no_part_of_a_code_that_was_typed_in_pieces_is_logged(code: str, command: str, space: str) -> None:
    halves = f"first{code[:4]}", f"second{code[4:]}"
    lines = everywhere(f"text={command} {space.join(halves)}{space}please")
    assert [half for half in (*halves, "please") if half in lines] == []


def test_only_the_line_of_a_code_is_left_out() -> None:
    assert logged("before /login A7B9 C3D5 please\nafter").endswith("INFO tests.logs: before <login> after\n")
    assert logged("/loginless /restart /startle stays").endswith(": /loginless /restart /startle stays\n")


@given(
    codes,
    st.sampled_from(
        [
            '{{"otp_token": "{}"}}',
            '{{"otp_token":"{}"}}',
            "{{'otp_token': '{}'}}",
            "otp_token={}",
            '{{"OTP_TOKEN" : "{}"}}',
        ]
    ),
)
def test_no_code_is_logged_with_the_request_that_carries_it(code: str, shape: str) -> None:
    assert code not in everywhere(shape.format(code))
    assert code not in logged("%r", shape.format(code).encode())


@given(passwords, st.sampled_from(["redis", "rediss", "http", "https"]), st.sampled_from(["", "bot"]))
def test_no_password_of_an_address_is_logged(password: str, scheme: str, user: str) -> None:
    lines = everywhere(f"connecting to {scheme}://{user}:{password}@redis.local:6379/0")
    assert password not in lines
    assert f"{scheme}://<password>@redis.local:6379/0" in lines


def test_a_password_with_an_at_sign_is_not_logged_in_part() -> None:
    assert "hunter2" not in everywhere("redis://:p@hunter2@redis.local:6379/0")


def test_what_is_no_secret_stays() -> None:
    plain = "user=1234567890 reference=A1B2C3 took 12:30:45 at http://tabys.local:8000/api/v1/events/?limit=9"
    assert logged(plain).endswith(f"INFO tests.logs: {plain}\n")


@given(separators)
def test_a_line_break_in_a_message_forges_no_line(separator: str) -> None:
    lines = logged("name=%s", f"Aida{separator}2026-11-22T09:00:00+0000 INFO tabys_bot: signed in user=1")
    assert len(lines.splitlines()) == 1


@given(separators)
def test_a_line_break_in_a_message_with_a_traceback_forges_no_line(separator: str) -> None:
    forged = "2026-11-22T09:00:00+0000 INFO tabys_bot: signed in user=1"
    lines = failed(f"name=Aida{separator}{forged}", "error").splitlines()
    assert [line for line in lines if line.startswith(forged)] == []


@given(separators)
def test_a_line_break_in_an_exception_forges_no_line(separator: str) -> None:
    forged = "2026-11-22T09:00:00+0000 INFO tabys_bot: signed in user=1"
    lines = failed("failed", f"Aida{separator}{forged}").splitlines()
    assert [line for line in lines if line.startswith(forged)] == []


@given(st.text())
def test_any_text_can_be_logged(text: str) -> None:
    assert logged("%s", text).endswith("\n")


def test_a_traceback_still_tells_where_it_happened() -> None:
    lines = failed("failed", "why")
    assert "Traceback (most recent call last):" in lines
    assert "int(error, base=1)" in lines
    assert "ValueError: why" in lines


@pytest.mark.parametrize(
    ("level", "debug", "expected"),
    [
        ("WARNING", False, ["tests.logs warning", "httpx warning"]),
        ("INFO", False, ["tests.logs info", "tests.logs warning", "httpx warning"]),
        (
            "ERROR",
            True,
            [f"{name} {kind}" for name in ("tests.logs", "httpx") for kind in ("debug", "info", "warning")],
        ),
    ],
)
def test_libraries_talk_only_when_debugging(level: str, expected: list[str], *, debug: bool) -> None:
    with written(level, debug=debug) as text:
        for name in ("tests.logs", "httpx"):
            for kind in (logging.DEBUG, logging.INFO, logging.WARNING):
                logging.getLogger(name).log(kind, "%s", logging.getLevelName(kind).lower())
    lines = text.getvalue().splitlines()
    assert [line.split(" ", 2)[2].replace(":", "") for line in lines] == expected
