"""Time that passes at once: what a timeout does is shown without waiting for it, and alike on a slow machine."""

import asyncio


def leap(seconds: float) -> None:
    """On this loop it is so much later from now on.

    A timeout of many seconds can thus end a call that certainly has reached the server, where a short one
    might end it earlier or later, as fast as the machine happens to be.
    """
    loop = asyncio.get_running_loop()
    earlier = loop.time
    loop.time = lambda: earlier() + seconds  # type: ignore[method-assign]
