"""Ordinary lists read as an admin expects them to, and lead where he wants to go."""

import pytest

from tabys_bot.application.screens import listing
from tabys_bot.application.screens.intents import (
    AskPage,
    AskSearch,
    ClearFilters,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    SetFilter,
    ShowFilters,
    StartAct,
)
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.domain.access import Module, Role, readable_modules
from tabys_bot.domain.records import Entity, Page, Query, View
from tabys_bot.domain.sections import Section
from tests.unit.drawn import check
from tests.unit.scene import RU

NEWS = Section.NEWS
MENU = Press("☰ Меню", OpenMenu())
BY_MARK = tuple(
    Press(sign, SetFilter(NEWS, "moderation", value))
    for sign, value in (("⏳", "pending"), ("✅", "approved"), ("❌", "rejected"))
)


def records(count: int, section: Section = NEWS) -> tuple[Entity, ...]:
    return tuple(Entity(section, number, {"title": f"Запись {number}"}) for number in range(1, count + 1))


def shown(page: Page, query: Query = Query(NEWS), role: Role = Role.ADMINISTRATOR) -> Screen:  # noqa: B008  frozen
    screen = listing.listing(query, page, RU, role)
    check(screen)
    return screen


def told(page: Page, query: Query = Query(NEWS)) -> list[str]:  # noqa: B008  frozen
    return [block.text for block in shown(page, query).body if isinstance(block, Paragraph)]


def turning(offset: int, *, has_next: bool, total: int | None = None) -> list[Button]:
    """The buttons between the records and the signs."""
    *_, row, _, _, _, _ = shown(Page(records(8), offset, has_next=has_next, total=total)).rows
    return list(row)


def test_a_page_says_which_records_it_shows_and_of_how_many() -> None:
    some, one = records(8), records(1)
    pages = {
        "Записи 1–8": Page(some, 0, has_next=True),
        "Записи 9–16, конец списка": Page(some, 8, has_next=False),
        "Запись 17, конец списка": Page(one, 16, has_next=False),
        "Записи 9–16 из 1 240": Page(some, 8, has_next=True, total=1240),
        "Запись 17 из 17": Page(one, 16, has_next=False, total=17),
        "Записи 1–8 из 20": Page(records(6), 0, has_next=True, total=20, damaged=2),
    }
    assert [told(page)[0].replace("\u00a0", " ") for page in pages.values()] == list(pages)


def test_what_is_missing_from_a_list_is_said() -> None:
    page = Page(records(7), 0, has_next=True, damaged=1, looked_at=500, approved_only=True)
    assert told(page)[1:] == [
        RU("list.damaged", count=1),
        RU("list.looked_at", count="500"),
        RU("list.approved_only"),
    ]
    assert told(Page((), 0, has_next=False, damaged=8))[0] == "Записи 1–8, конец списка"


def test_a_narrowed_list_without_records_says_why() -> None:
    nothing = Page((), 0, has_next=False)
    assert told(nothing) == [RU("list.empty")]
    for view in (View({"publication": "draft"}), View(text="слово")):
        assert told(nothing, Query(NEWS, view=view)) == [RU("list.nothing_found")]


def test_what_a_list_is_narrowed_to_stands_above_it() -> None:
    events = View({"starts_at": "week", "format": "Online"}, "берег")
    assert listing.chips_of(events, Section.EVENTS, RU, {}) == (
        "Начало: ближайшие 7 дней",
        "Формат: онлайн",
        "🔎 «берег»",
    )
    vacancies = View({"active": "no", "city": "17", "profession": "4"})
    assert listing.chips_of(vacancies, Section.VACANCIES, RU, {"city": "Караганда"}) == (
        "Активно: нет",
        "Город: Караганда",
        "Профессия: № 4",
    )
    page, asked = Page(records(1), 0, has_next=False), Query(NEWS, view=View(text="берег"))
    screen = listing.listing(asked, page, RU, Role.NPO, chips=("а", "б"))
    assert screen.body[0] == Paragraph("а\nб", RU("list.narrowed"))


def test_pages_are_turned_one_by_one_and_to_both_ends_where_they_are_known() -> None:
    def number(label: str, back: int, pages: int = 0) -> Button:
        return Press(label, AskPage(NEWS, pages=pages, back=back))

    first, previous, following, last = (f"button.{name}" for name in ("first", "previous", "next", "last"))

    def to(key: str, offset: int) -> Button:
        return Press(RU(key), OpenList(NEWS, offset))

    assert turning(0, has_next=True) == [number("стр. 1", 0), to(following, 8)]
    assert turning(8, has_next=True) == [to(previous, 0), number("стр. 2", 8), to(following, 16)]
    assert turning(16, has_next=False) == [to(first, 0), to(previous, 8), number("стр. 3", 16)]
    assert turning(16, has_next=True, total=90) == [
        to(first, 0),
        to(previous, 8),
        number("3/12", 16, 12),
        to(following, 24),
        to(last, 88),
    ]
    assert turning(80, has_next=True, total=90)[2:] == [number("11/12", 80, 12), to(following, 88)]
    assert turning(88, has_next=False, total=90)[-1] == number("12/12", 88, 12)


def test_a_list_of_one_page_has_nothing_to_turn() -> None:
    page = Page(records(2), 0, has_next=False, total=2)
    assert shown(page).rows[2:] == (
        BY_MARK,
        (Press("🔎 Поиск", AskSearch(NEWS)), Press("🎛 Фильтры", ShowFilters(NEWS))),
        (Press("➕ Новость", StartAct(NEWS, "create")),),
        (Press("🔄 Обновить", OpenList(NEWS, fresh=True)), MENU),
    )


def test_only_a_narrowed_list_can_be_widened_and_only_one_with_filters_be_filtered() -> None:
    page = Page((), 0, has_next=False)
    _, narrowed, _, _ = shown(page, Query(NEWS, view=View(text="слово"))).rows
    assert narrowed[-1] == Press("✖ Сбросить", ClearFilters(NEWS))
    assert shown(page, Query(Section.EXPERTS)).rows[0] == (Press("🔎 Поиск", AskSearch(Section.EXPERTS)),)


def test_a_list_inside_a_record_says_of_which() -> None:
    page = Page((), 0, has_next=False)
    assert (
        shown(page, Query(Section.APPLICATIONS, parent=4)).title
        == "✋ Заявки волонтёров · 📆 Мероприятие волонтёров № 4"
    )
    assert shown(page, Query(Section.APPLICATIONS)).title == "✋ Заявки волонтёров"


def test_a_list_leads_back_to_where_it_hangs() -> None:
    page = Page((), 0, has_next=False)
    inside = Query(Section.APPLICATIONS, parent=4)
    assert shown(page, inside).rows[1:] == (
        (
            Press("🔎 Поиск", AskSearch(Section.APPLICATIONS, 4)),
            Press("🎛 Фильтры", ShowFilters(Section.APPLICATIONS, 4)),
        ),
        (
            Press("↩ Назад", OpenCard(Section.VOLUNTEER_EVENTS, 4)),
            Press("🔄 Обновить", OpenList(Section.APPLICATIONS, fresh=True, parent=4)),
            MENU,
        ),
    )
    alone = shown(page, Query(Section.APPLICATIONS)).rows[-1]
    assert alone[0] == Press("↩ Назад", OpenModule(Module.VOLUNTEERS))
    assert [button.label for button in shown(page).rows[-1]] == ["🔄 Обновить", "☰ Меню"]


def test_every_record_of_a_list_inside_a_record_is_opened_inside_of_it() -> None:
    entity = Entity(Section.SOLUTIONS, 9, {"description": "Сделаем"}, parent=4)
    query = Query(Section.SOLUTIONS, parent=4)
    screen = shown(Page((entity,), 8, has_next=True), query)
    assert screen.rows[0] == (Press("Сделаем", OpenCard(Section.SOLUTIONS, 9, back=8, parent=4)),)
    assert [button.intent for button in screen.rows[1] if isinstance(button, Press)] == [
        OpenList(Section.SOLUTIONS, 0, parent=4),
        AskPage(Section.SOLUTIONS, 4, back=8),
        OpenList(Section.SOLUTIONS, 16, parent=4),
    ]


def test_the_lists_of_a_module_are_offered_to_who_may_see_them() -> None:
    def offered(module: Module, role: Role) -> list[Section]:
        rows = listing.hub(module, role, RU).rows[:-1]
        intents = [button.intent for row in rows for button in row if isinstance(button, Press)]
        return [intent.section for intent in intents if isinstance(intent, OpenList)]

    assert offered(Module.LEISURE, Role.MSB) == [Section.PLACES, Section.TICKETS, Section.PROMO]
    assert offered(Module.VOLUNTEERS, Role.GOVERNMENT) == [
        Section.VOLUNTEERS,
        Section.APPLICATIONS,
        Section.TASK_REPORTS,
        Section.PROMOTIONS,
        Section.PURCHASES,
        Section.BENEFITS,
        Section.VOLUNTEER_EVENTS,
    ]
    assert listing.hub(Module.VOLUNTEERS, Role.GOVERNMENT, RU).rows[-1] == (MENU,)
    assert offered(Module.LEISURE, Role.NPO) == []


@pytest.mark.parametrize("module", readable_modules(Role.ADMINISTRATOR))
def test_a_module_of_one_list_begins_with_it_and_one_of_several_with_the_choice(module: Module) -> None:
    start = listing.open_module(module, Role.ADMINISTRATOR)
    several = module in (Module.VOLUNTEERS, Module.LEISURE)
    assert start == (OpenModule(module) if several else OpenList(Section(module.value)))
