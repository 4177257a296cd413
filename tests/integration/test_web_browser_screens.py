"""All that a screen can hold, in a real Chromium. `SCREENSHOTS=directory` keeps pictures of what was seen."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import FollowLink, OpenCard, OpenList, OpenMenu, ShowPictures
from tabys_bot.application.screens.screen import (
    Copy,
    Fact,
    Inert,
    Link,
    Paragraph,
    Press,
    Screen,
    Share,
    Style,
)
from tabys_bot.domain.sections import Section
from tests.integration.browser import DESKTOP, PHONE, SMALLEST, BrowserPage, page
from tests.integration.web_chat_page import fits, last_says, named, one, title_of_last
from tests.integration.web_chat_stand_in import StandIn, photo, png, served

__all__ = ["page"]  # the fixture

pytestmark = pytest.mark.browser

CARD = OpenCard(Section.NEWS, 17)
ALBUM = ShowPictures(Section.NEWS, 17)
BROKEN = ShowPictures(Section.NEWS, 18)
FOREIGN = OpenCard(Section.NEWS, 18)
STYLES = ("plain", "success", "danger")

GREETING = Screen("Menu", rows=((Press("📰 News", CARD),),))
CARD_SCREEN = Screen(
    title="📰 News 17",
    body=(
        Fact("Phone", "+7 700 123-45-67", href="tel:+77001234567"),
        Fact("E-mail", "aigerim@tabys.example", href="mailto:aigerim@tabys.example"),
        Fact("Start", "22 November 2026, 17:00", at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC)),
        Fact("Trick", "not a link", href="javascript:alert(1)"),
        Paragraph("Two lines\nof a text.", "About"),
    ),
    rows=(
        (Press("🖼 Pictures", ALBUM), Press("🖼 Broken", BROKEN)),
        (Copy("📋 ID", "17"), Share("🔗 Share", CARD)),
        (Press("‹", OpenList(Section.NEWS)), Inert("3 / 7"), Press("›", FOREIGN)),
        (Press("Let in", OpenMenu(), Style.SUCCESS), Press("Turn down", OpenMenu(), Style.DANGER)),
        (Link("🌐 Site", "https://example.kz/"),),
    ),
    preview="/static/icon.svg",
)
ALBUM_SCREEN = Screen(
    "News 17, pictures", photos=(photo(png(320, 200)), photo("The file is gone.")), unshown="Cannot be shown."
)
BROKEN_SCREEN = Screen(
    "News 18, pictures", photos=(photo(png(320, 200)[:8] + bytes(60)), photo(b"<svg/>")), unshown="Cannot be shown."
)
FOREIGN_SCREEN = Screen("News 18", rows=((Press("Back", CARD),),), preview="https://tabys.example/uploads/18.png")


@pytest.fixture
def conversation() -> StandIn:
    return StandIn(GREETING, {CARD: CARD_SCREEN, ALBUM: ALBUM_SCREEN, BROKEN: BROKEN_SCREEN, FOREIGN: FOREIGN_SCREEN})


@pytest.fixture
async def chat(conversation: StandIn) -> AsyncIterator[str]:
    async with served(conversation) as url:
        yield url


async def open_card(page: BrowserPage, chat: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> None:
    await page.open(chat, size=size, dark=dark)
    await page.click(named("News"))
    await page.until(f"{one('.preview')}?.naturalWidth && {title_of_last()} === '📰 News 17'")


@pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True), (SMALLEST, False)]
)
async def test_pictures_come_below_and_the_card_stays(
    page: BrowserPage, chat: str, size: tuple[int, int], *, dark: bool
) -> None:
    look = f"screens-{size[0]}-{'dark' if dark else 'light'}"
    await open_card(page, chat, size, dark=dark)
    assert await fits(page)
    await page.picture(f"{look}-1-card")
    await page.click(named("🖼 Pictures"))
    await page.until(f"{one('.album .photo')}?.naturalWidth === 320")
    assert await page.evaluate("document.querySelectorAll('.album').length") == 1
    assert await page.evaluate(f"{one('.album .bubble')}.innerText.split('\\n').filter(Boolean).slice(0, 2)") == [
        "The file is gone.",
        "News 17, pictures",
    ]
    assert await page.evaluate(f"{one('.preview')}.naturalWidth > 0 && {one('.photo')}.alt") == "News 17, pictures"
    assert await fits(page)
    await page.picture(f"{look}-2-album")


async def test_a_broken_picture_is_a_sentence(page: BrowserPage, chat: str) -> None:
    await open_card(page, chat)
    await page.click(named("🖼 Broken"))
    await page.until(last_says("News 18, pictures"))
    await page.until("document.querySelectorAll('.album .unshown').length === 2")
    assert await page.evaluate("[...document.querySelectorAll('.unshown')].map(e => e.textContent)") == [
        "Cannot be shown.",
        "Cannot be shown.",
    ]


async def test_a_preview_from_elsewhere_is_not_even_asked_for(page: BrowserPage, chat: str) -> None:
    await open_card(page, chat)
    await page.click(named("›"))
    await page.until(f"{title_of_last()} === 'News 18'")
    assert await page.evaluate("document.querySelector('.preview')") is None


@pytest.mark.parametrize(("button", "copied"), [("📋 ID", "17"), ("🔗 Share", "{chat}/?start=" + encode(CARD))])
async def test_copy_and_share_fill_the_clipboard(page: BrowserPage, chat: str, button: str, copied: str) -> None:
    await open_card(page, chat)
    await page.click(named(button))
    await page.until(f"{one('.toast.shown')}?.textContent === 'Copied'")
    assert await page.clipboard() == copied.replace("{chat}", chat)


async def test_a_button_that_does_nothing_cannot_be_pressed(
    page: BrowserPage, chat: str, conversation: StandIn
) -> None:
    await open_card(page, chat)
    asked = len(conversation.asked)
    assert await page.evaluate(f"{named('3 / 7')}.disabled")
    await page.click(named("3 / 7"))
    await page.click(named("›"))
    await page.until(f"{title_of_last()} === 'News 18'")
    assert conversation.asked[asked:] == [FOREIGN]


async def test_facts_are_links_and_times_but_never_scripts(page: BrowserPage, chat: str) -> None:
    await open_card(page, chat)
    assert await page.evaluate("[...document.querySelectorAll('.fact a')].map(a => a.getAttribute('href'))") == [
        "tel:+77001234567",
        "mailto:aigerim@tabys.example",
    ]
    assert await page.evaluate(
        "[...document.querySelectorAll('.fact time')].map(t => [t.dateTime, t.textContent])"
    ) == [["2026-11-22T12:00:00+00:00", "22 November 2026, 17:00"]]
    buttons = "[...document.querySelectorAll('.message:last-child .row button:enabled')]"
    assert set(await page.evaluate(f"{buttons}.map(b => b.className)")) == set(STYLES)
    colours = await page.evaluate(f"[...new Set({buttons}.map(b => getComputedStyle(b).color))].length")
    assert colours == len(STYLES)


@pytest.mark.parametrize("payload", [encode(CARD), "<b>", "a" * 65, ""])
async def test_a_shared_link_is_said_once_after_the_greeting(
    page: BrowserPage, chat: str, conversation: StandIn, payload: str
) -> None:
    await page.open(f"{chat}/?start={payload}", size=DESKTOP)
    if payload != encode(CARD):
        assert conversation.asked == [OpenMenu()]
        return
    await page.until(f"{title_of_last()} === '📰 News 17'")
    assert await page.evaluate("location.href") == f"{chat}/"
    await page.reload()
    assert conversation.asked == [OpenMenu(), FollowLink(CARD)]


async def test_a_reload_keeps_the_chat_without_its_pictures(page: BrowserPage, chat: str) -> None:
    await open_card(page, chat)
    await page.click(named("🖼 Pictures"))
    await page.until(f"{one('.album .photo')}?.naturalWidth === 320")
    assert "data:" not in await page.evaluate("sessionStorage['tabys-chat']")
    await page.reload()
    assert await page.evaluate("document.querySelectorAll('.album .picture').length") == 1
    assert "The file is gone." in await page.evaluate(f"{one('.album')}.textContent")
