"""The records of all modules as Tabys sends them, read over HTTP with as few calls as can be."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, SessionRejected
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import PAGE_SIZE, Bilingual, Money, Page, Value
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import Session
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault
from tests.integration.servers.tabys_records import FAMILY

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LISTS = {module: route.records for module, route in ROUTES.items()}
PROFESSIONS, CITIES, DIRECTIONS = (
    "/api/v2/resumes/professions",
    "/api/v2/resumes/cities",
    "/api/v2/volunteer/directions",
)
VOLUNTEERS = "/api/v2/admin/volunteer/volunteers"
# the others come as they are stored
NEWEST_FIRST = {
    Module.EVENTS: "event_date",
    Module.VACANCIES: "created_at",
    Module.NEWS: "created_at",
    Module.PROJECTS: "created_at",
}

modules = pytest.mark.parametrize("module", CATALOGUE)


@dataclass(frozen=True, slots=True)
class Desk:
    """An admin's view of the records, and the backend behind it."""

    entities: HttpEntities
    tabys: TabysServer
    clock: ManualClock

    def session(self, role: Role = Role.SUPER_ADMIN) -> Session:
        return Session(7, self.tabys.admin(role)["id"], role, self.tabys.token(role), "", NOW, NOW, NOW, NOW)

    async def page(self, module: Module, offset: int = 0, *, role: Role = Role.SUPER_ADMIN) -> Page:
        return (await self.entities.page(self.session(role), module, offset=offset, limit=PAGE_SIZE)).unwrap()

    async def card(self, module: Module, number: int, near: int = 0) -> Mapping[str, Value]:
        entity = (await self.entities.record(self.session(), module, number, near=near)).unwrap()
        assert (entity.module, entity.id) == (module, number)
        return entity.values

    async def warmed_up(self, module: Module) -> None:
        """With the names in memory, and no question counted yet."""
        page = await self.page(module)
        await self.card(module, page.items[0].id)
        self.asked()

    async def failure(self, module: Module, *, number: int | None = None) -> object:
        """What a press on the list, or on a record of that number, fails with."""
        if number is None:
            return (await self.entities.page(self.session(), module, offset=0, limit=PAGE_SIZE)).failure()
        return (await self.entities.record(self.session(), module, number, near=0)).failure()

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Paths and queries of all calls since the last question, which were all GETs."""
        calls, self.tabys.calls[:] = list(self.tabys.calls), []
        assert {call.method for call in calls} <= {"GET"}
        return [(call.path, dict(call.query)) for call in calls]


@pytest.fixture
async def desk(tabys: TabysServer) -> AsyncIterator[Desk]:
    clock = ManualClock()
    async with connected(tabys.url, timeout=5) as client:
        yield Desk(HttpEntities(client=client, names=Names(client=client, clock=clock)), tabys, clock)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(skip: int, limit: int) -> dict[str, str]:
    return {"skip": str(skip), "limit": str(limit)}


def rows(desk: Desk, module: Module) -> list[dict[str, Any]]:
    return desk.tabys.records(module)


def listing(module: Module, records: list[Any]) -> str:
    """The body of a list of these rows, as the module wraps it."""
    envelope = ROUTES[module].envelope
    return json.dumps({envelope: records} if envelope else records)


def route_of(module: Module, number: int) -> str:
    """Where one record is read: volunteers only in their list."""
    return (ROUTES[module].record or LISTS[module]).format(id=number)


@modules
async def test_a_list_shows_eight_and_asks_for_one_more(desk: Desk, module: Module) -> None:
    await desk.warmed_up(module)
    page = await desk.page(module, 8)
    assert desk.asked() == [(LISTS[module], window(8, 9))], "one GET for a press"
    assert (len(page.items), page.offset, page.has_next) == (8, 8, True)


@modules
async def test_paging_shows_each_record_once_in_the_order_of_tabys(desk: Desk, module: Module) -> None:
    stored = rows(desk, module)
    pages = [await desk.page(module, offset) for offset in range(0, len(stored), PAGE_SIZE)]
    shown = [entity.id for page in pages for entity in page.items]
    assert [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False]
    if module in NEWEST_FIRST:
        stored = sorted(stored, key=lambda row: at(row[NEWEST_FIRST[module]]), reverse=True)
    assert shown == [row["id"] for row in stored]


@modules
async def test_the_page_that_is_just_full_is_the_last(desk: Desk, module: Module) -> None:
    del rows(desk, module)[16:]
    last = await desk.page(module, 8)
    assert (len(last.items), last.has_next) == (8, False)


@modules
async def test_beyond_the_end_and_in_an_empty_list_there_is_nothing(desk: Desk, module: Module) -> None:
    assert await desk.page(module, 400) == Page((), 400, has_next=False)
    rows(desk, module).clear()
    assert await desk.page(module) == Page((), 0, has_next=False)


@modules
async def test_each_record_of_a_list_opens_with_one_get(desk: Desk, module: Module) -> None:
    await desk.warmed_up(module)
    page = await desk.page(module)
    desk.asked()
    for entity in page.items:
        card = await desk.card(module, entity.id)
        query = {} if ROUTES[module].record else window(0, 8)
        assert desk.asked() == [(route_of(module, entity.id), query)]
        assert {name: card.get(name) for name in entity.values} == dict(entity.values), "the list tells no other story"


@modules
async def test_only_fields_of_the_catalogue_are_read(desk: Desk, module: Module) -> None:
    names = {field.name for field in CATALOGUE[module].fields}
    assert {name for entity in (await desk.page(module)).items for name in entity.values} <= names


@modules
async def test_a_record_that_is_gone_says_so(desk: Desk, module: Module) -> None:
    assert await desk.failure(module, number=999_999) == RecordGone()
    assert await desk.failure(module, number=2**40) == RecordGone()


@modules
async def test_the_token_of_the_session_is_sent(desk: Desk, module: Module) -> None:
    await desk.page(module)
    (call, *_) = desk.tabys.calls
    assert call.headers["authorization"] == f"Bearer {desk.session().access_token}"


@modules
async def test_an_old_token_is_rejected(desk: Desk, module: Module) -> None:
    session = desk.session()
    desk.tabys.expire_tokens()
    assert await desk.entities.page(session, module, offset=0, limit=8) == Failure(SessionRejected())


async def test_a_role_without_access_is_refused_by_tabys(desk: Desk) -> None:
    outcome = await desk.entities.page(desk.session(Role.MSB), Module.EVENTS, offset=0, limit=8)
    assert isinstance(outcome.failure(), AccessRefused)


async def test_an_owner_sees_his_own_records_and_no_others(desk: Desk) -> None:
    own = {row["id"] for row in rows(desk, Module.EVENTS) if row["admin_id"] == desk.tabys.admin("npo")["id"]}
    page = await desk.page(Module.EVENTS, role=Role.NPO)
    assert {entity.id for entity in page.items} < own
    foreign = next(row["id"] for row in rows(desk, Module.EVENTS) if row["id"] not in own)
    session = desk.session(Role.NPO)
    mine = await desk.entities.record(session, Module.EVENTS, min(own), near=0)
    assert mine.unwrap().id == min(own)
    assert await desk.entities.record(session, Module.EVENTS, foreign, near=0) == Failure(RecordGone())


EVENT_2 = {
    "title": "Ночь молодых врачей",
    "starts_at": at("2026-12-16T03:32:42.123456"),
    "format": "Online",
    "place": "Өскемен <онлайн> & офлайн",
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": "Даром\n—",
}
EVENT_7 = {
    "title": "Ән & би <кеш>",
    "starts_at": at("2026-12-09T21:27:42"),
    "format": "Offline",
    "place": "Қарағанды, Жастар сарайы",
    "moderation": "pending",
    "created_at": at("2026-11-16T03:07:42"),
}
COURSE_2 = {
    "title": "Ночь молодых врачей",
    "language": "ru",
    "level": "beginner",
    "duration": 40,
    "price": Money(Decimal("4991.5"), Decimal("4991.5"), "USD"),
    "rating": Decimal("2.03"),
    "views": 11,
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": "Даром\n—",
    "course_page": "https://example.invalid/course/1?a=1&b=%3C2%3E",
}
COURSE_4 = {
    "language": "kz",
    "level": "advanced",
    "duration": 60,
    "price": Money(Decimal(0), Decimal(0), "RUB"),
    "rating": Decimal("2.13"),
    "views": 33,
    "moderation": "approved",
    "created_at": at("2026-11-19T06:10:42"),
    "description": "Начало жирный курсив < 5 && 7 > 3",
    "course_page": "https://example.invalid/course/3?a=1&b=%3C2%3E",
}
VACANCY_1 = {
    "company": 'ТОО <Альфа> & "Ко"',
    "phone": "+7 (700) 000-00-00",
    "active": True,
    "moderation": "approved",
    "created_at": at("2026-11-22T09:13:42"),
    "description": Bilingual("Қысқа сипаттама.", "Короткое описание."),
}
VACANCY_2 = {
    "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
    "profession": Bilingual("Бағдарламашы", "Программист"),
    "company": "ЖШС «Дала»",
    "city": Bilingual("Балқаш", "Балхаш"),
    "salary": Money(Decimal(151_000), Decimal(301_000)),
    "employment": "full_time",
    "work": "office",
    "experience": 0,
    "email": "hr1@example.invalid",
    "deadline": date(2027, 1, 31),
    "active": True,
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
    "requirements": Bilingual("Тәжірибе", "Опыт < 1 года"),
}
NEWS_8 = {
    "title": Bilingual(f"{FAMILY} Отбасы күні", f"{FAMILY} День семьи"),
    "date": at("2026-11-15T02:06:42"),
    "publication": "draft",
    "moderation": "rejected",
    "views": 49,
    "lead": Bilingual("Қысқаша", None),
    "text": Bilingual("]]>", "😀 © &unknown; &"),
    "source_page": "https://example.invalid/news/7?utm=a&b=%3Cc%3E",
}
NEWS_WITHOUT_TEXTS = {
    "date": at("2026-11-23T10:14:42"),
    "publication": "draft",
    "moderation": "pending",
    "views": 0,
}
PROJECT_7 = {
    "title": Bilingual("Ән & би <кеш>", "Песни & танцы <вечер> \"ёлка\" 'апостроф'"),
    "author": "ҮЕҰ «Жас қанат»",
    "type": "application",
    "stage": "completed",
    "starts_at": at("2026-10-15T20:37:42"),
    "ends_at": at("2026-09-27T02:19:42"),
    "moderation": "pending",
    "created_at": at("2026-11-16T03:07:42"),
    "video": "https://example.invalid/watch?v=x&t=1",
}
VOLUNTEER_3 = {
    "full_name": "Алёна <Цой>",
    "phone": "77001000002",
    "volunteer_level": "TEAM_LEADER",
    "coins": 8,
    "direction": Bilingual("Спорт және салауат", "Спорт & ЗОЖ"),
    "events": 2,
    "joined_at": at("2026-11-20T07:11:42"),
}
VOLUNTEER_6 = {
    "volunteer_level": "VOLUNTEER",
    "coins": 20,
    "direction": Bilingual("Қарттарға көмек", "Помощь пожилым"),
    "events": 5,
    "joined_at": at("2026-11-17T04:08:42.123456"),
}


@pytest.mark.parametrize(
    ("module", "number", "values"),
    [
        (Module.EVENTS, 2, EVENT_2),
        (Module.EVENTS, 7, EVENT_7),
        (Module.COURSES, 2, COURSE_2),
        (Module.COURSES, 4, COURSE_4),
        (Module.VACANCIES, 1, VACANCY_1),
        (Module.VACANCIES, 2, VACANCY_2),
        (Module.NEWS, 8, NEWS_8),
        (Module.NEWS, 41, NEWS_WITHOUT_TEXTS),
        (Module.PROJECTS, 7, PROJECT_7),
        (Module.VOLUNTEERS, 3, VOLUNTEER_3),
        (Module.VOLUNTEERS, 6, VOLUNTEER_6),
    ],
)
async def test_a_card_has_typed_values_and_no_empty_ones(
    desk: Desk, module: Module, number: int, values: Mapping[str, Value]
) -> None:
    card = await desk.card(module, number)
    assert card == values
    assert {name: type(value) for name, value in card.items()} == {name: type(value) for name, value in values.items()}


async def test_older_news_show_their_only_text_as_russian(desk: Desk) -> None:
    older = {"title_kz": None, "title_ru": None, "title": "Старое", "content_text_kz": "", "content_text_ru": None}
    rows(desk, Module.NEWS)[0].update(older | {"content_text": "<p>Текст</p>", "description_kz": None})
    card = await desk.card(Module.NEWS, 1)
    assert {name: card.get(name) for name in ("title", "text", "lead")} == {
        "title": Bilingual(None, "Старое"),
        "text": Bilingual(None, "Текст"),
        "lead": None,
    }


@pytest.mark.parametrize("form", ["2026-11-22T09:13:42", "2026-11-22T09:13:42Z", "2026-11-22T15:13:42.000000+06:00"])
async def test_a_date_is_the_same_in_all_its_forms(desk: Desk, form: str) -> None:
    rows(desk, Module.PROJECTS)[0]["start_date"] = form
    assert (await desk.card(Module.PROJECTS, 1))["starts_at"] == at("2026-11-22T09:13:42")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://tabys.kz/курс 1/?a=<b>", "https://tabys.kz/%D0%BA%D1%83%D1%80%D1%81%201/?a=%3Cb%3E"),
        ("javascript:alert(1)", None),
        ("uploads/courses/x.png", None),
        ("https://", None),
        ("", None),
        (None, None),
        (17, None),
    ],
)
async def test_a_link_is_encoded_or_dropped(desk: Desk, link: object, shown: str | None) -> None:
    rows(desk, Module.COURSES)[0]["course_url"] = link
    assert (await desk.card(Module.COURSES, 1)).get("course_page") == shown


async def test_a_description_of_any_length_is_read_up_to_a_bound(desk: Desk) -> None:
    rows(desk, Module.EVENTS)[0]["description"] = "<p>сөз</p>" * 100_000
    description = str((await desk.card(Module.EVENTS, 1))["description"])
    assert 5_000 < len(description) <= 20_001
    assert set(description) == set("сөз\n…")


@pytest.mark.parametrize(
    "value", [None, True, -1, 1e308, "", "x", "1e9999999", "\ud800\0", [], [[]], {}, {"id": 1}, "<" * 3000]
)
@modules
async def test_a_record_whose_fields_hold_nonsense_is_shown_without_them(
    desk: Desk, module: Module, value: object
) -> None:
    row = dict.fromkeys(rows(desk, module)[0], value) | {"id": 1}
    listed = listing(module, [row])
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listed))
    (entity,) = (await desk.page(module)).items
    assert (entity.id, None in entity.values.values()) == (1, False)
    desk.tabys.fail_next(route_of(module, 1), faults.answer(200, json.dumps(row) if ROUTES[module].record else listed))
    assert None not in (await desk.card(module, 1)).values()


@modules
async def test_rows_without_a_usable_id_are_left_out(desk: Desk, module: Module) -> None:
    good = rows(desk, module)[0]
    bad: list[object] = [{**good, "id": number} for number in (None, 0, -1, "1", 1.0, True, [1])]
    without = {key: value for key, value in good.items() if key != "id"}
    listed = [*bad, without, None, "row", 17, [], good]
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listing(module, listed)))
    outcome = await desk.entities.page(desk.session(), module, offset=0, limit=20)
    assert [entity.id for entity in outcome.unwrap().items] == [good["id"]]
    assert outcome.unwrap().has_next is False


async def test_a_page_of_nothing_but_bad_rows_still_leads_on(desk: Desk) -> None:
    desk.tabys.fail_next(LISTS[Module.NEWS], faults.answer(200, json.dumps([{}] * 9)))
    assert await desk.page(Module.NEWS) == Page((), 0, has_next=True)


@modules
@pytest.mark.parametrize(
    "fault",
    [faults.crash, faults.wrong_type("list"), faults.wrong_type(None), faults.wrong_type(17), faults.answer(204)],
    ids=["crash", "text", "null", "number", "nothing"],
)
async def test_an_answer_of_another_shape_is_broken(desk: Desk, module: Module, fault: Fault) -> None:
    desk.tabys.fail_next("/api", fault)
    assert isinstance(await desk.failure(module), Broken)
    desk.tabys.fail_next("/api", fault)
    assert isinstance(await desk.failure(module, number=1), Broken)


@modules
async def test_an_envelope_that_nobody_knows_is_broken(desk: Desk, module: Module) -> None:
    desk.tabys.fail_next("/api", faults.wrong_type({"records": []}))
    assert isinstance(await desk.failure(module), Broken)


async def test_another_record_than_the_one_asked_for_is_broken(desk: Desk) -> None:
    answers: list[object] = [rows(desk, Module.NEWS)[1], {}, [], {"id": None}, {"id": "1"}]
    for answer in answers:
        desk.tabys.fail_next("/api/v2/news/1", faults.wrong_type(answer))
        assert isinstance(await desk.failure(Module.NEWS, number=1), Broken)


async def test_names_are_asked_for_once_an_hour(desk: Desk) -> None:
    card = await desk.card(Module.VACANCIES, 2)
    assert sorted(desk.asked()) == [(CITIES, {}), (PROFESSIONS, {}), ("/api/v2/vacancies/admin/2", {})]
    assert card["city"] == Bilingual("Балқаш", "Балхаш")
    desk.clock.advance(timedelta(minutes=59))
    await desk.page(Module.VACANCIES)
    await desk.card(Module.VACANCIES, 2)
    assert [path for path, _ in desk.asked()] == [LISTS[Module.VACANCIES], "/api/v2/vacancies/admin/2"]
    desk.tabys.records("cities")[0]["name_ru"] = "Балхаш-2"
    desk.clock.advance(timedelta(minutes=1))
    card = await desk.card(Module.VACANCIES, 2)
    assert sorted(path for path, _ in desk.asked()) == [CITIES, PROFESSIONS, "/api/v2/vacancies/admin/2"]
    assert card["city"] == Bilingual("Балқаш", "Балхаш-2")


@pytest.mark.parametrize(
    "fault",
    [faults.crash, faults.garbled, faults.wrong_type({"items": []}), faults.answer(401, '{"detail": "x"}')],
    ids=["crash", "garbled", "shape", "401"],
)
async def test_names_that_cannot_be_had_leave_their_fields_empty_for_a_minute(desk: Desk, fault: Fault) -> None:
    desk.tabys.fail_next(DIRECTIONS, fault)
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)
    desk.clock.advance(timedelta(seconds=59))
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)
    assert [path for path, _ in desk.asked()] == [VOLUNTEERS, DIRECTIONS, VOLUNTEERS]
    desk.clock.advance(timedelta(seconds=1))
    assert (await desk.card(Module.VOLUNTEERS, 3)) == VOLUNTEER_3
    assert [path for path, _ in desk.asked()] == [VOLUNTEERS, DIRECTIONS]


async def test_old_names_are_better_than_none(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    desk.clock.advance(timedelta(hours=2))
    desk.tabys.fail_next(DIRECTIONS, faults.crash)
    assert await desk.card(Module.VOLUNTEERS, 3) == VOLUNTEER_3


async def test_odd_names_are_left_out(desk: Desk) -> None:
    odd = [
        None,
        "x",
        {},
        {"id": "3", "name_kz": "x"},
        {"id": 3},
        {"id": 3, "name_kz": "", "name_ru": None},
        {"id": None},
        {"id": 2, "name": "Только имя"},
        {"id": 1, "name_kz": ["x"], "name_ru": "<b>Экология</b>"},
    ]
    desk.tabys.fail_next(DIRECTIONS, faults.wrong_type(odd))
    directions = [(await desk.card(Module.VOLUNTEERS, number)).get("direction") for number in (1, 2, 3, 4)]
    assert directions == [Bilingual(None, "Экология"), Bilingual(None, "Только имя"), None, None]


@pytest.mark.parametrize("unknown", [None, 99, "1", True, [1], {"id": 1}])
async def test_an_unknown_name_is_left_out(desk: Desk, unknown: object) -> None:
    rows(desk, Module.VOLUNTEERS)[2]["direction_id"] = unknown
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)


async def test_a_volunteer_is_looked_for_on_the_page_where_he_was_seen(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    assert (await desk.card(Module.VOLUNTEERS, 19, near=16))["coins"] == 72
    assert desk.asked() == [(VOLUNTEERS, window(16, 8))]


async def test_a_volunteer_who_moved_is_found_elsewhere(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    assert (await desk.card(Module.VOLUNTEERS, 1, near=16))["coins"] == 0
    assert desk.asked() == [(VOLUNTEERS, window(16, 8)), (VOLUNTEERS, window(0, 100))]


async def test_a_volunteer_is_looked_for_to_the_end_of_a_short_list(desk: Desk) -> None:
    assert await desk.failure(Module.VOLUNTEERS, number=999) == RecordGone()
    assert desk.asked() == [(VOLUNTEERS, window(0, 8)), (VOLUNTEERS, window(0, 100))]


async def test_a_volunteer_is_looked_for_among_the_first_five_hundred_of_a_long_list(desk: Desk) -> None:
    stored = rows(desk, Module.VOLUNTEERS)
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(1000)]
    assert (await desk.card(Module.VOLUNTEERS, 500))["coins"] == 76
    assert [query["skip"] for path, query in desk.asked() if path == VOLUNTEERS] == [
        "0",
        "0",
        "100",
        "200",
        "300",
        "400",
    ]
    assert await desk.failure(Module.VOLUNTEERS, number=501) == RecordGone()
    assert len(desk.asked()) == 6
    assert (await desk.entities.record(desk.session(), Module.VOLUNTEERS, 801, near=800)).unwrap().id == 801
    assert desk.asked() == [(VOLUNTEERS, window(800, 8))]


async def test_a_search_that_tabys_breaks_off_is_broken_and_not_a_gone_record(desk: Desk) -> None:
    desk.tabys.fail_next(VOLUNTEERS, faults.crash)
    assert isinstance(await desk.failure(Module.VOLUNTEERS, number=1), Broken)
    outcome = await desk.entities.record(desk.session(), Module.VOLUNTEERS, 1, near=16)
    assert isinstance(outcome, Success)


async def test_what_changes_in_tabys_is_seen_at_once(desk: Desk) -> None:
    before = await desk.page(Module.NEWS)
    rows(desk, Module.NEWS)[0]["title_ru"] = "Новое"
    after = await desk.page(Module.NEWS)
    assert (before.items[1].values["title"], after.items[1].values["title"]) == (
        Bilingual("Сарыарқа көктемі", "Весна Сарыарки"),
        Bilingual("Сарыарқа көктемі", "Новое"),
    )
