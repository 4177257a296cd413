"""What lies under `/uploads` of the fake Tabys: open to everyone, typed by the extension alone."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.integration.servers.tabys_wire import Reply, Row, reply

# Eight pixels by six, each in its own format.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8cfc0f01f0005000201a5f645400000000049454e44ae426082"
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAGElEQVR4nGNkYKiQY2DARCwMGgxYAT0kAPVaAihOHBw0AAAAAElFTkSuQmCC"
)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
    "x5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAGAAgD"
    "ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAZEAEAAgMAAAAAAAAAAAAAAAAAAgQFITH/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//E"
    "ABoRAAICAwAAAAAAAAAAAAAAAAACAzEEERL/2gAMAwEAAhEDEQA/AIrY6GuAJO7bsWPI/Fn/2Q=="
)
WEBP = base64.b64decode(
    "UklGRj4AAABXRUJQVlA4IDIAAACwAQCdASoIAAYABABoJbACdAEOuwSAAP7mB+7tJsiUHDDOucDdCL++wHz4yadDrigAAA=="
)
GIF = base64.b64decode(
    "R0lGODdhCAAGAIIAALS0eGm0eJZ4eB6geGlQeLQUeGkUeB4UeCwAAAAACAAGAAAIJwAPCDRgoIBBgQcIGiwgkIBDAQIKDJhIACLEiQMCBADAcaLGjRwD"
    "AgA7"
)
HUGE = 13 * 1024 * 1024
TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}
NO_FILE = reply({"detail": "Not Found"}, 404)
FILES: Mapping[str, bytes] = {
    "/uploads/events/seed.png": DOT,
    "/uploads/events/seed.jpg": JPEG,
    "/uploads/events/text.jpg": "это не картинка".encode(),
    "/uploads/events/empty.jpg": b"",
    "/uploads/events/a b қазақ.png": PNG,
    "/uploads/courses/seed.png": DOT,
    "/uploads/projects/seed.jpg": JPEG,
    "/uploads/gallery/seed.png": PNG,
    "/uploads/places/seed.webp": WEBP,
    "/uploads/places/seed.jpg": JPEG,
    "/uploads/tickets/seed.webp": WEBP,
    "/uploads/tickets/seed.jpg": JPEG,
    "/uploads/promo/seed.webp": WEBP,
    "/uploads/promo/seed.jpg": JPEG,
    "/uploads/volunteer/icon.gif": GIF,
}
MOVED: Mapping[str, str] = {
    "/uploads/events/moved.jpg": "/uploads/events/seed.jpg",
    "/uploads/events/abroad.jpg": "https://example.invalid/uploads/events/seed.jpg",
    "/uploads/events/circle.jpg": "/uploads/events/circle.jpg",
}
# A picture that begins well and never ends; one that is too big for Telegram.
STALLED = "/uploads/events/stalled.jpg"
BIG = "/uploads/events/huge.jpg"


def served(path: str, uploads: Sequence[Row] = ()) -> Reply:
    """`uploads`: what was written to Tabys since it began."""
    if (elsewhere := MOVED.get(path)) is not None:
        return Reply(302, b"", "text/html; charset=utf-8", {"Location": elsewhere})
    if path == STALLED:
        return replace(Reply(200, JPEG, TYPES["jpg"]), stalls=True)
    if path == BIG:
        return Reply(200, JPEG + bytes(HUGE), TYPES["jpg"])
    files = {**FILES, **{row["path"]: row["content"] for row in uploads}}
    if path not in files:
        return NO_FILE
    return Reply(200, files[path], TYPES[path.rpartition(".")[2]])
