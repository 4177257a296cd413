"""Signs narrow a list with one press; remarks, and what stands instead of a record that is gone."""

import pytest

from tabys_bot.application.screens import listing
from tabys_bot.application.screens.intents import Find, OpenCard, OpenList, OpenMenu, OpenRecent, Origin, SetFilter
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
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


def shown(page: Page, query: Query = Query(NEWS)) -> Screen:  # noqa: B008  frozen
    screen = listing.listing(query, page, RU, Role.ADMINISTRATOR)
    check(screen)
    return screen


def told(page: Page) -> list[str]:
    return [block.text for block in shown(page).body if isinstance(block, Paragraph)]


def test_the_signs_of_a_list_are_explained_under_it() -> None:
    page = Page((Entity(NEWS, 1, {"title": "Новость", "moderation": "approved", "publication": "draft"}),), 0, False)  # noqa: FBT003
    assert shown(page).rows[0][0].label == "✅📝 Новость"
    assert told(page)[-1] == "⏳ на проверке · ✅ одобрено · ❌ отклонено · 📝 черновик · 🕓 запланировано"
    without = Page((Entity(NEWS, 1, {"title": "Новость"}),), 0, has_next=False)
    assert told(without) == ["Запись 1, конец списка"]


def by_mark(query: Query) -> list[tuple[Button, ...]]:
    """The rows of buttons that set a filter with one press."""
    rows = shown(Page((), 0, has_next=False), query).rows
    return [row for row in rows if any(isinstance(one, Press) and isinstance(one.intent, SetFilter) for one in row)]


def test_a_sign_narrows_a_list_to_itself_and_the_chosen_one_takes_itself_off() -> None:
    assert by_mark(Query(NEWS)) == [BY_MARK]
    chosen = Query(NEWS, view=View({"moderation": "approved", "category": "17"}, "слово"))
    assert by_mark(chosen) == [(BY_MARK[0], Press("☑ ✅", SetFilter(NEWS, "moderation", "")), BY_MARK[2])]
    assert by_mark(Query(NEWS, view=View({"publication": "draft"}))) == [BY_MARK]


def test_the_signs_of_a_list_inside_a_record_narrow_that_list() -> None:
    applications = Query(Section.APPLICATIONS, parent=4, view=View({"status": "pending"}))
    assert by_mark(applications) == [
        (
            Press("☑ ⏳", SetFilter(Section.APPLICATIONS, "status", "", 4)),
            *(
                Press(sign, SetFilter(Section.APPLICATIONS, "status", value, 4))
                for sign, value in (("✅", "approved"), ("❌", "rejected"), ("🚫", "cancelled"))
            ),
        )
    ]


@pytest.mark.parametrize("section", Section)
def test_signs_are_offered_exactly_where_they_can_narrow_a_list(section: Section) -> None:
    spec = CATALOGUE[section]
    filters = {name for group in spec.filters for name in group}
    assert len(by_mark(Query(section))) == bool(filters.intersection(spec.marks))


def test_a_remark_stands_above_all_that_a_list_says_and_nothing_does_without_one() -> None:
    page, query = Page((Entity(NEWS, 1, {}),), 0, has_next=False), Query(NEWS, view=View(text="берег"))
    plain = listing.listing(query, page, RU, Role.NPO, chips=("а",))
    remarked = listing.listing(query, page, RU, Role.NPO, chips=("а",), remark="Так & так")
    check(remarked)
    assert remarked.body == (Paragraph("Так & так"), *plain.body)
    assert remarked.rows == plain.rows


def test_a_record_that_is_gone_leads_back_to_where_its_button_was() -> None:
    def back(asked: OpenCard) -> Press:
        screen = listing.gone(asked, RU)
        check(screen)
        (row,) = screen.rows
        assert row[1:] == (MENU,)
        assert isinstance(row[0], Press)
        return row[0]

    assert back(OpenCard(NEWS, 9, 8)) == Press("↩ К списку", OpenList(NEWS, 8))
    assert back(OpenCard(NEWS, 9, origin=Origin.FIND)) == Press("↩ К поиску", Find())
    assert back(OpenCard(NEWS, 9, origin=Origin.RECENT)) == Press("↩ К недавним", OpenRecent())
    inside = OpenCard(Section.SOLUTIONS, 9, 8, parent=4)
    assert back(inside) == Press("↩ К списку", OpenList(Section.SOLUTIONS, 8, parent=4))
    assert back(OpenCard(Section.SOLUTIONS, 9, 8)) == Press("↩ К списку", OpenMenu())


@pytest.mark.parametrize("section", Section)
def test_one_record_is_not_called_as_the_many(section: Section) -> None:
    one, many = listing.record_title(section, RU), listing.section_title(section, RU)
    assert listing.record_number(section, 5, RU) == f"{one} № 5"
    assert one.partition(" ")[0] == many.partition(" ")[0] == CATALOGUE[section].icon
    # what has no plural, or is a matter and no thing
    assert (one == many) == (section in (Section.RESUMES, Section.PROMOTIONS, Section.PURCHASES))
