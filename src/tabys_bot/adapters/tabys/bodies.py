"""What a write says: the answers under the names of Tabys, and whatever must go along with them."""

from collections.abc import Mapping
from math import isfinite

from tabys_bot.adapters.tabys.client import Json, Params, Parcel
from tabys_bot.adapters.tabys.reading import is_number_of_a_record, moment
from tabys_bot.adapters.tabys.routes.writes import Body, Write
from tabys_bot.adapters.tabys.rows import within
from tabys_bot.adapters.tabys.wording import in_form, naive, sendable, worded, worded_ref
from tabys_bot.application.ports import File, Order
from tabys_bot.domain.acts.shape import REASON, Ask, Question, Way
from tabys_bot.domain.pictures import kind_of_picture
from tabys_bot.domain.text import is_blank, one_line

_LONGEST_ECHO = 255
_EXTENSIONS: Mapping[str, str] = {"jpeg": "jpg"}


def answered(write: Write, order: Order) -> dict[str, Json]:
    """The answers by the names of Tabys; nothing else gets in. ValueError for what no answer can be."""
    said: dict[str, Json] = {}
    for question in order.act.questions:
        if question.key in order.values:
            said |= _said(write, order, question)
    return said | _reasoned(write, order)


def _reasoned(write: Write, order: Order) -> dict[str, Json]:
    """Why it is done, where that is to be told."""
    reason = order.values.get(REASON) if order.act.why else None
    return {} if reason is None else dict.fromkeys(write.names(REASON), worded(reason))


def is_silent(write: Write, order: Order, said: Mapping[str, Json]) -> bool:
    """Whether a write that is there to say something says nothing; a reason may be left out where it can."""
    may_be = order.act.why is not None and not order.act.why.required
    return write.body is not Body.NONE and bool(write.keys) and not said and not may_be


def _said(write: Write, order: Order, question: Question) -> Mapping[str, Json]:
    names, value = write.names(question.key), order.values[question.key]
    if value is None:
        # a required answer cannot be cleared, and what is new has nothing to clear
        is_cleared = order.act.way is Way.EDIT and not question.required
        return {name: write.emptied.get(name) for name in names} if is_cleared else {}
    if question.ask is Ask.RECORD:
        return dict(zip(names, worded_ref(value), strict=True))
    if isinstance(value, File) != (question.ask is Ask.PHOTO):
        raise ValueError("a picture answers what asks for one, and nothing else does")
    return dict.fromkeys(names, worded(value))


def needs_row(write: Write, said: Mapping[str, Json]) -> bool:
    """Whether the record must be read before this can be sent."""
    return write.is_open or write.whole or (bool(write.along) and not any(name in said for name in write.along))


def completed(write: Write, order: Order, said: Mapping[str, Json], row: Mapping[str, Json]) -> dict[str, Json]:
    """With all that goes along. `row`: the record as it is now, if it was needed."""
    body = {**write.fixed, **(_current(write, order, row) if write.whole else {}), **said}
    if write.along and not any(name in body for name in write.along):
        texts = ((name, row.get(name)) for name in write.along)
        body |= dict(
            [(name, sendable(text)) for name, text in texts if isinstance(text, str) and not is_blank(text)][:1]
        )
    for name, more in write.implied.items():
        if body.get(name) is True:
            body |= more
    for name, source in write.echoed.items():
        body[name] = one_line(str(body.get(source, "")), _LONGEST_ECHO)
    return body | ({write.numbered: order.entity_id} if write.numbered else {})


def _current(write: Write, order: Order, row: Mapping[str, Json]) -> Mapping[str, Json]:
    """What the record says now, word for word: a record of ours has no markup, and so will not do."""
    found: dict[str, Json] = {}
    for question in order.act.questions:
        for name in write.names(question.key):
            if name in row and name != write.picture:
                value = _repeated(question, row[name])
                found[name] = write.emptied.get(name) if value is None else value
    return found


def _repeated(question: Question, raw: Json) -> Json:
    """A value of a row as it may be sent again; None for one that is nothing or makes no sense."""
    if question.ask is Ask.MOMENT:
        at = moment([raw])
        return None if at is None else naive(at)
    match raw:
        case str():
            return sendable(raw)
        case bool() | int():
            return raw
        case float() if isfinite(raw):
            return raw
        case list():
            numbers = [item.get("id") if isinstance(item, dict) else item for item in raw]
            return [number for number in numbers if type(number) is int] or None
        case _:
            return None


def gaps(write: Write, order: Order, body: Mapping[str, Json]) -> tuple[str, ...]:
    """The questions without whose answer a whole form is a 500: in a form, an empty text is none."""
    if not write.whole or write.body is not Body.FORM:
        return ()
    needed = (question for question in order.act.questions if question.required and question.only_when is None)
    return tuple(one.key for one in needed if any(body.get(name) in (None, "") for name in write.names(one.key)))


def packed(write: Write, body: Mapping[str, Json]) -> Parcel:
    """The body as Tabys takes it."""
    match write.body:
        case Body.NONE:
            return Parcel()
        case Body.JSON:
            return Parcel(json=body)
        case Body.QUERY:
            return Parcel(params=_params(body))
        case Body.FORM:
            files = {name: (value.name, value.content) for name, value in body.items() if isinstance(value, File)}
            written = ((name, in_form(value)) for name, value in body.items())
            return Parcel(form={name: text for name, text in written if text is not None}, files=files or None)


def _params(body: Mapping[str, Json]) -> Params:
    written = ((name, in_form(value)) for name, value in body.items())
    return {name: text for name, text in written if isinstance(text, str)}


def named(content: bytes) -> File | None:
    """A picture under a name of our own, by which alone Tabys tells what it is; None for what is no picture."""
    kind = kind_of_picture(content)
    return None if kind is None else File(f"picture.{_EXTENSIONS.get(kind, kind)}", content)


def number_in(write: Write, answer: Json) -> int:
    """The number of a new record; 0 where Tabys does not tell it."""
    rows = answer if isinstance(answer, dict) else {}
    found = (within(rows, key) for key in write.answer)
    return next((number for number in found if isinstance(number, int) and is_number_of_a_record(number)), 0)
