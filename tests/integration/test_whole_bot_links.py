"""What a Telegram that is older or more particular than ours costs a screen: the thing it refuses, and nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tabys_bot.application.screens.intents import FollowLink, OpenCard, OpenMenu
from tabys_bot.application.screens.screen import Copy, Fact, Inert, Link, Paragraph, Press, Screen, Share
from tabys_bot.domain.sections import Section
from tests.integration.bot_with import ADDRESS, USER, OldTelegram, Scene, bot_with
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import LinkPreview, SeenMessage

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CARD = OpenCard(Section.NEWS, 17)
PICTURE = "https://tabys.kz/uploads/1.jpg"
EVERYTHING = Screen(
    "Card",
    (Fact("Начало", "17:00", at=NOON), Paragraph("a < b")),
    (
        (Copy("ID", "17"), Share("Ссылка", CARD), Link("Сайт", "https://tabys.kz")),
        (Press("◀", OpenMenu()), Inert("2/3"), Press("▶", OpenMenu())),
    ),
    preview=PICTURE,
)
LABELS = ["ID", "Ссылка", "Сайт", "◀", "2/3", "▶"]
HTML = '<b>Card</b>\n\nНачало: <tg-time unix="1795348800" format="Dt"><b>17:00</b></tg-time>\n\na &lt; b'
HTML_WITHOUT_TIMES = "<b>Card</b>\n\nНачало: <b>17:00</b>\n\na &lt; b"


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with bot_with(BotApiServer()) as running:
        yield running


def labels(message: SeenMessage) -> list[str]:
    return [button.text for row in message.markup for button in row]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "does not know" in record.getMessage()]


def refusal(reason: str) -> dict[str, object]:
    return {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


async def test_a_telegram_of_today_shows_everything(scene: Scene) -> None:
    shown = await scene.shows(EVERYTHING)
    assert shown.html == HTML
    assert labels(shown) == LABELS
    assert shown.preview == LinkPreview(PICTURE, "large", above_text=True)
    (identity, link, _), (_, inert, _) = shown.markup
    assert (identity.copy_text, link.copy_text, inert.disabled) == ("17", f"{ADDRESS}?start=1c-news-17", True)
    assert scene.telegram.refusals == []


async def test_a_link_that_was_shared_opens_the_card(scene: Scene) -> None:
    shown = await scene.shows(EVERYTHING)
    payload = (shown.markup[0][1].copy_text or "").partition("?start=")[2]
    await scene.telegram.deep_link(USER, payload)
    await scene.settled()
    assert scene.talk.asked[-1] == FollowLink(CARD)


@pytest.mark.parametrize(
    ("unknown", "left", "html", "named"),
    [
        ({"disabled"}, ["ID", "Ссылка", "Сайт", "◀", "▶"], HTML, ["inert"]),
        ({"disabled", "copy_text"}, ["Сайт", "◀", "▶"], HTML, ["copy, inert"]),
        ({"tg-time"}, LABELS, HTML_WITHOUT_TIMES, ["times"]),
        ({"tg-time", "disabled", "copy_text"}, ["Сайт", "◀", "▶"], HTML_WITHOUT_TIMES, ["copy, inert, times"]),
    ],
)
async def test_an_old_server_is_asked_once_for_what_it_does_not_know(
    unknown: set[str], left: list[str], html: str, named: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with bot_with(OldTelegram(unknown=frozenset(unknown))) as scene:
        shown = await scene.shows(EVERYTHING)
        assert (labels(shown), shown.html) == (left, html)
        assert shown.preview is not None
        refused = len(scene.telegram.refusals)
        assert refused == len(unknown)
        await scene.shows(Screen("Menu"))
        again = await scene.shows(EVERYTHING)
        scene.talk.screen = EVERYTHING
        await scene.says("/menu")
        assert [(labels(again), again.html)] * 2 == [(left, html), (labels(scene.messages[-1]), again.html)]
        assert len(scene.telegram.refusals) == refused
    assert warnings(caplog) == [f"this Telegram does not know: {names}" for names in named]


@pytest.mark.parametrize(
    ("reason", "lost"),
    [
        ("BUTTON_URL_INVALID", "Сайт"),
        ("inline keyboard button URL 'https://x' is invalid: Wrong HTTP URL", "Сайт"),
        ("BUTTON_COPY_TEXT_INVALID", "ID"),
    ],
)
async def test_one_bad_button_costs_no_later_screen_its_buttons(scene: Scene, reason: str, lost: str) -> None:
    scene.telegram.fail_next("editMessageText", 400, refusal(reason))
    shown = await scene.shows(EVERYTHING)
    assert lost not in labels(shown)
    assert shown.html == HTML
    await scene.shows(Screen("Menu"))
    assert labels(await scene.shows(EVERYTHING)) == LABELS


@pytest.mark.parametrize("reason", ["WEBPAGE_URL_INVALID", "WEBPAGE_NOT_FOUND", "wrong HTTP URL specified"])
async def test_a_preview_that_telegram_refuses_costs_the_card_only_its_picture(scene: Scene, reason: str) -> None:
    scene.telegram.fail_next("editMessageText", 400, refusal(reason))
    shown = await scene.shows(EVERYTHING)
    assert (shown.html, labels(shown), shown.preview) == (HTML, LABELS, None)
    assert (await scene.shows(Screen("Menu", preview=PICTURE))).preview is not None


async def test_an_address_that_cannot_be_a_picture_is_not_shown_as_one(scene: Scene) -> None:
    shown = await scene.shows(Screen("Card", preview="http://localhost/1.jpg"))
    assert (shown.text, shown.preview) == ("Card", None)


async def test_a_moment_that_is_refused_costs_the_others_nothing(scene: Scene) -> None:
    scene.telegram.fail_next("editMessageText", 400, refusal("can't parse entities: Invalid date and time specified"))
    assert (await scene.shows(EVERYTHING)).html == HTML_WITHOUT_TIMES
    await scene.shows(Screen("Menu"))
    assert (await scene.shows(EVERYTHING)).html == HTML


@pytest.mark.parametrize("reason", ["can't parse entities: oops", "can't parse inline keyboard button: oops", "oops"])
async def test_what_helps_against_no_refusal_is_not_blamed(
    scene: Scene, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    tries = {"can't parse entities: oops": 2, "can't parse inline keyboard button: oops": 3, "oops": 1}[reason]
    scene.telegram.fail_next("editMessageText", 400, refusal(reason), times=tries)
    shown = await scene.shows(EVERYTHING)
    assert (shown.html, labels(shown), shown.preview) == ("Card\n\nНачало: 17:00\n\na &lt; b", ["◀", "▶"], None)
    assert f"telegram refused a screen: Bad Request: {reason}" in caplog.text
    assert warnings(caplog) == []
    await scene.shows(Screen("Menu"))
    assert (await scene.shows(EVERYTHING)).html == HTML


async def test_a_screen_that_is_the_same_without_the_novelties_is_no_error() -> None:
    async with bot_with(OldTelegram(unknown=frozenset({"disabled"}))) as scene:
        plain = Screen("Card", rows=((Press("◀", OpenMenu()),),))
        before = await scene.shows(plain)
        after = await scene.shows(Screen("Card", rows=((Press("◀", OpenMenu()), Inert("1/1")),)))
        assert after == before


async def test_the_own_name_of_the_bot_is_asked_for_only_where_it_is_needed(scene: Scene) -> None:
    await scene.shows(Screen("Card", rows=((Copy("ID", "17"),),)))
    assert scene.telegram.called("getMe") == []
    await scene.shows(EVERYTHING)
    await scene.shows(Screen("Menu"))
    await scene.shows(EVERYTHING)
    assert len(scene.telegram.called("getMe")) == 1


async def test_while_the_bot_does_not_know_its_name_a_card_is_shown_without_its_link(scene: Scene) -> None:
    scene.telegram.fail_next("getMe", 400, refusal("oops"))
    assert labels(await scene.shows(EVERYTHING)) == [label for label in LABELS if label != "Ссылка"]


async def test_a_press_on_a_message_of_inline_mode_is_answered_and_nothing_else(scene: Scene) -> None:
    asked = list(scene.talk.asked)
    press = await scene.telegram.press(USER, None, "1m")
    await scene.telegram.wait_for(lambda: scene.telegram.answers[press])
    await scene.settled()
    assert list(scene.telegram.answers[press]) == [""]
    assert scene.talk.asked == asked
    assert len(scene.messages) == 1
