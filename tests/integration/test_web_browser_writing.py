"""A form is filled in on the page of the demo in a real Chromium, by clicks and typing, until the record is there."""

import pytest

from tests.integration.browser import PHONE, BrowserPage, page
from tests.integration.test_web_browser_photos import choosing
from tests.integration.web_chat_page import demo, fits, last_says, named, one, sign_in, title_of_last
from tests.integration.web_chat_stand_in import png

__all__ = ["demo", "page"]  # the fixtures

pytestmark = pytest.mark.browser


async def types(page: BrowserPage, text: str, *, until: str) -> None:
    await page.click(one("#text"))
    await page.write(text)
    await page.key("Enter")
    await page.until(last_says(until))


async def clicks(page: BrowserPage, label: str, *, until: str) -> None:
    await page.click(named(label))
    await page.until(last_says(until))


def day(number: int) -> str:
    """The button of that day in the calendar."""
    buttons = "document.querySelectorAll('.message.bot:last-child .row > *')"
    return f"[...{buttons}].find(e => e.textContent.trim() === '{number}')"


async def test_an_event_is_written_previewed_saved_and_gets_its_photo(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await sign_in(page)
    await page.click(named("Events"))
    await page.click(named("➕ Event"))
    await page.until(last_says("1 of 5"))
    await types(page, "Marathon <b>2030</b>", until="2 of 5")
    assert await fits(page)
    await page.picture("writing-1-calendar")
    await page.click(named("›"))
    await page.click(day(15))
    await clicks(page, "18:30", until="3 of 5")
    await types(page, "Central park", until="4 of 5")
    await clicks(page, "in person", until="5 of 5")
    await types(page, "The first page.", until="The first page.")
    await types(page, "The second page.", until="The second page.")
    await clicks(page, "Done", until="Check it and save")
    assert await fits(page)
    await page.picture("writing-2-preview")
    for told in ("Marathon <b>2030</b>", "Central park", "18:30", "The first page.\nThe second page."):
        assert await page.evaluate(last_says(told)), told
    await clicks(page, "Save", until="Created: Marathon <b>2030</b>")
    await clicks(page, "Open the card", until="Central park")
    await page.picture("writing-3-card")
    await page.click(named("Upload a photo"))
    await page.until(named("Cancel"))
    content = png(40, 20)
    await page.evaluate(choosing(f"new Uint8Array({list(content)})"))
    await page.until(named("Save"))
    await page.click(named("Save"))
    await page.until(f"{title_of_last()}?.includes('✅')")
    await page.click(named("Open the card"))
    await page.click(named("Photo"))
    await page.until(f"{one('.message.bot:last-child img')}?.naturalWidth === 40")
    await page.picture("writing-4-photo")


async def test_a_draft_outlives_a_reload_and_the_menu_goes_on_with_it(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await sign_in(page)
    await page.click(named("News"))
    await page.click(named("➕ News"))
    await page.until(last_says("1 of 11"))
    await types(page, "Жаңалық", until="2 of 11")
    await page.reload()
    await clicks(page, "Same as in Kazakh", until="3 of 11")
    await types(page, "/menu", until="Menu")
    await clicks(page, "Continue: Жаңалық", until="3 of 11")
    await clicks(page, "Cancel", until="draft")
    assert await fits(page)
    await page.picture("writing-cancel")
