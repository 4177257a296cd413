"""Drafts that wait: in the menu, in a list, grown old, thrown away; other admins, a lost store."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import Unreachable
from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.intents import (
    AskDiscard,
    AskQuestion,
    DiscardDraft,
    OpenDraft,
    OpenMenu,
    SaveDraft,
    SetLanguage,
    ShowSheet,
    SignOut,
    StartAct,
    StartAnew,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.drafts import CONTINUED_FOR, DRAFTS_AT_MOST, KEPT_FOR, Answer
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import NEWS, Writer, begun, opened, writer
from tests.unit.scene import BOLAT, LIFETIME, RU, TEXTS


async def test_the_menu_leads_back_to_the_form() -> None:
    anna = await begun()
    await anna.press(OpenMenu())
    await anna.press(RU("button.go_on", name="Парк"))
    assert await anna.at() == "lead_kk"
    await anna.type("Ашылды")
    assert await anna.says("lead_kk") == Answer("Ашылды")


async def test_the_same_form_is_gone_on_with_and_not_begun_twice() -> None:
    anna = await begun()
    draft = await anna.draft()
    await anna.press(StartAct(Section.NEWS, "create"))
    assert remark_in_words(Remark.AGAIN, RU) in anna.words
    assert await anna.drafts() == (draft,)


async def fill_up(anna: Writer) -> None:
    """As many drafts with an answer as there is room for."""
    for section in (Section.EVENTS, Section.COURSES, Section.NEWS, Section.PLACES, Section.TICKETS):
        await anna.begin(section)
        await anna.type("Парк")
        anna.clock.advance(timedelta(seconds=1))


async def test_forms_in_which_nothing_was_answered_take_no_room_and_go_when_another_is_begun() -> None:
    anna = await writer()
    await fill_up(anna)
    written = await anna.drafts()
    await anna.press(DiscardDraft(written[-1].id))
    for section in (Section.PROMO, Section.EXPERTS, Section.BENEFITS):
        begun = await anna.begin(section)
        assert await anna.drafts() == (begun, *written[:-1])
        anna.clock.advance(timedelta(seconds=1))
    await anna.press(OpenMenu())
    assert RU("button.drafts", count=4) in anna.labels


async def test_a_form_in_which_nothing_was_answered_is_not_in_the_menu_and_still_goes_on() -> None:
    anna = await writer()
    draft = await anna.begin(Section.NEWS)
    await anna.press(OpenMenu())
    assert not any(getattr(one, "intent", None) == OpenDraft(draft.id) for row in anna.screen.rows for one in row)
    await anna.press(OpenDraft(draft.id))
    assert await anna.at() == draft.at


async def test_a_change_that_changes_nothing_takes_no_room_until_it_changes_something() -> None:
    anna = await opened()
    untouched = await anna.draft()
    await anna.begin(Section.EVENTS)
    assert [draft.section for draft in await anna.drafts()] == [Section.EVENTS]
    assert (await anna.begin(Section.NEWS, "edit", NEWS.id)).id != untouched.id
    await anna.go_to("title_ru")
    await anna.type("Сквер")
    changed = await anna.draft()
    anna.clock.advance(timedelta(seconds=1))
    await anna.begin(Section.COURSES)
    assert changed in await anna.drafts()


async def test_several_drafts_stand_in_a_list_and_there_is_no_room_for_a_sixth() -> None:
    anna = await writer()
    await fill_up(anna)
    before = await anna.drafts()
    assert len(before) == DRAFTS_AT_MOST
    await anna.press(StartAct(Section.PROMO, "create"))
    assert RU("drafts.full") in anna.words
    assert await anna.drafts() == before
    await anna.press(OpenMenu())
    await anna.press(RU("button.drafts", count=5))
    for draft in before:
        assert OpenDraft(draft.id) in [getattr(one, "intent", None) for row in anna.screen.rows for one in row]
    await anna.press(DiscardDraft(before[0].id))
    await anna.press(StartAct(Section.PROMO, "create"))
    assert (await anna.draft()).section is Section.PROMO


async def test_an_old_draft_is_offered_back_and_begun_anew_with_its_text() -> None:
    anna = await begun()
    old = await anna.draft()
    anna.clock.advance(CONTINUED_FOR)
    await anna.sign_in()
    await anna.press(OpenDraft(old.id))
    assert RU("drafts.old") in anna.words
    assert "Саябақ" in anna.words
    await anna.press(RU("button.anew"))
    [new] = await anna.drafts()
    assert new.id != old.id
    assert {key: answer.text for key, answer in new.answers.items()} == {"title_kk": "Саябақ", "title_ru": "Парк"}
    anna.clock.advance(KEPT_FOR)
    await anna.sign_in()
    assert await anna.drafts() == ()


@pytest.mark.parametrize("which", range(DRAFTS_AT_MOST))
async def test_an_old_draft_begun_anew_takes_the_place_of_itself_and_of_no_other(which: int) -> None:
    anna = await writer()
    await fill_up(anna)
    anna.clock.advance(CONTINUED_FOR)
    await anna.sign_in()
    before = await anna.drafts()
    await anna.press(StartAnew(before[which].id))
    kept = await anna.drafts()
    assert kept[0].section is before[which].section
    assert kept[1:] == tuple(draft for draft in before if draft is not before[which])


async def test_what_is_typed_to_a_form_that_became_old_is_no_answer_and_is_not_lost() -> None:
    anna = await begun()
    before = await anna.draft()
    anna.clock.advance(CONTINUED_FOR)
    await anna.sign_in()
    await anna.type("Ашылды")
    assert await anna.drafts() == (before,)


async def test_a_draft_is_thrown_away_only_after_a_question() -> None:
    anna = await begun()
    draft = await anna.draft()
    await anna.press(RU("button.cancel"))
    assert await anna.drafts() == (draft,)
    await anna.press(RU("button.go_on_writing"))
    assert await anna.at() == "lead_kk"
    await anna.press(AskDiscard(draft.id))
    await anna.press(RU("button.discard"))
    assert await anna.drafts() == ()
    assert "Саябақ" in anna.words
    for old in (OpenDraft(draft.id), ShowSheet(draft.id), AskQuestion(draft.id, 0), SaveDraft(draft.id, 2)):
        await anna.press(old)
        assert RU("drafts.gone") in anna.words
    assert anna.tabys.written == []


async def test_the_draft_is_there_after_signing_out_and_in_again() -> None:
    anna = await writer()
    await anna.begin(Section.NEWS)
    await anna.type("Саябақ")
    await anna.press(SignOut())
    await anna.type("Парк")
    assert RU("welcome.how") in anna.words
    await anna.sign_in()
    await anna.press(OpenMenu())
    await anna.press(RU("button.go_on", name="Саябақ"))
    await anna.type("Парк")
    assert dict((await anna.draft()).answers) == {"title_kk": Answer("Саябақ"), "title_ru": Answer("Парк")}


async def test_the_draft_is_there_after_the_session_was_lost() -> None:
    anna = await begun()
    before = await anna.draft()
    anna.clock.advance(LIFETIME)
    await anna.type("Ашылды")
    assert RU("welcome.how") in anna.words
    await anna.sign_in()
    await anna.press(OpenDraft(before.id))
    assert await anna.draft() == before


async def test_another_admin_in_the_same_chat_does_not_see_it() -> None:
    anna = await begun()
    draft = await anna.draft()
    await anna.press(SignOut())
    await anna.sign_in(Role.ADMINISTRATOR)
    assert (await anna.session()).admin_id != draft.admin_id
    assert await anna.drafts() == ()
    await anna.press(OpenMenu())
    assert "Парк" not in " ".join(anna.labels)
    await anna.press(OpenDraft(draft.id))
    assert RU("drafts.gone") in anna.words


async def test_the_same_admin_in_another_chat_does_not_see_it() -> None:
    anna = await begun()
    draft = await anna.draft()
    bolat = anna.beside(BOLAT)
    await bolat.sign_in()
    await bolat.press(OpenDraft(draft.id))
    assert RU("drafts.gone") in bolat.words
    assert await bolat.drafts() == ()


async def test_the_language_may_be_switched_in_the_middle() -> None:
    anna = await begun()
    await anna.press(SetLanguage(Language.KK))
    kk = TEXTS[Language.KK]
    await anna.go_on()
    assert kk("form.optional") in anna.words
    assert kk("button.skip") in anna.labels
    await anna.type("Ашылды")
    await anna.press(kk("button.ready"))
    await anna.press(SetLanguage(Language.EN))
    await anna.go_on()
    await anna.type("Открыт")
    assert list((await anna.draft()).answers) == ["title_kk", "title_ru", "lead_kk", "lead_ru"]


async def test_a_choice_is_typed_in_the_language_of_now() -> None:
    anna = await writer()
    await anna.begin(Section.COURSES)
    await anna.press(SetLanguage(Language.EN))
    await anna.go_to("level")
    await anna.type(TEXTS[Language.EN]("choice.level.advanced"))
    assert await anna.says("level") == Answer("advanced")


async def test_a_lost_store_loses_nothing_that_was_answered_before() -> None:
    anna = await begun()
    before = await anna.draft()
    anna.store.down = True
    await anna.type("Ашылды")
    assert RU("trouble.store_down", reference="\0").partition("\0")[0] in anna.words
    await anna.press(OpenDraft(before.id))
    anna.store.down = False
    assert await anna.draft() == before
    await anna.type("Ашылды")
    assert await anna.says("lead_kk") == Answer("Ашылды")


async def test_a_tabys_that_is_down_keeps_nobody_from_writing() -> None:
    anna = await begun()
    anna.tabys.failing = Unreachable("A1B2C3")
    for _ in range(3):
        await anna.type("Слова")
        await anna.press(RU("button.ready"))
    assert len((await anna.draft()).answers) == 5
    assert anna.tabys.written == []
