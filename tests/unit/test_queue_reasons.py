"""Why something is rejected: it is asked for, sent where Tabys takes it, kept in the history, and shown again."""

from datetime import timedelta

import pytest

from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    DoAct,
    Line,
    OpenCard,
    OpenMenu,
    Reason,
    ShowHistory,
    ShowWaiting,
    StartAct,
    Typed,
    TypeReason,
)
from tabys_bot.application.screens.screen import Fact, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON, Why
from tabys_bot.domain.batches import LONGEST_REASON
from tabys_bot.domain.desk import PROMPT_LASTS
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.endings import is_done, is_not_done
from tests.unit.queue_scene import events, joined, moderator, place, press, rejecting, shown, tabys_of, waiting
from tests.unit.saving_scene import Desk
from tests.unit.scene import BOLAT, RU, TEXTS, words_of

EVENTS, REPORTS, APPLICATIONS = Section.EVENTS, Section.TASK_REPORTS, Section.APPLICATIONS


EVERY = [(section, act.why) for section in MODERATED for act in ACTS[section] if act.decides and act.why]
every_kind = pytest.mark.parametrize(("section", "why"), EVERY, ids=[section for section, _ in EVERY])


def sent(desk: Desk) -> list[object]:
    """The reasons that went to Tabys."""
    return [order.values.get(REASON) for order in desk.tabys.written]


def both(reason: str) -> str:
    return f"{TEXTS[Language.KK](f'reason.{reason}')} / {RU(f'reason.{reason}')}"


@every_kind
async def test_the_question_offers_the_ready_reasons_own_words_and_the_way_back(section: Section, why: Why) -> None:
    anna = await moderator([waiting(section, 1)])
    screen = await anna.press(AskReason(section, "reject", 1, place()))
    offered = [one for one in asks(screen) if not isinstance(one, StartAct)]
    ready = [Decide(section, "reject", 1, place(), reason=Reason(name)) for name in why.ready]
    without = [] if why.required else [Decide(section, "reject", 1, place())]
    typed = TypeReason(section, "reject", 1, place())
    assert offered == [ShowWaiting(section, 1, place()), OpenMenu(), *ready, typed, *without]
    assert RU("why.sent" if why.sent else "why.kept") in words_of(screen)
    assert all(len(label) <= 48 for label in asks(screen).values())


@every_kind
async def test_a_ready_reason_is_sent_in_two_languages_and_kept_by_its_name(section: Section, why: Why) -> None:
    anna = await moderator([waiting(section, 1)])
    for reason in why.ready:
        anna.tabys.records[section] = [waiting(section, 1)]
        anna.tabys.written.clear()
        anna.bot.clock.advance(timedelta(minutes=11))  # what has its effect again is held back so long
        screen = await press(anna, rejecting(section, 1, reason=reason, at=place()))
        assert f"Причина: {RU(f'reason.{reason}')}" in words_of(screen)
        assert sent(anna) == [both(reason) if why.sent else None]
        assert (await anna.entries(section, 1))[0].changes[REASON].after == reason


@every_kind
async def test_words_of_ones_own_are_the_next_message_and_decide_at_once(section: Section, why: Why) -> None:
    anna = await moderator([waiting(section, 1), waiting(section, 2, 1)])
    asked = await press(anna, TypeReason(section, "reject", 1, place()))
    assert RU("why.type_sent" if why.sent else "why.type_kept") in words_of(asked)
    screen = await anna.say(Typed("  Не та\nтема \u202e "))
    assert screen.title == "❌ Отклонено: Запись 1"
    assert "Причина: Не та тема" in words_of(screen)
    assert shown(screen) == (section, 2)
    assert sent(anna) == ["Не та тема" if why.sent else None]
    assert (await anna.entries(section, 1))[0].changes[REASON].after == "Не та тема"


@every_kind
async def test_without_a_reason_only_that_is_done_which_needs_none(section: Section, why: Why) -> None:
    anna = await moderator([waiting(section, 1), waiting(section, 2, 1)])
    screen = await press(anna, rejecting(section, 1, at=place()))
    if why.required:
        assert RU("failure.NoReason") in words_of(screen)
        assert shown(screen) == (section, 1)
        assert anna.tabys.attempts == []
    else:
        assert screen.title == "❌ Отклонено: Запись 1"
        assert sent(anna) == [None]
        assert REASON not in (await anna.entries(section, 1))[0].changes


@pytest.mark.parametrize("blank", ["\u200b", " \u2800 ", "\n"])
async def test_a_reason_that_nobody_could_see_is_asked_for_again(blank: str) -> None:
    anna = await moderator([waiting(REPORTS, 1), waiting(REPORTS, 2, 1)])
    await press(anna, TypeReason(REPORTS, "reject", 1, place()))
    assert RU("why.blank") in words_of(await anna.say(Typed(blank)))
    assert anna.tabys.attempts == []
    assert shown(await anna.say(Typed("Нет фото"))) == (REPORTS, 2)
    assert sent(anna) == ["Нет фото"]


async def test_a_reason_that_is_too_long_is_not_cut_but_asked_for_again() -> None:
    anna = await moderator([waiting(REPORTS, 1), waiting(REPORTS, 2, 1)])
    await press(anna, TypeReason(REPORTS, "reject", 1, place()))
    refused = await anna.say(Typed("ж" * (LONGEST_REASON + 1)))
    assert "Слишком длинно: 501 из 500 знаков. Сократите и пришлите ещё раз." in words_of(refused)
    assert anna.tabys.attempts == []
    assert shown(await anna.say(Typed("ж" * LONGEST_REASON))) == (REPORTS, 2)
    assert sent(anna) == ["ж" * LONGEST_REASON]


async def test_the_next_message_is_a_reason_only_as_long_as_one_was_asked_for() -> None:
    anna = await moderator(events(1))
    await press(anna, TypeReason(EVENTS, "reject", 1, place()))
    anna.bot.clock.advance(PROMPT_LASTS)
    assert RU("why.late") in words_of(await anna.say(Typed("Парк")))
    assert RU("why.late") not in words_of(await anna.say(Typed("Парк")))
    await press(anna, TypeReason(EVENTS, "reject", 1, place()))
    await press(anna, ShowWaiting(EVENTS, 1, place()))
    assert RU("why.late") not in words_of(await anna.say(Typed("Парк")))
    assert anna.tabys.attempts == []


async def test_a_reason_is_taken_on_another_instance_and_for_the_line_from_which_it_was_asked() -> None:
    anna = await moderator([*events(1, 2), waiting(Section.NEWS, 7, 0)])
    await press(anna, TypeReason(EVENTS, "reject", 1, place(), Line.KIND))
    screen = await anna.elsewhere().say(Typed("Дубль"))
    assert shown(screen) == (EVENTS, 2)


async def test_somebody_elses_decision_comes_before_a_typed_reason() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, TypeReason(EVENTS, "reject", 1, place()))
    await press(await joined(anna, BOLAT), Decide(EVENTS, "approve", 1, place()))
    screen = await anna.say(Typed("Дубль"))
    assert screen.title == "Уже решено: Запись 1"
    assert [name for _, name, _ in anna.written()] == ["approve"]


@pytest.mark.parametrize("word", ["nonsense", "no_stock", ""])
async def test_a_word_that_is_no_reason_of_that_kind_counts_as_none(word: str) -> None:
    anna = await moderator([waiting(APPLICATIONS, 1), waiting(REPORTS, 2, 1)])
    await press(anna, rejecting(APPLICATIONS, 1, reason=word, at=place()))
    screen = await press(anna, rejecting(REPORTS, 2, reason=word, at=place(1)))
    assert RU("failure.NoReason") in words_of(screen)
    assert sent(anna) == [None]
    assert REASON not in (await anna.entries(APPLICATIONS, 1))[0].changes


@pytest.mark.parametrize("line", Line)
async def test_whom_tabys_would_tell_is_not_refused_by_taking_back_without_a_question(line: Line) -> None:
    anna = await moderator([waiting(APPLICATIONS, 1), waiting(APPLICATIONS, 2, 1)])
    screen = await press(anna, Decide(APPLICATIONS, "approve", 1, place(), line))
    undo = AskReason(APPLICATIONS, "unapprove", 1, place(), line)
    assert [one for one in asks(screen) if isinstance(one, Decide | DoAct) and one.entity_id == 1] == []
    assert undo in asks(screen)
    asked = await press(anna, undo)
    await press(anna, next(one for one in asks(asked) if isinstance(one, Decide) and one.reason == "no_places"))
    assert sent(anna) == [None, both("no_places")]


async def test_approving_takes_no_reason_whatever_the_button_says() -> None:
    anna = await moderator([waiting(APPLICATIONS, 1)])
    await press(anna, Decide(APPLICATIONS, "approve", 1, place(), reason=Reason("unfit")))
    assert sent(anna) == [None]
    assert REASON not in (await anna.entries(APPLICATIONS, 1))[0].changes


def reason_on(screen: Screen) -> list[str]:
    return [one.value for one in screen.body if isinstance(one, Fact) and one.label == RU("decision.reason")]


async def test_the_card_of_what_was_rejected_tells_why_and_by_whom_to_whoever_may_change_it() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, rejecting(EVENTS, 1, reason="duplicate", at=place()))
    when, name = RU.moment(anna.bot.clock.now()), (await anna.session()).admin_name
    card = OpenCard(EVENTS, 1)
    assert reason_on(await press(anna, card)) == [f"Такая запись уже есть. ({name}, {when})"]
    government = await joined(anna, BOLAT, Role.GOVERNMENT)
    assert reason_on(await press(government, card)) == []
    await press(anna, Decide(EVENTS, "reapprove", 1, place()))
    assert reason_on(await press(anna, card)) == []
    anna.tabys.change(EVENTS, 2, moderation="rejected")
    assert reason_on(await press(anna, OpenCard(EVENTS, 2))) == []


async def test_the_number_of_whoever_decided_is_told_only_where_nobody_knows_his_name() -> None:
    anna = await moderator(events(1, 2))
    for number in (1, 2):
        anna.tabys.change(EVENTS, number, moderated_by="4")
    label = RU("field.moderated_by")
    assert label not in words_of(await anna.press(ShowWaiting(EVENTS, 1, place())))
    await press(anna, rejecting(EVENTS, 1, reason="duplicate", at=place()))
    anna.tabys.change(EVENTS, 1, moderated_by="4")
    anna.tabys.change(EVENTS, 2, moderation="rejected")
    assert label not in words_of(await press(anna, OpenCard(EVENTS, 1)))
    assert label in words_of(await press(anna, OpenCard(EVENTS, 2)))


async def test_a_reason_that_the_web_panel_has_overtaken_is_not_told() -> None:
    anna = await moderator([waiting(APPLICATIONS, 1)])
    await press(anna, rejecting(APPLICATIONS, 1, reason="unfit", at=place()))
    await press(anna, Decide(APPLICATIONS, "reapprove", 1, place()))
    anna.tabys.change(APPLICATIONS, 1, status="rejected")
    assert reason_on(await press(anna, OpenCard(APPLICATIONS, 1))) == []


async def test_a_lost_store_costs_the_reason_and_not_the_card() -> None:
    anna = await moderator(events(1))
    await press(anna, rejecting(EVENTS, 1, reason="duplicate", at=place()))
    tabys_of(anna).on_read = lambda: setattr(anna.bot.store, "down", True)
    screen = await press(anna, OpenCard(EVENTS, 1))
    assert screen.title == "📅 Запись 1"
    assert reason_on(screen) == []


async def test_the_history_tells_reasons_in_the_words_of_the_reader() -> None:
    anna = await moderator([waiting(APPLICATIONS, 1)])
    await press(anna, rejecting(APPLICATIONS, 1, reason="too_late", at=place()))
    told = words_of(await press(anna, ShowHistory(APPLICATIONS, 1)))
    assert f"Причина: {RU('reason.too_late')}" in told
    assert "too_late" not in told
    assert "Статус: на рассмотрении → отклонена" in told


@pytest.mark.parametrize("section", MODERATED)
async def test_the_history_tells_decisions_in_words(section: Section) -> None:
    anna = await moderator([waiting(section, 1)])
    await press(anna, Decide(section, "approve", 1, place()))
    told = words_of(await press(anna, ShowHistory(section, 1)))
    assert not {"pending", "approved"} & set(told.replace(":", " ").split())


async def test_a_card_asks_for_the_reason_and_leads_back_to_it() -> None:
    anna = await moderator(events(1, 2))
    screen = await anna.press(OpenCard(EVENTS, 1, 8))
    ask = AskReason(EVENTS, "reject", 1, 8, Line.CARD)
    assert ask in asks(screen)
    asked = await press(anna, ask)
    assert OpenCard(EVENTS, 1, 8) in asks(asked)
    rejected = await press(anna, Decide(EVENTS, "reject", 1, 8, Line.CARD, Reason("rules")))
    assert is_done(rejected)
    assert rejected.title == "❌ Отклонено: Запись 1"
    assert DoAct(EVENTS, "reapprove", 1, 8) in asks(rejected)
    assert shown(rejected) is None
    approved = await press(anna, DoAct(EVENTS, "reapprove", 1, 8))
    assert DoAct(EVENTS, "unapprove", 1, 8) in asks(approved)
    assert is_done(await press(anna, DoAct(EVENTS, "unapprove", 1, 8)))


async def test_a_card_says_who_was_faster() -> None:
    anna = await moderator(events(1, 2))
    bolat = await joined(anna, BOLAT)
    await press(bolat, Decide(EVENTS, "approve", 1, 0, Line.CARD))
    name = (await bolat.session()).admin_name
    for intent in (
        Decide(EVENTS, "approve", 1, 0, Line.CARD),
        Decide(EVENTS, "reject", 1, 0, Line.CARD, Reason("rules")),
        AskReason(EVENTS, "reject", 1, 0, Line.CARD),
        DoAct(EVENTS, "approve", 1),
        DoAct(EVENTS, "reject", 1),
    ):
        screen = await press(anna, intent)
        assert screen.title == "Уже решено: Запись 1"
        assert f"Одобрено. Кто решил: {name}" in words_of(screen)
        assert OpenCard(EVENTS, 1, fresh=True) in asks(screen)
    assert len(anna.written()) == 1


async def test_a_card_whose_record_is_in_another_state_says_so() -> None:
    anna = await moderator(events(1))
    assert (await press(anna, AskReason(EVENTS, "unapprove", 1, 0, Line.CARD))).title == RU("not_now.title")
    anna.tabys.remove(EVENTS, 1)
    assert RU("failure.RecordGone") in words_of(await press(anna, AskReason(EVENTS, "reject", 1, 0, Line.CARD)))


async def test_a_purchase_that_was_approved_can_be_cancelled_and_handed_out_from_its_card() -> None:
    kind = Section.PURCHASES
    anna = await moderator([waiting(kind, 1, status="approved"), waiting(kind, 2, status="approved")])
    screen = await anna.press(OpenCard(kind, 1))
    assert {AskReason(kind, "reject", 1, 0, Line.CARD), StartAct(kind, "complete", 1)} <= asks(screen).keys()
    assert is_done(await press(anna, DoAct(kind, "complete", 1)))
    assert is_not_done(await press(anna, DoAct(kind, "reject", 2)))
    assert is_done(await press(anna, Decide(kind, "reject", 2, 0, Line.CARD, Reason("no_stock"))))
    assert sent(anna)[-1] == both("no_stock")


async def test_an_old_message_that_is_corrected_is_no_reason() -> None:
    anna = await moderator([waiting(Section.PURCHASES, 1)])
    await press(anna, TypeReason(Section.PURCHASES, "reject", 1, place()))
    screen = await anna.say(Typed("Концерты", is_edited=True))
    assert screen.title == RU("remark.edited")
    assert anna.written() == []
    await anna.say(Typed("Нет в наличии"))
    assert anna.written() == [(Section.PURCHASES, "reject", 1)]
