"""The page of `tabys-bot demo`: where its parts are, and what one does there."""

import json
import sys
from collections.abc import AsyncIterator

import pytest

from tests.integration.browser import BrowserPage, running

# how many there are, without the dots of one that is on its way
BOT_MESSAGES = "document.querySelectorAll('.message.bot:not(.typing)').length"


@pytest.fixture
async def demo() -> AsyncIterator[str]:
    command = (sys.executable, "-m", "tabys_bot", "demo", "--port", "0")
    async with running(*command, announces=r"http://127\.0\.0\.1:\d+") as url:
        yield url


def named(text: str, *, within: str = ".message.bot:last-child") -> str:
    """The button or link of a message whose label contains that text."""
    buttons = f"document.querySelectorAll({json.dumps(within + ' :is(.row > *, .command)')})"
    return f"[...{buttons}].find(e => e.textContent.includes({json.dumps(text)}))"


def one(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})"


def last_says(text: str) -> str:
    return f"{one('.message.bot:last-child')}?.textContent.includes({json.dumps(text)})"


def title_of_last() -> str:
    return f"{one('.message.bot:last-child h2')}?.textContent"


async def sign_in(page: BrowserPage, role: str = "super_admin") -> str:
    """Signs in as one does, and gives the code that was used."""
    if not await page.evaluate(f"{one('#panel')}.open"):
        await page.click(one("#panel summary"))
    await page.evaluate(f"{one('#role')}.value = '{role}'")
    await page.click(one("#get-code"))
    await page.until(f"/^\\/login [A-Z0-9]{{8}}$/.test({one('#code')}.textContent)")
    code: str = await page.evaluate(f"{one('#code')}.textContent.slice(-8)")
    await page.picture(f"code-{await page.evaluate('innerWidth')}")
    await page.click(one("#send-code"))
    await page.until(f"{title_of_last()}?.includes('Menu')")
    return code


async def fits(page: BrowserPage) -> bool:
    """Nothing sticks out to the right or hides behind the bottom."""
    fits: bool = await page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
        " && document.querySelector('#composer').getBoundingClientRect().bottom <= innerHeight"
        " && [...document.querySelectorAll('.message, header *, footer *')].every(e =>"
        "  e.getBoundingClientRect().right <= innerWidth && e.scrollWidth <= e.clientWidth + 1"
        "  || e.closest('svg, h1') || getComputedStyle(e).display === 'inline')"
    )
    return fits
