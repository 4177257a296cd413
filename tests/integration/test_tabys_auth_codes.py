"""Signing in at Tabys over HTTP: what a code is good for, and what is sent with it."""

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.application.failures import Broken, ExpiredOtp, RevokedOtp, Unreachable, UsedOtp, WrongOtp
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import OtpCode, Visitor
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_auth import ID, VISITOR, WRONG, auth, log_without_secrets

__all__ = ["auth", "log_without_secrets"]  # the fixtures


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


async def test_a_code_whose_answer_is_lost_is_not_sent_again(tabys: TabysServer, auth: HttpAuth) -> None:
    code = tabys.issue_otp("npo")
    tabys.fail_next("verify-otp", faults.after(faults.reset))
    outcome = await auth.sign_in(OtpCode(code), VISITOR)
    assert isinstance(outcome.failure(), Unreachable)
    assert (len(tabys.calls), tabys.accounts.otps[code].used) == (1, True)
