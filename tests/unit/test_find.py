"""Looking for words in all sections at once."""

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, NotServed, TooSlow, Unreachable
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    AskFind,
    Find,
    FindText,
    Intent,
    OpenCard,
    OpenMenu,
    Origin,
    SearchIn,
    SetFilter,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Paragraph, Press, Screen
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import searched_sections
from tabys_bot.domain.desk import FINDS_KEPT, digest_of
from tabys_bot.domain.records import Entity, Page, View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import FOUND, PARK, admin, asks, desk_scene, paragraphs
from tests.unit.scene import BOLAT, REFERENCE, RU


def lists(role: Role) -> list[str]:
    return [f"list {section} 0" for section in searched_sections(role)]


def places(screen: Screen) -> list[Intent]:
    """Where the results lead, without what stands under all of them."""
    return [intent for intent in asks(screen) if isinstance(intent, OpenCard | SearchIn)]


async def test_everything_that_has_the_words_is_found_section_by_section() -> None:
    anna = await admin(records=PARK)
    screen = await anna.type("/find парк")
    assert (screen.title, paragraphs(screen), asks(screen)) == (
        RU("list.searching", text="парк"),
        [RU("find.found")],
        FOUND,
    )
    assert sorted(anna.asked()) == sorted(lists(Role.ADMINISTRATOR))


async def test_find_without_words_asks_for_them() -> None:
    anna = await admin(records=PARK)
    assert await anna.type("/find") == Screen(
        RU("button.find"), (Paragraph(RU("ask.find")),), ((Press(RU("button.cancel"), OpenMenu()),),)
    )
    assert asks(await anna.type("парк")) == FOUND
    assert (await anna.desk()).prompt is None


async def test_words_that_answer_nothing_are_found_at_once() -> None:
    anna = await admin(records=PARK)
    screen = await anna.type(" парк ")
    assert (screen.title, asks(screen)) == (RU("list.searching", text="парк"), FOUND)
    assert sorted(anna.asked()) == sorted(lists(Role.ADMINISTRATOR))
    assert await anna.press(Find()) == screen


async def test_words_that_nobody_could_see_are_not_looked_for() -> None:
    anna = await admin(records=PARK)
    screen = await anna.type("\u200b")
    assert (screen.title, paragraphs(screen)) == (RU("menu.title"), [RU("menu.unclear")])
    assert anna.asked() == []


@pytest.mark.parametrize("typed", ["п", " п ", "/find п", "п\u200b", "№", "٣", "७"])
async def test_one_letter_is_asked_for_again_and_the_next_words_are_found(typed: str) -> None:
    anna = await admin(records=PARK)
    screen = await anna.type(typed)
    assert screen == Screen(
        RU("button.find"),
        (Paragraph(RU("ask.longer")), Paragraph(RU("ask.find"))),
        ((Press(RU("button.cancel"), OpenMenu()),),),
    )
    assert (anna.asked(), (await anna.desk()).find) == ([], "")
    assert asks(await anna.type("парк")) == FOUND


@pytest.mark.parametrize("typed", ["7", "/find 7"])
async def test_a_single_digit_is_the_number_of_a_record(typed: str) -> None:
    anna = await admin(records=PARK)
    assert (await anna.type(typed)).title == "🔎 «7»"
    assert (await anna.desk()).find == "7"


async def test_one_letter_answers_the_question_no_better_than_it_asks_it() -> None:
    anna = await admin(records=PARK)
    await anna.press(AskFind())
    assert paragraphs(await anna.type("п")) == [RU("ask.longer"), RU("ask.find")]
    assert anna.asked() == []


async def test_two_letters_are_enough() -> None:
    anna = await admin(records=PARK)
    assert places(await anna.type("ка")) == [
        SearchIn(Section.NEWS, digest_of("ка")),
        OpenCard(Section.NEWS, 2, origin=Origin.FIND),
    ]


async def test_the_results_lead_to_other_words() -> None:
    anna = await admin(records=PARK)
    await anna.type("каток")
    assert await anna.press(AskFind()) == await (await admin()).type("/find")
    assert asks(await anna.type("парк")) == FOUND


async def test_an_older_message_leads_to_its_own_words() -> None:
    anna = await admin(records=PARK)
    older = await anna.type("парк")
    await anna.type("каток")
    screen = await anna.press(next(intent for intent in places(older) if isinstance(intent, SearchIn)))
    assert (await anna.desk()).view(Section.NEWS) == View(text="парк")
    assert RU("list.searching", text="парк") in paragraphs(screen)
    again = await anna.press(Find(digest_of("парк")))
    assert (again, asks(again)) == (older, FOUND)
    assert await anna.press(Find()) == older  # the cards that were found lead back to it
    assert (await anna.desk()).found_before == ("каток",)


async def test_words_of_too_long_ago_are_not_exchanged_for_others_without_a_word() -> None:
    anna = await admin(records=PARK)
    await anna.type("парк")
    for number in range(FINDS_KEPT + 1):
        await anna.type(f"каток {number}")
    last = f"каток {FINDS_KEPT}"
    forgotten = RU("find.forgotten", text=last)
    assert paragraphs(await anna.press(SearchIn(Section.NEWS, digest_of("парк"))))[0] == forgotten
    assert (await anna.desk()).view(Section.NEWS) == View(text=last)
    screen = await anna.press(Find(digest_of("парк")))
    assert (screen.title, paragraphs(screen)[0]) == (RU("list.searching", text=last), forgotten)


async def test_finding_again_asks_anew_when_nothing_is_left_of_the_words() -> None:
    anna = await admin(records=PARK)
    asked = await anna.press(Find())
    assert paragraphs(asked) == [RU("ask.find")]
    assert asked == await anna.press(AskFind())


async def test_all_that_is_in_one_section_is_a_tap_away_and_its_old_filters_do_not_hide_it() -> None:
    anna = await admin(records=PARK)
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    await anna.type("/find парк")
    anna.asked()
    screen = await anna.press(SearchIn(Section.NEWS))
    assert anna.asked() == ["list news 0"]
    assert (await anna.desk()).view(Section.NEWS) == View(text="парк")
    assert paragraphs(screen) == [
        RU("filters.set_aside", filters="Модерация: на проверке"),
        RU("list.searching", text="парк"),
        RU("list.range_of", first=1, last=8, total="13"),
    ]


async def test_a_section_that_does_not_tell_how_much_it_has_is_offered_without_a_number() -> None:
    anna = await admin(records=PARK)
    found = (Entity(Section.COURSES, 6, {"title": "Парковка"}),)
    anna.tabys.pages[Section.COURSES] = Page(found, 0, has_next=True)
    shown = asks(await anna.type("/find парк"))
    assert shown[SearchIn(Section.COURSES, digest_of("парк"))] == f"{section_title(Section.COURSES, RU)} ▸"
    assert shown[OpenCard(Section.COURSES, 6, origin=Origin.FIND)] == "Парковка"


async def test_nothing_found_says_so() -> None:
    anna = await admin(records=PARK)
    screen = await anna.press(FindText("жираф"))
    assert (paragraphs(screen), asks(screen)) == (
        [RU("find.nothing")],
        {AskFind(): RU("button.find"), OpenMenu(): RU("button.menu")},
    )


@pytest.mark.parametrize("failure", [Broken(REFERENCE), TooSlow(REFERENCE), Unreachable(REFERENCE), NotServed("A1")])
async def test_sections_that_could_not_be_read_are_named_and_the_rest_is_shown(failure: GatewayFailure) -> None:
    anna = await admin(records=PARK)
    anna.tabys.unread = {Section.PLACES: failure, Section.USERS: failure}
    screen = await anna.type("/find парк")
    unread = f"{section_title(Section.PLACES, RU)}, {section_title(Section.USERS, RU)}"
    assert screen.body == (Paragraph(RU("find.found")), Paragraph(unread, RU("find.unread")))
    expected = {
        intent: label for intent, label in FOUND.items() if getattr(intent, "section", None) is not Section.PLACES
    }
    assert asks(screen) == {**expected, Find(digest_of("парк")): RU("button.retry")}


async def test_when_no_section_could_be_read_nobody_says_that_there_is_nothing() -> None:
    anna = await admin(records=PARK)
    anna.tabys.failing = Unreachable(REFERENCE)
    screen = await anna.type("/find парк")
    assert RU("find.nothing") not in paragraphs(screen)
    assert asks(screen)[Find(digest_of("парк"))] == RU("button.retry")


async def test_a_search_that_did_not_look_at_everything_says_how_far_it_looked() -> None:
    anna = await admin(records=PARK)
    anna.tabys.pages[Section.COURSES] = Page((), 0, has_next=False, looked_at=1500)
    looked = f"{section_title(Section.COURSES, RU)}: {RU('list.looked_at', count=RU.number(1500))}"
    assert (await anna.type("/find парк")).body == (
        Paragraph(RU("find.found")),
        Paragraph(looked, RU("find.partly")),
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
async def test_only_sections_that_the_role_may_read_are_searched(role: Role) -> None:
    anna = await admin(role)
    screen = await anna.type("/find запись")
    assert sorted(anna.asked()) == sorted(lists(role))
    found = [intent.section for intent in asks(screen) if isinstance(intent, SearchIn)]
    assert found == list(searched_sections(role))


async def test_what_a_small_role_may_search_is_exactly_its_modules() -> None:
    assert [lists(role) for role in (Role.MSB, Role.NPO, Role.CLIENT)] == [
        ["list vacancies 0", "list places 0", "list tickets 0", "list promo 0"],
        ["list events 0", "list projects 0"],
        [],
    ]


async def test_a_session_that_tabys_rejects_in_mid_flow_is_restored_and_everything_is_found() -> None:
    anna = await admin(records=PARK)
    anna.tabys.expire_tokens()
    assert asks(await anna.type("/find парк")) == FOUND
    calls = anna.asked()
    assert calls.count("restore") == 1
    assert sorted(calls) == sorted([*lists(Role.ADMINISTRATOR) * 2, "restore"])


async def test_a_session_that_was_ended_elsewhere_finds_nothing_and_says_why() -> None:
    anna = await admin(records=PARK)
    anna.tabys.revoke_session(anna.visitor.id)
    anna.tabys.expire_tokens()
    assert await anna.type("/find парк") == account.welcome(Absence.REVOKED, RU)


@pytest.mark.parametrize("text", ["/find парк", "/find", "парк"])
async def test_a_stranger_finds_nothing(text: str) -> None:
    stranger = desk_scene(records=PARK).beside(BOLAT)
    assert (await stranger.type(text)).title == RU("welcome.title")
    assert stranger.asked() == ["restore"]
