"""The pictures of records: beside the card, and sent on their own."""

import pytest

from tabys_bot.adapters.memory.pictures import drawn
from tabys_bot.application.failures import (
    Broken,
    NotAPicture,
    PictureFailure,
    PictureGone,
    PictureUnreachable,
    Unreachable,
)
from tabys_bot.application.screens.intents import Find, OpenCard, OpenList, OpenMenu, Origin, Part, ShowPictures
from tabys_bot.application.screens.screen import Photo, Screen
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.access import Role
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Bilingual, Entity, Picture, Value
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import REFERENCE, RU, TEXTS

PUBLIC = Picture("https://media.example.kz/park.jpg", is_public=True)
INNER = Picture("http://tabys/static/park.jpg")


def news(**values: Value) -> dict[Section, list[Entity]]:
    return {Section.NEWS: [Entity(Section.NEWS, 7, {"title": "Парк", **values})]}


def project(number: int, **values: Value) -> dict[Section, list[Entity]]:
    """The made-up Tabys has as many more pictures of it as the rest of its number by four."""
    return {Section.PROJECTS: [Entity(Section.PROJECTS, number, {"title": "Проект", **values})]}


def gallery(number: int, count: int) -> list[Picture]:
    return [Picture(f"memory://projects/{number}/{at}.png") for at in range(1, count + 1)]


async def loaded(screen: Screen) -> list[Outcome[bytes, str]]:
    return [await photo.load() for photo in screen.photos]


@pytest.mark.parametrize(("picture", "preview"), [(PUBLIC, PUBLIC.address), (INNER, "")])
async def test_a_card_shows_large_only_what_everybody_can_reach(picture: Picture, preview: str) -> None:
    anna = await admin(records=news(photo=picture))
    screen = await anna.press(OpenCard(Section.NEWS, 7))
    assert screen.preview == preview
    assert asks(screen)[ShowPictures(Section.NEWS, 7)] == RU("button.pictures")


async def test_a_card_without_pictures_offers_none() -> None:
    anna = await admin(records=news())
    screen = await anna.press(OpenCard(Section.NEWS, 7))
    assert screen.preview == ""
    assert ShowPictures(Section.NEWS, 7) not in asks(screen)


async def test_only_the_first_part_of_a_long_card_has_the_picture_above() -> None:
    anna = await admin(records=news(photo=PUBLIC, text="слово " * 1000))
    previews = [(await anna.press(OpenCard(Section.NEWS, 7, part=Part(part)))).preview for part in range(3)]
    assert previews == [PUBLIC.address, "", ""]


@pytest.mark.parametrize(("picture", "url"), [(PUBLIC, PUBLIC.address), (INNER, "")])
async def test_a_picture_is_sent_with_its_content_and_where_others_can_fetch_it(picture: Picture, url: str) -> None:
    anna = await admin(records=news(photo=picture))
    screen = await anna.press(ShowPictures(Section.NEWS, 7, 8))
    assert anna.asked() == ["get news 7 near 8"]
    assert (screen.title, screen.photos) == ("Парк", (Photo(picture.address, _never, url),))
    assert screen.unshown == RU("pictures.refused")
    assert await loaded(screen) == [Success(drawn(picture.address))]
    assert anna.asked() == [f"picture {picture.address}"]


async def _never() -> Outcome[bytes, str]:
    raise AssertionError  # it does not count when photos are compared


@pytest.mark.parametrize(
    ("address", "failure"),
    [("memory://news/missing", PictureGone()), ("memory://news/broken", NotAPicture())],
)
@pytest.mark.parametrize("language", Language)
async def test_a_picture_that_cannot_be_shown_is_a_sentence(
    address: str, failure: PictureFailure, language: Language
) -> None:
    anna = await admin(records=news(photo=Picture(address)))
    await anna.bot.store.set_language(anna.visitor.id, language)
    assert await loaded(await anna.press(ShowPictures(Section.NEWS, 7))) == [
        Failure(in_words(failure, TEXTS[language]))
    ]


async def test_a_picture_that_cannot_be_reached_when_it_is_wanted_is_a_sentence() -> None:
    anna = await admin(records=news(photo=INNER))
    screen = await anna.press(ShowPictures(Section.NEWS, 7))
    anna.tabys.failing = Unreachable(REFERENCE)
    assert await loaded(screen) == [Failure(in_words(PictureUnreachable(), RU))]


async def test_a_gallery_is_sent_after_the_picture_of_the_card() -> None:
    anna = await admin(records=project(7, photo=INNER))
    screen = await anna.press(ShowPictures(Section.PROJECTS, 7))
    assert [photo.address for photo in screen.photos] == [
        INNER.address,
        *(picture.address for picture in gallery(7, 3)),
    ]
    assert anna.asked() == ["get projects 7 near 0", "gallery projects 7"]


async def test_a_picture_that_stands_in_both_is_sent_once() -> None:
    anna = await admin(records=project(5, photo=gallery(5, 1)[0]))
    assert len((await anna.press(ShowPictures(Section.PROJECTS, 5))).photos) == 1


async def test_a_gallery_alone_is_enough() -> None:
    anna = await admin(records=project(6))
    assert ShowPictures(Section.PROJECTS, 6) in asks(await anna.press(OpenCard(Section.PROJECTS, 6)))
    assert len((await anna.press(ShowPictures(Section.PROJECTS, 6))).photos) == 2


async def test_a_gallery_that_cannot_be_read_does_not_hide_the_picture_of_the_card() -> None:
    anna = await admin(records=project(7, photo=INNER))
    anna.tabys.gallery_fails = Broken(REFERENCE)
    assert [photo.address for photo in (await anna.press(ShowPictures(Section.PROJECTS, 7))).photos] == [INNER.address]


async def test_a_gallery_that_cannot_be_read_is_not_told_to_be_empty() -> None:
    anna = await admin(records=project(7))
    anna.tabys.gallery_fails = Broken(REFERENCE)
    screen = await anna.press(ShowPictures(Section.PROJECTS, 7))
    assert paragraphs(screen) == [in_words(Broken(REFERENCE), RU)]
    assert asks(screen)[ShowPictures(Section.PROJECTS, 7)] == RU("button.retry")


async def test_where_there_are_none_after_all_the_card_says_so_and_stays() -> None:
    anna = await admin(records=project(4))
    card = await anna.press(OpenCard(Section.PROJECTS, 4, back=8))
    screen = await anna.press(ShowPictures(Section.PROJECTS, 4, back=8))
    assert (screen.title, screen.rows, screen.body[1:], screen.photos) == (card.title, card.rows, card.body, ())
    assert paragraphs(screen)[0] == RU("pictures.none")


async def test_pictures_of_a_record_that_is_gone_lead_back_to_the_list() -> None:
    anna = await admin(records=news())
    assert asks(await anna.press(ShowPictures(Section.NEWS, 8, back=16))) == {
        OpenList(Section.NEWS, 16): RU("button.back_to_list"),
        OpenMenu(): RU("button.menu"),
    }


async def test_pictures_keep_the_way_back_that_their_card_has() -> None:
    anna = await admin(records=project(4))
    card = await anna.press(OpenCard(Section.PROJECTS, 4, origin=Origin.FIND))
    (pictures,) = [one for one in asks(card) if isinstance(one, ShowPictures)]
    assert asks(await anna.press(pictures)) == asks(card)
    anna.tabys.records[Section.PROJECTS] = []
    assert Find() in asks(await anna.press(pictures))


async def test_a_card_without_pictures_stays_in_the_language_in_which_it_was_read() -> None:
    title = Bilingual(kk="Жоба", ru="Проект")
    anna = await admin(records={Section.PROJECTS: [Entity(Section.PROJECTS, 4, {"title": title})]})
    card = await anna.press(OpenCard(Section.PROJECTS, 4, swapped=True))
    (pictures,) = [one for one in asks(card) if isinstance(one, ShowPictures)]
    screen = await anna.press(pictures)
    assert (screen.title, asks(screen)) == (card.title, asks(card))


async def test_pictures_are_for_who_may_see_the_record() -> None:
    anna = await admin(Role.MSB, records=news(photo=PUBLIC))
    screen = await anna.press(ShowPictures(Section.NEWS, 7))
    assert (paragraphs(screen), screen.photos) == ([RU("forbidden.read", module=RU("module.news"))], ())
    assert anna.asked() == []


async def test_looking_at_pictures_answers_no_question_and_leaves_the_filters() -> None:
    anna = await admin(records=news(photo=PUBLIC))
    before = await anna.desk()
    await anna.press(ShowPictures(Section.NEWS, 7))
    assert await anna.desk() == before
