"""Addresses: of pages that a browser can open, and of pictures, which Tabys writes in five forms."""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Raw, Reader
from tabys_bot.domain.records import Picture

_LONGEST = 1000
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|\\")
_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"
_HERE = ("localhost", "local", "internal", "lan")


def link(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> str | None:
    """An address that a browser can open, percent-encoded; nothing else may become a button."""
    address, host = _absolute(_short(raws[0]))
    return address if "." in host else None


def picture_in(folder: str) -> Reader:
    """Reads addresses of pictures; those without a host lie in that folder of the media host."""

    def reader(raws: Sequence[Raw], context: Context) -> Picture | None:
        raw = _short(raws[0])
        if raw and not _SCHEME.match(raw):
            path = raw.lstrip("/")
            under = path if path.startswith(folder) else folder + path
            raw = f"{context.media.rstrip('/')}/{under}" if path and ".." not in path.split("/") else ""
        address, host = _absolute(raw)
        return Picture(address, _is_public(host)) if address else None

    return reader


picture = picture_in("")


def _short(raw: Raw) -> str:
    text = raw.strip() if isinstance(raw, str) else ""
    return text if len(text) <= _LONGEST else ""


def _absolute(raw: str) -> tuple[str, str]:
    """A whole http address, percent-encoded, and its host; both empty for anything else."""
    try:
        parts = urlsplit(raw)
        host = parts.hostname or ""
        usable = parts.scheme in ("http", "https") and _HOST.fullmatch(host) and "@" not in parts.netloc
        # a port that is none raises here, as do lone surrogates
        return (quote(raw, safe=_CHARACTERS), host) if usable and parts.port != 0 else ("", "")
    except ValueError:
        return "", ""


def _is_public(host: str) -> bool:
    """Whether others can reach it: a name with a dot, or an address of the open Internet."""
    labels = host.split(".")
    if len(labels) == 1 or labels[-1] in _HERE:
        return False
    if not labels[-1].isdigit():
        return True
    try:
        return ip_address(host).is_global
    except ValueError:
        return False
