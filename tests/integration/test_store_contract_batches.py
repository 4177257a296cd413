"""What every store promises about decisions on several records."""

from dataclasses import replace

from tabys_bot.domain.batches import BATCH_KEPT_FOR, LONGEST_REASON, MARKED_AT_MOST, Item, Result
from tests.integration.moderated import batch, over
from tests.integration.stores import HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_a_batch_comes_back_as_it_was(world: World) -> None:
    begun = batch(begun_at=world.clock.now())
    await world.store.save_batch(begun, was=None)
    await world.store.save_batch(batch("other_1", act="of another version", reason="", message_id=0), was=None)
    assert await world.store.batch("a1B2") == begun
    assert await world.store.batch("other_1") == batch("other_1", act="of another version", reason="", message_id=0)
    assert await world.store.batch("a1B") is None


async def test_the_latest_state_counts(world: World) -> None:
    assert await world.store.save_batch(batch(), was=None)
    further = batch(revision=2**48).noting(Item(19, Result.UNSURE, "Каток", "lost"))
    assert await world.store.save_batch(further, was=0)
    assert await world.store.batch("a1B2") == further


async def test_who_did_not_see_the_latest_state_does_not_write_over_it(world: World) -> None:
    """An instance may wake after another has gone on."""
    await world.store.save_batch(batch(revision=1), was=None)
    await world.store.save_batch(batch(revision=2), was=1)
    for was in (None, 0, 1, 3):
        assert not await world.store.save_batch(over(batch(revision=4)), was=was)
    assert not await world.store.save_batch(batch("other"), was=1)
    assert await world.store.batch("a1B2") == batch(revision=2)
    assert await world.store.open_batches() == ("a1B2",)


async def test_storing_the_very_same_again_is_no_conflict(world: World) -> None:
    """The answer to the first time was lost."""
    await world.store.save_batch(batch(revision=1), was=None)
    assert await world.store.save_batch(batch(revision=1), was=None)
    assert await world.store.save_batch(batch(revision=2, reason="ұ" * 900), was=1)
    assert await world.store.save_batch(batch(revision=2, reason="ұ" * 900), was=1)


async def test_of_two_who_go_on_from_the_same_state_one_does(world: World) -> None:
    await world.store.save_batch(batch(), was=None)
    both = [batch().anew(), batch().anew()]
    assert [await world.store.save_batch(one, was=0) for one in both] == [True, False]


async def test_those_that_are_not_over_are_known(world: World) -> None:
    assert await world.store.open_batches() == ()
    for batch_id in ("first", "second", "third"):
        await world.store.save_batch(batch(batch_id), was=None)
    await world.store.save_batch(over(batch("second")), was=0)
    await world.store.save_batch(over(batch("fourth")), was=None)
    assert set(await world.store.open_batches()) == {"first", "third"}
    assert await world.store.batch("second") == over(batch("second"))


async def test_what_is_tried_again_is_open_again(world: World) -> None:
    await world.store.save_batch(over(batch()), was=None)
    await world.store.save_batch(batch(), was=0)
    assert await world.store.open_batches() == ("a1B2",)


async def test_a_batch_is_kept_for_a_week_after_its_last_change(world: World) -> None:
    for batch_id in ("first", "second"):
        await world.store.save_batch(batch(batch_id), was=None)
    await world.wait(BATCH_KEPT_FOR - HOUR)
    await world.store.save_batch(batch("second", message_id=6), was=0)
    assert set(await world.store.open_batches()) == {"first", "second"}
    await world.wait(HOUR)
    assert await world.store.open_batches() == ("second",)
    assert await world.store.batch("first") is None
    assert await world.store.batch("second") == batch("second", message_id=6)
    await world.wait(BATCH_KEPT_FOR)
    assert await world.store.open_batches() == ()


async def test_long_and_many_things_are_bounded(world: World) -> None:
    items = tuple(Item(number, Result.FAILED, "👩" * 300, "x" * 300) for number in range(1, MARKED_AT_MOST + 9))
    await world.store.save_batch(batch(items=items, reason="ұ" * 900), was=None)
    found = await world.store.batch("a1B2")
    assert found is not None
    assert found == found.bounded()
    assert [item.entity_id for item in found.items] == list(range(1, MARKED_AT_MOST + 1))
    assert found.reason == "ұ" * LONGEST_REASON
    assert {(item.title, item.why) for item in found.items} == {("👩" * 199 + "…", "x" * 64)}


async def test_half_a_symbol_does_not_keep_a_batch_from_being_stored(world: World) -> None:
    await world.store.save_batch(batch(items=(Item(17, title="До\ud83dм\x00"),), reason="сло\ud83dво"), was=None)
    assert await world.store.batch("a1B2") == batch(items=(Item(17, title="Дом"),), reason="слово")


async def test_batches_of_one_admin_do_not_meet_those_of_another(world: World) -> None:
    hers, his = batch("hers"), batch("his", visitor_id=8, admin_id=42)
    await world.store.save_batch(hers, was=None)
    await world.store.save_batch(replace(his, reason="no_photo"), was=None)
    assert [await world.store.batch(batch_id) for batch_id in ("hers", "his")] == [
        hers,
        replace(his, reason="no_photo"),
    ]
