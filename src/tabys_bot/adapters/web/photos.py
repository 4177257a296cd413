"""The photos of a screen as data that a page may show under a strict policy."""

import asyncio
import base64
from collections.abc import Sequence

from tabys_bot.adapters.web.screens import Json
from tabys_bot.application.screens.screen import Photo, Screen
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.pictures import kind_of_picture

_LOADED_AT_ONCE = 4
_LARGEST_ANSWER = 5 * 1024 * 1024  # of all photos together


async def photos_as_json(screen: Screen) -> list[Json]:
    """For each photo its content, or the sentence that stands for it."""
    loaded = await _load(screen.photos)
    room, answer = _LARGEST_ANSWER, []
    for one in loaded:
        if isinstance(one, Failure):
            answer.append({"trouble": one.failure()})
            continue
        content = one.unwrap()
        kind = kind_of_picture(content)
        if kind is None or len(content) > room:
            answer.append({"trouble": screen.unshown})
            continue
        room -= len(content)
        answer.append({"src": f"data:image/{kind};base64,{base64.b64encode(content).decode()}"})
    return answer


async def _load(photos: Sequence[Photo]) -> Sequence[Outcome[bytes, str]]:
    room = asyncio.Semaphore(_LOADED_AT_ONCE)

    async def load(photo: Photo) -> Outcome[bytes, str]:
        async with room:
            return await photo.load()

    return await asyncio.gather(*map(load, photos))
