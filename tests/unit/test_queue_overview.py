"""The queue tells how much waits of each kind, and leads to it; whoever decides on nothing is told so."""

import pytest

from tabys_bot.application.failures import SessionRejected, TooSlow, Unreachable
from tabys_bot.application.screens.intents import (
    NextWaiting,
    OpenMenu,
    OpenQueue,
    ShowAlerts,
    StartKind,
    StartQueue,
)
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.access import Role
from tabys_bot.domain.moderation import MODERATED, Lineup, Waiting, moderated_by
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.queue_scene import decision, events, forget_lines, lines_of, moderator, press, shown, waiting
from tests.unit.scene import REFERENCE, RU, words_of

ADMINS = [role for role in Role if role is not Role.CLIENT]
DECIDERS = [role for role in ADMINS if moderated_by(role)]
EVENTS, NEWS, COURSES = Section.EVENTS, Section.NEWS, Section.COURSES


@pytest.mark.parametrize("role", ADMINS)
async def test_the_menu_leads_to_the_queue_whoever_decides_on_something_and_asks_tabys_nothing(role: Role) -> None:
    anna = await moderator(events(1), role)
    screen = await anna.press(OpenMenu())
    found = {OpenQueue(), ShowAlerts()} & asks(screen).keys()
    assert found == ({OpenQueue(), ShowAlerts()} if role in DECIDERS else set())
    assert anna.tabys.calls == []


@pytest.mark.parametrize("role", DECIDERS)
async def test_a_role_sees_the_lines_of_what_it_decides_on_and_no_others(role: Role) -> None:
    anna = await moderator([waiting(section, 5) for section in MODERATED], role)
    screen = await anna.press(OpenQueue())
    starts = {intent.section for intent in asks(screen) if isinstance(intent, StartKind)}
    assert starts == set(moderated_by(role))
    assert anna.tabys.calls == [f"waiting {section}" for section in moderated_by(role)]
    assert asks(screen)[StartQueue()] == f"▶ Все, начиная со старых ({len(starts)})"


async def test_each_kind_has_its_count_and_what_is_empty_no_button() -> None:
    anna = await moderator([*events(1, 2, 3), waiting(NEWS, 4)], Role.ADMINISTRATOR)
    screen = await anna.press(OpenQueue())
    assert words_of(screen).splitlines() == ["⚖️ Ждут решения", "Всего: 4"]
    kinds = {intent: label for intent, label in asks(screen).items() if isinstance(intent, StartKind)}
    assert kinds == {StartKind(EVENTS): "📅 Мероприятия (3)", StartKind(NEWS): "📰 Новости (1)"}


async def test_a_line_that_was_not_read_to_its_end_or_has_broken_rows_says_so() -> None:
    anna = await moderator([], Role.NPO)
    many = tuple(Waiting(one) for one in events(*range(1, 1001)))
    lines_of(anna)[EVENTS] = Success(Lineup(many, is_whole=False))
    lines_of(anna)[Section.PROJECTS] = Success(Lineup((Waiting(waiting(Section.PROJECTS, 1)),), damaged=2))
    screen = await anna.press(OpenQueue())
    told = words_of(screen).replace("\xa0", " ")
    assert "📅 Мероприятия: 1 000+" in told
    assert "🚀 Проекты: 1 · ⚠️ с ошибкой: 2" in told
    assert RU("queue.damaged") in told
    assert asks(screen)[StartQueue()].replace("\xa0", " ") == "▶ Все, начиная со старых (1 001+)"


async def test_what_cannot_be_read_says_so_and_hides_nothing_else() -> None:
    anna = await moderator(events(1), Role.ADMINISTRATOR)
    lines_of(anna)[NEWS] = Failure(TooSlow(REFERENCE))
    screen = await anna.press(OpenQueue())
    assert asks(screen)[StartKind(EVENTS)] == "📅 Мероприятия (1)"
    assert "📰 Новости: не удалось прочитать" in words_of(screen)
    assert RU("queue.unread") in words_of(screen)
    first = await anna.press(StartQueue())
    assert shown(first) == (EVENTS, 1)
    assert shown(await press(anna, decision(first))) is None


async def test_a_tabys_that_is_down_is_said_to_be_down() -> None:
    anna = await moderator(events(1))
    anna.tabys.failing = Unreachable(REFERENCE)
    for intent in (OpenQueue(), StartQueue(), StartKind(EVENTS), NextWaiting(EVENTS, 7, 100)):
        screen = await anna.press(intent)
        assert in_words(Unreachable(REFERENCE), RU) in words_of(screen)
        assert OpenMenu() in asks(screen)
        assert intent in asks(screen) or OpenQueue(fresh=True) in asks(screen)


@pytest.mark.parametrize("intent", [OpenQueue(), StartQueue(), StartKind(EVENTS)])
async def test_where_nothing_waits_a_friendly_sentence_says_so(intent: OpenQueue) -> None:
    anna = await moderator([])
    screen = await anna.press(intent)
    ended = RU("queue.nothing" if intent == OpenQueue() else "queue.all_done")
    assert words_of(screen) == f"{RU('queue.title')}\n{ended}"


@pytest.mark.parametrize("intent", [OpenQueue(), StartQueue()])
async def test_a_role_that_decides_on_nothing_is_told_so_and_let_out(intent: OpenQueue) -> None:
    anna = await moderator(events(1), Role.GOVERNMENT)
    screen = await anna.press(intent)
    assert words_of(screen) == f"{RU('queue.title')}\n{RU('queue.not_yours')}"
    assert list(asks(screen)) == [OpenMenu()]
    assert anna.tabys.calls == []


async def test_the_lines_are_read_once_for_many_presses_and_anew_on_purpose() -> None:
    anna = await moderator(events(1), Role.NPO)
    for intent, reads in ((OpenQueue(), 2), (OpenQueue(), 0), (OpenQueue(fresh=True), 2), (StartQueue(), 0)):
        anna.tabys.calls.clear()
        await anna.press(intent)
        assert len([call for call in anna.tabys.calls if call.startswith("waiting")]) == reads
    forget_lines(anna)
    anna.tabys.calls.clear()
    await anna.press(OpenQueue())
    assert len(anna.tabys.calls) == 2


async def test_a_token_that_has_run_out_is_renewed_and_the_queue_is_shown() -> None:
    anna = await moderator(events(1))
    anna.tabys.expire_tokens()
    assert StartKind(EVENTS) in asks(await anna.press(OpenQueue()))


async def test_a_session_that_is_over_leads_out() -> None:
    anna = await moderator(events(1))
    lines_of(anna)[COURSES] = Failure(SessionRejected())
    anna.tabys.revoke_session(anna.visitor.id)
    screen = await anna.press(OpenQueue())
    assert StartQueue() not in asks(screen)
    assert screen.title == RU("welcome.title")
