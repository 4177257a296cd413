"""One record after another: a press decides, the next comes by itself, and what was done is said above it."""

import pytest

from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    DoAct,
    Line,
    ListWaiting,
    NextWaiting,
    OpenCard,
    OpenMenu,
    OpenQueue,
    Origin,
    Reason,
    ShowPictures,
    ShowWaiting,
    StartAct,
    StartKind,
    StartQueue,
)
from tabys_bot.application.screens.screen import Press, Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.records import Bilingual, Entity, Picture
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.endings import asked_by, intents
from tests.unit.queue_scene import (
    decision,
    events,
    last,
    moderator,
    place,
    press,
    rejecting,
    shown,
    waiting,
)
from tests.unit.scene import RU, words_of

EVENTS, NEWS, VACANCIES, PROJECTS = Section.EVENTS, Section.NEWS, Section.VACANCIES, Section.PROJECTS


async def test_a_record_is_shown_with_its_card_and_all_that_can_be_done() -> None:
    photo = Picture("https://tabys.kz/1.jpg", is_public=True)
    anna = await moderator([waiting(EVENTS, 1, 0, place="Парк", photo=photo), *events(2, 3)[1:]])
    screen = await anna.press(StartQueue())
    assert screen.title == "📅 Запись 1"
    assert "Мероприятия · ждёт с 12.05.26 · дальше ещё 1" in words_of(screen)
    assert "Парк" in words_of(screen)
    assert screen.preview == photo.address
    at = place()
    card = OpenCard(EVENTS, 1, at, origin=Origin.QUEUE)
    assert [[button.intent for button in row if isinstance(button, Press)] for row in screen.rows] == [
        [Decide(EVENTS, "approve", 1, at), AskReason(EVENTS, "reject", 1, at)],
        [NextWaiting(EVENTS, 1, at)],
        [ShowPictures(EVENTS, 1, at, origin=Origin.QUEUE), card],
        [ListWaiting(EVENTS)],
        [OpenQueue(), OpenMenu()],
    ]
    assert [button.style for button in screen.rows[0] if isinstance(button, Press)] == [Style.SUCCESS, Style.DANGER]


async def test_approving_takes_one_press_and_shows_the_next_with_what_was_done() -> None:
    anna = await moderator([*events(1, 2), waiting(NEWS, 7, 1)])
    screen = await press(anna, decision(await anna.press(StartQueue())))
    assert anna.written() == [(EVENTS, "approve", 1)]
    assert screen.title == "✅ Одобрено: Запись 1"
    assert screen.notice == "Одобрено"
    assert shown(screen) == (EVENTS, 2)
    assert last(screen) == ShowWaiting(EVENTS, 1, place())
    assert asks(screen)[Decide(EVENTS, "unapprove", 1, place())] == "↩ Запись 1: Изменить на «отклонено»"
    assert shown(await press(anna, decision(screen))) == (NEWS, 7)


async def test_what_was_decided_is_taken_back_by_one_press_and_the_same_one_stays_next() -> None:
    anna = await moderator(events(1, 2, 3))
    screen = await press(anna, decision(await anna.press(StartQueue())))
    for act, state in (("unapprove", "rejected"), ("reapprove", "approved"), ("unapprove", "rejected")):
        screen = await press(anna, decision(screen, act))
        assert anna.tabys.said(EVENTS, 1).values["moderation"] == state
        assert screen.title == f"{'✅' if state == 'approved' else '❌'} {RU(f'done.{act}')}: Запись 1"
        assert shown(screen) == (EVENTS, 2)


async def test_skipping_leaves_it_waiting_and_one_can_go_back() -> None:
    anna = await moderator(events(1, 2, 3))
    first = await anna.press(StartQueue())
    second = await press(anna, NextWaiting(EVENTS, 1, place()))
    assert (shown(first), shown(second)) == ((EVENTS, 1), (EVENTS, 2))
    back = await press(anna, last(second))
    assert shown(back) == (EVENTS, 1)
    assert anna.written() == []
    assert shown(await press(anna, decision(back))) == (EVENTS, 2)


async def test_a_kind_has_a_line_of_its_own() -> None:
    anna = await moderator([*events(1, 3), waiting(NEWS, 7, 0)])
    screen = await anna.press(StartKind(EVENTS))
    approved = await press(anna, decision(screen))
    assert (shown(screen), shown(approved)) == ((EVENTS, 1), (EVENTS, 3))
    assert decision(approved).line is Line.KIND
    over = await press(anna, decision(approved))
    assert over.title == "✅ Одобрено: Запись 3"
    assert RU("queue.end") in words_of(over)
    assert asks(over)[StartKind(NEWS)] == "📰 Новости (1)"
    assert {StartQueue(), StartKind(NEWS), OpenMenu()} <= asks(over).keys()
    assert Decide(EVENTS, "unapprove", 3, place(1), Line.KIND) in asks(over)


async def test_at_the_end_what_was_skipped_is_told() -> None:
    anna = await moderator(events(1, 2))
    await anna.press(StartQueue())
    await press(anna, NextWaiting(EVENTS, 1, place()))
    over = await press(anna, Decide(EVENTS, "approve", 2, place(1)))
    assert asks(over)[StartKind(EVENTS)] == "📅 Мероприятия (1)"
    assert shown(await press(anna, StartQueue())) == (EVENTS, 1)
    assert RU("queue.all_done") in words_of(await press(anna, Decide(EVENTS, "approve", 1, place())))


async def test_what_came_while_one_walked_is_found_at_the_end() -> None:
    anna = await moderator(events(1))
    screen = await anna.press(StartQueue())
    anna.tabys.records[EVENTS].append(waiting(EVENTS, 9, 30))
    assert shown(await press(anna, decision(screen))) == (EVENTS, 9)


async def test_what_does_not_wait_any_more_is_left_out() -> None:
    anna = await moderator(events(1, 2, 3, 4))
    screen = await anna.press(StartQueue())
    anna.tabys.change(EVENTS, 2, moderation="rejected")
    anna.tabys.remove(EVENTS, 3)
    assert shown(await press(anna, decision(screen))) == (EVENTS, 4)


async def test_when_many_do_not_wait_any_more_a_press_looks_at_some_of_them_and_says_so() -> None:
    anna = await moderator(events(*range(1, 10)))
    screen = await anna.press(StartQueue())
    for number in range(2, 9):
        anna.tabys.change(EVENTS, number, moderation="approved")
    anna.tabys.calls.clear()
    screen = await press(anna, decision(screen))
    assert len([call for call in anna.tabys.calls if call.startswith("get")]) <= 6
    assert screen.title == "✅ Одобрено: Запись 1"
    assert RU("queue.many_decided") in words_of(screen)
    (going_on,) = (one for one in intents(screen) if isinstance(one, NextWaiting))
    assert shown(await press(anna, going_on)) == (EVENTS, 9)


async def test_a_long_card_leads_to_the_rest_of_it_and_back() -> None:
    anna = await moderator([waiting(NEWS, 1, text=Bilingual(ru="слово " * 900)), waiting(NEWS, 2, 1)])
    screen = await anna.press(StartKind(NEWS))
    card = OpenCard(NEWS, 1, place(), origin=Origin.KIND)
    assert asks(screen)[card] == RU("button.read_on")
    assert RU("queue.read_on") in words_of(screen)
    opened = await press(anna, card)
    assert AskReason(NEWS, "reject", 1, place(), Line.KIND) in asks(opened)
    assert shown(await press(anna, last(opened))) == (NEWS, 1)


CAUTIONED = [
    (waiting(NEWS, 1, publication="draft"), "news_appears", ""),
    (waiting(NEWS, 1, publication="published"), "news_stays", "delete"),
    (waiting(VACANCIES, 1, active=True), "vacancy_stays", "deactivate"),
    (waiting(PROJECTS, 1, stage="draft"), "project_starts", ""),
    (waiting(PROJECTS, 1, stage="active"), "project_stays", "delete"),
]


@pytest.mark.parametrize(("entity", "caution", "helps"), CAUTIONED, ids=[caution for _, caution, _ in CAUTIONED])
async def test_what_a_decision_does_not_do_is_said_before_it_with_what_helps(
    entity: Entity, caution: str, helps: str
) -> None:
    anna = await moderator([entity])
    screen = await anna.press(StartQueue())
    assert RU(f"caution.{caution}") in words_of(screen)
    assert [one.act for one in intents(screen) if isinstance(one, StartAct)] == ([helps] if helps else [])
    asked = AskReason(entity.section, "reject", 1, 0, Line.CARD) if helps else StartAct(entity.section, "approve", 1)
    assert RU(f"caution.{caution}") in words_of(await press(anna, asked))


async def test_after_what_helps_one_comes_back_to_the_queue() -> None:
    anna = await moderator([waiting(NEWS, 1, publication="published"), waiting(NEWS, 2, 1)])
    screen = await anna.press(StartQueue())
    (delete,) = (one for one in intents(screen) if isinstance(one, StartAct))
    deleted = await press(anna, asked_by(await press(anna, delete), DoAct))
    (on,) = (one for one in intents(deleted) if isinstance(one, NextWaiting))
    assert asks(deleted)[on] == RU("button.back_to_queue")
    assert shown(await press(anna, on)) == (NEWS, 2)


@pytest.mark.parametrize("start", [StartQueue(), StartKind(EVENTS)])
async def test_what_is_decided_on_the_card_of_the_queue_leads_to_what_comes_next(start: StartQueue | StartKind) -> None:
    anna = await moderator(events(1, 2))
    card = await press(anna, asked_by(await anna.press(start), OpenCard))
    asked = await press(anna, next(one for one in asks(card) if isinstance(one, StartAct) and one.act == "approve"))
    assert "Потом решение можно изменить." in words_of(asked)
    approved = await press(anna, asked_by(asked, DoAct))
    (on,) = (one for one in intents(approved) if isinstance(one, NextWaiting))
    assert [one for one in intents(approved) if isinstance(one, ShowWaiting)] == []
    screen = await press(anna, on)
    assert shown(screen) == (EVENTS, 2)
    settled = await press(anna, last(screen))
    assert asks(settled)[on] == RU("button.go_on_queue")


NOT_HIDDEN = [(entity, helps) for entity, _, helps in CAUTIONED if helps]


@pytest.mark.parametrize(("entity", "helps"), NOT_HIDDEN, ids=[helps for _, helps in NOT_HIDDEN])
@pytest.mark.parametrize("line", Line)
async def test_what_is_rejected_and_still_seen_is_said_to_be_with_what_helps(
    entity: Entity, helps: str, line: Line
) -> None:
    section = entity.section
    anna = await moderator([entity, waiting(section, 2, 1)])
    screen = await press(anna, Decide(section, "reject", 1, place(), line, Reason("rules")))
    assert "Запись по-прежнему видна всем." in words_of(screen)
    (start,) = (one for one in intents(screen) if isinstance(one, StartAct))
    assert (start.act, start.entity_id) == (helps, 1)
    assert asks(screen)[start].endswith(f"Запись 1: {RU(f'act.{helps}')}")
    doing = asked_by(await press(anna, start), DoAct)
    assert isinstance(doing, DoAct)
    assert doing.act == start.act


async def test_what_a_rejection_hides_is_not_said_to_be_seen() -> None:
    anna = await moderator([waiting(NEWS, 1, publication="draft"), waiting(NEWS, 2, 1)])
    screen = await press(anna, rejecting(NEWS, 1, reason="rules", at=place()))
    assert RU("decision.still_seen") not in words_of(screen)


@pytest.mark.parametrize("line", Line)
async def test_a_purchase_that_was_approved_is_handed_out_at_once_or_later(line: Line) -> None:
    kind = Section.PURCHASES
    anna = await moderator([waiting(kind, 1), waiting(kind, 2, 1)])
    screen = await press(anna, Decide(kind, "approve", 1, place(), line))
    (start,) = (one for one in intents(screen) if isinstance(one, StartAct))
    assert asks(screen)[start] == "🎁 Отметить выдачу: Запись 1"
    settled = await press(anna, ShowWaiting(kind, 1, place()))
    offered = {StartAct(kind, "complete", 1, place(), origin=Origin.QUEUE), AskReason(kind, "reject", 1, 0, Line.CARD)}
    assert offered <= asks(settled).keys()
    await press(anna, asked_by(await press(anna, start), DoAct))
    assert anna.tabys.said(kind, 1).values["status"] == "completed"
    assert [one for one in intents(await press(anna, ShowWaiting(kind, 1, place()))) if isinstance(one, StartAct)] == []


EXPLAINED = [(Section.TASK_REPORTS, "approve"), (Section.PROMOTIONS, "approve"), (Section.PURCHASES, "reject")]


@pytest.mark.parametrize(("section", "act"), EXPLAINED)
async def test_what_follows_from_a_decision_is_said_before_it(section: Section, act: str) -> None:
    anna = await moderator([waiting(section, 1)])
    assert RU(f"act.{section}.{act}.effect") in words_of(await anna.press(StartQueue()))


async def test_what_cannot_be_taken_back_offers_no_way_back() -> None:
    anna = await moderator([waiting(Section.PROMOTIONS, 1), waiting(Section.PROMOTIONS, 2, 1)])
    screen = await press(anna, decision(await anna.press(StartQueue())))
    assert shown(screen) == (Section.PROMOTIONS, 2)
    assert [one for one in intents(screen) if isinstance(one, Decide) and one.entity_id == 1] == []


@pytest.mark.parametrize("section", MODERATED)
async def test_every_kind_is_approved_and_rejected_in_the_queue(section: Section) -> None:
    anna = await moderator([waiting(section, 1), waiting(section, 2, 1), waiting(section, 3, 2)])
    screen = await press(anna, decision(await anna.press(StartQueue())))
    reject = find_act(section, "reject")
    assert reject is not None
    assert reject.why is not None
    asked = await press(anna, AskReason(section, "reject", 2, place(1)))
    decided = rejecting(section, 2, reason=reject.why.ready[0], at=place(1))
    assert asks(asked)[decided] == RU(f"reason.{reject.why.ready[0]}")
    screen = await press(anna, decided)
    assert anna.written() == [(section, "approve", 1), (section, "reject", 2)]
    assert shown(screen) == (section, 3)


@pytest.mark.parametrize(("role", "section"), [(Role.NPO, EVENTS), (Role.MSB, VACANCIES)])
async def test_owners_decide_on_what_others_made_and_can_open_its_card(role: Role, section: Section) -> None:
    anna = await moderator([waiting(section, 1), waiting(section, 2, 1)], role)
    anna.tabys._writer._owners.update({(section, 1): 999, (section, 2): 999})
    screen = await anna.press(StartQueue())
    assert shown(screen) == (section, 1)
    assert (await press(anna, OpenCard(section, 1, place(), origin=Origin.QUEUE))).title.endswith("Запись 1")
    screen = await press(anna, decision(screen))
    assert screen.title == "✅ Одобрено: Запись 1"
    screen = await press(anna, rejecting(section, 2, reason="rules", at=place(1)))
    assert anna.written() == [(section, "approve", 1), (section, "reject", 2)]


async def test_records_of_one_second_come_by_kind_and_number_and_those_of_no_time_first() -> None:
    timeless = waiting(NEWS, 9)
    timeless = Entity(NEWS, 9, {key: value for key, value in timeless.values.items() if key != "created_at"})
    anna = await moderator([waiting(EVENTS, 2), waiting(NEWS, 1), waiting(EVENTS, 1), timeless])
    screen, seen = await anna.press(StartQueue()), []
    while at := shown(screen):
        seen.append(at)
        screen = await press(anna, decision(screen))
    assert seen == [(NEWS, 9), (EVENTS, 1), (EVENTS, 2), (NEWS, 1)]


async def test_a_walk_goes_on_over_a_restart_and_on_another_instance() -> None:
    anna = await moderator(events(1, 2, 3))
    screen = await press(anna, decision(await anna.press(StartQueue())))
    elsewhere = anna.elsewhere()
    screen = await press(elsewhere, decision(screen))
    assert screen.title == "✅ Одобрено: Запись 2"
    assert shown(screen) == (EVENTS, 3)
    assert Decide(EVENTS, "unapprove", 2, place(1)) in asks(screen)
