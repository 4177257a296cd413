"""From a card an admin gets to all that belongs to it, and back to where he was."""

import pytest

from tabys_bot.application.screens import card as cards
from tabys_bot.application.screens.intents import (
    Find,
    FollowLookup,
    Line,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
    Part,
    ShowHistory,
    ShowPictures,
    ShowWaiting,
    StartAct,
)
from tabys_bot.application.screens.screen import Button, Copy, Link, Press, Screen, Share, Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Bilingual, Entity, Picture, Ref, Value
from tabys_bot.domain.sections import Section
from tests.unit.scene import RU


def card(entity: Entity, *, back: int = 0, role: Role = Role.ADMINISTRATOR) -> Screen:
    return cards.card(entity, OpenCard(entity.section, entity.id, back, parent=entity.parent), RU, role)


def test_a_card_leads_to_its_page_to_the_source_to_itself_and_to_the_menu() -> None:
    news = Entity(Section.NEWS, 3, {"title": Bilingual(kk="Жаңалық"), "source_page": "https://example.kz/3"})
    assert card(news, back=16).rows == (
        (
            Press("✏️ Изменить", StartAct(Section.NEWS, "edit", 3, 16)),
            Press("🕓 История", ShowHistory(Section.NEWS, 3, 16)),
        ),
        (Press("🗑 Удалить", StartAct(Section.NEWS, "delete", 3, 16), Style.DANGER),),
        (Link("🔗 Открыть источник", "https://example.kz/3"),),
        (Copy("📋 ID", "3"), Share("🔗 Ссылка", OpenCard(Section.NEWS, 3, 16))),
        (
            Press("↩ К списку", OpenList(Section.NEWS, 16)),
            Press("🔄 Обновить", OpenCard(Section.NEWS, 3, back=16, fresh=True)),
            Press("☰ Меню", OpenMenu()),
        ),
    )


def above_the_copies(screen: Screen) -> list[Button]:
    """The buttons of a card of one part, without those that every card has, and without what can be done there."""
    every = [button for row in screen.rows[:-2] for button in row]
    return [one for one in every if not (isinstance(one, Press) and isinstance(one.intent, StartAct | ShowHistory))]


def test_what_can_be_looked_at_and_what_hangs_on_a_record_is_one_tap_away() -> None:
    project = Entity(
        Section.PROJECTS,
        4,
        {"title": Bilingual(kk="Жоба", ru="Проект"), "type": "voting", "photo": Picture("https://a.kz/1.jpg")},
    )
    assert above_the_copies(card(project, back=8)) == [
        Press("🖼 Фото", ShowPictures(Section.PROJECTS, 4, 8)),
        Press("🌐 Қазақша", OpenCard(Section.PROJECTS, 4, 8, swapped=True)),
        Press("🗳 Участники голосования", OpenList(Section.CANDIDATES, parent=4, back=8)),
        Press("📨 Заявки по анкете", OpenList(Section.SUBMISSIONS, parent=4, back=8)),
    ]


def test_a_list_that_the_record_does_not_have_or_the_role_may_not_see_is_not_offered() -> None:
    project = Entity(Section.PROJECTS, 4, {"title": "Проект", "type": "application"})
    assert above_the_copies(card(project)) == [
        Press("🖼 Фото", ShowPictures(Section.PROJECTS, 4)),  # there may be a gallery
        Press("📨 Заявки по анкете", OpenList(Section.SUBMISSIONS, parent=4)),
    ]
    assert above_the_copies(card(project, role=Role.GOVERNMENT)) == [Press("🖼 Фото", ShowPictures(Section.PROJECTS, 4))]


def test_the_records_that_a_record_names_are_one_tap_away() -> None:
    values: dict[str, Value] = {"volunteer": "Дана", "phone": "+7 700", "event": "Субботник", "status": "cancelled"}
    application = Entity(Section.APPLICATIONS, 9, values, parent=2)
    assert above_the_copies(card(application, back=8)) == [
        Press("🤝 Волонтёр", FollowLookup(Section.APPLICATIONS, 9, 0, 8, 2)),
        Press("📆 Мероприятие волонтёров", FollowLookup(Section.APPLICATIONS, 9, 1, 8, 2)),
        Press("📆 Мероприятие волонтёров № 2", OpenCard(Section.VOLUNTEER_EVENTS, 2)),
    ]
    promotion = Entity(Section.PROMOTIONS, 9, {"volunteer": "Дана", "person": Ref(Section.VOLUNTEERS, 31)})
    assert above_the_copies(card(promotion)) == [
        Press("🤝 Волонтёр", OpenCard(Section.VOLUNTEERS, 31, origin=Origin.RECENT))
    ]


def test_a_record_of_a_section_that_the_role_may_not_see_is_not_offered() -> None:
    volunteer = Entity(Section.VOLUNTEERS, 9, {"full_name": "Дана", "user": Ref(Section.USERS, 301)})
    assert above_the_copies(card(volunteer)) == [
        Press("👥 Пользователь", OpenCard(Section.USERS, 301, origin=Origin.RECENT))
    ]
    assert above_the_copies(card(volunteer, role=Role.VOLUNTEER_ADMIN)) == []


@pytest.mark.parametrize(
    ("origin", "back"),
    [
        (Origin.LIST, Press("↩ К списку", OpenList(Section.NEWS, 8))),
        (Origin.FIND, Press("↩ К поиску", Find())),
        (Origin.RECENT, Press("↩ К недавним", OpenRecent())),
        (Origin.QUEUE, Press("↩ К очереди", ShowWaiting(Section.NEWS, 3, 8))),
        (Origin.KIND, Press("↩ К очереди", ShowWaiting(Section.NEWS, 3, 8, Line.KIND))),
        (Origin.ALERT, Press("↩ К очереди", ShowWaiting(Section.NEWS, 3, 8, Line.ALERT))),
    ],
)
def test_a_card_leads_back_to_where_it_was_opened_however_it_was_turned(origin: Origin, back: Press) -> None:
    text = Bilingual(kk="сөз " * 800, ru="слово " * 500)
    news = Entity(Section.NEWS, 3, {"title": "Новость", "text": text})
    asked = OpenCard(Section.NEWS, 3, 8, Part(1), origin=origin)
    screen = cards.card(news, asked, RU, Role.ADMINISTRATOR)
    own = [one for row in screen.rows for one in row if isinstance(one, Press) and isinstance(one.intent, OpenCard)]
    assert screen.rows[-1][0] == back
    assert [one.label for one in own] == ["◀ Предыдущая часть", "🌐 Қазақша", "🔄 Обновить"]
    assert {one.intent.origin for one in own if isinstance(one.intent, OpenCard)} == {origin}


def test_what_is_only_inside_of_records_leads_to_the_menu_where_nobody_knows_of_which() -> None:
    solution = Entity(Section.SOLUTIONS, 9, {"description": "Сделаем"})
    assert card(solution).rows[-1][0] == Press("↩ К списку", OpenMenu())


def test_what_is_inside_a_record_leads_back_into_it_and_its_link_does_too() -> None:
    solution = Entity(Section.SOLUTIONS, 9, {"description": "Сделаем"}, parent=4)
    *_, (_, share), (back, refresh, _) = card(solution, back=8).rows
    assert share == Share("🔗 Ссылка", OpenCard(Section.SOLUTIONS, 9, 8, parent=4))
    assert back == Press("↩ К списку", OpenList(Section.SOLUTIONS, 8, parent=4))
    assert refresh == Press("🔄 Обновить", OpenCard(Section.SOLUTIONS, 9, back=8, fresh=True, parent=4))


@pytest.mark.parametrize(
    ("values", "is_worth_it"),
    [
        ({"title": Bilingual(kk="Бариста керек", ru="Нужен бариста")}, True),
        ({"profession": Bilingual(kk="Аспаз", ru="Повар")}, True),  # it stands in for the title
        ({"requirements": Bilingual(kk="Күлкі", ru="Улыбка")}, True),
        ({"city": Bilingual(kk="Қарағанды", ru="Караганда")}, False),
        ({"title": Bilingual(kk="Бариста", ru="Бариста")}, False),
        ({"title": Bilingual(kk="Бариста")}, False),
        ({"title": Bilingual(ru="Бариста"), "requirements": "Улыбка"}, False),
    ],
)
def test_the_other_language_is_offered_where_the_title_or_a_long_text_differs(
    values: dict[str, Value],
    is_worth_it: bool,  # noqa: FBT001  a parameter
) -> None:
    offered = above_the_copies(card(Entity(Section.VACANCIES, 5, values)))
    other = Press("🌐 Қазақша", OpenCard(Section.VACANCIES, 5, swapped=True))
    assert offered == ([other] if is_worth_it else [])
