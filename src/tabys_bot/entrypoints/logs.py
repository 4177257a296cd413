"""Logs: one line an event, to stderr, and never with a secret in it."""

import logging
import re
import sys

_SECRETS = re.compile(
    r"(?P<bot>\d{3,20}:[A-Za-z0-9_-]{20,})"  # a bot token, also within a URL
    r"|(?P<jwt>eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?)"
    r"|(?P<words>(?<=[?&])(?:search|keyword|full_name|reason)=[^\s&'\"]*)"  # names, phones
    r"|(?P<bearer>(?i:bearer)\s+[^\s'\"]+)"
    r"|(?P<login>/(?i:login|start)\b\s*[^\n]*)"
    r"|(?P<otp>(?i:otp_token)['\"]?\s*[:=]\s*['\"]?\w+)"
    r"|(?P<password>(?<=://)[^/\s:@]*:[^/\s]+(?=@))"  # redis://user:password@host
)
_CHATTY = ("httpx", "httpcore", "aiogram.event", "asyncio", "aiohttp.access")


class _Redacting(logging.Formatter):
    """Formats the whole line, its traceback included, and then removes what looks like a secret."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\r", " ")
        line = _SECRETS.sub(lambda match: f"<{match.lastgroup}>", line)
        # what a visitor or Tabys wrote must not look like a line of its own
        return line.replace("\n", "\n  " if record.exc_info else " ")


def configure(level: str, *, debug: bool) -> None:
    """All loggers to one handler. `debug` also lets the libraries talk."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    logging.basicConfig(level="DEBUG" if debug else level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.WARNING)
