"""The table of writes speaks of every act and of every question, and of nothing else."""

import pytest

from tabys_bot.adapters.tabys.routes.writes import WRITES, Body
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON, Act, Ask, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section
from tests.integration.writing_desk import WritingDesk, act_of, desk

__all__ = ["desk"]  # the fixture

EVERY_ACT = [(section, act) for section, acts in ACTS.items() for act in acts]
every_act = pytest.mark.parametrize(("section", "act"), EVERY_ACT, ids=[f"{one}-{act.name}" for one, act in EVERY_ACT])


def test_there_is_a_write_for_every_act_and_an_act_for_every_write() -> None:
    assert {section: set(writes) for section, writes in WRITES.items()} == {
        section: {act.name for act in acts} for section, acts in ACTS.items()
    }


@every_act
def test_every_question_has_a_name_of_its_own_in_the_body_and_every_name_a_question(section: Section, act: Act) -> None:
    write = WRITES[section][act.name]
    asked = {question.key for question in act.questions} | ({REASON} if act.why and act.why.sent else set())
    assert set(write.keys) == asked
    names = [name for key in write.keys for name in write.names(key)]
    assert len(names) == len(set(names))
    assert not {*write.fixed, *write.echoed} & set(names) or section is Section.COURSES
    for question in act.questions:
        assert len(write.names(question.key)) == (2 if question.ask is Ask.RECORD else 1)


@every_act
def test_what_the_table_says_of_names_is_of_names_that_are_sent(section: Section, act: Act) -> None:
    write = WRITES[section][act.name]
    names = {name for key in write.keys for name in write.names(key)}
    assert {*write.emptied, *write.along, *write.implied, *write.echoed.values()} <= names
    assert {name for more in write.implied.values() for name in more} <= names
    assert {blame.question for blame in write.blames} <= set(write.keys)
    assert not write.picture or write.picture in names
    if (section, act.name) != (Section.PROMOTIONS, "approve"):  # which takes a body with nothing in it
        assert (write.body is Body.NONE) == (not write.keys and not write.fixed)


@every_act
def test_a_path_names_the_record_unless_it_is_new(section: Section, act: Act) -> None:
    write = WRITES[section][act.name]
    assert ("{id}" in write.path) == (act.way is not Way.CREATE and not CATALOGUE[section].is_own)
    assert not write.is_open or write.first


@every_act
def test_a_picture_is_only_ever_asked_for_where_a_form_takes_it(section: Section, act: Act) -> None:
    asks = any(question.ask is Ask.PHOTO for question in act.questions)
    assert not asks or WRITES[section][act.name].body is Body.FORM


def test_a_gateway_takes_what_the_table_has(desk: WritingDesk) -> None:
    assert all(desk.writing.takes(section, act) for section, act in EVERY_ACT)
    assert not desk.writing.takes(Section.USERS, act_of(Section.EVENTS, "edit"))
    assert not desk.writing.takes(Section.EXPERTS, act_of(Section.EVENTS, "delete"))
