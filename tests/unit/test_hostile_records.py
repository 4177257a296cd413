"""Whatever Tabys holds, cards and lists stay what Telegram takes and what an admin can read."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tabys_bot.application.screens.card import card
from tabys_bot.application.screens.intents import OpenCard, Part
from tabys_bot.application.screens.listing import listing
from tabys_bot.application.screens.screen import Paragraph, Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID, PAGE_SIZE, Entity, Page, Query
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.text import is_blank
from tests.unit.drawn import check, utf16_units
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.hostile import anything, filled, hostile
from tests.unit.scene import RU, TEXTS, words_of

# what Python says of values that nobody put into words
_PYTHON = re.compile(
    r"\bNone\b|\b(?:True|False)\b|datetime|Decimal|Bilingual|Money\(|Ref\(|Picture\(|<Section|object at"
)
_OF_TEXT = (Kind.LINE, Kind.PHONE, Kind.CHOICE)
EVERY = [(section, language) for section in Section for language in Language]


def sound(screen: Screen) -> str:
    """The text of the screen, of which nothing had to be cut off, and all of which is in words."""
    text = fitting(screen)
    assert _PYTHON.search(text) is None
    labels = [button.label for row in screen.rows for button in row]
    assert [label for label in labels if _PYTHON.search(label)] == []
    return text


def fitting(screen: Screen) -> str:
    """The text of the screen, of which nothing had to be cut off."""
    assert utf16_units(words_of(screen)) + len(screen.body) <= 4096
    return check(screen)


def parts(entity: Entity, language: Language, *, swapped: bool) -> list[Screen]:
    """The whole card, part by part."""
    asked = OpenCard(entity.section, entity.id, LARGEST_ID, parent=entity.parent, swapped=swapped)
    screens = [card(entity, asked, TEXTS[language], Role.SUPER_ADMIN)]
    while any(
        isinstance(one, Press) and one.intent == replace(asked, part=Part(len(screens)))
        for one in _buttons(screens[-1])
    ):
        screens.append(card(entity, replace(asked, part=Part(len(screens))), TEXTS[language], Role.SUPER_ADMIN))
    return screens


def _buttons(screen: Screen) -> list[object]:
    return [button for row in screen.rows for button in row]


@cache
def records(section: Section) -> dict[str, Entity]:
    return hostile(section)


@pytest.mark.parametrize(("section", "language"), EVERY)
def test_every_part_of_every_card_can_be_sent(section: Section, language: Language) -> None:
    for wrong, entity in records(section).items():
        for swapped in (False, True):
            screens = parts(entity, language, swapped=swapped)
            # a long text in both languages is as long as in one: its middle is the same again
            for screen in screens if not swapped else (*screens[:2], screens[-1]):
                assert sound(screen), wrong


@pytest.mark.parametrize(("section", "language"), EVERY)
def test_every_list_can_be_sent(section: Section, language: Language) -> None:
    every = list(records(section).values())
    for start in range(0, len(every), PAGE_SIZE):
        page = Page(tuple(every[start : start + PAGE_SIZE]), 8, has_next=True, total=LARGEST_ID)
        screen = listing(Query(section, every[0].parent), page, TEXTS[language], Role.SUPER_ADMIN, fresh=True)
        assert sound(screen)
        assert max(len(button.label) for row in screen.rows[: len(page.items)] for button in row) <= 64


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("part", [0, 1, 1000, LARGEST_ID])
def test_a_card_without_anything_to_tell_still_tells_its_number(section: Section, part: int) -> None:
    entity = Entity(section, 17, {})
    screen = card(entity, OpenCard(section, 17, part=Part(part)), RU, Role.GOVERNMENT)
    assert words_of(screen) == f"{CATALOGUE[section].icon} № 17\n{RU('field.id')}: 17"


@pytest.mark.parametrize("blank", ["   ", "", "\u200b\u2800\u3164", "\ufeff\u200e"])
@pytest.mark.parametrize("section", Section)
def test_a_record_that_nobody_could_see_is_called_by_its_number(section: Section, blank: str) -> None:
    spec = CATALOGUE[section]
    hint = () if not spec.hint or spec.field(spec.hint).kind not in _OF_TEXT else (spec.hint,)
    values = dict.fromkeys((*spec.titles, *hint), blank)
    entity = Entity(section, 17, {**values, **dict.fromkeys(spec.marks, "invented")})
    page = Page((entity,), 0, has_next=False)
    screen = listing(Query(section), page, RU, Role.SUPER_ADMIN)
    assert screen.rows[0][0].label == "№ 17"
    assert card(entity, OpenCard(section, 17), RU, Role.SUPER_ADMIN).title == f"{spec.icon} № 17"


@pytest.mark.parametrize("blank", ["\u2800\u3164", "\u3164\n\u3164"])
def test_a_long_text_that_nobody_could_see_is_left_out(blank: str) -> None:
    entity = Entity(Section.NEWS, 17, {"title": "Парк", "text": blank, "lead": "Видно"})
    screen = card(entity, OpenCard(Section.NEWS, 17), RU, Role.SUPER_ADMIN)
    assert [block for block in screen.body if isinstance(block, Paragraph)] == [Paragraph("Видно", RU("field.lead"))]


@pytest.mark.parametrize("section", Section)
def test_unknown_values_of_choices_are_shown_as_they_are(section: Section) -> None:
    choices = [field.name for field in CATALOGUE[section].fields if field.kind is Kind.CHOICE]
    entity = Entity(section, 17, {name: f"brand_new_{name}" for name in choices})
    text = sound(card(entity, OpenCard(section, 17), RU, Role.SUPER_ADMIN))
    assert [name for name in choices if f"brand_new_{name}" not in text] == []


def _visible(text: str) -> str:
    return re.sub(r"[\s…]", "", text)


@pytest.mark.parametrize("wrong", [name for name in HOSTILE_TEXTS if name not in ("blank", "invisible", "empty")])
def test_nothing_of_a_long_text_is_lost_between_the_parts(wrong: str) -> None:
    text = HOSTILE_TEXTS[wrong]
    screens = parts(Entity(Section.NEWS, 7, {"text": text}), Language.RU, swapped=False)
    told = [block.text for screen in screens for block in screen.body if isinstance(block, Paragraph)]
    assert _visible("".join(told)) == _visible(text)
    assert "" not in map(str.strip, told)


@given(st.text(st.sampled_from("аб \n\u200d\u0301👨🇰"), min_size=1500, max_size=6000))
@settings(max_examples=60)
def test_nothing_of_any_text_is_lost_between_the_parts(text: str) -> None:
    assume(not is_blank(text))
    screens = parts(Entity(Section.NEWS, 7, {"lead": text, "text": text}), Language.RU, swapped=False)
    told = [block.text for screen in screens for block in screen.body if isinstance(block, Paragraph)]
    assert _visible("".join(told)) == _visible(text) * 2
    assert all(fitting(screen) for screen in screens)


@pytest.mark.parametrize("section", Section)
def test_twenty_links_are_within_the_bounds_of_a_keyboard(section: Section) -> None:
    links = {field.name: f"https://example.kz/{field.name}" for field in CATALOGUE[section].fields}
    entity = Entity(
        section, 7, {name: url for name, url in links.items() if CATALOGUE[section].field(name).kind is Kind.LINK}
    )
    assert sound(card(entity, OpenCard(section, 7), RU, Role.SUPER_ADMIN))


@pytest.mark.parametrize("section", Section)
@given(data=st.data(), language=st.sampled_from(Language))
@settings(max_examples=20)
def test_any_record_can_be_shown(section: Section, data: st.DataObject, language: Language) -> None:
    entity = data.draw(anything(section))
    for swapped in (False, True):
        assert all(fitting(screen) for screen in parts(entity, language, swapped=swapped))
    page = Page((entity,) * PAGE_SIZE, 0, has_next=False)
    assert fitting(listing(Query(section, entity.parent), page, TEXTS[language], Role.SUPER_ADMIN))


def test_the_hostile_records_have_every_field() -> None:
    for section, spec in CATALOGUE.items():
        assert set(filled(section, lambda _: "x").values) == {field.name for field in spec.fields}
