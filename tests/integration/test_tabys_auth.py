"""Signing in and out at Tabys over HTTP: each answer of the backend has its own meaning."""

import json
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    ExpiredOtp,
    NotServed,
    RecordGone,
    RequestRefused,
    RevokedOtp,
    TooSlow,
    Unreachable,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import OtpCode, Visitor
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault

ID = 7_100_000_001
VISITOR = Visitor(ID, first_name="Әлия", last_name="Ёлкина", username="aliya", language_code="kk")
WRONG = OtpCode("AAAAAAAA")
GOOD = {
    "access_token": "eyJ.token",
    "token_type": "bearer",
    "admin_id": 1,
    "admin_name": "Айгүл",
    "role": "super_admin",
    "telegram_user_id": str(ID),
    "session_created": True,
}


@pytest.fixture
async def auth(tabys: TabysServer) -> AsyncIterator[HttpAuth]:
    async with connected(tabys.url, timeout=0.4) as client:
        yield HttpAuth(client=client)


@pytest.fixture(autouse=True)
def _the_log_holds_no_secrets(tabys: TabysServer, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Codes, tokens and names stay out of the log in every test, on any level."""
    caplog.set_level(logging.DEBUG)
    yield
    issued = [*tabys.accounts.otps, *tabys.accounts.tokens._known]
    secrets = [WRONG.value, "eyJ", VISITOR.first_name, VISITOR.last_name, VISITOR.username, str(ID), *issued]
    assert [secret for secret in secrets if secret in caplog.text] == []


async def signed_in(tabys: TabysServer, auth: HttpAuth, role: str) -> Admission:
    return (await auth.sign_in(OtpCode(tabys.issue_otp(role)), VISITOR)).unwrap()


@pytest.mark.parametrize("role", Role)
async def test_a_good_code_admits_the_admin_with_name_role_and_token(
    tabys: TabysServer, auth: HttpAuth, role: Role
) -> None:
    outcome = await auth.sign_in(OtpCode(tabys.issue_otp(role)), VISITOR)
    admin, admission = tabys.admin(role), outcome.unwrap()
    assert admission == Admission(admin["id"], admin["name"], role, admission.access_token)
    assert tabys.accounts.tokens.read(admission.access_token)["admin_id"] == admin["id"]
    assert admission.access_token not in repr(admission)


async def test_a_code_in_lower_case_is_as_good(tabys: TabysServer, auth: HttpAuth) -> None:
    code = tabys.issue_otp("npo").lower()
    assert (await auth.sign_in(OtpCode(code), VISITOR)).unwrap().role == Role.NPO
    assert tabys.calls[-1].body["otp_token"] == code


async def test_an_unknown_role_is_no_role(tabys: TabysServer, auth: HttpAuth) -> None:
    admission = (await auth.sign_in(OtpCode(tabys.issue_otp("moderator")), VISITOR)).unwrap()
    assert (admission.admin_id, admission.role) == (tabys.admin("moderator")["id"], None)


async def test_an_admin_without_a_role_breaks_tabys_and_costs_the_code(tabys: TabysServer, auth: HttpAuth) -> None:
    code = OtpCode(tabys.issue_otp(None))
    outcome = await auth.sign_in(code, VISITOR)
    assert isinstance(outcome, Failure)
    assert isinstance(outcome.failure(), Broken)
    assert len(tabys.calls) == 1, "a code is never verified twice"
    assert await auth.sign_in(code, VISITOR) == Failure(UsedOtp())


async def test_a_code_that_tabys_does_not_know_is_wrong(auth: HttpAuth) -> None:
    assert await auth.sign_in(WRONG, VISITOR) == Failure(WrongOtp())


async def test_a_used_an_expired_and_a_revoked_code_are_told_apart(tabys: TabysServer, auth: HttpAuth) -> None:
    used, expired, revoked, all_three = (tabys.issue_otp("npo") for _ in range(4))
    for spoil, codes in (
        (tabys.use_otp, (used, all_three)),
        (tabys.expire_otp, (expired, all_three)),
        (tabys.revoke_otp, (revoked, all_three)),
    ):
        for code in codes:
            spoil(code)
    outcomes = [await auth.sign_in(OtpCode(code), VISITOR) for code in (used, expired, revoked, all_three)]
    assert outcomes == [Failure(UsedOtp()), Failure(ExpiredOtp()), Failure(RevokedOtp()), Failure(UsedOtp())]


@pytest.mark.parametrize(
    "body", ['{"detail": null}', '{"detail": ["already used"]}', '{"detail": "Новый текст"}', "{}", "[]", '"expired"']
)
async def test_a_401_in_other_words_is_a_wrong_code(tabys: TabysServer, auth: HttpAuth, body: str) -> None:
    tabys.fail_next("verify-otp", faults.answer(401, body))
    assert await auth.sign_in(WRONG, VISITOR) == Failure(WrongOtp())


async def test_the_visitor_is_sent_with_a_textual_id_and_his_names(tabys: TabysServer, auth: HttpAuth) -> None:
    await auth.sign_in(WRONG, VISITOR)
    (call,) = tabys.calls
    assert (call.method, call.path) == ("POST", "/api/v1/telegram-auth/verify-otp")
    assert "authorization" not in call.headers
    assert call.body == {
        "otp_token": "AAAAAAAA",
        "telegram_user_id": "7100000001",
        "telegram_username": "aliya",
        "telegram_first_name": "Әлия",
        "telegram_last_name": "Ёлкина",
    }


async def test_names_are_bounded_and_cleaned_and_left_out_where_there_are_none(
    tabys: TabysServer, auth: HttpAuth
) -> None:
    odd = Visitor(ID, first_name="Ә" * 5000, last_name="A\0\ud800\u202e\r\nB ", username=" \u200b ")
    outcome = await auth.sign_in(OtpCode(tabys.issue_otp("npo")), odd)
    assert isinstance(outcome, Success), "a NUL would be a 500, a long name a 422"
    body = tabys.calls[-1].body
    assert body["telegram_first_name"] == "Ә" * 63 + "…"
    assert (body["telegram_last_name"], body["telegram_username"]) == ("A B", None)
    stored = tabys.accounts.sessions[str(ID)]
    assert (stored["telegram_last_name"], stored["telegram_username"]) == ("A B", None)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.hang(5), TooSlow),
        (faults.reset, Unreachable),
        (faults.truncated, Unreachable),
        (faults.answer(500, "Internal Server Error", "text/plain"), Broken),
        (faults.redirect(), Broken),
        (faults.answer(403, '{"detail": "Forbidden"}'), AccessRefused),
        (faults.answer(404, '{"detail": "Not Found"}'), RecordGone),
        (faults.answer(405, '{"detail": "Method Not Allowed"}'), NotServed),
        (faults.answer(429, '{"detail": "Too many"}'), RequestRefused),
        (faults.answer(422, json.dumps({"detail": [{"type": "x", "loc": [], "input": GOOD}]})), RequestRefused),
    ],
    ids=["hang", "reset", "truncated", "500", "307", "403", "404", "405", "429", "422"],
)
async def test_every_other_end_of_a_call_is_a_failure_and_nothing_is_repeated(
    tabys: TabysServer, auth: HttpAuth, fault: Fault, kind: type
) -> None:
    tabys.fail_next("telegram-auth", fault, times=3)
    outcomes = [await auth.sign_in(WRONG, VISITOR), await auth.restore(ID), await auth.sign_out(ID)]
    assert [type(outcome.failure()) for outcome in outcomes] == [kind] * 3
    assert len(tabys.calls) == 3


async def test_a_code_whose_answer_is_lost_is_not_sent_again(tabys: TabysServer, auth: HttpAuth) -> None:
    code = tabys.issue_otp("npo")
    tabys.fail_next("verify-otp", faults.after(faults.reset))
    outcome = await auth.sign_in(OtpCode(code), VISITOR)
    assert isinstance(outcome.failure(), Unreachable)
    assert (len(tabys.calls), tabys.accounts.otps[code].used) == (1, True)


GARBAGE: tuple[object, ...] = (
    None,
    [],
    "eyJ.token",
    {},
    {"detail": "ok"},
    {**GOOD, "access_token": None},
    {**GOOD, "access_token": ""},
    {**GOOD, "access_token": 17},
    {**GOOD, "access_token": "x" * 5000},
    {**GOOD, "access_token": "eyJ.тоқен"},
    {**GOOD, "access_token": "eyJ\r\nX-Role: super_admin"},
    {**GOOD, "access_token": "eyJ\0"},
    {**GOOD, "access_token": "eyJ\ud800"},
    {**GOOD, "admin_id": None},
    {**GOOD, "admin_id": "first"},
    {**GOOD, "admin_id": 1.5},
    {**GOOD, "admin_id": [1]},
    {**GOOD, "admin_name": ["Айгүл"]},
    {**GOOD, "role": {"name": "super_admin"}},
)


@pytest.mark.parametrize("body", GARBAGE)
async def test_a_200_that_makes_no_sense_is_broken_and_its_reference_is_in_the_log(
    tabys: TabysServer, auth: HttpAuth, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, json.dumps(body)), times=2)
    for outcome in (await auth.sign_in(WRONG, VISITOR), await auth.restore(ID)):
        assert isinstance(outcome, Failure), outcome
        failure = outcome.failure()
        assert isinstance(failure, Broken)
        assert f"reference={failure.reference}" in caplog.text


@pytest.mark.parametrize("body", [b"", b"ok", b"{", b"\xff"])
async def test_a_200_that_is_not_json_is_broken(tabys: TabysServer, auth: HttpAuth, body: bytes) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, body), times=2)
    assert isinstance((await auth.sign_in(WRONG, VISITOR)).failure(), Broken)
    assert isinstance((await auth.restore(ID)).failure(), Broken)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"admin_id": "7"}, Admission(7, "Айгүл", Role.SUPER_ADMIN, "eyJ.token")),
        ({"admin_name": None}, Admission(1, "", Role.SUPER_ADMIN, "eyJ.token")),
        ({"role": None}, Admission(1, "Айгүл", None, "eyJ.token")),
        ({"role": "SUPER_ADMIN"}, Admission(1, "Айгүл", None, "eyJ.token")),
        ({"more": {"to": "come"}}, Admission(1, "Айгүл", Role.SUPER_ADMIN, "eyJ.token")),
    ],
)
async def test_only_what_is_needed_of_a_200_must_be_there(
    tabys: TabysServer, auth: HttpAuth, change: dict[str, object], expected: Admission
) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, json.dumps(GOOD | change)), times=2)
    assert await auth.sign_in(WRONG, VISITOR) == Success(expected)
    assert await auth.restore(ID) == Success(expected)


async def test_a_session_is_restored_with_the_role_of_today(tabys: TabysServer, auth: HttpAuth) -> None:
    admission = await signed_in(tabys, auth, "administrator")
    tabys.set_role(admission.admin_id, "npo")
    restored = (await auth.restore(ID)).unwrap()
    assert restored == Admission(admission.admin_id, admission.admin_name, Role.NPO, restored.access_token)
    assert tabys.calls[-1].body == {"telegram_user_id": str(ID)}


async def test_a_restored_token_is_a_fresh_one(tabys: TabysServer, auth: HttpAuth) -> None:
    old = await signed_in(tabys, auth, "npo")
    tabys.expire_tokens()
    fresh = (await auth.restore(ID)).unwrap()
    assert fresh.access_token != old.access_token
    assert tabys.accounts.tokens.read(fresh.access_token)["admin_id"] == old.admin_id


async def test_nothing_is_restored_for_a_stranger_or_after_a_revocation(tabys: TabysServer, auth: HttpAuth) -> None:
    assert await auth.restore(ID) == Failure(RecordGone())
    await signed_in(tabys, auth, "npo")
    tabys.revoke(ID)
    assert await auth.restore(ID) == Failure(RecordGone())


async def test_signing_out_ends_the_session_once(tabys: TabysServer, auth: HttpAuth) -> None:
    await signed_in(tabys, auth, "npo")
    assert await auth.sign_out(ID) == Success(None)
    assert tabys.calls[-1].body == {"telegram_user_id": str(ID)}
    assert tabys.accounts.sessions[str(ID)]["is_active"] is False
    assert await auth.sign_out(ID) == Failure(RecordGone())
    assert await auth.restore(ID) == Failure(RecordGone())


async def test_signing_out_is_done_whatever_the_200_says(tabys: TabysServer, auth: HttpAuth) -> None:
    for body in ("null", "[]", '{"success": false}'):
        tabys.fail_next("logout", faults.answer(200, body))
        assert await auth.sign_out(ID) == Success(None)
