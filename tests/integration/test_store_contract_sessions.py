"""What every store promises about what a visit finds: the session, its latest activity and the language."""

from dataclasses import replace
from datetime import timedelta

from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.languages import Language
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, BOLAT, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_session_mark_and_language_come_back_in_one_visit(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.set_language(AIDA, Language.EN)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at), Language.EN)


async def test_the_latest_language_counts_and_belongs_to_one_visitor(world: World) -> None:
    await world.store.set_language(AIDA, Language.EN)
    await world.store.set_language(AIDA, Language.KK)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(language=Language.KK)
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit()
    languages = [await world.store.language_of(visitor_id) for visitor_id in (AIDA, BOLAT)]
    assert languages == [Language.KK, None]


async def test_the_largest_telegram_id_has_a_session_of_its_own(world: World) -> None:
    theirs = world.session(telegram_user_id=BOLAT, admin_id=2**31 - 1)
    await world.store.start(world.session())
    await world.store.start(theirs)
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit(theirs, SignInMark(theirs.expires_at))


async def test_a_new_session_takes_the_place_of_the_old_one(world: World) -> None:
    await world.store.start(world.session())
    await world.wait(HOUR)
    second = world.session(role=Role.SUPER_ADMIN, admin_id=1)
    await world.store.start(second)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(second, SignInMark(second.expires_at))


async def test_activity_is_noted_at_most_once_a_minute(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    noted = []
    for _ in range(5):
        await world.wait(timedelta(seconds=25))
        visit = await world.store.open(AIDA, Meter.BUTTONS)
        assert visit.session is not None
        noted.append((visit.session.last_activity - session.created_at).total_seconds())
    assert noted == [0, 0, 75, 75, 75]


async def test_activity_changes_nothing_else_and_never_prolongs_the_life(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    for _ in range(23):
        await world.wait(HOUR)
        visit = await world.store.open(AIDA, Meter.BUTTONS)
        assert visit.session == replace(session, last_activity=world.clock.now())
    await world.wait(HOUR)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))
