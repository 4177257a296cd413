"""Volunteers and all that they ask an administrator for. No record has a path: each is looked for in its list."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.reading import record_of
from tabys_bot.adapters.tabys.routes.shape import How, Listing, Paging, Path, Route, Sent
from tabys_bot.domain.moderation import LINE_AT_MOST, WAITING
from tabys_bot.domain.sections import Section

_VOLUNTEER = "/api/v2/admin/volunteer"
_WHO: Mapping[str, tuple[str, ...]] = {"volunteer": ("volunteer_name",), "phone": ("volunteer_phone",)}
_STATUS: Mapping[str, Sent] = {"status": Sent("status_filter")}
_AT_ONCE = 50  # each row costs Tabys calls of its own


def _waiting(path: Path, key: str, *, by: str = "status_filter", chunk: int = _AT_ONCE) -> tuple[Listing, ...]:
    return (Listing((path,), key, fixed={by: WAITING}, chunk=chunk),)


VOLUNTEERS: Mapping[Section, Route] = {
    Section.VOLUNTEERS: Route(
        lists=(
            Listing(
                (Path(f"{_VOLUNTEER}/volunteers"), Path("/api/v1/admin/volunteers/", Paging.PAGES)),
                "volunteers",
                filters={"volunteer_level": Sent("status_filter"), "direction": Sent("direction_id")},
            ),
        ),
        keys={
            "phone": ("phone_number",),
            "volunteer_level": ("volunteer_status",),
            "coins": ("v_coins_balance",),
            "earned": ("total_earned",),
            "direction": ("direction_id",),
            "events": ("events_participated",),
            "achievements": ("achievements_count",),
            "joined_at": ("created_at",),
            "user": ("user_id",),
        },
        names={"direction": Dictionary.DIRECTIONS},
    ),
    Section.APPLICATIONS: Route(
        # the only list here whose filter is called `status`; those of an event have another shape at their own path
        lists=(
            Listing(
                (Path(f"{_VOLUNTEER}/applications"),),
                "applications",
                filters={"status": Sent("status")},
                parent="event_id",
            ),
        ),
        waiting=_waiting(Path(f"{_VOLUNTEER}/applications"), "applications", by="status"),
        keys={
            **_WHO,
            "event": ("event_title",),
            "event_role": ("role",),
            "reason": ("rejection_reason",),
        },
    ),
    Section.TASK_REPORTS: Route(
        lists=(Listing((Path(f"{_VOLUNTEER}/task-reports"),), "reports", filters=_STATUS),),
        waiting=_waiting(Path(f"{_VOLUNTEER}/task-reports"), "reports"),
        keys={
            **_WHO,
            "task": ("task_title",),
            "event": ("event_title",),
            "status": ("report_status",),
            "reward": ("task_v_coins",),
            "earned": ("v_coins_earned",),
            "comment": ("admin_comment",),
            "report": ("report_text",),
            "photo": ("report_photo_url",),
        },
    ),
    Section.PROMOTIONS: Route(
        lists=(
            Listing((Path(f"{_VOLUNTEER}/promotion-requests", Paging.NONE),), "requests", filters=_STATUS, chunk=5_000),
        ),
        waiting=_waiting(Path(f"{_VOLUNTEER}/promotion-requests", Paging.NONE), "requests", chunk=LINE_AT_MOST),
        identity="request_id",
        keys={
            "volunteer": ("volunteer.name",),
            "volunteer_level": ("volunteer.current_status",),
            "wanted_level": ("requested_status",),
            "coins_then": ("v_coins_at_request",),
            "coins": ("current_v_coins",),
            "comment": ("admin_comment",),
            "person": ("volunteer.id",),
        },
        readers={"person": record_of(Section.VOLUNTEERS)},
    ),
    Section.PURCHASES: Route(
        lists=(Listing((Path(f"{_VOLUNTEER}/purchases"),), "purchases", filters=_STATUS),),
        waiting=_waiting(Path(f"{_VOLUNTEER}/purchases"), "purchases"),
        keys={
            **_WHO,
            "benefit": ("benefit_title",),
            "notes": ("admin_notes",),
            "reason": ("cancellation_reason",),
        },
    ),
    Section.BENEFITS: Route(
        lists=(Listing((Path(f"{_VOLUNTEER}/benefits"),), "benefits"),),
        keys={
            "title": ("title_kz", "title"),
            "cost": ("v_coins_cost",),
            "needed_level": ("min_status",),
            "stock": ("stock_limit",),
            "available": ("stock_available",),
            "active": ("is_active",),
            "description": ("description_kz", "description"),
            "photo": ("icon_url",),
        },
    ),
    Section.VOLUNTEER_EVENTS: Route(
        # public; without `status=` it gives the upcoming ones only
        lists=(
            Listing(
                (Path("/api/v2/volunteer/events"),),
                "events",
                filters={
                    "status": Sent("status"),
                    "direction": Sent("direction_id"),
                    "starts_at": Sent("date_from", How.SPAN, until="date_to"),
                },
                fixed={"status": ""},
                counted=True,
            ),
        ),
        keys={
            "title": ("title_kz", "title"),
            "starts_at": ("event_date",),
            "place": ("location",),
            "direction": ("direction_id",),
            "reward": ("v_coins_reward",),
            "tasks_bonus": ("tasks_total_bonus",),
            "volunteers_needed": ("required_volunteers",),
            "leaders_needed": ("required_team_leaders",),
            "supervisors_needed": ("required_supervisors",),
            "applied": ("total_applications",),
            "description": ("description_kz", "description"),
        },
        names={"direction": Dictionary.DIRECTIONS},
    ),
}
