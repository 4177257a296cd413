"""Who a user of Telegram is to the application."""

from aiogram.types import User

from tabys_bot.domain.session import Visitor


def visitor(user: User) -> Visitor:
    return Visitor(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username or "",
        language_code=user.language_code or "",
    )
