"""Whoever writes whatever, in whatever state Tabys is, gets an answer; what a role may not do is not done."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

import pytest

from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.screens.intents import (
    DoAct,
    Intent,
    LookAgain,
    SaveDraft,
    ShowHistory,
    StartAct,
    StartAnew,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS, may_do
from tabys_bot.domain.acts.shape import Act, Ask, Way
from tabys_bot.domain.drafts import Draft, Stage, begin
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED, state_field
from tabys_bot.domain.records import Entity, Picture, Value
from tabys_bot.domain.sections import Section
from tests.unit.asking import filling_in
from tests.unit.desk_scene import Admin, admin
from tests.unit.form_drafts import FORMS, NAMES, answer_to
from tests.unit.scene import BOLAT, GATEWAY_FAILURES, LISTED, REFERENCE, TEXTS, everything, inside_of, words_of

ADMINS = [role for role in Role if role is not Role.CLIENT]
REJECTED = Rejected({"title_kk": "слишком коротко", "nonsense": "?"}, REFERENCE)
WRITE_FAILURES: tuple[GatewayFailure | Rejected, ...] = (*GATEWAY_FAILURES, REJECTED, Rejected({}, REFERENCE))
KINDS_OF_FAILURES = [f"{type(failure).__name__}{at}" for at, failure in enumerate(WRITE_FAILURES)]
# what a record must say for an act to fit it, whichever that is
_WORKABLE: Mapping[Section, Mapping[str, Value]] = {
    Section.EVENTS: {"photo": Picture("memory://events/1.png")},
    Section.NEWS: {"publication": "draft"},
    Section.APPLICATIONS: {"status": "approved"},
    Section.VOLUNTEERS: {"coins": 40},
}
CREATE = next(act for act in ACTS[Section.NEWS] if act.way is Way.CREATE)
NUMBER, HIDDEN = 5, 15  # the records that are written to
# each kind of question, and of form
FEW = [
    (section, act)
    for section, act in FORMS
    if (section, act.name)
    in {
        (Section.VACANCIES, "create"),
        (Section.PROMO, "create"),
        (Section.COURSES, "edit"),
        (Section.VOLUNTEERS, "coins"),
    }
]


def workable() -> dict[Section, list[Entity]]:
    """Twenty records in each section, to which every act can be done; the last vacancies are hidden."""
    records = everything()
    for section, values in _WORKABLE.items():
        records[section] = [replace(one, values={**one.values, **values}) for one in records[section]]
    vacancies = records[Section.VACANCIES]
    records[Section.VACANCIES] = [replace(one, values={**one.values, "active": one.id < HIDDEN}) for one in vacancies]
    for section, act in acts():
        if act.when and section in MODERATED and act.when[0] == state_field(section):
            at = number_for(section, act) - 1
            one = records[section][at]
            records[section][at] = replace(one, values={**one.values, act.when[0]: act.when[1][0]})
    return records


async def at_work(role: Role) -> Admin:
    return await admin(role, records=workable())


def number_for(section: Section, act: Act) -> int:
    """The record to do it to, another one for each act; 0 for a new one."""
    if act.way is Way.CREATE:
        return 0
    return HIDDEN if act.name == "activate" else NUMBER + ACTS[section].index(act)


async def drafted(anna: Admin, section: Section, act: Act, *, is_filled: bool = False) -> Draft:
    """A form that lies there, whoever may fill it in: his role may be another than when he began."""
    session = (await anna.bot.visit(anna.visitor)).session
    assert session is not None
    now = anna.bot.clock.now()
    draft = begin(f"{section}{act.name}".replace("_", "")[:18], session.admin_id, section, act, now)
    draft = replace(draft, entity_id=number_for(section, act), parent=inside_of(section), title="Запись")
    if is_filled:
        keys = [question.key for question in act.questions]
        draft = replace(draft, answers={q.key: answer_to(q) for q in act.questions}, seen=tuple(keys), at="")
    await anna.bot.store.drop_draft(anna.visitor.id, session.admin_id, draft.id)
    assert await anna.bot.store.save_draft(anna.visitor.id, draft, was=None)
    return draft


async def kept(anna: Admin) -> tuple[Draft, ...]:
    session = (await anna.bot.visit(anna.visitor)).session
    assert session is not None
    return await anna.bot.store.drafts(anna.visitor.id, session.admin_id)


async def send(anna: Admin, draft: Draft) -> None:
    """As if it had been sent, and nobody knew what became of it."""
    sent = draft.sent(anna.bot.clock.now())
    assert await anna.bot.store.save_draft(anna.visitor.id, sent, was=draft.revision)


def acts() -> Iterator[tuple[Section, Act]]:
    return ((section, act) for section, those in ACTS.items() for act in those)


def refused_to(role: Role) -> list[tuple[Section, Act]]:
    return [(section, act) for section, act in acts() if not may_do(role, section, act)]


def begun_or_done(section: Section, act: Act) -> tuple[Intent, ...]:
    number, parent = number_for(section, act), inside_of(section)
    return (StartAct(section, act.name, number, parent=parent), DoAct(section, act.name, number, parent=parent))


@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
async def test_every_answer_to_every_question_of_a_form_gets_a_screen_that_telegram_takes(
    section: Section, act: Act
) -> None:
    anna = await at_work(Role.SUPER_ADMIN)
    for intent in filling_in(await drafted(anna, section, act)):
        await anna.press(intent)


@pytest.mark.parametrize("role", ADMINS)
async def test_a_form_that_lies_there_gets_a_screen_for_every_role(role: Role) -> None:
    """Roles change; what was typed before stays his."""
    anna = await at_work(role)
    for section, act in FEW:
        for intent in filling_in(await drafted(anna, section, act)):
            await anna.press(intent)


@pytest.mark.parametrize("failure", GATEWAY_FAILURES, ids=lambda failure: type(failure).__name__)
async def test_a_form_gets_screens_while_tabys_fails(failure: GatewayFailure) -> None:
    anna = await at_work(Role.SUPER_ADMIN)
    for section, act in FEW:
        draft = await drafted(anna, section, act)
        anna.tabys.failing = failure
        for intent in filling_in(draft):
            await anna.press(intent)
        anna.tabys.failing = None
        await anna.bot.sign_in(Role.SUPER_ADMIN)


@pytest.mark.parametrize("failure", WRITE_FAILURES, ids=KINDS_OF_FAILURES)
@pytest.mark.parametrize("is_done", [False, True], ids=["undone", "done"])
@pytest.mark.parametrize("role", ADMINS)
async def test_every_failure_of_every_write_of_every_role_ends_in_a_screen(
    role: Role, failure: GatewayFailure | Rejected, *, is_done: bool
) -> None:
    anna = await at_work(role)
    for section, act in acts():
        if is_done and not isinstance(failure, Rejected):
            anna.tabys.write_unanswered = failure
        else:
            anna.tabys.write_fails = failure
        for intent in begun_or_done(section, act):
            await anna.press(intent)
        if act.is_form:
            draft = await drafted(anna, section, act, is_filled=True)
            for ending in (SaveDraft(draft.id, draft.revision), LookAgain(draft.id), StartAnew(draft.id)):
                await anna.press(ending)
        await anna.press(ShowHistory(section, NUMBER, parent=inside_of(section)))


@pytest.mark.parametrize("role", ADMINS)
async def test_what_a_role_may_not_do_is_refused_whatever_is_pressed(role: Role) -> None:
    anna = await at_work(role)
    for section, act in refused_to(role):
        for intent in begun_or_done(section, act):
            await anna.press(intent)
        assert await kept(anna) == ()
        if act.is_form:
            await press_to_save(anna, section, act)
    assert [order.act.name for order in anna.tabys.written] == []
    assert [call for call in anna.asked() if call.startswith("write")] == []


async def press_to_save(anna: Admin, section: Section, act: Act) -> None:
    """Save, look again, begin anew: a form that lies there, then one that was sent."""
    for is_sent in (False, True):
        draft = await drafted(anna, section, act, is_filled=True)
        if is_sent:
            await send(anna, draft)
        revision = draft.revision + is_sent
        for intent in (SaveDraft(draft.id, revision), LookAgain(draft.id), StartAnew(draft.id)):
            await anna.press(intent)
        # nothing came of it, and nothing that was typed is gone
        assert [(one.id, one.answers, one.stage) for one in await kept(anna)] == [
            (draft.id, draft.answers, Stage.SENT if is_sent else Stage.WRITING)
        ]
        await anna.bot.store.drop_draft(anna.visitor.id, draft.admin_id, draft.id)


@pytest.mark.parametrize("role", ADMINS)
async def test_what_a_role_may_do_is_done_by_the_same_presses(role: Role) -> None:
    """Else the test above would prove nothing."""
    anna = await at_work(role)
    listed = ((section, act) for section, act in acts() if section in LISTED)
    allowed = [(section, act) for section, act in listed if may_do(role, section, act)]
    for section, act in allowed:
        for intent in begun_or_done(section, act):
            await anna.press(intent)
        begun = [(draft.section, draft.act) for draft in await kept(anna)]
        assert begun == ([(section, act.name)] if act.is_form else []), (section, act.name)
        for draft in await kept(anna):
            await anna.bot.store.drop_draft(anna.visitor.id, draft.admin_id, draft.id)
    done = {(order.section, order.act.name) for order in anna.tabys.written}
    founded = {(section, act.name) for section, act in allowed if act.why and act.why.required}
    assert done == {(section, act.name) for section, act in allowed if not act.is_form} - founded


async def test_a_role_that_may_not_is_told_so_in_words() -> None:
    anna = await at_work(Role.GOVERNMENT)
    draft = await drafted(anna, Section.NEWS, CREATE, is_filled=True)
    told = [words_of(await anna.press(intent)) for intent in begun_or_done(Section.NEWS, ACTS[Section.NEWS][-1])]
    told.append(words_of(await anna.press(SaveDraft(draft.id, draft.revision))))
    ru = TEXTS[Language.RU]
    delete, create = (ru(f"forbidden.{right}", module=ru("module.news")) for right in ("delete", "create"))
    assert [delete in told[0], delete in told[1], create in told[2]] == [True, True, True]


async def test_of_what_was_sent_before_the_role_changed_nobody_says_that_it_was_not_saved() -> None:
    anna = await at_work(Role.GOVERNMENT)
    draft = await drafted(anna, Section.NEWS, CREATE, is_filled=True)
    await send(anna, draft)
    ru = TEXTS[Language.RU]
    told = words_of(await anna.press(LookAgain(draft.id)))
    assert told.startswith(ru("unsure.title", name="\0").partition("\0")[0])
    assert ru("forbidden.create", module=ru("module.news")) in told


@pytest.mark.parametrize("role", [*ADMINS, None])
async def test_nobody_reaches_the_draft_of_another(role: Role | None) -> None:
    anna = await at_work(Role.SUPER_ADMIN)
    draft = await drafted(anna, Section.NEWS, CREATE, is_filled=True)
    bolat = await anna.joined_by(BOLAT, role) if role else anna.beside(BOLAT)
    for intent in (*filling_in(draft), SaveDraft(draft.id, draft.revision), StartAnew(draft.id)):
        assert "Ответ" not in words_of(await bolat.press(intent))
    assert await kept(anna) == (draft,)
    assert anna.tabys.written == []


def test_all_failures_of_writes_and_all_kinds_of_questions_are_tried_here() -> None:
    assert {type(failure) for failure in WRITE_FAILURES} == {*get_args(GatewayFailure), Rejected}
    assert {question.ask for _, act in FEW for question in act.questions} == set(Ask)
