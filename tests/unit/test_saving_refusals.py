"""What Tabys refuses is not saved, is told with its reason, and is all there to be saved again."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    NotServed,
    Rejected,
    RequestRefused,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens.intents import OpenDraft, SaveDraft, SentPhoto, StartAct
from tabys_bot.application.screens.questions import label_of_key
from tabys_bot.domain.access import Role
from tabys_bot.domain.drafts import Answer, forms
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, intents, is_done, is_not_saved, is_sent
from tests.unit.saving_scene import PNG, Desk, desk
from tests.unit.scene import REFERENCE, RU, words_of

NEWS = Section.NEWS
PARK = Entity(NEWS, 1, {"title": Bilingual("Саябақ", "Парк"), "publication": "draft"})
FORMS = forms()
every_form = pytest.mark.parametrize(("section", "act"), [(s, a.name) for s, a in FORMS])


@every_form
async def test_a_token_that_has_run_out_is_renewed_and_the_form_written_once(section: Section, act: str) -> None:
    admin = await desk()
    draft = await admin.filled(section, act, admin.subject(section, act))
    admin.tabys.calls.clear()
    admin.tabys.expire_tokens()
    assert is_done(await admin.save(draft))
    assert len(admin.written()) == 1
    assert await admin.drafts() == ()


async def test_a_token_that_runs_out_at_the_write_itself_is_renewed_and_the_form_written_once() -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create")
    admin.tabys.expire_tokens()
    assert is_done(await admin.save(draft))
    assert admin.tabys.attempts == [f"write {NEWS} create 0"] * 2  # the first was refused for its token
    assert len(admin.written()) == 1


async def test_a_draft_is_there_when_the_same_admin_has_signed_in_again() -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create")
    admin.tabys.expire_tokens()
    admin.tabys.revoke_session(admin.visitor.id)
    assert not is_done(await admin.save(draft))
    assert admin.written() == []
    await admin.bot.sign_in(Role.SUPER_ADMIN)
    assert (await admin.draft()).answers == draft.answers
    assert not is_sent(await admin.draft())
    assert is_done(await admin.press(SaveDraft(draft.id, (await admin.draft()).revision)))


async def test_a_draft_is_not_there_for_another_admin_of_the_same_chat() -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create")
    await admin.bot.leave()
    await admin.bot.sign_in(Role.ADMINISTRATOR)
    assert await admin.drafts() == ()
    assert (await admin.save(draft)).title == RU("drafts.gone")
    assert admin.tabys.attempts == []


@every_form
async def test_what_tabys_says_against_an_answer_stands_at_its_question(section: Section, act: str) -> None:
    admin = await desk()
    draft = await admin.filled(section, act, admin.subject(section, act))
    key = draft.changes[-1]
    admin.tabys.write_fails = Rejected({key: "так нельзя"}, REFERENCE)
    screen = await admin.save(draft)
    assert f"{label_of_key(section, act, key, RU)}: так нельзя" in words_of(screen)
    assert [one for one in intents(screen) if isinstance(one, SaveDraft)] == []
    assert await admin.draft() == draft
    assert admin.written() == []


async def test_a_refusal_that_names_no_answer_is_told_and_can_be_tried_again() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.write_fails = Rejected({}, REFERENCE)
    screen = await admin.save(draft)
    assert is_not_saved(screen)
    assert await admin.draft() == draft


@pytest.mark.parametrize("failure", [AccessRefused(REFERENCE), RequestRefused(REFERENCE), NotServed(REFERENCE)])
@every_form
async def test_what_is_refused_is_not_saved_and_not_looked_for(
    section: Section, act: str, failure: GatewayFailure
) -> None:
    admin = await desk()
    draft = await admin.filled(section, act, admin.subject(section, act))
    admin.tabys.calls.clear()
    admin.tabys.write_fails = failure
    screen = await admin.save(draft)
    assert is_not_saved(screen)
    assert REFERENCE in words_of(screen)
    assert await admin.draft() == draft
    assert admin.tabys.calls[-1].startswith("write ")
    admin.tabys.write_fails = None
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))


@pytest.mark.parametrize("failure", [TooSlow(REFERENCE), Unreachable(REFERENCE), Broken(REFERENCE)])
async def test_a_record_that_cannot_be_read_beforehand_is_not_written(failure: GatewayFailure) -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.unreadable = failure
    assert is_not_saved(await admin.save(draft))
    assert admin.tabys.attempts == []
    assert await admin.draft() == draft


async def test_a_role_that_was_taken_away_saves_nothing() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.role_of[draft.admin_id] = Role.GOVERNMENT
    admin.bot.clock.advance(timedelta(hours=1))
    screen = await admin.save(draft)
    assert is_not_saved(screen)
    assert admin.tabys.attempts == []
    assert await admin.draft() == draft


async def test_a_form_that_lacks_something_is_not_sent_and_says_what() -> None:
    admin = await desk(records=[])
    draft = await admin.begun(NEWS, "create")
    screen = await admin.save(draft)
    assert RU("sheet.missing") in words_of(screen)
    assert admin.tabys.attempts == []


async def with_photo(content: bytes) -> tuple[Desk, SaveDraft]:
    """The form for the photo of an event, answered by a picture with that in it."""
    admin = await desk()
    number = admin.subject(Section.EVENTS, "photo")
    await admin.press(StartAct(Section.EVENTS, "photo", number))
    await admin.say(SentPhoto(admin.attachments.keep(content), "photo.png", len(content)))
    draft = await admin.draft()
    return admin, SaveDraft(draft.id, draft.revision)


async def test_a_picture_that_was_sent_is_saved() -> None:
    admin, save = await with_photo(PNG)
    assert is_done(await admin.press(save))


async def test_what_is_no_picture_is_not_saved_and_says_so() -> None:
    admin, save = await with_photo(b"PDF or so")
    screen = await admin.press(save)
    assert is_not_saved(screen)
    assert RU("failure.NotAPicture") in words_of(screen)
    assert admin.tabys.attempts == []


async def test_a_picture_that_is_gone_is_not_saved_says_so_and_can_be_sent_again() -> None:
    admin, save = await with_photo(PNG)
    before = await admin.draft()
    for _ in range(20):
        admin.attachments.keep(PNG)
    screen = await admin.press(save)
    assert is_not_saved(screen)
    assert RU("failure.PictureGone") in words_of(screen)
    assert await admin.draft() == before
    assert admin.tabys.attempts == []


async def test_the_rest_of_a_form_is_kept_when_its_picture_is_gone() -> None:
    admin = await desk()
    number = admin.subject(Section.COURSES, "edit")
    draft = await admin.filled(Section.COURSES, "edit", number, title="Новое", photo=Answer("gone", "photo.jpg"))
    assert is_not_saved(await admin.save(draft))
    assert await admin.draft() == draft
    assert admin.tabys.attempts == []


async def test_a_store_that_is_lost_before_the_write_stops_it_and_after_it_does_not_undo_it() -> None:
    admin = await desk(records=[])
    draft = await admin.filled(NEWS, "create")
    admin.tabys.on_done = lambda: _lose(admin)
    screen = await admin.save(draft)
    assert is_done(screen)
    admin.bot.store.down = False
    assert is_sent(await admin.draft())
    assert is_done(await admin.press(OpenDraft(draft.id)))
    assert len(admin.tabys.attempts) == 1
    assert await admin.drafts() == ()
    assert len(await admin.entries(NEWS, 1)) == 1


def _lose(admin: Desk) -> None:
    admin.bot.store.down = True
