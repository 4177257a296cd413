"""Every setting reaches the place it is meant for."""

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.ports import Meter
from tabys_bot.application.screens.intents import ShowStatus, SignIn
from tabys_bot.application.screens.screen import Fact
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.runtime import opened, sample_tabys
from tabys_bot.entrypoints.settings import Settings
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import running_bot
from tests.unit.told import Told

GERMAN = Visitor(7, language_code="de")


async def test_lifetime_zone_and_default_language_are_those_of_the_settings() -> None:
    settings = Settings.model_validate(
        {
            "telegram_bot_token": "42424242:TEST-TOKEN-of-the-fake-Telegram",
            "redis_url": "memory://",
            "redis_session_ttl": 7200,
            "session_check_interval": 60,
            "default_language": "kk",
            "timezone": "Pacific/Kiritimati",  # UTC+14 all the year
        }
    )
    tabys = sample_tabys(SystemClock())
    async with opened(settings, attachments=WebAttachments(), messenger=Told(), tabys=tabys) as application:
        conversation = application.conversation()
        menu = await conversation.say(GERMAN, SignIn(tabys.issue_code(Role.NPO)))
        status = await conversation.press(GERMAN, ShowStatus())
        session = (await application.storage.store().open(7, Meter.BUTTONS)).session
    assert menu is not None
    assert menu.title == "☰ Мәзір"
    assert session is not None
    assert (session.expires_at - session.created_at).total_seconds() == 7200
    assert application.recognise()._check_interval.total_seconds() == 60
    assert status is not None
    until = next(block.value for block in status.body if isinstance(block, Fact) and block.label == "Аяқталатын уақыты")
    hour = (session.expires_at.hour + 14) % 24
    assert until.endswith(f", {hour:02}:{session.expires_at.minute:02}")


async def test_the_time_that_tabys_has_is_that_of_the_settings(telegram: BotApiServer, tabys: TabysServer) -> None:
    async with running_bot(telegram, tabys, redis_url="memory://", tabys_api_timeout=7) as world:
        admin = world.person()
        await admin.signs_in()
        tabys.fail_next("/events/admin/list", faults.out_of_time(7))
        await admin.presses("Мероприятия")
        assert "не ответил вовремя" in admin.screen.text
