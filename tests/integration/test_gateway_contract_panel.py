"""Both keepers narrow, search and count alike, and let administrators do the same."""

import pytest

from tabys_bot.application.failures import (
    RecordGone,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import View
from tests.integration.gateways import (
    AIDA,
    BOLAT,
    COUNT,
    NEWS,
    World,
    world,
)

__all__ = ["world"]  # the fixture: memory, then HTTP


async def test_a_list_is_narrowed_to_a_state(world: World) -> None:
    session = await world.session()
    drafts = View({"publication": "draft"})
    assert [entity.id for entity in (await world.page(session, NEWS, view=drafts)).items] == [1, 2, 3]
    published = View({"publication": "published"})
    assert (await world.page(session, NEWS, view=published)).items == ()
    rejected = View({"moderation": "rejected"})
    assert (await world.page(session, NEWS, view=rejected)).items == ()


@pytest.mark.parametrize("text", ["ЕРІКТІ 12", "12 ерікті", "700 000 00 12", "+77000000012"])
async def test_words_and_phones_are_found_however_they_are_typed(world: World, text: str) -> None:
    page = await world.page(await world.session(), view=View(text=text))
    assert ([entity.id for entity in page.items], page.total, page.looked_at) == ([12], 1, None)


async def test_what_is_found_is_shown_in_pages(world: World) -> None:
    session, view = await world.session(), View(text="ерікті")
    pages = [await world.page(session, offset=offset, view=view) for offset in (0, 8, 16)]
    assert [entity.id for page in pages for entity in page.items] == [*range(1, COUNT + 1)]
    assert [(page.has_next, page.total) for page in pages] == [(True, COUNT), (True, COUNT), (False, COUNT)]


async def test_states_of_moderation_are_counted(world: World) -> None:
    counts = (await world.entities.counts(await world.session(), NEWS)).unwrap()
    assert {state: count for state, count in counts.items() if count} == {"pending": 3}


async def test_who_is_signed_in_can_be_seen_and_sent_away(world: World) -> None:
    await world.admitted(Role.NPO, BOLAT)
    session = await world.session()
    seen = {one.telegram_user_id: one for one in (await world.administration.sessions(session)).unwrap()}
    assert {number: (one.role, one.telegram_name) for number, one in seen.items()} == {
        AIDA.id: (Role.SUPER_ADMIN, seen[AIDA.id].telegram_name),
        BOLAT.id: (Role.NPO, "@bolat"),
    }
    assert None not in [one.since for one in seen.values()] + [one.last_activity for one in seen.values()]
    assert await world.administration.revoke(session, BOLAT.id) == Success(None)
    assert await world.auth.restore(BOLAT.id) == Failure(RecordGone())
    assert await world.administration.revoke(session, BOLAT.id) == Failure(RecordGone())
    assert [one.telegram_user_id for one in (await world.administration.sessions(session)).unwrap()] == [AIDA.id]


@pytest.mark.parametrize("approve", [True, False])
async def test_who_waits_is_let_in_or_not_and_waits_no_more(world: World, approve: bool) -> None:  # noqa: FBT001
    session = await world.session()
    first, *others = (await world.administration.registrations(session)).unwrap()
    decided = await world.administration.decide(session, first.admin_id, approve=approve, reason="Құжат жоқ")
    assert decided == Success(None)
    assert (await world.administration.registrations(session)).unwrap() == tuple(others)
    outcome = await world.administration.decide(session, 999_999, approve=approve, reason="")
    assert outcome == Failure(RecordGone())


@pytest.mark.parametrize("stretch", Stretch)
async def test_the_numbers_go_by_the_names_of_tabys(world: World, stretch: Stretch) -> None:
    numbers = (await world.administration.numbers(await world.session(), stretch)).unwrap()
    assert {"total_users", "active_today", "new_registrations_month"} <= set(numbers.people)
    assert {"total_logins", "failed_logins", "unique_users"} <= set(numbers.logins)
    assert {"total_actions", "creates", "updates", "deletes", "views"} <= set(numbers.actions)
    assert {"total_events", "errors", "warnings", "critical"} <= set(numbers.events)
    assert {"admin"} <= set(numbers.roles)
    assert sum(numbers.touched.values()) > 0
