"""Vacancies over HTTP: numbers, skills, titles that Tabys drops, and being switched off and on."""

from datetime import date

import pytest

from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, RequestRefused
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers.tabys_seeds import MSB
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

VACANCIES = Section.VACANCIES
NEW: dict[str, Written] = {
    "profession": 2,
    "city": 3,
    "description_kk": "Мұғалім керек\nтолық күн",
    "description_ru": "Нужен учитель",
    "employment": "full_time",
    "work": "office",
    "email": "hr@tabys.kz",
}


async def test_a_new_vacancy_is_what_was_answered_under_titles_that_nobody_asked_for(desk: WritingDesk) -> None:
    more: dict[str, Written] = {"salary_low": 100_000, "salary_high": 2**31 - 1, "experience": 0}
    more |= {"deadline": date(2030, 1, 31), "skill_names": (1, 3), "company": "ЖШС <Дала>", "phone": None}
    row = await desk.done(VACANCIES, "create", **NEW, **more)
    assert desk.body == {
        "profession_id": 2,
        "city_id": 3,
        "title_kz": "Мұғалім керек толық күн",
        "title_ru": "Нужен учитель",
        "description_kz": "Мұғалім керек\nтолық күн",
        "description_ru": "Нужен учитель",
        "employment_type": "full_time",
        "work_type": "office",
        "contact_email": "hr@tabys.kz",
        "salary_min": 100_000,
        "salary_max": 2**31 - 1,
        "experience_years": 0,
        "deadline": "2030-01-31",
        "required_skills": [1, 3],
        "company_name": "ЖШС <Дала>",
    }
    assert (row["title_kz"], row["title_ru"], row["_skills"]) == (None, None, [1, 3])


async def test_a_title_of_a_long_description_is_bounded(desk: WritingDesk) -> None:
    await desk.done(VACANCIES, "create", **{**NEW, "description_kk": "сөз " * 4000, "description_ru": "\u200b"})
    assert len(desk.body["title_kz"]) <= 255
    assert desk.body["title_ru"] == ""


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"profession": 77}, {"profession": "Профессия не найдена"}),
        ({"city": 77}, {"city": "Город не найден"}),
        ({"email": "hr@tabys.invalid"}, {"email": "value is not a valid email address"}),
    ],
)
async def test_what_tabys_does_not_take_is_put_at_its_question(
    desk: WritingDesk, answers: dict[str, Written], problems: dict[str, str]
) -> None:
    assert await desk.rejected(VACANCIES, "create", **{**NEW, **answers}) == problems
    assert await desk.rejected(VACANCIES, "edit", 2, **answers) == problems


async def test_several_problems_are_put_at_their_questions_together(desk: WritingDesk) -> None:
    answers: dict[str, Written] = {**NEW, "salary_low": "x", "email": "x", "skill_names": "1", "deadline": "31.01.2030"}
    del answers["description_ru"]
    problems = await desk.rejected(VACANCIES, "create", **answers)
    assert set(problems) == {"salary_low", "email", "skill_names", "deadline", "description_ru"}


async def test_what_dies_in_the_database_is_a_failure_of_tabys(desk: WritingDesk) -> None:
    for answers in ({"salary_low": 99_999_999_999}, {"skill_names": (99,)}, {"profession": 0}):
        failure = await desk.failed(VACANCIES, "create", **{**NEW, **answers})
        assert isinstance(failure, Broken)
        assert failure.crashed


async def test_an_edit_clears_what_can_be_empty_and_leaves_the_rest(desk: WritingDesk) -> None:
    answers = dict.fromkeys(("company", "salary_low", "deadline", "skill_names", "requirements_kk", "description_kk"))
    row = await desk.done(VACANCIES, "edit", 2, **answers, experience=3)
    assert desk.body == {
        "company_name": None,
        "requirements_kz": None,
        "salary_min": None,
        "experience_years": 3,
        "deadline": None,
        "required_skills": [],
    }
    assert (row["company_name"], row["experience_years"], row["_skills"]) == (None, 3, [])
    assert row["description_kz"] is not None


async def test_a_vacancy_is_switched_off_and_on(desk: WritingDesk) -> None:
    assert (await desk.done(VACANCIES, "deactivate", 1))["is_active"] is False
    assert (await desk.done(VACANCIES, "deactivate", 1))["is_active"] is False
    assert (await desk.done(VACANCIES, "activate", 1))["is_active"] is True
    assert [(call.method, call.path, call.body) for call in desk.tabys.calls] == [
        ("DELETE", "/api/v2/vacancies/admin/1", None),
        ("DELETE", "/api/v2/vacancies/admin/1", None),
        ("PUT", "/api/v2/vacancies/admin/1", {"is_active": True}),
    ]


async def test_an_msb_writes_its_own_vacancies_alone(desk: WritingDesk) -> None:
    made = (await desk.do(VACANCIES, "create", 0, NEW, role=Role.MSB)).unwrap()
    assert (desk.row(VACANCIES, made)["admin_id"], desk.row(VACANCIES, made)["moderation_status"]) == (MSB, "pending")
    foreign = next(row["id"] for row in desk.rows(VACANCIES) if row["admin_id"] != MSB)
    for name in ("edit", "deactivate", "activate"):
        values: dict[str, Written] = {"company": "x"} if name == "edit" else {}
        assert await desk.do(VACANCIES, name, foreign, values, role=Role.MSB) == Failure(RecordGone())
    assert await desk.do(VACANCIES, "deactivate", made, role=Role.MSB) == Success(made)


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.NPO, Role.VOLUNTEER_ADMIN, Role.CLIENT])
async def test_roles_that_may_not_write_vacancies_are_refused(desk: WritingDesk, role: Role) -> None:
    for name, values in (("create", NEW), ("edit", {"company": "x"}), ("deactivate", {}), ("activate", {})):
        outcome = await desk.do(VACANCIES, name, 0 if name == "create" else 1, values, role=role)
        assert isinstance(outcome.failure(), AccessRefused)


async def test_an_edit_that_only_clears_what_is_required_is_not_sent(desk: WritingDesk) -> None:
    assert isinstance(await desk.failed(VACANCIES, "edit", 1, email=None, city=None), RequestRefused)
    assert desk.tabys.calls == []
