"""What waits at the fake Tabys, and a moderator with a phone who takes his time."""

from datetime import UTC, datetime, timedelta
from itertools import count

from tabys_bot.application.screens.intents import Intent
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import Step, Tap, fills
from tests.integration.moderation_worlds import HttpDesk, identity, state_key
from tests.integration.servers.bot_api_state import SeenMessage
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_wire import Row
from tests.integration.whole_bot import Person

_FIRST = datetime(2025, 5, 1, 8, tzinfo=UTC)  # long ago: nobody has to look for what came before it meanwhile
_A_LOOK = timedelta(seconds=1)
APPROVE, REJECT, NEXT, LAST = Tap("✅ Одобрить"), Tap("❌ Отклонить"), Tap("⏭ Пропустить"), Tap("◀ Предыдущая")
OWN_WORDS, NO_REASON = Tap("Своими словами"), Tap("Без причины")


class InLine:
    """All that waits, nothing at first; whatever is put there is newer than what was put before."""

    def __init__(self, tabys: TabysServer) -> None:
        self._desk = HttpDesk(tabys)
        self._hours = count()
        for section in MODERATED:
            self._desk.clear(section)

    def put(self, section: Section, number: int, **columns: object) -> Row:
        self._desk.put(section, number, _FIRST + timedelta(hours=next(self._hours)))
        row = self._desk.row(section, number)
        row.update(columns)
        return row

    def events(self, *numbers: int) -> None:
        for number in numbers:
            self.put(Section.EVENTS, number, title=f"Кеш {number}")

    def drop(self, section: Section, number: int) -> None:
        self._desk.drop(section, number)

    def decide(self, section: Section, number: int, state: str) -> None:
        """As somebody does in the web panel."""
        self._desk.row(section, number)[state_key(section)] = state

    def state(self, section: Section, number: int) -> object:
        return self._desk.row(section, number)[state_key(section)]

    def states(self, section: Section) -> str:
        """The first letters of them all, by number: «apr»."""
        numbers = sorted(row[identity(section)] for row in self._desk.rows(section))
        return "".join(str(self.state(section, number))[0] for number in numbers)


async def goes(person: Person, *steps: Step | Intent) -> SeenMessage:
    """Do these one after another, each after a look at the screen; the screen at the end."""
    for step in steps:
        person.world.clock.ahead += _A_LOOK
        if isinstance(step, str | Tap | bytes):
            await fills(person, step)
        else:
            await person.forges(step)
    return person.screen
