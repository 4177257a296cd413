"""Two instances of the bot over one Redis and one Tabys: what is late in one cannot undo what was done in the other.

Telegram gives updates to one instance at a time, but a press that the first had in hand may end long after the second
took over.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.intents import Intent, OpenList, OpenMenu, OpenModule, SignIn, SignOut
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.runtime import opened
from tabys_bot.entrypoints.settings import Settings
from tests.integration.servers.bot_api import TOKEN
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.unit.told import Told

AIDA = Visitor(7, "Айда", language_code="en")
KEY, MARK = "tg_session:7", "tg_login:7"
MSB = [Module.VACANCIES, Module.LEISURE]


@dataclass(frozen=True)
class Bots:
    """Two instances, and the servers behind them."""

    one: Conversation
    two: Conversation
    tabys: TabysServer
    redis: Redis

    async def sign_in(self, bot: Conversation, role: str) -> None:
        assert modules(await shown(bot, SignIn(self.tabys.issue_otp(role))))

    async def session(self) -> Any:
        return json.loads(await self.redis.get(KEY) or "null")

    async def check_is_due(self) -> None:
        long_ago = await self.session() | {"checked_at": "2026-01-01T00:00:00Z"}
        await self.redis.set(KEY, json.dumps(long_ago), keepttl=True)

    @asynccontextmanager
    async def late_restore(self) -> AsyncIterator[asyncio.Task[Screen]]:
        """A press at the first instance whose restore-session is carried out at once and answered at the end."""
        reached, release = asyncio.Event(), asyncio.Event()

        async def late(_request: web.BaseRequest, proceed: Proceed) -> Reply:
            reply = await proceed()
            reached.set()
            await release.wait()
            return reply

        self.tabys.fail_next("restore-session", late)
        press = asyncio.create_task(shown(self.one, OpenMenu()))
        async with asyncio.timeout(30):
            await reached.wait()
            yield press
            release.set()
            await press


@pytest.fixture
async def bots(redis: Redis, redis_url: str, tabys: TabysServer) -> AsyncIterator[Bots]:
    settings = Settings.model_validate(
        {"telegram_bot_token": TOKEN, "tabys_api_url": tabys.url, "tabys_api_timeout": 20, "redis_url": redis_url}
    )
    sent = WebAttachments()
    async with (
        opened(settings, attachments=sent, messenger=Told()) as one,
        opened(settings, attachments=sent, messenger=Told()) as two,
    ):
        yield Bots(one.conversation(), two.conversation(), tabys, redis)


async def shown(bot: Conversation, intent: Intent) -> Screen:
    screen = await bot.press(AIDA, intent)
    assert screen is not None
    return screen


def modules(screen: Screen) -> list[Module]:
    """Those that the screen leads to."""
    intents = [button.intent for row in screen.rows for button in row if isinstance(button, Press)]
    found = dict.fromkeys(CATALOGUE[intent.section].module for intent in intents if isinstance(intent, OpenList))
    return [*found, *(intent.module for intent in intents if isinstance(intent, OpenModule))]


async def test_a_late_check_does_not_undo_a_sign_out(bots: Bots) -> None:
    await bots.sign_in(bots.one, "super_admin")
    await bots.check_is_due()
    async with bots.late_restore() as press:
        await shown(bots.two, SignOut())
    assert modules(await press) == []
    assert await bots.session() is None
    assert modules(await shown(bots.two, OpenList(Section.NEWS))) == []
    assert json.loads(await bots.redis.get(MARK) or "")["valid_until"] is None


async def test_a_late_check_does_not_mix_two_accounts(bots: Bots) -> None:
    await bots.sign_in(bots.one, "super_admin")
    await bots.check_is_due()
    async with bots.late_restore() as press:
        await shown(bots.two, SignOut())
        await bots.sign_in(bots.two, "msb")
        new = await bots.session()
    assert (new["role"], new["admin_id"]) == ("msb", bots.tabys.admin("msb")["id"])
    assert await bots.session() == new
    assert set(modules(await press)) <= set(MSB)
    assert modules(await shown(bots.one, OpenMenu())) == modules(await shown(bots.two, OpenMenu())) == MSB


async def test_a_late_revocation_does_not_end_the_next_session(bots: Bots) -> None:
    await bots.sign_in(bots.one, "npo")
    await bots.check_is_due()
    bots.tabys.revoke(AIDA.id)
    async with bots.late_restore():
        await shown(bots.two, SignOut())
        await bots.sign_in(bots.two, "msb")
        new = await bots.session()
    assert await bots.session() == new
    assert modules(await shown(bots.two, OpenMenu())) == MSB


async def test_a_role_taken_away_late_does_not_end_the_next_session(bots: Bots) -> None:
    await bots.sign_in(bots.one, "npo")
    await bots.check_is_due()
    bots.tabys.set_role(bots.tabys.admin("npo")["id"], None)
    async with bots.late_restore():
        await shown(bots.two, SignOut())
        await bots.sign_in(bots.two, "msb")
        new = await bots.session()
    assert await bots.session() == new
    assert bots.tabys.accounts.sessions[str(AIDA.id)]["is_active"] is True, "the new sign-in is not ended at Tabys"
    assert modules(await shown(bots.two, OpenMenu())) == MSB


async def test_a_session_that_is_restored_late_does_not_replace_a_new_one(bots: Bots) -> None:
    await bots.sign_in(bots.one, "super_admin")
    await bots.redis.flushdb()
    async with bots.late_restore() as press:
        await bots.sign_in(bots.two, "msb")
        new = await bots.session()
    assert modules(await press) == []
    assert await bots.session() == new


async def test_a_session_that_is_restored_late_does_not_undo_a_sign_out(bots: Bots) -> None:
    await bots.sign_in(bots.one, "super_admin")
    await bots.redis.flushdb()
    async with bots.late_restore() as press:
        await shown(bots.two, SignOut())
    assert modules(await press) == []
    assert modules(await shown(bots.two, OpenList(Section.NEWS))) == []
    assert await bots.session() is None


async def test_a_sign_out_is_final_while_tabys_was_asked_for_a_lost_session_just_before(bots: Bots) -> None:
    await bots.sign_in(bots.one, "super_admin")
    await bots.redis.flushdb()
    await bots.tabys.down()
    assert modules(await shown(bots.one, OpenMenu())) == []
    await bots.tabys.up()
    await shown(bots.one, SignOut())
    await bots.redis.delete(f"tg_limit:restore:{AIDA.id}")  # ten minutes later
    assert modules(await shown(bots.two, OpenMenu())) == []
    assert await bots.session() is None
