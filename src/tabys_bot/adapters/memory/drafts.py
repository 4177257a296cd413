"""What an admin is writing in a chat, in this process only."""

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.application.ports import Clock
from tabys_bot.domain.drafts import DRAFTS_AT_MOST, Draft
from tabys_bot.domain.limits import Limits


class MemoryDrafts(InMemory):
    """Fits Drafts."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._drafts: dict[tuple[int, int], dict[str, Draft]] = {}

    async def drafts(self, visitor_id: int, admin_id: int) -> tuple[Draft, ...]:
        self._reach()
        known = (draft for draft in self._kept(visitor_id, admin_id).values() if draft.is_known)
        return tuple(sorted(known, key=lambda draft: draft.touched, reverse=True))

    async def draft(self, visitor_id: int, admin_id: int, draft_id: str) -> Draft | None:
        self._reach()
        draft = self._kept(visitor_id, admin_id).get(draft_id)
        return draft if draft is not None and draft.is_known else None

    async def save_draft(self, visitor_id: int, draft: Draft, *, was: int | None) -> bool:
        self._reach()
        drafts = self._kept(visitor_id, draft.admin_id)
        standing = drafts.get(draft.id)
        if draft.is_too_large or not draft.is_kept(self._clock.now()):
            return False
        if (None if standing is None else standing.revision) != was:
            return False
        drafts[draft.id] = draft
        others = sorted((other.touched, id_) for id_, other in drafts.items() if id_ != draft.id)
        for _, id_ in others[: max(0, len(drafts) - DRAFTS_AT_MOST)]:
            del drafts[id_]
        return True

    async def drop_draft(self, visitor_id: int, admin_id: int, draft_id: str) -> bool:
        self._reach()
        return self._kept(visitor_id, admin_id).pop(draft_id, None) is not None

    def _kept(self, visitor_id: int, admin_id: int) -> dict[str, Draft]:
        """Those that are still kept, to be changed in place."""
        now = self._clock.now()
        drafts = self._drafts.get((visitor_id, admin_id), {})
        kept = {id_: draft for id_, draft in drafts.items() if draft.is_kept(now)}
        self._drafts[visitor_id, admin_id] = kept
        return kept
