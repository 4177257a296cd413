"""One promise, two keepers: Tabys in memory and Tabys over HTTP tell the same story to the application."""

import pytest

from tabys_bot.application.failures import (
    ExpiredOtp,
    RecordGone,
    RevokedOtp,
    SessionRejected,
    Unreachable,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Page, Query, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode
from tests.integration.gateways import (
    AIDA,
    BOLAT,
    COUNT,
    NEWS,
    VOLUNTEERS,
    World,
    labelled,
    news,
    session_of,
    volunteer,
    world,
)

__all__ = ["world"]  # the fixture: memory, then HTTP


@pytest.mark.parametrize("role", Role)
async def test_a_code_admits_the_admin_it_was_issued_for(world: World, role: Role) -> None:
    admission = await world.admitted(role)
    assert admission.role is role
    assert admission.admin_id > 0
    assert admission.admin_name
    assert admission.access_token


async def test_the_same_admin_may_sign_in_from_two_accounts(world: World) -> None:
    one, other = await world.admitted(visitor=AIDA), await world.admitted(visitor=BOLAT)
    assert (one.admin_id, one.admin_name, one.role) == (other.admin_id, other.admin_name, other.role)
    assert await world.auth.sign_out(AIDA.id) == Success(None)
    assert (await world.auth.restore(BOLAT.id)).unwrap().admin_id == other.admin_id


async def test_an_account_that_signs_in_again_becomes_the_other_admin(world: World) -> None:
    await world.admitted(Role.NPO)
    msb = await world.admitted(Role.MSB)
    assert (await world.auth.restore(AIDA.id)).unwrap().admin_id == msb.admin_id


async def test_a_code_that_was_never_issued_is_wrong(world: World) -> None:
    assert await world.auth.sign_in(OtpCode("AAAAAAAA"), AIDA) == Failure(WrongOtp())


async def test_a_code_works_once(world: World) -> None:
    code = OtpCode(world.panel.issue_code(Role.NPO))
    assert isinstance(await world.auth.sign_in(code, AIDA), Success)
    assert await world.auth.sign_in(code, BOLAT) == Failure(UsedOtp())
    assert await world.auth.restore(BOLAT.id) == Failure(RecordGone())


async def test_a_code_that_is_too_old_admits_nobody(world: World) -> None:
    code = world.panel.issue_code(Role.NPO)
    world.panel.expire_code(code)
    assert await world.auth.sign_in(OtpCode(code), AIDA) == Failure(ExpiredOtp())


async def test_a_revoked_code_admits_nobody(world: World) -> None:
    code = world.panel.issue_code(Role.NPO)
    world.panel.revoke_code(code)
    assert await world.auth.sign_in(OtpCode(code), AIDA) == Failure(RevokedOtp())


async def test_of_a_code_that_is_used_and_too_old_the_use_is_told(world: World) -> None:
    code = world.panel.issue_code(Role.NPO)
    await world.auth.sign_in(OtpCode(code), AIDA)
    world.panel.expire_code(code)
    assert await world.auth.sign_in(OtpCode(code), AIDA) == Failure(UsedOtp())


async def test_a_session_can_be_restored_any_number_of_times(world: World) -> None:
    first = await world.admitted(Role.NPO)
    for _ in range(3):
        restored = (await world.auth.restore(AIDA.id)).unwrap()
        assert (restored.admin_id, restored.admin_name, restored.role) == (first.admin_id, first.admin_name, first.role)


async def test_nothing_is_restored_for_a_stranger(world: World) -> None:
    assert await world.auth.restore(AIDA.id) == Failure(RecordGone())


async def test_nothing_is_restored_after_a_revocation_until_the_next_sign_in(world: World) -> None:
    await world.admitted()
    world.panel.revoke_session(AIDA.id)
    assert await world.auth.restore(AIDA.id) == Failure(RecordGone())
    await world.admitted()
    assert isinstance(await world.auth.restore(AIDA.id), Success)


async def test_signing_out_is_final_and_the_second_time_there_is_nothing_to_end(world: World) -> None:
    await world.admitted()
    assert await world.auth.sign_out(AIDA.id) == Success(None)
    assert await world.auth.sign_out(AIDA.id) == Failure(RecordGone())
    assert await world.auth.restore(AIDA.id) == Failure(RecordGone())


@pytest.mark.parametrize("role", [Role.GOVERNMENT, None])
async def test_a_restored_session_has_the_role_of_today(world: World, role: Role | None) -> None:
    admission = await world.admitted(Role.NPO)
    world.panel.set_role(admission.admin_id, role)
    assert (await world.auth.restore(AIDA.id)).unwrap().role is role


@pytest.mark.parametrize("role", Role)
async def test_a_session_can_ask_for_its_own_role(world: World, role: Role) -> None:
    assert await world.auth.role(await world.session(role)) == Success(role)


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.CLIENT, None])
async def test_the_role_is_that_of_today_and_not_that_of_the_token(world: World, role: Role | None) -> None:
    session = await world.session(Role.NPO)
    world.panel.set_role(session.admin_id, role)
    assert await world.auth.role(session) == Success(role)


async def test_an_old_token_learns_no_role(world: World) -> None:
    session = await world.session()
    world.panel.expire_tokens()
    assert await world.auth.role(session) == Failure(SessionRejected())


async def test_a_token_outlives_the_signing_out(world: World) -> None:
    session = await world.session()
    await world.auth.sign_out(AIDA.id)
    assert len((await world.page(session)).items) == 8


async def test_an_old_token_is_rejected_and_a_restored_one_is_not(world: World) -> None:
    session = await world.session()
    world.panel.expire_tokens()
    for section in (VOLUNTEERS, NEWS):
        assert await world.entities.page(session, Query(section), offset=0, limit=8) == Failure(SessionRejected())
    assert await world.entities.record(session, Query(VOLUNTEERS), 1, near=0) == Failure(SessionRejected())
    fresh = session_of((await world.auth.restore(AIDA.id)).unwrap())
    assert await world.page(fresh, NEWS) == Page(
        tuple(labelled(news(number)) for number in (1, 2, 3)), 0, has_next=False
    )


async def test_pages_show_each_record_once_in_one_order(world: World) -> None:
    session = await world.session()
    pages = [await world.page(session, offset=offset) for offset in (0, 8, 16, 24)]
    assert pages == [
        Page(tuple(labelled(volunteer(number)) for number in range(1, 9)), 0, has_next=True),
        Page(tuple(labelled(volunteer(number)) for number in range(9, 17)), 8, has_next=True),
        Page(tuple(labelled(volunteer(number)) for number in range(17, 20)), 16, has_next=False),
        Page((), 24, has_next=False),
    ]


@pytest.mark.parametrize(("limit", "has_next"), [(1, True), (18, True), (19, False), (20, False)])
async def test_a_page_knows_whether_there_is_more(world: World, limit: int, has_next: bool) -> None:  # noqa: FBT001
    page = await world.page(await world.session(), limit=limit)
    assert (len(page.items), page.has_next) == (min(limit, COUNT), has_next)


@pytest.mark.parametrize("near", [0, 8, 16, 400])
async def test_a_record_is_found_wherever_it_was_seen(world: World, near: int) -> None:
    session = await world.session()
    assert await world.entities.record(session, Query(VOLUNTEERS), 10, near=near) == Success(volunteer(10))
    assert await world.entities.record(session, Query(NEWS), 2, near=near) == Success(news(2))


async def test_a_record_that_never_was_or_is_gone_meanwhile_is_gone(world: World) -> None:
    session = await world.session()
    for section in (VOLUNTEERS, NEWS):
        world.panel.drop_record(section, 2)
        assert await world.entities.record(session, Query(section), 2, near=0) == Failure(RecordGone())
        assert await world.entities.record(session, Query(section), 999, near=0) == Failure(RecordGone())
    assert [entity.id for entity in (await world.page(session, NEWS)).items] == [1, 3]


async def test_a_tabys_that_is_down_is_unreachable_for_everything(world: World) -> None:
    session, code = await world.session(), OtpCode(world.panel.issue_code(Role.NPO))
    await world.panel.shut_down()
    failures = [
        (await world.auth.sign_in(code, AIDA)).failure(),
        (await world.auth.restore(AIDA.id)).failure(),
        (await world.auth.role(session)).failure(),
        (await world.auth.sign_out(AIDA.id)).failure(),
        (await world.entities.page(session, Query(NEWS), offset=0, limit=8)).failure(),
        (await world.entities.record(session, Query(NEWS), 1, near=0)).failure(),
        (await world.entities.counts(session, NEWS)).failure(),
        (await world.entities.gallery(session, Section.PROJECTS, 1)).failure(),
        (await world.entities.options(session, VOLUNTEERS, "direction")).failure(),
        (await world.administration.sessions(session)).failure(),
        (await world.administration.revoke(session, AIDA.id)).failure(),
        (await world.administration.registrations(session)).failure(),
        (await world.administration.decide(session, 1, approve=True, reason="")).failure(),
        (await world.administration.numbers(session, Stretch.DAY)).failure(),
    ]
    assert [type(failure) for failure in failures] == [Unreachable] * 14


@pytest.mark.parametrize("typed", ["7 700 000 00 05", "8 700 000 00 05", "+77000000005", "ерикти 5", "Ерікті 5", "5"])
async def test_a_record_is_found_however_it_is_typed(world: World, typed: str) -> None:
    page = await world.page(await world.session(), view=View(text=typed), limit=50)
    assert volunteer(5).id in {entity.id for entity in page.items}


async def test_a_filter_and_words_go_together(world: World) -> None:
    session = await world.session()
    fitting = await world.page(session, view=View({"volunteer_level": "TEAM_LEADER"}, "Ерікті 5"), limit=50)
    assert volunteer(5).id in {entity.id for entity in fitting.items}
    other = await world.page(session, view=View({"volunteer_level": "COORDINATOR"}, "Ерікті 5"))
    assert other.items == ()


async def test_what_nobody_has_is_not_found(world: World) -> None:
    page = await world.page(await world.session(), view=View(text="жоқ ондай"))
    assert (page.items, page.has_next) == ((), False)
