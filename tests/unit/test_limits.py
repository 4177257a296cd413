"""Over the limit one notice is given, then silence; and what a press costs."""

from datetime import timedelta

import pytest

from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens import account, trouble
from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskApproval,
    AskFind,
    AskPage,
    AskSearch,
    ChooseFilter,
    ChooseLanguage,
    ClearFilters,
    FindText,
    Intent,
    ListOwnSessions,
    ListRegistrations,
    ListSignedIn,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    OpenPanel,
    OpenRecent,
    OutdatedButton,
    SetFilter,
    SetLanguage,
    ShowFilters,
    ShowHelp,
    ShowNumbers,
    ShowPictures,
    ShowStatus,
    SignIn,
    Typed,
    Unclear,
)
from tabys_bot.application.screens.screen import Press, Suggestions
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tests.unit.scene import ANNA, BOLAT, PARENT, RU, scene, words_of

NEWS = Section.NEWS
SECOND = timedelta(seconds=1)


async def test_too_many_presses_get_one_notice_with_the_time_left_and_then_silence() -> None:
    bot = scene(limits=Limits(buttons=2))
    await bot.sign_in()
    bot.clock.advance(SECOND)
    answered = [await bot.conversation.press(ANNA, OpenMenu()) for _ in range(2)]
    bot.clock.advance(20 * SECOND)
    assert [screen.title if screen else None for screen in answered] == ["☰ Меню"] * 2
    assert [await bot.conversation.press(ANNA, OpenMenu()) for _ in range(3)] == [
        trouble.over_limit(40, RU),
        None,
        None,
    ]
    bot.clock.advance(40 * SECOND)
    assert words_of(await bot.conversation.press(ANNA, OpenMenu())).startswith("☰ Меню")


async def test_the_notice_of_a_press_leaves_the_screen_as_it_is() -> None:
    notice = trouble.over_limit(40, RU)
    assert (notice.passing, notice.notice) == (True, "Слишком часто. Осталось подождать: 40 секунд.")


async def test_messages_and_buttons_are_counted_apart_and_so_are_visitors() -> None:
    bot = scene(limits=Limits(messages=1, buttons=1))
    said = [await bot.conversation.say(ANNA, Unclear()) for _ in range(3)]
    assert [screen is None for screen in said] == [False, False, True]
    assert said[1] == trouble.over_limit(60, RU)
    assert await bot.conversation.press(ANNA, ShowHelp()) == account.help_screen(RU, is_admin=False)
    assert await bot.conversation.say(BOLAT, ShowHelp()) == account.help_screen(RU, is_admin=False)


async def test_what_is_typed_after_the_bots_name_is_counted_apart_and_over_the_limit_met_with_silence() -> None:
    bot = scene(limits=Limits(inline=2))
    await bot.sign_in()
    offered = [await bot.conversation.suggest(ANNA, "Запись") for _ in range(4)]
    assert [bool(suggestions and suggestions.items) for suggestions in offered] == [True, True, False, False]
    assert offered[2:] == [None, None]
    assert words_of(await bot.conversation.press(ANNA, OpenMenu())).startswith("☰ Меню")
    bot.clock.advance(timedelta(minutes=1))
    assert await bot.conversation.suggest(ANNA, "Запись") == offered[0]


async def test_over_the_limit_no_code_is_looked_at() -> None:
    bot = scene(limits=Limits(messages=1))
    await bot.conversation.say(ANNA, ShowHelp())
    await bot.conversation.say(ANNA, SignIn("A7B9C3D5"))
    assert bot.tabys.calls == []


async def test_a_group_is_told_where_to_go_within_its_own_limit() -> None:
    bot = scene(limits=Limits(messages=1))

    async def ask(conversation: Conversation) -> str:
        return words_of(await conversation.in_public(-100, "en", "https://t.me/tabys_bot"))

    assert await ask(bot.conversation) == "I work in private chats only. Please write to me there."
    assert await ask(bot.conversation) == ""
    assert words_of(await bot.conversation.say(ANNA, ShowHelp())) != ""


async def test_a_group_is_told_nothing_while_the_store_is_down() -> None:
    bot = scene()
    bot.store.down = True
    assert await bot.conversation.in_public(-100, "", "https://t.me/tabys_bot") is None


async def test_who_types_after_the_bots_name_while_the_store_is_down_is_sent_to_the_private_chat() -> None:
    bot = scene()
    bot.store.down = True
    assert await bot.conversation.suggest(ANNA, "Запись") == Suggestions(invitation=RU("inline.trouble"))


@pytest.mark.parametrize(
    ("intent", "calls"),
    [
        (OpenMenu(), []),
        (ShowStatus(), []),
        (ShowHelp(), []),
        (ChooseLanguage(), []),
        (SetLanguage(Language.EN), []),
        (OutdatedButton(), []),
        (OpenModule(Module.VOLUNTEERS), []),
        (OpenModule(Module.NEWS), ["list news 0"]),
        (OpenList(NEWS), ["list news 0"]),
        (OpenList(NEWS, 8, fresh=True), ["list news 8"]),
        (OpenList(Section.PARTICIPANTS, parent=PARENT), ["list participants 0"]),
        (OpenList(Section.PARTICIPANTS), []),  # inside of which event?
        (OpenCard(NEWS, 9, back=8), ["get news 9 near 8"]),
        (OpenCard(NEWS, 9, back=8, swapped=True), ["get news 9 near 8"]),
        (ShowPictures(NEWS, 9, back=8), ["get news 9 near 8"]),
        (ShowPictures(Section.PROJECTS, 9), ["get projects 9 near 0", "gallery projects 9"]),
        (ShowFilters(NEWS), []),
        (ChooseFilter(NEWS, "publication"), []),
        (ChooseFilter(NEWS, "moderation"), ["counts news"]),
        (ChooseFilter(Section.VACANCIES, "city"), ["options vacancies city"]),
        (SetFilter(NEWS, "publication", "draft"), ["list news 0"]),
        (ClearFilters(NEWS), ["list news 0"]),
        (AskSearch(NEWS), []),
        (AskPage(NEWS), []),
        (AskFind(), []),
        (OpenRecent(), []),
        (ListOwnSessions(), []),
        (OpenPanel(), []),
        (ListSignedIn(), ["sessions"]),
        (ListRegistrations(), ["registrations"]),
        (AskApproval(21), ["registrations"]),
        (ApproveRegistration(21), ["registrations", "decide 21 approved", "registrations"]),
        (ShowNumbers(Stretch.DAY), ["numbers day"]),
    ],
)
async def test_a_press_asks_tabys_for_what_it_shows_and_for_nothing_else(intent: Intent, calls: list[str]) -> None:
    bot = scene()
    await bot.sign_in(Role.SUPER_ADMIN)
    await bot.conversation.press(ANNA, intent)
    assert bot.tabys.calls == calls


async def test_words_are_looked_for_with_one_question_for_each_section_of_the_role() -> None:
    bot = scene()
    await bot.sign_in(Role.NPO)
    await bot.conversation.say(ANNA, FindText("Запись"))
    await bot.conversation.suggest(ANNA, "Запись")
    assert bot.tabys.calls == ["list events 0", "list projects 0"] * 2


@pytest.mark.parametrize(
    ("intent", "again"),
    [
        (OpenList(NEWS, 8), OpenList(NEWS, 8)),
        (OpenMenu(), OpenMenu()),
        (SignIn("A7B9C3D5"), OpenMenu()),
        (Typed("слово"), OpenMenu()),
    ],
)
async def test_a_store_that_is_down_is_told_with_a_way_to_try_again(intent: Intent, again: Intent) -> None:
    bot = scene()
    await bot.sign_in()
    bot.store.down = True
    screen = await bot.conversation.press(ANNA, intent)
    assert screen is not None
    assert "моё хранилище недоступно" in words_of(screen)
    assert screen.rows == ((Press(RU("button.retry"), again),),)
    assert bot.tabys.calls == []


async def test_the_bot_recovers_by_itself_when_the_store_is_back() -> None:
    bot = scene()
    await bot.sign_in()
    bot.store.down = True
    await bot.conversation.press(ANNA, OpenMenu())
    bot.store.down = False
    assert words_of(await bot.conversation.press(ANNA, OpenMenu())).startswith("☰ Меню")
