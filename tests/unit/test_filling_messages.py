"""What is sent to a form: pictures, stickers, long texts in pieces, corrections, formatting, codes."""

import pytest

from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.intents import SentPhoto, ShowSheet, Typed, Unclear
from tabys_bot.domain.access import Role
from tabys_bot.domain.drafts import SHEET, Answer
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import asking, at, writer
from tests.unit.scene import RU


async def test_a_picture_is_sent() -> None:
    anna = await at(Section.COURSES, "photo")
    await anna.photo("обложка.png")
    answer = await anna.says("photo")
    assert answer is not None
    assert answer.shown == "обложка.png"
    assert await anna.at() != "photo"


async def test_a_picture_that_is_too_large_is_not_taken() -> None:
    anna = await at(Section.COURSES, "photo")
    await anna.say(SentPhoto("AgAC", "photo.png", LARGEST_PICTURE + 1))
    assert await anna.says("photo") is None
    assert await anna.at() == "photo"
    assert remark_in_words(Remark.TOO_LARGE, RU) in anna.words


async def test_a_picture_where_none_is_asked_for_changes_nothing() -> None:
    anna = await at(Section.COURSES, "title")
    await anna.photo()
    assert remark_in_words(Remark.UNCLEAR, RU) in anna.words
    assert (await anna.draft()).at == "title"


async def test_a_sticker_is_no_answer_and_does_not_end_the_form() -> None:
    anna = await at(Section.COURSES, "title")
    await anna.say(Unclear())
    assert remark_in_words(Remark.UNCLEAR, RU) in anna.words
    await anna.type("Курс")
    assert await anna.says("title") == Answer("Курс")


async def test_a_long_text_comes_in_several_messages() -> None:
    anna = await at(Section.NEWS, "text_ru")
    said = ["Первый абзац.\n\nЕго продолжение.", "б" * 4000, "Конец."]
    for text in said:
        anna.restart()
        await anna.type(text)
        assert remark_in_words(Remark.ADDED, RU) in anna.words
        assert await anna.at() == "text_ru"
    assert await anna.says("text_ru") == Answer("\n".join(said))
    await anna.press(RU("button.ready"))
    assert await anna.at() != "text_ru"


async def test_a_text_that_stands_is_replaced_when_it_is_asked_for_again() -> None:
    anna = await at(Section.NEWS, "text_ru")
    await anna.type("Первый")
    await anna.press(asking(await anna.draft(), "title_ru"))
    await anna.press(asking(await anna.draft(), "text_ru"))
    assert remark_in_words(Remark.REPLACED, RU) not in anna.words
    await anna.type("Другой")
    assert remark_in_words(Remark.REPLACED, RU) in anna.words
    assert await anna.says("text_ru") == Answer("Другой")
    await anna.type("и ещё")
    assert remark_in_words(Remark.ADDED, RU) in anna.words
    assert await anna.says("text_ru") == Answer("Другой\nи ещё")


async def test_the_text_of_a_record_is_replaced_and_that_is_told() -> None:
    words = {"title": Bilingual("Саябақ", "Парк"), "text": Bilingual("Ашылды", "Открыт")}
    anna = await writer(Role.SUPER_ADMIN, Entity(Section.NEWS, 900, words))
    await anna.begin(Section.NEWS, "edit", 900)
    await anna.go_to("text_ru")
    await anna.type("Закрыт")
    assert remark_in_words(Remark.REPLACED, RU) in anna.words
    assert await anna.says("text_ru") == Answer("Закрыт")


@pytest.mark.parametrize(
    ("section", "key"),
    [(Section.NEWS, "title_ru"), (Section.NEWS, "text_ru"), (Section.VACANCIES, "city"), (Section.COURSES, "duration")],
)
async def test_a_message_that_is_corrected_is_no_answer(section: Section, key: str) -> None:
    anna = await at(section, key)
    before = await anna.draft()
    await anna.say(Typed("12", is_edited=True))
    assert remark_in_words(Remark.EDITED, RU) in anna.words
    assert await anna.draft() == before
    assert anna.asked() == []


async def test_a_message_that_is_corrected_at_the_sheet_changes_nothing() -> None:
    anna = await at(Section.NEWS, "title_kk")
    await anna.type("Саябақ")
    await anna.press(ShowSheet((await anna.draft()).id))
    before = await anna.draft()
    await anna.say(Typed("Парк", is_edited=True))
    assert remark_in_words(Remark.EDITED, RU) in anna.words
    assert await anna.draft() == before


@pytest.mark.parametrize("text", ["Парк", "о", "12", "12:00"])
async def test_words_at_the_sheet_are_no_search_but_shown_the_buttons(text: str) -> None:
    anna = await at(Section.NEWS, "title_kk")
    await anna.type("Саябақ")
    anna.asked()
    await anna.press(ShowSheet((await anna.draft()).id))
    assert anna.asked() == ["draft"], "the prompt of the form stands"
    before = await anna.draft()
    assert before.at == SHEET
    anna.restart()
    await anna.type(text)
    assert remark_in_words(Remark.BUTTONS, RU) in anna.words
    assert "Саябақ" in anna.words
    assert (await anna.draft(), anna.asked()) == (before, [])


async def test_what_makes_a_text_too_long_is_not_added_and_the_rest_stays() -> None:
    anna = await at(Section.NEWS, "text_ru")
    for _ in range(5):
        await anna.type("б" * 3900)
    await anna.type("в" * 3900)
    assert RU("invalid.too_long", bound="\0").partition("\0")[0] in anna.words
    answer = await anna.says("text_ru")
    assert answer is not None
    assert answer.text == "\n".join(["б" * 3900] * 5)
    await anna.type("конец")
    answer = await anna.says("text_ru")
    assert answer is not None
    assert answer.text.endswith("б\nконец")


@pytest.mark.parametrize("key", ["title_ru", "text_ru"])
async def test_formatting_that_is_lost_is_told(key: str) -> None:
    anna = await at(Section.NEWS, key)
    await anna.say(Typed("Жирный текст", is_formatted=True))
    assert remark_in_words(Remark.PLAIN_TEXT, RU) in anna.words
    assert await anna.says(key) == Answer("Жирный текст")


@pytest.mark.parametrize("code", ["SUMMER25", "A7B9C3D5", "ABCD-EF23", "КОД: A7B9C3D5"])
@pytest.mark.parametrize(("section", "key"), [(Section.PROMO, "promo_code"), (Section.COURSES, "invite_code")])
async def test_the_code_that_a_form_asks_for_is_no_code_for_signing_in(section: Section, key: str, code: str) -> None:
    anna = await at(section, "free" if section is Section.COURSES else key)
    if section is Section.COURSES:
        await anna.type("нет")
        await anna.go_to(key)
    await anna.type(code)
    assert await anna.says(key) == Answer(code)


@pytest.mark.parametrize("text", ["A7B9C3D5", "/login A7B9C3D5"])
async def test_a_code_for_signing_in_is_no_answer_to_another_question(text: str) -> None:
    anna = await at(Section.PROMO, "promo_code" if text.startswith("/") else "title_ru")
    await anna.type(text)
    assert RU("sign_in.already_hint") in anna.words
    assert (await anna.draft()).answers.keys() == {"status"}
