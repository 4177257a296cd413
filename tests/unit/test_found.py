"""What was found everywhere: how much of it is shown, and the ways from it and back."""

from dataclasses import replace

import pytest

from tabys_bot.application.failures import Broken
from tabys_bot.application.screens.intents import Find, OpenCard, OpenList, OpenMenu, Origin, Part, SearchIn
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import searched_sections
from tabys_bot.domain.desk import digest_of
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import PARK, admin, asks, paragraphs
from tests.unit.scene import REFERENCE, RU, entities
from tests.unit.test_find import places


@pytest.mark.parametrize(("sections", "with_records"), [(1, True), (5, True), (6, False)])
async def test_the_records_of_more_than_five_sections_are_a_tap_further(sections: int, *, with_records: bool) -> None:
    having = searched_sections(Role.ADMINISTRATOR)[:sections]
    anna = await admin(records={section: entities(section, 2) for section in having})
    screen = await anna.type("запись")
    cards = [intent for intent in places(screen) if isinstance(intent, OpenCard)]
    assert [intent for intent in places(screen) if isinstance(intent, SearchIn)] == [
        SearchIn(one, digest_of("запись")) for one in having
    ]
    expected = [OpenCard(section, number, origin=Origin.FIND) for section in having for number in (1, 2)]
    assert cards == (expected if with_records else [])


async def test_sections_without_what_is_looked_for_hide_no_records() -> None:
    having = searched_sections(Role.ADMINISTRATOR)[:6]
    anna = await admin(records={section: entities(section, 2) for section in having})
    anna.tabys.unread = {having[0]: Broken(REFERENCE)}
    screen = await anna.type("запись")
    assert len([intent for intent in places(screen) if isinstance(intent, OpenCard)]) == 10


async def test_a_card_that_was_found_leads_back_to_what_was_found() -> None:
    anna = await admin(records=PARK)
    found = await anna.type("парк")
    card = asks(await anna.press(OpenCard(Section.PLACES, 5, origin=Origin.FIND)))
    assert card[Find()] == RU("button.back_to_find")
    assert [intent for intent in card if isinstance(intent, OpenList)] == []
    assert await anna.press(Find()) == found


async def test_a_card_that_was_found_leads_back_however_it_is_turned() -> None:
    text = Bilingual(kk="Саябақ туралы " * 400, ru="О парке много слов " * 400)
    anna = await admin(records={Section.NEWS: [Entity(Section.NEWS, 1, {"title": "Парк", "text": text})]})
    await anna.type("парк")
    card = OpenCard(Section.NEWS, 1, origin=Origin.FIND)
    for asked in (card, replace(card, part=Part(1)), replace(card, swapped=True), replace(card, fresh=True)):
        shown = asks(await anna.press(asked))
        again = [intent for intent in shown if isinstance(intent, OpenCard)]
        assert len(again) >= 3
        assert {intent.origin for intent in again} == {Origin.FIND}
        assert shown[Find()] == RU("button.back_to_find")


async def test_a_card_that_was_found_and_is_gone_leads_back_to_what_was_found() -> None:
    anna = await admin(records=PARK)
    await anna.type("парк")
    anna.tabys.records[Section.PLACES] = []
    screen = await anna.press(OpenCard(Section.PLACES, 5, origin=Origin.FIND))
    assert paragraphs(screen) == [RU("failure.RecordGone")]
    assert asks(screen) == {Find(): RU("button.back_to_find"), OpenMenu(): RU("button.menu")}


async def test_a_list_that_was_found_leads_back_from_its_cards_to_itself() -> None:
    anna = await admin(records=PARK)
    await anna.type("парк")
    listed = await anna.press(SearchIn(Section.PLACES))
    assert asks(listed)[OpenCard(Section.PLACES, 5)] == "Парк Победы"
    assert asks(await anna.press(OpenCard(Section.PLACES, 5)))[OpenList(Section.PLACES)] == RU("button.back_to_list")
    assert await anna.press(OpenList(Section.PLACES)) == listed
