"""What Tabys refuses becomes a value; why it did is in the log, on one short line without secrets."""

import pytest

from tabys_bot.adapters.tabys.client import TabysClient, judge
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    NotServed,
    RecordGone,
    RequestRefused,
    SessionRejected,
)
from tabys_bot.domain.outcome import Failure
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_calls import (
    CODE,
    EVENTS,
    VERIFY,
    Log,
    assert_no_secrets,
    client,
    everything_is_logged,
    read,
    referred,
    write,
)

__all__ = ["client", "everything_is_logged"]  # the fixtures


@pytest.mark.parametrize(("status", "failure"), [(401, SessionRejected()), (404, RecordGone())])
async def test_a_rejected_session_and_a_missing_record_say_all_by_themselves(
    tabys: TabysServer, client: TabysClient, status: int, failure: GatewayFailure, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.answer(status, '{"detail": "Токен истек"}'), times=2)
    assert await read(client) == Failure(failure)
    assert await write(client) == Failure(failure)
    assert_no_secrets(caplog)


@pytest.mark.parametrize(
    "refusal",
    [
        (400, RequestRefused, "400 Нельзя"),
        (403, AccessRefused, "403 Нельзя"),
        (405, NotServed, "405, no such route"),
        (409, RequestRefused, "409 Нельзя"),
        (418, RequestRefused, "418 Нельзя"),
        (422, RequestRefused, "422 Нельзя"),
        (429, RequestRefused, "429 Нельзя"),
    ],
)
async def test_a_refusal_keeps_its_reason_in_the_log(
    tabys: TabysServer, client: TabysClient, refusal: tuple[int, type[GatewayFailure], str], caplog: Log
) -> None:
    status, kind, told = refusal
    tabys.fail_next("/api", faults.answer(status, '{"detail": "Нельзя"}'), times=2)
    assert told in referred(await read(client), kind, caplog)
    assert len(tabys.calls) == 1
    # what is said about signing in may repeat the code
    line = referred(await write(client), kind, caplog)
    assert (str(status) in line, "Нельзя" in line) == (True, False)
    assert len(tabys.calls) == 2


async def test_a_422_is_logged_without_what_was_sent(tabys: TabysServer, client: TabysClient, caplog: Log) -> None:
    answer = await client.post(VERIFY, {"otp_token": f"{CODE}X", "telegram_user_id": 71001})
    line = referred(judge("POST", VERIFY, answer.unwrap()), RequestRefused, caplog)
    assert "422 string_too_long at ['body', 'otp_token']; string_type at ['body', 'telegram_user_id']" in line
    assert len(tabys.calls) == 1


async def test_a_word_of_the_path_taken_for_a_number_means_that_there_is_no_such_route(
    tabys: TabysServer, client: TabysClient, caplog: Log
) -> None:
    outcome = await client.get("/api/v2/courses/admin/list", token=tabys.token("super_admin"))
    assert "another route" in referred(outcome, NotServed, caplog)


@pytest.mark.parametrize(("status", "crashed"), [(500, True), (501, False), (502, False), (503, False), (302, False)])
async def test_only_a_500_is_a_crash_of_tabys_itself(
    tabys: TabysServer,
    client: TabysClient,
    status: int,
    crashed: bool,  # noqa: FBT001
) -> None:
    tabys.fail_next("/api", faults.answer(status, "Internal Server Error", "text/plain"))
    failure = (await read(client)).failure()
    assert isinstance(failure, Broken)
    assert failure.crashed is crashed


@pytest.mark.parametrize("token", ["тоқен", "a\r\nX-Role: super_admin"])
async def test_a_write_with_such_a_token_is_not_sent(tabys: TabysServer, client: TabysClient, token: str) -> None:
    outcome = await client.send("DELETE", "/api/v1/telegram-auth/sessions/5", token=token)
    assert isinstance(outcome.failure(), Broken)
    assert tabys.calls == []


@pytest.mark.parametrize(
    "detail",
    ["null", "[]", "{}", "17", "[[]]", '[{"type": {}, "loc": null}]', rb'"\ud800\u0000\n"'.decode(), '"x\\nERROR y"'],
)
async def test_a_reason_of_any_shape_stays_one_line_of_the_log(
    tabys: TabysServer, client: TabysClient, detail: str, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.answer(422, f'{{"detail": {detail}}}'))
    line = referred(await read(client), RequestRefused, caplog)
    assert "\n" not in line
    line.encode()


async def test_an_endless_reason_is_cut_in_the_log(tabys: TabysServer, client: TabysClient, caplog: Log) -> None:
    tabys.fail_next("/api", faults.answer(400, '{"detail": "%s"}' % ("ы" * 100_000)))
    assert len(referred(await read(client), RequestRefused, caplog)) < 500


@pytest.mark.parametrize("token", ["тоқен", "a\r\nX-Role: super_admin", "a\nb", "a\0b", "\ud800"])
async def test_a_token_that_no_header_can_hold_is_a_failure_and_not_a_crash(
    tabys: TabysServer, client: TabysClient, token: str
) -> None:
    assert isinstance(await client.get(EVENTS, token=token), Failure)
    assert [call.headers.get("x-role") for call in tabys.calls if "x-role" in call.headers] == []
