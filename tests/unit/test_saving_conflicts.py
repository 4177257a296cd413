"""Others edit too: what they changed is shown before it is overwritten, and what they deleted can be made anew."""

from decimal import Decimal

from tabys_bot.application.failures import TooSlow, Unreachable
from tabys_bot.application.screens.intents import DiscardDraft, LookAgain, OpenDraft, SaveDraft, StartAnew
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, intents, is_conflict, is_done, is_not_saved, is_sent, is_unsure, is_vanished
from tests.unit.saving_scene import UNDER_WAY, desk
from tests.unit.scene import REFERENCE, RU, words_of

NEWS = Section.NEWS
PARK = Entity(NEWS, 1, {"title": Bilingual("Саябақ", "Парк"), "category": "Город", "publication": "draft"})


async def test_what_others_changed_is_shown_before_it_is_overwritten_and_mine_is_written_once() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, title=Bilingual("Саябақ", "Сад"))
    screen = await admin.save(draft)
    assert is_conflict(screen)
    for words in ("Парк", "Сад", "Сквер", RU("conflict.both")):
        assert words in words_of(screen)
    assert admin.tabys.attempts == []
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))
    assert admin.tabys.said(NEWS, 1).values["title"] == Bilingual("Саябақ", "Сквер")
    assert len(admin.tabys.attempts) == 1


async def test_the_press_on_the_screen_before_the_conflict_overwrites_nothing() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, title=Bilingual("Саябақ", "Сад"))
    assert is_conflict(await admin.save(draft))
    assert not is_done(await admin.save(draft))
    assert admin.tabys.attempts == []


async def test_a_third_change_in_between_is_shown_again() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, title=Bilingual("Саябақ", "Сад"))
    first = await admin.save(draft)
    admin.tabys.change(NEWS, 1, title=Bilingual("Саябақ", "Роща"))
    second = await admin.press(asked_by(first, SaveDraft))
    assert is_conflict(second)
    assert "Роща" in words_of(second)
    assert admin.tabys.attempts == []
    assert is_done(await admin.press(asked_by(second, SaveDraft)))


async def test_a_change_of_another_field_is_shown_and_stays_as_they_made_it() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, category="Спорт")
    screen = await admin.save(draft)
    assert is_conflict(screen)
    assert RU("conflict.apart") in words_of(screen)
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))
    said = admin.tabys.said(NEWS, 1).values
    assert (said["title"], said["category"]) == (Bilingual("Саябақ", "Сквер"), "Спорт")


async def test_who_wanted_what_they_did_has_nothing_left_to_save() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, title=Bilingual("Саябақ", "Сквер"))
    screen = await admin.press(asked_by(await admin.save(draft), SaveDraft))
    assert RU("sheet.no_changes") in words_of(screen)
    assert admin.tabys.attempts == []


async def test_what_no_form_asks_for_is_no_conflict() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.change(NEWS, 1, views=17)
    assert is_done(await admin.save(draft))


async def test_coins_that_were_moved_meanwhile_are_no_conflict_and_the_new_balance_tells_what_was_done() -> None:
    admin = await desk(records=[Entity(Section.VOLUNTEERS, 1, {"full_name": "Айгерим", "coins": 100})])
    draft = await admin.filled(
        Section.VOLUNTEERS, "coins", 1, coins_act="add", coins_amount="30", coins_reason="За помощь"
    )
    admin.tabys.change(Section.VOLUNTEERS, 1, coins=130)  # as if it had been done, and was not
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    screen = await admin.save(draft)
    assert is_not_saved(screen)
    admin.tabys.write_fails = None
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))
    assert admin.tabys.said(Section.VOLUNTEERS, 1).values["coins"] == 160


async def test_coins_that_others_moved_at_the_same_time_leave_it_open() -> None:
    admin = await desk(records=[Entity(Section.VOLUNTEERS, 1, {"full_name": "Айгерим", "coins": 100})])
    draft = await admin.filled(
        Section.VOLUNTEERS, "coins", 1, coins_act="add", coins_amount="30", coins_reason="За помощь"
    )
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    admin.tabys.change(Section.VOLUNTEERS, 1, coins=107)
    admin.bot.clock.advance(UNDER_WAY)
    screen = await admin.press(LookAgain(draft.id))
    assert is_unsure(screen)
    assert RU("unsure.once") in words_of(screen)


async def test_a_record_that_is_gone_is_made_anew_from_the_draft() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.remove(NEWS, 1)
    screen = await admin.save(draft)
    assert is_vanished(screen)
    assert "Сквер" in words_of(screen)
    await admin.press(asked_by(screen, StartAnew))
    new = await admin.draft()
    assert (new.act, new.entity_id, new.is_complete) == ("create", 0, True)
    assert {key: answer.text for key, answer in new.answers.items()} == {
        "title_kk": "Саябақ",
        "title_ru": "Сквер",
        "category": "Город",
    }
    assert is_done(await admin.save(new))
    assert [entity.values["title"] for entity in admin.tabys.records[NEWS]] == [Bilingual("Саябақ", "Сквер")]


async def test_a_record_that_is_gone_where_none_can_be_made_leaves_the_text() -> None:
    admin = await desk(records=[Entity(Section.VOLUNTEERS, 1, {"full_name": "Айгерим", "volunteer_level": "leader"})])
    draft = await admin.filled(Section.VOLUNTEERS, "edit", 1, full_name="Айгерім Сейітова")
    admin.tabys.remove(Section.VOLUNTEERS, 1)
    screen = await admin.save(draft)
    assert is_vanished(screen)
    assert "Айгерім Сейітова" in words_of(screen)
    assert [one for one in intents(screen) if isinstance(one, StartAnew)] == []


async def test_the_picture_of_a_vanished_record_is_not_taken_for_one_that_was_sent() -> None:
    admin = await desk()
    number = admin.subject(Section.COURSES, "edit")
    draft = await admin.filled(Section.COURSES, "edit", number, title="Новое имя")
    admin.tabys.change(Section.COURSES, number, photo=Picture("memory://1.png"))
    admin.tabys.remove(Section.COURSES, number)
    await admin.press(asked_by(await admin.save(draft), StartAnew))
    new = await admin.draft()
    assert "photo" not in new.answers
    assert new.answers["title"].text == "Новое имя"


async def test_a_record_that_went_after_it_was_sent_is_told_to_be_gone() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    await admin.save(draft)
    admin.tabys.remove(NEWS, 1)
    assert is_vanished(await admin.press(LookAgain(draft.id)))
    assert not is_sent(await admin.draft())
    assert "Сквер" in words_of(await admin.press(OpenDraft(draft.id)))


async def test_what_was_cleared_stays_cleared_when_it_is_begun_anew() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, category=Answer(""), title_ru="Сквер")
    admin.tabys.write_fails = TooSlow(REFERENCE)
    screen = await admin.save(draft)
    admin.tabys.write_fails = None
    admin.bot.clock.advance(UNDER_WAY)
    await admin.press(asked_by(screen, StartAnew))
    assert (await admin.draft()).changes == ("title_ru", "category")
    assert is_done(await admin.save(await admin.draft()))
    assert "category" not in admin.tabys.said(NEWS, 1).values


async def test_who_knows_that_it_was_saved_throws_the_draft_away_and_the_history_has_a_doubt() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    await admin.press(asked_by(await admin.save(draft), DiscardDraft))
    assert await admin.drafts() == ()
    assert [(entry.act, entry.sure) for entry in await admin.entries(NEWS, 1)] == [("edit", False)]


async def test_news_that_came_out_meanwhile_are_not_planned_any_more() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "schedule", 1)
    admin.tabys.change(NEWS, 1, publication="published")
    assert is_not_saved(await admin.save(draft))
    assert admin.tabys.attempts == []
    assert (await admin.draft()).answers == draft.answers


async def test_a_salary_that_others_changed_is_shown() -> None:
    admin = await desk()
    number = admin.subject(Section.VACANCIES, "edit")
    draft = await admin.filled(Section.VACANCIES, "edit", number)
    admin.tabys.change(Section.VACANCIES, number, salary=Money(Decimal(7), Decimal(777_777)))
    screen = await admin.save(draft)
    assert is_conflict(screen)
    assert RU.number(777_777) in words_of(screen)
