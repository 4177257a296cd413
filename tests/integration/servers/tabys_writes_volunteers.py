"""What is written about volunteers of the fake Tabys, half of it in parameters: lines of its table."""

from dataclasses import dataclass
from typing import Any

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records, visible
from tests.integration.servers.tabys_bodies import Column, from_json, from_query, stored, text, truth, when, whole
from tests.integration.servers.tabys_records_volunteers import DELETED, RANKS
from tests.integration.servers.tabys_saving import Create, Remove, Update, next_id, now, told_off, wanted
from tests.integration.servers.tabys_wire import Crash, Refusal, Reply, Request, Row, reply

ADMIN = "/api/v2/admin/volunteer"
NO_VOLUNTEER, NO_EVENT, NO_BENEFIT = "Волонтер не найден", "Мероприятие не найдено", "Плюшка не найдена"
UPDATE = writes("volunteers", "update")
PERSON = (Column("full_name", text()), Column("volunteer_status", text()), Column("v_coins_balance", whole))
COINS = tuple(Column(name, check, required=True) for name, check in (("amount", whole), ("reason", text())))
COINS = (*COINS, Column("type", text(), required=True))
BENEFIT = (
    Column("title", text(), required=True),
    Column("description", text(), required=True),
    Column("v_coins_cost", whole, required=True),
    *(Column(name, text()) for name in ("title_kz", "description_kz", "category", "icon_url")),
    Column("stock_limit", whole),
    Column("min_status", text(), required=False),
)
BENEFIT_BLANK: Row = {
    **dict.fromkeys(("title_kz", "description_kz", "category", "icon_url", "stock_limit")),
    "min_status": "VOLUNTEER",
}
COUNTS = ("required_volunteers", "required_team_leaders", "required_supervisors")
EVENT = (
    Column("title", text(), required=True),
    Column("event_date", when, required=True),
    *(Column(name, text()) for name in ("title_kz", "description", "description_kz", "location")),
    Column("whatsapp_group_link", text()),
    Column("direction_id", whole),
    *(Column(name, whole) for name in ("v_coins_reward", "photo_bonus", *COUNTS)),
)
EVENT_BLANK: Row = {
    **dict.fromkeys(("title_kz", "description", "description_kz", "location", "direction_id")),
    "_group_link": None,
    "v_coins_reward": 10,
    "photo_bonus": 5,
    **dict.fromkeys(COUNTS, 0),
}
TASK = (
    Column("title", text(), required=True),
    Column("description", text()),
    Column("for_role", text()),
    Column("is_required", truth),
    Column("v_coins_bonus", whole),
)


def _person(values: Row, _row: Row | None, _records: Records, _request: Request) -> Row:
    if values.get("volunteer_status", RANKS[0]) not in RANKS:
        raise Refusal(400, "Неверный статус")
    return {name: value for name, value in values.items() if value is not None}


def _event(values: Row, _row: Row | None, _records: Records, _request: Request) -> Row:
    """No list shows the link of the group."""
    link = {"_group_link": values.pop("whatsapp_group_link")} if "whatsapp_group_link" in values else {}
    return {**values, **link, "event_date": stored(values["event_date"])}


def _solid(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Coins:
    """Not idempotent: each call counts."""

    def answer(self, records: Records, request: Request) -> Reply:
        values = from_query(request.call, COINS)
        row = wanted(records, request, "volunteers", "volunteer_id", NO_VOLUNTEER, owned=False)
        if values["type"] not in {"add", "deduct"}:
            raise Refusal(400, "Неверный тип операции")
        amount = values["amount"] if values["type"] == "add" else -values["amount"]
        if row["v_coins_balance"] + amount < 0:
            raise Refusal(400, "Недостаточно V-coins")
        row["v_coins_balance"] += amount
        return reply({"message": "V-coins обновлены", "new_balance": row["v_coins_balance"]})


@dataclass(frozen=True, slots=True)
class Attendance:
    """Every repeat credits the coins again, or warns once more; a 500 if the event is gone."""

    def answer(self, records: Records, request: Request) -> Reply:
        attended = from_query(request.call, (Column("attended", truth, required=True),))["attended"]
        row = wanted(records, request, "applications", "application_id", "Заявка не найдена", owned=False)
        event = next((one for one in records["volunteer_events"] if one["id"] == row["_event_id"]), None)
        volunteer = next((one for one in records["volunteers"] if one["id"] == row["_volunteer_id"]), None)
        if event is None or volunteer is None or row["event_title"] == DELETED:
            raise Crash
        row |= {"attended": attended, "missed": not attended}
        if attended:
            volunteer["v_coins_balance"] += event["v_coins_reward"]
        else:
            volunteer["_warnings"] = volunteer.get("_warnings", 0) + 1
        level = volunteer.get("_warnings", 0)
        return reply({"message": "Посещаемость отмечена", "attended": attended, "warning_level": level})


@dataclass(frozen=True, slots=True)
class AddTask:
    def answer(self, records: Records, request: Request) -> Reply:
        values = from_json(request.call, TASK)
        event = wanted(records, request, "volunteer_events", "event_id", NO_EVENT, owned=False)
        blank = {"description": None, "for_role": "ALL", "is_required": True, "v_coins_bonus": 0}
        task = {**blank, **values, "event_id": event["id"], "id": next_id(records["tasks"])}
        records["tasks"].append(task)
        return reply({"message": "Задача создана", "task_id": task["id"], "task": task})


def _told(message: str, key: str) -> Any:
    return lambda row: {"message": message, key: row["id"]}


VOLUNTEERS_WRITES: tuple[Entry, ...] = (
    (
        "PUT",
        f"{ADMIN}/volunteers/{{volunteer_id}}",
        UPDATE,
        Update(
            "volunteers",
            "volunteer_id",
            NO_VOLUNTEER,
            PERSON,
            _person,
            reads=from_query,
            told=lambda row: {"message": "Волонтер обновлен", "volunteer": visible(row)},
        ),
    ),
    ("POST", f"{ADMIN}/volunteers/{{volunteer_id}}/coins", UPDATE, Coins()),
    ("PATCH", f"{ADMIN}/applications/{{application_id}}/attendance", UPDATE, Attendance()),
    (
        "POST",
        f"{ADMIN}/benefits",
        writes("volunteers", "create"),
        Create(
            "benefits",
            BENEFIT,
            lambda _request: {**BENEFIT_BLANK, "stock_available": None, "is_active": True, "created_at": now()},
            status=200,
            told=_told("Плюшка создана", "benefit_id"),
        ),
    ),
    (
        "PUT",
        f"{ADMIN}/benefits/{{benefit_id}}",
        UPDATE,
        Update(
            "benefits",
            "benefit_id",
            NO_BENEFIT,
            BENEFIT,
            refill=BENEFIT_BLANK,
            solid=_solid(("min_status",)),
            told=lambda _row: {"message": "Плюшка обновлена"},
        ),
    ),
    (
        "DELETE",
        f"{ADMIN}/benefits/{{benefit_id}}",
        writes("volunteers", "delete"),
        Remove("benefits", "benefit_id", NO_BENEFIT, gone={"is_active": False}, done=told_off("Плюшка удалена")),
    ),
    (
        "POST",
        f"{ADMIN}/events",
        writes("volunteers", "create"),
        Create(
            "volunteer_events",
            EVENT,
            lambda _request: {
                **EVENT_BLANK,
                "status": "upcoming",
                "total_applications": 0,
                "tasks_total_bonus": 0,
                "_is_active": True,
            },
            _event,
            status=200,
            told=_told("Мероприятие создано", "event_id"),
        ),
    ),
    (
        "PUT",
        f"{ADMIN}/events/{{event_id}}",
        UPDATE,
        Update(
            "volunteer_events",
            "event_id",
            NO_EVENT,
            EVENT,
            _event,
            refill=EVENT_BLANK,
            solid=_solid(("v_coins_reward", "photo_bonus", *COUNTS)),
            told=lambda _row: {"message": "Мероприятие обновлено"},
        ),
    ),
    (
        "DELETE",
        f"{ADMIN}/events/{{event_id}}",
        writes("volunteers", "delete"),
        Remove(
            "volunteer_events",
            "event_id",
            NO_EVENT,
            gone={"_is_active": False},
            done=told_off("Мероприятие удалено"),
        ),
    ),
    ("POST", f"{ADMIN}/events/{{event_id}}/tasks", UPDATE, AddTask()),
)
