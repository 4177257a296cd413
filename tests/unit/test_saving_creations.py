"""A new record whose answer was lost is looked for: by its name, by its day, by what it says, and by who made it."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import TooSlow, Unreachable
from tabys_bot.application.screens.intents import LookAgain, SaveDraft
from tabys_bot.domain.acts.shape import Way
from tabys_bot.domain.drafts import Draft, forms
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, intents, is_done, is_not_saved, is_unsure
from tests.unit.saving_scene import UNDER_WAY, Desk, desk
from tests.unit.scene import BOLAT, REFERENCE

NEWS = Section.NEWS
CREATIONS = [section for section, act in forms() if act.way is Way.CREATE]
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
every_section = pytest.mark.parametrize("section", CREATIONS)


async def saved(admin: Desk, section: Section, **answers: str) -> int:
    """The number of a new record that was saved without trouble."""
    assert is_done(await admin.save(await admin.filled(section, "create", 0, **answers)))
    return max(entity.id for entity in admin.tabys.records[section])


@every_section
async def test_the_new_one_is_found_beside_an_older_one_of_the_same_name(section: Section) -> None:
    admin = await desk()
    older = await saved(admin, section)
    admin.bot.clock.advance(timedelta(hours=1))
    draft = await admin.filled(section, "create")
    admin.tabys.write_unanswered = TooSlow(REFERENCE)
    assert is_done(await admin.save(draft))
    assert [len(await admin.entries(section, number)) for number in (older, older + 1)] == [1, 1]


@every_section
async def test_an_older_one_of_the_same_name_is_not_taken_for_the_new_one(section: Section) -> None:
    admin = await desk()
    await saved(admin, section)
    draft = await admin.filled(section, "create")
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    screen = await admin.save(draft)
    assert is_not_saved(screen)
    admin.tabys.write_fails = None
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))


@every_section
async def test_one_that_others_made_long_ago_is_not_taken_for_the_new_one(section: Section) -> None:
    admin = await desk()
    number = await saved(admin, section)
    if "created_at" not in admin.tabys.said(section, number).values:
        return  # nobody could tell
    admin.tabys.change(section, number, created_at=admin.bot.clock.now() - YEAR)
    draft = await admin.filled(section, "create")
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    assert is_not_saved(await admin.save(draft))


@pytest.mark.parametrize(("earlier", "is_it"), [(HOUR, False), (timedelta(minutes=1), True)])
async def test_an_identical_one_without_a_history_is_the_new_one_only_if_it_is_as_new(
    earlier: timedelta, *, is_it: bool
) -> None:
    admin = await desk(records=[])
    said = admin.tabys.said(NEWS, await saved(admin, NEWS))
    made = admin.bot.clock.now() - earlier
    admin.tabys.records[NEWS] = [Entity(NEWS, 7, {**said.values, "created_at": made})]
    draft = await admin.filled(NEWS, "create")
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    screen = await admin.save(draft)
    assert is_done(screen) if is_it else is_not_saved(screen)


async def both_sent(section: Section) -> tuple[Desk, Desk, Draft, Draft]:
    """Two admins who make the same at once, both without an answer."""
    anna = await desk()
    await anna.bot.sign_in(visitor=BOLAT)
    bolat = anna.of(BOLAT)
    drafts = [await admin.filled(section, "create") for admin in (anna, bolat)]
    anna.tabys.on_its_way = TooSlow(REFERENCE)
    for admin, draft in zip((anna, bolat), drafts, strict=True):
        assert is_unsure(await admin.save(draft))
    return anna, bolat, drafts[0], drafts[1]


@every_section
async def test_two_equal_ones_at_once_are_each_found_once(section: Section) -> None:
    anna, bolat, hers, his = await both_sent(section)
    await anna.tabys.arrive()
    assert is_done(await anna.press(LookAgain(hers.id)))
    assert is_done(await bolat.press(LookAgain(his.id)))
    last = max(entity.id for entity in anna.tabys.records[section])
    entries = [await anna.entries(section, number) for number in (last - 1, last)]
    assert [len(one) for one in entries] == [1, 1]
    assert {one.admin_id for (one,) in entries} == {hers.admin_id, his.admin_id}


async def test_of_two_equal_ones_only_one_of_which_arrived_one_can_be_saved_again() -> None:
    anna, bolat, hers, his = await both_sent(NEWS)
    anna.tabys.wire.pop()
    await anna.tabys.arrive()
    anna.bot.clock.advance(UNDER_WAY)
    assert is_done(await anna.press(LookAgain(hers.id)))
    assert is_not_saved(await bolat.press(LookAgain(his.id)))


async def test_one_that_says_something_else_is_not_it() -> None:
    admin = await desk(records=[])
    await saved(admin, NEWS, title_kk="Саябақ", title_ru="Парк", category="Город")
    other = admin.tabys.records[NEWS][0]
    admin.tabys.records[NEWS].append(Entity(NEWS, 7, {**other.values, "category": "Спорт"}))
    draft = await admin.filled(NEWS, "create", title_kk="Саябақ", title_ru="Парк", category="Город")
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    assert is_not_saved(await admin.save(draft))


@pytest.mark.parametrize("name", ["Кастинг <Almaty> & Астана", "Ән  <b>кеші</b>", "1 < 2", "<b></b>?!"])
async def test_a_name_that_cards_show_without_its_markup_is_found(name: str) -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create", title_kk=name, title_ru=name, text_kk=f"{name}\n\n\n{name}")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    await admin.tabys.arrive()
    bare = name.replace("<b>", "").replace("</b>", "").replace("<Almaty>", "").replace("  ", " ") or "…"
    admin.tabys.change(NEWS, 1, title=Bilingual(bare, bare), text=Bilingual(f"{bare}\n{bare}"))
    screen = await admin.press(LookAgain(draft.id))
    assert is_done(screen)


@pytest.mark.parametrize("section", [Section.COURSES, Section.EXPERTS, NEWS])
async def test_the_new_one_is_found_among_many_of_the_same_name(section: Section) -> None:
    admin = await desk()
    first = await saved(admin, section)
    said = admin.tabys.said(section, first)
    day = admin.bot.clock.now() - YEAR
    older = [Entity(section, number, {**said.values, "created_at": day}) for number in range(1001, 1140)]
    admin.tabys.records[section] = [*older[::-1], said] if section is NEWS else [said, *older]
    draft = await admin.filled(section, "create")
    admin.tabys.write_unanswered = TooSlow(REFERENCE)
    assert is_done(await admin.save(draft))


async def test_one_that_cannot_be_read_leaves_it_open() -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    await admin.save(draft)
    await admin.tabys.arrive()
    admin.bot.clock.advance(UNDER_WAY)
    admin.tabys.record_fails = TooSlow(REFERENCE)
    screen = await admin.press(LookAgain(draft.id))
    assert is_unsure(screen)
    assert [one for one in intents(screen) if isinstance(one, SaveDraft)] == []
    admin.tabys.record_fails = None
    assert is_done(await admin.press(LookAgain(draft.id)))
