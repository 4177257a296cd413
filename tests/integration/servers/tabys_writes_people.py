"""What is written about experts and technical tasks of the fake Tabys: lines of its table."""

import json
from dataclasses import dataclass

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records, visible
from tests.integration.servers.tabys_bodies import Column, form_of, from_form, text
from tests.integration.servers.tabys_saving import Remove, fit, next_id, now
from tests.integration.servers.tabys_uploads import EVENT_PICTURES, kept
from tests.integration.servers.tabys_wire import Refusal, Reply, Request, reply

EXPERT = (
    *(Column(name, text(), required=True) for name in ("full_name", "specialization", "education", "experience")),
    *(Column(name, text()) for name in ("phone", "website", "city", "address")),
)


@dataclass(frozen=True, slots=True)
class CreateExpert:
    """Open to everybody; two lists come as JSON in a text, and a bad one is a 422 in words that repeat it."""

    def answer(self, records: Records, request: Request) -> Reply:
        form = form_of(request.call)
        values = from_form(form, EXPERT)
        fit(values, {})
        for name in ("education", "experience"):
            try:
                values[name] = json.loads(values[name])
            except ValueError as error:
                raise Refusal(422, f"Invalid JSON in {name}: {values[name]}") from error
        avatar = form.files.get("avatar")
        address = kept(records, avatar, "experts", EVENT_PICTURES) if avatar else None
        blank = dict.fromkeys(("phone", "website", "city", "address"))
        times = {"created_at": now(), "updated_at": now()}
        row = {**blank, **values, **times, "_avatar_url": address, "id": next_id(records["experts"])}
        records["experts"].append(row)
        return reply(visible(row), 201)


PEOPLE_WRITES: tuple[Entry, ...] = (
    ("POST", "/api/v2/experts/", None, CreateExpert()),
    (
        "DELETE",
        "/api/v2/tech-tasks/admin/{task_id}",
        writes("tech_tasks", "delete"),
        Remove("tech_tasks", "task_id", "Техническое задание не найдено"),
    ),
)
