"""Every write is in the history of its record: who, when, what, before and after, and nothing secret."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import TooSlow, Unreachable
from tabys_bot.application.screens.intents import DoAct, SentPhoto, ShowHistory, StartAct
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Act, Ask, Way
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.history import ENTRIES_AT_MOST, Change
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.endings import is_done, is_not_done, is_not_saved, is_unsure
from tests.unit.saving_scene import PNG, Desk, desk
from tests.unit.scene import BOLAT, REFERENCE, RU, words_of

NEWS = Section.NEWS
PARK = Entity(NEWS, 1, {"title": Bilingual("Саябақ", "Парк"), "publication": "draft"})
EVERY = [
    (section, act) for section, acts in ACTS.items() for act in acts if not (act.why and act.why.required)
]  # what needs a reason is decided in the queue
every_act = pytest.mark.parametrize(("section", "act"), EVERY, ids=[f"{section}-{act.name}" for section, act in EVERY])


async def done(admin: Desk, section: Section, act: Act) -> int:
    """The number of the record that it was done to, or that it made."""
    number = admin.subject(section, act.name)
    if act.is_form:
        assert is_done(await admin.save(await admin.filled(section, act.name, number)))
    else:
        parent = admin.tabys.said(section, number).parent
        assert is_done(await admin.press(DoAct(section, act.name, number, parent=parent)))
    return number or max(entity.id for entity in admin.tabys.records[section])


@every_act
async def test_every_write_is_noted_with_who_did_it_and_when(section: Section, act: Act) -> None:
    admin = await desk()
    number = await done(admin, section, act)
    (entry,) = await admin.entries(section, number)
    session = await admin.session()
    assert (entry.section, entry.entity_id, entry.act) == (section, number, act.name)
    assert (entry.admin_id, entry.admin_name) == (session.admin_id, session.admin_name)
    assert (entry.at, entry.sure) == (admin.bot.clock.now(), True)
    assert bool(entry.title) == (act.way is not Way.CREATE)


@every_act
async def test_what_was_written_is_shown_on_the_card_of_the_record(section: Section, act: Act) -> None:
    admin = await desk()
    number = await done(admin, section, act)
    if act.way is not Way.DELETE:
        parent = admin.tabys.said(section, number).parent
        screen = words_of(await admin.press(ShowHistory(section, number, parent=parent)))
        assert (await admin.session()).admin_name in screen
        assert RU(f"done.{act.name}") in screen


async def test_both_sides_of_a_change_are_noted() -> None:
    admin = await desk(records=[PARK])
    await admin.save(await admin.filled(NEWS, "edit", 1, title_ru="Сквер", category="Город"))
    await admin.save(await admin.filled(NEWS, "edit", 1, category=Answer("")))
    cleared, first = await admin.entries(NEWS, 1)
    assert first.changes == {"title_ru": Change("Парк", "Сквер"), "category": Change("", "Город")}
    assert cleared.changes == {"category": Change("Город", "")}
    screen = words_of(await admin.press(ShowHistory(NEWS, 1)))
    assert "Парк → Сквер" in screen


async def test_what_an_act_without_questions_sets_is_shown_in_words() -> None:
    admin = await desk()
    for section, name, words in (
        (Section.EVENTS, "approve", "на проверке → одобрено"),
        (Section.VACANCIES, "deactivate", "да → нет"),
    ):
        act = next(act for act in ACTS[section] if act.name == name)
        number = await done(admin, section, act)
        assert words in words_of(await admin.press(ShowHistory(section, number)))


async def test_names_are_noted_in_words() -> None:
    admin = await desk()
    number = admin.subject(Section.COURSES, "edit")
    name = admin.name(Section.COURSES, "category")
    await admin.save(await admin.filled(Section.COURSES, "edit", number, category=name))
    (entry,) = await admin.entries(Section.COURSES, number)
    assert entry.changes["category"].after == name.shown


async def test_an_act_tells_what_the_record_was_before() -> None:
    admin = await desk(records=[PARK])
    await admin.press(DoAct(NEWS, "publish", 1))
    (entry,) = await admin.entries(NEWS, 1)
    assert entry.changes == {"publication": Change("draft", "published")}
    assert entry.title == "Парк"


async def test_what_was_not_done_is_not_noted() -> None:
    admin = await desk(records=[PARK])
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    assert is_not_saved(await admin.save(await admin.filled(NEWS, "edit", 1, title_ru="Сквер")))
    assert is_not_done(await admin.press(DoAct(NEWS, "publish", 1)))
    assert await admin.entries(NEWS, 1) == ()


async def test_what_nobody_could_find_out_is_marked() -> None:
    admin = await desk(records=[PARK])
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.press(DoAct(NEWS, "publish", 1)))
    assert [entry.sure for entry in await admin.entries(NEWS, 1)] == [False]
    assert RU("history.unsure") in words_of(await admin.press(ShowHistory(NEWS, 1)))


async def test_a_history_is_bounded_and_tells_the_latest_first() -> None:
    admin = await desk(records=[PARK])
    for number in range(ENTRIES_AT_MOST + 3):
        admin.bot.clock.advance(timedelta(minutes=1))
        await admin.save(await admin.filled(NEWS, "edit", 1, category=f"Вид {number}"))
    entries = await admin.entries(NEWS, 1)
    assert len(entries) == ENTRIES_AT_MOST
    assert entries[0].changes["category"].after == f"Вид {ENTRIES_AT_MOST + 2}"
    await admin.save(await admin.filled(NEWS, "edit", 1, text_ru="я" * 20_000))
    assert len((await admin.entries(NEWS, 1))[0].changes["text_ru"].after) <= 200


async def test_whoever_may_see_the_record_sees_its_history_and_nobody_else() -> None:
    admin = await desk()
    number = admin.subject(Section.EVENTS, "edit")
    admin.tabys.change(Section.EVENTS, number, place="Парк")
    await admin.save(await admin.filled(Section.EVENTS, "edit", number, place="Сквер"))
    await admin.bot.sign_in(Role.NPO, BOLAT)
    bolat = admin.of(BOLAT)
    assert "Парк → Сквер" in words_of(await bolat.press(ShowHistory(Section.EVENTS, number)))
    await admin.bot.leave(BOLAT)
    await admin.bot.sign_in(Role.MSB, BOLAT)
    assert "Сквер" not in words_of(await bolat.press(ShowHistory(Section.EVENTS, number)))


async def test_a_lost_history_does_not_turn_what_was_done_into_a_failure() -> None:
    admin = await desk(records=[PARK])
    admin.tabys.on_done = lambda: setattr(admin.bot.store, "down", True)
    assert is_done(await admin.save(await admin.filled(NEWS, "edit", 1, title_ru="Сквер")))
    admin.bot.store.down = False
    admin.tabys.on_done = None
    assert admin.tabys.said(NEWS, 1).values["title"] == Bilingual("Саябақ", "Сквер")


async def test_a_photo_is_noted_without_its_handle() -> None:
    admin = await desk()
    number = admin.subject(Section.EVENTS, "photo")
    handle = admin.attachments.keep(PNG)
    await admin.press(StartAct(Section.EVENTS, "photo", number))
    await admin.say(SentPhoto(handle, "", len(PNG)))
    assert is_done(await admin.save(await admin.draft()))
    (entry,) = await admin.entries(Section.EVENTS, number)
    assert handle not in repr(entry)
    assert entry.changes["photo"].after
    assert RU("value.photo") in words_of(await admin.press(ShowHistory(Section.EVENTS, number)))


@every_act
async def test_nothing_secret_is_in_a_history(section: Section, act: Act) -> None:
    admin = await desk()
    number = admin.subject(section, act.name)
    secrets = [(await admin.session()).access_token]
    if act.is_form:
        draft = await admin.filled(section, act.name, number)
        secrets += [draft.answers[q.key].text for q in draft.questions if q.ask is Ask.PHOTO]
        await admin.save(draft)
    else:
        await done(admin, section, act)
    number = number or max(entity.id for entity in admin.tabys.records[section])
    told = repr(await admin.entries(section, number))
    assert told != "()"
    assert [secret for secret in secrets if secret in told] == []
