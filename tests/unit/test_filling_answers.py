"""Each kind of question, answered by a press and by typing; what will not do is told why, and the question stays."""

from collections.abc import Mapping

import pytest

from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.intents import AskQuestion, How, Reply, SentPhoto, ShowSheet, Typed, Unclear
from tabys_bot.application.screens.screen import Press
from tabys_bot.application.screens.values import as_text, title_of
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import SHEET, Answer
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import Writer, asking, question_of, writer
from tests.unit.scene import RU

NOON = "2026-12-25T07:00:00+00:00"  # in the zone it is twelve


async def at(section: Section, key: str) -> Writer:
    """At that question of a new form."""
    anna = await writer()
    await anna.begin(section)
    await anna.go_to(key)
    anna.asked()
    assert await anna.at() == key
    return anna


async def pressed(anna: Writer, value: str) -> str | None:
    """What a press of that value answered; None if nothing."""
    draft = await anna.draft()
    key = draft.at
    await anna.press(Reply(draft.id, draft.spec.questions.index(question_of(draft)), How.VALUE, value))
    answer = await anna.says(key)
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("section", "key", "text", "answer"),
    [
        (Section.EVENTS, "title", "  Форум\nмолодёжи ", "Форум молодёжи"),
        (Section.EVENTS, "title", "ФОРУМХХI", "ФОРУМХХI"),  # eight capitals may be a code, and here are none
        (Section.EVENTS, "format", "Онлайн", "Online"),
        (Section.EVENTS, "format", "offline", "Offline"),
        (Section.COURSES, "free", "нет", "no"),
        (Section.COURSES, "free", "Иә", "yes"),
        (Section.COURSES, "duration", "1 200", "1200"),
        (Section.VACANCIES, "salary_low", "350 000", "350000"),
        (Section.VACANCIES, "deadline", "25 декабря", "2026-12-25"),
        (Section.VACANCIES, "deadline", "завтра", "2026-11-23"),
        (Section.VACANCIES, "deadline", "ертең", "2026-11-23"),
        (Section.VACANCIES, "deadline", "Dec 25, 2026", "2026-12-25"),
        (Section.VACANCIES, "deadline", "в пятницу", "2026-11-27"),
        (Section.VACANCIES, "email", "hr@example.kz", "hr@example.kz"),
        (Section.VACANCIES, "phone", "8 (701) 123-45-67", "+77011234567"),
        (Section.EVENTS, "starts_at", "25.12.2026 12:00", NOON),
        (Section.EVENTS, "starts_at", "25 желтоқсан сағат 12:00", NOON),
        (Section.EVENTS, "starts_at", "December 25 at noon", NOON),
        (Section.EVENTS, "starts_at", "в пятницу в 18:30", "2026-11-27T13:30:00+00:00"),
        (Section.NEWS, "source_page", "example.kz/a", "https://example.kz/a"),
    ],
)
async def test_what_is_typed_is_the_answer_and_the_next_question_is_asked(
    section: Section, key: str, text: str, answer: str
) -> None:
    anna = await at(section, key)
    await anna.type(text)
    assert await anna.says(key) == Answer(answer)
    assert await anna.at() != key
    assert anna.asked() == ["draft"]


@pytest.mark.parametrize(
    ("section", "key", "text", "why"),
    [
        (Section.EVENTS, "title", "\u200b.\u200b"[:1] + "\u2060", "invalid.empty"),
        (Section.EVENTS, "title", "а" * 256, "invalid.too_long"),
        (Section.EVENTS, "format", "в зале", "invalid.not_a_choice"),
        (Section.COURSES, "duration", "два часа", "invalid.not_a_number"),
        (Section.COURSES, "duration", "1,5", "invalid.not_whole"),
        (Section.COURSES, "duration", "0", "invalid.too_small"),
        (Section.COURSES, "duration", "99999999999", "invalid.too_large"),
        (Section.COURSES, "course_page", "не ссылка", "invalid.not_a_link"),
        (Section.COURSES, "photo", "вот фото", "invalid.not_a_photo"),
        (Section.VACANCIES, "phone", "12", "invalid.not_a_phone"),
        (Section.VACANCIES, "email", "hr@", "invalid.not_an_email"),
        (Section.VACANCIES, "deadline", "30 февраля", "invalid.not_a_date"),
        (Section.EVENTS, "starts_at", "скоро", "invalid.not_a_moment"),
        (Section.EVENTS, "starts_at", "18:30", "invalid.not_a_moment"),
    ],
)
async def test_what_will_not_do_is_told_why_and_the_question_stays(
    section: Section, key: str, text: str, why: str
) -> None:
    anna = await at(section, key)
    before = await anna.draft()
    await anna.say(Typed(text))
    assert RU(why, bound="\0").partition("\0")[0] in anna.words
    assert await anna.draft() == before
    assert anna.asked() == []


async def test_what_has_to_follow_is_not_before_it() -> None:
    anna = await at(Section.PROJECTS, "starts_at")
    await anna.type("25.12.2026 12:00")
    assert await anna.at() == "ends_at"
    await anna.type("24.12.2026 12:00")
    assert RU("invalid.too_early", bound="25.12.2026 12:00") in anna.words or "Слишком рано" in anna.words
    assert await anna.at() == "ends_at"
    assert await pressed(anna, "202612241200") is None
    assert await pressed(anna, "202612251230") == "2026-12-25T07:30:00+00:00"


async def test_news_are_not_put_off_to_what_has_passed() -> None:
    anna = await writer()
    waiting = next(one for one in anna.tabys.records[Section.NEWS] if one.values.get("publication") == "draft")
    await anna.begin(Section.NEWS, "schedule", waiting.id)
    await anna.type("вчера 10:00")
    assert RU("invalid.passed") in anna.words
    assert await anna.at() == "publish_at"


@pytest.mark.parametrize(
    ("section", "key", "value", "answer"),
    [
        (Section.EVENTS, "format", "Online", "Online"),
        (Section.COURSES, "free", "yes", "yes"),
        (Section.VACANCIES, "deadline", "20261225", "2026-12-25"),
        (Section.EVENTS, "starts_at", "202612251200", NOON),
    ],
)
async def test_what_is_pressed_is_the_answer(section: Section, key: str, value: str, answer: str) -> None:
    anna = await at(section, key)
    assert await pressed(anna, value) == answer
    assert await anna.at() != key
    assert anna.asked() == ["draft"]


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        (Section.EVENTS, "format", "Nowhere"),
        (Section.COURSES, "level", "Online"),
        (Section.COURSES, "photo", "AgAC"),
        (Section.EVENTS, "title", "words"),
        (Section.VACANCIES, "deadline", "20260230"),
        (Section.EVENTS, "starts_at", "20261225"),
        (Section.EVENTS, "starts_at", "202612252460"),
        (Section.VACANCIES, "profession", "1"),
        (Section.PROMO, "subject", "news_1"),
        (Section.PROMO, "subject", "tickets_999999"),
        (Section.PROMO, "subject", "tickets"),
    ],
)
async def test_a_forged_press_answers_nothing(section: Section, key: str, value: str) -> None:
    anna = await at(section, key)
    before = await anna.draft()
    assert await pressed(anna, value) is None
    assert await anna.draft() == before


async def test_a_day_of_the_calendar_then_a_time_of_that_day() -> None:
    anna = await at(Section.EVENTS, "starts_at")
    await anna.press("›")
    await anna.press(
        next(one.intent for row in anna.screen.rows for one in row if one.label == "25" and isinstance(one, Press))
    )
    assert "08:00" in anna.labels
    await anna.press("12:00")
    assert await anna.says("starts_at") == Answer(NOON)


@pytest.mark.parametrize("text", ["12:00", "в 12 часов", "noon"])
async def test_a_day_of_the_calendar_then_a_time_that_is_typed(text: str) -> None:
    anna = await at(Section.EVENTS, "starts_at")
    draft = await anna.draft()
    await anna.press(AskQuestion(draft.id, 1, 20261225))
    anna.restart()
    await anna.type(text)
    assert await anna.says("starts_at") == Answer(NOON)


async def test_a_day_without_a_time_asks_for_the_time_of_that_day() -> None:
    anna = await at(Section.EVENTS, "starts_at")
    await anna.type("25 декабря")
    assert RU("remark.time") in anna.words
    assert "12:00" in anna.labels
    anna.restart()
    await anna.type("12:00")
    assert await anna.says("starts_at") == Answer(NOON)


async def test_a_day_that_was_looked_at_is_not_meant_by_the_next_form() -> None:
    anna = await at(Section.EVENTS, "starts_at")
    await anna.type("25 декабря")
    await anna.press(asking(await anna.draft(), "title"))
    await anna.press(asking(await anna.draft(), "starts_at"))
    await anna.type("12:00")
    assert await anna.says("starts_at") is None


async def names(anna: Writer, section: Section, field: str) -> Mapping[str, str]:
    """By their words, as Tabys keeps them."""
    session = await anna.session()
    options = (await anna.tabys.options(session, section, field)).unwrap()
    return {as_text(value, RU): str(number) for number, value in options.items()}


async def test_a_name_is_pressed() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    words = min(known, key=str.casefold)
    await anna.press(words)
    assert await anna.says("city") == Answer(known[words], words)


async def test_a_name_is_found_by_a_few_letters_and_taken_if_it_is_the_only_one() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    only = next(words for words in known if sum(words[:4].casefold() in other.casefold() for other in known) == 1)
    await anna.type(only[:4].upper())
    assert await anna.says("city") == Answer(known[only], only)
    assert await anna.at() != "city"


async def test_of_several_names_with_these_letters_one_is_pressed() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    letters = next(a for a in "аоиекст" if 1 < sum(a in words.casefold() for words in known) < len(known))
    found = {words for words in known if letters in words.casefold()}
    await anna.type(letters)
    assert found <= set(anna.labels)
    assert not (set(known) - found) & set(anna.labels)
    assert await anna.at() == "city"


async def test_letters_of_no_name_say_so() -> None:
    anna = await at(Section.VACANCIES, "city")
    await anna.type("ыыы")
    assert remark_in_words(Remark.NOTHING_FOUND, RU) in anna.words
    assert await anna.at() == "city"


async def test_several_names_are_put_together_and_taken_out_again() -> None:
    anna = await at(Section.VACANCIES, "skill_names")
    known = await names(anna, Section.VACANCIES, "skill_names")
    one, other = sorted(known, key=str.casefold)[:2]
    for words in (one, other):
        await anna.press(words)
        assert await anna.at() == "skill_names"
    assert await anna.says("skill_names") == Answer(f"{known[one]},{known[other]}", f"{one}, {other}")
    assert f"☑ {one}" in anna.labels
    await anna.press(f"☑ {one}")
    assert await anna.says("skill_names") == Answer(known[other], other)
    await anna.type(one)
    assert await anna.says("skill_names") == Answer(f"{known[other]},{known[one]}", f"{other}, {one}")
    await anna.press(RU("button.ready"))
    assert await anna.at() != "skill_names"


async def test_names_that_a_record_told_in_words_are_chosen_and_added_to() -> None:
    told = Entity(Section.VACANCIES, 900, {"title": "Аңшы", "skill_names": ("Аңшылық", "Балықшылық")})
    other = Entity(Section.VACANCIES, 901, {"title": "Бағбан", "skill_names": ("Бағбандық",)})
    anna = await writer(Role.SUPER_ADMIN, told, other)
    await anna.begin(Section.VACANCIES, "edit", 900)
    known = await names(anna, Section.VACANCIES, "skill_names")
    before = await anna.draft()
    await anna.go_to("skill_names")
    assert {"☑ Аңшылық", "☑ Балықшылық"} <= set(anna.labels)
    assert not (await anna.draft()).changes, "it is only shown"
    await anna.press("Бағбандық")
    added = await anna.says("skill_names")
    assert added is not None
    assert set(added.text.split(",")) == {known[one] for one in ("Аңшылық", "Балықшылық", "Бағбандық")}
    await anna.press("☑ Аңшылық")
    left = await anna.says("skill_names")
    assert left is not None
    assert set(left.text.split(",")) == {known[one] for one in ("Балықшылық", "Бағбандық")}
    assert (await anna.draft()).before == before.before


async def test_a_name_that_a_record_told_in_words_is_taken_out_by_its_first_press() -> None:
    told = Entity(Section.VACANCIES, 900, {"title": "Аңшы", "skill_names": ("Аңшылық", "Балықшылық")})
    anna = await writer(Role.SUPER_ADMIN, told)
    await anna.begin(Section.VACANCIES, "edit", 900)
    await anna.go_to("skill_names")
    await anna.press("☑ Аңшылық")
    known = await names(anna, Section.VACANCIES, "skill_names")
    assert await anna.says("skill_names") == Answer(known["Балықшылық"], "Балықшылық")


async def test_a_name_with_a_comma_in_it_is_taken_out_by_itself() -> None:
    anna = await writer(Role.SUPER_ADMIN, Entity(Section.VACANCIES, 900, {"skill_names": ("Соқа, арба", "Аңшылық")}))
    await anna.begin(Section.VACANCIES)
    await anna.go_to("skill_names")
    known = await names(anna, Section.VACANCIES, "skill_names")
    await anna.type("арба")
    assert (await anna.draft()).value("skill_names") is not None
    await anna.type("арба")
    assert (await anna.draft()).value("skill_names") is None
    for words in ("арба", "аңшылық"):
        await anna.type(words)
    both = await anna.says("skill_names")
    assert both is not None
    assert "Соқа" in both.shown
    assert "арба" in both.shown
    assert both.text == f"{known['Соқа, арба']},{known['Аңшылық']}"
    await anna.type("арба")
    assert await anna.says("skill_names") == Answer(known["Аңшылық"], "Аңшылық")


async def test_the_last_name_that_is_taken_out_leaves_no_answer() -> None:
    anna = await at(Section.VACANCIES, "skill_names")
    words = min(await names(anna, Section.VACANCIES, "skill_names"), key=str.casefold)
    await anna.press(words)
    await anna.press(f"☑ {words}")
    assert (await anna.draft()).value("skill_names") is None
    assert RU("button.skip") in anna.labels


@pytest.mark.parametrize("section", [Section.PLACES, Section.TICKETS])
async def test_a_promo_is_of_a_record_that_is_found_by_its_name(section: Section) -> None:
    anna = await at(Section.PROMO, "subject")
    record = anna.tabys.records[section][0]
    title = title_of(record, CATALOGUE[section], RU)
    await anna.type(title)
    if await anna.at() == "subject":
        await anna.press(title)
    answer = await anna.says("subject")
    assert answer is not None
    assert answer.text == f"{section}-{record.id}"
    assert title in anna.words or title in answer.shown


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
