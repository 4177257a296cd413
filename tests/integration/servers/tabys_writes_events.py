"""What is written about events of the fake Tabys: lines of its table."""

from dataclasses import dataclass

from tests.integration.servers.tabys_access import OWNER, Entry, writes
from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_bodies import Column, anything, form_of, one_of, stored, text, when
from tests.integration.servers.tabys_saving import Create, Remove, Update, now, verdict_on_new, wanted
from tests.integration.servers.tabys_uploads import EVENT_PICTURES, kept
from tests.integration.servers.tabys_wire import Refusal, Reply, Request, Row, invalid, reply

EVENTS = "/api/v2/events"
MISSING = "Мероприятие не найдено или у вас нет прав"
SOLID = ("title", "event_date", "location", "format", "description")
CHECKS = {"title": text(), "event_date": when, "location": text(), "format": one_of("Online", "Offline")}
CHECKS["description"] = text()
PHOTO = Column("event_photo", text())
LISTS = (Column("programs", anything), Column("speakers", anything))
MAJOR = frozenset({"title", "description", "location", "event_date"})


def _blank(request: Request) -> Row:
    times = {"created_at": now(), "updated_at": now()}
    return {"event_photo": None, "programs": [], "speakers": [], **times, **verdict_on_new(request)}


def _settled(values: Row, _row: Row | None, _records: Records, _request: Request) -> Row:
    moment = values.get("event_date")
    return values if moment is None else values | {"event_date": stored(moment)}


@dataclass(frozen=True, slots=True)
class UploadPhoto:
    """Open to everybody; starts no moderation."""

    def answer(self, records: Records, request: Request) -> Reply:
        upload = form_of(request.call).files.get("file")
        if upload is None:
            raise Refusal(422, [invalid("missing", ["body", "file"], "Field required", None)])
        row = wanted(records, request, "events", "event_id", "Мероприятие не найдено", owned=False)
        row["event_photo"] = f"/{kept(records, upload, 'events', EVENT_PICTURES)}"
        return reply({"message": "Фото загружено", "photo_url": row["event_photo"], "event_id": row["id"]})


EVENTS_WRITES: tuple[Entry, ...] = (
    (
        "POST",
        f"{EVENTS}/admin/create",
        writes("events", "create"),
        Create(
            "events",
            (*(Column(name, check, required=True) for name, check in CHECKS.items()), PHOTO, *LISTS),
            _blank,
            _settled,
            hidden=OWNER,
        ),
    ),
    (
        "PUT",
        f"{EVENTS}/admin/{{event_id}}",
        writes("events", "update"),
        Update(
            "events",
            "event_id",
            MISSING,
            (*(Column(name, check) for name, check in CHECKS.items()), PHOTO),
            _settled,
            owned=True,
            major=MAJOR,
            solid=frozenset(SOLID),
            hidden=OWNER,
        ),
    ),
    (
        "DELETE",
        f"{EVENTS}/admin/{{event_id}}",
        writes("events", "delete"),
        Remove("events", "event_id", MISSING, owned=True, cascade={"participants": "event_id"}),
    ),
    ("POST", f"{EVENTS}/{{event_id}}/upload-photo", None, UploadPhoto()),
    (
        "DELETE",
        f"{EVENTS}/{{event_id}}/photo",
        None,
        Remove(
            "events",
            "event_id",
            "Мероприятие не найдено",
            gone={"event_photo": None},
            done=reply({"message": "Фото удалено"}),
        ),
    ),
)
