"""Every mix of real and made-up parts can be opened, and an admin can work with it."""

from contextlib import AbstractAsyncContextManager

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.intents import (
    Intent,
    OpenCard,
    OpenList,
    OpenModule,
    SetLanguage,
    ShowStatus,
    SignIn,
    SignOut,
)
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.runtime import opened, sample_tabys
from tabys_bot.entrypoints.settings import MEMORY, Settings
from tests.integration.servers.redis import free_port
from tests.integration.servers.tabys import TabysServer
from tests.unit.told import Told

AIDA = Visitor(700_000_001, "Айда", language_code="en")

MIXES = pytest.mark.parametrize(
    ("real_storage", "real_backend"), [(False, False), (False, True), (True, False), (True, True)]
)


class Parts:
    """The parts to mix: a real Redis or none, a real Tabys or a made-up one."""

    def __init__(self, redis_url: str, tabys: TabysServer) -> None:
        self._redis_url = redis_url
        self._tabys = tabys
        self.made_up = sample_tabys(SystemClock())

    def settings(self, *, real_storage: bool, real_backend: bool) -> Settings:
        return Settings.model_construct(
            redis_url=self._redis_url if real_storage else MEMORY,
            tabys_api_url=self._tabys.url if real_backend else MEMORY,
        )

    def opened(self, settings: Settings, *, real_backend: bool) -> AbstractAsyncContextManager[Application]:
        return opened(
            settings, attachments=WebAttachments(), messenger=Told(), tabys=None if real_backend else self.made_up
        )

    def code(self, *, real_backend: bool) -> str:
        return self._tabys.issue_otp("npo") if real_backend else self.made_up.issue_code(Role.NPO)


@pytest.fixture
async def parts(redis: Redis, redis_url: str, tabys: TabysServer) -> Parts:
    await redis.ping()
    return Parts(redis_url, tabys)


async def shown(conversation: Conversation, intent: Intent) -> Screen:
    screen = await conversation.say(AIDA, intent)
    assert screen is not None
    return screen


def modules(screen: Screen) -> list[Module]:
    """Those that the screen leads to."""
    intents = [button.intent for row in screen.rows for button in row if isinstance(button, Press)]
    found = dict.fromkeys(CATALOGUE[intent.section].module for intent in intents if isinstance(intent, OpenList))
    return [*found, *(intent.module for intent in intents if isinstance(intent, OpenModule))]


def cards(screen: Screen) -> list[OpenCard]:
    buttons = [button for row in screen.rows for button in row if isinstance(button, Press)]
    return [button.intent for button in buttons if isinstance(button.intent, OpenCard)]


@MIXES
async def test_an_admin_signs_in_reads_and_signs_out(parts: Parts, *, real_storage: bool, real_backend: bool) -> None:
    settings = parts.settings(real_storage=real_storage, real_backend=real_backend)
    async with parts.opened(settings, real_backend=real_backend) as application:
        conversation = application.conversation()
        menu = await shown(conversation, SignIn(parts.code(real_backend=real_backend)))
        events = await shown(conversation, OpenList(Section.EVENTS))
        card = await shown(conversation, cards(events)[0])
        signed_out = await shown(conversation, SignOut())
        refused = await shown(conversation, OpenList(Section.EVENTS))
    assert sorted(modules(menu)) == [Module.EVENTS, Module.PROJECTS]
    assert len(cards(events)) == 8
    assert modules(card) == [Module.EVENTS]
    assert (modules(signed_out), modules(refused)) == ([], [])


@MIXES
async def test_what_is_remembered_outlives_the_bot_in_redis_only(
    parts: Parts, *, real_storage: bool, real_backend: bool
) -> None:
    settings = parts.settings(real_storage=real_storage, real_backend=real_backend)
    async with parts.opened(settings, real_backend=real_backend) as application:
        await shown(application.conversation(), SignIn(parts.code(real_backend=real_backend)))
        await shown(application.conversation(), SetLanguage(Language.KK))
    parts.made_up.calls.clear()
    async with parts.opened(settings, real_backend=real_backend) as application:
        status = await shown(application.conversation(), ShowStatus())
    # what a memory has lost, Tabys still knows; only the language is gone
    assert status.title == {True: "👤 Мәртебе", False: "👤 Status"}[real_storage]
    assert parts.made_up.calls == ([] if real_storage or real_backend else ["restore"])


@MIXES
async def test_servers_that_are_down_do_not_keep_it_from_opening(*, real_storage: bool, real_backend: bool) -> None:
    settings = Settings.model_construct(
        redis_url=f"redis://127.0.0.1:{free_port()}/0" if real_storage else MEMORY,
        tabys_api_url=f"http://127.0.0.1:{free_port()}" if real_backend else MEMORY,
    )
    made_up = None if real_backend else sample_tabys(SystemClock())
    async with opened(settings, attachments=WebAttachments(), messenger=Told(), tabys=made_up) as application:
        screen = await shown(application.conversation(), SignIn("A7B9C3D5"))
    assert screen.title != ""


@pytest.mark.parametrize("address", [MEMORY, "http://127.0.0.1:9"])
async def test_a_tabys_that_is_given_is_the_backend_whatever_the_settings_name(address: str) -> None:
    made_up = sample_tabys(SystemClock())
    settings = Settings.model_construct(redis_url=MEMORY, tabys_api_url=address)
    async with opened(settings, attachments=WebAttachments(), messenger=Told(), tabys=made_up) as application:
        menu = await shown(application.conversation(), SignIn(made_up.issue_code(Role.NPO)))
    assert modules(menu) != []
    assert made_up.calls == ["sign_in"]
