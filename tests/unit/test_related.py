"""The lists inside of records, the records that they name, and who may follow."""

import pytest

from tabys_bot.application.failures import RecordGone
from tabys_bot.application.screens.intents import (
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
    ShowPictures,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Entity, Ref, Value
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import RU, entities

INNER = [section for section, spec in CATALOGUE.items() if not spec.alone]


def one(section: Section, **values: Value) -> dict[Section, list[Entity]]:
    return {section: [Entity(section, 7, values)]}


def leads(screen: Screen, *kinds: type[Intent]) -> dict[Intent, str]:
    return {intent: label for intent, label in asks(screen).items() if isinstance(intent, kinds)}


def inner_lists(screen: Screen) -> list[OpenList]:
    """The lists that are inside of the record of the card."""
    return [intent for intent in asks(screen) if isinstance(intent, OpenList) and intent.parent]


@pytest.mark.parametrize(
    ("section", "values", "children"),
    [
        (Section.EVENTS, {}, [Section.PARTICIPANTS]),
        (Section.PROJECTS, {"type": "voting"}, [Section.CANDIDATES, Section.SUBMISSIONS]),
        (Section.PROJECTS, {"type": "application"}, [Section.SUBMISSIONS]),
        (Section.PROJECTS, {}, [Section.SUBMISSIONS]),
        (Section.VOLUNTEER_EVENTS, {}, [Section.APPLICATIONS]),
        (Section.TECH_TASKS, {}, [Section.SOLUTIONS]),
        (Section.NEWS, {}, []),
    ],
)
async def test_a_card_leads_to_the_lists_inside_the_record(
    section: Section, values: dict[str, Value], children: list[Section]
) -> None:
    anna = await admin(records=one(section, **values))
    screen = await anna.press(OpenCard(section, 7))
    assert inner_lists(screen) == [OpenList(child, parent=7) for child in children]
    assert [asks(screen)[OpenList(child, parent=7)] for child in children] == [
        section_title(child, RU) for child in children
    ]


async def test_a_list_inside_a_record_has_only_what_is_inside_of_it_and_leads_back() -> None:
    records = entities(Section.PARTICIPANTS, 2, parent=7) + entities(Section.PARTICIPANTS, 3, parent=8)
    anna = await admin(records={**one(Section.EVENTS), Section.PARTICIPANTS: records})
    screen = await anna.press(OpenList(Section.PARTICIPANTS, parent=7))
    event = f"📅 {RU('one.events')} {RU('record.nameless', id=7)}"
    assert screen.title == f"{section_title(Section.PARTICIPANTS, RU)} · {event}"
    assert leads(screen, OpenCard) == {
        OpenCard(Section.PARTICIPANTS, 1, parent=7): "Запись 1",
        OpenCard(Section.PARTICIPANTS, 2, parent=7): "Запись 2",
        OpenCard(Section.EVENTS, 7): RU("button.back"),
    }
    inside = await anna.press(OpenCard(Section.PARTICIPANTS, 2, parent=7))
    assert leads(inside, OpenCard) == {
        OpenCard(Section.EVENTS, 7): event,
        OpenCard(Section.PARTICIPANTS, 2, parent=7, fresh=True): RU("button.refresh"),
    }
    assert leads(inside, OpenList) == {OpenList(Section.PARTICIPANTS, parent=7): RU("button.back_to_list")}


async def test_a_list_inside_a_record_leads_back_to_the_record_as_it_was_opened() -> None:
    records = entities(Section.PARTICIPANTS, 20, parent=7)
    anna = await admin(records={**one(Section.EVENTS), Section.PARTICIPANTS: records})
    event = OpenCard(Section.EVENTS, 7, back=40, origin=Origin.FIND)
    (inside,) = inner_lists(await anna.press(event))
    screen = await anna.press(inside)
    assert asks(screen)[event] == RU("button.back")
    turned = [intent for intent in asks(screen) if isinstance(intent, OpenList)]
    assert len(turned) == 2  # on, and the same anew
    for another in turned:
        assert event in asks(await anna.press(another))


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.NPO, Role.ADMINISTRATOR])
async def test_submissions_are_offered_to_who_may_change_projects(role: Role) -> None:
    anna = await admin(role, records=one(Section.PROJECTS, type="voting"))
    wanted = [Section.CANDIDATES] if role is Role.GOVERNMENT else [Section.CANDIDATES, Section.SUBMISSIONS]
    assert [opened.section for opened in inner_lists(await anna.press(OpenCard(Section.PROJECTS, 7)))] == wanted


@pytest.mark.parametrize(
    "forged", [OpenList(Section.SUBMISSIONS, parent=3), OpenCard(Section.SUBMISSIONS, 1, parent=3)]
)
async def test_submissions_are_not_for_government_however_it_asks(forged: Intent) -> None:
    anna = await admin(Role.GOVERNMENT)
    assert paragraphs(await anna.press(forged)) == [RU("forbidden.update", module=RU("module.projects"))]
    assert anna.asked() == []


@pytest.mark.parametrize(("role", "leads_there"), [(Role.ADMINISTRATOR, True), (Role.NPO, False)])
async def test_a_record_that_is_named_is_a_tap_away_for_who_may_see_it(role: Role, *, leads_there: bool) -> None:
    submission = Entity(Section.SUBMISSIONS, 7, {"full_name": "Дана", "user": Ref(Section.USERS, 12)}, 3)
    anna = await admin(
        role, records={Section.PROJECTS: entities(Section.PROJECTS, 3), Section.SUBMISSIONS: [submission]}
    )
    screen = await anna.press(OpenCard(Section.SUBMISSIONS, 7, parent=3))
    expected = {OpenCard(Section.USERS, 12, origin=Origin.RECENT): f"👥 {RU('one.users')}"} if leads_there else {}
    shown = leads(screen, OpenCard)
    assert {
        intent: label for intent, label in shown.items() if getattr(intent, "section", 0) is Section.USERS
    } == expected


async def test_an_action_leads_to_the_place_that_it_is_of() -> None:
    anna = await admin(Role.MSB, records=one(Section.PROMO, title="Скидка", subject=Ref(Section.PLACES, 4)))
    screen = await anna.press(OpenCard(Section.PROMO, 7))
    place = OpenCard(Section.PLACES, 4, origin=Origin.RECENT)
    assert asks(screen)[place] == f"🎡 {RU('one.places')}"
    anna.tabys.records[Section.PLACES] = [Entity(Section.PLACES, 4, {"title": "Каток"})]
    assert leads(await anna.press(place), OpenList, OpenRecent) == {OpenRecent(): RU("button.back_to_recent")}
    assert leads(await anna.press(OpenRecent()), OpenCard) == {
        place: "🎡 Каток",
        OpenCard(Section.PROMO, 7, origin=Origin.RECENT): "🏷 Скидка",
    }


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        (OpenList(Section.PARTICIPANTS, parent=3), "list participants 0"),
        (OpenCard(Section.PARTICIPANTS, 1, parent=3), "get participants 1 near 0"),
    ],
)
async def test_who_sees_only_his_own_records_is_asked_about_first(asked: Intent, then: str) -> None:
    anna = await admin(Role.NPO)
    await anna.press(asked)
    assert anna.asked() == ["get events 3 near 0", then]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.GOVERNMENT, Role.SUPER_ADMIN])
async def test_who_sees_all_records_costs_one_question(role: Role) -> None:
    anna = await admin(role)
    await anna.press(OpenList(Section.PARTICIPANTS, parent=3))
    assert anna.asked() == ["list participants 0"]


@pytest.mark.parametrize("child", [Section.PARTICIPANTS, Section.CANDIDATES, Section.SUBMISSIONS])
@pytest.mark.parametrize("kind", ["list", "card", "pictures"])
async def test_what_is_inside_of_a_foreign_record_is_not_even_asked_for(child: Section, kind: str) -> None:
    anna = await admin(Role.NPO)
    outer = CATALOGUE[child].parent
    assert outer is not None
    anna.tabys.records[outer] = [record for record in anna.tabys.records[outer] if record.id != 3]
    forged: dict[str, Intent] = {
        "list": OpenList(child, parent=3),
        "card": OpenCard(child, 1, parent=3),
        "pictures": ShowPictures(child, 1, parent=3),
    }
    assert paragraphs(await anna.press(forged[kind])) == [in_words(RecordGone(), RU)]
    assert anna.asked() == [f"get {outer} 3 near 0"]


async def test_a_forged_number_of_a_participant_of_another_event_opens_nothing() -> None:
    records = [*entities(Section.PARTICIPANTS, 1, parent=7), Entity(Section.PARTICIPANTS, 2, {"email": "a@b.kz"}, 8)]
    anna = await admin(Role.NPO, records={**one(Section.EVENTS), Section.PARTICIPANTS: records})
    screen = await anna.press(OpenCard(Section.PARTICIPANTS, 2, parent=7))
    assert paragraphs(screen) == [in_words(RecordGone(), RU)]
    assert asks(screen) == {
        OpenList(Section.PARTICIPANTS, parent=7): RU("button.back_to_list"),
        OpenMenu(): RU("button.menu"),
    }


@pytest.mark.parametrize("section", INNER)
@pytest.mark.parametrize("kind", ["list", "card", "pictures"])
async def test_what_stands_only_inside_of_records_is_not_opened_without_one(section: Section, kind: str) -> None:
    anna = await admin(Role.SUPER_ADMIN)
    forged: dict[str, Intent] = {
        "list": OpenList(section),
        "card": OpenCard(section, 1),
        "pictures": ShowPictures(section, 1),
    }
    assert paragraphs(await anna.press(forged[kind])) == [in_words(RecordGone(), RU)]
    assert anna.asked() == []


async def test_applications_stand_alone_and_inside_of_their_events() -> None:
    records = [*entities(Section.APPLICATIONS, 2, parent=7), Entity(Section.APPLICATIONS, 3, {"volunteer": "Дана"}, 8)]
    anna = await admin(records={**one(Section.VOLUNTEER_EVENTS), Section.APPLICATIONS: records})
    every, inside = [await anna.press(OpenList(Section.APPLICATIONS, parent=parent)) for parent in (0, 7)]
    assert list(leads(every, OpenCard)) == [OpenCard(Section.APPLICATIONS, number) for number in (1, 2, 3)]
    assert list(leads(inside, OpenCard)) == [
        *(OpenCard(Section.APPLICATIONS, number, parent=7) for number in (1, 2)),
        OpenCard(Section.VOLUNTEER_EVENTS, 7),
    ]


async def test_a_forged_parent_of_a_section_without_one_hides_nothing() -> None:
    anna = await admin()
    forged, ordinary = [await anna.press(OpenList(Section.NEWS, parent=parent)) for parent in (5, 0)]
    assert list(leads(forged, OpenCard).values()) == list(leads(ordinary, OpenCard).values())


async def test_what_was_looked_at_is_kept_with_the_record_that_it_is_inside_of() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.PARTICIPANTS, 2, parent=3))
    await anna.press(OpenCard(Section.NEWS, 1))
    from_recent = (await anna.desk()).recent
    assert [(record.section, record.id, record.title, record.parent) for record in from_recent] == [
        (Section.NEWS, 1, "Запись 1", 0),
        (Section.PARTICIPANTS, 2, "Запись 2", 3),
    ]
