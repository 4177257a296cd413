"""Decisions on what volunteers ask for at the fake Tabys, guarded or not as the real ones are: lines of its table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_bodies import Column, from_json, text
from tests.integration.servers.tabys_saving import now
from tests.integration.servers.tabys_wire import Refusal, Reply, Request, Row, json_object, path_id, reply

ADMIN = "/api/v2/admin/volunteer"
UPDATE = writes("volunteers", "update")
COMMENT = "admin_comment"

# Changes the row, and tells what is answered.
Does: TypeAlias = Callable[[Row, Records, Request], Any]


@dataclass(frozen=True, slots=True)
class Act:
    rows: str
    missing: str
    does: Does
    column: str = "id"

    def answer(self, records: Records, request: Request) -> Reply:
        wanted = path_id(request, "item_id")
        row = next((row for row in records[self.rows] if row[self.column] == wanted), None)
        if row is None:
            raise Refusal(404, self.missing)
        return reply(self.does(row, records, request))


def _volunteer(row: Row, records: Records) -> Row:
    number = row["volunteer"]["id"] if "volunteer" in row else row["_volunteer_id"]
    return next(one for one in records["volunteers"] if one["id"] == number)


def _approve_application(row: Row, _records: Records, _request: Request) -> Any:
    """Repeatable: `_told` is what the volunteer gets to read, each time."""
    row["status"] = "approved"
    row.setdefault("_told", []).append("approved")
    return {"message": "Заявка одобрена"}


def _reject_application(row: Row, _records: Records, request: Request) -> Any:
    """The reason is a parameter, told to the volunteer and kept nowhere."""
    row["status"] = "rejected"
    row.setdefault("_told", []).append(request.call.query.get("reason"))
    return {"message": "Заявка отклонена"}


def _unreviewed(row: Row) -> None:
    if row["report_status"] != "pending":
        raise Refusal(400, "Отчёт уже обработан")


def _approve_report(row: Row, records: Records, request: Request) -> Any:
    comment = from_json(request.call, (Column(COMMENT, text()),)).get(COMMENT)
    _unreviewed(row)
    coins = row["task_v_coins"]
    row |= {"report_status": "approved", "v_coins_earned": coins, COMMENT: comment}
    _volunteer(row, records)["v_coins_balance"] += coins
    return {"message": "Отчёт одобрен", "v_coins_earned": coins}


def _reject_report(row: Row, _records: Records, request: Request) -> Any:
    comment = from_json(request.call, (Column(COMMENT, text(), required=True),))[COMMENT]
    _unreviewed(row)
    row |= {"report_status": "rejected", COMMENT: comment}
    return {"message": "Отчёт отклонён", COMMENT: comment}


def _approve_promotion(row: Row, records: Records, request: Request) -> Any:
    """Not guarded: `_promotions` counts how often it was done."""
    json_object(request.call)
    row |= {"status": "approved", "reviewed_at": f"{now()}+00:00"}
    row["_promotions"] = row.get("_promotions", 0) + 1
    row["volunteer"]["current_status"] = row["requested_status"]
    _volunteer(row, records)["volunteer_status"] = row["requested_status"]
    return {"message": "Заявка одобрена", "new_status": row["requested_status"]}


def _reject_promotion(row: Row, _records: Records, request: Request) -> Any:
    comment = json_object(request.call).get(COMMENT)
    if not comment:
        raise Refusal(400, "Необходимо указать причину отказа")
    row |= {"status": "rejected", "reviewed_at": f"{now()}+00:00", COMMENT: comment}
    return {"message": "Заявка отклонена"}


def _approve_purchase(row: Row, _records: Records, _request: Request) -> Any:
    if row["status"] != "pending":
        raise Refusal(400, "Покупка уже обработана")
    row["status"] = "approved"
    return {"message": "Покупка одобрена"}


def _complete_purchase(row: Row, records: Records, request: Request) -> Any:
    if row["status"] != "approved":
        raise Refusal(400, "Покупка должна быть сначала одобрена")
    return _complete_whatever(row, records, request)


def _complete_whatever(row: Row, _records: Records, request: Request) -> Any:
    """The older PATCH: it does not ask whether anybody has approved."""
    notes = request.call.query.get("admin_notes")
    row |= {"status": "completed", "completed_at": f"{now()}+00:00", "admin_notes": notes}
    return {"message": "Покупка завершена"}


def _cancel_purchase(row: Row, records: Records, request: Request) -> Any:
    """Refunds each time."""
    reason = from_json(request.call, (Column("reason", text(), required=True),))["reason"]
    row |= {"status": "cancelled", "cancellation_reason": reason}
    _volunteer(row, records)["v_coins_balance"] += row["cost"]
    return {"message": "Покупка отменена, V-coins возвращены"}


def _act(path: str, act: Act, method: str = "POST") -> Entry:
    return method, f"{ADMIN}/{path}", UPDATE, act


APPLICATION, REPORT = ("applications", "Заявка не найдена"), ("task_reports", "Отчёт не найден")
PROMOTION, PURCHASE = ("promotion_requests", "Заявка не найдена"), ("purchases", "Покупка не найдена")
VOLUNTEERS_DECISIONS: tuple[Entry, ...] = (
    _act("applications/{item_id}/approve", Act(*APPLICATION, _approve_application)),
    _act("applications/{item_id}/reject", Act(*APPLICATION, _reject_application)),
    _act("task-reports/{item_id}/approve", Act(*REPORT, _approve_report)),
    _act("task-reports/{item_id}/reject", Act(*REPORT, _reject_report)),
    _act("promotion-requests/{item_id}/approve", Act(*PROMOTION, _approve_promotion, column="request_id")),
    _act("promotion-requests/{item_id}/reject", Act(*PROMOTION, _reject_promotion, column="request_id")),
    _act("purchases/{item_id}/approve", Act(*PURCHASE, _approve_purchase)),
    _act("purchases/{item_id}/complete", Act(*PURCHASE, _complete_purchase)),
    _act("purchases/{item_id}/complete", Act(*PURCHASE, _complete_whatever), "PATCH"),
    _act("purchases/{item_id}/cancel", Act(*PURCHASE, _cancel_purchase)),
)
