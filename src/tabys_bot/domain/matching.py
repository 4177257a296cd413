"""Whether a record is one that is looked for, for whoever must look through records himself."""

import re
from collections.abc import Iterator

from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Kind

_SEARCHED = {Kind.LINE, Kind.PHONE, Kind.EMAIL}
_LEAST_DIGITS = 3
_PHONE_CHARACTERS = re.compile(r"[0-9+()\s.\-\u2010-\u2015]+")
_DIGITS = re.compile(r"[0-9]")
_WITH_COUNTRY, _WITHOUT_COUNTRY = 11, 10
# phones of many an admin have no Kazakh keyboard
_FOLDED = str.maketrans("ёәіңғүұқөһ", "еаингуукох")


def matches(entity: Entity, text: str) -> bool:
    """Whether the record has all the words, each anywhere, or the number, however a phone was typed."""
    return _is_its_number(entity, text) or _has_phone(entity, text) or _has_words(entity, text)


def folded(text: str) -> str:
    """Without case, and with the Russian letter in place of a Kazakh one that looks like it."""
    return text.casefold().translate(_FOLDED)


def digits_of(text: str) -> str:
    return "".join(_DIGITS.findall(text))


def looks_like_a_phone(text: str) -> bool:
    return _PHONE_CHARACTERS.fullmatch(text) is not None and digits_of(text) != ""


def full_number(text: str) -> str:
    """The digits with the country in front: 8, or nothing, before ten digits is how one dials within Kazakhstan."""
    digits = digits_of(text)
    if "+" in text:
        return digits
    if len(digits) == _WITH_COUNTRY and digits[0] == "8":
        return f"7{digits[1:]}"
    return f"7{digits}" if len(digits) == _WITHOUT_COUNTRY and digits[0] == "7" else digits


def _is_its_number(entity: Entity, text: str) -> bool:
    return text.strip().lstrip("№#").strip() == str(entity.id)


def _has_words(entity: Entity, text: str) -> bool:
    written = folded("\n".join(_texts(entity)))
    return all(word in written for word in folded(text).split())


def _has_phone(entity: Entity, text: str) -> bool:
    digits = full_number(text) if looks_like_a_phone(text) else ""
    return len(digits) >= _LEAST_DIGITS and any(digits in number for number in _phones(entity))


def _texts(entity: Entity) -> Iterator[str]:
    spec = CATALOGUE[entity.section]
    for field in spec.fields:
        if field.kind in _SEARCHED or field.name in spec.titles:
            value = entity.values.get(field.name)
            texts = (value.kk, value.ru) if isinstance(value, Bilingual) else (value,)
            yield from (text for text in texts if isinstance(text, str))


def _phones(entity: Entity) -> Iterator[str]:
    for field in CATALOGUE[entity.section].fields:
        value = entity.values.get(field.name)
        if field.kind is Kind.PHONE and isinstance(value, str):
            yield full_number(value)
