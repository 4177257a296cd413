"""Looking for words in every section that the role may see."""

import asyncio
from dataclasses import dataclass

from tabys_bot.application.failures import BrowseFailure, SessionRejected
from tabys_bot.application.ports import EntityGateway
from tabys_bot.domain.catalogue import searched_sections
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Page, Query, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

FOUND_AT_MOST = 3  # of one section; the rest is a tap away
_SECTIONS_AT_ONCE = 8  # of all who search: others must not wait for them


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is in one section, or why nobody knows."""

    section: Section
    outcome: Outcome[Page, BrowseFailure]


class FindEverywhere:
    """The first matches of each section, all sections at once, in menu order."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities
        self._room = asyncio.Semaphore(_SECTIONS_AT_ONCE)

    async def __call__(self, session: Session, text: str) -> Outcome[tuple[Finding, ...], SessionRejected]:
        async def look(section: Section) -> Finding:
            query = Query(section, view=View(text=text))
            async with self._room:
                page = await self._entities.page(session, query, offset=0, limit=FOUND_AT_MOST, hasty=True)
            return Finding(section, page)

        findings = await asyncio.gather(*map(look, searched_sections(session.role)))
        if any(failed_by(finding.outcome, SessionRejected) for finding in findings):
            return Failure(SessionRejected())
        return Success(tuple(findings))
