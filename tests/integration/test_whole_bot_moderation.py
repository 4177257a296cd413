"""A moderator clears the queue from a phone: he sees what is his, and what he decides is what Tabys has."""

import pytest

from tabys_bot.application.screens.intents import Decide, OpenCard, OpenQueue, Reason, StartKind, StartQueue
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Why
from tabys_bot.domain.moderation import MODERATED, moderated_by
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import Tap, row, said, writes
from tests.integration.moderator import APPROVE, LAST, NEXT, NO_REASON, OWN_WORDS, REJECT, InLine, goes
from tests.integration.servers.tabys_wire import Call
from tests.integration.whole_bot import Person, World

NAMES = {
    Section.EVENTS: "📅 Мероприятия",
    Section.COURSES: "🎓 Курсы",
    Section.VACANCIES: "💼 Вакансии",
    Section.NEWS: "📰 Новости",
    Section.PROJECTS: "🚀 Проекты",
    Section.APPLICATIONS: "✋ Заявки волонтёров",
    Section.TASK_REPORTS: "🧾 Отчёты о заданиях",
    Section.PROMOTIONS: "⬆️ Повышение уровня",
    Section.PURCHASES: "🛍 Обмен V-coins",
    Section.PLACES: "🎡 Места",
    Section.TICKETS: "🎟 Билеты",
    Section.PROMO: "🏷 Акции",
}
FINAL = (Section.TASK_REPORTS, Section.PROMOTIONS, Section.PURCHASES)
FIRST_REASON = 2  # behind the way back and the menu
MODERATORS = [role for role in Role if moderated_by(role)]
# of what is told to volunteers
SENT = {
    Section.APPLICATIONS: "Өкінішке қарай, бос орын қалмады. / К сожалению, свободных мест не осталось.",
    Section.TASK_REPORTS: "Растайтын фото қосыңыз. / Добавьте, пожалуйста, фото с места.",
    Section.PROMOTIONS: "Әзірге ерте, кейінірек өтінім беріңіз. / Пока рано, подайте заявку позже.",
    Section.PURCHASES: "Өкінішке қарай, қазір қолда жоқ. / К сожалению, этого нет в наличии.",
}


@pytest.fixture
def line(world: World) -> InLine:
    return InLine(world.tabys)


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


TO_APPROVED, TO_REJECTED = ": Изменить на «одобрено»", ": Изменить на «отклонено»"


def why_not(section: Section) -> Why:
    act = find_act(section, "reject")
    assert act is not None
    assert act.why is not None
    return act.why


def decided(world: World) -> list[str]:
    """«7 approve», in the order in which it was sent."""
    return [" ".join(call.path.rsplit("/", 2)[1:]) for call in writes(world)]


def told(call: Call) -> object:
    """The reason that went along; None for none."""
    given = dict(call.query) if call.query else call.body
    return next(iter(given.values())) if isinstance(given, dict) and given else None


@pytest.mark.parametrize("role", MODERATORS)
async def test_a_moderator_sees_how_much_waits_of_each_kind_of_his(world: World, line: InLine, role: Role) -> None:
    for count, section in enumerate(MODERATED, 1):
        for number in range(1, count + 1):
            line.put(section, number)
    moderator = world.person()
    await moderator.signs_in(role)
    await goes(moderator, Tap("⚖️ Модерация"))
    his = {NAMES[section]: MODERATED.index(section) + 1 for section in moderated_by(role)}
    _, _, *lines = moderator.screen.text.splitlines()
    assert lines == [f"Всего: {sum(his.values())}"], "the buttons tell the rest"
    shown = [label for label in moderator.labels if label.endswith(")")]
    total = f"▶ Все, начиная со старых ({sum(his.values())})"
    assert shown == [total, *(f"{name} ({count})" for name, count in his.items())]


@pytest.mark.parametrize("role", MODERATORS)
async def test_a_moderator_decides_on_each_kind_of_his_and_each_decision_is_sent_once(
    world: World, line: InLine, role: Role
) -> None:
    for section in MODERATED:
        for number in range(1, 6):
            line.put(section, number)
    for phone, section in enumerate(moderated_by(role), 700_000_001):  # one would press more than is borne
        moderator = world.person(phone)
        await moderator.signs_in(role)
        world.tabys.calls.clear()
        await goes(moderator, OpenQueue(), Tap(f"{NAMES[section]} (5)"), APPROVE)
        assert moderator.screen.text.startswith("✅ Одобрено: ")
        await goes(moderator, REJECT)
        await goes(moderator, Tap(moderator.labels[FIRST_REASON]), REJECT, OWN_WORDS, "Себебі <1>")
        assert "Причина: Себебі <1>" in moderator.screen.text
        await goes(moderator, NEXT)
        assert "ID: 5" in moderator.screen.text
        await goes(moderator, LAST)
        assert "ID: 4" in moderator.screen.text
        await goes(moderator, APPROVE)
        assert "ID: 5" in moderator.screen.text, "what was decided on is gone, what was behind it comes"
        no = "cancel" if section is Section.PURCHASES else "reject"
        can_undo = any(TO_REJECTED in label for label in moderator.labels)
        assert can_undo is (section not in FINAL)
        expected = ["1 approve", f"2 {no}", f"3 {no}", "4 approve"]
        if can_undo:
            # a volunteer would be told why
            await goes(moderator, Tap(TO_REJECTED), *([Tap("Без причины")] if section is Section.APPLICATIONS else []))
            assert "Теперь отклонен" in moderator.screen.text
            assert "ID: 5" in moderator.screen.text, "what is in hand stays"
            expected.append(f"4 {no}")
        assert decided(world) == expected, section
        assert line.states(section) == f"a{no[0]}{no[0]}{no[0] if can_undo else 'a'}p", section


async def test_the_oldest_of_all_kinds_comes_first_and_at_the_end_there_is_praise(
    world: World, line: InLine, admin: Person
) -> None:
    line.put(Section.NEWS, 8)
    line.put(Section.EVENTS, 9)
    line.put(Section.PURCHASES, 7)
    await goes(admin, StartQueue())
    assert "ID: 8" in admin.screen.text
    await goes(admin, APPROVE)
    assert "ID: 9" in admin.screen.text
    await goes(admin, APPROVE)
    assert "ID: 7" in admin.screen.text
    await goes(admin, APPROVE)
    assert "🎉 Всё разобрано" in admin.screen.text
    assert decided(world) == ["8 approve", "9 approve", "7 approve"]


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.NPO, Role.MSB, Role.VOLUNTEER_ADMIN])
async def test_what_is_not_his_nobody_decides_on(world: World, line: InLine, role: Role) -> None:
    for section in MODERATED:
        line.put(section, 7)
    outsider = world.person()
    await outsider.signs_in(role)
    assert ("⚖️ Модерация" in outsider.labels) is (role is not Role.GOVERNMENT)
    for section in set(MODERATED) - set(moderated_by(role)):
        for act in ("approve", "reject", "reapprove", "unapprove"):
            await goes(outsider, Decide(section, act, 7, reason=Reason(why_not(section).ready[0])))
        await goes(outsider, StartKind(section))
        assert "ID: 7" not in outsider.screen.text
    assert writes(world) == []


async def test_a_rejected_vacancy_is_told_as_rejected_although_tabys_answers_that_it_broke(
    world: World, line: InLine, admin: Person
) -> None:
    line.put(Section.VACANCIES, 7)
    line.put(Section.VACANCIES, 8)
    await goes(admin, StartKind(Section.VACANCIES), REJECT, Tap("Сведения устарели"))
    assert admin.screen.text.startswith("❌ Отклонено: ")
    assert "ID: 8" in admin.screen.text
    assert line.states(Section.VACANCIES) == "rp"
    assert decided(world) == ["7 reject"]
    await goes(admin, Tap(TO_APPROVED))
    assert line.states(Section.VACANCIES) == "ap"


async def test_a_draft_of_news_is_said_to_get_public_before_it_is_approved(
    world: World, line: InLine, admin: Person
) -> None:
    line.put(Section.NEWS, 7, status="draft", published_at=None)
    await goes(admin, StartKind(Section.NEWS))
    assert "⚠️ Это черновик: после одобрения его сразу увидят все." in admin.screen.text
    await goes(admin, APPROVE)
    # which makes it public
    assert said(row(world, "news", 7), "status", "moderation_status") == ("draft", "approved")


async def test_of_what_is_public_already_it_is_said_that_a_rejection_does_not_hide_it(
    world: World, line: InLine, admin: Person
) -> None:
    line.put(Section.NEWS, 7, status="published")
    line.put(Section.PROJECTS, 7, status="active")
    stays = "отказ её не скроет", "отказ его не скроет"
    for section, words in zip((Section.NEWS, Section.PROJECTS), stays, strict=True):
        await goes(admin, StartKind(section))
        assert words in admin.screen.text
        assert any(label.startswith("🗑 ") and label.endswith(": Удалить") for label in admin.labels)
        await goes(admin, REJECT)
        assert words in admin.screen.text
        assert any(label.startswith("🗑 ") and label.endswith(": Удалить") for label in admin.labels)
    await goes(admin, NO_REASON)
    assert said(row(world, "projects", 7), "status", "moderation_status") == ("active", "rejected")
    await goes(admin, StartKind(Section.NEWS), Tap(": Удалить"), Tap("🗑 Удалить"))
    assert world.tabys.records("news") == []
    assert [f"{call.method} {call.path}" for call in writes(world)] == [
        "POST /api/v2/projects/admin/moderation/7/reject",
        "DELETE /api/v2/admin/news/7",
    ]


@pytest.mark.parametrize("section", MODERATED)
async def test_a_reason_reaches_tabys_where_it_can_and_nowhere_else(
    world: World, line: InLine, admin: Person, section: Section
) -> None:
    line.put(section, 7)
    line.put(section, 8)
    await goes(admin, StartKind(section), REJECT)
    assert ("Её увидит волонтёр" in admin.screen.text) is (section in SENT)
    first = admin.labels[FIRST_REASON]
    await goes(admin, Tap(first))
    assert f"Причина: {first}" in admin.screen.text
    await goes(admin, REJECT, OWN_WORDS, "Себебі <1> & причина")
    ready, typed = writes(world)
    assert told(ready) == SENT.get(section)
    assert told(typed) == ("Себебі <1> & причина" if section in SENT else None)
    if section not in SENT:
        assert ready.raw + typed.raw == b""


async def test_the_card_of_a_rejected_event_says_why_and_who(world: World, line: InLine, admin: Person) -> None:
    line.events(7, 8)
    await goes(admin, StartKind(Section.EVENTS), REJECT, Tap("Есть ошибки"), REJECT, OWN_WORDS, "Суреті <жоқ>")
    other = world.person(700_000_002)
    await other.signs_in("super_admin")
    name = world.tabys.admin("administrator")["name"]
    for number, reason in ((7, "Есть ошибки, исправьте их, пожалуйста."), (8, "Суреті <жоқ>")):
        await goes(other, OpenCard(Section.EVENTS, number))
        assert f"Причина отказа: {reason} ({name}, " in other.screen.text
    await goes(other, Tap("🕓 История"))
    assert "Модерация: на проверке → отклонено\nПричина: Суреті <жоқ>" in other.screen.text
    await goes(admin, OpenCard(Section.EVENTS, 8), Tap("✅ Изменить на «одобрено»"), Tap("✅"))
    assert line.states(Section.EVENTS) == "ra"
    await goes(other, OpenCard(Section.EVENTS, 8))
    assert "Причина отказа" not in other.screen.text
