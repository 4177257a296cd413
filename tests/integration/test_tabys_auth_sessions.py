"""Sessions at Tabys over HTTP: restored while they last, and ended by signing out."""

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.application.failures import Broken, RecordGone
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_auth import ID, VISITOR, WRONG, auth, log_without_secrets, signed_in

__all__ = ["auth", "log_without_secrets"]  # the fixtures


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


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><title>404 session not found</title></html>",
        "null",
        "[]",
        '"session"',
        "{}",
        '{"detail": null}',
        '{"detail": ["session"]}',
        '{"detail": {"session": "gone"}}',
        '{"detail": "Not Found"}',
        '{"message": "No active session found"}',
    ],
)
async def test_a_404_that_is_not_of_tabys_ends_no_session(
    tabys: TabysServer, auth: HttpAuth, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    await signed_in(tabys, auth, "npo")
    tabys.fail_next("telegram-auth", faults.answer(404, body), times=3)
    for outcome in (await auth.restore(ID), await auth.sign_out(ID), await auth.sign_in(WRONG, VISITOR)):
        failure = outcome.failure()
        assert isinstance(failure, Broken)
        assert f"404, not about a session reference={failure.reference}" in caplog.text
    assert isinstance(await auth.restore(ID), Success)


async def test_signing_out_is_done_whatever_the_200_says(tabys: TabysServer, auth: HttpAuth) -> None:
    for body in ("null", "[]", '{"success": false}'):
        tabys.fail_next("logout", faults.answer(200, body))
        assert await auth.sign_out(ID) == Success(None)
