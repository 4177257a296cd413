"""What every store promises about the end of a session, and the mark that it leaves."""

from datetime import timedelta

from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, BOLAT, DAY, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_a_session_lives_until_its_end_and_leaves_a_mark(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(DAY - MINUTE)
    assert (await world.store.open(AIDA, Meter.BUTTONS)).session is not None
    await world.wait(MINUTE)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


async def test_the_mark_does_not_wear_off(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(timedelta(days=5000))
    assert (await world.store.open(AIDA, Meter.BUTTONS)).mark == SignInMark(session.expires_at)


async def test_ending_drops_the_session_and_marks_the_visitor_as_signed_out(world: World) -> None:
    await world.store.start(world.session())
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_ending_nothing_marks_too_and_does_no_harm_twice(world: World) -> None:
    await world.store.end(AIDA)
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_somebody_signed_out_can_sign_in_again(world: World) -> None:
    await world.store.end(AIDA)
    session = world.session()
    await world.store.start(session)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))


async def test_that_tabys_knows_of_a_sign_out_is_noted_on_its_mark(world: World) -> None:
    await world.store.start(world.session())
    await world.store.end(AIDA)
    await world.store.settle(AIDA, SignInMark(None))
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None, told=True))


async def test_that_tabys_knows_of_an_expiry_is_noted_on_its_mark(world: World) -> None:
    session = world.session(expires_at=world.clock.now() + timedelta(hours=1, microseconds=1234))
    await world.store.start(session)
    await world.wait(DAY)
    mark = (await world.store.open(AIDA, Meter.BUTTONS)).mark
    assert mark == SignInMark(session.expires_at)
    await world.store.settle(AIDA, mark)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at, told=True))


async def test_a_late_note_does_not_touch_another_mark(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.settle(AIDA, SignInMark(None))
    await world.store.settle(AIDA, SignInMark(session.expires_at - MINUTE))
    await world.store.settle(BOLAT, SignInMark(None))
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit()


async def test_the_next_sign_in_and_sign_out_have_yet_to_be_told(world: World) -> None:
    session = world.session()
    await world.store.end(AIDA)
    await world.store.settle(AIDA, SignInMark(None))
    await world.store.start(session)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))
