"""What a picture is, by its content: no name and no content type can be trusted."""

LARGEST_PICTURE = 10 * 1024 * 1024  # what Telegram takes as a photo

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def kind_of_picture(content: bytes) -> str | None:
    """`png`, `jpeg`, `gif` or `webp`, as in `image/png`; None for anything that is no picture."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
