"""What people do around projects, events and technical tasks: forms, votes, registrations, solutions."""

from tests.integration.servers.tabys_seeds import COUNT, TEXTS, WILD_TITLES, at, pick
from tests.integration.servers.tabys_wire import Row

# Of these projects, 1 is nobody's, 2 is the npo's and 3 is another npo's.
FORMS = (1, 2, 3)
SUBMISSIONS = 12


def _template(project: int) -> Row:
    name = {"id": "f1", "type": "text", "order": 0, "label_kz": "Аты-жөні", "label_ru": "ФИО", "required": True}
    city = {"id": "f2", "type": "dropdown", "order": 1, "options": ["Караганда", "Темиртау"], "required": False}
    labels = {"label_kz": "Қала", "label_ru": "Город"}
    return {
        "id": project,
        "project_id": project,
        "title_kz": "Сауалнама",
        "title_ru": "Анкета",
        "description_kz": None,
        "description_ru": "Заполните <все> поля",
        "fields": [name, {**city, **labels}],
        "is_active": True,
        "created_at": at(1),
        "updated_at": at(1),
    }


def _submission(number: int, index: int, project: int) -> Row:
    status = pick(("pending", "approved", "rejected"), index)
    return {
        "id": number,
        "project_id": project,
        "form_template_id": project,
        "user_id": pick((5, None), index),
        "phone_number": "+77001112233",
        "email": pick(("s@example.invalid", None), index),
        "applicant_name": pick((None, f"Әсел №{index}", "", pick(WILD_TITLES, index)[0]), index),
        "responses": {"f1": "Әсел <b>", "f2": "Караганда", "f9": pick((None, 5, ["a", "<b>"]), index)},
        "status": status,
        "admin_comment": "Жоқ & <нет>" if status == "rejected" else None,
        "reviewed_by": None if status == "pending" else 2,
        "reviewed_at": None if status == "pending" else at(0),
        "submitted_at": at(index),
    }


def _candidate(index: int) -> Row:
    """One whom people vote for in a project."""
    number = index + 1
    links = dict.fromkeys(("instagram_url", "facebook_url", "linkedin_url", "twitter_url"))
    return {
        "id": number,
        "name": f"Қатысушы {index} <{number}>",
        "description": pick((None, pick(TEXTS, index)[0]), index),
        "description_ru": None,
        "photo_url": pick((None, "/uploads/projects/seed.jpg"), index),
        "video_url": None,
        "votes_count": 41 * index,
        **links,
        "created_at": at(index),
        "_project_id": 2 * (1 + index % 20),
    }


def _participant(index: int) -> Row:
    return {
        "first_name": pick(("Қатысушы", "Әлия <b>", "", "Ёж & К°"), index),
        "last_name": pick(("Тегі", " ", "\u202eТегі"), index),
        "company_name": pick(("ЖШС «Дала»", "", "ТОО <Альфа> & Ко"), index),
        "email": f"p{index}@example.com",
        "id": index + 1,
        "event_id": 1 + index % 4,
        "registration_id": f"60436e2b-af32-41c5-90ec-{index:012}",
        "created_at": at(index),
    }


def _solution(task: int, index: int) -> Row:
    number = task * 10 + index
    file = {"id": number, "solution_id": number, "file_name": "шешім <1>.pdf", "file_url": "/uploads/tech/missing.pdf"}
    return {
        "id": number,
        "task_id": task,
        "user_id": 5 + index,
        "description_kz": pick(TEXTS, number)[0],
        "description_ru": pick(TEXTS, number)[1],
        "proposed_budget": pick((None, 250000), index),
        "proposed_timeline": pick((None, "2 апта & 3 күн"), index),
        "status": pick(("pending", "accepted", "rejected"), index),
        "created_at": at(index),
        "updated_at": None,
        "files": [file] if index % 2 else [],
    }


def _task(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = pick(WILD_TITLES, index), pick(TEXTS, index)
    number = index + 1
    return {
        "id": number,
        "title_kz": title_kz,
        "title_ru": title_ru,
        "description_kz": text_kz,
        "description_ru": text_ru,
        "category": pick(("IT", "Робототехника", "Другое <3>"), index),
        "preferred_technologies": pick((None, ["Python", "C++ & <Rust>"], []), index),
        "field_of_application": pick(("Білім", None), index),
        "deadline": pick((None, "2026-10-27"), index),
        "budget_from": pick((100000, None), index),
        "budget_to": pick((None, 900000, 2**31 - 1), index),
        "contact_email": pick((None, f"tech{index}@example.invalid"), index),
        "contact_phone": pick((None, "+77000000000"), index),
        "status": pick(("collecting_offers", "in_progress", "completed", "frozen"), index),
        "user_id": number,
        "is_active": index % 5 != 4,
        "created_at": at(index),
        "updated_at": pick((None, at(0)), index),
        "_solutions": [_solution(number, one) for one in range(index % 4)],
        "_files": [{"id": number, "file_name": "тз.docx", "file_url": "/uploads/tech/missing.docx"}] * (index % 2),
    }


def activity_records() -> dict[str, list[Row]]:
    submissions = [
        _submission(place * SUBMISSIONS + index + 1, index, project)
        for place, project in enumerate(FORMS)
        for index in range(SUBMISSIONS)
    ]
    gallery = {"image_url": "/uploads/gallery/seed.png", "description": None, "created_at": at(1)}
    return {
        "form_templates": [*map(_template, FORMS)],
        "submissions": submissions,
        "candidates": [*map(_candidate, range(COUNT))],
        "gallery": [{"id": number, **gallery, "_project_id": number} for number in (1, 2)],
        "participants": [*map(_participant, range(COUNT))],
        "tech_tasks": [*map(_task, range(COUNT))],
    }
