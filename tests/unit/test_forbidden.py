"""A role sees nothing that it may not see, whichever way it asks, and neither does Tabys hear of such a question."""

from collections.abc import Iterator

import pytest

from tabys_bot.application.failures import Forbidden, NotPrivileged
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    AskEndOwnSession,
    AskFind,
    AskPage,
    AskRejection,
    AskSearch,
    EndOwnSession,
    Find,
    FindText,
    FollowLink,
    FollowLookup,
    Intent,
    ListOwnSessions,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    OpenPanel,
    OpenRecent,
    Origin,
    SearchIn,
    SetFilter,
    SignOut,
    TelegramId,
    Typed,
)
from tabys_bot.application.screens.screen import Press, Screen, Share
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Privilege, Role, privileges_of, readable_modules
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tests.unit.asking import INTENTS, PANEL, WAITING, about
from tests.unit.scene import (
    ANNA,
    BOLAT,
    CHECK_INTERVAL,
    LISTED,
    RU,
    Scene,
    buttons,
    inside_of,
    is_open,
    refusal,
    scene,
    words_of,
)

ADMINS = [role for role in Role if role is not Role.CLIENT]
roles = pytest.mark.parametrize("role", ADMINS)
sections = pytest.mark.parametrize("section", LISTED)
PATIENT = Limits(messages=10**6, buttons=10**6, inline=10**6)
# each asks Tabys for records of the section that is its second word
RECORDS = {"list", "get", "gallery", "counts", "options"}
PANEL_CALLS = {"sessions", "revoke", "registrations", "decide", "numbers"}


def closed(role: Role) -> list[Section]:
    return [section for section in Section if not is_open(role, section)]


def everything_in(screen: Screen | None) -> str:
    """All words of a screen, also those on its buttons."""
    return "\n".join((words_of(screen), *(button.label for button in buttons(screen))))


def asked_about(bot: Scene) -> set[str]:
    """The sections of which Tabys was asked."""
    return {call.split()[1] for call in bot.tabys.calls if call.split()[0] in RECORDS}


def lead_to(screen: Screen | None) -> Iterator[Intent]:
    for button in buttons(screen):
        if isinstance(button, Press | Share):
            yield button.intent


async def demoted(bot: Scene, role: Role) -> None:
    """The administrator Anna turns out to have another role at her next press."""
    bot.tabys.role_of[list(Role).index(Role.ADMINISTRATOR) + 1] = role
    bot.clock.advance(CHECK_INTERVAL)
    bot.tabys.calls.clear()


@roles
@sections
async def test_a_list_and_its_cards_are_shown_exactly_to_those_who_may_see_them(role: Role, section: Section) -> None:
    bot = scene()
    await bot.sign_in(role)
    parent = inside_of(section)
    card = OpenCard(section, 3, parent=parent)
    shown = [
        "Запись 3" in everything_in(await bot.conversation.press(ANNA, intent))
        for intent in (OpenList(section, parent=parent), card, FollowLink(card))
    ]
    assert shown == [is_open(role, section) and section is not Section.CERTIFICATES] * 3


@roles
async def test_whatever_is_asked_about_a_closed_section_nothing_is_shown_and_tabys_not_asked(role: Role) -> None:
    bot = scene(limits=PATIENT)
    await bot.sign_in(role)
    for section in closed(role):
        for intent in about(section):
            assert "Запись" not in everything_in(await bot.conversation.press(ANNA, intent)), intent
    assert bot.tabys.calls == []


@roles
async def test_whatever_is_asked_tabys_hears_only_of_what_the_role_may_see(role: Role) -> None:
    bot = scene(limits=PATIENT)
    await bot.sign_in(role)
    for intent in INTENTS[:-1]:
        await bot.conversation.press(ANNA, intent)
    assert asked_about(bot) - {Section.PROFILE} == {section for section in LISTED if is_open(role, section)}


def is_a_real_button(intent: Intent) -> bool:
    """Whether a card has such a button: all but those for lookups that a section does not have."""
    return not isinstance(intent, FollowLookup) or intent.which < len(CATALOGUE[intent.section].lookups)


@pytest.mark.parametrize("role", [role for role in ADMINS if closed(role)])
async def test_who_may_not_see_a_section_is_told_so_whatever_he_asks(role: Role) -> None:
    bot = scene(limits=PATIENT)
    await bot.sign_in(role)
    for section in closed(role):
        told = in_words(refusal(role, section), RU)
        for intent in filter(is_a_real_button, about(section)):
            assert told in words_of(await bot.conversation.press(ANNA, intent)), intent


@pytest.mark.parametrize("role", [role for role in ADMINS if len(readable_modules(role)) < len(Module) - 1])
async def test_who_may_not_see_a_module_is_told_so(role: Role) -> None:
    bot = scene()
    await bot.sign_in(role)
    for module in set(Module) - {*readable_modules(role), Module.PROFILE}:
        told = in_words(Forbidden(Permission.READ, module), RU)
        assert told in words_of(await bot.conversation.press(ANNA, OpenModule(module))), module


@roles
async def test_no_button_leads_to_what_the_role_may_not_see(role: Role) -> None:
    bot = scene(limits=PATIENT)
    await bot.sign_in(role)
    open_sections = [section for section in Section if is_open(role, section)]
    asked = [intent for section in open_sections for intent in about(section)]
    for intent in (OpenMenu(), *map(OpenModule, readable_modules(role)), *asked, FindText("Запись"), OpenRecent()):
        leads = list(lead_to(await bot.conversation.press(ANNA, intent)))
        assert {to.section for to in leads if hasattr(to, "section")} <= set(open_sections), intent
        assert {to.module for to in leads if isinstance(to, OpenModule)} <= set(readable_modules(role)), intent
        assert (OpenPanel() in leads) <= bool(privileges_of(role)), intent


@roles
async def test_words_are_looked_for_only_where_the_role_may_look(role: Role) -> None:
    bot = scene()
    await bot.sign_in(role)
    found = await bot.conversation.say(ANNA, FindText("Запись 20"))
    suggestions = await bot.conversation.suggest(ANNA, "Запись 20")
    searched = {
        section
        for section, spec in CATALOGUE.items()
        if is_open(role, section) and spec.alone and section is not Section.CERTIFICATES
    }
    assert suggestions is not None
    assert {item.intent.section for item in suggestions.items} == searched
    assert {to.section for to in lead_to(found) if isinstance(to, SearchIn)} == searched
    # with more than five sections there are no records yet
    cards = [to for to in lead_to(found) if isinstance(to, OpenCard)]
    assert {to.section for to in cards} == (searched if len(searched) <= 5 else set())
    assert {to.origin for to in cards} <= {Origin.FIND}
    assert asked_about(bot) == searched


async def test_strangers_are_offered_nothing_but_to_sign_in_after_the_bots_name() -> None:
    suggestions = await scene().conversation.suggest(ANNA, "Запись")
    assert suggestions is not None
    assert (suggestions.items, suggestions.invitation) == ((), RU("inline.sign_in"))


@pytest.mark.parametrize("question", [AskSearch(Section.NEWS), AskPage(Section.NEWS)])
async def test_an_answer_to_a_question_of_a_better_role_is_refused(question: Intent) -> None:
    bot = scene()
    await bot.sign_in()
    await bot.conversation.press(ANNA, question)
    await demoted(bot, Role.NPO)
    answered = await bot.conversation.say(ANNA, Typed("2"))
    assert in_words(Forbidden(Permission.READ, Module.NEWS), RU) in words_of(answered)
    assert asked_about(bot) == set()


async def test_what_a_better_role_has_looked_at_and_for_is_not_shown_to_a_lesser_one() -> None:
    bot = scene()
    await bot.sign_in()
    for intent in (OpenCard(Section.NEWS, 3), OpenCard(Section.EVENTS, 5), FindText("Запись 3")):
        await bot.conversation.press(ANNA, intent)
    await demoted(bot, Role.NPO)
    recent = await bot.conversation.press(ANNA, OpenRecent())
    assert [to for to in lead_to(recent) if isinstance(to, OpenCard)] == [
        OpenCard(Section.EVENTS, 5, origin=Origin.RECENT)
    ]
    found = await bot.conversation.press(ANNA, Find())
    assert {to.section for to in lead_to(found) if isinstance(to, OpenCard)} == {Section.EVENTS, Section.PROJECTS}
    assert asked_about(bot) == {"events", "projects"}


async def test_an_admin_finds_nothing_on_the_desk_of_who_was_signed_in_before_him() -> None:
    bot = scene()
    await bot.sign_in(Role.SUPER_ADMIN)
    for intent in (OpenCard(Section.NEWS, 3), SetFilter(Section.NEWS, "publication", "draft"), AskFind(), SignOut()):
        await bot.conversation.press(ANNA, intent)
    await bot.sign_in(Role.GOVERNMENT)
    assert RU("recent.none") in words_of(await bot.conversation.press(ANNA, OpenRecent()))
    assert RU("list.narrowed") not in words_of(await bot.conversation.press(ANNA, OpenList(Section.NEWS)))
    bot.tabys.calls.clear()
    typed = await bot.conversation.say(ANNA, Typed("слово"))
    assert typed is not None
    assert typed.title == "🔎 «слово»"
    assert "list news 0" in bot.tabys.calls  # nothing is left of the question


async def test_what_an_admin_looked_at_is_put_away_when_he_signs_out_and_how_he_likes_his_lists_is_kept() -> None:
    bot = scene()
    for _ in range(2):
        await bot.sign_in()
        assert RU("recent.none") in words_of(await bot.conversation.press(ANNA, OpenRecent()))
        for intent in (OpenCard(Section.NEWS, 3), SetFilter(Section.NEWS, "publication", "draft"), SignOut()):
            await bot.conversation.press(ANNA, intent)
    await bot.sign_in()
    assert RU("list.narrowed") in words_of(await bot.conversation.press(ANNA, OpenList(Section.NEWS)))


@roles
async def test_the_panel_does_for_a_role_what_its_privileges_say_and_nothing_else(role: Role) -> None:
    allowed = {
        Privilege.SESSIONS: {"sessions", "revoke"},
        Privilege.REGISTRATIONS: {"registrations", "decide"},
        Privilege.NUMBERS: {"numbers"},
    }
    bot = scene()
    await bot.sign_in(Role.NPO, BOLAT)
    await bot.sign_in(role)
    screens = [await bot.conversation.press(ANNA, intent) for intent in PANEL]
    called = {call.split()[0] for call in bot.tabys.calls}
    assert called & PANEL_CALLS == {call for privilege in privileges_of(role) for call in allowed[privilege]}
    if not privileges_of(role):
        told = in_words(NotPrivileged(Privilege.SESSIONS), RU)
        assert [screen for screen in screens if told not in words_of(screen)] == []
        assert bot.tabys.calls == []
    has_ended = Privilege.SESSIONS in privileges_of(role)
    bolat = await bot.conversation.press(BOLAT, OpenList(Section.EVENTS))
    assert (bolat == account.welcome(Absence.REVOKED, RU)) == has_ended


async def test_a_reason_that_a_better_role_was_asked_for_decides_nothing_for_a_lesser_one() -> None:
    bot = scene()
    await bot.sign_in(Role.SUPER_ADMIN)
    await bot.conversation.press(ANNA, AskRejection(WAITING))
    bot.tabys.role_of[7] = Role.ADMINISTRATOR
    bot.clock.advance(CHECK_INTERVAL)
    answered = await bot.conversation.say(ANNA, Typed("нет документов"))
    assert in_words(NotPrivileged(Privilege.REGISTRATIONS), RU) in words_of(answered)
    assert bot.tabys.decisions == {}


async def test_nobody_ends_the_session_of_another_admin_as_one_of_his_own() -> None:
    bot = scene()
    await bot.sign_in(Role.GOVERNMENT)
    await bot.sign_in(Role.SUPER_ADMIN, BOLAT)
    for intent in (AskEndOwnSession(TelegramId(BOLAT.id)), EndOwnSession(TelegramId(BOLAT.id))):
        answered = await bot.conversation.press(ANNA, intent)
        assert answered is not None
        assert answered.notice == RU("panel.not_there")
        assert "Иван Щёголев" not in everything_in(answered)
    assert (await bot.visit(BOLAT)).session is not None
    own = await bot.conversation.press(ANNA, ListOwnSessions())
    assert [to for to in lead_to(own) if isinstance(to, AskEndOwnSession | EndOwnSession)] == []
    assert bot.tabys.calls == []
