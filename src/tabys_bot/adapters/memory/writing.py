"""Writes to the made-up records, as Tabys would."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tabys_bot.adapters.memory.composing import UnknownNameError, composed
from tabys_bot.adapters.memory.deciding import is_of_moderation, is_open
from tabys_bot.adapters.memory.effects import UnacceptableError, settle
from tabys_bot.adapters.memory.happening import Happening, Records, Values
from tabys_bot.adapters.memory.moderating import Author, has_field, moderated_again, signed
from tabys_bot.adapters.memory.narrowing import names_in
from tabys_bot.adapters.memory.uploads import Uploads
from tabys_bot.application.failures import (
    GatewayFailure,
    PictureFailure,
    RecordGone,
    Rejected,
    RequestRefused,
    new_reference,
)
from tabys_bot.application.ports import File, Order, Written
from tabys_bot.domain.acts.shape import REASON, Question, Way
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Picture, Value
from tabys_bot.domain.sections import Section

# lists in the order of their numbers; in all others the latest comes first
_BY_NUMBER = frozenset({Section.COURSES, Section.VOLUNTEERS, Section.USERS, Section.EXPERTS})
# the names of these are one dictionary, whichever section asks
_NAMES_SHARED: Mapping[str, tuple[Section, ...]] = {
    "profession": (Section.VACANCIES, Section.RESUMES),
    "city": (Section.VACANCIES, Section.RESUMES),
    "skill_names": (Section.RESUMES,),
    "direction": (Section.VOLUNTEERS, Section.VOLUNTEER_EVENTS),
}
_AT_FIRST: Mapping[Section, Mapping[str, Value]] = {
    Section.COURSES: {"views": 0, "popular": False, "recommended": False},
    Section.VACANCIES: {"active": True},
    Section.NEWS: {"publication": "draft", "views": 0},
    Section.PROJECTS: {"stage": "draft"},
    Section.BENEFITS: {"active": True},
    Section.VOLUNTEER_EVENTS: {"status": "upcoming", "applied": 0},
    Section.PLACES: {"status": "active", "views": 0},
    Section.TICKETS: {"status": "active"},
    Section.PROMO: {"status": "active"},
}
_MISSING, _UNKNOWN = "Field required", "Не найдено"


class Writer:
    """Does what an order says, or tells why not and leaves everything as it is."""

    def __init__(self) -> None:
        self._owners: dict[tuple[Section, int], int] = {}
        self._last: dict[Section, int] = {}
        self._uploads = Uploads()

    def picture_at(self, address: str) -> Outcome[bytes, PictureFailure] | None:
        """What was uploaded there; None for an address where nothing ever was."""
        return self._uploads.find(address)

    def may_touch(self, author: Author, entity: Entity) -> bool:
        if entity.section is Section.PROFILE:
            return entity.id == author.admin_id
        return author.owns(self._owners.get((entity.section, entity.id)))

    def write(
        self, records: Records, order: Order, author: Author, now: datetime
    ) -> Outcome[int, GatewayFailure | Rejected]:
        """The number of the record. KeyError for what is no question of the act."""
        for key in order.values:
            if not (key == REASON and order.act.why):
                order.act.question(key)
        missing = _missing(order)
        if missing:
            return Failure(Rejected(missing, new_reference()))
        if order.act.way is Way.CREATE:
            return self._create(records, order, author, now)
        entity = _found(records, order)
        if entity is None or not (is_of_moderation(order.act) or self.may_touch(author, entity)):
            return Failure(RecordGone())
        if order.act.way is Way.DELETE:
            return self._delete(records, order, entity)
        return self._change(records, order, entity, author, now)

    def _create(
        self, records: Records, order: Order, author: Author, now: datetime
    ) -> Outcome[int, GatewayFailure | Rejected]:
        among = records.setdefault(order.section, [])
        number = max((self._last.get(order.section, 0), *(entity.id for entity in among))) + 1
        entity = Entity(order.section, number, _AT_FIRST.get(order.section, {}), order.parent)
        written = self._written(records, order, entity, author, now)
        if isinstance(written, Failure):
            return written
        values = {**written.unwrap(), **signed(order.section, author, now)}
        among.insert(len(among) if order.section in _BY_NUMBER else 0, replace(entity, values=values))
        self._last[order.section] = number
        self._owners[order.section, number] = author.admin_id
        return Success(number)

    def _change(
        self, records: Records, order: Order, entity: Entity, author: Author, now: datetime
    ) -> Outcome[int, GatewayFailure | Rejected]:
        if not is_open(order.act, entity) or _is_unfounded(order):
            return Failure(RequestRefused(new_reference()))
        written = self._written(records, order, entity, author, now)
        if isinstance(written, Failure):
            return written
        values = moderated_again(order, author, written.unwrap())
        if has_field(order.section, "updated_at"):
            values["updated_at"] = now
        among = records[order.section]
        at = next(at for at, other in enumerate(among) if other.id == entity.id)
        among[at] = replace(among[at], values=values)
        return Success(entity.id)

    def _written(
        self, records: Records, order: Order, entity: Entity, author: Author, now: datetime
    ) -> Outcome[Values, GatewayFailure | Rejected]:
        def name_of(field: str, number: int) -> Value | None:
            return options(records, order.section, field).get(number)

        def upload(file: File) -> Picture:
            return self._uploads.keep(order.section, file)

        try:
            values = composed(order, entity.values, name_of=name_of, upload=upload)
            old = {} if order.act.way is Way.CREATE else entity.values
            settle(Happening(order, records, entity, values, old, now, author.admin_id))
        except UnknownNameError as error:
            return Failure(Rejected({str(error): _UNKNOWN}, new_reference()))
        except UnacceptableError as error:
            return Failure(Rejected({error.key: str(error)}, new_reference()))
        return Success(values)

    def _delete(self, records: Records, order: Order, entity: Entity) -> Outcome[int, GatewayFailure | Rejected]:
        among = records[order.section]
        self._last[order.section] = max(self._last.get(order.section, 0), *(other.id for other in among), 0)
        among[:] = [other for other in among if other.id != entity.id]
        for section in order.act.loses:
            inside = records.get(section, [])
            inside[:] = [other for other in inside if other.parent != entity.id]
        return Success(entity.id)


def options(records: Records, section: Section, name: str) -> Mapping[int, Value]:
    """The names that a field can have, by number: those that the records have."""
    sections = dict.fromkeys((section, *_NAMES_SHARED.get(name, ())))
    return names_in((entity for one in sections for entity in records.get(one, [])), name)


def _found(records: Records, order: Order) -> Entity | None:
    entities = records.get(order.section, [])
    same = (entity for entity in entities if entity.id == order.entity_id and order.parent in (0, entity.parent))
    return next(same, None)


def _missing(order: Order) -> Mapping[str, str]:
    """What has no answer and must have one; an update leaves out what stays."""
    changes = order.act.way is Way.EDIT
    required = (question for question in order.act.questions if question.required and _is_asked(order, question))
    empty = [
        q.key for q in required if order.values.get(q.key) in (None, "") and (q.key in order.values or not changes)
    ]
    return dict.fromkeys(empty, _MISSING)


def _is_asked(order: Order, question: Question) -> bool:
    if question.only_when is None or (order.act.way is Way.EDIT and question.only_when[0] not in order.values):
        return True
    key, answers = question.only_when
    return _as_answer(order.values.get(key)) in answers


def _as_answer(value: Written) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _is_unfounded(order: Order) -> bool:
    """Whether a reason is missing without which Tabys does not do it."""
    reason = order.values.get(REASON)
    return bool(order.act.why and order.act.why.required) and not (isinstance(reason, str) and reason.strip())
