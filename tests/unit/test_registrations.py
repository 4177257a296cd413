"""Letting new admins in, or not."""

from dataclasses import replace

import pytest

from tabys_bot.application.failures import TooSlow, Unreachable
from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskApproval,
    AskRejection,
    Intent,
    ListRegistrations,
    OpenMenu,
    OpenPanel,
    RejectRegistration,
    ShowRegistration,
)
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.administration import LONGEST_REASON
from tabys_bot.domain.access import Role
from tabys_bot.domain.desk import PROMPT_LASTS, Asked, Prompt
from tabys_bot.domain.languages import Language
from tests.unit.desk_scene import Admin, admin, asks, paragraphs
from tests.unit.scene import ANNA, BOLAT, CHECK_INTERVAL, REFERENCE, RU, TEXTS, words_of

NAME = "Гүлмира Сатыбалды"
DECISIONS = (AskApproval(21), ApproveRegistration(21), AskRejection(21), RejectRegistration(21), ShowRegistration(21))


async def head() -> Admin:
    return await admin(Role.SUPER_ADMIN)


async def asked_for_a_reason() -> Admin:
    anna = await head()
    await anna.press(AskRejection(21))
    anna.asked()
    return anna


async def test_all_who_wait_are_shown_with_the_role_that_they_ask_for() -> None:
    anna = await head()
    screen = await anna.press(ListRegistrations())
    assert paragraphs(screen) == [RU("registrations.how_many", count=6)]
    assert asks(screen) == {
        ShowRegistration(21): f"{NAME} · {RU('choice.role.npo')}",
        ShowRegistration(22): f"Олег Бондаренко · {RU('choice.role.msb')}",
        ShowRegistration(23): f"Арман Досжанов · {RU('choice.role.administrator')}",
        ShowRegistration(24): f"Жанар Ибраева · {RU('choice.role.volunteer_admin')}",
        ShowRegistration(25): f"Екатерина Шульц · {RU('role.unknown')}",
        ShowRegistration(26): f"Ұлан Рахметұлы · {RU('choice.role.government')}",
        ListRegistrations(): RU("button.refresh"),
        OpenPanel(): RU("button.back"),
        OpenMenu(): RU("button.menu"),
    }
    assert anna.asked() == ["registrations"]


async def test_one_who_waits_is_shown_with_what_the_decision_needs() -> None:
    anna = await head()
    screen = await anna.press(ShowRegistration(21))
    (moment,) = [block.at for block in screen.body if isinstance(block, Fact) and block.at]
    assert screen == Screen(
        NAME,
        (
            Fact(RU("registrations.role"), RU("choice.role.npo")),
            Fact(RU("registrations.login"), "g.satybaldy"),
            Fact(RU("field.email"), "g.satybaldy@example.kz", href="mailto:g.satybaldy@example.kz"),
            Fact(RU("registrations.since"), RU.moment(moment), at=moment),
        ),
        (
            (
                Press(RU("button.approve"), AskApproval(21), Style.SUCCESS),
                Press(RU("button.reject"), AskRejection(21), Style.DANGER),
            ),
            (Press(RU("button.back"), ListRegistrations()), Press(RU("button.menu"), OpenMenu())),
        ),
    )


async def test_who_told_no_address_is_shown_without_one() -> None:
    anna = await head()
    assert RU("field.email") not in words_of(await anna.press(ShowRegistration(23)))


async def test_before_somebody_is_let_in_it_is_asked_once_more() -> None:
    anna = await head()
    screen = await anna.press(AskApproval(21))
    assert screen.title == RU("registrations.ask", name=NAME)
    assert paragraphs(screen) == [RU("registrations.ask_hint")]
    assert asks(screen) == {
        ApproveRegistration(21): RU("button.approve"),
        ShowRegistration(21): RU("button.back"),
        OpenMenu(): RU("button.menu"),
    }
    assert (anna.asked(), anna.tabys.decisions) == (["registrations"], {})


@pytest.mark.parametrize("language", Language)
async def test_who_is_approved_waits_no_more(language: Language) -> None:
    anna, texts = await head(), TEXTS[language]
    await anna.bot.store.set_language(ANNA.id, language)
    screen = await anna.press(ApproveRegistration(21))
    done = texts("registrations.approved", name=NAME)
    assert screen.notice == done
    assert paragraphs(screen) == [done, texts("registrations.how_many", count=5)]
    assert ShowRegistration(21) not in asks(screen)
    assert anna.asked() == ["registrations", "decide 21 approved", "registrations"]
    assert anna.tabys.decisions == {21: (True, "")}


async def test_who_is_rejected_may_be_told_why() -> None:
    anna = await head()
    screen = await anna.press(AskRejection(21))
    assert screen == Screen(
        RU("registrations.ask_reject", name=NAME),
        (Paragraph(RU("registrations.reason")),),
        (
            (Press(RU("button.back"), ShowRegistration(21)), Press(RU("button.menu"), OpenMenu())),
            (Press(RU("button.without_reason"), RejectRegistration(21), Style.DANGER),),
        ),
    )
    assert (await anna.desk()).prompt == Prompt(Asked.REASON, anna.bot.clock.now(), number=21)
    done = await anna.type("Нет доверенности\nот организации")
    assert done.notice == RU("registrations.rejected", name=NAME)
    assert anna.tabys.decisions == {21: (False, "Нет доверенности от организации")}
    assert (await anna.desk()).prompt is None


async def test_who_is_rejected_without_a_reason_is_not_told_one() -> None:
    anna = await asked_for_a_reason()
    screen = await anna.press(RejectRegistration(21))
    assert screen.notice == RU("registrations.rejected", name=NAME)
    assert anna.asked() == ["registrations", "decide 21 rejected", "registrations"]
    assert anna.tabys.decisions == {21: (False, "")}
    await anna.type("и ещё")
    assert anna.tabys.decisions == {21: (False, "")}


@pytest.mark.parametrize("reason", ["ПОВТОР24", "ДУБЛИКАТ"])
async def test_eight_capitals_are_a_reason_when_one_was_asked_for(reason: str) -> None:
    anna = await asked_for_a_reason()
    await anna.type(reason)
    assert anna.tabys.decisions == {21: (False, reason)}


@pytest.mark.parametrize("reason", ["Код неверный", "Код НЕВЕРНЫЙ", "Кодировка сбита"])
async def test_a_reason_that_begins_like_an_announced_code_is_told_whole(reason: str) -> None:
    anna = await asked_for_a_reason()
    await anna.type(reason)
    assert anna.tabys.decisions == {21: (False, reason)}


@pytest.mark.parametrize("code", ["A7B9C3D5", "ABCDEFGH", "/login A7B9C3D5x", "/start login_A7B9C3D5"])
async def test_what_may_be_a_code_is_no_reason_and_the_next_words_reject_nobody(code: str) -> None:
    anna = await asked_for_a_reason()
    await anna.type(code)
    assert (anna.asked(), (await anna.desk()).prompt) == ([], None)
    await anna.type("Повтор")
    assert anna.tabys.decisions == {}


async def test_who_signs_in_again_is_not_asked_for_a_reason_any_more() -> None:
    anna = await asked_for_a_reason()
    await anna.bot.store.end(ANNA.id)
    await anna.bot.sign_in(Role.SUPER_ADMIN)
    await anna.type("Повтор")
    assert anna.tabys.decisions == {}


@pytest.mark.parametrize("length", [1, 257, LONGEST_REASON, LONGEST_REASON + 1])
async def test_a_long_reason_is_told_as_far_as_tabys_takes_it(length: int) -> None:
    anna = await asked_for_a_reason()
    await anna.type("ж" * length)
    assert anna.tabys.decisions == {21: (False, "ж" * min(length, LONGEST_REASON))}


async def test_a_reason_that_comes_too_late_rejects_nobody() -> None:
    anna = await asked_for_a_reason()
    anna.bot.clock.advance(PROMPT_LASTS)
    await anna.type("Нет доверенности")
    assert anna.tabys.decisions == {}


@pytest.mark.parametrize("elsewhere", [OpenMenu(), ShowRegistration(21), ListRegistrations()])
async def test_who_turns_back_rejects_nobody_with_his_next_words(elsewhere: Intent) -> None:
    anna = await asked_for_a_reason()
    await anna.press(elsewhere)
    await anna.type("Нет доверенности")
    assert anna.tabys.decisions == {}


async def test_a_reason_is_given_for_the_one_who_was_asked_about_last() -> None:
    anna = await asked_for_a_reason()
    await anna.press(AskRejection(22))
    await anna.type("Нет доверенности")
    assert anna.tabys.decisions == {22: (False, "Нет доверенности")}


@pytest.mark.parametrize("intent", DECISIONS)
async def test_on_whom_somebody_else_has_decided_nobody_decides_again(intent: Intent) -> None:
    anna = await head()
    bolat = await anna.joined_by(BOLAT, Role.SUPER_ADMIN)
    await bolat.press(RejectRegistration(21))
    anna.asked()
    screen = await anna.press(intent)
    assert screen.notice == RU("registrations.decided")
    assert paragraphs(screen) == [RU("registrations.decided"), RU("registrations.how_many", count=5)]
    assert anna.asked() == ["registrations", "registrations"]
    assert anna.tabys.decisions == {21: (False, "")}


async def test_a_reason_for_whom_somebody_else_has_let_in_meanwhile_changes_nothing() -> None:
    anna = await asked_for_a_reason()
    await (await anna.joined_by(BOLAT, Role.SUPER_ADMIN)).press(ApproveRegistration(21))
    screen = await anna.type("Нет доверенности")
    assert screen.notice == RU("registrations.decided")
    assert anna.tabys.decisions == {21: (True, "")}


@pytest.mark.parametrize("failure", [TooSlow(REFERENCE), Unreachable(REFERENCE)])
async def test_a_decision_that_tabys_did_not_take_can_be_tried_again(failure: TooSlow | Unreachable) -> None:
    anna = await head()
    anna.tabys.failing = failure
    screen = await anna.press(ApproveRegistration(21))
    assert paragraphs(screen) == [in_words(failure, RU)]
    assert asks(screen) == {ShowRegistration(21): RU("button.retry"), OpenMenu(): RU("button.menu")}
    assert anna.tabys.decisions == {}


async def test_who_lost_his_rights_since_he_was_asked_rejects_nobody() -> None:
    anna = await asked_for_a_reason()
    anna.tabys.role_of[7] = Role.ADMINISTRATOR
    anna.bot.clock.advance(CHECK_INTERVAL)
    assert paragraphs(await anna.type("Нет доверенности")) == [RU("failure.NotPrivileged")]
    assert (anna.asked(), anna.tabys.decisions) == (["restore"], {})


async def test_a_token_that_tabys_rejects_is_renewed_on_the_way_to_a_decision() -> None:
    anna = await head()
    anna.tabys.expire_tokens()
    await anna.press(ApproveRegistration(21))
    assert anna.tabys.decisions == {21: (True, "")}


async def test_a_typed_reason_leads_back_to_the_page_that_one_came_from() -> None:
    anna = await head()
    waiting = anna.tabys._waiting
    waiting |= {number: replace(waiting[21], admin_id=number) for number in range(31, 41)}
    await anna.press(AskRejection(21, back=8))
    assert ShowRegistration(21, back=8) in asks(await anna.type("\u200b"))
    assert ListRegistrations(8) in asks(await anna.type("Нет доверенности"))


async def test_when_everybody_is_decided_on_nobody_waits() -> None:
    anna = await head()
    for number in range(21, 27):
        await anna.press(ApproveRegistration(number))
    assert paragraphs(await anna.press(ListRegistrations(8))) == [RU("registrations.none")]
