"""What every store promises about the handles of pictures that were sent."""

from tests.integration.stores import DAY, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

POSTER, AVATAR = "https://media.tabys.example/постер 1.jpg", "https://media.tabys.example/avatar.jpg"


async def test_a_picture_that_was_never_sent_has_no_handle(world: World) -> None:
    assert await world.store.handle_of(POSTER) is None


async def test_the_latest_handle_of_an_address_is_told(world: World) -> None:
    await world.store.note_sent(POSTER, "AgACAgIAAx-1")
    await world.store.note_sent(AVATAR, "AgACAgIAAx-2")
    await world.store.note_sent(POSTER, "AgACAgIAAx-3")
    handles = [await world.store.handle_of(address) for address in (POSTER, AVATAR, POSTER + "?")]
    assert handles == ["AgACAgIAAx-3", "AgACAgIAAx-2", None]


async def test_a_forgotten_handle_is_gone_and_no_other(world: World) -> None:
    await world.store.note_sent(POSTER, "AgACAgIAAx-1")
    await world.store.note_sent(AVATAR, "AgACAgIAAx-2")
    await world.store.forget_sent(POSTER)
    await world.store.forget_sent(POSTER)
    assert [await world.store.handle_of(address) for address in (POSTER, AVATAR)] == [None, "AgACAgIAAx-2"]


async def test_a_handle_is_kept_for_a_month_after_it_was_noted(world: World) -> None:
    await world.store.note_sent(POSTER, "AgACAgIAAx-1")
    await world.wait(30 * DAY - HOUR)
    assert await world.store.handle_of(POSTER) == "AgACAgIAAx-1"
    await world.wait(HOUR)
    assert await world.store.handle_of(POSTER) is None
