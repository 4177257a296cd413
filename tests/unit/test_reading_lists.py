"""The lists inside a record are read as lines that say what they are about."""

import pytest

from tabys_bot.adapters.tabys import lines
from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Dictionary, Reader
from tabys_bot.adapters.tabys.reading import joined
from tabys_bot.domain.records import Bilingual, Line
from tests.unit.sound import Raw

SKILLS = Context(names={Dictionary.SKILLS: {1: Bilingual("Ағаш", "Дерево"), 2: "Excel"}})
FORM = Context(labels={"f2": Bilingual("Қала", "Город"), "f1": Bilingual(None, "ФИО")})
SPEAKER = {"first_name": "Әлия", "middle_name": None, "last_name": "Ёлкина", "bio": "<p>Дәрігер</p>"}
SCHOOL = {"university": "ҚарТУ", "degree": "PhD <физика>", "start_date": "2010-09-01", "end_date": "2014-06-30"}
STUDY = {"institution_name": "№1 мектеп", "specialization": "Физика", "start_year": 2008, "is_current": True}
JOB = {"position": "Маман", "company_name": "АО", "start_date": "2015-01-01", "work_description": "Есеп\nжазу"}


@pytest.mark.parametrize(
    ("reader", "items", "read"),
    [
        (lines.program, [{"time": 540, "description": "Тіркеу"}, {"time": 0}], ("09:00 — Тіркеу", "00:00")),
        (lines.program, [{"time": 1440, "description": "Ертең"}, {"time": True}, {}, None], ("Ертең",)),
        (lines.speakers, [SPEAKER, {"last_name": "Омаров"}], ("Әлия Ёлкина — Дәрігер", "Омаров")),
        (lines.schools, [SCHOOL], ("ҚарТУ, PhD <физика>, 2010–2014",)),
        (lines.schools, [STUDY | {"end_year": 2012}], ("№1 мектеп, Физика, 2008–",)),
        (lines.jobs, [JOB, {"company_name": "ТОО"}], ("Маман — АО, 2015–: Есеп жазу", "ТОО")),
        (lines.jobs, [{"position": "Маман", "start_date": "давно", "end_date": "2020-01-01"}], ("Маман, 2020",)),
        (lines.titles, [{"title": "Тарау 1"}, {"title": ""}, {"name": "x"}], ("Тарау 1",)),
        (lines.names, [{"name": "Тілдер / Языки"}], ("Тілдер / Языки",)),
        (lines.files, [{"file_name": "шешім 1.pdf", "file_url": "/x"}], ("шешім 1.pdf",)),
        (lines.names, {"name": "x"}, None),
    ],
)
def test_each_item_is_a_line(reader: Reader, items: Raw, read: tuple[Line, ...] | None) -> None:
    assert reader([items], NO_CONTEXT) == read


def test_skills_go_by_their_names() -> None:
    items = [{"skill_id": 1, "skill_level": "expert"}, {"skill_id": 2}, {"skill_id": 99}, {"skill_id": "1"}]
    assert lines.skills([items], SKILLS) == (Bilingual("Ағаш — expert", "Дерево — expert"), "Excel")


def test_answers_stand_under_their_questions_in_the_order_of_the_form() -> None:
    given = {"f9": 5, "f1": "Әсел <b>", "f2": ["Қарағанды", "", "Теміртау"], "f8": None, "f7": {}}
    read = (
        Bilingual("Қала: Қарағанды, Теміртау", "Город: Қарағанды, Теміртау"),
        Bilingual(None, "ФИО: Әсел"),
        "f9: 5",
    )
    assert lines.answers([given], FORM) == read
    assert lines.answers([["f1"]], FORM) is None


@pytest.mark.parametrize(
    ("names", "full"),
    [(("Әлия", "Ёлкина"), "Әлия Ёлкина"), (("", "Ёлкина"), "Ёлкина"), ((" ", None), None)],
)
def test_two_names_are_one_line(names: tuple[Raw, ...], full: str | None) -> None:
    assert joined(names) == full
