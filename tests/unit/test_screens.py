"""No record, however hostile, makes a screen that Telegram would refuse or that loses a word."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.screens import records
from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.modules import PAGE_SIZE, Bilingual, Entity, Field, Kind, Money, Page, Value
from tests.unit.drawn import check
from tests.unit.scene import TEXTS
from tests.unit.strategies import any_text

Maker: TypeAlias = Callable[[Field], Value | None]

FAMILY = "\u200d".join("👨👩👧👦")
LARGEST_ID = 2**31 - 1
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SENTENCES = " ".join(f"Сөйлем {number}: <b>не тег</b> & «кавычки»." for number in range(170))[:6000]
TEXTS_OF_ALL_SORTS = {
    "a long text": SENTENCES,
    "an unbroken word": "ж" * 6000,
    "an unbroken word of emoji": "🎉" * 6000,
    "families": FAMILY * 850,
    "flags": "🇰🇿" * 3000,
    "marks of direction": "\u202eтекст\u2066 \u200fعربي\u2069 " * 300,
    "markup": "<b>&lt;</b><script>&amp;</script> </b> ]]> <!-- " * 150,
    "accents": "и" + "\u0306" * 6000,
    "lines": "строка\n" * 800,
}
NUMBERS: Mapping[Kind, Value] = {
    Kind.COUNT: 10**15 - 1,
    Kind.RATING: Decimal(10**15) - Decimal("0.01"),
    Kind.MINUTES: 10**15 - 1,
    Kind.YEARS: 10**15 - 1,
    Kind.MONEY: Money(Decimal(-(10**15) + 1), Decimal(10**15 - 1), "<&>"),
    Kind.FLAG: True,
    Kind.DATE: date(2199, 12, 31),
    Kind.MOMENT: datetime(1900, 1, 1, tzinfo=UTC),
}
modules = pytest.mark.parametrize("module", CATALOGUE)
languages = pytest.mark.parametrize("language", Language)


def entity(module: Module, make: Maker, number: int = LARGEST_ID) -> Entity:
    made = {field.name: make(field) for field in CATALOGUE[module].fields}
    return Entity(module, number, {name: value for name, value in made.items() if value is not None})


def full_of(text: str) -> Maker:
    """That text wherever a text can be, the largest numbers elsewhere."""
    return lambda field: "https://example.kz/" if field.kind is Kind.LINK else NUMBERS.get(field.kind, text)


def parts(record: Entity, language: Language) -> list[Screen]:
    """All parts of the card, walked by its buttons from the first to the last."""
    asked: OpenCard | None = OpenCard(record.module, record.id, back=LARGEST_ID)
    screens = []
    while asked:
        screens.append(records.card(record, asked, TEXTS[language]))
        onward = [
            button.intent
            for row in screens[-1].rows
            for button in row
            if isinstance(button, Press) and isinstance(button.intent, OpenCard) and button.intent.part > asked.part
        ]
        asked = onward[0] if onward else None
        assert len(screens) < 100
    return screens


def listing(record: Entity, language: Language) -> Screen:
    page = Page((record,) * PAGE_SIZE, LARGEST_ID - PAGE_SIZE, has_next=True)
    return records.listing(record.module, page, TEXTS[language], fresh=True)


def letters(text: str) -> str:
    """What must not be lost: all but blanks, and the ellipses that mark a cut."""
    return "".join(text.replace("…", "").split())


@languages
@modules
@pytest.mark.parametrize("text", TEXTS_OF_ALL_SORTS.values(), ids=TEXTS_OF_ALL_SORTS)
def test_a_record_full_of_anything_can_be_listed_and_read_to_its_end(
    text: str, module: Module, language: Language
) -> None:
    record = entity(module, full_of(text))
    check(listing(record, language))
    read = letters("".join(check(screen).partition("\n")[2] for screen in parts(record, language)))  # no titles
    assert read.count(letters(text)) >= sum(field.kind is Kind.TEXT for field in CATALOGUE[module].fields)


@languages
@modules
def test_a_record_of_nothing_but_a_number_has_a_label_and_a_card(module: Module, language: Language) -> None:
    record = entity(module, lambda _: None, number=17)
    nameless = TEXTS[language]("record.nameless", id=17)
    assert listing(record, language).rows[0] == (Press(nameless, OpenCard(module, 17, LARGEST_ID - PAGE_SIZE)),)
    (card,) = parts(record, language)
    assert check(card) == f"{CATALOGUE[module].icon} {nameless}\n\n{TEXTS[language]('field.id')}: 17"


INVISIBLE = ["", " \n\t ", "\u200b\u202e", "\u00a0", "\x00\x1b", "\ud800", "\u200d", "\ufe0f", "\u2800", "\u3164"]


@pytest.mark.parametrize("title", INVISIBLE, ids=ascii)
def test_a_title_that_nobody_can_see_is_replaced_by_the_number(title: str) -> None:
    for module in CATALOGUE:
        record = entity(module, lambda field: title if field.kind is Kind.LINE else None, number=17)
        assert listing(record, Language.RU).rows[0][0].label == "№ 17"
        (card,) = parts(record, Language.RU)
        assert check(card) == f"{CATALOGUE[module].icon} № 17\n\nID: 17"


@languages
@modules
def test_a_text_in_the_other_language_is_better_than_none(module: Module, language: Language) -> None:
    for text in (Bilingual(kk="Мәтін"), Bilingual(ru="Мәтін")):
        record = entity(module, lambda field, text=text: text if field.kind in (Kind.LINE, Kind.TEXT) else None)  # type: ignore[misc]
        assert "Мәтін" in check(listing(record, language)) + str(listing(record, language).rows[0])
        assert all("Мәтін" in check(screen) for screen in parts(record, language))


@languages
@modules
def test_a_choice_that_this_version_does_not_know_is_shown_as_it_came(module: Module, language: Language) -> None:
    record = entity(module, lambda field: "НОВОЕ_<&>" if field.kind is Kind.CHOICE else None)
    check(listing(record, language))
    shown = "".join(check(screen) for screen in parts(record, language))
    assert shown.count("НОВОЕ_<&>") == sum(field.kind is Kind.CHOICE for field in CATALOGUE[module].fields)


# a gateway gives no larger ones
LARGEST = 10**15 - 1
whole = st.integers(-LARGEST, LARGEST)
amounts = st.decimals(-LARGEST, LARGEST, places=2)
values: Mapping[Kind, st.SearchStrategy[Value]] = {
    Kind.COUNT: whole,
    Kind.RATING: amounts,
    Kind.MINUTES: whole,
    Kind.YEARS: whole,
    Kind.MONEY: st.builds(
        Money,
        st.none() | amounts,
        st.none() | amounts,
        st.text(st.characters(), min_size=1, max_size=3),
    ),
    Kind.FLAG: st.booleans(),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    Kind.MOMENT: st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    Kind.LINK: st.just("https://example.kz/%D1%82?a=1&b=2"),
}

# long texts come clean from the gateways, lines do not
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=3000)


@given(st.data(), st.sampled_from(list(CATALOGUE)), st.sampled_from(Language))
def test_any_record_can_be_listed_and_read(data: st.DataObject, module: Module, language: Language) -> None:
    def made(field: Field) -> Value | None:
        words = texts if field.kind is Kind.TEXT else any_text
        written = words | st.builds(Bilingual, st.none() | words, st.none() | words)
        return data.draw(st.none() | values.get(field.kind, any_text if field.kind is Kind.CHOICE else written))

    record = entity(module, made)
    check(listing(record, language))
    for screen in parts(record, language):
        check(screen)


@languages
@modules
def test_an_empty_list_says_so(module: Module, language: Language) -> None:
    screen = records.listing(module, Page((), 0, has_next=False), TEXTS[language])
    assert TEXTS[language]("list.empty") in check(screen)
    assert [len(row) for row in screen.rows] == [2]  # refresh and menu, nothing to turn to
