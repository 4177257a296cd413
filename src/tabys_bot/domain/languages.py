"""The languages of the bot."""

from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """A language with a catalogue in `locales`, by its ISO 639-1 code."""

    KK = "kk"
    RU = "ru"
    EN = "en"

    @classmethod
    def parse(cls, code: object) -> Self | None:
        """The language of a code such as `ru` or `ru-RU`; None for any other."""
        name = code.partition("-")[0].lower() if isinstance(code, str) else ""
        return cls(name) if name in cls._value2member_map_ else None
