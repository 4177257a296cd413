"""The web chat of `tabys-bot demo` in a real Chromium, as a person uses it.

`SCREENSHOTS=directory` keeps pictures of what was seen.
"""

import pytest

from tests.integration.browser import DESKTOP, PHONE, SMALLEST, BrowserPage, page
from tests.integration.web_chat_page import demo, fits, last_says, named, one, sign_in, title_of_last

__all__ = ["demo", "page"]  # the fixtures

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True), (SMALLEST, False)]
)
async def test_an_admin_signs_in_and_reads_a_record(
    demo: str, page: BrowserPage, size: tuple[int, int], *, dark: bool
) -> None:
    look = f"{size[0]}-{'dark' if dark else 'light'}"
    await page.open(demo, size=size, dark=dark)
    assert await fits(page)
    await page.picture(f"{look}-1-welcome")

    code = await sign_in(page)
    assert await page.evaluate(f"{one('.remark')}.textContent") == "The message with the code was deleted"
    assert code not in await page.evaluate("document.body.textContent + JSON.stringify(sessionStorage)")
    assert await fits(page)
    await page.picture(f"{look}-2-menu")

    messages = await page.evaluate("document.querySelectorAll('.message').length")
    await page.click(named("News"))
    await page.until(f"{title_of_last()}.includes('News') && {named('Menu')}")
    assert await fits(page)
    await page.picture(f"{look}-3-list")

    record = f"{one('.message.bot:last-child .row > *')}"
    await page.click(record)
    await page.until(f"{named('Back to the list')}")
    assert await page.evaluate("document.querySelectorAll('.message').length") == messages
    assert await fits(page)
    await page.picture(f"{look}-4-card")

    await page.click(named("Refresh"))
    await page.until(f"{one('.toast.shown')}?.textContent")
    await page.picture(f"{look}-5-toast")


async def test_the_page_and_the_bot_change_their_language(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await page.click(one("#languages [value=kk]"))
    await page.until(last_says("әкімші панелі"))
    assert await page.evaluate("document.documentElement.lang") == "kk"
    assert await page.evaluate(f"{one('#text')}.placeholder") == "Хабарлама"
    await page.picture("language-kk")
    await page.click(named("Тіл"))
    await page.click(named("Русский"))
    await page.until(last_says("панель администратора"))
    await page.click(one("#languages [value=en]"))
    await page.until("document.documentElement.lang === 'en'")
    await page.until(last_says("панель администратора"))  # a language chosen in the bot wins


async def test_commands_and_texts_are_sent(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await page.click(one("#menu"))
    await page.until(f"{one('#commands')}.children.length > 3")
    await page.picture("commands")
    await page.key("Escape")
    assert await page.evaluate(f"{one('#commands')}.hidden && document.activeElement.id === 'menu'")

    await sign_in(page)
    await page.click(one("#text"))
    await page.write("/sta")
    await page.until(f"!{one('#commands')}.hidden && {one('#commands')}.children.length === 1")
    await page.click(one("#commands button"))
    await page.until(last_says("What your role may do"))

    await page.click(one("#text"))
    await page.write("/help")
    await page.key("Enter")
    await page.click(named("/logout"))
    await page.until(last_says("How to sign in"))


async def test_the_chat_outlives_a_reload_and_its_buttons_still_work(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=DESKTOP)
    await sign_in(page, role="npo")
    before = await page.evaluate(f"{one('#chat')}.innerText")
    await page.reload()
    assert await page.evaluate(f"{one('#chat')}.innerText") == before
    await page.click(named("Projects"))
    await page.until(f"{title_of_last()}.includes('Projects')")


async def test_a_silent_server_is_told_and_tried_again(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await page.offline(lost=True)
    await page.click(named("Help"))
    await page.until(last_says("The demo server does not answer."))
    await page.picture("no-answer")
    await page.offline(lost=False)
    page.complaints.clear()  # the browser noticed the lost network as well
    await page.click(named("Try again"))
    await page.until(f"!{one('.trouble')} && {last_says('/login')}")


async def test_links_open_web_pages_elsewhere(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=PHONE)
    await sign_in(page)
    await page.click(named("Courses"))
    await page.until(f"{title_of_last()}.includes('Courses')")
    await page.click(one(".message.bot:last-child .row > *"))
    await page.until(named("Back to the list"))
    links = await page.evaluate("[...document.querySelectorAll('.row a')].map(a => [a.protocol, a.target, a.rel])")
    assert links
    assert all(link == [link[0], "_blank", "noopener noreferrer"] and link[0] in {"http:", "https:"} for link in links)


async def test_another_user_starts_from_nothing(demo: str, page: BrowserPage) -> None:
    await page.open(demo, size=DESKTOP)
    await sign_in(page)
    first = await page.evaluate("localStorage['tabys-visitor']")
    await page.click(one("#start-over"))
    await page.until(f"document.querySelectorAll('.message').length === 2 && {last_says('How to sign in')}")
    assert await page.evaluate("localStorage['tabys-visitor']") != first
