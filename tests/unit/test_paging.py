"""Turning, jumping and counting: how an admin moves through a list."""

from dataclasses import replace

import pytest

from tabys_bot.application.failures import RecordGone
from tabys_bot.application.screens.intents import (
    AskPage,
    AskSearch,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    ShowFilters,
)
from tabys_bot.application.screens.screen import Paragraph, Press, Screen
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.access import Module
from tabys_bot.domain.desk import PROMPT_LASTS
from tabys_bot.domain.records import Entity, Page
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import Admin, admin, asks, paragraphs, row_with
from tests.unit.scene import RU, entities

# Tabys tells how many courses there are, and not how many events
THIRTY = {Section.COURSES: entities(Section.COURSES, 30), Section.EVENTS: entities(Section.EVENTS, 30)}
FIRST, PREVIOUS, NEXT, LAST = (RU(f"button.{name}") for name in ("first", "previous", "next", "last"))


def page(number: int | str) -> str:
    return RU("button.page", number=number)


def courses(offset: int) -> OpenList:
    return OpenList(Section.COURSES, offset)


def jump(screen: Screen) -> AskPage:
    return next(intent for intent in asks(screen) if isinstance(intent, AskPage))


async def asked_for_a_page(section: Section = Section.COURSES) -> Admin:
    """An admin with thirty records who has been asked which page he wants."""
    anna = await admin(records=THIRTY)
    await anna.press(jump(await anna.press(OpenList(section))))
    anna.asked()
    return anna


@pytest.mark.parametrize(
    ("offset", "row"),
    [
        (0, [("1/4", 0), (NEXT, 8), (LAST, 24)]),
        (8, [(PREVIOUS, 0), ("2/4", 0), (NEXT, 16), (LAST, 24)]),
        (16, [(FIRST, 0), (PREVIOUS, 8), ("3/4", 0), (NEXT, 24)]),
        (24, [(FIRST, 0), (PREVIOUS, 16), ("4/4", 0)]),
    ],
)
async def test_a_counted_list_turns_to_its_neighbours_and_its_ends(offset: int, row: list[tuple[str, int]]) -> None:
    anna = await admin(records=THIRTY)
    ask = AskPage(Section.COURSES, pages=4, back=offset)
    expected = [(label, ask if "/" in label else courses(to)) for label, to in row]
    assert row_with(await anna.press(courses(offset)), ask) == expected


@pytest.mark.parametrize(
    ("offset", "row"),
    [
        (0, [(page(1), 0), (NEXT, 8)]),
        (16, [(FIRST, 0), (PREVIOUS, 8), (page(3), 0), (NEXT, 24)]),
        (24, [(FIRST, 0), (PREVIOUS, 16), (page(4), 0)]),
    ],
)
async def test_a_list_of_unknown_length_turns_as_far_as_anybody_knows(offset: int, row: list[tuple[str, int]]) -> None:
    anna = await admin(records=THIRTY)
    ask = AskPage(Section.EVENTS, back=offset)
    expected = [(label, ask if label.startswith(page("")) else OpenList(Section.EVENTS, to)) for label, to in row]
    assert row_with(await anna.press(OpenList(Section.EVENTS, offset)), ask) == expected


async def test_a_list_of_one_page_does_not_turn() -> None:
    anna = await admin(records={Section.COURSES: entities(Section.COURSES, 8)})
    assert [len(row) for row in (await anna.press(courses(0))).rows] == [1] * 8 + [3, 2, 1, 2]


async def test_every_page_of_a_list_inside_a_record_stays_inside_of_it() -> None:
    anna = await admin(records={Section.PARTICIPANTS: entities(Section.PARTICIPANTS, 30, parent=3)})
    screen = await anna.press(OpenList(Section.PARTICIPANTS, 8, parent=3))
    inside = [intent for intent in asks(screen) if isinstance(intent, OpenList | AskPage)]
    assert [intent.parent for intent in inside] == [3] * len(inside)
    assert asks(screen)[OpenCard(Section.EVENTS, 3)] == RU("button.back")


@pytest.mark.parametrize(
    ("section", "offset", "words"),
    [
        (Section.COURSES, 0, RU("list.range_of", first=1, last=8, total="30")),
        (Section.COURSES, 24, RU("list.range_of", first=25, last=30, total="30")),
        (Section.EVENTS, 0, RU("list.range", first=1, last=8)),
        (Section.EVENTS, 24, RU("list.range_last", first=25, last=30)),
    ],
)
async def test_a_list_says_where_in_it_one_is(section: Section, offset: int, words: str) -> None:
    anna = await admin(records=THIRTY)
    assert paragraphs(await anna.press(OpenList(section, offset))) == [words]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page((), 0, has_next=False, total=0), [RU("list.empty")]),
        (Page((), 0, has_next=False, damaged=2), [RU("list.range_last", first=1, last=2), RU("list.damaged", count=2)]),
        (
            Page(tuple(entities(Section.EVENTS, 7)), 0, has_next=True, damaged=1),
            [RU("list.range", first=1, last=8), RU("list.damaged", count=1)],
        ),
        (
            Page(tuple(entities(Section.EVENTS, 1)), 0, has_next=False, looked_at=2000),
            [RU("list.range_one", first=1), RU("list.looked_at", count=RU.number(2000))],
        ),
        (
            Page(tuple(entities(Section.EVENTS, 2)), 0, has_next=False, total=2, approved_only=True),
            [RU("list.range_of", first=1, last=2, total="2"), RU("list.approved_only")],
        ),
    ],
)
async def test_a_list_says_what_is_missing_from_it(page: Page, words: list[str]) -> None:
    anna = await admin()
    anna.tabys.pages[Section.EVENTS] = page
    assert paragraphs(await anna.press(OpenList(Section.EVENTS))) == words


async def test_the_number_of_the_page_asks_which_one_is_wanted() -> None:
    anna = await admin(records=THIRTY)
    screen = await anna.press(jump(await anna.press(courses(8))))
    assert screen == Screen(
        f"🎓 {RU('section.courses')}",
        (Paragraph(RU("ask.page_of", pages=4)),),
        ((Press(RU("button.cancel"), courses(8)),),),
    )


async def test_where_nobody_knows_how_many_pages_there_are_the_question_names_no_bound() -> None:
    anna = await admin(records=THIRTY)
    screen = await anna.press(jump(await anna.press(OpenList(Section.EVENTS))))
    assert paragraphs(screen) == [RU("ask.page")]


@pytest.mark.parametrize(("typed", "offset"), [("1", 0), ("3", 16), (" 04 ", 24), ("٢", 8)])
async def test_a_typed_number_opens_that_page(typed: str, offset: int) -> None:
    anna = await asked_for_a_page()
    assert await anna.type(typed) == await anna.press(courses(offset))
    assert anna.asked() == [f"list courses {offset}"] * 2


@pytest.mark.parametrize("section", [Section.COURSES, Section.EVENTS])
@pytest.mark.parametrize("typed", ["5", "99", "99999"])
async def test_a_page_beyond_the_end_is_the_last_page_and_says_so(typed: str, section: Section) -> None:
    anna = await asked_for_a_page(section)
    beyond = await anna.type(typed)
    last = await anna.press(OpenList(section, 24))
    assert beyond == replace(last, body=(Paragraph(RU("list.beyond")), *last.body))


@pytest.mark.parametrize("typed", ["три", "0", "-1", "1.5", "1 2", "²", "999999999999", "📄", "стр. 2"])
async def test_what_is_no_page_is_asked_for_again(typed: str) -> None:
    anna = await asked_for_a_page()
    assert await anna.type(typed) == Screen(
        f"🎓 {RU('section.courses')}",
        (Paragraph(RU("ask.not_a_page")), Paragraph(RU("ask.page_of", pages=4))),
        ((Press(RU("button.cancel"), courses(0)),),),
    )
    assert anna.asked() == []
    assert await anna.type("2") == await anna.press(courses(8))


async def test_a_jump_inside_a_record_stays_inside_of_it() -> None:
    anna = await admin(records={Section.PARTICIPANTS: entities(Section.PARTICIPANTS, 30, parent=3)})
    await anna.press(jump(await anna.press(OpenList(Section.PARTICIPANTS, parent=3))))
    assert await anna.type("2") == await anna.press(OpenList(Section.PARTICIPANTS, 8, parent=3))


async def test_a_question_that_was_not_answered_in_time_is_over() -> None:
    anna = await asked_for_a_page()
    anna.bot.clock.advance(PROMPT_LASTS)
    screen = await anna.type("2")
    assert screen.title == "🔎 «2»"
    assert not any(call.startswith("list courses 8") for call in anna.asked())


async def test_after_deletions_the_last_page_that_is_left_is_shown() -> None:
    anna = await admin(records=THIRTY)
    del anna.tabys.records[Section.COURSES][10:]
    screen = await anna.press(courses(24))
    assert anna.asked() == ["list courses 24", "list courses 8"]
    assert paragraphs(screen) == [RU("list.beyond"), RU("list.range_of", first=9, last=10, total="10")]


async def test_after_a_few_deletions_a_list_of_unknown_length_goes_one_page_back() -> None:
    anna = await admin(records=THIRTY)
    del anna.tabys.records[Section.EVENTS][20:]
    screen = await anna.press(OpenList(Section.EVENTS, 24))
    assert anna.asked() == ["list events 24", "list events 16"]
    assert paragraphs(screen) == [RU("list.beyond"), RU("list.range_last", first=17, last=20)]


async def test_a_list_that_lost_all_its_records_is_empty() -> None:
    anna = await admin(records=THIRTY)
    anna.tabys.records[Section.EVENTS].clear()
    assert paragraphs(await anna.press(OpenList(Section.EVENTS, 24))) == [RU("list.empty")]


async def test_a_forged_place_opens_the_page_that_holds_it() -> None:
    anna = await admin(records=THIRTY)
    assert await anna.press(courses(13)) == await anna.press(courses(8))


async def test_a_module_with_several_lists_offers_them_and_each_leads_back_there() -> None:
    anna = await admin()
    screen = await anna.press(OpenModule(Module.LEISURE))
    lists = [OpenList(section) for section in (Section.PLACES, Section.TICKETS, Section.PROMO)]
    assert list(asks(screen)) == [*lists, OpenMenu()]
    assert anna.asked() == []
    for opened in lists:
        assert asks(await anna.press(opened))[OpenModule(Module.LEISURE)] == RU("button.back")


async def test_a_module_with_one_list_opens_it() -> None:
    anna = await admin()
    assert await anna.press(OpenModule(Module.NEWS)) == await anna.press(OpenList(Section.NEWS))


async def test_refreshing_says_so_and_shows_what_is_new() -> None:
    anna = await admin(records={Section.COURSES: entities(Section.COURSES, 1)})
    before = await anna.press(courses(0))
    anna.tabys.records[Section.COURSES] = [Entity(Section.COURSES, 1, {"title": "Другое"})]
    after = await anna.press(OpenList(Section.COURSES, fresh=True))
    assert (before.notice, after.notice) == ("", RU("notice.fresh"))
    assert asks(after)[OpenCard(Section.COURSES, 1)] == "Другое"
    assert replace(after, notice="", rows=after.rows[1:]) == replace(before, rows=before.rows[1:])


async def test_a_list_that_stands_only_inside_records_is_not_opened_without_one() -> None:
    anna = await admin()
    screen = await anna.press(OpenList(Section.PARTICIPANTS))
    assert paragraphs(screen) == [in_words(RecordGone(), RU)]
    assert anna.asked() == []


@pytest.mark.parametrize("question", [AskPage, AskSearch, ShowFilters])
async def test_who_changes_his_mind_comes_back_to_the_page_that_he_left(question: type[Intent]) -> None:
    anna = await admin(records=THIRTY)
    page = await anna.press(courses(16))
    (ask,) = [intent for intent in asks(page) if isinstance(intent, question)]
    assert courses(16) in asks(await anna.press(ask))
    if question is not ShowFilters:
        assert courses(16) in asks(await anna.type("\u200b"))
