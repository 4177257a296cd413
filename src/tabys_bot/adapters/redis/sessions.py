"""Who is signed in, and the mark that every sign-in leaves: each change is one atomic step in Redis."""

from dataclasses import replace
from datetime import timedelta

from tabys_bot.adapters.redis.base import OverRedis, in_ms, reaching
from tabys_bot.adapters.redis.indexed import ENLIST, LISTED, LISTED_AT_MOST
from tabys_bot.adapters.redis.records import dump_mark, dump_session, load_mark, load_session
from tabys_bot.domain.limits import RESTORE_AT_MOST_EVERY
from tabys_bot.domain.session import Session, SignInMark

_STRANGERS_MARK_KEPT = timedelta(days=30)
_SIGNED_OUT = dump_mark(SignInMark(None))
_EXPELLED = dump_mark(SignInMark(None, told=True, revoked=True))
_LISTED = "tg_sessions"

# The scripts of one visitor have the KEYS: session, mark, list of who is signed in. ARGV[1] is always his id.

# ARGV: id, session, mark, lifetime ms. Writing to the list comes last, for then a full server does not refuse it any
# more: what fails is that somebody put something else in its place.
_BEGIN = (
    ENLIST
    + """
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[4])
redis.call('SET', KEYS[2], ARGV[3])
enlist(KEYS[3], ARGV[4], ARGV[1])
return 1
"""
)

# As _BEGIN, if there is nothing of the visitor.
_REVIVE = "if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return 0 end" + _BEGIN

# ARGV: id, mark
_END = """
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], ARGV[2])
redis.pcall('SREM', KEYS[3], ARGV[1])
return 1
"""

# As _END, if there is anything of the visitor.
_EXPEL = "if redis.call('EXISTS', KEYS[1], KEYS[2]) == 0 then return 0 end" + _END

_SAME_SIGN_IN = """
local text = redis.call('GET', KEYS[1])
local readable, session = pcall(cjson.decode, text or '')
if not text or not readable or type(session) ~= 'table' or session.sign_in_id ~= ARGV[3] then return 0 end
"""

# ARGV: id, session, sign_in_id. Earlier versions kept no list: whom they signed in is put on it here.
_RENEW = (
    _SAME_SIGN_IN
    + ENLIST
    + """
redis.call('SET', KEYS[1], ARGV[2], 'XX', 'KEEPTTL')
enlist(KEYS[3], redis.call('PTTL', KEYS[1]), ARGV[1])
return 1
"""
)

# ARGV: id, mark, sign_in_id
_REVOKE = _SAME_SIGN_IN + _END

# KEYS: mark. ARGV: the mark that must still be there, the new one
_SETTLE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL') end"

# KEYS: list. ARGV: how many at most, what the key of a session begins with. Answers: {id, session, id, session ...};
# whose session is gone is struck off. MGET: see `_text`.
_STANDING = (
    LISTED
    + """
local standing = {}
for _, id in ipairs(listed(KEYS[1], ARGV[1])) do
  local session = redis.call('MGET', ARGV[2] .. id)[1]
  if session then
    standing[#standing + 1] = id
    standing[#standing + 1] = session
  else
    redis.pcall('SREM', KEYS[1], id)
  end
end
return standing
"""
)


class RedisSessions(OverRedis):
    """Fits SessionRepository."""

    async def start(self, session: Session) -> None:
        await self._run(_BEGIN, _keys(session.telegram_user_id), self._beginning(session))

    async def revive(self, session: Session) -> bool:
        return bool(await self._run(_REVIVE, _keys(session.telegram_user_id), self._beginning(session)))

    def _beginning(self, session: Session) -> list[str | int]:
        mark = dump_mark(SignInMark(session.expires_at))
        lifetime = in_ms(session.expires_at - self._clock.now())
        return [session.telegram_user_id, dump_session(session), mark, lifetime]

    async def renew(self, session: Session) -> bool:
        return await self._of_same_sign_in(_RENEW, session, dump_session(session))

    async def end(self, telegram_user_id: int, *, was_in: bool = True) -> None:
        mark = dump_mark(SignInMark(None, was_in=was_in))
        await self._run(_END, _keys(telegram_user_id), [telegram_user_id, mark])
        if not was_in:
            with reaching():
                await self._redis.expire(_mark_key(telegram_user_id), _STRANGERS_MARK_KEPT)

    async def revoke(self, session: Session) -> bool:
        return await self._of_same_sign_in(_REVOKE, session, _SIGNED_OUT)

    async def _of_same_sign_in(self, script: str, session: Session, text: str) -> bool:
        args = (session.telegram_user_id, text, session.sign_in_id)
        return bool(await self._run(script, _keys(session.telegram_user_id), args))

    async def settle(self, telegram_user_id: int, mark: SignInMark) -> None:
        key = _mark_key(telegram_user_id)
        stored = await self._text(key)
        # by its meaning: an earlier version wrote the same mark in other words
        if stored is not None and load_mark(stored) == mark:
            await self._run(_SETTLE, [key], [stored, dump_mark(replace(mark, told=True))])

    async def expel(self, telegram_user_id: int) -> None:
        await self._run(_EXPEL, _keys(telegram_user_id), [telegram_user_id, _EXPELLED])

    async def standing(self, admin_id: int | None = None) -> tuple[Session, ...]:
        answer = await self._run(_STANDING, [_LISTED], [LISTED_AT_MOST, _session_key("")])
        now = self._clock.now()
        sessions = (load_session(text, id_) for id_, text in zip(answer[::2], answer[1::2], strict=True))
        return tuple(
            session
            for session in sessions
            if session and not session.is_expired(now) and admin_id in (None, session.admin_id)
        )

    async def claim_restore(self, telegram_user_id: int) -> bool:
        with reaching():
            claimed = await self._redis.set(
                f"tg_limit:restore:{telegram_user_id}", "1", nx=True, px=in_ms(RESTORE_AT_MOST_EVERY)
            )
        return bool(claimed)


def _session_key(telegram_user_id: int | str) -> str:
    return f"tg_session:{telegram_user_id}"


def _mark_key(telegram_user_id: int) -> str:
    return f"tg_login:{telegram_user_id}"


def _keys(telegram_user_id: int) -> list[str]:
    return [_session_key(telegram_user_id), _mark_key(telegram_user_id), _LISTED]
