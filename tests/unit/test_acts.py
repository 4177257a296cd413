"""What can be written is a sound table: every act can be pressed, asked, allowed and taken back as it says."""

import re
from collections import Counter

import pytest

from tabys_bot.domain.access import Permission, Role
from tabys_bot.domain.acts import ACTS, acts_of, creation, find_act, may_do
from tabys_bot.domain.acts.fitting import cautions_of
from tabys_bot.domain.acts.shape import ANY, Act, Ask, Part, Question, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES
from tabys_bot.domain.drafts import forms
from tabys_bot.domain.moderation import MODERATED, WAITING, is_decision, moderated_by, state_field
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing import parse
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Kind, Section
from tests.unit.answers import NOW, ZONE

EVERY = [(section, act) for section, acts in ACTS.items() for act in acts]
QUESTIONS = [(section, act, question) for section, act in EVERY for question in act.questions]
BY_NAME = [f"{section}-{act.name}" for section, act in EVERY]
BY_KEY = [f"{section}-{act.name}-{question.key}" for section, act, question in QUESTIONS]
# what no card shows under that name, so that it has a label of its own
OF_FORMS_ONLY = {
    *("coins_act", "coins_amount", "coins_reason", "group_link"),
    *("task", "task_details", "task_role", "task_required", "task_bonus"),
}
FROM_ELSEWHERE = {(Section.VACANCIES, "skill_names"), (Section.EXPERTS, "photo")}  # labelled by another section
KINDS: dict[Ask, set[Kind]] = {
    Ask.LINE: {Kind.LINE, Kind.FEE},
    Ask.TEXT: {Kind.TEXT, Kind.LINE},
    Ask.CHOICE: {Kind.CHOICE, Kind.PRICE},
    Ask.FLAG: {Kind.FLAG},
    Ask.WHOLE: {Kind.COUNT, Kind.MINUTES, Kind.YEARS, Kind.RANGE},
    Ask.AMOUNT: {Kind.PRICE},
    Ask.DATE: {Kind.DATE},
    Ask.MOMENT: {Kind.MOMENT},
    Ask.LINK: {Kind.LINK, Kind.PICTURE},
    Ask.PHONE: {Kind.PHONE},
    Ask.EMAIL: {Kind.EMAIL},
    Ask.NAME: {Kind.LINE},
    Ask.NAMES: {Kind.LINES},
    Ask.RECORD: {Kind.RECORD},
    Ask.PHOTO: {Kind.PICTURE},
}
PERMISSIONS = {
    Way.CREATE: {Permission.CREATE},
    Way.EDIT: {Permission.UPDATE},
    Way.FORM: {Permission.UPDATE},
    Way.CONFIRM: {Permission.UPDATE, Permission.DELETE},
    Way.DELETE: {Permission.DELETE},
}
# in words of their own, so that a changed table of acts cannot change its own test
WRITERS: dict[Role, set[str]] = {
    Role.CLIENT: set(),
    Role.GOVERNMENT: {"profile"},
    Role.MSB: {"vacancies", "places", "tickets", "promo", "profile"},
    Role.NPO: {"events", "projects", "submissions", "profile"},
    Role.VOLUNTEER_ADMIN: {
        *("volunteers", "applications", "task_reports", "promotions", "purchases"),
        *("benefits", "vol_events", "profile"),
    },
    Role.ADMINISTRATOR: {str(section) for section in ACTS},
    Role.SUPER_ADMIN: {str(section) for section in ACTS},
}


@pytest.mark.parametrize(("section", "act"), EVERY, ids=BY_NAME)
def test_an_act_has_a_short_name_of_its_own_in_its_section(section: Section, act: Act) -> None:
    assert re.fullmatch(r"[a-z_]{1,12}", act.name)
    assert find_act(section, act.name) is act
    assert act.icon


@pytest.mark.parametrize(("section", "act"), EVERY, ids=BY_NAME)
def test_an_act_needs_what_it_does_to_be_permitted(section: Section, act: Act) -> None:
    assert act.permission in PERMISSIONS[act.way]
    assert (act.way is Way.CREATE) == (creation(section) is act)
    assert act.is_form == bool(act.questions)
    assert act.way is not Way.CREATE or act.when is None


@pytest.mark.parametrize("section", ACTS)
def test_a_section_has_at_most_one_act_of_those_that_have_their_own_place(section: Section) -> None:
    ways = Counter(act.way for act in ACTS[section])
    assert max(ways[Way.CREATE], ways[Way.EDIT], ways[Way.DELETE]) <= 1


@pytest.mark.parametrize(("section", "act"), EVERY, ids=BY_NAME)
def test_an_act_is_for_records_that_there_are_and_makes_of_them_what_there_can_be(section: Section, act: Act) -> None:
    told = dict([act.when] if act.when and act.when[1] != ANY else [])
    for name, values in [*told.items(), *((name, (value,)) for name, value in act.sets.items())]:
        field = CATALOGUE[section].field(name)
        assert set(values) <= set(FLAG_VALUES if field.kind is Kind.FLAG else CHOICES[field.choices])
    assert act.when is None or CATALOGUE[section].field(act.when[0]).name == act.when[0]
    assert all(CATALOGUE[lost].module is CATALOGUE[section].module for lost in act.loses)


@pytest.mark.parametrize(("section", "act"), EVERY, ids=BY_NAME)
def test_what_takes_an_act_back_is_there_and_open_to_the_record_that_the_act_leaves(section: Section, act: Act) -> None:
    if not act.undo:
        return
    back = find_act(section, act.undo)
    assert back is not None
    assert not back.is_form
    assert back.when is not None
    assert act.sets[back.when[0]] in back.when[1]
    assert not act.once


@pytest.mark.parametrize("act", [act for _, act in EVERY], ids=BY_NAME)
def test_the_questions_of_an_act_have_keys_of_their_own(act: Act) -> None:
    keys = [question.key for question in act.questions]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys)
    assert all(act.question(key).key == key for key in keys)


@pytest.mark.parametrize(
    ("section", "question"), [(section, question) for section, _, question in QUESTIONS], ids=BY_KEY
)
def test_a_question_is_of_a_field_of_its_kind(section: Section, question: Question) -> None:
    names = {field.name: field for field in CATALOGUE[section].fields}
    if question.field not in names:
        assert question.field in OF_FORMS_ONLY or (section, question.field) in FROM_ELSEWHERE
        return
    field = names[question.field]
    assert field.kind in KINDS[question.ask]
    assert not question.choices or field.kind is Kind.PRICE or question.choices == field.choices
    assert (field.kind is Kind.RANGE) == (question.part in (Part.LOW, Part.HIGH))


@pytest.mark.parametrize(("act", "question"), [(act, question) for _, act, question in QUESTIONS], ids=BY_KEY)
def test_a_question_points_only_to_earlier_ones(act: Act, question: Question) -> None:
    earlier = act.questions[: act.questions.index(question)]
    known = {one.key: one for one in earlier}
    if question.only_when is not None:
        key, values = question.only_when
        assert set(values) <= set(FLAG_VALUES if known[key].ask is Ask.FLAG else CHOICES[known[key].choices])
        assert known[key].only_when is None
    if question.twin:
        assert known[question.twin].ask is question.ask
        assert known[question.twin].longest == question.longest
    if question.after:
        assert known[question.after].ask is question.ask


@pytest.mark.parametrize("question", [question for _, _, question in QUESTIONS], ids=BY_KEY)
def test_a_question_can_be_answered(question: Question) -> None:
    assert (question.ask is Ask.CHOICE) == bool(question.choices)
    assert not question.choices or len(CHOICES[question.choices]) > 1
    assert (question.ask is Ask.RECORD) == bool(question.sections)
    assert question.longest > 0
    if question.ask in (Ask.WHOLE, Ask.AMOUNT):
        assert question.least is not None
        assert question.most is not None
        assert 0 <= question.least < question.most < 2**31
    if question.given:
        outcome = parse(question, question.given, now=NOW, zone=ZONE)
        assert isinstance(outcome, Success)
        assert outcome.unwrap().text == question.given


def test_every_form_asks_something_and_nothing_else_is_a_form() -> None:
    assert {(section, act.name) for section, act in forms()} == {
        (section, act.name) for section, act in EVERY if act.questions
    }


@pytest.mark.parametrize("role", Role)
def test_a_role_may_write_where_the_product_says_and_nowhere_else(role: Role) -> None:
    assert {str(section) for section in ACTS if acts_of(section, role)} == WRITERS[role]
    assert all(may_do(role, section, act) == (str(section) in WRITERS[role]) for section, act in EVERY)


def test_what_cannot_be_done_there_is_not_found() -> None:
    assert find_act(Section.USERS, "delete") is None
    assert find_act(Section.EVENTS, "no such") is None
    assert acts_of(Section.RESUMES, Role.SUPER_ADMIN) == ()
    assert creation(Section.TECH_TASKS) is None
    with pytest.raises(KeyError):
        ACTS[Section.EVENTS][0].question("no such")


# in words of their own, as above
DECIDERS: dict[Role, set[str]] = {
    Role.CLIENT: set(),
    Role.GOVERNMENT: set(),
    Role.MSB: {"vacancies", "places", "tickets", "promo"},
    Role.NPO: {"events", "projects"},
    Role.VOLUNTEER_ADMIN: {"applications", "task_reports", "promotions", "purchases"},
}
EVERY_KIND = {"events", "courses", "news", *(kind for kinds in DECIDERS.values() for kind in kinds)}
DECIDING = [(section, act) for section, act in EVERY if is_decision(section, act)]
every_decision = pytest.mark.parametrize(
    ("section", "act"), DECIDING, ids=[f"{section}-{act.name}" for section, act in DECIDING]
)


@pytest.mark.parametrize("role", Role)
def test_a_role_decides_on_what_it_may_change_and_on_nothing_else(role: Role) -> None:
    assert {str(section) for section in moderated_by(role)} == DECIDERS.get(role, EVERY_KIND)


@pytest.mark.parametrize("section", MODERATED)
def test_each_kind_that_waits_is_approved_or_rejected(section: Section) -> None:
    decisions = [act for act in ACTS[section] if act.decides]
    assert [act.name for act in decisions] == ["approve", "reject"]
    assert [act.why is not None for act in decisions] == [False, True]
    for act in decisions:
        assert act.when is not None
        assert act.when[0] == state_field(section)
        assert WAITING in act.when[1]
        assert act.sets.keys() == {state_field(section)}


@every_decision
def test_a_decision_takes_one_press(section: Section, act: Act) -> None:
    assert (act.way, act.permission) == (Way.CONFIRM, Permission.UPDATE)
    assert section in MODERATED


def test_only_what_has_a_reason_is_asked_for_one() -> None:
    for _, act in EVERY:
        if act.why:
            assert act.why.ready
            assert not act.why.required or act.why.sent
            assert all(re.fullmatch(r"[a-z_]{1,10}", name) for name in act.why.ready)


@pytest.mark.parametrize(("section", "act"), EVERY, ids=BY_NAME)
def test_a_caution_is_about_records_that_there_are_and_helps_with_what_is_there(section: Section, act: Act) -> None:
    for caution in act.cautions:
        name, values = caution.when
        field = CATALOGUE[section].field(name)
        assert set(values) <= set(FLAG_VALUES if field.kind is Kind.FLAG else CHOICES[field.choices])
        assert not caution.helps or find_act(section, caution.helps) is not None


@pytest.mark.parametrize("shown", [True, False])
def test_a_caution_is_given_only_for_what_it_is_about(*, shown: bool) -> None:
    reject = find_act(Section.VACANCIES, "reject")
    assert reject is not None
    told = cautions_of(reject, Entity(Section.VACANCIES, 1, {"active": shown}))
    assert [caution.name for caution in told] == (["vacancy_stays"] if shown else [])
