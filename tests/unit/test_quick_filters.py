"""The signs over a list that narrow it, and what is told of the filters that another one takes off."""

import pytest

from tabys_bot.adapters.memory.narrowing import number_of
from tabys_bot.application.screens.intents import OpenCard, OpenList, SearchIn, SetFilter
from tabys_bot.domain.records import Bilingual, View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs, row_with
from tests.unit.scene import RU
from tests.unit.test_filters import cards, moderated, named, narrowed_to

DECIDED = ("pending", "approved", "rejected")


async def test_a_name_that_was_taken_off_is_named() -> None:
    records = named(3)
    anna = await admin(records={Section.NEWS: records})
    wanted = records[1].values["category"]
    assert isinstance(wanted, Bilingual)
    await anna.press(SetFilter(Section.NEWS, "category", str(number_of(wanted))))
    screen = await anna.press(SetFilter(Section.NEWS, "publication", "draft"))
    assert paragraphs(screen)[0] == RU("filters.replaced", filters=f"{RU('field.category')}: {wanted.ru}")


@pytest.mark.parametrize(
    ("name", "value"),
    [("free", "yes"), ("language", "ru"), ("language", "kz"), ("language", ""), ("level", ""), ("nonsense", "yes")],
)
async def test_what_takes_no_other_filter_off_names_none(name: str, value: str) -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.COURSES, "language", "kz"))
    screen = await anna.press(SetFilter(Section.COURSES, name, value))
    assert screen == await anna.press(OpenList(Section.COURSES))


async def test_words_that_are_looked_for_are_not_told_to_be_taken_off() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending")})
    await anna.type("новость")
    await anna.press(SearchIn(Section.NEWS))
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    screen = await anna.press(SetFilter(Section.NEWS, "publication", "draft"))
    replaced = f"{RU('field.moderation')}: {RU('choice.moderation.pending')}"
    assert paragraphs(screen)[0] == RU("filters.replaced", filters=replaced)
    assert narrowed_to(screen)[1:] == [RU("list.searching", text="новость")]


async def test_the_signs_of_a_list_narrow_it_and_the_chosen_one_takes_itself_off() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending", "approved", "pending")})
    pending, approved, rejected = (SetFilter(Section.NEWS, "moderation", value) for value in DECIDED)
    whole = await anna.press(OpenList(Section.NEWS))
    assert row_with(whole, pending) == [("⏳", pending), ("✅", approved), ("❌", rejected)]
    narrowed = await anna.press(pending)
    off = SetFilter(Section.NEWS, "moderation", "")
    assert (cards(narrowed), row_with(narrowed, off)) == ([1, 3], [("☑ ⏳", off), ("✅", approved), ("❌", rejected)])
    other = await anna.press(approved)
    assert (cards(other), row_with(other, off)) == ([2], [("⏳", pending), ("☑ ✅", off), ("❌", rejected)])
    assert await anna.press(off) == whole
    assert (await anna.desk()).views == {}


async def test_the_signs_stand_also_where_nothing_fits_them() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending")})
    screen = await anna.press(SetFilter(Section.NEWS, "moderation", "rejected"))
    assert cards(screen) == []
    assert asks(screen)[SetFilter(Section.NEWS, "moderation", "")] == "☑ ❌"


async def test_taking_a_sign_off_leaves_its_neighbours() -> None:
    anna = await admin(records={Section.NEWS: named(3)})
    await anna.press(SetFilter(Section.NEWS, "category", "7"))
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    await anna.press(SetFilter(Section.NEWS, "moderation", ""))
    assert (await anna.desk()).views == {Section.NEWS: View({"category": "7"})}


async def test_the_signs_of_a_list_inside_a_record_stay_inside_of_it() -> None:
    anna = await admin()
    approved = SetFilter(Section.APPLICATIONS, "status", "approved", 3)
    assert row_with(await anna.press(OpenList(Section.APPLICATIONS, parent=3)), approved) == [
        (sign, SetFilter(Section.APPLICATIONS, "status", value, 3))
        for value, sign in zip((*DECIDED, "cancelled"), "⏳✅❌🚫", strict=True)
    ]
    off = SetFilter(Section.APPLICATIONS, "status", "", 3)
    assert asks(await anna.press(approved))[off] == "☑ ✅"
    assert OpenCard(Section.VOLUNTEER_EVENTS, 3) in asks(await anna.press(off))


@pytest.mark.parametrize(
    "opened", [OpenList(Section.USERS), OpenList(Section.VOLUNTEERS), OpenList(Section.SOLUTIONS, parent=3)]
)
async def test_a_list_whose_signs_are_no_filters_offers_none_of_them(opened: OpenList) -> None:
    anna = await admin()
    screen = await anna.press(opened)
    assert cards(screen)
    assert [intent for intent in asks(screen) if isinstance(intent, SetFilter)] == []
