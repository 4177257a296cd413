"""A form as a person fills it in on his phone, and what of it has reached Tabys."""

from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web

from tabys_bot.application.screens.intents import OpenCard, StartAct
from tabys_bot.domain.sections import Section
from tests.integration.servers.bot_api_state import SeenMessage
from tests.integration.servers.tabys_faults import Fault, Proceed
from tests.integration.servers.tabys_wire import Call, Reply, Row
from tests.integration.whole_bot import Person, World


@dataclass(frozen=True, slots=True)
class Tap:
    """A press on the button with this label, or on the first whose label contains it."""

    label: str


# a text that is typed, a button that is pressed, a photo that is sent
Step: TypeAlias = str | Tap | bytes
SKIP, KEEP, READY, SAME = Tap("Пропустить"), Tap("Оставить"), Tap("✅ Готово"), Tap("= Как на казахском")
SAVE, OPEN = Tap("✅ Сохранить"), Tap("Открыть карточку")


async def fills(person: Person, *steps: Step) -> SeenMessage:
    """Do these one after another; the screen at the end."""
    for step in steps:
        match step:
            case Tap(label):
                await person.presses(label)
            case bytes():
                await sends_photo(person, step)
            case str():
                await person.says(step)
    return person.screen


async def creates(person: Person, section: Section, *steps: Step, parent: int = 0) -> SeenMessage:
    """Begin a new record and do these."""
    await person.forges(StartAct(section, "create", parent=parent))
    return await fills(person, *steps)


async def on_card(
    person: Person, section: Section, number: int, *steps: Step, parent: int = 0, back: int = 0
) -> SeenMessage:
    """Open the card of a record and do these there."""
    await person.forges(OpenCard(section, number, back, parent=parent))
    assert f"ID: {number}" in person.screen.text, person.screen.text
    return await fills(person, *steps)


async def sends_photo(person: Person, content: bytes) -> None:
    telegram = person.world.telegram
    before = len(telegram.chat(person.id))
    await telegram.photo(person.id, content, language_code=person.language)
    await telegram.wait_for(lambda: len(telegram.chat(person.id)) > before + 1)  # the photo, and the answer to it
    await person.world.poller.idle()


def writes(world: World) -> list[Call]:
    """The calls that may have changed a record."""
    calls = (call for call in world.tabys.calls if call.method not in {"GET", "HEAD"})
    return [call for call in calls if "/telegram-auth/" not in call.path]


def written(world: World) -> list[str]:
    """Method and path of each."""
    return [f"{call.method} {call.path}" for call in writes(world)]


def row(world: World, rows: str, number: int) -> Row:
    return next(one for one in world.tabys.records(rows) if one["id"] == number)


def said(one: Row, *names: str) -> tuple[object, ...]:
    """What the row says in these columns."""
    return tuple(one[name] for name in names)


def spoil(world: World, fault: Fault) -> None:
    """The next write, whatever is read before and after it."""
    left = [fault]

    async def choosy(request: web.BaseRequest, proceed: Proceed) -> Reply | web.StreamResponse:
        return await (left.pop()(request, proceed) if left and request.method != "GET" else proceed())

    world.tabys.fail_next("/api/v2/", choosy, times=1000)
