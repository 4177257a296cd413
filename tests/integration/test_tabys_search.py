"""Words are looked for by Tabys itself where it can, else by us, and then it is told how far that went."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Query, View
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import LISTS, OFFERED, VOLUNTEERS, Desk, desk, listed, rows, window

__all__ = ["desk"]  # the fixture

BY_TABYS = {
    Section.EVENTS: ("/api/v2/events/admin/list", "search"),
    Section.PROJECTS: ("/api/v2/projects/admin/list", "search"),
    Section.PLACES: ("/api/v2/leisure/admin/places/list", "search"),
    Section.TICKETS: ("/api/v2/leisure/admin/tickets/list", "search"),
    Section.SUBMISSIONS: ("/api/v2/projects/2/submissions", "search"),
    Section.COURSES: ("/api/v2/courses/search", "search"),
    Section.EXPERTS: ("/api/v2/experts/search", "search"),
}
BY_US = [section for section in OFFERED if section not in BY_TABYS and section is not Section.VACANCIES]
SCANNED = [section for section in BY_US if not ROUTES[section].lists[0].chunk]
# a row of each, the columns that are found by, and words that are in no other row
WORDS = "Қызғалдақ Тюльпан"
FOUND_BY = {
    Section.PARTICIPANTS: "company_name",
    Section.NEWS: "title_ru",
    Section.CANDIDATES: "name",
    Section.VOLUNTEERS: "full_name",
    Section.APPLICATIONS: "volunteer_name",
    Section.TASK_REPORTS: "task_title",
    Section.PROMOTIONS: "admin_comment",
    Section.PURCHASES: "benefit_title",
    Section.BENEFITS: "title",
    Section.VOLUNTEER_EVENTS: "location",
    Section.PROMO: "promo_code",
    Section.USERS: "full_name",
    Section.RESUMES: "citizenship",
    Section.TECH_TASKS: "title_kz",
    Section.SOLUTIONS: "proposed_timeline",
}


@pytest.mark.parametrize("section", BY_TABYS)
async def test_tabys_is_asked_for_the_words_where_it_looks_for_them(desk: Desk, section: Section) -> None:
    path, parameter = BY_TABYS[section]
    await desk.page(listed(section, text="форум"))
    assert [(asked, query.get(parameter)) for asked, query in desk.asked() if asked == path] == [(path, "форум")]


async def test_what_tabys_finds_is_shown_in_pages(desk: Desk) -> None:
    query = listed(Section.EVENTS, text="а")
    wanted = {row["id"] for row in rows(desk, Section.EVENTS) if "а" in (row["title"] + row["description"]).casefold()}
    assert set(await desk.all(query)) == wanted


async def test_words_and_filters_go_together(desk: Desk) -> None:
    found = set(await desk.all(listed(Section.EVENTS, text="а", format="Online")))
    assert found == set(await desk.all(listed(Section.EVENTS, text="а"))) & set(
        await desk.all(listed(Section.EVENTS, format="Online"))
    )


async def test_courses_are_searched_among_the_approved_ones_which_is_told(desk: Desk) -> None:
    page = await desk.page(listed(Section.COURSES, text="а"))
    assert page.approved_only
    states = {row["id"]: row["moderation_status"] for row in rows(desk, Section.COURSES)}
    assert {states[entity.id] for entity in page.items} == {"approved"}


@pytest.mark.parametrize("word", ["Уникальное", "Бірегей"])
async def test_vacancies_are_searched_in_both_languages(desk: Desk, word: str) -> None:
    one, other, *_ = rows(desk, Section.VACANCIES)
    one["description_ru"], other["description_kz"] = "Уникальное предложение", "Бірегей ұсыныс"
    assert await desk.all(listed(Section.VACANCIES, text=word)) == [one["id"] if word == "Уникальное" else other["id"]]
    asked = {(path, query["lang"]) for path, query in desk.asked() if "keyword" in query}
    assert asked == {(LISTS[Section.VACANCIES], "ru"), (LISTS[Section.VACANCIES], "kz")}


async def test_a_vacancy_that_has_the_word_in_both_languages_is_found_once(desk: Desk) -> None:
    for row in rows(desk, Section.VACANCIES)[:12]:
        row |= {"description_ru": "Python", "description_kz": "Python"}
    page = await desk.page(listed(Section.VACANCIES, text="python"))
    assert (page.total, page.has_next, len(page.items)) == (12, True, 8)
    assert sorted(await desk.all(listed(Section.VACANCIES, text="python"))) == list(range(1, 13))


@pytest.mark.parametrize("section", BY_US)
async def test_we_find_a_record_by_words_in_any_order_and_case(desk: Desk, section: Section) -> None:
    shown = (await desk.page(section)).items[-1].id
    identity = ROUTES[section].identity
    row = next(row for row in rows(desk, section) if row[identity] == shown)
    row[FOUND_BY[section]] = f"<b>{WORDS}</b>"
    for text in ("тюльпан қыз", "ҚЫЗҒАЛДАҚ", WORDS.lower()):
        page = await desk.page(listed(section, text=text), fresh=True)
        assert [entity.id for entity in page.items] == [shown], text
        assert (page.total, page.has_next, page.looked_at) == (1, False, None)
    assert (await desk.page(listed(section, text="қызғалдақ роза"))).items == ()


@pytest.mark.parametrize("text", ["+7 700 111 22 99", "8 (700) 111-22-99", "87001112299", "77001112299", "111 22 99"])
async def test_a_phone_is_found_however_it_was_typed(desk: Desk, text: str) -> None:
    rows(desk, Section.VOLUNTEERS)[6]["phone_number"] = "77001112299"
    assert await desk.all(listed(Section.VOLUNTEERS, text=text)) == [7]


async def test_an_address_is_found_by_a_part_of_it(desk: Desk) -> None:
    assert 2 in await desk.all(listed(Section.USERS, text="USER1@"))


async def test_yo_and_ye_are_the_same_letter(desk: Desk) -> None:
    rows(desk, Section.VOLUNTEERS)[0]["full_name"] = "Семёнов Пётр"
    assert await desk.all(listed(Section.VOLUNTEERS, text="петр семенов")) == [1]


@pytest.mark.parametrize("section", SCANNED)
async def test_typing_on_costs_nothing_for_a_minute(desk: Desk, section: Section) -> None:
    await desk.warmed_up(section)
    await desk.page(listed(section, text="а"))
    assert [path for path, _ in desk.asked()] == [LISTS[section]]
    for text in ("ал", "алё", "алён"):
        await desk.page(listed(section, text=text))
    assert desk.asked() == []
    desk.clock.advance(timedelta(minutes=1))
    await desk.page(listed(section, text="алёна"))
    assert [path for path, _ in desk.asked()] == [LISTS[section]]


async def test_what_one_admin_looked_through_is_not_shown_to_another(desk: Desk) -> None:
    await desk.page(listed(Section.VOLUNTEERS, text="а"))
    desk.asked()
    await desk.page(listed(Section.VOLUNTEERS, text="а"), role=Role.VOLUNTEER_ADMIN)
    await desk.page(listed(Section.VOLUNTEERS, text="а", volunteer_level="SUPERVISOR"))
    await desk.page(Query(Section.APPLICATIONS, 3, View(text="а")))
    await desk.page(Query(Section.APPLICATIONS, 4, View(text="а")))
    assert len(desk.asked()) == 4


async def test_two_admins_of_one_role_do_not_share_what_was_looked_through(desk: Desk) -> None:
    query, one = listed(Section.VOLUNTEERS, text="а"), desk.session()
    another = replace(one, admin_id=one.admin_id + 1)
    for session in (one, another):
        desk.asked()
        await desk.entities.page(session, query, offset=0, limit=8)
        assert len([path for path, _ in desk.asked() if path == VOLUNTEERS]) == 1


async def test_what_a_hasty_search_read_to_the_end_serves_any_other(desk: Desk) -> None:
    query, session = listed(Section.VOLUNTEERS, text="а"), desk.session()
    await desk.entities.page(session, query, offset=0, limit=3, hasty=True)
    desk.asked()
    await desk.entities.page(session, query, offset=0, limit=8)
    assert desk.asked() == []


async def test_a_record_that_was_found_opens_with_one_get_wherever_it_stands(desk: Desk) -> None:
    stored = rows(desk, Section.VOLUNTEERS)
    stored[:] = [{**stored[0], "id": number + 1, "full_name": f"Ерікті {number + 1}"} for number in range(300)]
    await desk.warmed_up(Section.VOLUNTEERS)
    page = await desk.page(listed(Section.VOLUNTEERS, text="ерікті 255"))
    assert [entity.id for entity in page.items] == [255]
    desk.asked()
    await desk.record(Section.VOLUNTEERS, 255)
    assert desk.asked() == [(VOLUNTEERS, window(248, 8))]


async def test_a_scan_ends_after_five_hundred_rows_and_says_so(desk: Desk) -> None:
    stored = rows(desk, Section.VOLUNTEERS)
    stored[:] = [{**stored[0], "id": number + 1, "full_name": f"Ерікті {number + 1}"} for number in range(600)]
    await desk.warmed_up(Section.VOLUNTEERS)
    page = await desk.page(listed(Section.VOLUNTEERS, text="ерікті 55"))
    assert [query for _, query in desk.asked()] == [window(skip, 100) for skip in range(0, 500, 100)]
    assert [entity.id for entity in page.items] == [55, 155, 255, 355, 455]
    assert (page.total, page.looked_at, page.has_next) == (None, 500, False)
    assert (await desk.page(listed(Section.VOLUNTEERS, text="ерікті"), 8)).has_next


async def test_words_in_a_narrowed_list_that_tabys_cannot_search_are_looked_for_by_us(desk: Desk) -> None:
    query = listed(Section.EVENTS, text="а", moderation="pending")
    found = await desk.all(query)
    wanted = [row["id"] for row in rows(desk, Section.EVENTS) if row["moderation_status"] == "pending"]
    titled = [number for number in wanted if "а" in rows(desk, Section.EVENTS)[number - 1]["title"].casefold()]
    assert set(titled) <= set(found) <= set(wanted)


async def test_a_found_record_opens_where_it_was_seen(desk: Desk) -> None:
    await desk.warmed_up(Section.VOLUNTEERS)
    query = listed(Section.VOLUNTEERS, text="алёна")
    page = await desk.page(query)
    desk.asked()
    last = page.items[-1].id
    assert (await desk.record(query, last, near=0)).id == last
    assert desk.asked() == [(LISTS[Section.VOLUNTEERS], window((last - 1) // 8 * 8, 8))]


async def test_a_hasty_search_looks_no_further_than_one_answer(desk: Desk) -> None:
    stored = rows(desk, Section.VOLUNTEERS)
    stored[:] = [{**stored[0], "id": number + 1, "full_name": f"Ерікті {number + 1}"} for number in range(600)]
    await desk.warmed_up(Section.VOLUNTEERS)
    query = listed(Section.VOLUNTEERS, text="ерікті 55")
    hasty = (await desk.entities.page(desk.session(), query, offset=0, limit=8, hasty=True)).unwrap()
    assert ([entity.id for entity in hasty.items], hasty.looked_at, len(desk.asked())) == ([55], 100, 1)
    assert len((await desk.page(query)).items) == 5, "who is in no haste is not served with that"
    desk.asked()
    again = (await desk.entities.page(desk.session(), query, offset=0, limit=8, hasty=True)).unwrap()
    assert (len(again.items), desk.asked()) == (5, []), "what goes further is good enough in haste"
