"""Whether a record says what was answered is told as cards tell it, not as it was written."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tabys_bot.application.failures import TooSlow, Unreachable
from tabys_bot.application.screens.intents import LookAgain
from tabys_bot.domain.agreeing import same_text, says
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Value
from tabys_bot.domain.sections import Section
from tests.unit.endings import is_done, is_not_saved, is_unsure
from tests.unit.saving_scene import UNDER_WAY, Desk, act_of, desk
from tests.unit.scene import REFERENCE

VACANCIES, COURSES = Section.VACANCIES, Section.COURSES
TEN = datetime(2027, 3, 1, 10, 0, 31, 5, UTC)
SAID: list[tuple[Section, str, Value | None, Answer]] = [
    (VACANCIES, "phone", "+7 700 123 45 67", Answer("+77001234567")),
    (VACANCIES, "email", "HR@tabys.kz", Answer("hr@tabys.kz")),
    (VACANCIES, "city", Bilingual("Алматы қ.", "г. Алматы"), Answer("7", "Алматы қ.")),
    (VACANCIES, "city", Bilingual("Алматы қ.", "г. Алматы"), Answer("7", "г. Алматы")),
    (VACANCIES, "city", Bilingual(None, "г. Алматы"), Answer("7", "г. Алматы")),
    (VACANCIES, "city", None, Answer("")),
    (VACANCIES, "salary_low", Money(Decimal(0), Decimal(0)), Answer("0")),
    (VACANCIES, "salary_low", Money(None, Decimal(5)), Answer("")),
    (COURSES, "category", (Bilingual("Ә", "А"), Bilingual("Б", "Б, В")), Answer("1,2", "Б  В, А")),
    (COURSES, "category", None, Answer("")),
    (COURSES, "price", Money(Decimal(0), Decimal(0)), Answer("0")),
    (COURSES, "price", Money(Decimal("1500.50"), Decimal("1500.50")), Answer("1500.5")),
    (COURSES, "price", Money(Decimal(0), Decimal(0)), Answer("")),
    (COURSES, "description", "Первый\nвторой", Answer("  Первый\n\nвторой ")),
    (COURSES, "description", "Жирный & цветной", Answer("<b>Жирный</b> &amp; цветной")),
    (COURSES, "description", "• один\n• два", Answer("<ul><li>один</li><li>два</li></ul>")),
    (Section.EVENTS, "starts_at", TEN, Answer("2027-03-01T10:00:00+00:00")),
    (Section.EVENTS, "starts_at", TEN, Answer("2027-03-01T15:00:00+05:00")),
]
UNSAID: list[tuple[Section, str, Value | None, Answer]] = [
    (VACANCIES, "phone", "+7 700 123 45 67", Answer("+77001234568")),
    (VACANCIES, "city", Bilingual("Алматы қ.", "г. Алматы"), Answer("")),
    (VACANCIES, "city", Bilingual("Алматы қ.", "г. Алматы"), Answer("8", "Астана")),
    (VACANCIES, "city", None, Answer("8", "Астана")),
    (VACANCIES, "city", None, Answer("8")),
    (VACANCIES, "salary_low", Money(Decimal(5), Decimal(5)), Answer("")),
    (VACANCIES, "salary_low", Money(Decimal(5), Decimal(5)), Answer("0")),
    (COURSES, "category", ("А", "Б"), Answer("1", "А")),
    (COURSES, "category", ("А",), Answer("")),
    (COURSES, "price", Money(Decimal(0), Decimal(0)), Answer("5")),
    (COURSES, "description", "1 < 2", Answer("1 < 3")),
    (COURSES, "description", "Привет", Answer("Привет!")),
    (Section.EVENTS, "starts_at", TEN, Answer("2027-03-01T10:01:00+00:00")),
    (Section.EVENTS, "starts_at", None, Answer("2027-03-01T10:01:00+00:00")),
    (Section.EVENTS, "photo", Picture("https://a.kz/1.png"), Answer("")),
]


def told(section: Section, key: str, value: Value | None, answer: Answer) -> bool:
    question = act_of(section, "photo" if key == "photo" else "edit").question(key)
    return says(question, Entity(section, 1, {} if value is None else {question.field: value}), answer)


@pytest.mark.parametrize(("section", "key", "value", "answer"), SAID)
def test_what_was_answered_is_recognised(section: Section, key: str, value: Value | None, answer: Answer) -> None:
    assert told(section, key, value, answer)


@pytest.mark.parametrize(("section", "key", "value", "answer"), UNSAID)
def test_what_was_not_answered_is_told_apart(section: Section, key: str, value: Value | None, answer: Answer) -> None:
    assert not told(section, key, value, answer)


def test_nonsense_in_place_of_a_moment_is_no_moment() -> None:
    assert not told(Section.EVENTS, "starts_at", TEN, Answer("завтра"))


def test_texts_without_markup_are_compared_whole() -> None:
    assert same_text("a  b\n", "a b")
    assert not same_text("a-b", "a b")


async def a_vacancy() -> tuple[Desk, int]:
    admin = await desk()
    number = admin.subject(VACANCIES, "edit")
    admin.tabys.change(VACANCIES, number, email="hr@tabys.kz")
    return admin, number


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
async def test_a_name_that_was_picked_in_either_language_is_found_in_the_record(language: Language) -> None:
    admin, number = await a_vacancy()
    names = (admin.name(VACANCIES, "city", which, language) for which in (0, 1))
    city = next(one for one in names if not says_city(admin, number, one))
    draft = await admin.filled(VACANCIES, "edit", number, city=city)
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    await admin.tabys.arrive()
    assert is_done(await admin.press(LookAgain(draft.id)))


def says_city(admin: Desk, number: int, answer: Answer) -> bool:
    return says(act_of(VACANCIES, "edit").question("city"), admin.tabys.said(VACANCIES, number), answer)


async def test_cleared_names_that_stand_there_are_not_saved() -> None:
    admin = await desk()
    number = next(one.id for one in admin.tabys.records[COURSES] if "category" in one.values)
    draft = await admin.filled(COURSES, "edit", number, category=Answer(""))
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    assert is_not_saved(await admin.save(draft))


async def test_a_phone_that_a_card_groups_is_found() -> None:
    admin, number = await a_vacancy()
    draft = await admin.filled(VACANCIES, "edit", number, phone="+77001234567")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    await admin.save(draft)
    admin.tabys.change(VACANCIES, number, phone="+7 700 123 45 67")
    assert is_done(await admin.press(LookAgain(draft.id)))


async def test_what_no_card_tells_is_neither_saved_nor_not_saved() -> None:
    admin, number = await a_vacancy()
    skills = admin.name(VACANCIES, "skill_names")
    for loss in (Unreachable(REFERENCE), TooSlow(REFERENCE)):
        draft = await admin.filled(VACANCIES, "edit", number, skill_names=skills)
        admin.tabys.write_fails = loss
        assert is_unsure(await admin.save(draft))
        admin.bot.clock.advance(UNDER_WAY)
        assert is_unsure(await admin.press(LookAgain(draft.id)))
        await admin.bot.store.drop_draft(admin.visitor.id, draft.admin_id, draft.id)


async def test_a_change_of_markup_alone_is_neither_saved_nor_not_saved() -> None:
    admin = await desk(
        records=[Entity(Section.NEWS, 1, {"title": Bilingual("Саябақ", "Парк"), "text": Bilingual(ru="Парк & сад")})]
    )
    draft = await admin.filled(Section.NEWS, "edit", 1, text_ru="<b>Парк</b> &amp; сад")
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    assert is_unsure(await admin.save(draft))


async def test_a_review_whose_comment_was_cleared_is_found() -> None:
    values = {"full_name": "Айгерим", "status": "approved", "comment": "Хорошо"}
    admin = await desk(records=[Entity(Section.SUBMISSIONS, 1, values, 3)])
    draft = await admin.filled(Section.SUBMISSIONS, "review", 1, comment=Answer(""))
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    assert is_unsure(await admin.press(LookAgain(draft.id)))
    await admin.tabys.arrive()
    assert is_done(await admin.press(LookAgain(draft.id)))
    assert "comment" not in admin.tabys.said(Section.SUBMISSIONS, 1).values


async def test_half_of_what_was_changed_leaves_it_open() -> None:
    admin = await desk(records=[Entity(Section.NEWS, 1, {"title": Bilingual("а", "б"), "category": "в"})])
    draft = await admin.filled(Section.NEWS, "edit", 1, title_ru="г", category="д")
    admin.tabys.write_fails = TooSlow(REFERENCE)
    await admin.save(draft)
    admin.tabys.change(Section.NEWS, 1, category="д")
    admin.bot.clock.advance(UNDER_WAY)
    assert is_unsure(await admin.press(LookAgain(draft.id)))


async def test_coins_that_were_taken_are_told_by_what_is_left() -> None:
    admin = await desk(records=[Entity(Section.VOLUNTEERS, 1, {"full_name": "Айгерим", "coins": 100})])
    draft = await admin.filled(
        Section.VOLUNTEERS, "coins", 1, coins_act="spend", coins_amount="30", coins_reason="За кружку"
    )
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    await admin.tabys.arrive()
    assert is_done(await admin.press(LookAgain(draft.id)))
    assert admin.tabys.said(Section.VOLUNTEERS, 1).values["coins"] == 70
