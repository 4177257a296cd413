"""Going through a form: on, back and aside; old messages, other devices."""

import pytest

from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.intents import (
    AskQuestion,
    How,
    ListDrafts,
    OpenCard,
    OpenList,
    OpenMenu,
    Reply,
)
from tabys_bot.domain.drafts import SHEET, Answer
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import NEWS, asking, begun, opened, writer
from tests.unit.scene import RU


async def test_a_question_tells_how_many_there_are_and_which_it_is() -> None:
    anna = await writer()
    await anna.begin(Section.NEWS)
    total = len((await anna.draft()).questions)
    for number in (1, 2, 3):
        assert RU("form.position", number=number, total=total) in anna.screen.title
        await anna.type("Слова")


async def test_an_answer_may_bring_more_questions() -> None:
    anna = await writer()
    await anna.begin(Section.COURSES)
    await anna.go_to("free")
    at, total = (await anna.draft()).position
    await anna.press(RU("value.no"))
    assert (await anna.draft()).position == (at + 1, total + 3)


async def test_back_and_on_again_lose_nothing() -> None:
    anna = await begun()
    await anna.press(RU("button.step_back"))
    await anna.press(RU("button.step_back"))
    assert await anna.at() == "title_kk"
    assert "Саябақ" in anna.words
    await anna.press(RU("button.keep"))
    assert await anna.at() == "lead_kk"
    assert dict((await anna.draft()).answers) == {"title_kk": Answer("Саябақ"), "title_ru": Answer("Парк")}
    assert anna.asked() == ["draft"] * 3


async def test_back_from_the_first_question_shows_all_answers() -> None:
    anna = await writer()
    await anna.begin(Section.NEWS)
    await anna.press(RU("button.step_back"))
    assert await anna.at() == SHEET


async def test_what_must_be_answered_cannot_be_skipped() -> None:
    anna = await writer()
    draft = await anna.begin(Section.NEWS)
    assert RU("button.skip") not in anna.labels
    await anna.press(Reply(draft.id, 0, How.KEEP))
    assert await anna.at() == "title_kk"
    await anna.press(Reply(draft.id, 0, How.CLEAR))
    assert await anna.at() == "title_kk"


async def test_what_may_be_left_open_is_skipped_and_not_asked_again() -> None:
    anna = await begun()
    while await anna.at() != SHEET:
        await anna.press(RU("button.skip"))
    assert (await anna.draft()).is_complete
    assert RU("button.save") in anna.labels


async def test_an_answer_is_cleared_or_the_same_as_its_twin() -> None:
    anna = await begun()
    await anna.type("Ашылды")
    await anna.press(RU("button.ready"))
    await anna.press(RU("button.same_as_kazakh"))
    assert await anna.says("lead_ru") == Answer("Ашылды")
    await anna.go_to("lead_ru")
    await anna.press(RU("button.empty"))
    assert (await anna.draft()).value("lead_ru") is None


async def test_a_forged_twin_of_nothing_answers_nothing() -> None:
    anna = await begun()
    draft = await anna.draft()
    await anna.press(Reply(draft.id, 2, How.TWIN))
    assert await anna.at() == "lead_kk"
    assert await anna.draft() == draft


async def test_all_answers_stand_on_the_sheet_and_each_can_be_asked_for() -> None:
    anna = await begun()
    await anna.press(RU("button.all_answers"))
    assert "Саябақ" in anna.words
    assert "Парк" in anna.words
    assert RU("button.save") in anna.labels
    await anna.press(asking(await anna.draft(), "title_ru"))
    await anna.type("Сад")
    assert await anna.says("title_ru") == Answer("Сад")


async def test_one_field_is_changed_from_the_card() -> None:
    anna = await opened()
    assert await anna.at() == SHEET
    assert RU("sheet.no_changes") in anna.words
    await anna.press("Город")
    await anna.type("Спорт")
    assert await anna.at() == SHEET
    assert "Город → Спорт" in anna.words
    await anna.press(RU("button.save"))
    [order] = anna.tabys.written
    assert (order.entity_id, order.values) == (NEWS.id, {"category": "Спорт"})


async def test_several_fields_are_one_update() -> None:
    anna = await opened()
    for key, text in (("title_ru", "Сад"), ("category", "Спорт")):
        await anna.go_to(key)
        await anna.type(text)
    await anna.go_to("lead_ru")
    await anna.press(RU("button.empty"))
    await anna.press(RU("button.save"))
    [order] = anna.tabys.written
    assert order.values == {"title_ru": "Сад", "lead_ru": None, "category": "Спорт"}


async def test_a_change_is_taken_back() -> None:
    anna = await opened()
    await anna.go_to("category")
    await anna.type("Спорт")
    await anna.go_to("category")
    assert RU("form.before") in anna.words
    await anna.press(RU("button.revert"))
    assert (await anna.draft()).changes == ()
    assert RU("button.save") not in anna.labels


async def test_a_button_of_an_earlier_question_answers_no_other() -> None:
    anna = await writer()
    draft = await anna.begin(Section.EVENTS)
    await anna.go_to("format")
    await anna.press(RU("choice.format.Online"))
    before = await anna.draft()
    await anna.press(Reply(draft.id, 3, How.VALUE, "Offline"))
    assert remark_in_words(Remark.HERE, RU) in anna.words
    assert await anna.draft() == before


async def test_an_earlier_question_can_be_asked_from_an_older_message() -> None:
    anna = await begun()
    draft = await anna.draft()
    await anna.press(AskQuestion(draft.id, 0))
    assert await anna.at() == "title_kk"
    await anna.type("Бақ")
    assert await anna.says("title_kk") == Answer("Бақ")


async def test_save_on_a_message_older_than_the_draft_saves_nothing() -> None:
    anna = await begun()
    await anna.press(RU("button.all_answers"))
    old = anna.button(RU("button.save"))
    other = anna.beside()
    await other.go_to("title_ru")
    await other.type("Сад")
    await anna.press(old)
    assert anna.tabys.written == []
    assert RU("remark.elsewhere") in anna.words
    await anna.press(RU("button.my_text"))
    await anna.press(RU("button.save"))
    [order] = anna.tabys.written
    assert order.values["title_ru"] == "Сад"


async def test_two_devices_see_the_same_form() -> None:
    anna = await begun()
    phone = anna.beside()
    await phone.go_on()
    await phone.type("Ашылды")
    await phone.press(RU("button.ready"))
    await anna.type("Открыт")
    assert dict((await anna.draft()).answers) == {
        "title_kk": Answer("Саябақ"),
        "title_ru": Answer("Парк"),
        "lead_kk": Answer("Ашылды"),
        "lead_ru": Answer("Открыт"),
    }


async def test_the_same_press_at_the_same_moment_does_not_mix_two_answers() -> None:
    """Another instance stores its answer between the reading and the storing of this one."""
    anna = await writer()
    draft = await anna.begin(Section.EVENTS)
    await anna.go_to("format")
    before = await anna.draft()
    at = before.spec.questions.index(before.spec.question("format"))
    elsewhere = before.answered("format", Answer("Offline"), anna.clock.now())
    anna.store.meanwhile.append(elsewhere)
    await anna.press(Reply(draft.id, at, How.VALUE, "Online"))
    assert remark_in_words(Remark.ELSEWHERE, RU) in anna.words
    assert await anna.draft() == elsewhere


@pytest.mark.parametrize("elsewhere", [OpenMenu(), OpenList(Section.NEWS), OpenCard(Section.NEWS, 1), ListDrafts()])
async def test_what_is_typed_after_the_form_was_left_is_looked_for(elsewhere: OpenMenu) -> None:
    anna = await begun()
    before = await anna.draft()
    await anna.press(elsewhere)
    await anna.type("Парк")
    assert "🔎 «Парк»" in anna.words
    assert await anna.draft() == before
