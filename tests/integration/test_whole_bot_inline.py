"""Inline mode: what is offered while somebody types, and what choosing it does."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tabys_bot.adapters.telegram import inline
from tabys_bot.application.screens.intents import FollowLink, OpenCard, OpenMenu
from tabys_bot.application.screens.screen import Screen, Suggestion, Suggestions
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.integration.bot_with import ADDRESS, USER, Scene, bot_with
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button, InlineAnswer
from tests.integration.servers.leaping import leap

CARD = OpenCard(Section.NEWS, 17)
ELSEWHERE = ["private", "group", "supergroup", "channel"]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with bot_with(BotApiServer()) as running:
        yield running


def suggestion(number: int = 17, **changes: str) -> Suggestion:
    words = {"title": f"Новость {number}", "description": "22 ноября", "message": "📰 Запись", "button": "Открыть"}
    return Suggestion(OpenCard(Section.NEWS, number), **(words | changes))


def offered(scene: Scene, query: str) -> InlineAnswer:
    return scene.telegram.inline_answers[query]


async def test_in_the_chat_with_the_bot_a_choice_opens_the_card_at_once(scene: Scene) -> None:
    scene.talk.suggestions = Suggestions((suggestion(17), suggestion(18)))
    scene.talk.arranged[FollowLink(OpenCard(Section.NEWS, 18))] = Screen("Card 18")
    query = await scene.asks_inline("новость")
    answer = offered(scene, query)
    assert (answer.cache_time, answer.is_personal, answer.button) == (0, True, None)
    assert [(one.id, one.title, one.description) for one in answer.results] == [
        ("1", "Новость 17", "22 ноября"),
        ("2", "Новость 18", "22 ноября"),
    ]
    assert [one.text for one in answer.results] == ["/start 1c-news-17", "/start 1c-news-18"]
    await scene.telegram.choose(USER, query, "2")
    await scene.settled()
    assert scene.talk.asked == [OpenMenu(), "новость", FollowLink(OpenCard(Section.NEWS, 18))]
    assert scene.telegram.last(USER).text == "Card 18"
    assert scene.telegram.refusals == []


@pytest.mark.parametrize("chat_type", ELSEWHERE)
async def test_elsewhere_a_choice_tells_nothing_but_the_way_to_the_card(scene: Scene, chat_type: str) -> None:
    scene.talk.suggestions = Suggestions((suggestion(message="<b>📰 Запись & Co"),))
    (result,) = offered(scene, await scene.asks_inline("новость", chat_type=chat_type)).results
    assert result.text == "<b>📰 Запись & Co"
    assert result.markup == ((Button("Открыть", url=f"{ADDRESS}?start=1c-news-17"),),)
    assert result.preview is None


async def test_who_is_not_known_is_shown_a_way_in(scene: Scene) -> None:
    scene.talk.suggestions = Suggestions(invitation="Войти")
    answer = offered(scene, await scene.asks_inline("новость"))
    assert (answer.results, answer.button) == ((), {"text": "Войти", "start_parameter": "login"})
    await scene.telegram.deep_link(USER, "login")
    await scene.settled()
    assert scene.talk.asked[-1] == OpenMenu()
    assert not scene.telegram.chat(USER)[-2].deleted


async def test_only_the_newest_query_is_answered(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "PAUSE", 12)  # as long as a busy machine may need to type
    scene.talk.suggestions = Suggestions((suggestion(),))
    typed = [await scene.telegram.inline_query(USER, "новость"[:length]) for length in range(1, 8)]
    await scene.telegram.wait_for(lambda: not scene.telegram.pending)
    leap(12)
    await scene.settled()
    assert list(scene.telegram.inline_answers) == [typed[-1]]
    assert scene.talk.asked == [OpenMenu(), "новость"]


async def test_everybody_types_for_himself(scene: Scene) -> None:
    queries = [await scene.telegram.inline_query(USER + number, "a") for number in range(3)]
    await scene.settled()
    assert sorted(scene.telegram.inline_answers) == sorted(queries)


async def test_an_answer_that_came_too_late_is_dropped_for_the_next_query(scene: Scene) -> None:
    looking, found = asyncio.Event(), asyncio.Event()

    async def look() -> None:
        looking.set()
        await found.wait()

    scene.talk.thinking = look
    await scene.telegram.inline_query(USER, "a")
    await looking.wait()
    second = await scene.telegram.inline_query(USER, "ab")
    await scene.telegram.wait_for(lambda: not scene.telegram.pending)
    found.set()
    await scene.settled()
    assert list(scene.telegram.inline_answers) == [second]
    assert scene.talk.asked == [OpenMenu(), "a", "ab"]


async def test_over_the_limit_nothing_is_said(scene: Scene) -> None:
    scene.talk.suggestions = None
    await scene.asks_inline("a")
    assert scene.telegram.called("answerInlineQuery") == []


async def test_an_answer_that_telegram_no_longer_wants_harms_nobody(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    old = await scene.telegram.inline_query(USER, "a")
    scene.telegram.expire(old)
    await scene.settled()
    assert scene.telegram.inline_answers == {}
    assert [record.message for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
    assert offered(scene, await scene.asks_inline("b")).results == ()


async def test_a_bot_is_offered_nothing(scene: Scene) -> None:
    await scene.telegram.inline_query(USER + 1, "a", is_bot=True)
    await scene.settled()
    assert scene.talk.asked == [OpenMenu()]


@pytest.mark.parametrize("chat_type", ["sender", "group"])
async def test_no_more_is_offered_than_telegram_takes(scene: Scene, chat_type: str) -> None:
    largest = [suggestion(LARGEST_ID - number, title="🎉" * 999, description="<b>" * 999) for number in range(60)]
    scene.talk.suggestions = Suggestions(tuple(largest), invitation="Войти " * 99)
    answer = offered(scene, await scene.asks_inline("a", chat_type=chat_type))
    assert len(answer.results) == len({one.id for one in answer.results}) == 50
    assert max(len(one.title) for one in answer.results) <= 128
    assert max(len(one.description) for one in answer.results) <= 256
    assert scene.telegram.refusals == []


@pytest.mark.parametrize("chat_type", ["sender", "group"])
async def test_what_nobody_could_see_costs_the_others_nothing(scene: Scene, chat_type: str) -> None:
    blank = suggestion(1, title=" \u200b", message="\u2800", button=" ")
    scene.talk.suggestions = Suggestions((blank, suggestion(2, description="\u200b"), suggestion(3)), invitation=" ")
    answer = offered(scene, await scene.asks_inline("a", chat_type=chat_type))
    assert answer.titles == ["Новость 2", "Новость 3"]
    assert answer.button is None


async def test_while_the_bot_does_not_know_its_name_nothing_is_offered_elsewhere(scene: Scene) -> None:
    scene.talk.suggestions = Suggestions((suggestion(),))
    scene.telegram.fail_next("getMe", 400, {"ok": False, "error_code": 400, "description": "Bad Request: oops"})
    assert offered(scene, await scene.asks_inline("a", chat_type="group")).results == ()
    assert len(offered(scene, await scene.asks_inline("a", chat_type="group")).results) == 1


async def test_a_flood_of_queries_does_not_fill_the_hands_of_the_bot(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(60):
        scene.telegram.state.updates.push("inline_query", _query(number))
    await scene.settled()
    assert f"an update of a flood was left out sender={USER}" in caplog.text
    assert len(scene.talk.asked) <= 3


def _query(number: int) -> dict[str, object]:
    person = {"id": USER, "is_bot": False, "first_name": "User"}
    return {"id": f"{number}", "from": person, "query": f"{number}", "offset": "", "chat_type": "sender"}
