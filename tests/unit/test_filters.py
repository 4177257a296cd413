"""Narrowing a list with buttons: what is offered, what is kept, what is shown of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tabys_bot.adapters.memory.narrowing import number_of
from tabys_bot.application.failures import RequestRefused
from tabys_bot.application.screens.intents import (
    ChooseFilter,
    ClearFilters,
    Intent,
    OpenCard,
    OpenList,
    SearchIn,
    SetFilter,
    ShowFilters,
)
from tabys_bot.application.screens.screen import Paragraph, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.records import Bilingual, Entity, View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import RU

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def named(count: int) -> list[Entity]:
    """News of as many categories, in no order; the numbers of records and categories do not agree."""
    numbers = sorted(range(1, count + 1), key=lambda number: number * 37 % 101)
    return [
        Entity(
            Section.NEWS,
            at,
            {"title": "Новость", "category": Bilingual(kk=f"Санат {number:02}", ru=f"Тема {number:02}")},
        )
        for at, number in enumerate(numbers, start=1)
    ]


def moderated(*states: str) -> list[Entity]:
    return [
        Entity(Section.NEWS, number, {"title": "Новость", "moderation": state})
        for number, state in enumerate(states, start=1)
    ]


def cards(screen: Screen) -> list[int]:
    return [intent.entity_id for intent in asks(screen) if isinstance(intent, OpenCard)]


def narrowed_to(screen: Screen) -> list[str]:
    """What the screen says that the list is narrowed to."""
    heading = RU("list.narrowed")
    told = [block.text for block in screen.body if isinstance(block, Paragraph) and block.heading == heading]
    return told[0].splitlines() if told else []


async def test_the_filters_of_a_section_are_offered_and_those_that_are_set_are_ticked() -> None:
    anna = await admin()
    assert asks(await anna.press(ShowFilters(Section.NEWS))) == {
        ChooseFilter(Section.NEWS, "moderation"): f"▫️ {RU('field.moderation')}",
        ChooseFilter(Section.NEWS, "category"): f"▫️ {RU('field.category')}",
        ChooseFilter(Section.NEWS, "publication"): f"▫️ {RU('field.publication')}",
        OpenList(Section.NEWS): RU("button.back_to_list"),
    }
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    screen = await anna.press(ShowFilters(Section.NEWS))
    assert asks(screen)[ChooseFilter(Section.NEWS, "moderation")] == f"☑ {RU('field.moderation')}"
    assert asks(screen)[ClearFilters(Section.NEWS)] == RU("button.clear")
    assert narrowed_to(screen) == [f"{RU('field.moderation')}: {RU('choice.moderation.pending')}"]


async def test_a_filter_narrows_the_list_and_is_named_on_it_until_it_is_cleared() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending", "approved", "pending")})
    narrowed = await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    assert (cards(narrowed), narrowed_to(narrowed)) == (
        [1, 3],
        [f"{RU('field.moderation')}: {RU('choice.moderation.pending')}"],
    )
    assert await anna.press(OpenList(Section.NEWS)) == narrowed
    cleared = await anna.press(ClearFilters(Section.NEWS))
    assert (cards(cleared), narrowed_to(cleared)) == ([1, 2, 3], [])
    assert ClearFilters(Section.NEWS) not in asks(cleared)
    assert (await anna.desk()).views == {}


async def test_a_filter_of_one_section_leaves_the_others_as_they_were() -> None:
    anna = await admin()
    before = await anna.press(OpenList(Section.EVENTS))
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    assert await anna.press(OpenList(Section.EVENTS)) == before


async def test_a_filter_of_another_group_takes_the_place_of_those_that_were_set() -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.COURSES, "language", "kz"))
    both = await anna.press(SetFilter(Section.COURSES, "free", "yes"))
    other = await anna.press(SetFilter(Section.COURSES, "moderation", "rejected"))
    assert narrowed_to(both) == [
        f"{RU('field.language')}: {RU('choice.course_language.kz')}",
        f"{RU('field.free')}: {RU('value.yes')}",
    ]
    assert narrowed_to(other) == [f"{RU('field.moderation')}: {RU('choice.moderation.rejected')}"]
    taken_off = f"{RU('field.language')}: {RU('choice.course_language.kz')}, {RU('field.free')}: {RU('value.yes')}"
    assert other.body[0] == Paragraph(RU("filters.replaced", filters=taken_off))
    assert replace(other, body=other.body[1:]) == await anna.press(OpenList(Section.COURSES))


async def test_any_value_takes_one_filter_off() -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.COURSES, "language", "kz"))
    await anna.press(SetFilter(Section.COURSES, "free", "yes"))
    screen = await anna.press(ChooseFilter(Section.COURSES, "free"))
    assert asks(screen)[SetFilter(Section.COURSES, "free")] == RU("filters.any")
    await anna.press(SetFilter(Section.COURSES, "free"))
    assert (await anna.desk()).views == {Section.COURSES: View({"language": "kz"})}


async def test_nothing_that_fits_is_not_an_empty_section() -> None:
    anna = await admin()
    assert paragraphs(await anna.press(SetFilter(Section.NEWS, "moderation", "rejected")))[1:] == [
        RU("list.nothing_found")
    ]


async def test_a_span_of_time_is_chosen_in_words_and_narrows_by_the_days_of_the_zone() -> None:
    late_today = datetime(2026, 11, 22, 18, 59, tzinfo=UTC)
    records = [
        Entity(Section.EVENTS, number, {"title": "Встреча", "starts_at": at})
        for number, at in enumerate((late_today, late_today.replace(hour=19), NOON.replace(day=21)), start=1)
    ]
    anna = await admin(records={Section.EVENTS: records})
    screen = await anna.press(ChooseFilter(Section.EVENTS, "starts_at"))
    assert [label for intent, label in asks(screen).items() if isinstance(intent, SetFilter)] == [
        RU(f"period.{period}") for period in ("today", "week", "month", "upcoming", "past")
    ]
    assert cards(await anna.press(SetFilter(Section.EVENTS, "starts_at", "today"))) == [1]
    assert cards(await anna.press(SetFilter(Section.EVENTS, "starts_at", "past"))) == [3]


async def test_states_of_moderation_are_offered_with_how_many_records_have_them() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending", "approved", "pending")})
    screen = await anna.press(ChooseFilter(Section.NEWS, "moderation"))
    assert [label for intent, label in asks(screen).items() if isinstance(intent, SetFilter)] == [
        f"{RU('choice.moderation.pending')} (2)",
        f"{RU('choice.moderation.approved')} (1)",
        RU("choice.moderation.rejected"),
    ]
    assert anna.asked() == ["counts news"]


async def test_other_choices_are_offered_without_asking_tabys() -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.NEWS, "publication", "draft"))
    anna.asked()
    screen = await anna.press(ChooseFilter(Section.NEWS, "publication"))
    assert asks(screen) == {
        SetFilter(Section.NEWS, "publication", "draft"): f"☑ {RU('choice.publication.draft')}",
        SetFilter(Section.NEWS, "publication", "scheduled"): RU("choice.publication.scheduled"),
        SetFilter(Section.NEWS, "publication", "published"): RU("choice.publication.published"),
        SetFilter(Section.NEWS, "publication"): RU("filters.any"),
        ShowFilters(Section.NEWS): RU("button.back"),
    }
    assert anna.asked() == []


async def test_names_are_offered_in_the_order_of_the_alphabet_a_screen_at_a_time() -> None:
    anna = await admin(records={Section.NEWS: named(65)})
    turns = [await anna.press(ChooseFilter(Section.NEWS, "category", offset=offset)) for offset in (0, 30, 60, 90)]
    shown = [[label for intent, label in asks(one).items() if isinstance(intent, SetFilter)] for one in turns]
    every = [f"Тема {number:02}" for number in range(1, 66)]
    assert shown == [every[:30], every[30:60], every[60:], every[:30]]
    turning = [
        [(label, intent.offset) for intent, label in asks(one).items() if isinstance(intent, ChooseFilter)]
        for one in turns
    ]
    previous, following = RU("button.previous"), RU("button.next")
    assert turning == [[(following, 30)], [(previous, 0), (following, 60)], [(previous, 30)], [(following, 30)]]


async def test_a_name_narrows_the_list_and_stands_on_it_in_words() -> None:
    records = named(3)
    anna = await admin(records={Section.NEWS: records})
    wanted = records[1].values["category"]
    assert isinstance(wanted, Bilingual)
    chosen = SetFilter(Section.NEWS, "category", str(number_of(wanted)))
    screen = await anna.press(chosen)
    assert (cards(screen), narrowed_to(screen)) == ([2], [f"{RU('field.category')}: {wanted.ru}"])
    assert asks(await anna.press(ChooseFilter(Section.NEWS, "category")))[chosen] == f"☑ {wanted.ru}"


async def test_the_name_of_a_filter_is_told_although_tabys_rejected_the_token_a_moment_ago() -> None:
    records = named(3)
    anna = await admin(records={Section.NEWS: records})
    wanted = records[1].values["category"]
    assert isinstance(wanted, Bilingual)
    before = await anna.press(SetFilter(Section.NEWS, "category", str(number_of(wanted))))
    anna.tabys.expire_tokens()
    assert await anna.press(OpenList(Section.NEWS)) == before


async def test_counts_are_told_although_tabys_rejected_the_token_a_moment_ago() -> None:
    anna = await admin(records={Section.NEWS: moderated("pending")})
    before = await anna.press(ChooseFilter(Section.NEWS, "moderation"))
    anna.tabys.expire_tokens()
    assert await anna.press(ChooseFilter(Section.NEWS, "moderation")) == before


async def test_a_name_that_tabys_has_no_more_is_a_number() -> None:
    anna = await admin(records={Section.NEWS: named(1)})
    screen = await anna.press(SetFilter(Section.NEWS, "category", "77"))
    assert narrowed_to(screen) == [f"{RU('field.category')}: {RU('record.nameless', id=77)}"]


async def test_where_tabys_has_no_names_the_choice_says_so() -> None:
    anna = await admin(records={Section.NEWS: []})
    assert paragraphs(await anna.press(ChooseFilter(Section.NEWS, "category"))) == [RU("filters.no_values")]


async def test_filters_inside_a_record_lead_back_into_it() -> None:
    anna = await admin()
    for asked in (ShowFilters(Section.SUBMISSIONS, 3), ChooseFilter(Section.SUBMISSIONS, "status", 3)):
        inside = [intent for intent in asks(await anna.press(asked)) if intent != asked]
        assert [getattr(intent, "parent", 0) for intent in inside] == [3] * len(inside)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Новость"),
        ("nonsense", "yes"),
        ("", ""),
        ("moderation", "Pending"),
        ("moderation", "1 OR 1=1"),
        ("publication", "yes"),
        ("category", "-1"),
        ("category", "٣"),
        ("category", "abc"),
    ],
)
async def test_forged_filters_change_nothing(name: str, value: str) -> None:
    anna = await admin()
    before = await anna.press(OpenList(Section.NEWS))
    assert await anna.press(SetFilter(Section.NEWS, name, value)) == before
    assert (await anna.desk()).views == {}


@pytest.mark.parametrize(("name", "value"), [("moderation", "pending"), ("starts_at", "yesterday"), ("free", "maybe")])
async def test_a_value_of_one_filter_is_none_of_another_section(name: str, value: str) -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.USERS, name, value))
    await anna.press(SetFilter(Section.EVENTS, "starts_at", value))
    assert (await anna.desk()).views == {}


@pytest.mark.parametrize("name", ["title", "nonsense", ""])
async def test_a_forged_filter_has_no_values_to_choose_from(name: str) -> None:
    anna = await admin()
    assert await anna.press(ChooseFilter(Section.NEWS, name)) == await anna.press(ShowFilters(Section.NEWS))


@pytest.mark.parametrize(
    "asked",
    [
        ShowFilters(Section.NEWS),
        ChooseFilter(Section.NEWS, "moderation"),
        ChooseFilter(Section.NEWS, "category"),
        SetFilter(Section.NEWS, "moderation", "pending"),
        ClearFilters(Section.NEWS),
        SearchIn(Section.NEWS),
    ],
)
async def test_who_may_not_see_a_section_narrows_nothing_in_it(asked: Intent) -> None:
    anna = await admin(Role.MSB)
    screen = await anna.press(asked)
    assert paragraphs(screen) == [RU("forbidden.read", module=RU("module.news"))]
    assert anna.asked() == []


async def test_another_admin_in_the_same_chat_sees_his_lists_whole() -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    await anna.bot.leave()
    await anna.bot.sign_in(Role.SUPER_ADMIN)
    assert narrowed_to(await anna.press(OpenList(Section.NEWS))) == []
    assert (await anna.desk()).of(7) == Desk(7)


async def test_a_list_that_cannot_be_read_as_it_is_narrowed_can_still_be_cleared() -> None:
    anna = await admin()
    await anna.press(SetFilter(Section.NEWS, "category", "77"))
    anna.tabys.unread[Section.NEWS] = RequestRefused("A1B2C3")
    screen = await anna.press(OpenList(Section.NEWS))
    assert ClearFilters(Section.NEWS) in asks(screen)
