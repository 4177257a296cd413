"""Looking at records: the permission is asked for on every press, and pages stay on their grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import Forbidden, GatewayFailure, RecordGone
from tabys_bot.application.use_cases.browsing import ListEntities, ShowEntity
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import PAGE_SIZE, Page
from tabys_bot.domain.outcome import Failure, Success
from tests.unit.scene import GATEWAY_FAILURES, Scene, entities, scene

MODULE = Module.NEWS
roles = pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
modules = pytest.mark.parametrize("module", Module)


def listing(bot: Scene) -> ListEntities:
    return bot.application.list_entities()


def showing(bot: Scene) -> ShowEntity:
    return bot.application.show_entity()


@roles
@modules
async def test_a_list_and_its_records_are_read_exactly_by_those_who_may(role: Role, module: Module) -> None:
    bot = scene()
    session = await bot.admitted(role)
    answers = (await listing(bot)(session, module, 0), await showing(bot)(session, module, 3, near=0))
    if module in CATALOGUE and may(role, Permission.READ, module):
        found = entities(module, 20)
        assert answers == (Success(Page(tuple(found[:8]), 0, has_next=True)), Success(found[2]))
        assert bot.tabys.calls == [f"list {module} 0", f"get {module} 3 near 0"]
    else:
        assert answers == (Failure(Forbidden(Permission.READ, module)),) * 2
        assert bot.tabys.calls == []


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_a_failing_tabys_is_passed_on_as_it_is_after_one_call(failure: GatewayFailure) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.failing = failure
    assert await listing(bot)(session, MODULE, 16) == Failure(failure)
    assert await showing(bot)(session, MODULE, 3, near=16) == Failure(failure)
    assert bot.tabys.calls == ["list news 16", "get news 3 near 16"]


@given(st.integers(0, 40), st.integers(0, 2**31 - 1))
async def test_whatever_the_offset_the_page_is_one_of_the_list(size: int, offset: int) -> None:
    bot = scene(records={MODULE: entities(MODULE, size)})
    page = (await listing(bot)(await bot.admitted(), MODULE, offset)).unwrap()
    assert page.offset % PAGE_SIZE == 0
    assert bool(page.items) == bool(size)
    assert page == Page(
        tuple(entities(MODULE, size)[page.offset : page.offset + PAGE_SIZE]),
        page.offset,
        has_next=size > page.offset + PAGE_SIZE,
    )


@pytest.mark.parametrize(
    ("size", "asked", "calls"),
    [
        (20, 16, ["list news 16"]),
        (20, 11, ["list news 8"]),
        (16, 16, ["list news 16", "list news 8"]),  # the last record of the last page was deleted
        (5, 40, ["list news 40", "list news 32", "list news 0"]),
        (0, 0, ["list news 0"]),
        (0, 8, ["list news 8", "list news 0"]),
    ],
)
async def test_past_the_end_the_page_before_is_shown_and_else_the_first(
    size: int, asked: int, calls: list[str]
) -> None:
    bot = scene(records={MODULE: entities(MODULE, size)})
    page = (await listing(bot)(await bot.admitted(), MODULE, asked)).unwrap()
    assert bot.tabys.calls == calls
    assert calls[-1] == f"list news {page.offset}"


async def test_a_record_that_was_deleted_meanwhile_is_gone() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.records[MODULE].clear()
    assert await showing(bot)(session, MODULE, 3, near=0) == Failure(RecordGone())


async def test_a_record_is_looked_for_near_the_page_where_it_was_seen() -> None:
    bot = scene()
    await showing(bot)(await bot.admitted(), MODULE, 12, near=13)
    assert bot.tabys.calls == ["get news 12 near 8"]
