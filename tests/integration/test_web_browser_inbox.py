"""What the bot says of itself appears in the page of the web chat in a real Chromium."""

import pytest

from tabys_bot.application.screens.intents import OpenMenu, ShowHelp
from tabys_bot.application.screens.screen import Press, Screen
from tests.integration.browser import PHONE, BrowserPage, page
from tests.integration.web_chat_page import BOT_MESSAGES, fits, last_says, named, one, title_of_last
from tests.integration.web_chat_stand_in import StandIn, served

__all__ = ["page"]  # the fixture

pytestmark = pytest.mark.browser

MENU = Screen("Menu", rows=((Press("Help", ShowHelp()),),))
NEWS = Screen("A new event", rows=((Press("Open", OpenMenu()),),))
CARD = Screen("The card", rows=((Press("Help", ShowHelp()),),))


async def visitor_of(page: BrowserPage) -> int:
    number: int = await page.evaluate("Number(localStorage.getItem('tabys-visitor'))")
    return number


async def test_a_told_message_appears_changes_and_its_button_works(page: BrowserPage) -> None:
    conversation = StandIn(MENU, {OpenMenu(): CARD})
    async with served(conversation) as url:
        await page.open(url, size=PHONE)
        visitor = await visitor_of(page)
        number = (await conversation.inbox.tell(visitor, NEWS)).unwrap()
        await page.until(f"{title_of_last()} === 'A new event'")
        assert await page.evaluate(BOT_MESSAGES) == 2
        assert await fits(page)
        await page.picture("told")

        await page.click(named("Open"))
        await page.until(f"{title_of_last()} === 'The card'")
        assert conversation.asked[-1] == OpenMenu()
        await conversation.inbox.change(visitor, number, Screen("Approved"))
        await page.until(last_says("Approved"))
        assert await page.evaluate(BOT_MESSAGES) == 2


async def test_a_new_start_of_the_server_confuses_no_page(page: BrowserPage) -> None:
    conversation = StandIn(MENU)
    async with served(conversation) as url:
        await page.open(url, size=PHONE)
        visitor = await visitor_of(page)
        await conversation.inbox.tell(visitor, NEWS)
        await page.until(f"{title_of_last()} === 'A new event'")
        await page.reload()
        await page.until(f"{title_of_last()} === 'A new event'")
        assert await page.evaluate(BOT_MESSAGES) == 2  # it is not new any more
        started_again = StandIn(MENU)
        vars(conversation.inbox).update(vars(started_again.inbox))
        await conversation.inbox.tell(visitor, Screen("Another one"))
        await page.until(f"{title_of_last()} === 'Another one'")
        assert await page.evaluate(BOT_MESSAGES) == 3
        assert await page.evaluate(f"{one('.message.bot:nth-last-child(2) h2')}.textContent") == "A new event"
