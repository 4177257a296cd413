"""The inbox of the web chat tells each page what it has not seen, whatever happened to the server meanwhile."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.web.inbox import Event, WebInbox
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.outcome import Failure, Success
from tests.unit.leaping import leaping

AIDA, BOLAT = 1_000_000_001, 1_000_000_002


def screen(number: int) -> Screen:
    return Screen(f"Screen {number}")


async def test_a_page_sees_what_was_told_once_and_in_order() -> None:
    inbox = WebInbox(clock=ManualClock())
    first, second = [(await inbox.tell(AIDA, screen(number))).unwrap() for number in (1, 2)]
    events, seen = inbox.since(AIDA, 0)
    assert events == (Event("new", first, screen(1)), Event("new", second, screen(2)))
    assert inbox.since(AIDA, seen) == ((), seen)
    assert inbox.since(BOLAT, 0) == ((), seen)


async def test_a_change_is_told_apart_from_what_is_new() -> None:
    inbox = WebInbox(clock=ManualClock())
    number = (await inbox.tell(AIDA, screen(1))).unwrap()
    _, seen = inbox.since(AIDA, 0)
    assert await inbox.change(AIDA, number, screen(2)) == Success(None)
    assert inbox.since(AIDA, seen)[0] == (Event("change", number, screen(2)),)
    assert inbox.since(AIDA, 0)[0] == (Event("new", number, screen(2)),)  # to a page that was not there before


async def test_a_change_to_the_same_is_no_event() -> None:
    inbox = WebInbox(clock=ManualClock())
    number = (await inbox.tell(AIDA, screen(1))).unwrap()
    _, seen = inbox.since(AIDA, 0)
    assert await inbox.change(AIDA, number, screen(1)) == Success(None)
    assert inbox.since(AIDA, seen) == ((), seen)


async def test_only_his_own_messages_that_are_kept_can_be_changed() -> None:
    clock = ManualClock()
    inbox = WebInbox(clock=clock)
    number = (await inbox.tell(AIDA, screen(1))).unwrap()
    assert await inbox.change(BOLAT, number, screen(2)) == Failure(Undelivered.REFUSED)
    assert await inbox.change(AIDA, number + 1, screen(2)) == Failure(Undelivered.REFUSED)
    clock.advance(timedelta(days=1, seconds=1))
    assert await inbox.change(AIDA, number, screen(2)) == Failure(Undelivered.REFUSED)
    assert inbox.since(AIDA, 0)[0] == ()


async def test_a_page_that_knew_an_earlier_run_sees_everything_of_this_one() -> None:
    clock = ManualClock()
    before = WebInbox(clock=clock)
    old = [(await before.tell(AIDA, screen(number))).unwrap() for number in range(40)]
    _, seen = before.since(AIDA, 0)
    clock.advance(timedelta(seconds=1))
    after = WebInbox(clock=clock)
    new = (await after.tell(AIDA, screen(1))).unwrap()
    assert new not in old
    assert after.since(AIDA, seen)[0] == (Event("new", new, screen(1)),)


async def test_a_clock_that_was_set_back_hides_nothing() -> None:
    clock = ManualClock()
    _, seen = WebInbox(clock=clock).since(AIDA, 0)
    clock.advance(timedelta(hours=-1))
    inbox = WebInbox(clock=clock)
    number = (await inbox.tell(AIDA, screen(1))).unwrap()
    events, last = inbox.since(AIDA, seen)
    assert events == (Event("new", number, screen(1)),)
    assert inbox.since(AIDA, last)[0] == ()


async def test_of_too_much_the_oldest_is_forgotten() -> None:
    inbox = WebInbox(clock=ManualClock())
    for number in range(60):
        await inbox.tell(AIDA, screen(number))
    assert [event.screen for event in inbox.since(AIDA, 0)[0]] == [screen(number) for number in range(10, 60)]
    for visitor_id in range(1, 201):
        await inbox.tell(visitor_id, screen(1))
    assert inbox.since(AIDA, 0)[0] == ()
    assert len(inbox.since(1, 0)[0]) == 1


@given(st.lists(st.tuples(st.sampled_from(["tell", "change", "fetch"]), st.integers(0, 9)), max_size=40))
@leaping
async def test_a_page_that_asks_again_and_again_shows_what_stands(steps: list[tuple[str, int]]) -> None:
    inbox, seen = WebInbox(clock=ManualClock()), 0
    stands, page = dict[int, Screen](), dict[int, Screen]()
    for step, number in [*steps, ("fetch", 0)]:
        if step == "tell":
            stands[(await inbox.tell(AIDA, screen(number))).unwrap()] = screen(number)
        elif step == "change" and stands:
            message_id = list(stands)[number % len(stands)]
            await inbox.change(AIDA, message_id, screen(number))
            stands[message_id] = screen(number)
        elif step == "fetch":
            events, seen = inbox.since(AIDA, seen)
            assert all((event.kind == "change") == (event.message_id in page) for event in events)
            page |= {event.message_id: event.screen for event in events}
    assert page == stands
