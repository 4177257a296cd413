"""Who is signed in with the bot, and ending that."""

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, TooSlow, Unreachable
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    AskRevocation,
    Intent,
    ListSignedIn,
    OpenMenu,
    RevokeSignedIn,
    ShowSignedIn,
    TelegramId,
)
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import Visitor
from tests.unit.desk_scene import Admin, admin, asks, paragraphs
from tests.unit.scene import ANNA, BOLAT, CHECK_INTERVAL, REFERENCE, RU

SAULE = Visitor(id=9, first_name="Сауле", username="saule")


def bolat_is() -> TelegramId:
    return TelegramId(BOLAT.id)


async def three() -> tuple[Admin, Admin, Admin]:
    """A super-admin, a business admin whom Telegram knows by his name, and a non-profit one with a username."""
    anna = await admin(Role.SUPER_ADMIN)
    anna.bot.clock.advance(CHECK_INTERVAL / 5)
    bolat = await anna.joined_by(BOLAT, Role.MSB)
    anna.bot.clock.advance(CHECK_INTERVAL / 5)
    saule = await anna.joined_by(SAULE, Role.NPO)
    anna.bot.clock.advance(CHECK_INTERVAL / 5)
    return anna, bolat, saule


def people(screen_asks: dict[Intent, str]) -> dict[int, str]:
    return {intent.who: label for intent, label in screen_asks.items() if isinstance(intent, ShowSignedIn)}


async def test_everybody_who_is_signed_in_is_shown_the_most_lately_active_first() -> None:
    anna, _, _ = await three()
    screen = await anna.press(ListSignedIn())
    assert paragraphs(screen) == [RU("panel.how_many", count=3)]
    assert list(people(asks(screen)).items()) == [
        (7, "👤 Айгүл Жұмабаева · Анна"),
        (9, "Марина Ким · @saule"),
        (8, "Тимур Жаксыбеков · Болат"),
    ]
    assert anna.asked() == ["sessions"]


async def test_whom_telegram_does_not_name_is_told_apart_by_his_role() -> None:
    anna = await admin(Role.SUPER_ADMIN)
    await anna.joined_by(Visitor(10), Role.NPO)
    assert people(asks(await anna.press(ListSignedIn())))[10] == f"Марина Ким · {RU('choice.role.npo')}"


async def test_one_of_them_is_shown_with_what_is_known_of_him() -> None:
    anna, _, saule = await three()
    session = (await anna.bot.visit(saule.visitor)).session
    assert session is not None
    screen = await anna.press(ShowSignedIn(TelegramId(9)))
    since, active = RU.moment(session.created_at), RU.moment(session.last_activity)
    assert since != active
    assert (screen.title, screen.body) == (
        "Марина Ким",
        (
            Fact(RU("status.role"), RU("choice.role.npo")),
            Fact("Telegram", "@saule"),
            Fact(RU("status.telegram_id"), "9"),
            Fact(RU("status.since"), since, at=session.created_at),
            Fact(RU("status.last_activity"), active, at=session.last_activity),
            Paragraph(RU("panel.revoke_hint")),
        ),
    )
    assert asks(screen) == {
        AskRevocation(TelegramId(9)): RU("button.revoke"),
        ListSignedIn(): RU("button.back"),
        OpenMenu(): RU("button.menu"),
    }


async def test_nobody_is_offered_to_end_his_own_session_here() -> None:
    anna, _, _ = await three()
    screen = await anna.press(ShowSignedIn(TelegramId(ANNA.id)))
    assert list(asks(screen)) == [ListSignedIn(), OpenMenu()]
    assert paragraphs(screen) == [RU("panel.this_is_you")]


async def test_who_is_only_known_to_tabys_is_shown_too() -> None:
    anna, bolat, _ = await three()
    await anna.bot.store.end(bolat.visitor.id)
    assert sorted(people(asks(await anna.press(ListSignedIn())))) == [7, 8, 9]


async def test_who_is_only_known_here_is_shown_too() -> None:
    anna, bolat, _ = await three()
    anna.tabys.revoke_session(bolat.visitor.id)
    assert sorted(people(asks(await anna.press(ListSignedIn())))) == [7, 8, 9]


async def test_what_is_known_better_here_is_what_is_shown() -> None:
    anna, bolat, _ = await three()
    anna.tabys.role_of[3] = None  # changed a moment ago; Tabys tells it at the next check
    shown = await anna.press(ShowSignedIn(bolat_is()))
    assert (shown.title, shown.body[0]) == ("Тимур Жаксыбеков", Fact(RU("status.role"), RU("choice.role.msb")))
    await anna.bot.store.end(bolat.visitor.id)
    shown = await anna.press(ShowSignedIn(bolat_is()))
    assert (shown.title, shown.body[0]) == ("Клиент Сынақов", Fact(RU("status.role"), RU("role.unknown")))


async def test_a_list_of_tabys_that_broke_over_one_row_is_made_up_for_by_what_is_known_here() -> None:
    anna, bolat, _ = await three()
    anna.tabys.sessions_fail = Broken(REFERENCE, crashed=True)
    assert sorted(people(asks(await anna.press(ListSignedIn())))) == [7, 8, 9]
    assert (await anna.press(ShowSignedIn(bolat_is()))).title == "Тимур Жаксыбеков"
    await anna.press(RevokeSignedIn(bolat_is()))
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)


@pytest.mark.parametrize("failure", [TooSlow(REFERENCE), Unreachable(REFERENCE)])
async def test_other_failures_are_told_and_can_be_tried_again(failure: GatewayFailure) -> None:
    anna, _, _ = await three()
    anna.tabys.sessions_fail = failure
    screen = await anna.press(ListSignedIn())
    assert paragraphs(screen) == [in_words(failure, RU)]
    assert asks(screen) == {ListSignedIn(): RU("button.retry"), OpenMenu(): RU("button.menu")}


async def test_many_who_are_signed_in_are_shown_a_page_at_a_time() -> None:
    anna = await admin(Role.SUPER_ADMIN)
    for number in range(100, 119):
        await anna.bot.sign_in(Role.MSB, Visitor(number))
    pages = [await anna.press(ListSignedIn(offset)) for offset in (0, 8, 16, 80)]
    shown = [list(people(asks(page))) for page in pages]
    assert [len(page) for page in shown] == [8, 8, 4, 4]
    assert sorted({one for page in shown for one in page}) == [ANNA.id, *range(100, 119)]
    turning = [
        [(intent.offset, label) for intent, label in asks(page).items() if isinstance(intent, ListSignedIn)]
        for page in pages
    ]
    previous, following, refresh = RU("button.previous"), RU("button.next"), RU("button.refresh")
    assert turning == [
        [(8, following), (0, refresh)],
        [(0, previous), (16, following), (8, refresh)],
        [(8, previous), (16, refresh)],
        [(8, previous), (16, refresh)],
    ]


async def test_before_somebody_is_revoked_it_is_asked_once_more() -> None:
    anna, bolat, _ = await three()
    assert await anna.press(AskRevocation(bolat_is(), back=8)) == Screen(
        RU("panel.ask_revoke", name="Тимур Жаксыбеков"),
        (Paragraph(RU("panel.revoke_hint")),),
        (
            (Press(RU("button.back"), ShowSignedIn(bolat_is(), 8)), Press(RU("button.menu"), OpenMenu())),
            (Press(RU("button.revoke"), RevokeSignedIn(bolat_is(), 8), Style.DANGER),),
        ),
    )
    assert anna.asked() == ["sessions"]
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


async def test_a_double_press_revokes_only_one() -> None:
    anna, bolat, saule = await three()
    await anna.press(RevokeSignedIn(bolat_is()))
    anna.asked()
    screen = await anna.press(RevokeSignedIn(bolat_is()))
    assert anna.asked() == ["sessions"]
    assert (screen.notice, sorted(people(asks(screen)))) == (RU("panel.not_there"), [7, 9])
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)
    assert (await saule.press(OpenMenu())).title == RU("menu.title")


async def test_who_was_revoked_is_out_at_his_next_press_and_told_why() -> None:
    anna, bolat, _ = await three()
    screen = await anna.press(RevokeSignedIn(bolat_is()))
    assert anna.asked() == ["sessions", "revoke 8", "sessions"]
    done = RU("panel.revoked", name="Тимур Жаксыбеков")
    assert (screen.notice, sorted(people(asks(screen)))) == (done, [7, 9])
    assert paragraphs(screen) == [done, RU("panel.how_many", count=2)]
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)
    assert anna.asked() == []  # Tabys knows already


async def test_a_renewal_that_arrives_late_does_not_undo_a_revocation() -> None:
    anna, bolat, _ = await three()
    anna.bot.clock.advance(CHECK_INTERVAL)
    await anna.press(OpenMenu())  # whose own check is done

    async def revoke() -> None:
        await anna.press(RevokeSignedIn(bolat_is()))

    anna.tabys.meanwhile = revoke
    assert (await bolat.press(OpenMenu())).title == RU("welcome.title")
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)


async def test_who_was_revoked_can_sign_in_anew() -> None:
    anna, bolat, _ = await three()
    await anna.press(RevokeSignedIn(bolat_is()))
    await anna.bot.sign_in(Role.MSB, BOLAT)
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


@pytest.mark.parametrize(
    ("failure", "again"),
    [
        (Unreachable(REFERENCE), RevokeSignedIn(bolat_is())),  # nobody knows whether he still is signed in
        (Broken(REFERENCE), ShowSignedIn(bolat_is())),  # he is, and was not revoked
    ],
)
async def test_while_tabys_does_not_revoke_nobody_is_out(failure: GatewayFailure, again: Intent) -> None:
    anna, bolat, _ = await three()
    anna.tabys.failing = failure
    screen = await anna.press(RevokeSignedIn(bolat_is()))
    assert paragraphs(screen) == [in_words(failure, RU)]
    assert asks(screen)[again] == RU("button.retry")
    anna.tabys.failing = None
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


@pytest.mark.parametrize("intent", [ShowSignedIn, AskRevocation, RevokeSignedIn])
async def test_who_is_gone_already_is_said_to_be_gone(
    intent: type[ShowSignedIn | AskRevocation | RevokeSignedIn],
) -> None:
    anna, _, _ = await three()
    screen = await anna.press(intent(TelegramId(12345)))
    assert anna.asked() == ["sessions"]
    assert paragraphs(screen) == [RU("panel.not_there"), RU("panel.how_many", count=3)]
    assert (screen.notice, sorted(people(asks(screen)))) == (RU("panel.not_there"), [7, 8, 9])


async def test_a_token_that_tabys_rejects_is_renewed_on_the_way_to_a_revocation() -> None:
    anna, bolat, _ = await three()
    anna.tabys.expire_tokens()
    assert (await anna.press(RevokeSignedIn(bolat_is()))).notice == RU("panel.revoked", name="Тимур Жаксыбеков")
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)
