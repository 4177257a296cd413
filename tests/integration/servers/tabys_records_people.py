"""Users, experts and resumes."""

from tests.integration.servers.tabys_seeds import COUNT, FAMILY, TEXTS, at, pick, shuffled
from tests.integration.servers.tabys_wire import Row

USERS = 330
PEOPLE = (
    "ЖШС «Арқа-0» & К°",
    "Фёдор Өмірзақов",
    "Ерлан <Һамитов>",
    None,
    "",
    f"{FAMILY} Әсел",
    "\u200fمحمد \u202eعلي\u202c",
    "Аты\u200b\u00a0жоқ\r\nекінші жол",
    "Ұ" * 255,
)


def _user(index: int) -> Row:
    return {
        "id": index + 1,
        "phone_number": f"77001{index:06}",
        "email": pick((None, f"user{index}@example.invalid", ""), index),
        "full_name": pick(PEOPLE, index),
        "status": pick(("active", "active", "active", "blocked"), index),
        "user_type": pick(("organization", "individual", "individual", "robot"), index),
    }


def _schooling(number: int) -> Row:
    years: Row = {"start_date": "2010-09-01", "end_date": pick((None, "2014-06-30"), number)}
    degree = {"specialization": None, "degree": "PhD <физика>", "certificates": None}
    return {"university": "ҚарТУ & «Болашақ»", **years, **degree, "id": number, "expert_id": number}


def _job(number: int) -> Row:
    place = {"company_name": "АО <Арселор>", "position": "Жетекші & маман", "start_date": "2015-01-01"}
    return {**place, "end_date": None, "work_description": pick(TEXTS, number)[1], "id": number, "expert_id": number}


def _expert(index: int) -> Row:
    number = index + 1
    return {
        "full_name": pick(PEOPLE, index) or f"Сарапшы {index} Өтегенұлы <PhD>",
        "specialization": pick(("Психология", "IT & дизайн", "", "Құқық <заң>"), index),
        "phone": pick((None, "+77001234567"), index),
        "website": pick(("https://example.invalid/?a=1&b=<2>", None, "сайт жоқ"), index),
        "city": pick(("Қарағанды", "Караганда", None), index),
        "address": pick(("ул. Мира 5", None), index),
        "id": number,
        "education": [_schooling(number)] if index % 2 else [],
        "experience": [_job(number)] if index % 3 else [],
        "created_at": at(index),
        "updated_at": at(index),
    }


def _study(number: int) -> Row:
    years: Row = {"start_year": 2008, "end_year": pick((None, 2012), number), "is_current": number % 2 == 0}
    place = {"institution_name": "№1 мектеп & <лицей>", "specialization": "Физика", "education_level": "bachelor"}
    return {**place, **years, "id": number, "resume_id": number, "created_at": at(number)}


def _work(number: int) -> Row:
    place = {"company_name": "ТОО <Альфа>", "position": "Оператор", "responsibilities": pick((None, "Звонки"), number)}
    times = {"start_date": "2019-05-01", "end_date": None, "is_current": True}
    return {**place, **times, "id": number, "resume_id": number, "created_at": at(number)}


def _skill(number: int) -> Row:
    level = pick((None, "expert", "ниндзя"), number)
    return {"skill_id": number % 4, "skill_level": level, "id": number, "resume_id": number, "created_at": at(number)}


def _resume(index: int) -> Row:
    number = index + 1
    return {
        "profession_id": 1 + index % 5,
        "full_name": pick(PEOPLE, index) or f"Түйіндеме {index} Әлиұлы",
        "gender": pick(("male", "female"), index),
        "city_id": 1 + index % 5,
        "phone_number": "+77001112233",
        "birth_date": f"{1970 + index}-01-31",
        "citizenship": pick(("Қазақстан", "<ҚР> & РК"), index),
        "about_me": pick((None, *(text for text, _ in TEXTS)), index),
        "salary_expectation": pick((None, "300 000 тг", "от 1 < 2"), index),
        "employment_type": pick((None, "Полная", ""), index),
        "id": number,
        "user_id": number,
        "is_active": True,
        "is_published": index % 4 != 3,
        "created_at": at(index),
        "updated_at": at(index // 2),
        "education": [_study(number)] if index % 2 else [],
        "work_experience": [_work(number)] if index % 3 else [],
        "skills": [_skill(number)] if index % 2 else [],
    }


def people_records() -> dict[str, list[Row]]:
    return {
        "users": [_user(index) for index in shuffled(USERS)],
        "experts": [_expert(index) for index in shuffled()],
        "resumes": [*map(_resume, range(COUNT))],
    }
