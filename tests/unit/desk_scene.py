"""An admin who works: a bot in memory without bounds on the pace, and a Tabys with a will of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.ports import Clock, Meter
from tabys_bot.application.screens.intents import AskFind, Intent, OpenCard, OpenMenu, Origin, SearchIn
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.application.screens.understanding import understand
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import SignedIn
from tabys_bot.domain.desk import Desk, digest_of
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Page, Picture, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tests.unit.drawn import check
from tests.unit.scene import ANNA, RU, TEXTS, MovableTabys, Scene, everything, scene_over, words_of

ROOMY = Limits(messages=100_000, buttons=100_000, inline=100_000)
# some records that are about a park, and what is found of them everywhere
PARK = {
    Section.NEWS: [
        Entity(Section.NEWS, 1, {"title": "Парк открыт"}),
        Entity(Section.NEWS, 2, {"title": "Каток"}),
        *(Entity(Section.NEWS, number, {"title": f"Парк № {number}"}) for number in range(3, 15)),
    ],
    Section.PLACES: [Entity(Section.PLACES, 5, {"title": "Парк Победы"})],
    Section.COURSES: [Entity(Section.COURSES, 6, {"title": "Бухгалтерия"})],
}
FOUND = {
    SearchIn(Section.NEWS, digest_of("парк")): f"{section_title(Section.NEWS, RU)} (13) ▸",
    OpenCard(Section.NEWS, 1, origin=Origin.FIND): "Парк открыт",
    OpenCard(Section.NEWS, 3, origin=Origin.FIND): "Парк № 3",
    OpenCard(Section.NEWS, 4, origin=Origin.FIND): "Парк № 4",
    SearchIn(Section.PLACES, digest_of("парк")): f"{section_title(Section.PLACES, RU)} (1) ▸",
    OpenCard(Section.PLACES, 5, origin=Origin.FIND): "Парк Победы",
    AskFind(): RU("button.find"),
    OpenMenu(): RU("button.menu"),
}
BUGS = {texts("trouble.bug", reference="\0").partition("\0")[0] for texts in TEXTS.values()}


class WilfulTabys(MovableTabys):
    """A Tabys that fails for single sections or calls, and has the pages that a test wants."""

    def __init__(self, *, clock: Clock, records: Mapping[Section, Sequence[Entity]]) -> None:
        super().__init__(clock=clock, records=records)
        self.unread: dict[Section, GatewayFailure] = {}
        self.pages: dict[Section, Page] = {}
        self.sessions_fail: GatewayFailure | None = None
        self.gallery_fails: GatewayFailure | None = None

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        outcome = await super().page(session, query, offset=offset, limit=limit, fresh=fresh, hasty=hasty)
        if query.section in self.unread:
            return Failure(self.unread[query.section])
        page = self.pages.get(query.section)
        return Success(page) if page else outcome

    async def gallery(
        self, session: Session, section: Section, entity_id: int
    ) -> Outcome[tuple[Picture, ...], GatewayFailure]:
        outcome = await super().gallery(session, section, entity_id)
        return Failure(self.gallery_fails) if self.gallery_fails else outcome

    async def sessions(self, session: Session) -> Outcome[tuple[SignedIn, ...], GatewayFailure]:
        outcome = await super().sessions(session)
        return Failure(self.sessions_fail) if self.sessions_fail else outcome


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody who is signed in. Every screen that he gets is one that Telegram takes, and no confession of a bug."""

    bot: Scene
    tabys: WilfulTabys
    visitor: Visitor = ANNA

    async def press(self, intent: Intent) -> Screen:
        return _sound(await self.bot.conversation.press(self.visitor, intent))

    async def type(self, text: str) -> Screen:
        return _sound(await self.bot.conversation.say(self.visitor, understand(text)))

    async def desk(self) -> Desk:
        return (await self.bot.store.open(self.visitor.id, Meter.BUTTONS)).desk

    def asked(self) -> list[str]:
        """What Tabys was asked for since the last time."""
        calls = list(self.tabys.calls)
        self.tabys.calls.clear()
        return calls

    async def joined_by(self, visitor: Visitor, role: Role) -> "Admin":
        """Another admin of the same bot."""
        await self.bot.sign_in(role, visitor)
        return Admin(self.bot, self.tabys, visitor)

    def beside(self, visitor: Visitor) -> "Admin":
        """Somebody else at the same bot, whoever that is."""
        return Admin(self.bot, self.tabys, visitor)


def _sound(screen: Screen | None) -> Screen:
    assert screen is not None
    check(screen)
    assert not any(bug in words_of(screen) for bug in BUGS)
    return screen


def desk_scene(*, limits: Limits = ROOMY, records: Mapping[Section, Sequence[Entity]] | None = None) -> Admin:
    """Nobody is signed in yet."""
    clock = ManualClock()
    tabys = WilfulTabys(clock=clock, records=everything() if records is None else records)
    return Admin(scene_over(tabys, clock, limits), tabys)


async def admin(
    role: Role = Role.ADMINISTRATOR,
    *,
    limits: Limits = ROOMY,
    records: Mapping[Section, Sequence[Entity]] | None = None,
) -> Admin:
    """Anna, signed in in that role; Tabys has twenty records in each section, unless told otherwise."""
    anna = desk_scene(limits=limits, records=records)
    await anna.bot.sign_in(role)
    return anna


def row_with(screen: Screen, intent: Intent) -> list[tuple[str, Intent]]:
    """The row of buttons in which that is asked for: their labels and intents."""
    for row in screen.rows:
        if any(_intent(button) == intent for button in row):
            return [(button.label, wanted) for button in row if (wanted := _intent(button))]
    raise AssertionError((intent, screen.rows))


def asks(screen: Screen) -> dict[Intent, str]:
    """Every button that asks for something: the intent and the label."""
    buttons = (button for row in screen.rows for button in row)
    return {intent: button.label for button in buttons if (intent := _intent(button))}


def _intent(button: Button) -> Intent | None:
    return button.intent if isinstance(button, Press) else None


def paragraphs(screen: Screen) -> list[str]:
    """The texts of the body, without facts and headings."""
    return [block.text for block in screen.body if isinstance(block, Paragraph)]
