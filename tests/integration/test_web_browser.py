"""The web chat of `tabys-bot demo` in a real Chromium, as a person uses it.

`SCREENSHOTS=directory` keeps pictures of what was seen.
"""

import asyncio
import base64
import itertools
import json
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

pytestmark = pytest.mark.browser

PATIENCE_SECONDS = 20
PHONE = (390, 844)
DESKTOP = (1280, 920)
SMALLEST = (320, 568)

_CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
)
# resolves as soon as the expression is true of a painted page
_UNTIL = "new Promise(done => {{ const look = () => ({}) ? done(true) : requestAnimationFrame(look); look(); }})"


class BrowserPage:
    """A page of Chromium, driven over the DevTools protocol with a real mouse and keyboard."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._session: str | None = None
        self.complaints: list[str] = []

    async def open(self, url: str, *, size: tuple[int, int], dark: bool = False) -> None:
        target = await self._call("Target.createTarget", url="about:blank")
        attached = await self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            await self._call(f"{domain}.enable")
        await self._call("Emulation.setLocaleOverride", locale="en-US")
        await self.resize(*size)
        await self.prefer(dark=dark)
        await self._call("Page.navigate", url=url)
        await self.until("document.querySelector('.message.bot .row')")

    async def resize(self, width: int, height: int) -> None:
        await self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < DESKTOP[0],
        )

    async def prefer(self, *, dark: bool) -> None:
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self._call("Emulation.setEmulatedMedia", features=[feature])

    async def reload(self) -> None:
        await self._call("Page.reload")
        await self.until("document.readyState === 'complete' && document.querySelector('.message')")

    async def evaluate(self, expression: str) -> Any:
        answer = await self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def until(self, expression: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.evaluate(_UNTIL.format(expression))
        except TimeoutError:
            pytest.fail(f"never came true: {expression}")

    async def click(self, element: str) -> None:
        """Press the middle of what the expression gives, once it is there and nothing lies over it."""
        found = f"(() => {{ const e = {element}; e?.scrollIntoView({{block: 'nearest'}}); return e; }})()"
        await self.until(found)
        middle = await self.evaluate(
            f"(() => {{ const e = {element}, r = e.getBoundingClientRect();"
            " const x = r.x + r.width / 2, y = r.y + r.height / 2, top = document.elementFromPoint(x, y);"
            " return [x, y, e === top || e.contains(top)]; })()"
        )
        assert middle[2], f"something lies over {element}"
        for kind in ("mousePressed", "mouseReleased"):
            await self._call(
                "Input.dispatchMouseEvent", type=kind, x=middle[0], y=middle[1], button="left", clickCount=1
            )

    async def write(self, text: str) -> None:
        await self._call("Input.insertText", text=text)

    async def key(self, name: str) -> None:
        code = {"Enter": 13, "Escape": 27, "Tab": 9}[name]
        text = {"text": "\r"} if name == "Enter" else {}
        await self._call("Input.dispatchKeyEvent", type="keyDown", key=name, windowsVirtualKeyCode=code, **text)
        await self._call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    async def offline(self, *, lost: bool) -> None:
        await self._call("Network.enable")
        await self._call(
            "Network.emulateNetworkConditions", offline=lost, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    async def picture(self, name: str) -> None:
        folder = os.environ.get("SCREENSHOTS")
        if not folder:
            return
        await self.evaluate(
            "Promise.all(document.getAnimations().map(a => a.playState === 'running' && a.effect"
            ".getTiming().iterations === 1 ? a.finished : null))"
        )
        shot = await self._call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(_keep, Path(folder, f"{name}.png"), base64.b64decode(shot["data"]))

    async def _call(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": params, **session})
        while True:
            event = json.loads(await self._socket.receive_str())
            if event.get("id") == number:
                assert "error" not in event, f"{method}: {event['error']}"
                return event["result"]
            self._note(event)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(event["params"]["exceptionDetails"]))
        if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
            self.complaints.append(event["params"]["entry"]["text"])


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@asynccontextmanager
async def running(*command: str, announces: str) -> AsyncIterator[str]:
    """A program until the end of the block, and the words it printed that fit `announces`."""
    pipe = asyncio.subprocess.PIPE
    program = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
    assert program.stdout
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said = await _wait_for(announces, program.stdout)
        yield said
    finally:
        if program.returncode is None:
            program.terminate()
        await program.communicate()


async def _wait_for(announces: str, output: asyncio.StreamReader) -> str:
    lines = []
    async for line in output:
        if found := re.search(announces, line.decode()):
            return found[0]
        lines.append(line.decode())
    pytest.fail(f"ended early: {''.join(lines)}")


@pytest.fixture
async def demo() -> AsyncIterator[str]:
    command = (sys.executable, "-m", "tabys_bot", "demo", "--port", "0")
    async with running(*command, announces=r"http://127\.0\.0\.1:\d+") as url:
        yield url


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[BrowserPage]:
    """A fresh browser; the page must not have complained at the end."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed")
    command = (chromium, *_CHROMIUM_FLAGS, f"--user-data-dir={tmp_path}")
    async with (
        running(*command, announces=r"ws://\S+") as address,
        ClientSession() as http,
        http.ws_connect(address, max_msg_size=0) as socket,
    ):
        opened = BrowserPage(socket)
        yield opened
        assert opened.complaints == []


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


async def test_commands_photos_and_texts_are_sent(demo: str, page: BrowserPage) -> None:
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
    await page.until(last_says("What you may do"))

    await page.click(one("#photo"))
    await page.until(f"{one('.mine .picture')} && {last_says('I understand buttons and commands')}")
    await page.picture("photo")
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
