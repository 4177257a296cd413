"""Sections, filters, searches and photos in the web chat of the demo, in a real Chromium, in Russian and Kazakh."""

import pytest

from tests.integration.browser import DESKTOP, PHONE, BrowserPage, page
from tests.integration.web_chat_page import demo, fits, last_says, named, one, title_of_last

__all__ = ["demo", "page"]  # the fixtures

pytestmark = pytest.mark.browser


async def signed_in(page: BrowserPage, demo: str, language: str, menu: str, size: tuple[int, int] = PHONE) -> None:
    await page.open(demo, size=size)
    await page.click(one(f"#languages [value={language}]"))
    await page.until(f"document.documentElement.lang === '{language}'")
    if not await page.evaluate(f"{one('#panel')}.open"):
        await page.click(one("#panel summary"))
    await page.click(one("#get-code"))
    await page.until(f"/^\\/login [A-Z0-9]{{8}}$/.test({one('#code')}.textContent)")
    await page.click(one("#send-code"))
    await page.until(f"{title_of_last()}?.includes('{menu}')")
    await page.until(f"!{one('.toast.shown')}")


async def test_a_filter_a_card_and_its_photo_in_russian(demo: str, page: BrowserPage) -> None:
    await signed_in(page, demo, "ru", "Меню", DESKTOP)
    await page.click(named("Досуг"))
    await page.click(named("Места"))
    await page.click(named("Фильтры"))
    await page.until(named("Категория"))
    await page.picture("sections-filters")
    await page.click(named("Модерация"))
    await page.click(named("одобрено"))
    await page.until(last_says("Модерация: одобрено"))
    assert await fits(page)
    await page.picture("sections-filtered")
    await page.click(f"{one('.message.bot:last-child .row > *')}")
    await page.until(named("К списку"))
    assert await fits(page)
    await page.picture("sections-card")
    messages = await page.evaluate("document.querySelectorAll('.message').length")
    await page.click(named("Фото"))
    await page.until(f"document.querySelectorAll('.message').length === {messages + 1}")
    await page.until(f"{one('.message.bot:last-child img')}?.naturalWidth > 0")
    await page.picture("sections-photo")


async def test_typed_words_are_found_in_kazakh(demo: str, page: BrowserPage) -> None:
    await signed_in(page, demo, "kk", "Мәзір")
    await page.click(named("Іздеу"))
    await page.until(last_says("Сөзді, есімді"))
    await page.click(one("#text"))
    await page.write("форум")
    await page.key("Enter")
    await page.until(last_says("Мына бөлімдерден табылды"))
    assert await fits(page)
    await page.picture("sections-found-kk")
    await page.click(named("Іс-шаралар (4)"))
    await page.until(last_says("🔎 «форум»"))
    await page.click(named("Тазарту"))
    await page.until(f"!{last_says('🔎 «форум»')}")
