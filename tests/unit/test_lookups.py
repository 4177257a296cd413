"""Records that are known only by what they are called."""

import pytest

from tabys_bot.application.failures import RecordGone
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    FollowLookup,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
    SetFilter,
)
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Bilingual, Entity, Value, View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import RU

PHONE = "+7 700 000-20-10"


def one(section: Section, **values: Value) -> dict[Section, list[Entity]]:
    return {section: [Entity(section, 7, values)]}


def leads(screen: Screen, *kinds: type[Intent]) -> dict[Intent, str]:
    return {intent: label for intent, label in asks(screen).items() if isinstance(intent, kinds)}


REPORT = one(Section.TASK_REPORTS, task="Фото", volunteer="Дана", phone=PHONE, event="Субботник")
VOLUNTEER = FollowLookup(Section.TASK_REPORTS, 7, 0)
EVENT = FollowLookup(Section.TASK_REPORTS, 7, 1)


async def test_a_report_offers_the_volunteer_and_the_event_that_it_names() -> None:
    anna = await admin(records=REPORT)
    assert leads(await anna.press(OpenCard(Section.TASK_REPORTS, 7)), FollowLookup) == {
        VOLUNTEER: f"🤝 {RU('one.volunteers')}",
        EVENT: f"📆 {RU(f'one.{Section.VOLUNTEER_EVENTS}')}",
    }


async def test_what_a_report_does_not_name_is_not_offered() -> None:
    anna = await admin(records=one(Section.TASK_REPORTS, task="Фото", event="Субботник"))
    assert list(leads(await anna.press(OpenCard(Section.TASK_REPORTS, 7)), FollowLookup)) == [EVENT]


async def test_a_volunteer_is_found_by_the_phone_that_the_report_tells() -> None:
    people = [
        Entity(Section.VOLUNTEERS, 1, {"full_name": "Дана", "phone": "+7 700 000-20-11"}),
        Entity(Section.VOLUNTEERS, 2, {"full_name": "Дана", "phone": PHONE}),
    ]
    anna = await admin(records={**REPORT, Section.VOLUNTEERS: people})
    followed = await anna.press(VOLUNTEER)
    assert anna.asked() == ["get task_reports 7 near 0", "list volunteers 0", "get volunteers 2 near 0"]
    assert followed == await anna.press(OpenCard(Section.VOLUNTEERS, 2, origin=Origin.RECENT))


async def test_who_followed_a_lookup_comes_back_to_the_report_by_way_of_the_recent_records() -> None:
    anna = await admin(records={**REPORT, **one(Section.VOLUNTEERS, full_name="Дана", phone=PHONE)})
    await anna.press(OpenCard(Section.TASK_REPORTS, 7))
    followed = await anna.press(VOLUNTEER)
    assert leads(followed, OpenList) == {}
    assert leads(followed, OpenRecent) == {OpenRecent(): RU("button.back_to_recent")}
    assert leads(await anna.press(OpenRecent()), OpenCard) == {
        OpenCard(Section.VOLUNTEERS, 7, origin=Origin.RECENT): "🤝 Дана",
        OpenCard(Section.TASK_REPORTS, 7, origin=Origin.RECENT): "🧾 Фото",
    }


async def test_a_namesake_is_not_the_one_who_is_meant() -> None:
    events = [
        Entity(Section.VOLUNTEER_EVENTS, 1, {"title": "Субботник в парке"}),
        Entity(Section.VOLUNTEER_EVENTS, 2, {"title": "Субботник"}),
    ]
    anna = await admin(records={**REPORT, Section.VOLUNTEER_EVENTS: events})
    assert (await anna.press(EVENT)).title == "📆 Субботник"


def events(*titles: str) -> dict[Section, list[Entity]]:
    """A report that names a "Субботник", and the events of these titles."""
    called = [Entity(Section.VOLUNTEER_EVENTS, at, {"title": title}) for at, title in enumerate(titles, 1)]
    return {**REPORT, Section.VOLUNTEER_EVENTS: called}


@pytest.mark.parametrize(
    "titles",
    [
        [*(f"Субботник № {number}" for number in range(1, 9)), "Субботник"],  # the one that is meant is the ninth
        ["Субботник", *(f"Субботник № {number}" for number in range(1, 9))],  # the ninth may be another one
    ],
)
async def test_of_more_than_were_looked_at_a_list_is_shown(titles: list[str]) -> None:
    anna = await admin(records=events(*titles))
    screen = await anna.press(EVENT)
    assert leads(screen, OpenList)[OpenList(Section.VOLUNTEER_EVENTS, 8)] == RU("button.next")
    assert (await anna.desk()).view(Section.VOLUNTEER_EVENTS) == View(text="Субботник")


async def test_a_phone_is_certain_however_many_have_its_parts() -> None:
    phones = [PHONE, *(f"{PHONE} {number}" for number in range(1, 10))]
    people = [
        Entity(Section.VOLUNTEERS, at, {"full_name": f"Дана {at}", "phone": phone})
        for at, phone in enumerate(phones, 1)
    ]
    anna = await admin(records={**REPORT, Section.VOLUNTEERS: people})
    assert (await anna.press(VOLUNTEER)).title == "🤝 Дана 1"


async def test_a_rarer_name_in_the_other_language_is_as_good() -> None:
    records = events(*(f"Субботник № {number}" for number in range(1, 10)))
    records[Section.TASK_REPORTS] = one(Section.TASK_REPORTS, event=Bilingual(kk="Сенбілік", ru="Субботник"))[
        Section.TASK_REPORTS
    ]
    records[Section.VOLUNTEER_EVENTS].append(Entity(Section.VOLUNTEER_EVENTS, 17, {"title": "Сенбілік"}))
    anna = await admin(records=records)
    assert (await anna.press(EVENT)).title == "📆 Сенбілік"


async def test_the_list_of_namesakes_says_which_filters_it_has_set_aside() -> None:
    people = [Entity(Section.VOLUNTEERS, number, {"full_name": "Дана", "phone": PHONE}) for number in (1, 2)]
    anna = await admin(records={**REPORT, Section.VOLUNTEERS: people})
    (chip, *_) = paragraphs(await anna.press(SetFilter(Section.VOLUNTEERS, "volunteer_level", "TEAM_LEADER")))
    assert paragraphs(await anna.press(VOLUNTEER))[0] == RU("filters.set_aside", filters=chip)
    assert (await anna.desk()).view(Section.VOLUNTEERS) == View(text=PHONE)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (Bilingual(kk="Сенбілік", ru="Субботник"), Bilingual(kk="Сенбілік", ru="Субботник")),
        (Bilingual(ru="Субботник"), Bilingual(kk="Сенбілік", ru="Субботник")),
        (Bilingual(kk="Сенбілік"), Bilingual(kk="Сенбілік", ru="Субботник")),
        ("Сенбілік", Bilingual(kk="Сенбілік", ru="Субботник")),
        (Bilingual(kk="Сенбілік", ru="Субботник"), "Субботник"),
        (Bilingual(kk="Сенбілік", ru="Субботник"), Bilingual(ru="Субботник")),
    ],
)
async def test_an_event_is_found_by_its_title_in_either_language(mine: Value, theirs: Value) -> None:
    records = {**one(Section.TASK_REPORTS, task="Фото", event=mine), **one(Section.VOLUNTEER_EVENTS, title=theirs)}
    anna = await admin(records=records)
    followed = await anna.press(EVENT)
    assert followed == await anna.press(OpenCard(Section.VOLUNTEER_EVENTS, 7, origin=Origin.RECENT))


@pytest.mark.parametrize("named", [{}, {"event": "Субботник"}])
async def test_where_none_is_called_so_the_card_says_it_and_stays(named: dict[str, Value]) -> None:
    anna = await admin(records=one(Section.TASK_REPORTS, task="Фото", **named))
    card = await anna.press(OpenCard(Section.TASK_REPORTS, 7))
    screen = await anna.press(EVENT)
    assert (screen.title, screen.rows) == (card.title, card.rows)
    assert screen.body[1:] == card.body
    assert paragraphs(screen)[0] == RU("lookup.none")


async def test_none_is_called_so_also_when_tabys_rejected_the_token_a_moment_ago() -> None:
    anna = await admin(records=REPORT)
    before = await anna.press(EVENT)
    anna.tabys.expire_tokens()
    assert await anna.press(EVENT) == before


async def test_a_lookup_is_followed_although_tabys_rejected_the_token_a_moment_ago() -> None:
    anna = await admin(records={**REPORT, **one(Section.VOLUNTEERS, full_name="Дана", phone=PHONE)})
    anna.tabys.expire_tokens()
    assert (await anna.press(VOLUNTEER)).title == "🤝 Дана"


@pytest.mark.parametrize("forged", [FollowLookup(Section.NEWS, 1, 0), FollowLookup(Section.TASK_REPORTS, 1, 2)])
async def test_a_lookup_that_there_is_not_leads_nowhere(forged: FollowLookup) -> None:
    anna = await admin()
    assert paragraphs(await anna.press(forged)) == [in_words(RecordGone(), RU)]
    assert anna.asked() == []


async def test_a_lookup_of_a_record_that_is_gone_leads_back_to_the_list() -> None:
    anna = await admin(records={Section.TASK_REPORTS: []})
    screen = await anna.press(FollowLookup(Section.TASK_REPORTS, 7, 0, back=8))
    assert asks(screen) == {
        OpenList(Section.TASK_REPORTS, 8): RU("button.back_to_list"),
        OpenMenu(): RU("button.menu"),
    }


async def test_a_lookup_keeps_the_way_back_that_its_card_has() -> None:
    anna = await admin(records=dict(REPORT))
    card = await anna.press(OpenCard(Section.TASK_REPORTS, 7, origin=Origin.RECENT))
    anna.tabys.records[Section.VOLUNTEERS] = []
    (follow, *_) = leads(card, FollowLookup)
    assert isinstance(follow, FollowLookup)
    assert asks(await anna.press(follow)) == asks(card)
    anna.tabys.records[Section.TASK_REPORTS] = []
    assert OpenRecent() in asks(await anna.press(follow))


async def test_a_lookup_without_a_match_leaves_the_card_in_the_language_in_which_it_was_read() -> None:
    anna = await admin(records=one(Section.TASK_REPORTS, task=Bilingual(kk="Сурет", ru="Фото"), event="Субботник"))
    card = await anna.press(OpenCard(Section.TASK_REPORTS, 7, swapped=True))
    (follow,) = leads(card, FollowLookup)
    screen = await anna.press(follow)
    assert (screen.title, asks(screen)) == (card.title, asks(card))
    assert "Сурет" in screen.title


@pytest.mark.parametrize("role", [Role.MSB, Role.NPO])
async def test_a_lookup_that_the_role_may_not_see_is_refused(role: Role) -> None:
    anna = await admin(role, records=REPORT)
    assert paragraphs(await anna.press(VOLUNTEER)) == [RU("forbidden.read", module=RU("module.volunteers"))]
    assert anna.asked() == []


async def test_a_lookup_by_who_was_signed_out_meanwhile_says_so() -> None:
    anna = await admin(records=REPORT)
    anna.tabys.revoke_session(anna.visitor.id)
    anna.tabys.expire_tokens()
    assert await anna.press(EVENT) == account.welcome(Absence.REVOKED, RU)
