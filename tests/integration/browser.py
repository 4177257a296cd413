"""A real Chromium, driven as a person drives it."""

import asyncio
import base64
import itertools
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

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

    async def clipboard(self) -> str:
        """What was copied last."""
        await self._call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        await self._call("Page.bringToFront")
        text: str = await self.evaluate("navigator.clipboard.readText()")
        return text

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
            ".getTiming().iterations === 1 ? a.finished.catch(() => null) : null))"
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
async def page(tmp_path: Path) -> AsyncIterator[BrowserPage]:
    """A fresh browser; the page must not have complained at the end."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.fail("Chromium is not installed: these tests need `chromium` on PATH.")
    command = (chromium, *_CHROMIUM_FLAGS, f"--user-data-dir={tmp_path}")
    async with (
        running(*command, announces=r"ws://\S+") as address,
        ClientSession() as http,
        http.ws_connect(address, max_msg_size=0) as socket,
    ):
        opened = BrowserPage(socket)
        yield opened
        assert opened.complaints == []
