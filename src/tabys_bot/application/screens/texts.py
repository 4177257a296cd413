"""The words of the bot: gettext catalogues for sentences, CLDR for plurals, dates, numbers and money."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations
from importlib import resources
from io import BytesIO
from typing import Self
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import Bilingual, Money

_CATALOGUES = resources.files("tabys_bot.application.screens") / "locales"
# the four currencies of Tabys; CLDR spells some of them out in some languages
_SYMBOLS = {"KZT": "₸", "USD": "$", "EUR": "€", "RUB": "₽"}
_KEEP_TOGETHER = "\u00a0"
_SECONDS_STAY_SECONDS = 90


@lru_cache
def _catalogue(language: Language) -> GNUTranslations:
    compiled = BytesIO()
    source = BytesIO((_CATALOGUES / f"{language}.po").read_bytes())
    # without `locale` Babel drops the third Russian plural
    write_mo(compiled, read_po(source, locale=language.value))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Texts:
    """Everything that depends on the language and the time zone of one visitor."""

    def __init__(self, language: Language, zone: ZoneInfo, *, kazakh_first: bool | None = None) -> None:
        self.language = language
        self.zone = zone
        self._locale = Locale(language.value)
        self._words = _catalogue(language)
        self._kazakh_first = language is Language.KK if kazakh_first is None else kazakh_first

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key; KeyError for a key that no catalogue has."""
        text = self._words.gettext(key)
        if text == key:
            raise KeyError(key)
        return text.format_map(values) if values else text

    def find(self, key: str) -> str | None:
        """The word of that key, None where there is none: for values that the backend may invent."""
        text = self._words.gettext(key)
        return None if text == key else text

    def pick(self, text: Bilingual) -> str:
        """The language of the visitor if it is there; Russian before Kazakh for English."""
        first, second = (text.kk, text.ru) if self._kazakh_first else (text.ru, text.kk)
        return first or second or ""

    def swapped(self) -> Self:
        """The same words, but records tell their texts in their other language first."""
        return type(self)(self.language, self.zone, kazakh_first=not self._kazakh_first)

    @property
    def other_language(self) -> Language:
        """The language of records that `pick` does not prefer."""
        return Language.RU if self._kazakh_first else Language.KK

    def moment(self, at: datetime) -> str:
        """Date and time in the configured zone, such as «9 июня 2027 г., 23:34»."""
        local = at.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def day(self, on: date) -> str:
        return format_date(on, "long", locale=self._locale)

    def short_day(self, at: datetime) -> str:
        return format_datetime(at, "dd.MM.yy", tzinfo=self.zone, locale=self._locale)

    def month(self, on: date) -> str:
        """«Ноябрь 2026»: the head of a calendar."""
        name = format_date(on, "LLLL y", locale=self._locale)
        return name[:1].upper() + name[1:]

    def weekdays(self) -> tuple[str, ...]:
        """The heads of a calendar's columns, Monday first."""
        names = get_day_names("short", context="stand-alone", locale=self._locale)
        return tuple(names[day] for day in range(7))

    def days(self, number: int) -> str:
        """«7 дней»; Kazakh has only the short form in CLDR, which is the word itself."""
        return self._unit(number, "duration-day", "short" if self.language is Language.KK else "long")

    def number(self, value: int | Decimal) -> str:
        return format_decimal(value, "#,##0.##", locale=self._locale)

    def minutes(self, total: int) -> str:
        """«45 минут», «1 ч 30 мин»."""
        hours, minutes = divmod(total, 60)
        if not hours or not minutes:
            return self._unit(hours or minutes, "duration-hour" if hours else "duration-minute", "long")
        return f"{self._unit(hours, 'duration-hour', 'short')} {self._unit(minutes, 'duration-minute', 'short')}"

    def wait(self, seconds: int) -> str:
        """How long to wait, in seconds up to a minute and a half, then in minutes rounded up."""
        if seconds <= _SECONDS_STAY_SECONDS:
            return self._unit(max(1, seconds), "duration-second", "long")
        return self._unit(-(-seconds // 60), "duration-minute", "long")

    def years(self, number: int) -> str:
        return self._unit(number, "duration-year", "long") if number else self("value.no_experience")

    def money(self, amount: Money) -> str:
        """«Бесплатно», «4 991,5 $», «от 150 000 ₸», «150 000 – 300 000 ₸»."""
        low, high = amount.low, amount.high
        symbol = _KEEP_TOGETHER + _SYMBOLS.get(amount.currency, amount.currency)
        if low is not None and high is not None:
            if low == high:
                return self("value.free") if not low else self.number(low) + symbol
            return f"{self.number(low)} – {self.number(high)}{symbol}"
        if low is not None:
            return self("value.from", amount=self.number(low) + symbol)
        return self("value.up_to", amount=self.number(high or Decimal(0)) + symbol)

    def _unit(self, number: int, unit: str, length: str) -> str:
        return format_unit(number, unit, length=length, format="#,##0", locale=self._locale)  # type: ignore[arg-type]


def every_language(zone: ZoneInfo) -> Mapping[Language, Texts]:
    """The texts of all languages; loads their catalogues."""
    return {language: Texts(language, zone) for language in Language}
