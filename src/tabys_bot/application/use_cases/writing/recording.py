"""Noting in the history what was written."""

import logging
from collections.abc import Callable

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Clock, History
from tabys_bot.domain.acts.fitting import told
from tabys_bot.domain.acts.shape import REASON, Act, Ask, Way
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.history import Change, Entry
from tabys_bot.domain.records import Entity
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

_NOTHING = Answer("")
_PHOTO = "photo"


class Recorder:
    """Writes entries. What is done is done: a lost store does not turn it into a failure, it is told to the log."""

    def __init__(self, *, history: History, clock: Clock, announce: Callable[[Subject], None]) -> None:
        """`announce`: is told of each record that was decided on, published, deleted and the like; at once, so it must
        not wait."""
        self._history = history
        self._clock = clock
        self._announce = announce

    async def of_draft(self, session: Session, draft: Draft, entity_id: int, *, sure: bool = True) -> None:
        """What a form changed; of a new record, that it was made."""
        changes = {key: _change(draft, key) for key in draft.changes} if draft.spec.way is not Way.CREATE else {}
        entry = Entry(
            draft.section,
            entity_id,
            draft.act,
            session.admin_id,
            session.admin_name,
            self._clock.now(),
            draft.title,
            changes,
            sure,
        )
        await self._note(entry)

    async def of_act(
        self, session: Session, act: Act, entity: Entity, title: str, *, sure: bool = True, reason: str = ""
    ) -> None:
        """That an act without a form was done, or may have been."""
        changes = {field: Change(told(entity.values.get(field)), value) for field, value in act.sets.items()}
        if reason:
            changes[REASON] = Change("", reason)
        entry = Entry(
            entity.section,
            entity.id,
            act.name,
            session.admin_id,
            session.admin_name,
            self._clock.now(),
            title,
            changes,
            sure,
        )
        await self._note(entry)
        self._announce(Subject(entity.section, entity.id))

    async def _note(self, entry: Entry) -> None:
        what = entry.section, entry.entity_id, entry.act, entry.admin_id, entry.sure
        log.info("written section=%s id=%s act=%s admin=%s sure=%s", *what)
        if not entry.entity_id:
            return
        try:
            await self._history.note(entry)
        except StoreUnavailableError as error:
            log.warning("store unavailable, history lost section=%s id=%s: %s", entry.section, entry.entity_id, error)


def _change(draft: Draft, key: str) -> Change:
    """In words where drafts have them; a handle of a photo tells nobody anything."""
    before, after = draft.before.get(key, _NOTHING), draft.answers.get(key, _NOTHING)
    if draft.spec.question(key).ask is Ask.PHOTO:
        return Change(_sent(before), _sent(after))
    return Change(before.shown or before.text, after.shown or after.text)


def _sent(photo: Answer) -> str:
    return (photo.shown or _PHOTO) if photo.text else ""
