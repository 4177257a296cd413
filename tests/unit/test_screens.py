"""No record, however hostile, makes a screen that Telegram would refuse or that loses a word."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.tabys.reading import LONGEST_LINE, MOST_LINES
from tabys_bot.application.screens import card as cards
from tabys_bot.application.screens import listing as lists
from tabys_bot.application.screens.intents import AskPage, OpenCard
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import (
    LARGEST_ID,
    PAGE_SIZE,
    Bilingual,
    Entity,
    Line,
    Money,
    Page,
    Picture,
    Query,
    Ref,
    Value,
    View,
)
from tabys_bot.domain.sections import Field, Kind, Section
from tabys_bot.domain.text import one_line
from tests.unit.drawn import check
from tests.unit.scene import TEXTS
from tests.unit.strategies import any_text

Maker: TypeAlias = Callable[[Field], Value | None]

FAMILY = "\u200d".join("👨👩👧👦")
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
LARGEST_VALUES: Mapping[Kind, Value] = {
    Kind.COUNT: 10**15 - 1,
    Kind.RATING: Decimal(10**15) - Decimal("0.01"),
    Kind.MINUTES: 10**15 - 1,
    Kind.YEARS: 10**15 - 1,
    Kind.PRICE: Money(Decimal(10**15 - 1), Decimal(10**15 - 1), "<&>"),
    Kind.RANGE: Money(Decimal(-(10**15) + 1), Decimal(10**15 - 1), "<&>"),
    Kind.FLAG: True,
    Kind.DATE: date(2199, 12, 31),
    Kind.MOMENT: datetime(1900, 1, 1, tzinfo=UTC),
    Kind.LINK: "https://example.kz/",
    Kind.RECORD: Ref(Section.TECH_TASKS, LARGEST_ID),
    Kind.PICTURE: Picture("https://example.kz/1.jpg", is_public=True),
}
ONE_LINE = (Kind.LINE, Kind.PHONE, Kind.EMAIL)
FAR = LARGEST_ID - PAGE_SIZE
PARENTS = {section: LARGEST_ID if spec.parent else 0 for section, spec in CATALOGUE.items()}
sections = pytest.mark.parametrize("section", CATALOGUE)
languages = pytest.mark.parametrize("language", Language)


def entity(section: Section, make: Maker, number: int = LARGEST_ID) -> Entity:
    made = {field.name: make(field) for field in CATALOGUE[section].fields}
    shown = {name: value for name, value in made.items() if value is not None}
    return Entity(section, number, shown, PARENTS[section])


def full_of(text: str) -> Maker:
    """That text wherever a text can be, as many lines of it as a gateway gives, the largest numbers elsewhere."""
    lines = (one_line(text, LONGEST_LINE),) * MOST_LINES
    return lambda field: lines if field.kind is Kind.LINES else LARGEST_VALUES.get(field.kind, text)


def asked_for(record: Entity, back: int) -> OpenCard:
    return OpenCard(record.section, record.id, back, parent=record.parent)


def parts(record: Entity, language: Language) -> list[Screen]:
    """All parts of the card, walked by its buttons from the first to the last."""
    asked: OpenCard | None = asked_for(record, LARGEST_ID)
    screens = []
    while asked:
        screens.append(cards.card(record, asked, TEXTS[language], Role.SUPER_ADMIN))
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
    """A page of nothing but that record, with all that a page may have to say."""
    query = Query(record.section, record.parent, View(text="слово"))
    page = Page((record,) * PAGE_SIZE, FAR, has_next=True, total=LARGEST_ID, damaged=8, looked_at=500)
    return lists.listing(query, page, TEXTS[language], Role.SUPER_ADMIN, chips=("слово",) * 5, fresh=True)


def letters(text: str) -> str:
    """What must not be lost: all but blanks, and the ellipses that mark a cut."""
    return "".join(text.replace("…", "").split())


@languages
@sections
@pytest.mark.parametrize("text", TEXTS_OF_ALL_SORTS.values(), ids=TEXTS_OF_ALL_SORTS)
def test_a_record_full_of_anything_can_be_listed_and_read_to_its_end(
    text: str, section: Section, language: Language
) -> None:
    record = entity(section, full_of(text))
    check(listing(record, language))
    read = letters("".join(check(screen).partition("\n")[2] for screen in parts(record, language)))  # no titles
    kinds = [field.kind for field in CATALOGUE[section].fields]
    assert read.count(letters(text)) >= kinds.count(Kind.TEXT)
    assert read.count(letters(one_line(text, LONGEST_LINE))) >= MOST_LINES * kinds.count(Kind.LINES)


@languages
@sections
def test_a_record_of_nothing_but_a_number_has_a_label_and_a_card(section: Section, language: Language) -> None:
    record = entity(section, lambda _: None, number=17)
    nameless = TEXTS[language]("record.nameless", id=17)
    assert listing(record, language).rows[0] == (Press(nameless, asked_for(record, FAR)),)
    (card,) = parts(record, language)
    assert check(card) == f"{CATALOGUE[section].icon} {nameless}\n\n{TEXTS[language]('field.id')}: 17"


INVISIBLE = ["", " \n\t ", "\u200b\u202e", "\u00a0", "\x00\x1b", "\ud800", "\u200d", "\ufe0f", "\u2800", "\u3164"]


@pytest.mark.parametrize("title", INVISIBLE, ids=ascii)
def test_a_title_that_nobody_can_see_is_replaced_by_the_number(title: str) -> None:
    for section in CATALOGUE:
        record = entity(section, lambda field: title if field.kind in ONE_LINE else None, number=17)
        assert listing(record, Language.RU).rows[0][0].label == "№ 17"
        (card,) = parts(record, Language.RU)
        assert check(card) == f"{CATALOGUE[section].icon} № 17\n\nID: 17"


@languages
@sections
def test_a_text_in_the_other_language_is_better_than_none(section: Section, language: Language) -> None:
    for text in (Bilingual(kk="Мәтін"), Bilingual(ru="Мәтін")):
        written: Mapping[Kind, Value] = {Kind.LINE: text, Kind.TEXT: text, Kind.LINES: (text, text)}
        record = entity(section, lambda field, written=written: written.get(field.kind))  # type: ignore[misc]
        assert "Мәтін" in check(listing(record, language)) + str(listing(record, language).rows[0])
        assert all("Мәтін" in check(screen) for screen in parts(record, language))


@languages
@sections
def test_a_choice_that_this_version_does_not_know_is_shown_as_it_came(section: Section, language: Language) -> None:
    record = entity(section, lambda field: "НОВОЕ_<&>" if field.kind is Kind.CHOICE else None)
    check(listing(record, language))
    shown = "".join(check(screen) for screen in parts(record, language))
    assert shown.count("НОВОЕ_<&>") == sum(field.kind is Kind.CHOICE for field in CATALOGUE[section].fields)


# a gateway gives no larger ones
LARGEST = 10**15 - 1
whole = st.integers(-LARGEST, LARGEST)
currencies = st.text(st.characters(), min_size=1, max_size=3)
amounts = st.decimals(-LARGEST, LARGEST, places=2)
values: Mapping[Kind, st.SearchStrategy[Value]] = {
    Kind.COUNT: whole,
    Kind.RATING: amounts,
    Kind.MINUTES: whole,
    Kind.YEARS: whole,
    Kind.PRICE: st.builds(lambda amount, unit: Money(amount, amount, unit), amounts, currencies),
    Kind.RANGE: st.builds(Money, st.none() | amounts, st.none() | amounts, currencies),
    Kind.FLAG: st.booleans(),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    Kind.MOMENT: st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    Kind.LINK: st.just("https://example.kz/%D1%82?a=1&b=2"),
    Kind.CHOICE: any_text,
    Kind.PHONE: any_text,
    Kind.EMAIL: any_text,
    Kind.RECORD: st.builds(Ref, st.sampled_from(Section), st.integers(1, LARGEST_ID)),
    Kind.PICTURE: st.builds(Picture, st.just("https://example.kz/1.jpg"), st.booleans()),
}

# long texts come clean from the gateways, lines need not
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=3000)


@given(st.data(), st.sampled_from(list(CATALOGUE)), st.sampled_from(Language))
def test_any_record_can_be_listed_and_read(data: st.DataObject, section: Section, language: Language) -> None:
    def made(field: Field) -> Value | None:
        words = any_text if field.kind is Kind.LINE else texts
        written: st.SearchStrategy[Line] = words | st.builds(Bilingual, st.none() | words, st.none() | words)
        lines = st.lists(written, max_size=5).map(tuple)
        return data.draw(st.none() | values.get(field.kind, lines if field.kind is Kind.LINES else written))

    record = entity(section, made)
    check(listing(record, language))
    for screen in parts(record, language):
        check(screen)


@languages
@sections
def test_an_empty_list_says_so(section: Section, language: Language) -> None:
    query = Query(section, PARENTS[section])
    screen = lists.listing(query, Page((), 0, has_next=False), TEXTS[language], Role.SUPER_ADMIN)
    assert TEXTS[language]("list.empty") in check(screen)
    intents = [type(button.intent) for row in screen.rows for button in row if isinstance(button, Press)]
    assert OpenCard not in intents or PARENTS[section]
    assert AskPage not in intents  # nothing to turn to
