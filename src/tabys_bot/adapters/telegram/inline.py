"""Inline mode: what is offered to somebody who types the bot's name and some words in any chat."""

import asyncio
import logging
from collections.abc import Sequence
from itertools import count

from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from tabys_bot.adapters.telegram.delivery import Delivery
from tabys_bot.adapters.telegram.render import deep_link, fitting
from tabys_bot.adapters.telegram.visitors import visitor
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.screen import Suggestion, Suggestions
from tabys_bot.application.turns import Turns
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

PAUSE = 0.3  # seconds without another letter: who types asks once
_RESULTS = 50  # answerInlineQuery
_TITLE_LIMIT, _DESCRIPTION_LIMIT, _INVITATION_LIMIT, _MESSAGE_LIMIT = 128, 256, 64, 1024
_START = "login"  # leads to the start of everything: a payload of eight letters would be a code
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class InlineMode:
    """Answers only the newest query of each person, and one at a time."""

    def __init__(self) -> None:
        self._newest: dict[int, str] = {}  # of whom a query is in hand
        self._turns = Turns()  # not those of presses: a search must not hold up a button

    async def on_query(self, query: InlineQuery, conversation: Conversation, delivery: Delivery) -> None:
        """What is typed after the bot's name, letter by letter.

        Without a filter of aiogram: those run in threads, and queries would overtake one another.
        """
        if query.from_user.is_bot:
            return
        who = query.from_user.id
        self._newest[who] = query.id
        try:
            await asyncio.sleep(PAUSE)
            async with self._turns.of(who) as admitted:
                if admitted and self._is_newest(query):
                    await self._answer(query, conversation, delivery)
        finally:
            if self._is_newest(query):
                del self._newest[who]

    async def _answer(self, query: InlineQuery, conversation: Conversation, delivery: Delivery) -> None:
        suggestions = await conversation.suggest(visitor(query.from_user), query.query)
        if suggestions is None or not self._is_newest(query):
            return
        at_home = query.chat_type == ChatType.SENDER
        link_to = "" if at_home else await delivery.address()
        try:
            await query.answer(
                _articles(suggestions.items, at_home=at_home, link_to=link_to),
                cache_time=0,
                is_personal=True,
                button=_invitation(suggestions),
            )
        except TelegramAPIError as error:  # mostly too late: he has typed on, or gone
            log.info("inline query not answered user=%s: %s", query.from_user.id, error.message)

    def _is_newest(self, query: InlineQuery) -> bool:
        return self._newest.get(query.from_user.id) == query.id


def _invitation(suggestions: Suggestions) -> InlineQueryResultsButton | None:
    text = one_line(suggestions.invitation, _INVITATION_LIMIT)
    return InlineQueryResultsButton(text=text, start_parameter=_START) if text else None


def _articles(items: Sequence[Suggestion], *, at_home: bool, link_to: str) -> list[InlineQueryResultUnion]:
    """In the chat with the bot itself a choice is a command to it, elsewhere a message with a link to that chat.

    Telegram would refuse all for the sake of one that nobody can see.
    """
    numbers, articles = count(1), list[InlineQueryResultUnion]()
    for item in items[:_RESULTS]:
        title = one_line(item.title, _TITLE_LIMIT)
        if title and at_home:
            articles.append(_article(item, str(next(numbers)), title, f"/start {encode(item.intent)}", None))
        elif title and link_to and one_line(item.message, 1) and one_line(item.button, 1):
            button = InlineKeyboardButton(text=item.button, url=deep_link(link_to, item.intent))
            keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
            articles.append(_article(item, str(next(numbers)), title, item.message, keyboard))
    return articles


def _article(
    item: Suggestion, number: str, title: str, message: str, keyboard: InlineKeyboardMarkup | None
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=title,
        description=one_line(item.description, _DESCRIPTION_LIMIT) or None,
        input_message_content=InputTextMessageContent(
            message_text=fitting(message, _MESSAGE_LIMIT), parse_mode=None, link_preview_options=_NO_PREVIEW
        ),
        reply_markup=keyboard,
    )
