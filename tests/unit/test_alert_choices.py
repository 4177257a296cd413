"""Choosing of what new work one is told, and when; and being offered that once."""

import pytest

from tabys_bot.application.answers.alerting import Alerting
from tabys_bot.application.screens.intents import (
    Intent,
    SetAlertMode,
    SetQuietHours,
    ShowAlerts,
    ToggleAlertHour,
    ToggleAlertKind,
)
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import DIGEST_HOURS, QUIET_HOURS, AlertChoice, AlertMode
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED, moderated_by
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.drawn import check
from tests.unit.scene import ANNA, RU, TEXTS, Scene, buttons, pressed, scene, words_of

ADMINS = [role for role in Role if role is not Role.CLIENT]
DECIDING = [role for role in ADMINS if moderated_by(role)]
FORGED: tuple[Intent, ...] = (
    *(ToggleAlertKind(section) for section in Section if section not in MODERATED),
    *(ToggleAlertHour(hour) for hour in (0, 6, 23, 24, LARGEST_ID)),
    *(SetQuietHours(*hours) for hours in ((8, 22), (0, 24), (22, 9), (LARGEST_ID, 0), (9, 18))),
)


async def signed_in(role: Role = Role.ADMINISTRATOR) -> Scene:
    bot = scene()
    await bot.sign_in(role)
    return bot


async def press(bot: Scene, *intents: Intent) -> Screen:
    """The screen after the last of these."""
    screen = None
    for intent in intents:
        screen = await bot.conversation.press(ANNA, intent)
    assert screen is not None
    check(screen)
    return screen


async def chosen(bot: Scene) -> AlertChoice:
    (session,) = await bot.store.standing()
    choice = await bot.store.alert_choice(ANNA.id, session.admin_id)
    assert choice is not None
    return choice


def ticked(screen: Screen) -> list[Intent]:
    """What the buttons with a tick stand for."""
    return [one.intent for one in buttons(screen) if isinstance(one, Press) and one.label.startswith("✓")]


async def test_alerts_are_off_until_they_are_switched_on() -> None:
    bot = await signed_in()
    screen = await press(bot, ShowAlerts())
    assert RU("alerts.off") in words_of(screen)
    assert ticked(screen) == [SetAlertMode(AlertMode.OFF)]
    assert await bot.store.alerted() == {}


@pytest.mark.parametrize("role", DECIDING)
async def test_switching_on_chooses_all_that_the_role_decides_on(role: Role) -> None:
    bot = await signed_in(role)
    screen = await press(bot, SetAlertMode(AlertMode.AT_ONCE))
    assert (await chosen(bot)).kinds == frozenset(moderated_by(role))
    kinds = [ToggleAlertKind(section) for section in moderated_by(role)]
    assert ticked(screen) == [SetAlertMode(AlertMode.AT_ONCE), *kinds, SetQuietHours(*QUIET_HOURS[0])]


@pytest.mark.parametrize("intent", [ShowAlerts(), SetAlertMode(AlertMode.AT_ONCE), *FORGED])
async def test_whoever_decides_on_nothing_is_told_so_and_nothing_is_stored(intent: Intent) -> None:
    bot = await signed_in(Role.GOVERNMENT)
    screen = await press(bot, intent)
    assert RU("alerts.not_yours") in words_of(screen)
    assert await bot.store.alerted() == {}


async def test_kinds_are_taken_off_and_put_on_again_and_stay_while_alerts_are_off() -> None:
    bot = await signed_in(Role.NPO)
    screen = await press(bot, SetAlertMode(AlertMode.AT_ONCE), ToggleAlertKind(Section.EVENTS))
    assert (await chosen(bot)).kinds == {Section.PROJECTS}
    assert RU("alerts.now", kinds="🚀 Проекты") in words_of(screen)
    await press(bot, SetAlertMode(AlertMode.OFF), SetAlertMode(AlertMode.DIGEST))
    assert (await chosen(bot)).kinds == {Section.PROJECTS}
    await press(bot, ToggleAlertKind(Section.EVENTS))
    assert (await chosen(bot)).kinds == {Section.PROJECTS, Section.EVENTS}


async def test_without_any_kind_he_is_told_that_nothing_will_come() -> None:
    bot = await signed_in(Role.NPO)
    kinds = [ToggleAlertKind(section) for section in moderated_by(Role.NPO)]
    screen = await press(bot, SetAlertMode(AlertMode.AT_ONCE), *kinds)
    assert RU("alerts.no_kinds") in words_of(screen)
    assert await bot.store.alerted() == {}


async def test_hours_are_chosen_for_a_digest_only_and_never_none() -> None:
    bot = await signed_in()
    now = await press(bot, SetAlertMode(AlertMode.AT_ONCE))
    assert not any(isinstance(one.intent, ToggleAlertHour) for one in buttons(now) if isinstance(one, Press))
    digest = await press(bot, SetAlertMode(AlertMode.DIGEST))
    offered = [one.intent for one in buttons(digest) if isinstance(one, Press)]
    assert [one.hour for one in offered if isinstance(one, ToggleAlertHour)] == list(DIGEST_HOURS)
    screen = await press(bot, *(ToggleAlertHour(hour) for hour in (9, 14, 18)))
    assert (await chosen(bot)).hours == {18}
    assert "(18:00)" in words_of(screen) or "18:00" in words_of(screen)


async def test_hours_of_a_digest_that_are_quiet_are_not_promised() -> None:
    bot = await signed_in()
    await press(bot, SetAlertMode(AlertMode.DIGEST), SetQuietHours(18, 9))
    screen = await press(bot, ShowAlerts())
    assert "9:00, 14:00" in words_of(screen)
    assert "14:00, 18:00" not in words_of(screen)
    silent = await press(bot, ToggleAlertHour(9), ToggleAlertHour(14))
    assert RU("alerts.no_hours") in words_of(silent)


@pytest.mark.parametrize("quiet", [None, *QUIET_HOURS])
async def test_quiet_hours_can_be_chosen_and_are_told(quiet: tuple[int, int] | None) -> None:
    bot = await signed_in()
    screen = await press(bot, SetAlertMode(AlertMode.AT_ONCE), SetQuietHours(*(quiet or (0, 0))))
    assert (await chosen(bot)).quiet == quiet
    told = RU("alerts.quiet", start=f"{quiet[0]}:00", end=f"{quiet[1]}:00") if quiet else RU("alerts.never_quiet")
    assert told in words_of(screen)


@pytest.mark.parametrize("intent", FORGED)
async def test_forged_presses_change_nothing(intent: Intent) -> None:
    bot = await signed_in()
    await press(bot, SetAlertMode(AlertMode.DIGEST))
    before = await chosen(bot)
    assert RU("alerts.title") in words_of(await press(bot, intent))
    assert await chosen(bot) == before


@pytest.mark.parametrize("role", DECIDING)
async def test_nobody_chooses_what_his_role_does_not_decide_on(role: Role) -> None:
    bot = await signed_in(role)
    await press(bot, *(ToggleAlertKind(section) for section in MODERATED))
    assert (await chosen(bot)).kinds == frozenset(moderated_by(role))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", DECIDING)
async def test_every_role_can_choose_everything_in_every_language(role: Role, language: Language) -> None:
    bot, texts = await signed_in(role), TEXTS[language]
    await bot.store.set_language(ANNA.id, language)
    for mode in AlertMode:
        screen = await press(bot, SetAlertMode(mode))
        assert screen.title == texts("alerts.title")
        for hours in QUIET_HOURS:
            await press(bot, SetQuietHours(*hours))
    assert (await chosen(bot)).language is language


@pytest.mark.parametrize("role", ADMINS)
async def test_alerts_are_offered_at_the_first_sign_in_to_who_decides_on_something_and_once(role: Role) -> None:
    bot = scene()
    first = await bot.sign_in(role)
    await bot.leave()
    second = await bot.sign_in(role)
    offered = [RU("alerts.offer") in words_of(screen) for screen in (first, second)]
    assert offered == [bool(moderated_by(role)), False]
    assert await bot.store.alerted() == {}
    if moderated_by(role):
        assert pressed(first, RU("button.alerts_on")) == SetAlertMode(AlertMode.AT_ONCE)
        assert pressed(first, RU("button.alerts_settings")) == ShowAlerts()


async def test_another_admin_in_the_same_chat_is_offered_alerts_too_and_chooses_for_himself() -> None:
    bot = await signed_in(Role.ADMINISTRATOR)
    await press(bot, SetAlertMode(AlertMode.AT_ONCE))
    await bot.leave()
    assert RU("alerts.offer") in words_of(await bot.sign_in(Role.NPO))
    assert (await chosen(bot)).mode is AlertMode.OFF


async def test_a_lost_store_only_takes_the_offer_away() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.store.down = True
    assert not await Alerting(alerts=bot.store).offer(session, RU)
    bot.store.down = False
    assert await Alerting(alerts=bot.store).offer(session, RU)
