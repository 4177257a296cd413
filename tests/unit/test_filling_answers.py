"""Each kind of question, answered by a press and by typing; what will not do is told why, and the question stays."""

import pytest

from tabys_bot.application.screens.intents import AskQuestion, Typed
from tabys_bot.application.screens.screen import Press
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import asking, at, pressed, writer
from tests.unit.scene import RU

NOON = "2026-12-25T07:00:00+00:00"  # in the zone it is twelve


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
