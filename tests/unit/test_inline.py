"""What is offered while somebody types after the bot's name in any chat."""

import pytest

from tabys_bot.application.failures import Broken, TooSlow, Unreachable
from tabys_bot.application.screens.intents import OpenCard, SetLanguage
from tabys_bot.application.screens.screen import Suggestion, Suggestions
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import searched_sections
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tests.unit.desk_scene import Admin, admin, desk_scene
from tests.unit.scene import ANNA, BOLAT, REFERENCE, RU, TEXTS

SECRET = "Айша Касымова"
RECORDS = {
    Section.NEWS: [
        Entity(Section.NEWS, 3, {"title": Bilingual(kk="Саябақ ашылды", ru="Парк открыт"), "moderation": "pending"}),
    ],
    Section.USERS: [
        Entity(Section.USERS, 9, {"full_name": SECRET, "phone": "+77001234567", "email": "park@example.kz"}),
    ],
}


async def suggested(anna: Admin, text: str, visitor: Visitor = ANNA) -> Suggestions | None:
    return await anna.bot.conversation.suggest(visitor, text)


async def test_an_admin_is_offered_what_the_sections_that_he_may_read_have() -> None:
    anna = await admin(records=RECORDS)
    assert await suggested(anna, "  парк ") == Suggestions(
        (
            Suggestion(
                OpenCard(Section.NEWS, 3),
                "⏳ Парк открыт",
                f"📰 {RU('section.news')}",
                f"📰 {RU('one.news')} № 3",
                RU("button.open_card"),
            ),
        )
    )
    assert sorted(anna.asked()) == sorted(f"list {section} 0" for section in searched_sections(Role.ADMINISTRATOR))


async def test_a_small_role_is_offered_only_what_it_may_read() -> None:
    anna = await admin(Role.MSB, records=RECORDS)
    assert await suggested(anna, "парк") == Suggestions()
    assert sorted(anna.asked()) == sorted(f"list {section} 0" for section in searched_sections(Role.MSB))


@pytest.mark.parametrize(
    ("language", "title"), [(Language.RU, "Парк открыт"), (Language.KK, "Саябақ ашылды"), (Language.EN, "Парк открыт")]
)
async def test_suggestions_are_in_the_language_that_was_chosen(language: Language, title: str) -> None:
    anna, texts = await admin(records=RECORDS), TEXTS[language]
    await anna.press(SetLanguage(language))
    assert await suggested(anna, "парк") == Suggestions(
        (
            Suggestion(
                OpenCard(Section.NEWS, 3),
                f"⏳ {title}",
                f"📰 {texts('section.news')}",
                f"📰 {texts('one.news')} {texts('record.nameless', id=3)}",
                texts("button.open_card"),
            ),
        )
    )


async def test_the_message_that_a_chat_would_see_says_nothing_of_the_record() -> None:
    anna = await admin(records=RECORDS)
    told = await suggested(anna, "касымова")
    assert told is not None
    assert [(one.title, one.message) for one in told.items] == [
        (f"{SECRET} · +77001234567", f"👥 {RU('one.users')} № 9")
    ]
    for secret in ("Айша", "Касымова", "7001234567", "example"):
        assert secret not in told.items[0].message


async def test_no_more_than_thirty_are_offered_the_first_of_each_section_before_the_second_of_any() -> None:
    anna = await admin()
    told = await suggested(anna, "запись")
    assert told is not None
    every = [OpenCard(section, number) for number in (1, 2) for section in searched_sections(Role.ADMINISTRATOR)]
    assert [one.intent for one in told.items] == every[:30]


async def test_suggestions_leave_the_desk_as_it_is() -> None:
    anna = await admin(records=RECORDS)
    before = await anna.desk()
    await suggested(anna, "парк")
    assert await anna.desk() == before


@pytest.mark.parametrize("text", ["", " ", "п", " п ", "\u200b\u200b\u200b"])
async def test_too_short_a_text_offers_nothing_and_asks_nothing(text: str) -> None:
    anna = await admin(records=RECORDS)
    assert await suggested(anna, text) == Suggestions()
    assert anna.asked() == []


@pytest.mark.parametrize("text", ["", "парк"])
async def test_a_stranger_is_only_invited(text: str) -> None:
    nobody = desk_scene(records=RECORDS)
    assert await suggested(nobody, text, BOLAT) == Suggestions(invitation=RU("inline.sign_in"))
    assert nobody.asked() == ["restore"]


async def test_the_invitation_is_in_the_language_of_the_telegram_of_a_stranger() -> None:
    visitor = Visitor(9, language_code="kk")
    invited = await suggested(desk_scene(), "парк", visitor)
    assert invited == Suggestions(invitation=TEXTS[Language.KK]("inline.sign_in"))


async def test_who_signed_out_is_only_invited() -> None:
    anna = await admin(records=RECORDS)
    await anna.bot.leave()
    assert await suggested(anna, "парк") == Suggestions(invitation=RU("inline.sign_in"))


async def test_whose_session_was_ended_a_moment_ago_is_invited_to_sign_in() -> None:
    anna = await admin(records=RECORDS)
    anna.tabys.revoke_session(ANNA.id)
    anna.tabys.expire_tokens()
    assert await suggested(anna, "парк") == Suggestions(invitation=RU("inline.sign_in"))


async def test_a_token_that_tabys_rejects_is_renewed_on_the_way() -> None:
    anna = await admin(records=RECORDS)
    before = await suggested(anna, "парк")
    anna.tabys.expire_tokens()
    assert await suggested(anna, "парк") == before


async def test_over_the_limit_nothing_is_said() -> None:
    anna = await admin(limits=Limits(inline=2), records=RECORDS)
    answers = [await suggested(anna, "п") for _ in range(4)]
    assert answers == [Suggestions(), Suggestions(), None, None]


async def test_typing_elsewhere_does_not_use_up_the_presses_of_an_admin() -> None:
    anna = await admin(limits=Limits(inline=1, buttons=1), records=RECORDS)
    assert [await suggested(anna, "п") for _ in range(2)] == [Suggestions(), None]
    assert (await anna.press(SetLanguage(Language.RU))).title == RU("menu.title")


@pytest.mark.parametrize("failure", [Broken(REFERENCE), TooSlow(REFERENCE), Unreachable(REFERENCE)])
async def test_while_tabys_is_down_there_is_only_a_way_into_the_chat(failure: Broken | TooSlow | Unreachable) -> None:
    anna = await admin(records=RECORDS)
    anna.tabys.failing = failure
    assert await suggested(anna, "парк") == Suggestions(invitation=RU("inline.trouble"))


async def test_one_section_that_cannot_be_read_hides_no_other() -> None:
    anna = await admin(records=RECORDS)
    before = await suggested(anna, "парк")
    anna.tabys.unread = {Section.EVENTS: Broken(REFERENCE)}
    assert await suggested(anna, "парк") == before


async def test_while_the_store_is_down_there_is_only_a_way_into_the_chat() -> None:
    anna = await admin(records=RECORDS)
    anna.bot.store.down = True
    assert await suggested(anna, "парк") == Suggestions(invitation=RU("inline.trouble"))
