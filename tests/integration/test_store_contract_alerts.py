"""What every store promises about who wants to be told of new work."""

import pytest

from tabys_bot.domain.alerts import CHOICE_KEPT_FOR, AlertChoice, AlertMode, Owed
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.integration.moderated import ADMIN, COLLEAGUE, EVENT, NEWS, choice
from tests.integration.stores import AIDA, BOLAT, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

OFF = choice(mode=AlertMode.OFF)


@pytest.mark.parametrize(
    "chosen",
    [
        choice(),
        OFF,
        AlertChoice(ADMIN),
        choice(kinds=frozenset(), quiet=None),
        choice(mode=AlertMode.AT_ONCE, kinds=frozenset(MODERATED)),
    ],
)
async def test_a_choice_comes_back_as_it_was(world: World, chosen: AlertChoice) -> None:
    await world.store.save_alert_choice(AIDA, chosen)
    assert await world.store.alert_choice(AIDA, ADMIN) == chosen


async def test_where_nothing_was_chosen_there_is_nothing(world: World) -> None:
    assert await world.store.alert_choice(AIDA, ADMIN) is None
    assert await world.store.alerted() == {}
    await world.store.end_alerts(AIDA)
    assert await world.store.alert_choice(AIDA, ADMIN) is None


async def test_the_choice_of_another_admin_in_the_chat_is_none_until_he_makes_his_own(world: World) -> None:
    await world.store.save_alert_choice(AIDA, choice())
    assert await world.store.alert_choice(AIDA, COLLEAGUE) is None
    await world.store.save_alert_choice(AIDA, choice(admin_id=COLLEAGUE))
    assert await world.store.alert_choice(AIDA, ADMIN) is None
    assert await world.store.alerted() == {AIDA: choice(admin_id=COLLEAGUE)}


async def test_those_who_want_to_be_told_are_known(world: World) -> None:
    await world.store.save_alert_choice(AIDA, choice())
    await world.store.save_alert_choice(BOLAT, choice(mode=AlertMode.AT_ONCE))
    assert await world.store.alerted() == {AIDA: choice(), BOLAT: choice(mode=AlertMode.AT_ONCE)}


@pytest.mark.parametrize("off", [OFF, choice(kinds=frozenset())])
async def test_who_switches_alerts_off_and_on_again_is_told_no_more_and_then_again(
    world: World, off: AlertChoice
) -> None:
    await world.store.save_alert_choice(AIDA, choice())
    await world.store.save_alert_choice(AIDA, off)
    assert await world.store.alerted() == {}
    assert await world.store.alert_choice(AIDA, ADMIN) == off
    await world.store.save_alert_choice(AIDA, choice())
    assert await world.store.alerted() == {AIDA: choice()}


@pytest.mark.parametrize("kinds", [frozenset(), frozenset({Section.NEWS})])
async def test_who_cannot_be_reached_is_owed_nothing_and_sees_later_that_alerts_are_off(
    world: World, kinds: frozenset[Section]
) -> None:
    await world.store.save_alert_choice(AIDA, choice(kinds=kinds))
    await world.store.save_alert_choice(BOLAT, choice())
    await world.store.note_waiting(Section.NEWS, [17], {AIDA: [EVENT, NEWS], BOLAT: [NEWS]})
    await world.store.end_alerts(AIDA)
    assert await world.store.alert_choice(AIDA, ADMIN) == choice(kinds=kinds, mode=AlertMode.OFF)
    assert await world.store.alerted() == {BOLAT: choice()}
    assert await world.store.owed() == (Owed(BOLAT, (NEWS,)),)


async def test_a_choice_is_kept_for_a_year_after_its_last_change(world: World) -> None:
    await world.store.save_alert_choice(AIDA, choice())
    await world.wait(CHOICE_KEPT_FOR - HOUR)
    await world.store.save_alert_choice(BOLAT, choice())
    assert await world.store.alerted() == {AIDA: choice(), BOLAT: choice()}
    await world.wait(HOUR)
    assert await world.store.alerted() == {BOLAT: choice()}
    assert await world.store.alert_choice(AIDA, ADMIN) is None
    await world.wait(CHOICE_KEPT_FOR)
    assert await world.store.alerted() == {}


async def test_a_choice_outlives_the_session(world: World) -> None:
    await world.store.start(world.session())
    await world.store.save_alert_choice(AIDA, choice())
    await world.store.end(AIDA)
    assert await world.store.alerted() == {AIDA: choice()}
