"""Reading a picture that the page sends: a form of two parts, `about` in JSON and then `photo`."""

from dataclasses import dataclass

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from tabys_bot.domain.pictures import LARGEST_PICTURE
from tabys_bot.domain.text import one_line

_LARGEST_ABOUT = 1024
_LONGEST_NAME = 100
_NAME = "photo"


@dataclass(frozen=True, slots=True)
class Upload:
    """What came: who sent it, as JSON that nobody has checked, and the file."""

    about: bytes
    name: str
    content: bytes


async def uploaded(request: web.Request) -> Upload:
    """Raises HTTPBadRequest or HTTPRequestEntityTooLarge; no more is read than a picture may have."""
    try:
        form = await request.multipart()
        about = await _content(await _part(form, "about"), _LARGEST_ABOUT)
        photo = await _part(form, "photo")
        name = one_line((photo.filename or "")[-_LONGEST_NAME:], _LONGEST_NAME)
        return Upload(about, name or _NAME, await _content(photo, LARGEST_PICTURE))
    except (
        ValueError,
        RuntimeError,
        HttpProcessingError,
    ):  # no boundary, broken headers
        raise web.HTTPBadRequest(text="The form cannot be read.") from None


async def _part(form: MultipartReader, name: str) -> BodyPartReader:
    part = await form.next()
    if not isinstance(part, BodyPartReader) or part.name != name:
        raise web.HTTPBadRequest(text=f"The form must have the part `{name}` here.")
    return part


async def _content(part: BodyPartReader, at_most: int) -> bytes:
    """As it comes: what is sent must not grow behind the count."""
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > at_most:
            raise web.HTTPRequestEntityTooLarge(at_most, len(content), text=f"At most {at_most} bytes.")
    return bytes(content)
