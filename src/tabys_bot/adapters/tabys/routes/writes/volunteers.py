"""Volunteers, their applications, benefits and events. Half of it is sent in the parameters of the address."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes.writes.shape import Blame, Body, Names, Write, decisions
from tabys_bot.domain.acts.shape import REASON
from tabys_bot.domain.sections import Section

_VOLUNTEER = "/api/v2/admin/volunteer"
_APPLICATIONS = f"{_VOLUNTEER}/applications"
_REPORTS = f"{_VOLUNTEER}/task-reports"
_PROMOTIONS = f"{_VOLUNTEER}/promotion-requests"
_PURCHASES = f"{_VOLUNTEER}/purchases"
_COMMENT = "admin_comment"
_BENEFIT: Mapping[str, Names] = {
    "title_kk": "title_kz",
    "title_ru": "title",
    "description_kk": "description_kz",
    "description_ru": "description",
    "cost": "v_coins_cost",
    "needed_level": "min_status",
    "category": "category",
    "stock": "stock_limit",
    "photo": "icon_url",
}
_EVENT: Mapping[str, Names] = {
    "title_kk": "title_kz",
    "title_ru": "title",
    "starts_at": "event_date",
    "place": "location",
    "description_kk": "description_kz",
    "description_ru": "description",
    "direction": "direction_id",
    "reward": "v_coins_reward",
    "photo_bonus": "photo_bonus",
    "volunteers_needed": "required_volunteers",
    "leaders_needed": "required_team_leaders",
    "supervisors_needed": "required_supervisors",
    "group_link": "whatsapp_group_link",
}


def _attendance(*, attended: bool) -> Write:
    path = f"{_APPLICATIONS}/{{id}}/attendance"
    return Write("PATCH", path, Body.QUERY, fixed={"attended": attended})


VOLUNTEERS: Mapping[Section, Mapping[str, Write]] = {
    Section.VOLUNTEERS: {
        "edit": Write(
            "PUT",
            f"{_VOLUNTEER}/volunteers/{{id}}",
            Body.QUERY,
            {"full_name": "full_name", "volunteer_level": "volunteer_status"},
            blames=(Blame(400, "статус", "volunteer_level"),),
        ),
        "coins": Write(
            "POST",
            f"{_VOLUNTEER}/volunteers/{{id}}/coins",
            Body.QUERY,
            {"coins_act": "type", "coins_amount": "amount", "coins_reason": "reason"},
            blames=(Blame(400, "недостаточно", "coins_amount"), Blame(400, "тип операции", "coins_act")),
        ),
    },
    Section.APPLICATIONS: {
        **decisions(_APPLICATIONS, Write("POST", f"{_APPLICATIONS}/{{id}}/reject", Body.QUERY, {REASON: "reason"})),
        "came": _attendance(attended=True),
        "missed": _attendance(attended=False),
    },
    Section.TASK_REPORTS: {
        # a body must be there
        "approve": Write("POST", f"{_REPORTS}/{{id}}/approve", Body.JSON, fixed={_COMMENT: None}),
        "reject": Write("POST", f"{_REPORTS}/{{id}}/reject", Body.JSON, {REASON: _COMMENT}),
    },
    Section.PROMOTIONS: {
        "approve": Write("POST", f"{_PROMOTIONS}/{{id}}/approve", Body.JSON),  # an empty body must be there
        "reject": Write("POST", f"{_PROMOTIONS}/{{id}}/reject", Body.JSON, {REASON: _COMMENT}),
    },
    Section.PURCHASES: {
        "approve": Write("POST", f"{_PURCHASES}/{{id}}/approve"),
        "reject": Write("POST", f"{_PURCHASES}/{{id}}/cancel", Body.JSON, {REASON: "reason"}),
        # the same path takes a PATCH, which also completes what nobody has approved
        "complete": Write("POST", f"{_PURCHASES}/{{id}}/complete"),
    },
    Section.BENEFITS: {
        "create": Write(
            "POST", f"{_VOLUNTEER}/benefits", Body.JSON, _BENEFIT, answer=("benefit_id", "id", "benefit.id")
        ),
        "edit": Write(
            "PUT",
            f"{_VOLUNTEER}/benefits/{{id}}",
            Body.JSON,
            _BENEFIT,
            emptied={"min_status": "VOLUNTEER"},
            whole=True,
        ),
        "delete": Write("DELETE", f"{_VOLUNTEER}/benefits/{{id}}"),
    },
    Section.VOLUNTEER_EVENTS: {
        "create": Write("POST", f"{_VOLUNTEER}/events", Body.JSON, _EVENT, answer=("event_id", "id")),
        # no list tells the link of the group, so it goes along only when it is written
        "edit": Write(
            "PUT",
            f"{_VOLUNTEER}/events/{{id}}",
            Body.JSON,
            _EVENT,
            emptied={
                "v_coins_reward": 10,
                "photo_bonus": 5,
                "required_volunteers": 0,
                "required_team_leaders": 0,
                "required_supervisors": 0,
            },
            whole=True,
        ),
        "add_task": Write(
            "POST",
            f"{_VOLUNTEER}/events/{{id}}/tasks",
            Body.JSON,
            {
                "task": "title",
                "task_details": "description",
                "task_role": "for_role",
                "task_required": "is_required",
                "task_bonus": "v_coins_bonus",
            },
        ),
        "delete": Write("DELETE", f"{_VOLUNTEER}/events/{{id}}"),
    },
}
