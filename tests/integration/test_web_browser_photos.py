"""A photo is sent from the page of the web chat in a real Chromium."""

import json

import pytest

from tabys_bot.application.screens.intents import OpenMenu, SentPhoto
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tests.integration.browser import PHONE, BrowserPage, page
from tests.integration.web_chat_page import BOT_MESSAGES, fits, one
from tests.integration.web_chat_stand_in import StandIn, png, served

__all__ = ["page"]  # the fixture

pytestmark = pytest.mark.browser

MENU = Screen("Menu", rows=((Press("Menu", OpenMenu()),),))


def choosing(content: str, name: str = "cover.png") -> str:
    """What the dialog of the browser does when somebody has chosen a file; the content is an expression."""
    return (
        f"(() => {{ const chosen = new DataTransfer(), input = {one('#file')};"
        f" chosen.items.add(new File([{content}], {json.dumps(name)}, {{ type: 'image/png' }}));"
        " input.files = chosen.files; input.dispatchEvent(new Event('change')); })()"
    )


async def test_a_photo_is_shown_and_answered_and_is_no_more_after_a_reload(page: BrowserPage) -> None:
    conversation, content = StandIn(MENU), png(40, 20)
    async with served(conversation) as url:
        await page.open(url, size=PHONE)
        opened = f"new Promise(done => {one('#file')}.addEventListener('click', () => done(true), {{ once: true }}))"
        await page.evaluate(f"window.opened = {opened}, true")
        await page.click(one("#photo"))
        assert await page.evaluate("window.opened")
        await page.evaluate(choosing(f"new Uint8Array({list(content)})"))
        await page.until(f"{BOT_MESSAGES} === 2")
        await page.until(f"{one('.mine img.photo')}?.naturalWidth === 40")
        assert await fits(page)
        await page.picture("photo")
        photo = conversation.asked[-1]
        assert isinstance(photo, SentPhoto)
        assert (photo.name, photo.size) == ("cover.png", len(content))
        assert await conversation.attachments.fetch_sent(photo.handle) == Success(content)
        await page.reload()
        await page.until(one(".mine .picture"))


async def test_a_photo_that_is_too_large_is_not_sent(page: BrowserPage) -> None:
    conversation = StandIn(MENU)
    async with served(conversation) as url:
        await page.open(url, size=PHONE)
        await page.evaluate(choosing(f"new Uint8Array({LARGEST_PICTURE + 1})"))
        await page.until(f"{one('.toast.shown')}?.textContent.includes('10 MB')")
    assert not any(isinstance(intent, SentPhoto) for intent in conversation.asked)


async def test_a_photo_that_did_not_arrive_is_sent_again(page: BrowserPage) -> None:
    conversation = StandIn(MENU)
    async with served(conversation) as url:
        await page.open(url, size=PHONE)
        await page.offline(lost=True)
        await page.evaluate(choosing("'GIF89a'", "a.gif"))
        await page.until(one(".trouble .row > *"))
        await page.offline(lost=False)
        page.complaints.clear()  # the browser noticed the lost network as well
        await page.click(one(".trouble .row > *"))
        await page.until(f"!{one('.trouble')} && {BOT_MESSAGES} === 2")
    assert [intent.size for intent in conversation.asked if isinstance(intent, SentPhoto)] == [6]
