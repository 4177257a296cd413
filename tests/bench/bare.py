"""The yardstick: a bare aiogram bot that answers each press with an edit and a callback answer, and no more."""

import asyncio
import os
from itertools import count

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

_TEXT = "<b>📅 Мероприятия</b>\n\nЗаписи 1–8\n\n⏳ на проверке · ✅ одобрено · ❌ отклонено\n{number}"


def _keyboard() -> InlineKeyboardMarkup:
    """As large as the keyboard of a list."""
    rows = [[InlineKeyboardButton(text="✅ Молодёжный форум «Жастар күші»", callback_data=f"{n}")] for n in range(8)]
    last = [
        InlineKeyboardButton(text="🔄 Обновить", callback_data="r"),
        InlineKeyboardButton(text="☰ Меню", callback_data="m"),
    ]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, last, last])


async def main() -> None:
    numbers, dispatcher = count(), Dispatcher(disable_fsm=True)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session)

    async def on_message(message: Message) -> None:
        await message.answer(_TEXT.format(number=next(numbers)), parse_mode="HTML", reply_markup=_keyboard())

    async def on_press(query: CallbackQuery) -> None:
        if isinstance(query.message, Message):
            text = _TEXT.format(number=next(numbers))
            edit = query.message.edit_text(text, parse_mode="HTML", reply_markup=_keyboard())
            await asyncio.gather(bot(edit), bot(query.answer()))

    dispatcher.message.register(on_message)
    dispatcher.callback_query.register(on_press)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
