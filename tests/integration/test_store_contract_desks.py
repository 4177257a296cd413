"""What every store promises about what an admin has on his desk."""

from dataclasses import replace
from datetime import timedelta

from tabys_bot.application.ports import Meter, OverLimit, Visit
from tabys_bot.domain.batches import MARKED_AT_MOST
from tabys_bot.domain.desk import Asked, Desk, InHand, Marks, Prompt, Recent
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, BOLAT, DAY, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

MONTH = 30 * DAY


def full(world: World) -> Desk:
    return Desk(
        admin_id=41,
        views={
            Section.EVENTS: View({"moderation": "pending"}, "марафон «Тау» 👩‍👧"),
            Section.VOLUNTEERS: View({"volunteer_level": "SUPERVISOR", "direction": "12"}),
        },
        prompt=Prompt(Asked.WHY, world.clock.now(), Section.NEWS, parent=3, number=17, act="reject", line="k"),
        find='Айгүл "Жұмабаева"',
        found_before=("парк", "каток"),
        recent=(Recent(Section.PARTICIPANTS, 5, "Болат", parent=17), Recent(Section.EVENTS, 17, "Марафон")),
        marks=Marks(Section.NEWS, (5, 2**31 - 1, 4)),
        in_hand=InHand(Section.EVENTS, 17, world.clock.now()),
    )


async def test_the_desk_comes_back_with_the_visit(world: World) -> None:
    await world.store.save_desk(AIDA, full(world))
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(desk=full(world))


async def test_the_latest_desk_counts_and_belongs_to_one_visitor(world: World) -> None:
    await world.store.save_desk(AIDA, full(world))
    await world.store.save_desk(AIDA, Desk(41, find="слово"))
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(desk=Desk(41, find="слово"))
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit()


async def test_a_desk_is_kept_for_a_month_after_the_last_change(world: World) -> None:
    desk = full(world)
    await world.store.save_desk(AIDA, desk)
    await world.wait(MONTH - HOUR)
    await world.store.save_desk(AIDA, replace(desk, find=""))
    await world.wait(MONTH - HOUR)
    assert (await world.store.open(AIDA, Meter.BUTTONS)).desk == replace(desk, find="")
    await world.wait(HOUR)
    assert (await world.store.open(AIDA, Meter.BUTTONS)).desk == Desk()


async def test_an_empty_desk_is_as_none(world: World) -> None:
    await world.store.save_desk(AIDA, full(world))
    await world.store.save_desk(AIDA, Desk(41))
    await world.store.save_desk(BOLAT, Desk(42))
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit()
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit()


async def test_a_desk_outlives_the_session(world: World) -> None:
    await world.store.start(world.session())
    await world.store.save_desk(AIDA, full(world))
    desk = full(world)
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None), desk=desk)


async def test_who_is_over_the_limit_has_nothing_on_his_desk(world: World) -> None:
    await world.store.save_desk(AIDA, full(world))
    visits = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(4)]
    assert visits == [Visit(desk=full(world))] * 3 + [Visit(over_limit=OverLimit(60, first=True))]


async def test_a_prompt_keeps_the_moment_of_its_question(world: World) -> None:
    await world.wait(timedelta(microseconds=1234))
    prompt = Prompt(Asked.FIND, world.clock.now())
    await world.store.save_desk(AIDA, Desk(41, prompt=prompt))
    assert (await world.store.open(AIDA, Meter.INLINE)).desk.prompt == prompt


async def test_all_that_can_be_marked_comes_back_in_its_order(world: World) -> None:
    desk = Desk(41).marking(Section.EVENTS, tuple(range(2**31 - 1, 2**31 - MARKED_AT_MOST - 9, -1)))
    await world.store.save_desk(AIDA, desk)
    found = (await world.store.open(AIDA, Meter.BUTTONS)).desk
    assert (found, len(found.marked(Section.EVENTS))) == (desk, MARKED_AT_MOST)


async def test_what_the_queue_shows_keeps_the_moment_since_when(world: World) -> None:
    await world.wait(timedelta(microseconds=1234))
    in_hand = InHand(Section.PROJECTS, 2**31 - 1, world.clock.now())
    await world.store.save_desk(AIDA, Desk(41, in_hand=in_hand))
    assert (await world.store.open(AIDA, Meter.BUTTONS)).desk.in_hand == in_hand
