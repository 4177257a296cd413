"""Looking everywhere is done in haste, and one section whose token is rejected stops it all."""

from tabys_bot.application.failures import GatewayFailure, SessionRejected
from tabys_bot.application.use_cases.finding import FindEverywhere
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.records import Page, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.unit.scene import MovableTabys, everything, scene, scene_over


class WatchedTabys(MovableTabys):
    """Notes how each list was asked for."""

    hurries: list[bool]
    rejecting: Section | None = None

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        self.hurries.append(hasty)
        if query.section is self.rejecting:
            return Failure(SessionRejected())
        return await super().page(session, query, offset=offset, limit=limit, fresh=fresh, hasty=hasty)


def watched() -> WatchedTabys:
    tabys = WatchedTabys(clock=scene().clock, records=everything())
    tabys.hurries = []
    return tabys


async def test_every_section_is_looked_through_in_haste() -> None:
    tabys = watched()
    session = await scene_over(tabys, scene().clock).admitted()
    await FindEverywhere(entities=tabys)(session, "запись")
    assert len(tabys.hurries) > 10
    assert all(tabys.hurries)


async def test_one_rejected_token_is_told_though_other_sections_answered() -> None:
    tabys = watched()
    tabys.rejecting = Section.USERS
    session = await scene_over(tabys, scene().clock).admitted()
    assert await FindEverywhere(entities=tabys)(session, "запись") == Failure(SessionRejected())
