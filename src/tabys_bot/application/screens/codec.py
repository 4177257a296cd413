"""Intents as short text, so that a button carries all it means and needs no memory behind it.

`1c-news-17-8`: version, letter, then the intent's fields in order; those at the end that have their default are left
out, so that buttons of today stay valid when an intent gets another field with a default. Only `A-Za-z0-9_-`, so that
the same text also fits a Telegram deep link (parameter `start` of t.me links).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import get_type_hints

from tabys_bot.application.screens import intents
from tabys_bot.application.screens.intents import How, Intent, Line, Origin, Part, Reason, TelegramId
from tabys_bot.domain.access import Module
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section

VERSION = "1"
_LONGEST = 64

_WORD = re.compile(r"[A-Za-z0-9_]{0,18}", re.ASCII)  # no longer, so that the longest intent still fits
_SHORT_WORD = re.compile(r"[a-z_]{0,10}", re.ASCII)
_LARGEST_TELEGRAM_ID = 2**52
_LARGEST_PART = 9_999

# a letter that is given away is never given to another intent: old buttons carry it. Moderation has two letters each,
# the first of which no other has
_LETTERS: Mapping[str, type[Intent]] = {
    "m": intents.OpenMenu,
    "u": intents.OpenModule,
    "l": intents.OpenList,
    "c": intents.OpenCard,
    "p": intents.ShowPictures,
    "k": intents.FollowLookup,
    "f": intents.ShowFilters,
    "v": intents.ChooseFilter,
    "w": intents.SetFilter,
    "x": intents.ClearFilters,
    "q": intents.AskSearch,
    "i": intents.SearchIn,
    "j": intents.AskPage,
    "d": intents.AskFind,
    "e": intents.Find,
    "r": intents.OpenRecent,
    "A": intents.OpenPanel,
    "S": intents.ListSignedIn,
    "T": intents.ShowSignedIn,
    "V": intents.AskRevocation,
    "R": intents.RevokeSignedIn,
    "O": intents.ListOwnSessions,
    "W": intents.AskEndOwnSession,
    "E": intents.EndOwnSession,
    "G": intents.ListRegistrations,
    "H": intents.ShowRegistration,
    "P": intents.AskApproval,
    "Y": intents.ApproveRegistration,
    "Q": intents.AskRejection,
    "N": intents.RejectRegistration,
    "D": intents.ShowNumbers,
    "b": intents.StartAct,
    "t": intents.DoAct,
    "y": intents.ListDrafts,
    "z": intents.OpenDraft,
    "B": intents.ShowSheet,
    "C": intents.AskQuestion,
    "F": intents.Reply,
    "I": intents.SaveDraft,
    "J": intents.LookAgain,
    "L": intents.StartAnew,
    "M": intents.AskDiscard,
    "U": intents.DiscardDraft,
    "X": intents.ShowHistory,
    "Zo": intents.OpenQueue,
    "Zq": intents.StartQueue,
    "Zk": intents.StartKind,
    "Zn": intents.NextWaiting,
    "Zs": intents.ShowWaiting,
    "Zd": intents.Decide,
    "Zr": intents.AskReason,
    "Zt": intents.TypeReason,
    "Zl": intents.ListWaiting,
    "Zm": intents.MarkWaiting,
    "Zp": intents.MarkPage,
    "Zc": intents.ClearMarks,
    "Zb": intents.AskBatch,
    "Ze": intents.TypeBatchReason,
    "Zg": intents.StartBatch,
    "Zh": intents.ShowBatch,
    "Zi": intents.RetryBatch,
    "Zv": intents.ShowAlerts,
    "Zw": intents.SetAlertMode,
    "Zx": intents.ToggleAlertKind,
    "Zy": intents.ToggleAlertHour,
    "Zz": intents.SetQuietHours,
    "s": intents.ShowStatus,
    "h": intents.ShowHelp,
    "g": intents.ChooseLanguage,
    "n": intents.SetLanguage,
    "a": intents.AskSignOut,
    "o": intents.SignOut,
}
_CODES = {intent: letter for letter, intent in _LETTERS.items()}
_FIELDS = {intent: tuple((field.name, field.default) for field in fields(intent)) for intent in _CODES}


def _number(text: str, largest: int = LARGEST_ID) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > largest:
        raise ValueError(text)
    return int(text)


def _telegram_id(text: str) -> int:
    return _number(text, _LARGEST_TELEGRAM_ID)


def _part(text: str) -> int:
    return _number(text, _LARGEST_PART)


def _word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise ValueError(text)
    return text


def _reason(text: str) -> str:
    if not _SHORT_WORD.fullmatch(text):
        raise ValueError(text)
    return text


def _flag(text: str) -> bool:
    return {"0": False, "1": True}[text]


_PARSERS: Mapping[object, Callable[[str], object]] = {
    int: _number,
    TelegramId: _telegram_id,
    Part: _part,
    bool: _flag,
    str: _word,
    Module: Module,
    Section: Section,
    Language: Language,
    Stretch: Stretch,
    Origin: Origin,
    How: How,
    Line: Line,
    Reason: _reason,
    AlertMode: AlertMode,
}
_SHAPES = {
    letter: tuple(_PARSERS[get_type_hints(intent)[field.name]] for field in fields(intent))
    for letter, intent in _LETTERS.items()
}


def encode(intent: Intent) -> str:
    """The text of a pressable intent. KeyError for one that no button may carry."""
    values = [(getattr(intent, name), default) for name, default in _FIELDS[type(intent)]]
    while values and values[-1][0] == values[-1][1]:
        values.pop()
    texts = (str(int(value)) if isinstance(value, int) else str(value) for value, _ in values)
    return "-".join((VERSION + _CODES[type(intent)], *texts))


def decode(text: str) -> Intent | None:
    """The intent of a button; None for anything that `encode` of this version could not have made."""
    head, *values = text[: _LONGEST + 1].split("-")
    letter = head.removeprefix(VERSION)
    if head == letter or letter not in _LETTERS or len(values) > len(_SHAPES[letter]):
        return None
    make: Callable[..., Intent] = _LETTERS[letter]
    try:
        intent = make(*(parse(value) for parse, value in zip(_SHAPES[letter], values, strict=False)))
    except (ValueError, KeyError, TypeError):  # TypeError: a field without a default is missing
        return None
    return intent if encode(intent) == text else None


def is_pressable(intent: Intent) -> bool:
    """Whether a button can carry the intent."""
    return type(intent) in _CODES
