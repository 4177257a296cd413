"""What every store promises about the history of records."""

import asyncio
from dataclasses import replace

from tabys_bot.domain.history import CHANGES_AT_MOST, ENTRIES_AT_MOST, KEPT_FOR, LONGEST_SIDE, Change, Entry
from tabys_bot.domain.sections import Section
from tests.integration.stores import HOUR, MINUTE, World, world
from tests.integration.written import entry

__all__ = ["world"]  # the fixture: memory, then Redis


async def history(world: World, section: Section = Section.EVENTS, entity_id: int = 17) -> list[Entry]:
    return list(await world.store.history_of(section, entity_id))


async def noted(world: World, number: int) -> list[Entry]:
    """So many entries, a minute between them."""
    entries = []
    for index in range(number):
        await world.wait(MINUTE)
        entries.append(entry(world.clock.now(), title=f"Марафон {index}"))
        await world.store.note(entries[-1])
    return entries


async def test_what_was_written_comes_back_the_latest_in_front(world: World) -> None:
    first, second = await noted(world, 2)
    unsure = entry(world.clock.now(), act="delete", changes={}, sure=False)
    await world.store.note(unsure)
    assert await history(world) == [unsure, second, first]


async def test_each_record_has_a_history_of_its_own(world: World) -> None:
    now = world.clock.now()
    records = [(Section.EVENTS, 17), (Section.EVENTS, 1), (Section.NEWS, 17)]
    entries = [entry(now, section=section, entity_id=number) for section, number in records]
    for one in entries:
        await world.store.note(one)
    assert [await history(world, *record) for record in records] == [[one] for one in entries]
    assert await history(world, Section.EVENTS, 7) == []


async def test_the_last_twenty_are_kept(world: World) -> None:
    entries = await noted(world, ENTRIES_AT_MOST + 3)
    assert await history(world) == list(reversed(entries[3:]))


async def test_none_is_lost_of_those_noted_at_once(world: World) -> None:
    entries = [entry(world.clock.now(), admin_id=number) for number in range(1, ENTRIES_AT_MOST + 1)]
    await asyncio.gather(*map(world.store.note, entries))
    assert {one.admin_id for one in await history(world)} == {one.admin_id for one in entries}


async def test_the_very_same_is_noted_once(world: World) -> None:
    (once,) = await noted(world, 1)
    await world.store.note(once)
    other = replace(once, admin_id=5)
    await world.store.note(other)
    await world.store.note(once)
    assert await history(world) == [once, other, once]


async def test_each_is_kept_for_half_a_year(world: World) -> None:
    await noted(world, 1)
    await world.wait(KEPT_FOR - HOUR)
    (later,) = await noted(world, 1)
    assert len(await history(world)) == 2
    await world.wait(HOUR)
    assert await history(world) == [later]
    await world.wait(KEPT_FOR)
    assert await history(world) == []


async def test_long_and_many_changes_are_bounded(world: World) -> None:
    changes = {f"key{number}": Change("ұ" * 20_000, "слово " * 50) for number in range(CHANGES_AT_MOST + 9)}
    long = entry(world.clock.now(), title="ұ" * 500, admin_name="я" * 500, changes=changes)
    await world.store.note(long)
    (found,) = await history(world)
    side = Change("ұ" * (LONGEST_SIDE - 1) + "…", "слово " * 32 + "слово…")
    assert found.changes == {f"key{number}": side for number in range(CHANGES_AT_MOST)}
    assert (found.title, found.admin_name) == ("ұ" * 199 + "…", "я" * 199 + "…")


async def test_what_hides_or_reorders_is_taken_out(world: World) -> None:
    changes = {"te\nxt": Change("a\u202eb\x00\r\nc\ud83d ", "\ufeff")}
    await world.store.note(entry(world.clock.now(), title="До\u202eм\nдва", admin_name="Ай\x07да\n", changes=changes))
    (found,) = await history(world)
    assert (found.title, found.admin_name) == ("Дом два", "Айда")
    assert found.changes == {"te xt": Change("ab\nc", "")}
