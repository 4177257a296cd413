"""Looking for words in one section."""

import pytest

from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    AskSearch,
    ChooseLanguage,
    ClearFilters,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    SetFilter,
    ShowFilters,
    ShowHelp,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Paragraph, Press, Screen
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.desk import PROMPT_LASTS, Asked, Desk, Prompt
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import FOUND, PARK, Admin, admin, asks, paragraphs
from tests.unit.scene import CHECK_INTERVAL, RU, entities, words_of


async def asked_for_words() -> Admin:
    anna = await admin(records=PARK)
    await anna.press(AskSearch(Section.NEWS))
    anna.asked()
    return anna


async def test_a_search_asks_for_words_and_can_be_left() -> None:
    anna = await admin(records=PARK)
    assert await anna.press(AskSearch(Section.NEWS)) == Screen(
        f"🔎 {RU('section.news')}",
        (Paragraph(RU("ask.search")),),
        ((Press(RU("button.cancel"), OpenList(Section.NEWS)),),),
    )
    assert anna.asked() == []
    assert (await anna.desk()).prompt == Prompt(Asked.SEARCH, anna.bot.clock.now(), Section.NEWS)


async def test_the_words_that_are_typed_narrow_the_list_and_stand_on_it() -> None:
    anna = await asked_for_words()
    screen = await anna.type("  каток ")
    assert screen.body == (
        Paragraph(RU("list.searching", text="каток"), RU("list.narrowed")),
        Paragraph(RU("list.range_of_one", first=1, total="1")),
    )
    assert asks(screen)[OpenCard(Section.NEWS, 2)] == "Каток"
    assert asks(screen)[ClearFilters(Section.NEWS)] == RU("button.clear")
    assert anna.asked() == ["list news 0"]
    assert await anna.press(OpenList(Section.NEWS)) == screen


async def test_words_are_looked_for_beside_the_filter_that_is_set_until_both_are_cleared() -> None:
    anna = await admin(records=PARK)
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    await anna.press(AskSearch(Section.NEWS))
    await anna.type("парк")
    assert (await anna.desk()).view(Section.NEWS) == View({"moderation": "pending"}, "парк")
    assert paragraphs(await anna.press(OpenList(Section.NEWS)))[1:] == [RU("list.nothing_found")]
    await anna.press(ClearFilters(Section.NEWS))
    assert (await anna.desk()).views == {}


@pytest.mark.parametrize("typed", ["\u200b\u2800", "…", " … …"])
async def test_words_that_nobody_could_see_are_asked_for_again_and_the_search_stands(typed: str) -> None:
    anna = await asked_for_words()
    await anna.type("каток")
    await anna.press(AskSearch(Section.NEWS))
    screen = await anna.type(typed)
    assert paragraphs(screen) == [RU("ask.nothing"), RU("ask.search")]
    assert (await anna.desk()).view(Section.NEWS) == View(text="каток")
    await anna.type("парк")
    assert (await anna.desk()).view(Section.NEWS) == View(text="парк")


async def test_a_search_inside_a_record_stays_inside_of_it() -> None:
    records = entities(Section.PARTICIPANTS, 2, parent=3) + entities(Section.PARTICIPANTS, 2, parent=4)
    anna = await admin(records={Section.PARTICIPANTS: records})
    await anna.press(AskSearch(Section.PARTICIPANTS, 3))
    assert (await anna.desk()).prompt == Prompt(Asked.SEARCH, anna.bot.clock.now(), Section.PARTICIPANTS, 3)
    screen = await anna.type("запись")
    assert [intent for intent in asks(screen) if isinstance(intent, OpenCard)] == [
        OpenCard(Section.PARTICIPANTS, 1, parent=3),
        OpenCard(Section.PARTICIPANTS, 2, parent=3),
        OpenCard(Section.EVENTS, 3),
    ]


@pytest.mark.parametrize("word", ["ПРОЕКТ24", "КОНЦЕРТЫ"])
async def test_eight_capitals_that_are_no_code_are_words_when_words_were_asked_for(word: str) -> None:
    anna = await asked_for_words()
    assert (await anna.type(word)).title == section_title(Section.NEWS, RU)
    assert (await anna.desk()).view(Section.NEWS).text == word
    assert anna.asked() == ["list news 0"]


@pytest.mark.parametrize("word", ["ABCDEFGH", "ROBOTICS", "Expo 2024", "camp2024", "Кодирование", "Код молодежи"])
async def test_words_that_resemble_a_code_are_looked_for_whole(word: str) -> None:
    anna = await asked_for_words()
    await anna.type(word)
    assert (await anna.desk()).view(Section.NEWS).text == word
    await anna.type(word)
    assert (await anna.desk()).find == word


@pytest.mark.parametrize(
    "code",
    [
        "A7B9C3D5",
        "A7B9C3D5.",
        "A7B9 C3D5",
        "A7B9-C3D5",
        "a7b9c3d5",
        "А7В9С3Р5",  # Cyrillic
        "код A7B9C3D5",
        "Код ABCDEFGH",
        "Мой код: A7B9C3D5",
        "Код входа: A7B9C3D5",
        "Кодыңыз: A7B9C3D5",
        "/login A7B9-C3D5",
        "/login A7B9C3D5.",
        "/login ABCDEFGH",
        "/login НЕВЕРНЫЙ",
        "/start A7B9C3D5",
        "/start login_A7B9C3D5x",
    ],
)
async def test_what_may_be_a_code_is_kept_nowhere_and_answers_no_question(code: str) -> None:
    anna = await asked_for_words()
    assert (await anna.type(code)).title == RU("sign_in.already", name="Иван Щёголев")
    assert (await anna.desk(), anna.asked()) == (Desk(), [])
    await anna.type("каток")
    assert ((await anna.desk()).views, (await anna.desk()).find) == ({}, "каток")


@pytest.mark.parametrize("language", Language)
async def test_who_meant_words_and_not_a_code_is_told_how_to_look_for_them(language: Language) -> None:
    anna = await admin(records=PARK)
    await anna.bot.store.set_language(anna.visitor.id, language)
    assert "/find " in words_of(await anna.type("A7B9C3D5"))
    await anna.type("/find A7B9C3D5")
    assert (await anna.desk()).find == "A7B9C3D5"


async def test_a_code_that_nobody_asked_for_is_not_spent_on_who_is_signed_in() -> None:
    anna = await admin(records=PARK)
    assert (await anna.type("A7B9C3D5")).title == RU("sign_in.already", name="Иван Щёголев")
    assert anna.asked() == []


@pytest.mark.parametrize(
    "elsewhere",
    [OpenMenu(), OpenList(Section.NEWS), ShowFilters(Section.NEWS), OpenCard(Section.NEWS, 1), OpenRecent()],
)
async def test_whoever_presses_something_else_does_not_answer_the_question(elsewhere: Intent) -> None:
    anna = await asked_for_words()
    await anna.press(elsewhere)
    assert (await anna.desk()).prompt is None
    assert asks(await anna.type("парк")) == FOUND
    assert (await anna.desk()).views == {}


@pytest.mark.parametrize("aside", [ShowHelp(), ChooseLanguage()])
async def test_a_look_at_the_help_does_not_make_the_next_words_a_surprise(aside: Intent) -> None:
    anna = await asked_for_words()
    await anna.press(aside)
    assert (await anna.desk()).prompt is None


async def test_a_question_of_long_ago_is_not_answered_by_the_words_of_today() -> None:
    anna = await asked_for_words()
    anna.bot.clock.advance(PROMPT_LASTS)
    assert asks(await anna.type("парк")) == FOUND
    assert (await anna.desk()).views == {}


async def test_words_typed_after_the_session_is_gone_are_not_taken_for_an_answer() -> None:
    anna = await asked_for_words()
    anna.tabys.revoke_session(anna.visitor.id)
    anna.bot.clock.advance(CHECK_INTERVAL)
    assert await anna.type("парк") == account.welcome(Absence.REVOKED, RU, Paragraph(RU("welcome.unclear")))
    assert anna.asked() == ["restore"]


async def test_a_question_to_one_admin_is_not_answered_by_the_next_one_in_the_same_chat() -> None:
    anna = await asked_for_words()
    await anna.bot.leave()
    await anna.bot.sign_in(Role.SUPER_ADMIN)
    assert asks(await anna.type("парк")) == FOUND
    assert (await anna.desk()).views == {}
