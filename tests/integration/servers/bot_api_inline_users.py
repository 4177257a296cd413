"""What people do through inline mode: write the bot's name with a query, and choose what it offers."""

from collections.abc import Mapping
from itertools import count
from typing import Unpack

from tests.integration.servers.bot_api_html import Json, utf16_length
from tests.integration.servers.bot_api_state import InlineAnswer, InlineQuery, InlineResult
from tests.integration.servers.bot_api_users import People, Person

_QUERY_LIMIT = 256


class InlinePeople(People):
    """Nobody needs to have started a bot to ask it inline."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self._query_ids = count(5_000_000_000_000_000_001)

    @property
    def inline_answers(self) -> Mapping[str, InlineAnswer]:
        """What the bot offered, by the query it answered."""
        return self.state.inline_answers

    async def inline_query(
        self, user_id: int, text: str, *, offset: str = "", chat_type: str = "sender", **person: Unpack[Person]
    ) -> str:
        """Type the bot's name and this text, by default in the private chat with the bot itself."""
        if not self.state.inline_mode:
            raise LookupError("the bot has no inline mode")
        if utf16_length(text) > _QUERY_LIMIT:
            raise ValueError(f"an inline query has at most {_QUERY_LIMIT} characters")
        query_id = str(next(self._query_ids))
        self.state.inline_queries[query_id] = InlineQuery(user_id, text)
        query = {"id": query_id, "from": self._user(user_id, person), "query": text, "offset": offset}
        await self._push("inline_query", query | {"chat_type": chat_type})
        return query_id

    async def choose(self, user_id: int, query_id: str, result_id: str) -> int:
        """Send an offered result to the private chat with the bot; under buttons it gets an inline message id."""
        query, result = self._offered(user_id, query_id, result_id)
        chat, user = self._meet(user_id, {}), self._user(user_id, {})
        stored = self.state.post(chat, {"from": user, "via_bot": self.state.bot, **self._sent(result)}, by_bot=False)
        chosen = {"result_id": result_id, "from": user, "query": query.text}
        if result.markup:
            stored.inline_id = f"inline-{query_id}-{stored.content['message_id']}"
            self.state.inline_messages[stored.inline_id] = stored
            chosen["inline_message_id"] = stored.inline_id
        await self._push("message", stored.content)
        await self._push("chosen_inline_result", chosen)
        return int(stored.content["message_id"])

    def _offered(self, user_id: int, query_id: str, result_id: str) -> tuple[InlineQuery, InlineResult]:
        query, answer = self.state.inline_queries[query_id], self.state.inline_answers.get(query_id)
        if query.user_id != user_id or answer is None:
            raise LookupError(f"nothing was offered to user {user_id} for the query {query.text!r}")
        for result in answer.results:
            if result.id == result_id:
                return query, result
        raise LookupError(f"no result {result_id!r} among {[result.id for result in answer.results]}")

    def _sent(self, result: InlineResult) -> Json:
        """A picture is taken from its address only now, as a new file."""
        content = dict(result.content)
        if "photo_url" in content:
            content["photo"] = self.state.new_photo(content.pop("photo_url"))
        return content
