"""Volunteers, their events and all that they ask an administrator for."""

from tests.integration.servers.tabys_seeds import COUNT, FAMILY, TEXTS, WILD_TITLES, at, pick
from tests.integration.servers.tabys_wire import Row

EVENTS = 28
NAMES = ("Жанерке Әбілда", "Мұхаммед Һасенов", "Алёна <Цой>", f"Ғабит {FAMILY}", "", " ")
RANKS = ("VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR")
DELETED = "Удалено"
STANDINGS = (
    ("VOLUNTEER", "Волонтер", "Волонтер", 0, "Базовый статус", "Негізгі мәртебе"),
    ("TEAM_LEADER", "Тимлидер", "Топ жетекшісі", 150, "Управление командой", "Команданы басқару"),
    ("SUPERVISOR", "Супервайзер", "Супервайзер", 200, "Контроль проектов", "Жобаларды бақылау"),
    ("COORDINATOR", "Координатор", "Үйлестіруші", 300, "Всё & <сразу>", "Барлығы"),
)


def _volunteer(index: int) -> Row:
    return {
        "id": index + 1,
        "user_id": index + 1,
        "full_name": pick(NAMES, index),
        "phone_number": None if index % 6 == 5 else f"770010000{index:02}",
        "volunteer_status": pick(("VOLUNTEER", "VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR"), index),
        "v_coins_balance": 4 * index,
        "direction_id": pick((1, 2, 3, None), index),
        "created_at": f"{at(index)}+00:00",
        "events_participated": index,
        "total_earned": 5 * index,
        "achievements_count": 0,
    }


def _event(index: int) -> Row:
    kz, ru = pick(WILD_TITLES, index)
    statuses = ("upcoming", "ongoing", "upcoming", "completed", "cancelled", "postponed")  # the last one is no status
    return {
        "id": index + 1,
        "title": f"{ru} №{index + 1}" if ru.strip() else ru,
        "title_kz": pick((kz, None), index),
        "description": pick((None, pick(TEXTS, index)[1]), index),
        "description_kz": None,
        "event_date": at(EVENTS // 2 - index, hours=100),
        "location": pick((None, "Қарағанды", "Темиртау <двор> & парк"), index),
        "direction_id": pick((None, 1, 2, 3), index),
        "v_coins_reward": 10 + index,
        "photo_bonus": 5,
        "status": pick(statuses, index),
        "required_volunteers": 20,
        "required_team_leaders": 0,
        "required_supervisors": 0,
        "total_applications": index % 4,
        "tasks_total_bonus": 5 + index % 3,
        "_is_active": index % 9 != 8,
    }


def _asker(volunteer: Row) -> Row:
    """How a volunteer is named in everything he asks for: there is no id to find him by."""
    return {"volunteer_name": volunteer["full_name"], "volunteer_phone": volunteer["phone_number"]}


def _application(index: int, volunteers: list[Row], events: list[Row]) -> Row:
    volunteer, event = pick(tuple(volunteers), index), events[index % EVENTS]
    return {
        "id": index + 1,
        **_asker(volunteer),
        "event_title": DELETED if index % 10 == 9 else event["title"],
        "role": pick((*RANKS, "MASCOT"), index),
        "status": pick(("pending", "approved", "pending", "rejected", "cancelled", "waitlisted"), index),
        "attended": index % 3 == 0,
        "missed": index % 4 == 0,
        "created_at": f"{at(index)}+00:00",
        "rejection_reason": None,
        "_event_id": event["id"],
        "_volunteer_id": volunteer["id"],
        "_volunteer_status": volunteer["volunteer_status"],
        "_orphan": False,
    }


def _report(index: int, volunteers: list[Row], events: list[Row]) -> Row:
    event = events[index % EVENTS]
    photos = ("/uploads/events/seed.jpg", None, "/uploads/events/missing.jpg", "/uploads/events/text.jpg", "")
    status = pick(("pending", "approved", "rejected"), index)
    return {
        "id": index + 1,
        **_asker(volunteers[index]),
        "event_title": DELETED if index % 10 == 9 else event["title"],
        "task_title": f"Тапсырма {index} <фото>",
        "task_v_coins": index % 4,
        "report_text": pick((None, *(text for _, text in TEXTS)), index),
        "report_photo_url": pick(photos, index),
        "report_status": status,
        "admin_comment": "Жақсы <b>жұмыс" if status == "rejected" else None,
        "v_coins_earned": index % 4 if status == "approved" else 0,
        "created_at": at(index),
        "_event_id": event["id"],
        "_volunteer_id": volunteers[index]["id"],
    }


def _request(index: int, volunteers: list[Row]) -> Row:
    volunteer, status = volunteers[index], pick(("pending", "pending", "approved", "rejected"), index)
    who = {"id": volunteer["id"], "name": volunteer["full_name"], "current_status": volunteer["volunteer_status"]}
    return {
        "request_id": index + 1,
        "volunteer": who,
        "requested_status": pick(RANKS[1:], index),
        "v_coins_at_request": 150 + index,
        "current_v_coins": volunteer["v_coins_balance"],
        "status": status,
        "created_at": f"{at(index)}+00:00",
        "reviewed_at": None if status == "pending" else f"{at(0)}+00:00",
        "admin_comment": "Ерте & рано" if status == "rejected" else None,
    }


def _purchase(index: int, volunteers: list[Row]) -> Row:
    status = pick(("pending", "approved", "completed", "cancelled", "refunded"), index)
    return {
        "id": index + 1,
        **_asker(volunteers[index]),
        "benefit_title": f"Плюшка {index} & бонус",
        "cost": 50 + index,
        "status": status,
        "created_at": f"{at(index)}+00:00",
        "completed_at": f"{at(0)}+00:00" if status == "completed" else None,
        "admin_notes": "Берілді <склад>" if status == "completed" else None,
        "cancellation_reason": "Нет в наличии" if status == "cancelled" else None,
        "_volunteer_id": volunteers[index]["id"],
    }


def _benefit(index: int) -> Row:
    kz, ru = pick(WILD_TITLES, index)
    limited = index % 2 == 0
    return {
        "id": index + 1,
        "title": ru,
        "title_kz": pick((kz, None), index),
        "description": pick(TEXTS, index)[1],
        "description_kz": None,
        "v_coins_cost": 50 + index,
        "min_status": pick((*RANKS, "LEGEND"), index),
        "category": pick((None, "culture", "спорт & <зож>"), index),
        "stock_limit": 10 if limited else None,
        "stock_available": index % 4 if limited else None,
        "icon_url": pick((None, "/uploads/volunteer/icon.gif"), index),
        "is_active": index % 6 != 5,
        "created_at": f"{at(index)}+00:00",
    }


def _standing(number: int, standing: tuple[str, str, str, int, str, str]) -> Row:
    status, ru, kz, coins, benefits_ru, benefits_kz = standing
    titles = {"title_ru": ru, "title_kz": kz, "level": number, "v_coins_required": coins}
    return {"id": number, "status": status, **titles, "benefits_ru": benefits_ru, "benefits_kz": benefits_kz}


def volunteer_records() -> dict[str, list[Row]]:
    """An application, a report and a purchase name a volunteer and an event of these very lists."""
    volunteers, events = [*map(_volunteer, range(COUNT))], [*map(_event, range(EVENTS))]
    return {
        "volunteers": volunteers,
        "volunteer_events": events,
        "applications": [_application(index, volunteers, events) for index in range(COUNT)],
        "task_reports": [_report(index, volunteers, events) for index in range(COUNT)],
        "promotion_requests": [_request(index, volunteers) for index in range(COUNT)],
        "purchases": [_purchase(index, volunteers) for index in range(COUNT)],
        "benefits": [*map(_benefit, range(COUNT))],
        "status_requirements": [_standing(number, one) for number, one in enumerate(STANDINGS, 1)],
    }
