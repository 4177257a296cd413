"""Pictures drawn from their addresses: a sky, a sun and hills in colours of their own, as PNG."""

import colorsys
import struct
import zlib
from functools import lru_cache
from math import sqrt

_WIDTH, _HEIGHT = 640, 360
_SKY = 120  # shades of the sky, from the top; after them in the palette come the sun and the hills
_SUN, _FAR_HILL, _NEAR_HILL = _SKY, _SKY + 1, _SKY + 2


@lru_cache(maxsize=128)
def drawn(address: str) -> bytes:
    """The same picture for the same address."""
    seed = zlib.crc32(address.encode())
    rows = [bytearray([y * _SKY // _HEIGHT]) * _WIDTH for y in range(_HEIGHT)]
    _ellipse(rows, _SUN, (90 + seed % 460, 70 + seed // 7 % 110), 44, 44)
    _ellipse(rows, _FAR_HILL, (80 + seed // 11 % 220, 390), 420, 160)
    _ellipse(rows, _NEAR_HILL, (340 + seed // 13 % 260, 400), 460, 130)
    return _png(rows, _palette(seed % 360 / 360))


def _ellipse(rows: list[bytearray], colour: int, centre: tuple[int, int], width: int, height: int) -> None:
    """By its half axes; what is beyond the edges is not drawn."""
    x, y = centre
    for row in range(max(0, y - height), min(_HEIGHT, y + height)):
        half = int(width * sqrt(1 - ((row - y) / height) ** 2))
        left, right = max(0, x - half), min(_WIDTH, x + half)
        rows[row][left:right] = bytes([colour]) * (right - left)


def _palette(hue: float) -> bytes:
    sky = [_colour(hue + 0.12 * shade / _SKY, 0.55 - 0.4 * shade / _SKY, 0.85) for shade in range(_SKY)]
    return b"".join((*sky, _colour(0.13, 0.35, 1.0), _colour(hue + 0.45, 0.35, 0.6), _colour(hue + 0.48, 0.5, 0.4)))


def _colour(hue: float, saturation: float, value: float) -> bytes:
    return bytes(round(255 * part) for part in colorsys.hsv_to_rgb(hue % 1, saturation, value))


def _png(rows: list[bytearray], palette: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)  # eight bits, by palette
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))  # each row begins with "no filter"
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
