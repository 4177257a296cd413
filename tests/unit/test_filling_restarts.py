"""Every form, filled in from its beginning to its end, with the bot started again before every step of it."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from tabys_bot.application.screens.intents import How, OpenDraft, Reply
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act, Ask, Question, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.drafts import SHEET, Draft
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import Writer, question_of, writer
from tests.unit.form_drafts import FORMS, NAMES
from tests.unit.scene import OWN

# what is typed as an answer; `ends_at` has to be after `starts_at`
_TYPED: Mapping[Ask, str] = {
    Ask.LINE: "Ответ",
    Ask.WHOLE: "12",
    Ask.AMOUNT: "1500,50",
    Ask.DATE: "25 декабря",
    Ask.MOMENT: "25.12.2026 18:30",
    Ask.LINK: "https://example.kz/page.png",
    Ask.PHONE: "8 701 123 45 67",
    Ask.EMAIL: "name@example.kz",
}
Step = Callable[[], Awaitable[object]]


def steps(anna: Writer, draft: Draft, question: Question) -> list[Step]:
    """What an admin does at that question, a message or press each, until it is answered."""
    at = draft.spec.questions.index(question)

    def pressing(value: str) -> Step:
        return lambda: anna.press(Reply(draft.id, at, How.VALUE, value))

    def typing(text: str) -> Step:
        return lambda: anna.type(text)

    def offered(which: int) -> Step:
        return lambda: anna.press(_values(anna)[which])

    async def ready() -> None:
        await anna.press(Reply(draft.id, at, How.KEEP))

    match question.ask:
        case Ask.TEXT:
            return [typing("Первый абзац.\n\nВторой."), typing("Третий."), ready]
        case Ask.CHOICE:
            return [pressing(CHOICES[question.choices][0])]
        case Ask.FLAG:
            return [pressing("no")]
        case Ask.NAMES:
            return [offered(0), offered(1), ready]
        case Ask.NAME | Ask.RECORD:
            return [offered(0)]
        case Ask.PHOTO:
            return [anna.photo]
        case Ask.MOMENT if question.after:
            return [typing("26.12.2026 18:30")]
        case _:
            return [typing(_TYPED[question.ask])]


def _values(anna: Writer) -> list[Reply]:
    intents = [getattr(button, "intent", None) for row in anna.screen.rows for button in row]
    return [one for one in intents if isinstance(one, Reply) and one.how is How.VALUE]


async def nothing_is_lost(anna: Writer) -> None:
    """A bot that was started again shows the same, and changes nothing by that."""
    before, seen = await anna.draft(), anna.screen
    anna.restart()
    shown = await anna.press(OpenDraft(before.id))
    assert await anna.draft() == before
    assert (shown.title, shown.rows) == (seen.title, seen.rows)


async def answered(anna: Writer, *, whole: bool) -> None:
    """The question that is asked now, with a restart before each step; `whole`: every screen is looked at again."""
    draft = await anna.draft()
    question = question_of(draft)
    for step in steps(anna, draft, question):
        if whole:
            await nothing_is_lost(anna)
        anna.restart()
        before = await anna.draft()
        await step()
        now = await anna.draft()
        assert {**now.answers, question.key: None} == {**before.answers, question.key: None}
    assert question.key in (await anna.draft()).answers


async def begun(anna: Writer, section: Section, act: Act) -> Draft:
    """A new form; on the first record that the act fits, if it is about one."""
    if act.way is Way.CREATE:
        return await anna.begin(section, act.name)
    own = OWN[Role.SUPER_ADMIN] if CATALOGUE[section].is_own else 0
    record = next(one for one in anna.tabys.records[section] if fits(act, one) and own in (0, one.id))
    return await anna.begin(section, act.name, record.id, parent=record.parent)


async def walk(anna: Writer, act: Act, *, whole: bool) -> None:
    """Every question is answered: in a form as they come, in an update one after the other from the sheet."""
    if act.way is not Way.EDIT:
        while await anna.at() != SHEET:
            await answered(anna, whole=whole)
        return
    for question in act.questions:
        if question in (await anna.draft()).questions:
            await anna.go_to(question.key)
            await answered(anna, whole=whole)


@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
async def test_a_form_goes_on_after_a_restart_before_every_step_and_is_saved_whole(section: Section, act: Act) -> None:
    anna = await writer()
    begin = await begun(anna, section, act)
    await walk(anna, act, whole=True)
    filled = await anna.draft()
    assert (filled.id, filled.missing, filled.at) == (begin.id, (), SHEET)
    assert filled.answers.keys() >= {question.key for question in filled.questions}
    await nothing_is_lost(anna)
    anna.restart()
    await anna.save()
    assert await anna.drafts() == ()
    [order] = anna.tabys.written
    assert (order.section, order.act, order.entity_id) == (section, act, begin.entity_id)
    every = (question.key for question in filled.questions)
    assert order.values.keys() == set(filled.changes if act.way is Way.EDIT else every)


@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
async def test_an_answer_costs_one_write_of_the_draft_and_none_of_the_desk(section: Section, act: Act) -> None:
    anna = await writer()
    draft = await begun(anna, section, act)
    assert anna.asked() == ["draft", "desk"]
    for question in act.questions:
        if act.way is Way.EDIT:
            await anna.go_to(question.key)
            assert anna.asked() == ["draft"]
        elif (await anna.draft()).at != question.key:
            continue
        for step in steps(anna, draft, question):
            await step()
            assert anna.asked() == ["draft"], question.key
