"""Whatever two moderators do, and whatever comes and goes meanwhile: nothing is shown twice, nothing is missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tabys_bot.application.screens.intents import Decide, Intent, NextWaiting, Reason, StartKind, StartQueue
from tabys_bot.application.screens.screen import Screen
from tabys_bot.domain.moderation import Lineup, Place, Waiting, next_after, state_field, waits
from tabys_bot.domain.records import LARGEST_ID, Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.endings import intents
from tests.unit.queue_scene import FIRST, joined, moderator, place, shown, waiting
from tests.unit.saving_scene import Desk
from tests.unit.scene import BOLAT

KINDS = (Section.EVENTS, Section.NEWS, Section.APPLICATIONS)
Record = tuple[Section, int]
_kinds, _minutes = st.sampled_from(KINDS), st.integers(0, 12)
# between two presses pass some seconds: lines are kept for 30
_step = st.tuples(st.integers(0, 1), st.sampled_from(["approve", "reject", "skip"]), st.sampled_from([1, 1, 2, 10, 40]))
# what comes is new, or has waited before
_arrival = st.tuples(_kinds, st.none() | _minutes)
_happenings = st.lists(st.one_of(_step, _step, _step, _arrival, st.integers(0, 30)), max_size=40)


@dataclass
class Walker:
    """A moderator on his way from the beginning of a line to its end. `left`: what the end says that waits."""

    desk: Desk
    kind: Section | None
    screen: Screen | None = None
    seen: list[Record] = field(default_factory=list)
    is_over: bool = False
    left: int = 0

    async def step(self, way: str) -> bool:
        """Whether it was not the last one."""
        if self.is_over:
            return False
        if self.screen is None:
            return await self._press(StartKind(self.kind) if self.kind else StartQueue())
        (approve,) = (one for one in intents(self.screen) if isinstance(one, Decide) and one.act == "approve")
        ways: Mapping[str, Intent] = {
            "approve": approve,
            "reject": replace(approve, act="reject", reason=Reason("unfit")),
            "skip": NextWaiting(approve.section, approve.entity_id, approve.place, approve.line),
        }
        return await self._press(ways[way])

    async def _press(self, intent: Intent) -> bool:
        self.screen = await self.desk.press(intent)
        while shown(self.screen) is None and (going_on := _going_on(self.screen)):
            self.screen = await self.desk.press(going_on)
        found = shown(self.screen)
        if found:
            self.seen.append(found)
            return True
        self.is_over = True
        label = asks(self.screen).get(StartQueue(), "(0)")
        self.left = int(label[label.index("(") + 1 : -1])
        return False


def _going_on(screen: Screen) -> NextWaiting | None:
    """The way on, where somebody else has decided on many in a row."""
    return next((one for one in intents(screen) if isinstance(one, NextWaiting)), None)


@dataclass
class World:
    """What waits, and who decides on it. `due`: what each walker must be shown, or find decided."""

    walkers: tuple[Walker, Walker]
    due: tuple[set[Record], set[Record]]
    last: int = 100

    @property
    def desk(self) -> Desk:
        return self.walkers[0].desk

    async def happen(self, what: object) -> None:
        match what:
            case (int(who), str(way), int(pause)):
                self.desk.bot.clock.advance(timedelta(seconds=pause))
                await self.walkers[who].step(way)
            case (Section() as kind, None | int() as minutes):
                self._arrive(kind, minutes)
            case int(which):
                self._leave(which)

    def _arrive(self, kind: Section, minutes: int | None) -> None:
        self.last += 1
        self.desk.bot.clock.advance(timedelta(seconds=1))
        entity = waiting(kind, self.last, minutes or 0)
        if minutes is None:
            entity = replace(entity, values={**entity.values, "created_at": self.desk.bot.clock.now()})
        self.desk.tabys.records[kind].append(entity)
        if minutes is None:
            for walker, due in zip(self.walkers, self.due, strict=True):
                due.update({(kind, self.last)} if not walker.is_over else ())

    def _leave(self, which: int) -> None:
        """Somebody decides in the web panel."""
        still = sorted(self.waiting())
        if still:
            kind, number = still[which % len(still)]
            self.desk.tabys.change(kind, number, **{state_field(kind): "approved"})

    def waiting(self) -> set[Record]:
        records = (one for kind in KINDS for one in self.desk.tabys.records[kind])
        return {(one.section, one.id) for one in records if waits(one)}

    async def finish(self, walker: Walker) -> None:
        """To the end, which tells all that is left."""
        was_over = walker.is_over
        while await walker.step("skip"):
            self.desk.bot.clock.advance(timedelta(seconds=1))
        assert was_over or walker.kind or walker.left == len(self.waiting())


async def world(records: Sequence[tuple[Section, int]], kinds: Sequence[Section | None], *, apart: bool) -> World:
    """`apart`: whether the two are at different instances."""
    entities = [waiting(kind, number, minutes) for number, (kind, minutes) in enumerate(records, 1)]
    anna = await moderator(entities)
    bolat = await joined(anna.elsewhere() if apart else anna, BOLAT)
    at_first = {(one.section, one.id) for one in entities}
    return World((Walker(anna, kinds[0]), Walker(bolat, kinds[1])), (set(at_first), set(at_first)))


@given(
    records=st.lists(st.tuples(_kinds, _minutes), max_size=12),
    happenings=_happenings,
    kinds=st.tuples(st.none() | _kinds, st.none() | _kinds),
    apart=st.booleans(),
)
@settings(max_examples=200)
async def test_a_walk_shows_nothing_twice_and_misses_nothing_that_waits(
    records: list[tuple[Section, int]],
    happenings: list[object],
    kinds: tuple[Section | None, Section | None],
    *,
    apart: bool,
) -> None:
    here = await world(records, kinds, apart=apart)
    for what in happenings:
        await here.happen(what)
    for walker, due in zip(here.walkers, here.due, strict=True):
        await here.finish(walker)
        assert len(set(walker.seen)) == len(walker.seen)
        still = {record for record in here.waiting() & due if walker.kind in (None, record[0])}
        assert still <= set(walker.seen)
    done = [(section, number) for section, _, number in here.desk.written()]
    assert len(set(done)) == len(done)
    assert len(here.desk.tabys.attempts) == len(done)


async def test_what_has_just_come_is_not_shown_before_what_came_earlier_to_a_line_that_was_read_earlier() -> None:
    events, news = KINDS[0], KINDS[1]
    anna = await moderator([waiting(events, 1), waiting(news, 7, 1)])
    clock = anna.bot.clock

    def arrive(kind: Section, number: int) -> None:
        clock.advance(timedelta(seconds=5))
        anna.tabys.records[kind].append(waiting(kind, number, created_at=clock.now()))

    assert shown(await anna.press(StartKind(events))) == (events, 1)  # keeps the line of events
    arrive(events, 2)
    arrive(news, 8)
    assert shown(await anna.press(StartKind(news))) == (news, 7)  # keeps that of news, with the newer one
    clock.advance(timedelta(seconds=5))
    screen = await anna.press(NextWaiting(news, 7, place(1)))
    assert shown(screen) == (events, 2)
    (at,) = (one for one in intents(screen) if isinstance(one, Decide) and one.act == "approve")
    assert shown(await anna.press(NextWaiting(events, 2, at.place))) == (news, 8)


@given(
    records=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 50)), unique_by=lambda one: one[1], max_size=20),
    data=st.data(),
)
def test_what_stands_behind_a_place_does_not_depend_on_what_still_stands_there(
    records: list[tuple[int, int]], data: st.DataObject
) -> None:
    items = [Waiting(Entity(KINDS[0], number, {}), FIRST + timedelta(minutes=at)) for at, number in records]
    lineup, seen = Lineup(tuple(items)), list[Waiting]()
    while found := next_after(lineup.items, seen[-1].place if seen else None):
        seen.append(found)
        for gone in data.draw(st.lists(st.sampled_from(seen), max_size=3)):
            lineup = lineup.without(gone.entity.id)
    assert seen == sorted(items, key=lambda one: one.place)


def test_a_place_never_is_more_than_a_button_carries() -> None:
    late = Place.of(KINDS[0], 7, FIRST.replace(year=2199))
    assert late.since == LARGEST_ID
    assert Place.of(KINDS[0], 7, late.since) == late
    assert Place.of(KINDS[0], 7, FIRST.replace(year=1900)) == Place.of(KINDS[0], 7, None)
