"""What waits for a decision is read over HTTP from the lists that work, around whatever is wrong in them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabys_bot.application.failures import AccessRefused, Broken, GatewayFailure, NotServed, TooSlow
from tabys_bot.domain.access import Role
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED, Lineup, state_field
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.records import Bilingual
from tabys_bot.domain.sections import Section
from tests.integration.moderation_worlds import FIRST, HttpDesk, Moderation, identity, over_http, state_key
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer

QUEUE = "/api/v1/moderation/queue"
VOLUNTEER = "/api/v2/admin/volunteer"
OWN = {
    Section.EVENTS: "/api/v2/events/admin/moderation/pending",
    Section.COURSES: "/api/v2/courses/admin/moderation/pending",
    Section.PROJECTS: "/api/v2/projects/admin/moderation/pending",
    Section.PLACES: "/api/v2/leisure/admin/places/moderation/pending",
    Section.TICKETS: "/api/v2/leisure/admin/tickets/moderation/pending",
    Section.PROMO: "/api/v2/leisure/admin/promo/moderation/pending",
}
KINDS = dict(zip(OWN, ("event", "course", "project", "place", "ticket", "promo"), strict=True))
ALONE = {
    Section.VACANCIES: "/api/v2/vacancies/admin/moderation/pending",
    Section.NEWS: "/api/v2/admin/news/pending",
    Section.APPLICATIONS: f"{VOLUNTEER}/applications",
    Section.TASK_REPORTS: f"{VOLUNTEER}/task-reports",
    Section.PROMOTIONS: f"{VOLUNTEER}/promotion-requests",
    Section.PURCHASES: f"{VOLUNTEER}/purchases",
}
every_kind = pytest.mark.parametrize("section", MODERATED)
of_the_queue = pytest.mark.parametrize("section", KINDS)


@dataclass(frozen=True, slots=True)
class Watched:
    """A Tabys over HTTP, and what it was asked."""

    moderation: Moderation
    tabys: TabysServer

    @property
    def rows(self) -> HttpDesk:
        assert isinstance(self.moderation.desk, HttpDesk)
        return self.moderation.desk

    async def line(self, section: Section) -> Lineup:
        """Read anew, and nothing counted before."""
        self.tabys.calls.clear()
        return await self.moderation.line(section)

    async def failure(self, section: Section, role: Role = Role.SUPER_ADMIN) -> GatewayFailure:
        self.tabys.calls.clear()
        outcome = await self.moderation.gateway.waiting(await self.moderation.desk.session(role), section)
        assert isinstance(outcome, Failure)
        return outcome.failure()

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """But for names."""
        return [(call.path, dict(call.query)) for call in self.tabys.calls if "/resumes/" not in call.path]

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked()]


@pytest.fixture
async def watched(tabys: TabysServer) -> AsyncIterator[Watched]:
    async with over_http(tabys) as moderation:
        yield Watched(moderation, tabys)


def numbers(line: Lineup) -> list[int]:
    return [item.entity.id for item in line.items]


@of_the_queue
async def test_six_kinds_are_read_in_short_rows_each_by_its_name(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, 7, 3)
    assert numbers(await watched.line(section)) == [7, 3]
    assert watched.asked() == [(QUEUE, {"entity_type": KINDS[section], "skip": "0", "limit": "100"})]


@pytest.mark.parametrize(
    ("section", "query"),
    [
        (Section.VACANCIES, {"moderation_status": "pending", "skip": "0", "limit": "100"}),
        (Section.NEWS, {"moderation_status": "pending", "skip": "0", "limit": "100"}),
        (Section.APPLICATIONS, {"status": "pending", "skip": "0", "limit": "50"}),
        (Section.TASK_REPORTS, {"status_filter": "pending", "skip": "0", "limit": "50"}),
        (Section.PROMOTIONS, {"status_filter": "pending"}),
        (Section.PURCHASES, {"status_filter": "pending", "skip": "0", "limit": "50"}),
    ],
)
async def test_the_other_six_have_lists_of_their_own(watched: Watched, section: Section, query: dict[str, str]) -> None:
    watched.moderation.wait(section, 7, 3)
    assert numbers(await watched.line(section)) == [7, 3]
    assert watched.asked() == [(ALONE[section], query)]


async def test_what_breaks_the_queue_of_all_kinds_is_never_asked_of_it(watched: Watched) -> None:
    watched.rows.rows(Section.VACANCIES)[0] |= {"title_kz": None, "title_ru": None, "moderation_status": "pending"}
    for section in MODERATED:
        await watched.moderation.line(section)
    asked = [query.get("entity_type") for path, query in watched.asked() if path == QUEUE]
    assert sorted(filter(None, asked)) == sorted(KINDS.values())
    assert None not in asked


async def test_a_vacancy_without_a_title_waits_like_any_other(watched: Watched) -> None:
    watched.moderation.wait(Section.VACANCIES, 7, 3)
    watched.rows.row(Section.VACANCIES, 7).update(title_kz=None, title_ru=None, company_name="ЖШС «Дала»")
    watched.rows.row(Section.VACANCIES, 3).update(title_kz=None, title_ru=None, company_name=None)
    first, second = (await watched.line(Section.VACANCIES)).items
    assert dict(first.entity.values) == {"company": "ЖШС «Дала»", "moderation": "pending"}
    assert dict(second.entity.values) == {"moderation": "pending"}


async def test_a_row_of_the_queue_tells_the_title_in_kazakh(watched: Watched) -> None:
    watched.moderation.wait(Section.PLACES, 7)
    watched.rows.row(Section.PLACES, 7).update(title="Саябақ", title_ru="Парк")
    (item,) = (await watched.line(Section.PLACES)).items
    assert dict(item.entity.values) == {"title": Bilingual("Саябақ", None), "moderation": "pending"}


@of_the_queue
async def test_where_there_is_no_queue_the_kinds_own_lists_are_read(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, 7, 3)
    watched.tabys.withdraw("GET", QUEUE)
    assert numbers(await watched.line(section)) == [7, 3]
    assert watched.paths() == [QUEUE, OWN[section]]
    watched.tabys.withdraw("GET", OWN[section])
    assert numbers(await watched.line(section)) == [7, 3]
    assert watched.paths() == [QUEUE, OWN[section], OWN[section].replace("pending", "all-statuses")]


@of_the_queue
@pytest.mark.parametrize(
    "fault", [faults.crash, faults.answer(502), faults.garbled, faults.wrong_type({"x": 1}), faults.answer(422, "{}")]
)
async def test_a_queue_that_keeps_failing_is_passed_by(watched: Watched, section: Section, fault: faults.Fault) -> None:
    watched.moderation.wait(section, 7, 3)
    watched.tabys.fail_next(QUEUE, fault, times=100)
    line = await watched.line(section)
    assert (numbers(line), line.damaged, line.is_whole) == ([7, 3], 0, True)
    assert watched.paths()[-1] == OWN[section]
    watched.tabys.heal()
    await watched.line(section)
    assert watched.paths() == [QUEUE]


async def test_bad_rows_of_a_list_are_read_around_although_the_queue_is_down(watched: Watched) -> None:
    watched.moderation.wait(Section.EVENTS, *range(1, 21))
    watched.rows.row(Section.EVENTS, 5)["updated_at"] = None
    watched.tabys.fail_next(QUEUE, faults.crash, times=100)
    line = await watched.line(Section.EVENTS)
    assert (numbers(line), line.damaged, line.count) == ([one for one in range(1, 21) if one != 5], 1, 20)


@pytest.mark.parametrize("down", [QUEUE, ALONE[Section.NEWS]])
async def test_a_list_that_is_down_keeps_no_other_from_being_read_around_its_bad_rows(
    watched: Watched, down: str
) -> None:
    watched.tabys.fail_next(down, faults.crash, times=100)
    for section in (Section.EVENTS, Section.NEWS):
        await watched.moderation.gateway.waiting(await watched.moderation.desk.session(Role.SUPER_ADMIN), section)
    watched.moderation.wait(Section.APPLICATIONS, 1, 2, 3)
    watched.rows.row(Section.APPLICATIONS, 2)["_orphan"] = True
    line = await watched.line(Section.APPLICATIONS)
    assert (numbers(line), line.damaged) == ([1, 3], 1)


@of_the_queue
async def test_what_breaks_the_whole_queue_by_having_no_title_waits_like_any_other(
    watched: Watched, section: Section
) -> None:
    watched.moderation.wait(section, *range(1, 21))
    watched.rows.row(section, 5)["title"] = None
    line = await watched.line(section)
    assert (numbers(line), line.damaged) == ([*range(1, 21)], 0)
    assert len(watched.asked()) <= 1 + 2 + 4 + 1, "halves and quarters of the queue, then the list of its own"


async def test_a_bad_row_costs_itself_and_no_other(watched: Watched) -> None:
    watched.moderation.wait(Section.APPLICATIONS, *range(1, 121))
    watched.rows.row(Section.APPLICATIONS, 60)["_orphan"] = True
    line = await watched.line(Section.APPLICATIONS)
    assert (numbers(line), line.damaged) == ([one for one in range(1, 121) if one != 60], 1)
    assert (line.count, line.is_whole) == (120, True)
    assert len(watched.asked()) <= 3 + 12


@every_kind
async def test_a_long_line_is_read_to_its_end(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, *range(1, 251))
    line = await watched.line(section)
    assert (numbers(line), line.is_whole) == ([*range(1, 251)], True)
    chunk = 50 if section in (Section.APPLICATIONS, Section.TASK_REPORTS, Section.PURCHASES) else 100
    skips = [query.get("skip") for _, query in watched.asked()]
    assert skips == ([None] if section is Section.PROMOTIONS else [str(skip) for skip in range(0, 251, chunk)])


@every_kind
async def test_a_line_without_an_end_is_bounded_and_says_so(watched: Watched, section: Section) -> None:
    row = watched.rows.rows(section)[0]
    made = {"created_at": FIRST.replace(tzinfo=None).isoformat(), state_key(section): "pending"}
    waiting = [{**row, **made, identity(section): number} for number in range(1, LINE_AT_MOST + 2)]
    watched.rows.rows(section)[:] = waiting
    line = await watched.line(section)
    assert (len(line.items), line.is_whole) == (LINE_AT_MOST, False)
    assert len(watched.asked()) <= LINE_AT_MOST // 50


async def test_what_moves_while_a_line_is_read_stands_in_it_once(watched: Watched) -> None:
    page = [{"id": number, "entity_type": "event", "title": "x", "created_at": None} for number in range(1, 101)]
    watched.tabys.fail_next(QUEUE, faults.wrong_type(page))
    watched.tabys.fail_next(QUEUE, faults.wrong_type([page[-1], {**page[0], "id": 101}]))
    assert numbers(await watched.line(Section.EVENTS)) == [*range(1, 102)]


async def test_rows_of_other_kinds_and_states_are_no_part_of_a_line(watched: Watched) -> None:
    row = {"title": "x", "created_at": "2026-11-01T08:00:00", "moderation_status": "pending"}
    answer = [
        {**row, "id": 1, "entity_type": "vacancy"},
        {**row, "id": 2, "entity_type": "event", "moderation_status": "approved"},
        {**row, "id": 3, "entity_type": "event"},
        {**row, "id": 4},
    ]
    watched.tabys.fail_next(QUEUE, faults.wrong_type(answer))
    assert numbers(await watched.line(Section.EVENTS)) == [3, 4]
    applications = [{"id": 1, "status": "approved"}, {"id": 2, "status": "pending"}, {"id": 3}]
    watched.tabys.fail_next("/applications", faults.wrong_type({"applications": applications}))
    assert numbers(await watched.line(Section.APPLICATIONS)) == [2, 3]


@pytest.mark.parametrize("since", [None, "", "yesterday", 5, {}, "0001-01-01T00:00:00", "2026-11-01T08:00:00Zzz"])
async def test_what_does_not_tell_when_it_was_made_stands_in_front(watched: Watched, since: object) -> None:
    row = {"entity_type": "event", "title": "x"}
    answer = [{**row, "id": 1, "created_at": "2026-11-01T08:00:00"}, {**row, "id": 2, "created_at": since}]
    watched.tabys.fail_next(QUEUE, faults.wrong_type(answer))
    first, second = (await watched.line(Section.EVENTS)).items
    assert (first.entity.id, first.since, second.since) == (2, None, FIRST)


@pytest.mark.parametrize("form", ["2026-11-01T08:00:00", "2026-11-01T08:00:00Z", "2026-11-01T13:00:00.000+05:00"])
async def test_moments_are_read_in_all_their_forms(watched: Watched, form: str) -> None:
    watched.tabys.fail_next(QUEUE, faults.wrong_type([{"id": 1, "created_at": form}]))
    (item,) = (await watched.line(Section.EVENTS)).items
    assert item.since == FIRST


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("id", "request_id", "title", "title_kz", "created_at", "moderation_status", "status", "volunteer", "unheard_of")
ROW = JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON))


@every_kind
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(ROW, max_size=6))
async def test_no_row_breaks_a_line(watched: Watched, section: Section, rows: list[Any]) -> None:
    good = {identity(section): 7, "title": "x", "created_at": "2026-11-01T08:00:00"}
    watched.tabys.heal()
    watched.tabys.fail_next({**ALONE, **dict.fromkeys(KINDS, QUEUE)}[section], faults.wrong_type([*rows, good]))
    line = await watched.line(section)
    assert 7 in numbers(line)
    assert line.count <= len(rows) + 1
    assert all(item.entity.values[state_field(section)] == "pending" for item in line.items)


async def test_rows_without_a_number_are_counted_as_damaged(watched: Watched) -> None:
    rows = [{"id": 1}, {"id": None}, {"id": "2"}, {"id": 2**31}, {"id": True}, {}, "x", None]
    watched.tabys.fail_next(QUEUE, faults.wrong_type(rows))
    line = await watched.line(Section.EVENTS)
    assert (numbers(line), line.damaged, line.is_whole) == ([1], 7, True)


async def test_what_no_way_leads_to_is_told_as_it_is(watched: Watched) -> None:
    watched.tabys.fail_next("moderation", faults.crash, times=1000)
    failure = await watched.failure(Section.EVENTS)
    assert isinstance(failure, Broken)
    watched.tabys.heal()
    for path in (QUEUE, OWN[Section.EVENTS], OWN[Section.EVENTS].replace("pending", "all-statuses")):
        watched.tabys.withdraw("GET", path)
    assert isinstance(await watched.failure(Section.EVENTS), NotServed)


async def test_a_refusal_is_not_walked_round(watched: Watched) -> None:
    watched.tabys.fail_next(QUEUE, faults.answer(403, '{"detail": "x"}'))
    assert isinstance(await watched.failure(Section.EVENTS), AccessRefused)
    assert watched.paths() == [QUEUE]
    assert isinstance(await watched.failure(Section.APPLICATIONS, Role.MSB), AccessRefused)


async def test_a_slow_queue_is_not_asked_for_in_a_heavier_way(watched: Watched) -> None:
    watched.tabys.fail_next(QUEUE, faults.out_of_time(20))
    assert isinstance(await watched.failure(Section.EVENTS), TooSlow)
    assert watched.paths() == [QUEUE]


async def test_who_came_an_hour_later_stands_behind(watched: Watched) -> None:
    watched.moderation.wait(Section.COURSES, 7)
    watched.rows.put(Section.COURSES, 2, FIRST + timedelta(hours=1))
    watched.tabys.touch("courses", 7)
    assert numbers(await watched.line(Section.COURSES)) == [7, 2]
