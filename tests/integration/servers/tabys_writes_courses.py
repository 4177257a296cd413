"""What is written about courses of the fake Tabys, as forms: lines of its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.integration.servers.tabys_access import OWNER, Entry, writes
from tests.integration.servers.tabys_actions import Records, visible
from tests.integration.servers.tabys_bodies import Column, Form, decimal, form_of, from_form, text, truth, whole, wholes
from tests.integration.servers.tabys_saving import Remove, fit, next_id, now, verdict_on_new, wanted
from tests.integration.servers.tabys_uploads import COURSE_PICTURES, kept
from tests.integration.servers.tabys_wire import Crash, Refusal, Reply, Request, Row, reply

COURSES = "/api/v2/courses"
MISSING = "Курс не найден"
NO_INVITE = "Для платного курса необходимо указать инвайт-код"
REQUIRED = {
    "title": text(),
    "description": text(),
    "course_url": text(),
    "language": text(),
    "duration": whole,
    "skills": text(),
    "currency": text(),
    "price": decimal,
}
OPTIONAL = (
    Column("level", text()),
    Column("is_free", truth),
    Column("invite_code", text()),
    Column("categories", wholes),
    Column("video_preview", text()),
)
KNOWN: Mapping[str, frozenset[str | None]] = {
    "language": frozenset({"kz", "ru", "en"}),
    "currency": frozenset({"KZT", "USD", "EUR", "RUB"}),
    "level": frozenset({None, "beginner", "intermediate", "advanced", "expert"}),
}


def _settled(values: Row, form: Form, records: Records) -> Row:
    """Whatever pydantic never sees is a 500."""
    if set(REQUIRED) - set(values) or values["duration"] <= 0 or values["price"] < 0:
        raise Crash
    if any(values.get(name) not in known for name, known in KNOWN.items()):
        raise Crash
    free = values.get("is_free", False)
    if not free and not values.get("invite_code"):
        raise Refusal(400, NO_INVITE)
    upload = form.files.get("cover_image")
    cover = kept(records, upload, "courses", COURSE_PICTURES) if upload else None
    told = {"is_free": free, "requires_invite_code": not free, "cover_image": cover}
    optional = {name: values.get(name) for name in ("level", "invite_code", "video_preview")}
    fit(values, {})
    return {**values, **optional, **told}


def _categories(values: Row, records: Records) -> Row:
    """Numbers that nobody knows are dropped; none at all changes nothing."""
    numbers = values.pop("categories", None)
    if numbers is None:
        return values
    return values | {"categories": [one for one in records["course_categories"] if one["id"] in numbers]}


@dataclass(frozen=True, slots=True)
class CreateCourse:
    def answer(self, records: Records, request: Request) -> Reply:
        form = form_of(request.call)
        columns = (*(Column(name, check, required=True) for name, check in REQUIRED.items()), *OPTIONAL)
        values = _categories(_settled(from_form(form, columns), form, records), records)
        times = {"created_at": now(), "updated_at": now()}
        flags = {"is_popular": False, "is_recommended": False, "rating": 0.0, "views_count": 0, "chapters": []}
        row = {**flags, **times, "categories": [], "status": "pending", "author_id": None, **values}
        row |= {**verdict_on_new(request), "id": next_id(records["courses"])}
        records["courses"].append(row)
        return reply(visible(row, OWNER), 201)


@dataclass(frozen=True, slots=True)
class UpdateCourse:
    """Whole or a 500; the cover is gone unless it is sent again, and the row moves to the end."""

    def answer(self, records: Records, request: Request) -> Reply:
        form = form_of(request.call)
        values = from_form(form, (*(Column(name, check) for name, check in REQUIRED.items()), *OPTIONAL))
        row = wanted(records, request, "courses", "course_id", MISSING, owned=False)
        row |= _categories(_settled(values, form, records), records) | {"updated_at": now()}
        records["courses"].remove(row)
        records["courses"].append(row)
        return reply(visible(row, OWNER))


COURSES_WRITES: tuple[Entry, ...] = (
    ("POST", f"{COURSES}/admin/create", writes("courses", "create"), CreateCourse()),
    ("PUT", f"{COURSES}/admin/{{course_id}}", writes("courses", "update"), UpdateCourse()),
    # Public; DELETE courses/admin/{id} is a 405.
    ("DELETE", f"{COURSES}/{{course_id}}", None, Remove("courses", "course_id", MISSING)),
)
